"""Pages of a PDF put in reading order: bands across the page, columns within a band, notes and page edges apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from pdfminer.layout import LTChar, LTPage, LTTextBox, LTTextLine

__all__ = ["Stretch", "pages_as_text", "stretches_of"]

_EDGE_FRAC: Final = 0.09
"""Share of a page's height at its top and bottom where headers, footers and page numbers stand."""
_NOTE_FRAC: Final = 0.45
_SMALL_FRAC: Final = 0.9
_RAISED_FRAC: Final = 0.78
_COLUMN_FRAC: Final = 0.55
_MOST_PAGES_ASKED: Final = 3
_NUMBER: Final = re.compile(r"\W{0,4}(?:[Pp]age\s|Trang\s|หน้า\s|Halaman\s)?\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?\W{0,4}")
_NOTE: Final = re.compile(r"(?:\[\^(\w{1,3})\]|(\d{1,2})|([*†‡]))\s?(?=\S)")
_SPACES: Final = re.compile(r" {2,}")
_NOTE_LINE: Final = re.compile(r"^(?:\[\^(\w{1,3})\]|(\d{1,2})|([*†‡]))\s{0,2}\n?(?=\S)", re.MULTILINE)
_GOES_ON: Final = re.compile(r"[a-zà-ỹ(]")
_ENDS: Final = (".", ";", ":", "!", "?", "”", '"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A box of lines on a page; places count from its lower left corner, as PDF does.

    Parameters
    ----------
    left, right, low, high
        Its edges, as shares of the page.
    size
        Height of most of its letters, in points.
    """

    text: str
    left: float
    right: float
    low: float
    high: float
    size: float


def stretches_of(page: LTPage) -> list[Stretch]:
    """Boxes of text on a page, with raised small figures marked as notes."""
    width, height = max(page.width, 1.0), max(page.height, 1.0)
    found = []
    for box in page:
        if not isinstance(box, LTTextBox):
            continue
        lines = [line for line in box if isinstance(line, LTTextLine)]
        sizes = [letter.size for line in lines for letter in line if isinstance(letter, LTChar)]
        text = "\n".join(_marked(line) for line in lines).strip()
        if text and sizes:
            found.append(
                Stretch(
                    text=text,
                    left=box.x0 / width,
                    right=box.x1 / width,
                    low=box.y0 / height,
                    high=box.y1 / height,
                    size=median(sizes),
                )
            )
    return found


def pages_as_text(pages: Sequence[Sequence[Stretch]]) -> tuple[str, bool]:
    """Text of all pages in reading order, and whether any of them has two columns.

    What stands at the edge of pages is put where a paragraph ends, so that it parts none; pages are
    parted by a form feed there.
    """
    edges = _edges(pages)
    body_size = median([each.size for page in pages for each in page for _ in each.text.split()] or [1.0])
    out: list[str] = []
    held: list[str] = []
    in_columns = False
    for number, page in enumerate(pages):
        body, notes, apart = _sorted_out(page, edges, body_size)
        ordered, columns = _in_reading_order(body)
        in_columns |= columns
        for each in ordered:
            goes_on = bool(out) and not out[-1].rstrip().endswith(_ENDS) and bool(_GOES_ON.match(each.text))
            if not goes_on:
                out.extend(held)
                held.clear()
            out.append(f"\n{each.text}" if goes_on else f"\n\n{each.text}")
        held.extend(f"\n\n{_as_note(each.text)}" for each in notes)
        held.extend(f"\n\n{each.text}" for each in apart)
        if number + 1 < len(pages):
            held.append("\n\n\f")
    out.extend(held)
    return "".join(out).strip("\n"), in_columns


def _marked(line: LTTextLine) -> str:
    """A line's letters; small raised figures after a word are the sign of a note."""
    letters = [each for each in line if isinstance(each, LTChar)]
    usual = median([each.size for each in letters]) if letters else 0.0
    out, note = "", ""
    for each in line:
        said = each.get_text() if hasattr(each, "get_text") else ""
        is_small = isinstance(each, LTChar) and each.size < _RAISED_FRAC * usual and said.isdecimal()
        if is_small and isinstance(each, LTChar) and each.y0 > line.y0 + 0.15 * line.height:
            note += said
            continue
        if note:
            out, note = f"{out}[^{note}]", ""
        out += said
    whole = f"{out.rstrip()}[^{note}]" if note else out
    return _SPACES.sub(" ", whole).rstrip("\n ")


def _edges(pages: Sequence[Sequence[Stretch]]) -> frozenset[str]:
    """Words at the top or bottom that come again on three pages, or on both of two, their numbers aside."""
    counts: dict[str, int] = {}
    for page in pages:
        for words in {_bare(each.text) for each in page if _at_edge(each)}:
            counts[words] = counts.get(words, 0) + 1
    fewest = max(2, min(_MOST_PAGES_ASKED, len(pages)))
    return frozenset(words for words, count in counts.items() if words and count >= fewest)


def _sorted_out(
    page: Iterable[Stretch], edges: frozenset[str], body_size: float
) -> tuple[list[Stretch], list[Stretch], list[Stretch]]:
    """Body, notes, and what stands at the edge."""
    body, notes, apart = [], [], []
    for each in page:
        if _at_edge(each) and (_NUMBER.fullmatch(each.text) or _bare(each.text) in edges):
            apart.append(each)
        elif each.low < _NOTE_FRAC and each.size < _SMALL_FRAC * body_size and _NOTE.match(each.text):
            notes.append(each)
        else:
            body.append(each)
    return body, sorted(notes, key=lambda each: -each.high), sorted(apart, key=lambda each: -each.high)


def _in_reading_order(body: Sequence[Stretch]) -> tuple[list[Stretch], bool]:
    """Boxes from top to bottom; where two columns stand side by side, the left one first."""
    left = [each for each in body if each.right <= _COLUMN_FRAC]
    right = [each for each in body if each.left >= 1 - _COLUMN_FRAC]
    beside = any(one.low < other.high and other.low < one.high for one in left for other in right)
    by_height = sorted(body, key=lambda each: (-each.high, each.left))
    if not beside or sum(len(each.text) for each in right) * 5 < sum(len(each.text) for each in left):
        return by_height, False
    ordered: list[Stretch] = []
    band: list[Stretch] = []
    for each in by_height:
        if each in left or each in right:
            band.append(each)
        else:
            ordered.extend(_columns(band))
            band = []
            ordered.append(each)
    return [*ordered, *_columns(band)], True


def _columns(band: Sequence[Stretch]) -> list[Stretch]:
    return sorted(band, key=lambda each: (each.left >= 1 - _COLUMN_FRAC, -each.high))


def _at_edge(each: Stretch) -> bool:
    return each.low > 1 - _EDGE_FRAC or each.high < _EDGE_FRAC


def _as_note(text: str) -> str:
    """Notes as Markdown marks them, so that whoever reads on knows them for what they are."""
    return _NOTE_LINE.sub(lambda found: f"[^{found[1] or found[2] or found[3]}]: ", text)


def _bare(text: str) -> str:
    return "".join(each for each in text.lower() if not each.isdecimal()).strip()
