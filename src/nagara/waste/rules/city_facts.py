"""The facts about city and fieldwork: season, dates, the year of the population."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from nagara.findings import Finding
from nagara.waste.records import City, CityRecords

__all__ = ["city_findings"]

LONGEST_FIELDWORK_DAYS: Final = 60
OLDEST_POPULATION_YEARS: Final = 3


def city_findings(records: CityRecords) -> Iterable[Finding]:
    """Doubt the facts of step 1."""
    city = records.city
    if city.population_year is not None and abs(city.year - city.population_year) > OLDEST_POPULATION_YEARS:
        values = {"population_year": city.population_year, "year": city.year}
        yield Finding(code="population-of-another-year", values=values, place=city.place("population_year"))
    if records.weighings or records.household_sorting:
        yield from _season(city)
    yield from _fieldwork(city)
    yield from _weighing_days(records)


def _season(city: City) -> Iterable[Finding]:
    if city.season is None:
        yield Finding(code="season-missing", place=city.place("season"))
    elif city.season != "mixed":
        yield Finding(code="season-not-in-interval", values={"season": city.season}, place=city.place("season"))


def _fieldwork(city: City) -> Iterable[Finding]:
    start, end = city.fieldwork_start, city.fieldwork_end
    if start is not None and start.year != city.year:
        values: dict[str, str | float] = {"start": start.isoformat(), "year": city.year}
        yield Finding(code="fieldwork-in-another-year", values=values, place=city.place("fieldwork_start"))
    if start is None or end is None:
        return
    if end < start:
        values = {"start": start.isoformat(), "end": end.isoformat()}
        yield Finding(code="fieldwork-turned-round", values=values, place=city.place("fieldwork_end"))
    elif (end - start).days >= LONGEST_FIELDWORK_DAYS:
        values = {"days": (end - start).days + 1, "limit": LONGEST_FIELDWORK_DAYS}
        yield Finding(code="fieldwork-long", values=values, place=city.place("fieldwork_end"))


def _weighing_days(records: CityRecords) -> Iterable[Finding]:
    start, end = records.city.fieldwork_start, records.city.fieldwork_end
    if start is None or end is None or end < start:
        return
    outside = [row for row in records.weighings if row.date is not None and not start <= row.date <= end]
    if outside:
        values: dict[str, str | float] = {
            "count": len(outside),
            "start": start.isoformat(),
            "end": end.isoformat(),
        }
        yield Finding(code="weighed-outside-fieldwork", values=values, place=outside[0].place("date"))
