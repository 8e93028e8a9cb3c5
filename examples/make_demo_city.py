"""Make the invented example city: a believable year of waste records in which every number is made up.

Run ``python examples/make_demo_city.py`` to write ``examples/demo-city`` (2026) and
``examples/demo-city-2025`` again; the same script gives the same bytes.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
from demo_city_facilities import facility_records
from demo_city_step7 import step_seven_records
from demo_city_survey import CATEGORIES, DAYS, survey_records

from nagara.exchange.csv_folder_write import write_csv_folder
from nagara.waste.records import City, CityRecords, NonHousehold


def demo_city(*, year: int, first_day: date, seed: int, growth: float) -> CityRecords:
    """Invent the records of one year.

    Parameters
    ----------
    year
        Year of the report, 2025 or 2026.
    first_day
        Day 1 of the bag weighing.
    seed
        Seed of everything that is drawn.
    growth
        Household rate relative to the story of 2026.
    """
    rng = np.random.default_rng(seed)
    return CityRecords(
        city=_city(year, first_day),
        **survey_records(rng, first_day=first_day, growth=growth),
        non_household=_non_household(),
        **facility_records(rng, year=year, first_day=first_day, categories=CATEGORIES),
        **step_seven_records(year),
    )


def _city(year: int, first_day: date) -> City:
    return City(
        city="Sample City (invented)",
        country_iso3="XXA",
        year=year,
        boundary="administrative",
        boundary_note="All nine invented districts; the invented port is left out",
        population=812_000.0,
        population_low=780_000.0,
        population_high=845_000.0,
        population_range_is="bounds",
        population_year=2025,
        population_basis="projection",
        population_source="Invented projection of an invented statistics office",
        fieldwork_start=first_day,
        fieldwork_end=first_day + timedelta(days=DAYS - 1),
        season="dry",
        rain_days=1,
        holidays="none",
        is_invented=True,
        climate_zone="tropical-wet",
        uncollected_burnt_frac=0.2,
        uncollected_burnt_low=0.1,
        uncollected_burnt_high=0.35,
    )


def _non_household() -> tuple[NonHousehold, ...]:
    rows = (
        ("commerce", "survey", 68, 52, 86, "Invented survey of 140 shops"),
        ("hospitality", "survey", 31, 22, 41, "Invented survey of 40 hotels and restaurants"),
        ("markets", "records", 42, 35, 50, "Invented market office records"),
        ("institutions", "counts", 24, 16, 33, "Invented count of bins"),
        ("offices", "proxy", 12, 6, 20, "Invented floor area times a rate of another invented city"),
        ("streets", "records", 21, 17, 25, "Invented weighing records of the street sweepers"),
        ("parks", "records", 9, 6, 12, "Invented weighing records of the parks office"),
    )
    return tuple(
        NonHousehold(
            origin=origin,
            method=method,
            t_per_day=float(value),
            t_per_day_low=float(low),
            t_per_day_high=float(high),
            range_is="interval-95",
            source=source,
        )
        for origin, method, value, low, high, source in rows
    )


def main() -> None:
    """Write both years beside this script."""
    here = Path(__file__).parent
    this_year = demo_city(year=2026, first_day=date(2026, 3, 2), seed=2038, growth=1.0)
    last_year = demo_city(year=2025, first_day=date(2025, 3, 3), seed=2007, growth=0.97)
    write_csv_folder(here / "demo-city", this_year)
    write_csv_folder(here / "demo-city-2025", last_year)


if __name__ == "__main__":
    main()
