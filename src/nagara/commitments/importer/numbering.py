"""Numbers, letters and bullets that open a paragraph, in the scripts of the region and in broken Markdown."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from nagara.commitments.importer.vocabulary import marks

__all__ = ["Mark", "mark_of", "number_of_digits"]

_EMPHASIS = "*_"
_BULLETS = "-*+•·▪▫●○◦‣⁃∙–—■□◆◇➢➣➤→⇒✓✔✅☑❖►▶"
"""Beside them, all signs of one's own that a word processor keeps its bullets under, and an "o" before a capital."""
_BULLET = re.compile(rf"[{re.escape(_BULLETS)}\uf000-\uf0ff](?=\s)|o(?=\s{{1,8}}[*_]{{0,2}}[A-Z])")
_MULTI = re.compile(r"(\d{1,3}(?:\.\d{1,3}){1,4})[.)]?(?=\s)")
_DECIMAL = re.compile(r"(\d{1,3})([.)]|\s?[-–](?=\s))(?!\d)")
_IN_BRACKETS = re.compile(r"\((\d{1,3}|[a-zđก-ฮ]|[ivxlc]{1,6}|[A-Z]|[IVXLC]{1,6})\)")
_ROMAN = re.compile(r"([ivxlc]{1,6}|[IVXLC]{1,6})[.)](?=\s)")
_LETTER = re.compile(r"([a-zđA-Zก-ฮ])[.)](?=\s)(?!\s[A-Z]\.)")
_HASHES = re.compile(r"#{1,6}(?=\s)")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_WORD_NUMBER = re.compile(r"(\d{1,4}(?:[/.-]\d{1,4}){0,3}|[IVXLC]{1,6}|[A-Z](?=[.:)]))(?![\w])")
_ORDINAL_WORD = re.compile(r"(?P<word>[^\W\d_]{3,20}(?: [^\W\d_]{3,12})?)[*_]{0,2}\s{0,4}[:.)–—](?=\s)")
_AFTER_NUMBER = re.compile(r"\s{0,4}[.:)–—-]?")
_POINTS = frozenset(
    (
        *("commitment", "action", "point", "goal", "resolution", "decision", "undertaking", "pledge", "recommendation"),
        *("request", "call", "cam kết", "điểm"),
    )
)
"""What is counted itself, where an article only bears a number above what it says."""
_LANGUAGES_WITH_ARTICLES = ("en", "vi", "th", "lo", "km", "my", "id", "ms", "fil")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a paragraph opens with.

    Parameters
    ----------
    label
        As printed, as in ``2.`` or ``(iii)``; empty for a bullet.
    value
        What it counts, in our digits, as in ``2``, ``a`` or ``iii``; empty for a bullet.
    style
        Which list it belongs to: ``article``, ``1.``, ``(1)``, ``a``, ``i`` …; lists of different style nest.
    stop
        Where the words begin, counted from the start of the paragraph.
    is_heading
        Whether Markdown marks it as a heading.
    """

    label: str = ""
    value: str = ""
    style: str = ""
    stop: int = 0
    is_heading: bool = False


def number_of_digits(digits: str) -> int:
    """A whole number in any script's digits.

    Examples
    --------
    >>> number_of_digits("๒๕๗๓")
    2573
    """
    return int("".join(str(unicodedata.decimal(each)) for each in digits))


def mark_of(words: str) -> Mark:
    """Read what a paragraph opens with; an empty mark if it opens with words.

    Examples
    --------
    >>> mark_of("- 2. Embrace resilience").value, mark_of("1.Strengthen").value, mark_of("๓. จัดทำแผน").value
    ('2', '1', '3')
    >>> mark_of("2030 is near").value, mark_of("(iv) report").style
    ('', '(i)')
    """
    at = _skip(words, 0)
    is_heading = False
    if hashes := _HASHES.match(words, at):
        is_heading, at = True, _skip(words, hashes.end())
    bullet = _BULLET.match(words, at)
    if bullet:
        at = _skip(words, bullet.end())
    found = _article(words, at) or _ordinal(words, at) or _number(words, at)
    if found:
        label, value, style, stop = found
        return Mark(label=label, value=value, style=style, stop=_past_spaces(words, stop), is_heading=is_heading)
    if bullet:
        return Mark(style=f"bullet {bullet[0]}", stop=_past_spaces(words, bullet.end()), is_heading=is_heading)
    return Mark(stop=at, is_heading=is_heading)


def roman(letters: str) -> int:
    """What Roman digits count; 0 if they are none in order."""
    total, highest = 0, 0
    for each in reversed(letters.lower()):
        worth = _ROMAN_VALUES.get(each, 0)
        if not worth:
            return 0
        total += worth if worth >= highest else -worth
        highest = max(highest, worth)
    return total


def _skip(words: str, at: int) -> int:
    """Pass over spaces and the stars of bold type, but not over a star that is a bullet."""
    while at < len(words):
        if (
            words[at].isspace()
            or words[at] == "\\"
            or words[at] in _EMPHASIS
            and at + 1 < len(words)
            and not words[at + 1].isspace()
            or words[at] in _EMPHASIS
            and at
            and words[at - 1] not in " \n"
        ):
            at += 1
        else:
            break
    return at


def _past_spaces(words: str, at: int) -> int:
    while at < len(words) and words[at].isspace():
        at += 1
    return at


def _article(words: str, at: int) -> tuple[str, str, str, int] | None:
    head = words[at : at + 40]
    lowered = head.lower()
    for language in _LANGUAGES_WITH_ARTICLES:
        for word in marks("article", language):
            if not lowered.startswith(word):
                continue
            gap = len(word) + len(head[len(word) :]) - len(head[len(word) :].lstrip())
            number = _WORD_NUMBER.match(head, gap)
            if number is None or (gap == len(word) and head[gap - 1].isascii()):
                continue
            value = _counted(number[1])
            after = _AFTER_NUMBER.match(head, number.end())
            stop = after.end() if after else number.end()
            style = "point" if word in _POINTS else "article"
            return head[: number.end()], value, style, at + stop
    return None


def _ordinal(words: str, at: int) -> tuple[str, str, str, int] | None:
    """A number in words before a sign: "KESATU: …", "FIRST. …"."""
    found = _ORDINAL_WORD.match(words, at)
    value = _ordinals().get(found["word"].lower()) if found else None
    return (words[at : found.end("word")], value, "1 in words", found.end()) if found and value else None


@cache
def _ordinals() -> dict[str, str]:
    return {
        word: str(number)
        for number in range(1, 21)
        for language in ("en", "id", "ms", "fil")
        for word in marks(f"ordinal {number}", language)
    }


def _number(words: str, at: int) -> tuple[str, str, str, int] | None:
    if found := _MULTI.match(words, at):
        value = ".".join(str(number_of_digits(each)) for each in found[1].split("."))
        return found[0], value, f"level {value.count('.')}", found.end()
    if found := _DECIMAL.match(words, at):
        return found[0].strip(), str(number_of_digits(found[1])), f"1{found[2].strip()}", found.end()
    if found := _IN_BRACKETS.match(words, at):
        value = _counted(found[1]) if found[1].isdecimal() else found[1].lower()
        return found[0], value, f"({_style(found[1])})", found.end()
    if found := _ROMAN.match(words, at):
        return found[0], found[1].lower(), f"{_style(found[1])}{found[0][-1]}", found.end()
    if found := _LETTER.match(words, at):
        return found[0], found[1].lower(), f"{_style(found[1])}{found[0][-1]}", found.end()
    return None


def _counted(value: str) -> str:
    if value.isdecimal():
        return str(number_of_digits(value))
    if value[:1].isdecimal():
        return value.replace("/", ".")
    counted = roman(value)
    return str(counted) if counted and value.isupper() and value != "C" else value.lower()


def _style(value: str) -> str:
    if value.isdecimal():
        return "1"
    if roman(value):
        return "I" if value.isupper() else "i"
    return "A" if value.isupper() else "a"
