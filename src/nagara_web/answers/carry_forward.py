"""What the answers of a year begin with: what is known of the city, and what last year keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from nagara.exchange.canonical_rows import canonical_rows
from nagara.exchange.city_records import records_from_tables
from nagara.exchange.form import form_tables
from nagara.exchange.record_rows import records_to_rows
from nagara.exchange.rows import RawTable
from nagara.findings import blocking

__all__ = ["FirstRow", "KnownCity", "first_rows"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCity:
    """What the network knows of a city before it answers anything."""

    name: str
    country_iso3: str
    is_invented: bool = False
    boundary: str = ""
    population: float | None = None
    population_low: float | None = None
    population_high: float | None = None
    population_year: int | None = None
    population_basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstRow:
    """One row with which a year begins; the fields in `carried` wait for somebody to confirm them."""

    table: str
    cells: Mapping[str, str]
    carried: tuple[str, ...] = ()


def first_rows(
    city: KnownCity,
    year: int,
    last_year: Sequence[RawTable],
    indicators: Iterable[str],
    answered: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
) -> list[FirstRow]:
    """Lay out the rows with which a year begins.

    Parameters
    ----------
    city
        What is known of it.
    year
        The year that is asked about.
    last_year
        The answers of the year before; none if there is no such year.
    indicators
        Codes of the network's own indicators; each gets a row to be answered.
    answered
        What of last year's answers to them still holds, by code.

    Returns
    -------
    list of FirstRow
        The row of the city first. What was measured last year is not carried; see
        :func:`nagara.waste.next_year.records_for_next_year`.
    """
    rows = _carried(last_year, year)
    known = _known_cells(city, year)
    kept = next((row for row in rows if row.table == "city"), None)
    if kept is None:
        own = FirstRow(table="city", cells=known)
    else:
        cells = {**kept.cells, "city": known["city"], "country_iso3": known["country_iso3"], "year": str(year)}
        carried = tuple(name for name in cells if name not in {"city", "country_iso3", "year", "is_invented"})
        own = FirstRow(table="city", cells=cells, carried=carried)
    asked = [
        FirstRow(table="own_indicators", cells={"indicator": code, **held}, carried=tuple(held))
        for code, held in ((each, answered.get(each, {})) for each in indicators)
    ]
    return [own, *(row for row in rows if row.table != "city"), *asked]


def _carried(last_year: Sequence[RawTable], year: int) -> list[FirstRow]:
    from nagara.waste.next_year import records_for_next_year
    from nagara.waste.survey.rates import survey_estimate

    records, findings = records_from_tables(last_year)
    if records is None:
        return []
    survey = None if blocking(findings) else survey_estimate(records)[0]
    next_year = records_for_next_year(records, survey)
    next_year = replace(next_year, city=replace(next_year.city, year=year))
    tables = form_tables()
    return [
        FirstRow(table=name, cells=cells, carried=tuple(cells))
        for name, rows in records_to_rows(next_year).items()
        for cells in canonical_rows(tables[name], [dict(row) for row in rows])
        if cells
    ]


def _known_cells(city: KnownCity, year: int) -> dict[str, str]:
    cells: dict[str, str | float | date | None] = {
        "city": city.name,
        "country_iso3": city.country_iso3,
        "year": year,
        "boundary": city.boundary,
        "population": city.population,
        "population_low": city.population_low,
        "population_high": city.population_high,
        "population_year": city.population_year,
        "population_basis": city.population_basis,
        "is_invented": "yes" if city.is_invented else "",
    }
    return canonical_rows(form_tables()["city"], [cells])[0]
