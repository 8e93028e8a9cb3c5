"""Days as texts write them: by figures, by words, in Buddhist years, in the languages of the region."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache

from nagara.commitments.importer.numbering import number_of_digits
from nagara.commitments.importer.vocabulary import marks

__all__ = ["WrittenDate", "common_era", "count_of", "first_date", "last_day", "month_pattern", "written_year"]

BUDDHIST_ERA_AHEAD_YEARS = 543
_BUDDHIST_FROM, _BUDDHIST_TO = 2400, 2700
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ORDINALS = {
    **{f"{word}th": number for number, word in enumerate(_UNITS) if number > 3},
    **{
        "first": 1,
        "second": 2,
        "third": 3,
        "fifth": 5,
        "eighth": 8,
        "ninth": 9,
        "twelfth": 12,
        "twentieth": 20,
        "thirtieth": 30,
    },
}
_YEAR_IN_WORDS = r"two\s+thousand(?:\s+(?:and\s+)?(?P<in_words>[a-z]+(?:[-\s][a-z]+)?))?"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDate:
    """A day as a text writes it, and its place there."""

    on: date
    start: int
    stop: int


@cache
def _months() -> dict[str, int]:
    """Names of months in all languages of the table; the word of the mark ends in the number."""
    return {
        name: number
        for language in ("en", "id", "ms", "th", "vi", "fil")
        for number in range(1, 13)
        for name in marks(f"month {number}", language)
    }


@cache
def month_pattern() -> str:
    """All names of months as alternatives, longest first."""
    return "|".join(re.escape(name) for name in sorted(_months(), key=lambda each: (-len(each), each)))


def common_era(year: int) -> int:
    """The year of the common era; a number that can only be a Buddhist year is one.

    Examples
    --------
    >>> common_era(2573), common_era(2030)
    (2030, 2030)
    """
    return year - BUDDHIST_ERA_AHEAD_YEARS if _BUDDHIST_FROM <= year <= _BUDDHIST_TO else year


def written_year(digits: str) -> int | None:
    """A year in any script's digits; ``None`` if it cannot be one."""
    year = common_era(number_of_digits(digits))
    return year if _FIRST_YEAR <= year <= _LAST_YEAR else None


def count_of(word: str) -> int | None:
    """A small number in figures or in words of the region; ``None`` if it is none."""
    lowered = word.lower()
    if lowered.isdecimal():
        return number_of_digits(lowered)
    if lowered in _UNITS:
        return _UNITS.index(lowered)
    return next(
        (
            n
            for n in range(1, 11)
            if any(lowered in marks(f"count {n}", tag) for tag in ("vi", "th", "id", "ms", "fil"))
        ),
        None,
    )


def month_of(name: str) -> int:
    """Number of a month by its name."""
    return _months()[name.lower()]


def last_day(year: int, month: int | None = None, day: int | None = None) -> date | None:
    """The last day of a year or a month; ``None`` for a day that no calendar has."""
    if month is None:
        return date(year, 12, 31)
    if not 1 <= month <= 12:
        return None
    longest = monthrange(year, month)[1]
    if day is not None and not 1 <= day <= longest:
        return None
    return date(year, month, longest if day is None else day)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    months = month_pattern()
    ordinal = "|".join(sorted(_ORDINALS, key=len, reverse=True))
    return (
        re.compile(
            rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s{{1,3}}(?:day\s{{1,3}})?(?:(?:of|ng)\s{{1,3}})?(?P<month>{months}),?\s{{0,3}}"
            r"(?:B\.E\.|พ\.ศ\.|ค\.ศ\.|tahun)?\s{0,3}(?P<year>\d{4})(?!\d)",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\b(?P<month>{months})\s{{1,3}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}(?P<year>\d{{4}})(?!\d)",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\b(?:(?P<tens>twenty|thirty)[-\s])?(?P<ordinal>{ordinal})\s{{1,3}}(?:day\s{{1,3}})?of\s{{1,3}}(?P<month>{months}),?\s{{1,3}}"
            rf"(?:in\s+the\s+year\s+)?(?:{_YEAR_IN_WORDS}|(?P<year>\d{{4}}))",
            re.IGNORECASE,
        ),
        re.compile(
            r"ngày\s{1,3}(?P<day>\d{1,2})\s{1,3}tháng\s{1,3}(?P<number>\d{1,2})\s{1,3}năm\s{1,3}(?P<year>\d{4})",
            re.IGNORECASE,
        ),
        re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})(?!\d)"),
    )


def first_date(text: str, start: int = 0, stop: int | None = None) -> WrittenDate | None:
    """The first whole date in a stretch.

    Examples
    --------
    >>> first_date("this Nineteenth Day of September, Two Thousand and Twenty-Four, in").on.isoformat()
    '2024-09-19'
    >>> first_date("วันที่ ๑๒ พฤษภาคม พ.ศ. ๒๕๗๓").on.isoformat()
    '2030-05-12'
    """
    found: list[WrittenDate] = []
    for pattern in _patterns():
        for match in pattern.finditer(text, start, len(text) if stop is None else stop):
            on = _day_of(match.groupdict())
            if on is not None:
                found.append(WrittenDate(on=on, start=match.start(), stop=match.end()))
                break
    return min(found, key=lambda each: each.start, default=None)


def _day_of(said: dict[str, str | None]) -> date | None:
    digits = said.get("year")
    year = written_year(digits) if digits else _year_in_words(said.get("in_words"))
    if year is None:
        return None
    ordinal = said.get("ordinal")
    if ordinal:
        day = _ORDINALS[ordinal.lower()] + _TENS.get((said.get("tens") or "").lower(), 0)
    else:
        day = number_of_digits(said.get("day") or "0")
    number, name = said.get("number"), said.get("month")
    month = number_of_digits(number) if number else month_of(name or "")
    return last_day(year, month, day)


def _year_in_words(words: str | None) -> int | None:
    if words is None:
        return None
    total = 2000
    for word in re.split(r"[-\s]", words.lower()):
        worth = _TENS.get(word) or (_UNITS.index(word) if word in _UNITS else None)
        if worth is None:
            break
        total += worth
    return total if total > 2000 else None
