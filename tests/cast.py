"""The standing people and cities of all web tests. Every name is invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nagara_web.accounts.models import Appointment, Person, Role
from nagara_web.places.models import City, Country, Membership, Network

PASSWORD = "three unrelated words 7"  # noqa: S105
SINCE = date(2020, 1, 1)


@dataclass(frozen=True)
class Cast:
    """Who may what is known by the name: an officer of Rivermouth must get 404 for drafts of Hilltop."""

    network: Network
    other_network: Network
    rivermouth: City
    hilltop: City
    harbour: City
    """Harbour lies in another country and is a member of the same network."""
    officer: Person
    second_officer: Person
    head: Person
    coordinator: Person
    focal_point: Person
    peer_reviewer: Person
    secretary: Person
    second_secretary: Person
    host: Person
    observer: Person
    administrator: Person
    other_officer: Person
    """Officer of Hilltop."""
    other_head: Person
    other_focal_point: Person
    stranger: Person
    """Signed in, appointed to nothing."""


def make_cast() -> Cast:
    """Write the standing people, cities and networks into the database."""
    here = Country.objects.create(iso3="XXA", iso2="XA", name="Exampleland", is_invented=True)
    there = Country.objects.create(iso3="XXB", iso2="XB", name="Sampleland", is_invented=True)
    network = Network.objects.create(slug="river-cities", name="Network of River Cities", short_name="River Cities")
    other_network = Network.objects.create(slug="hill-cities", name="Network of Hill Cities", short_name="Hill Cities")

    def city(slug: str, name: str, country: Country, latitude: float, longitude: float) -> City:
        made = City.objects.create(
            slug=slug, name=name, country=country, is_invented=True, latitude_deg=latitude, longitude_deg=longitude
        )
        Membership.objects.create(network=network, city=made, since=SINCE, source="The charter of the example")
        return made

    rivermouth = city("rivermouth", "Rivermouth", here, 10.0, 105.0)
    hilltop = city("hilltop", "Hilltop", here, 14.0, 103.0)
    harbour = city("harbour", "Harbour", there, 3.0, 101.0)

    def person(name: str, role: Role | None = None, **place: object) -> Person:
        made = Person.objects.create_user(
            f"{name.lower().replace(' ', '.')}@example.org", PASSWORD, name=name, is_invented=True
        )
        if role is not None:
            Appointment.objects.create(person=made, role=role, since=SINCE, **place)
        return made

    return Cast(
        network=network,
        other_network=other_network,
        rivermouth=rivermouth,
        hilltop=hilltop,
        harbour=harbour,
        officer=person("Olive Officer", Role.CITY_OFFICER, city=rivermouth),
        second_officer=person("Oscar Officer", Role.CITY_OFFICER, city=rivermouth),
        head=person("Hanna Head", Role.HEAD_OF_CITY, city=rivermouth),
        coordinator=person("Cora Coordinator", Role.COORDINATOR, city=rivermouth),
        focal_point=person("Felix Focal", Role.FOCAL_POINT, country=here),
        peer_reviewer=person("Pia Peer", Role.PEER_REVIEWER, network=network),
        secretary=person("Sam Secretary", Role.SECRETARIAT, network=network),
        second_secretary=person("Sue Secretary", Role.SECRETARIAT, network=network),
        host=person("Hugo Host", Role.HOST, network=network),
        observer=person("Otto Observer", Role.OBSERVER, network=network),
        administrator=person("Ada Administrator", Role.ADMINISTRATOR),
        other_officer=person("Orla Other", Role.CITY_OFFICER, city=hilltop),
        other_head=person("Hilda Hilltop", Role.HEAD_OF_CITY, city=hilltop),
        other_focal_point=person("Fritz Faraway", Role.FOCAL_POINT, country=there),
        stranger=person("Sten Stranger"),
    )
