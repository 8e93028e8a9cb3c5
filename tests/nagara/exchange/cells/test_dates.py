"""Days in every way people write them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nagara.exchange.cells.dates import read_date

MARCH_NINTH = date(2026, 3, 9)
DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31))


def read(cell):
    doubts = []
    return read_date(cell, doubts), [doubt.code for doubt in doubts]


@pytest.mark.parametrize(
    ("cell", "day", "codes"),
    [
        (MARCH_NINTH, MARCH_NINTH, []),
        (datetime(2026, 3, 9, 8, 30, tzinfo=UTC), MARCH_NINTH, []),
        ("2026-03-09", MARCH_NINTH, []),
        ("2026-03-09T08:30:00+07:00", MARCH_NINTH, []),
        ("2026/3/9", MARCH_NINTH, []),
        ("9/3/2026", MARCH_NINTH, ["date-order-assumed"]),
        ("19/3/2026", date(2026, 3, 19), []),
        ("3/19/2026", date(2026, 3, 19), ["date-order-assumed"]),
        ("3/3/2026", date(2026, 3, 3), []),
        ("9 March 2026", MARCH_NINTH, []),
        ("9-Mar-2026", MARCH_NINTH, []),
        ("19/3/2569", date(2026, 3, 19), ["buddhist-year-read"]),
        ("29/2/2567", date(2024, 2, 29), ["buddhist-year-read"]),
        (date(2569, 3, 9), MARCH_NINTH, ["buddhist-year-read"]),
        ("๑๙/๓/๒๕๖๙", date(2026, 3, 19), ["buddhist-year-read", "other-digits-read"]),
        (46090.0, MARCH_NINTH, ["serial-date-read"]),
        ("46090", MARCH_NINTH, ["serial-date-read"]),
        ("9/3/26", None, ["date-not-understood"]),
        ("31/2/2026", None, ["date-not-understood"]),
        ("Tuesday", None, ["date-not-understood"]),
        (3.0, None, ["date-not-understood"]),
        (" ", None, []),
    ],
)
def test_day_is_read_and_each_liberty_said(cell, day, codes):
    assert read(cell) == (day, codes)


@given(DAYS)
def test_every_iso_day_reads_back(day):
    assert read(day.isoformat()) == (day, [])


@given(DAYS)
def test_day_first_is_never_taken_as_month_first(day):
    value, codes = read(f"{day.day}/{day.month}/{day.year}")
    assert value == day
    assert codes == (["date-order-assumed"] if day.day <= 12 and day.day != day.month else [])
