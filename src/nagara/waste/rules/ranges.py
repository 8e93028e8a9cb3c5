"""Ranges: the right way round, around their value, and explained."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias

from nagara.findings import Finding
from nagara.waste.records import CityRecords

__all__ = ["range_findings"]

Doubt: TypeAlias = tuple[str, str, Mapping[str, str | float]]  # column, code and values of a finding

RANGES: Final = (
    ("non_household", "t_per_day", "t_per_day_low", "t_per_day_high", "range_is", ("origin",)),
    ("non_household", "share_of_total_frac", "share_of_total_low", "share_of_total_high", "range_is", ("origin",)),
    ("received", "t_per_day", "t_per_day_low", "t_per_day_high", "range_is", ("facility", "material")),
    ("received", "reject_frac", "reject_low", "reject_high", "range_is", ("facility", "material")),
    ("loads", "tonnes_t", "tonnes_low", "tonnes_high", "range_is", ("facility", "load")),
    ("trucks", "fill_frac", "fill_low", "fill_high", "range_is", ("facility", "truck_class")),
    ("trucks", "density_t_per_m3", "density_low", "density_high", "range_is", ("facility", "truck_class")),
    ("picking", "kg_per_picker_day", "kg_per_picker_low", "kg_per_picker_high", "range_is", ("facility",)),
    (
        "earlier",
        "household_rate_kg_per_cap_day",
        "household_rate_low",
        "household_rate_high",
        None,
        ("year",),
    ),
    (
        "disposal_history",
        "methane_recovered_t_per_year",
        "methane_recovered_low",
        "methane_recovered_high",
        "range_is",
        ("facility",),
    ),
    ("disposal_history", "burnt_frac", "burnt_low", "burnt_high", "range_is", ("facility",)),
    ("energy", "amount_per_year", "amount_low", "amount_high", None, ("use", "carrier")),
    ("measured_flows", "t_per_day", "t_per_day_low", "t_per_day_high", "range_is", ("flow",)),
    (
        "measured_flows",
        "share_of_source_frac",
        "share_of_source_low",
        "share_of_source_high",
        "range_is",
        ("flow",),
    ),
)
"""Table, value, low, high, what the range is, and what names the row."""


def range_findings(records: CityRecords) -> Iterable[Finding]:
    """Doubt every range that a city wrote down."""
    city = records.city
    population = ("population", "population_low", "population_high", "population_range_is")
    for column, code, values in _doubts(city, *population):
        yield _finding(city, column, code, f"Population of {city.city}", values)
    burnt = ("uncollected_burnt_frac", "uncollected_burnt_low", "uncollected_burnt_high")
    for column, code, values in _doubts(city, *burnt, None):
        yield _finding(city, column, code, f"{city.city}: {_plain(burnt[0])}", values)
    for table, value, low, high, meaning, named in RANGES:
        for row in getattr(records, table):
            for column, code, values in _doubts(row, value, low, high, meaning):
                what = ", ".join(str(getattr(row, name)) for name in named)
                yield _finding(row, column, code, f"{what}: {_plain(value)}", values)


def _finding(row: Any, column: str, code: str, what: str, values: Mapping[str, str | float]) -> Finding:  # noqa: ANN401  # any record
    return Finding(code=code, values={"what": what, **values}, place=row.place(column))


def _doubts(row: Any, value: str, low: str, high: str, meaning: str | None) -> Iterable[Doubt]:  # noqa: ANN401  # any record
    least, most = getattr(row, low), getattr(row, high)
    return () if least is None and most is None else _doubts_of_range(row, value, low, high, meaning)


def _doubts_of_range(row: Any, value: str, low: str, high: str, meaning: str | None) -> Iterable[Doubt]:  # noqa: ANN401  # any record
    middle, least, most = (getattr(row, name) for name in (value, low, high))
    if least is None or most is None:
        yield high if most is None else low, "range-half-given", {}
    elif least > most:
        yield low, "range-the-wrong-way", {"low": least, "high": most}
        return
    if middle is None:
        yield value, "range-without-value", {}
    elif (least is not None and middle < least) or (most is not None and middle > most):
        ends = {"low": "no low" if least is None else least, "high": "no high" if most is None else most}
        yield value, "value-outside-range", {"value": middle, **ends}
    elif meaning and getattr(row, meaning) is None and None not in {least, most} and least != most:
        yield meaning, "range-not-explained", {}


def _plain(field: str) -> str:
    words = {
        "t_per_day": "tonnes per day",
        "share_of_total_frac": "share of the total",
        "reject_frac": "share rejected",
        "tonnes_t": "tonnes",
        "fill_frac": "filling",
        "density_t_per_m3": "density",
        "kg_per_picker_day": "kilograms per picker and day",
        "household_rate_kg_per_cap_day": "household rate",
        "uncollected_burnt_frac": "share of uncollected waste that is burnt",
        "methane_recovered_t_per_year": "methane recovered",
        "burnt_frac": "share that burns",
        "amount_per_year": "amount in the year",
        "share_of_source_frac": "share of the source",
    }
    return words[field]
