"""Change what is known about places. Each action is one audited event; a fact is ended, never deleted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import available_timezones

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from nagara_web.audit.actions import record
from nagara_web.places.facts import Fact, PlaceRefusedError, without_invisible
from nagara_web.places.models import (
    BoundaryEdition,
    City,
    CityStatus,
    Country,
    Endorsement,
    Initiative,
    Membership,
    Network,
    PlaceName,
)

__all__ = [
    "add_boundary_edition",
    "add_city",
    "add_country",
    "add_endorsement",
    "add_initiative",
    "add_membership",
    "add_name",
    "add_network",
    "add_status",
    "edit_city",
    "end_membership",
    "end_status",
]


# ---------------------------------------------------------------------------- places


@transaction.atomic
def add_country(
    *, iso3: str, iso2: str, name: str, is_invented: bool = False, person_id: int | None = None, role: str = ""
) -> Country:
    """Add a country by its ISO 3166 codes."""
    code = iso3.upper()
    if Country.objects.filter(iso3=code).exists():
        raise PlaceRefusedError(_("%(code)s is already in the list.") % {"code": code}, "iso3")
    if Country.objects.filter(iso2=iso2.upper()).exists():
        raise PlaceRefusedError(_("%(code)s is already in the list.") % {"code": iso2.upper()}, "iso2")
    made = Country.objects.create(iso3=code, iso2=iso2.upper(), name=name.strip(), is_invented=is_invented)
    record("country.added", actor_id=person_id, role=role, subject=f"country:{made.pk}", data={"name": made.name})
    return made


@transaction.atomic
def add_city(
    *,
    slug: str,
    name: str,
    country_id: str,
    time_zone: str,
    latitude_deg: float | None = None,
    longitude_deg: float | None = None,
    is_invented: bool = False,
    person_id: int | None = None,
    role: str = "",
) -> City:
    """Add a city; its slug stands in every address of it and never changes.

    Parameters
    ----------
    slug, name
        Its part of the address, and its name as it writes itself in English.
    country_id
        ISO 3166 code of three letters of a country in the list.
    time_zone
        Its zone in the tz database; deadlines end in it.
    latitude_deg, longitude_deg
        A point in its middle, WGS 84.
    is_invented
        Whether the city exists only in the demonstration.
    person_id, role
        Who adds it.
    """
    if City.objects.filter(slug=slug).exists():
        raise PlaceRefusedError(_("The address %(slug)s belongs to another city.") % {"slug": slug}, "slug")
    _check_point(time_zone, latitude_deg, longitude_deg)
    made = City.objects.create(
        slug=slug,
        name=without_invisible(name).strip(),
        country_id=country_id,
        time_zone=time_zone,
        latitude_deg=latitude_deg,
        longitude_deg=longitude_deg,
        is_invented=is_invented,
    )
    _record("city.added", made.pk, person_id, role, {"slug": slug, "name": made.name})
    return made


@transaction.atomic
def edit_city(
    city_id: int,
    *,
    name: str,
    country_id: str,
    time_zone: str,
    latitude_deg: float | None,
    longitude_deg: float | None,
    person_id: int | None = None,
    role: str = "",
) -> City:
    """Change what the list says of a city; the event keeps what it said before."""
    _check_point(time_zone, latitude_deg, longitude_deg)
    city = City.objects.select_for_update().get(pk=city_id)
    new = {
        "name": without_invisible(name).strip(),
        "country_id": country_id,
        "time_zone": time_zone,
        "latitude_deg": latitude_deg,
        "longitude_deg": longitude_deg,
    }
    changed = {key: [getattr(city, key), value] for key, value in new.items() if getattr(city, key) != value}
    if changed:
        for key, (_old, value) in changed.items():
            setattr(city, key, value)
        city.save(update_fields=list(changed))
        _record("city.edited", city.pk, person_id, role, {"changed": changed})
    return city


@transaction.atomic
def add_network(
    *,
    slug: str,
    name: str,
    short_name: str,
    about: str = "",
    is_invented: bool = False,
    person_id: int | None = None,
    role: str = "",
) -> Network:
    """Add a network of cities."""
    if Network.objects.filter(slug=slug).exists():
        raise PlaceRefusedError(_("The address %(slug)s belongs to another network.") % {"slug": slug}, "slug")
    made = Network.objects.create(slug=slug, name=name, short_name=short_name, about=about, is_invented=is_invented)
    record("network.added", actor_id=person_id, role=role, subject=f"network:{made.pk}", data={"name": name})
    return made


# ---------------------------------------------------------------------------- dated facts


@transaction.atomic
def add_name(
    city_id: int,
    *,
    language: str,
    name: str,
    fact: Fact,
    kind: str = PlaceName.Kind.OWN.value,
    person_id: int | None = None,
    role: str = "",
) -> PlaceName:
    """Add a name of a city in a language: ``own``, or an ``alias`` with the days it was in use.

    The name may hold zero-width spaces where a line may break; they do not count when it is searched.
    """
    plain = without_invisible(name).strip()
    if not plain:
        raise PlaceRefusedError(_("Enter the name."), "name")
    same = PlaceName.objects.filter(city_id=city_id, language=language, kind=kind)
    if any(without_invisible(each.name) == plain and each.since == fact.since for each in same):
        raise PlaceRefusedError(_("The city already has this name."), "name")
    made = PlaceName.objects.create(city_id=city_id, language=language, name=name.strip(), kind=kind, **fact.fields())
    _record("city-name.added", city_id, person_id, role, {"name": plain, "language": language, "kind": kind})
    return made


@transaction.atomic
def add_status(
    city_id: int,
    *,
    fact: Fact,
    status: str = CityStatus.Status.CAPITAL.value,
    person_id: int | None = None,
    role: str = "",
) -> CityStatus:
    """Say what a city is from a day on, such as the capital of its country."""
    made = CityStatus.objects.create(city_id=city_id, status=status, **fact.fields())
    _record("city-status.begun", city_id, person_id, role, {"status": status, **_dates(made)})
    return made


@transaction.atomic
def end_status(
    status_id: int, *, until: date, source: str, source_url: str = "", person_id: int | None = None, role: str = ""
) -> CityStatus:
    """Say on which day a status ended, and who says so."""
    ended = CityStatus.objects.select_for_update().get(pk=status_id)
    _end(ended, until, source, source_url)
    _record("city-status.ended", ended.city_id, person_id, role, {"status": ended.status, **_dates(ended)})
    return ended


@transaction.atomic
def add_membership(
    network_id: int,
    city_id: int,
    *,
    fact: Fact,
    kind: str = Membership.Kind.MEMBER.value,
    person_id: int | None = None,
    role: str = "",
) -> Membership:
    """Say that a city belongs to a network from a day on, as ``member`` or ``observer``."""
    for other in Membership.objects.filter(network_id=network_id, city_id=city_id):
        if _overlap(fact, other):
            raise PlaceRefusedError(
                _("The city already belongs to this network in these days. End that membership first."), "since"
            )
    made = Membership.objects.create(network_id=network_id, city_id=city_id, kind=kind, **fact.fields())
    _record("membership.begun", city_id, person_id, role, {"network": network_id, "kind": kind, **_dates(made)})
    return made


@transaction.atomic
def end_membership(
    membership_id: int, *, until: date, source: str, source_url: str = "", person_id: int | None = None, role: str = ""
) -> Membership:
    """Say on which day a membership ended, and who says so; what was before stays."""
    ended = Membership.objects.select_for_update().get(pk=membership_id)
    _end(ended, until, source, source_url)
    _record("membership.ended", ended.city_id, person_id, role, {"network": ended.network_id, **_dates(ended)})
    return ended


@transaction.atomic
def add_initiative(
    *, slug: str, name: str, about: str = "", source_url: str = "", person_id: int | None = None, role: str = ""
) -> Initiative:
    """Add an initiative that cities or countries can put their name under."""
    if Initiative.objects.filter(slug=slug).exists():
        raise PlaceRefusedError(_("The address %(slug)s belongs to another initiative.") % {"slug": slug}, "slug")
    made = Initiative.objects.create(slug=slug, name=name, about=about, source_url=source_url)
    record("initiative.added", actor_id=person_id, role=role, subject=f"initiative:{made.pk}", data={"name": name})
    return made


@transaction.atomic
def add_endorsement(
    initiative_id: int,
    *,
    fact: Fact,
    city_id: int | None = None,
    country_id: str | None = None,
    person_id: int | None = None,
    role: str = "",
) -> Endorsement:
    """Say that a city, or a country, has put its name under an initiative."""
    if (city_id is None) == (country_id is None):
        raise PlaceRefusedError(_("Choose a city or a country, not both."), "city")
    made = Endorsement.objects.create(
        initiative_id=initiative_id, city_id=city_id, country_id=country_id, **fact.fields()
    )
    data = {"initiative": initiative_id, "country": country_id, **_dates(made)}
    record(
        "endorsement.added",
        actor_id=person_id,
        role=role,
        subject=f"initiative:{initiative_id}",
        city_id=city_id,
        data=data,
    )
    return made


@transaction.atomic
def add_boundary_edition(
    city_id: int,
    *,
    kind: str,
    fact: Fact,
    geojson: Mapping[str, Any] | None = None,
    area_km2: float | None = None,
    population_persons: float | None = None,
    population_low_persons: float | None = None,
    population_high_persons: float | None = None,
    population_year: int | None = None,
    population_basis: str = "",
    at: datetime | None = None,
    person_id: int | None = None,
    role: str = "",
) -> BoundaryEdition:
    """Add the next edition of a city's boundary; the editions before it stay readable.

    Parameters
    ----------
    city_id
        Whose.
    kind
        What the line means, as in the form: ``administrative``, ``urban``, …
    fact
        From when it holds, and who says so.
    geojson, area_km2
        The checked line and its area, from :func:`nagara_web.places.boundary.read_boundary`; ``None``
        where only the population is known.
    population_persons, population_low_persons, population_high_persons, population_year, population_basis
        The people inside it, with their range.
    at, person_id, role
        When and by whom.
    """
    City.objects.select_for_update().get(pk=city_id)  # editions are numbered one after the other
    last = BoundaryEdition.objects.filter(city_id=city_id).aggregate(last=Max("edition"))["last"] or 0
    made = BoundaryEdition.objects.create(
        city_id=city_id,
        edition=last + 1,
        kind=kind,
        geojson=geojson,
        area_km2=area_km2,
        population_persons=population_persons,
        population_low_persons=population_low_persons,
        population_high_persons=population_high_persons,
        population_year=population_year,
        population_basis=population_basis,
        uploaded_by_id=person_id,
        uploaded_at=at or timezone.now(),
        **fact.fields(),
    )
    data = {"edition": made.edition, "kind": kind, "area_km2": area_km2, "population_persons": population_persons}
    _record("boundary.added", city_id, person_id, role, data)
    return made


# ---------------------------------------------------------------------------- rules of all of them


def _record(action: str, city_id: int, person_id: int | None, role: str, data: Mapping[str, Any]) -> None:
    record(action, actor_id=person_id, role=role, subject=f"city:{city_id}", city_id=city_id, data=data)


def _check_point(time_zone: str, latitude_deg: float | None, longitude_deg: float | None) -> None:
    if time_zone not in available_timezones():
        raise PlaceRefusedError(_("%(zone)s is no time zone. Write it like Asia/Vientiane.") % {"zone": time_zone})
    if latitude_deg is not None and not -90 <= latitude_deg <= 90:
        raise PlaceRefusedError(_("Latitude must be between -90 and 90."), "latitude_deg")
    if longitude_deg is not None and not -180 <= longitude_deg <= 180:
        raise PlaceRefusedError(_("Longitude must be between -180 and 180."), "longitude_deg")


def _end(fact: Membership | CityStatus, until: date, source: str, source_url: str) -> None:
    if fact.until is not None:
        raise PlaceRefusedError(_("It has already ended."), "until")
    if fact.since and until < fact.since:
        raise PlaceRefusedError(_("The last day is before the first day. Change one of them."), "until")
    if not source.strip():
        raise PlaceRefusedError(_("Say where this is known from."), "source")
    fact.until, fact.until_source, fact.until_source_url = until, source.strip(), source_url
    fact.save(update_fields=["until", "until_source", "until_source_url"])


def _overlap(fact: Fact, other: Membership) -> bool:
    begins_before_end = other.until is None or fact.since is None or fact.since <= other.until
    ends_after_begin = fact.until is None or other.since is None or fact.until >= other.since
    return begins_before_end and ends_after_begin


def _dates(fact: Membership | CityStatus | Endorsement) -> dict[str, str | None]:
    return {
        "since": fact.since.isoformat() if fact.since else None,
        "until": fact.until.isoformat() if fact.until else None,
        "source": fact.until_source or fact.source,
    }
