"""Fill the site that the environment names with an invented network: cities × years × figures.

``python benchmarks/fill_network.py CITIES YEARS FIGURES``. Rows are written straight into the tables, because
six hundred thousand publications by two people each would take a day.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime

import django
import numpy as np

django.setup()

from django.db import connection, transaction  # noqa: E402

from nagara_web.audit.actions import record  # noqa: E402
from nagara_web.figures.actions import define_account_indicators, define_source  # noqa: E402
from nagara_web.figures.models import Figure, FigureVersion, Indicator, Source  # noqa: E402
from nagara_web.places.models import City, Country, Membership, Network  # noqa: E402

FIRST_YEAR = 2017
CHUNK = 5_000
SINCE = date(2017, 1, 1)
AT = datetime(2026, 11, 1, tzinfo=UTC)


def main() -> None:
    """Write everything."""
    cities, years, figures = (int(each) for each in sys.argv[1:4])
    with transaction.atomic():
        network = _network(cities)
        _figures(list(City.objects.order_by("pk")), years, _indicators(figures))
        record("network.added", actor_id=None, subject=f"network:{network.pk}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _network(count: int) -> Network:
    country = Country.objects.create(iso3="XXA", iso2="XA", name="Benchland", is_invented=True)
    network = Network.objects.create(slug="bench", name="Network of the bench", short_name="Bench", is_invented=True)
    City.objects.bulk_create(
        City(
            slug=f"city-{number:04}",
            name=f"City {number:04}",
            country=country,
            is_invented=True,
            latitude_deg=-8.0 + number % 31,
            longitude_deg=95.0 + number % 41,
        )
        for number in range(count)
    )
    Membership.objects.bulk_create(Membership(network=network, city=each, since=SINCE) for each in City.objects.all())
    return network


def _indicators(count: int) -> list[Indicator]:
    define_account_indicators()
    known = list(Indicator.objects.order_by("position", "code"))
    Indicator.objects.bulk_create(
        Indicator(code=f"bench_{number:02}", name=f"Figure {number:02} of the bench", unit="t/day")
        for number in range(max(0, count - len(known)))
    )
    return list(Indicator.objects.order_by("position", "code"))[:count]


def _figures(cities: list[City], years: int, indicators: list[Indicator]) -> None:
    rng = np.random.default_rng(20_260_101)
    for number in range(years):
        year = FIRST_YEAR + number
        define_source(slug=f"bench-{year}", title=f"Round {year} of the bench", is_own_round=True, is_invented=True)
        source = Source.objects.get(slug=f"bench-{year}")
        for chunk in _chunks(cities, CHUNK // len(indicators)):
            made = Figure.objects.bulk_create(
                Figure(city=city, indicator=indicator, year=year, source=source)
                for city in chunk
                for indicator in indicators
            )
            values = rng.uniform(0.05, 0.95, len(made))
            FigureVersion.objects.bulk_create(
                FigureVersion(
                    figure=figure,
                    number=1,
                    value=value,
                    low=value * 0.9,
                    high=value * 1.05,
                    level_frac=0.95,
                    standard_deviation=value * 0.04,
                    method="survey",
                    boundary="administrative",
                    population_persons=500_000.0,
                    population_basis="census",
                    population_year=year,
                    published_at=AT,
                )
                for figure, value in zip(made, map(float, values), strict=True)
            )
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE figures_figure SET current_id = "
            "(SELECT v.id FROM figures_figureversion v WHERE v.figure_id = figures_figure.id)"
        )


def _chunks(cities: list[City], size: int) -> Iterator[list[City]]:
    for start in range(0, len(cities), size):
        yield cities[start : start + size]


if __name__ == "__main__":
    main()
