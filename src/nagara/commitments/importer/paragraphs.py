"""Lines of a text gathered into paragraphs, whether or not the lines were broken by a page's width."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nagara.commitments.importer.action_table import aligned_rows
from nagara.commitments.importer.numbering import mark_of

__all__ = ["Paragraph", "paragraphs"]

_LINE = re.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")
_LONG_LINE = 160
"""A line longer than this was not broken by the width of a page."""
_FULL_FRAC = 0.72
"""A line that reaches this share of the longest one may go on in the next."""
_ENDS = (".", ";", ":", "!", "?", "。", "។", "။")
_CLOSING = "*_\"'”’)]»"
_RULE = re.compile(r"(?:[-_*=–—]\s?){3,200}")
_DATED_FOOT = re.compile(r"(?:[\d/.-]{6,10}\s{1,200})?\d{1,4}\s?\|\s?P\s?a\s?g\s?e\b.{0,20}", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"\W{0,4}(?:(?:page|trang|หน้า|halaman|muka surat)\s{0,3})?\d{1,4}"
    r"(?:\s{0,2}(?:of|/|dari|daripada)\s{0,2}\d{1,4})?\W{0,4}",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"\[\^?[\w*]{1,6}\]:|[¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴-⁹]?\s?\w")
_RECITAL = re.compile(
    r"[*_]{0,3}(?:[A-Z][a-z]{2,14}ing|Mindful|Aware|Conscious|Concerned|Convinced|Deeply|Gravely|Alarmed|Guided|Inspired|Whereas|"
    r"Have agreed|Hereby|Do hereby)\b"
)
_PAGES_FOR_EACH = 20
"""In a long text a head or foot comes again on one page in so many at least."""
_SMALL_FEET = ("www", "http", "page", "p.", "trang", "halaman")
_CAPITALS = re.compile(r"[*_]{0,3}[A-Z][A-Z-]{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A run of lines that belong together.

    Parameters
    ----------
    start, stop
        Place in the text, without the spaces around it.
    is_row
        Whether it is one row of a table.
    is_furniture
        Whether it is a rule, a page number, or a line that comes again at the edge of pages.
    is_footnote
        Whether it is a note at the foot of a page or the end of a text.
    """

    start: int
    stop: int
    is_row: bool = False
    is_furniture: bool = False
    is_footnote: bool = False


def paragraphs(text: str) -> list[Paragraph]:
    """Gather lines into paragraphs; what stands between them is space."""
    edges = _lines_at_page_edges(text)
    found: list[Paragraph] = []
    for run in _runs(text):
        found.extend(_paragraphs_of(text, run, edges))
    return found


def _runs(text: str) -> Iterator[list[tuple[int, int]]]:
    """Lines that follow each other without an empty line or a page break between them."""
    run: list[tuple[int, int]] = []
    last = 0
    for line in _LINE.finditer(text):
        words = line[0]
        start = line.start() + len(words) - len(words.lstrip())
        stop = line.start() + len(words.rstrip())
        breaks = text[last : line.start()]
        if run and (stop <= start or breaks.replace("\r\n", "\n").count("\n") > 1 or "\f" in breaks):
            yield run
            run = []
        if stop > start:
            run.append((start, stop))
        last = line.end()
    if run:
        yield run


def _paragraphs_of(text: str, run: list[tuple[int, int]], edges: frozenset[str]) -> Iterator[Paragraph]:
    width = max(stop - start for start, stop in run)
    begun: list[tuple[int, int]] = []
    rows = aligned_rows(text, run)
    for start, stop in run:
        line = text[start:stop]
        alone = _alone(start, stop, line, edges, is_only=len(run) == 1)
        alone = Paragraph(start=start, stop=stop, is_row=True) if start in rows else alone
        if begun and (
            alone is not None or _opens_anew(text[begun[-1][0] : begun[-1][1]], line, width, text[slice(*begun[0])])
        ):
            yield _joined(text, begun)
            begun = []
        if alone is not None:
            yield alone
        else:
            begun.append((start, stop))
    if begun:
        yield _joined(text, begun)


def _alone(start: int, stop: int, line: str, edges: frozenset[str], *, is_only: bool) -> Paragraph | None:
    """A line that is a paragraph by itself; a bare number is one only between empty lines."""
    if line.startswith("|") and line.endswith("|") and len(line) > 1:
        return Paragraph(start=start, stop=stop, is_row=True, is_furniture=not any(each.isalnum() for each in line))
    is_number = _PAGE_NUMBER.fullmatch(line[:80]) and (is_only or not line[:1].isdigit())
    if _RULE.fullmatch(line[:200]) or is_number or _edge_words(line) in edges or _DATED_FOOT.fullmatch(line[:300]):
        return Paragraph(start=start, stop=stop, is_furniture=True)
    if not any(each.isalnum() for each in line):
        return Paragraph(start=start, stop=stop, is_furniture=True)
    return None


def _joined(text: str, lines: list[tuple[int, int]]) -> Paragraph:
    start, stop = lines[0][0], lines[-1][1]
    return Paragraph(start=start, stop=stop, is_footnote=bool(_FOOTNOTE.match(text, start)))


def _opens_anew(before: str, line: str, width: int, opening: str) -> bool:
    """Whether a line begins a paragraph although no empty line stands before it."""
    if before.lstrip().startswith("#") or _FOOTNOTE.match(line):
        return True
    mark = mark_of(line)
    if mark.is_heading or (mark.style and not (mark.style[:1].isalpha() and mark.style != "article" and mark.stop < 2)):
        return True
    first = line.lstrip("*_\"'“‘(")[:1]
    if first.islower():
        return False
    ended = before.rstrip(_CLOSING).endswith(_ENDS)
    if ended and first.isupper() and line.split()[:2] == opening.split()[:2]:
        # Lines that begin alike, as "We will …" under a lost bullet.
        return True
    is_short = len(before) < _FULL_FRAC * width
    if width > _LONG_LINE or (ended and before.rstrip(_CLOSING).endswith(":")):
        return True
    if before.endswith((",", ";")) and _RECITAL.match(line):
        return True
    if _CAPITALS.match(line) and before.rstrip(_CLOSING).endswith((".", ";", ",", ":")):
        return True
    return is_short if ended or not first.isupper() else len(before) < 0.6 * width


def _lines_at_page_edges(text: str) -> frozenset[str]:
    """First and last lines of pages that come again on three pages, or on both of two, their numbers aside."""
    pages = text.count("\f") + 1
    fewest = max(min(3, pages), pages // _PAGES_FOR_EACH)
    if fewest < 2:
        return frozenset()
    counts: dict[str, int] = {}
    for page in text.split("\f"):
        lines = [line.strip() for line in page.strip().splitlines() if line.strip()]
        for words in {_edge_words(line) for line in (*lines[:2], *lines[-2:]) if not _goes_on(line)}:
            counts[words] = counts.get(words, 0) + 1
    return frozenset(words for words, count in counts.items() if words and count >= fewest)


def _goes_on(line: str) -> bool:
    """Whether a line is the middle of a sentence, which no head or foot of a page is."""
    return line.endswith(",") or (line[:1].islower() and not line.startswith(_SMALL_FEET))


def _edge_words(line: str) -> str:
    return "".join(each for each in line.lower() if not each.isdecimal()).strip()[:200]
