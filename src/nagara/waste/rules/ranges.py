"""Ranges: the right way round, around their value, and explained."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from nagara.findings import Finding
from nagara.waste.records import CityRecords

__all__ = ["range_findings"]

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
    yield from _range(
        city, "population", "population_low", "population_high", "population_range_is", f"Population of {city.city}"
    )
    burnt = ("uncollected_burnt_frac", "uncollected_burnt_low", "uncollected_burnt_high")
    yield from _range(city, *burnt, None, f"{city.city}: {_plain(burnt[0])}")
    for table, value, low, high, meaning, named in RANGES:
        for row in getattr(records, table):
            what = ", ".join(str(getattr(row, name)) for name in named)
            yield from _range(row, value, low, high, meaning, f"{what}: {_plain(value)}")


def _range(row: Any, value: str, low: str, high: str, meaning: str | None, what: str) -> Iterable[Finding]:  # noqa: ANN401  # any record
    middle, least, most = (getattr(row, name) for name in (value, low, high))
    if least is None and most is None:
        return
    said: dict[str, str | float] = {"what": what}
    if least is None or most is None:
        yield Finding(code="range-half-given", values=said, place=row.place(high if most is None else low))
    elif least > most:
        yield Finding(code="range-the-wrong-way", values=said | {"low": least, "high": most}, place=row.place(low))
        return
    if middle is None:
        yield Finding(code="range-without-value", values=said, place=row.place(value))
    elif (least is not None and middle < least) or (most is not None and middle > most):
        ends = {"low": "no low" if least is None else least, "high": "no high" if most is None else most}
        yield Finding(code="value-outside-range", values=said | {"value": middle} | ends, place=row.place(value))
    elif meaning and getattr(row, meaning) is None and None not in {least, most} and least != most:
        yield Finding(code="range-not-explained", values=said, place=row.place(meaning))


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
