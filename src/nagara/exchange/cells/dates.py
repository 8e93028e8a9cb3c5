"""Days as people write them: ISO, day first, spreadsheet serials, Buddhist years."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Final

from nagara.exchange.cells.doubts import Doubt, Doubts
from nagara.exchange.cells.numerals import BUDDHIST_OFFSET, YEARS_BUDDHIST
from nagara.exchange.cells.text import ascii_digits, clean, script_of_digits

__all__ = ["read_date"]

YEAR_FIRST: Final = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})(?:[T ][\d:.,+Zz-]*)?", re.ASCII)
YEAR_LAST: Final = re.compile(
    r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?: [\d:.]*(?: ?[ap]m)?)?", re.ASCII | re.IGNORECASE
)
NAMED_MONTH: Final = re.compile(r"(\d{1,2})[ -]?([a-z]{3,9})\.?,?[ -]?(\d{4})", re.ASCII | re.IGNORECASE)
MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LAST_MONTH: Final = 12
SERIAL_ZERO: Final = date(1899, 12, 30)
SERIALS: Final = range(36526, 73051)
"""Serial numbers of the days of the years 2000 to 2099."""


def read_date(cell: object, doubts: Doubts) -> date | None:
    """Read one day.

    Parameters
    ----------
    cell
        What stands in the cell.
    doubts
        Takes a doubt for each liberty, and one if no day could be read.

    Examples
    --------
    >>> read_date("9/3/2569", [])
    datetime.date(2026, 3, 9)
    """
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return _day(cell.year, cell.month, cell.day, str(cell), doubts)
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        if cell in SERIALS:
            day = SERIAL_ZERO + timedelta(days=int(cell))
            doubts.append(Doubt("serial-date-read", {"text": f"{int(cell)}", "date": day.isoformat()}))
            return day
        doubts.append(Doubt("date-not-understood", {"text": f"{cell:g}"}))
        return None
    text = clean(str(cell))
    if not text:
        return None
    found = _written(text, doubts)
    if found is None:
        doubts.append(Doubt("date-not-understood", {"text": text[:40]}))
    elif script := script_of_digits(text):
        doubts.append(Doubt("other-digits-read", {"script": script, "text": text, "value": found.isoformat()}))
    return found


def _written(text: str, doubts: Doubts) -> date | None:
    latin = ascii_digits(text)
    if match := YEAR_FIRST.fullmatch(latin):
        return _day(int(match[1]), int(match[2]), int(match[3]), text, doubts)
    if match := YEAR_LAST.fullmatch(latin):
        return _day_first(int(match[1]), int(match[2]), int(match[3]), text, doubts)
    if (match := NAMED_MONTH.fullmatch(latin)) and match[2][:3].lower() in MONTHS:
        return _day(int(match[3]), MONTHS.index(match[2][:3].lower()) + 1, int(match[1]), text, doubts)
    if latin.isdigit() and int(latin[:9]) in SERIALS:
        return read_date(float(latin), doubts)
    return None


def _day_first(first: int, second: int, year: int, text: str, doubts: Doubts) -> date | None:
    day, month = (second, first) if second > LAST_MONTH >= first else (first, second)
    found = _day(year, month, day, text, doubts)
    if found and first != second and (day <= LAST_MONTH or day == second):
        doubts.append(Doubt("date-order-assumed", {"text": text, "date": found.isoformat()}))
    return found


def _day(year: int, month: int, day: int, text: str, doubts: Doubts) -> date | None:
    is_buddhist = year in YEARS_BUDDHIST
    try:
        found = date(year - BUDDHIST_OFFSET if is_buddhist else year, month, day)
    except ValueError:
        return None
    if is_buddhist:
        doubts.append(Doubt("buddhist-year-read", {"text": text, "value": found.isoformat()}))
    return found
