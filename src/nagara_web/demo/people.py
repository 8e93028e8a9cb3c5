"""The people of the demonstration: one for each role, and an officer and a head for each invented city."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.contrib.auth.hashers import make_password

from nagara_web.accounts.actions import add_person, appoint
from nagara_web.accounts.roles import PLACE_OF, SITE, Place
from nagara_web.accounts.standing import Role
from nagara_web.demo.tables import rows_of

__all__ = ["PASSWORD", "DemoPerson", "seed_people"]

PASSWORD: Final = "river lantern ferry 7"  # noqa: S105  (of people who do not exist, printed for everybody)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """Somebody whom a visitor may be.

    Parameters
    ----------
    person_id, name, email
        Who.
    role, place
        What they are appointed to, in words.
    try_first
        What to look at as them; empty for people who only fill the stage.
    """

    person_id: int
    name: str
    email: str
    role: str
    place: str
    try_first: str = ""


def seed_people(city_ids: Mapping[str, int], network_id: int, *, since: date) -> dict[tuple[str, str], DemoPerson]:
    """Make all of them and appoint them.

    Parameters
    ----------
    city_ids
        Invented cities by slug.
    network_id
        The invented network.
    since
        First day of every appointment.

    Returns
    -------
    dict
        By role and place; of two who hold the same, the second has ``:2`` after the place.
    """
    made: dict[tuple[str, str], DemoPerson] = {}
    hashed = make_password(PASSWORD)  # slow on purpose, so once for all
    for row in rows_of("people"):
        place = _place(Role(row["role"]), row["place"], city_ids, network_id)
        key = (row["role"], row["place"])
        person = _person(
            row["name"], Role(row["role"]), place, since, hashed, where=row["place"], try_first=row["first"]
        )
        made[(key[0], f"{key[1]}:2") if key in made else key] = person
    for row in rows_of("invented_cities"):
        place = Place(city_id=city_ids[row["slug"]])
        for role, name in ((Role.CITY_OFFICER, row["officer"]), (Role.HEAD_OF_CITY, row["head"])):
            key = (role.value, row["slug"])
            if key not in made:
                made[key] = _person(name, role, place, since, hashed, where=row["slug"])
    return made


def _place(role: Role, where: str, city_ids: Mapping[str, int], network_id: int) -> Place:
    kind = PLACE_OF[role]
    if kind == "city":
        return Place(city_id=city_ids[where])
    if kind == "country":
        return Place(country_id=where)
    return Place(network_id=network_id) if kind == "network" else SITE


def _person(
    name: str, role: Role, place: Place, since: date, hashed: str, *, where: str, try_first: str = ""
) -> DemoPerson:
    email = f"{name.lower().replace(' ', '.')}@example.org"
    person = add_person(email, name=name, is_invented=True)
    person.password = hashed
    person.save(update_fields=["password"])
    appoint(person.pk, role, place, person_id=None, since=since)
    return DemoPerson(
        person_id=person.pk, name=name, email=email, role=str(role.label), place=where, try_first=try_first
    )
