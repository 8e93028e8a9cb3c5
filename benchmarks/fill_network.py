"""Fill the site that the environment names with an invented network: cities × years × figures.

``python benchmarks/fill_network.py CITIES YEARS FIGURES``. The database writes the rows itself, because six hundred
thousand publications by two people each would take a day. Values are spread evenly and are the same each time.
"""

from __future__ import annotations

import sys
from datetime import date

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from nagara_web.audit.actions import record  # noqa: E402
from nagara_web.figures.actions import define_account_indicators, define_source  # noqa: E402
from nagara_web.figures.models import Indicator  # noqa: E402
from nagara_web.places.models import City, Country, Membership, Network  # noqa: E402

FIRST_YEAR = 2017
SINCE = date(2017, 1, 1)
FIGURES = """
INSERT INTO figures_figure (city_id, indicator_id, year, source_id)
SELECT c.id, i.id, CAST(SUBSTR(s.slug, 7) AS INTEGER), s.id
FROM figures_source s, places_city c, figures_indicator i
WHERE i.id IN ({indicators}) ORDER BY s.slug, c.id, i.id
"""
VERSIONS = """
INSERT INTO figures_figureversion (
    figure_id, number, value, low, high, level_frac, standard_deviation, notation_key, answer, method, method_note,
    boundary, population_persons, population_basis, population_year, locator, status, reason, origin,
    made_by_role, published_by_role, published_at, withdrawn_because
)
SELECT id, 1, 0.05 + share, 0.9 * (0.05 + share), 1.05 * (0.05 + share), 0.95, 0.04 * (0.05 + share), '', '', 'survey',
       '', 'administrative', 500000.0, 'census', year, '', 'published', '', '{}', '', '', '2026-11-01 00:00:00', ''
FROM (SELECT id, year, 0.9 * ((id * 7919 + 104729) % 99991) / 99991.0 AS share FROM figures_figure ORDER BY id) f
ORDER BY id
"""
CURRENT = """
UPDATE figures_figure
SET current_id = (SELECT v.id FROM figures_figureversion v WHERE v.figure_id = figures_figure.id)
"""


def main() -> None:
    """Write everything."""
    cities, years, figures = (int(each) for each in sys.argv[1:4])
    with transaction.atomic():
        network = _network(cities)
        _figures(years, _indicators(figures))
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


def _figures(years: int, indicators: list[Indicator]) -> None:
    for year in range(FIRST_YEAR, FIRST_YEAR + years):
        define_source(slug=f"bench-{year}", title=f"Round {year} of the bench", is_own_round=True, is_invented=True)
    with connection.cursor() as cursor:
        cursor.execute(FIGURES.format(indicators=", ".join(str(each.pk) for each in indicators)))
        cursor.execute(VERSIONS)
        cursor.execute(CURRENT)


if __name__ == "__main__":
    main()
