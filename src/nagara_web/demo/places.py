"""Real countries, cities and networks, each fact with its source."""

from __future__ import annotations

from django.db import transaction

from nagara_web.demo.tables import fact_of, rows_of
from nagara_web.places import actions
from nagara_web.places.queries import cities, initiatives, networks

__all__ = ["seed_places"]


@transaction.atomic
def seed_places() -> None:
    """Write all tables of facts into the database, in the order in which they need each other."""
    for row in rows_of("countries"):
        actions.add_country(iso3=row["iso3"], iso2=row["iso2"], name=row["name"])
    for row in rows_of("cities"):
        actions.add_city(
            slug=row["slug"],
            name=row["name"],
            country_id=row["iso3"],
            time_zone=row["time_zone"],
            latitude_deg=_number(row["latitude_deg"]),
            longitude_deg=_number(row["longitude_deg"]),
        )
    for row in rows_of("networks"):
        actions.add_network(slug=row["slug"], name=row["name"], short_name=row["short_name"], about=row["about"])
    for row in rows_of("initiatives"):
        actions.add_initiative(slug=row["slug"], name=row["name"], about=row["about"], source_url=row["source_url"])
    _seed_dated_facts()


def _seed_dated_facts() -> None:
    city_ids = dict(cities().values_list("slug", "pk"))
    network_ids = dict(networks().values_list("slug", "pk"))
    initiative_ids = dict(initiatives().values_list("slug", "pk"))
    for row in rows_of("names"):
        actions.add_name(
            city_ids[row["city"]], language=row["language"], name=row["name"], kind=row["kind"], fact=fact_of(row)
        )
    for row in rows_of("statuses"):
        actions.add_status(city_ids[row["city"]], status=row["status"], fact=fact_of(row))
    for row in rows_of("memberships"):
        actions.add_membership(network_ids[row["network"]], city_ids[row["city"]], kind=row["kind"], fact=fact_of(row))
    for row in rows_of("endorsements"):
        actions.add_endorsement(
            initiative_ids[row["initiative"]],
            city_id=city_ids[row["city"]] if row["city"] else None,
            country_id=row["country"] or None,
            fact=fact_of(row),
        )
    for row in rows_of("populations"):
        actions.add_boundary_edition(
            city_ids[row["city"]],
            kind=row["kind"],
            population_persons=float(row["population_persons"]),
            population_year=int(row["population_year"]),
            population_basis=row["population_basis"],
            fact=fact_of(row),
        )


def _number(text: str) -> float | None:
    return float(text) if text else None
