"""Read places: who is where, what it is called, and what held on a day."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from datetime import date
from typing import Final, NamedTuple, TypeVar

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from nagara_web.places.facts import Confidence, without_invisible
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
    "BoundaryEdition",
    "City",
    "CityStatus",
    "Country",
    "Endorsement",
    "Initiative",
    "Membership",
    "Network",
    "PlaceName",
    "CityPoint",
    "CityRow",
    "OwnName",
    "boundaries_of",
    "boundary",
    "boundary_of",
    "capitals",
    "cities",
    "cities_by_id",
    "cities_of_country",
    "city",
    "city_by_id",
    "city_points",
    "city_rows",
    "countries",
    "country",
    "endorsements_of",
    "endorsements_of_country",
    "initiatives",
    "is_capital",
    "member_ids_on",
    "member_spans",
    "members_on",
    "membership",
    "memberships_in",
    "memberships_of",
    "names_of",
    "network",
    "network_by_id",
    "networks",
    "networks_of",
    "own_name",
    "own_names",
    "search",
    "status",
    "statuses_of",
]


T = TypeVar("T")
_NAMES: Final = Prefetch("names", PlaceName.objects.order_by("pk"))


class OwnName(NamedTuple):
    """How a city writes itself; both empty where that is its English name."""

    name: str
    language: str


def _held(day: date) -> Q:
    """What held on a day; an unknown first day counts as long ago."""
    return (Q(since__isnull=True) | Q(since__lte=day)) & (Q(until__isnull=True) | Q(until__gte=day))


def _counts(day: date) -> Q:
    """Facts that count on a day: held, and somebody has confirmed them at least in part."""
    return _held(day) & ~Q(confidence=Confidence.UNCONFIRMED)


def _one(found: T | None) -> T:
    if found is None:
        raise Http404
    return found


# ---------------------------------------------------------------------------- cities and countries


def cities() -> QuerySet[City]:
    """All cities with their countries and names, by name."""
    return City.objects.select_related("country").prefetch_related(_NAMES)


class CityPoint(NamedTuple):
    """A city as a map needs it."""

    pk: int
    name: str
    latitude_deg: float
    longitude_deg: float


def city_points(network_id: int | None = None) -> list[CityPoint]:
    """Where cities lie, those that are nowhere left out; all of them or today's members of a network."""
    found = City.objects.all()
    if network_id is not None:
        found = found.filter(pk__in=member_ids_on(network_id))
    return [
        CityPoint(pk, name, latitude, longitude)
        for pk, name, latitude, longitude in found.values_list("pk", "name", "latitude_deg", "longitude_deg")
        if latitude is not None and longitude is not None
    ]


def city(slug: str) -> City:
    """Return one city; 404 if there is none."""
    return _one(cities().filter(slug=slug).first())


def city_by_id(city_id: int) -> City:
    """Return one city by its number; 404 if there is none."""
    return _one(cities().filter(pk=city_id).first())


def cities_by_id(city_ids: Iterable[int]) -> dict[int, City]:
    """Cities by their numbers, in one query."""
    return {each.pk: each for each in cities().filter(pk__in=city_ids)}


def countries() -> QuerySet[Country]:
    """All countries, by name."""
    return Country.objects.all()


def country(iso3: str) -> Country:
    """Return one country by its three letters, in any case; 404 if there is none."""
    return _one(Country.objects.filter(iso3=iso3.upper()).first())


def cities_of_country(iso3: str) -> QuerySet[City]:
    """Cities of one country."""
    return cities().filter(country_id=iso3)


# ---------------------------------------------------------------------------- names


def names_of(city_id: int) -> QuerySet[PlaceName]:
    """All names of a city: its own ones first, then others with their days."""
    return PlaceName.objects.filter(city_id=city_id).order_by("-kind", "since", "pk")


class CityRow(NamedTuple):
    """One city of the list, with what it belongs to today."""

    city: City
    own_name: OwnName
    networks: list[str]
    is_capital: bool
    has_line: bool


def city_rows(chosen: Iterable[City] | None = None) -> list[CityRow]:
    """Rows of the list of cities, all of them or those chosen; the same few queries for any number."""
    today = timezone.localdate()
    belongs: dict[int, list[str]] = {}
    held = Membership.objects.filter(_counts(today)).select_related("network")
    for each in held.order_by("network__short_name"):
        belongs.setdefault(each.city_id, []).append(each.network.short_name)
    drawn = set(BoundaryEdition.objects.filter(geojson__isnull=False).values_list("city_id", flat=True))
    leading = capitals(today)
    return [
        CityRow(each, own_name(each, today), belongs.get(each.pk, []), each.pk in leading, each.pk in drawn)
        for each in (cities() if chosen is None else chosen)
    ]


def own_names(city: City, day: date | None = None) -> list[PlaceName]:
    """Names that a city gives itself on a day, in the order in which they were added."""
    today = day or timezone.localdate()
    return [
        each
        for each in city.names.all()
        if each.kind == PlaceName.Kind.OWN
        and (each.since is None or each.since <= today)
        and (each.until is None or each.until >= today)
    ]


def own_name(city: City, day: date | None = None) -> OwnName:
    """Return the own name of a city and its language, or two empty words where it is the English name.

    A city with several official languages has several own names; this is the first that was added.
    """
    for each in own_names(city, day):
        if without_invisible(each.name) != city.name:
            return OwnName(each.name, each.language)
    return OwnName("", "")


def search(text: str, limit: int = 50) -> list[City]:
    """Cities one of whose names, in whatever language, holds the text.

    Marks for line breaks, accents and case do not count: ``ha noi`` finds Hà Nội. A name that begins
    with the text comes before one that has it inside.
    """
    sought = _searchable(text)
    if not sought:
        return []
    found: dict[int, bool] = {}
    written = [*City.objects.values_list("pk", "name"), *PlaceName.objects.values_list("city_id", "name")]
    for pk, name in written:
        searchable = _searchable(name)
        if sought in searchable:
            found[pk] = found.get(pk, False) or searchable.startswith(sought)
    best = sorted(found, key=lambda pk: not found[pk])[:limit]
    ordered = cities_by_id(best)
    return sorted(ordered.values(), key=lambda each: (not found[each.pk], each.name))


def _searchable(name: str) -> str:
    """Reduce a name to what is compared: letters without accents, case, blanks and invisible marks."""
    spread = unicodedata.normalize("NFKD", without_invisible(name).casefold().replace("đ", "d"))
    latin = "".join(each for each in spread if not "\u0300" <= each <= "\u036f")
    return "".join(each for each in latin if not each.isspace() and each not in "-'’.")


# ---------------------------------------------------------------------------- networks


def networks() -> QuerySet[Network]:
    """All networks, by name."""
    return Network.objects.all()


def network(slug: str) -> Network:
    """Return one network; 404 if there is none."""
    return _one(Network.objects.filter(slug=slug).first())


def network_by_id(network_id: int) -> Network:
    """Return one network by its number; 404 if there is none."""
    return _one(Network.objects.filter(pk=network_id).first())


def members_on(network_id: int, day: date | None = None) -> QuerySet[City]:
    """Cities that are members of a network on a day, today if none is given.

    Observers do not count, nor does a membership that nobody has confirmed.
    """
    held = Membership.objects.filter(_counts(day or timezone.localdate()), network_id=network_id)
    return cities().filter(pk__in=held.filter(kind=Membership.Kind.MEMBER).values("city"))


def member_ids_on(network_id: int, day: date | None = None) -> list[int]:
    """Numbers of the cities that are members of a network on a day, today if none is given."""
    held = Membership.objects.filter(_counts(day or timezone.localdate()), network_id=network_id)
    return list(held.filter(kind=Membership.Kind.MEMBER).order_by("city_id").values_list("city_id", flat=True))


def member_spans(network_ids: Collection[int]) -> list[tuple[int, int, date | None, date | None]]:
    """Network, city, first and last day of every confirmed membership in some networks; ``None`` is unknown or open."""
    held = Membership.objects.filter(network_id__in=network_ids, kind=Membership.Kind.MEMBER)
    found = held.exclude(confidence=Confidence.UNCONFIRMED).order_by("network_id", "city_id")
    return list(found.values_list("network_id", "city_id", "since", "until"))


def memberships_in(network_id: int) -> QuerySet[Membership]:
    """All memberships of a network, also those that ended."""
    return Membership.objects.filter(network_id=network_id).select_related("city__country").order_by("city__name")


def memberships_of(city_id: int) -> QuerySet[Membership]:
    """All memberships of a city, also those that ended."""
    return Membership.objects.filter(city_id=city_id).select_related("network").order_by("network__name", "since")


def membership(pk: int) -> Membership:
    """Return one membership; 404 if there is none."""
    return _one(Membership.objects.select_related("city", "network").filter(pk=pk).first())


def networks_of(city_id: int, day: date | None = None) -> QuerySet[Network]:
    """Networks that a city is a member of on a day."""
    held = Membership.objects.filter(_counts(day or timezone.localdate()), city_id=city_id)
    return Network.objects.filter(pk__in=held.filter(kind=Membership.Kind.MEMBER).values("network"))


# ---------------------------------------------------------------------------- other dated facts


def statuses_of(city_id: int) -> QuerySet[CityStatus]:
    """What a city was and is, such as the capital of its country."""
    return CityStatus.objects.filter(city_id=city_id).order_by("since", "pk")


def status(pk: int) -> CityStatus:
    """Return one status of a city; 404 if there is none."""
    return _one(CityStatus.objects.select_related("city").filter(pk=pk).first())


def is_capital(city_id: int, day: date | None = None) -> bool:
    """Whether a city is the capital of its country on a day."""
    held = _counts(day or timezone.localdate())
    return CityStatus.objects.filter(held, city_id=city_id, status=CityStatus.Status.CAPITAL).exists()


def capitals(day: date | None = None) -> set[int]:
    """Numbers of all cities that are capitals on a day."""
    held = CityStatus.objects.filter(_counts(day or timezone.localdate()), status=CityStatus.Status.CAPITAL)
    return set(held.values_list("city_id", flat=True))


def initiatives() -> QuerySet[Initiative]:
    """Initiatives that can be endorsed, with who endorsed them."""
    return Initiative.objects.prefetch_related(
        Prefetch("endorsements", Endorsement.objects.select_related("city", "country"))
    )


def endorsements_of(city: City) -> QuerySet[Endorsement]:
    """Endorsements by a city, and by its country."""
    by_either = Q(city_id=city.pk) | Q(country_id=city.country_id)
    return Endorsement.objects.filter(by_either).select_related("initiative", "country").order_by("initiative__name")


def endorsements_of_country(iso3: str) -> QuerySet[Endorsement]:
    """Endorsements by a country itself."""
    return Endorsement.objects.filter(country_id=iso3).select_related("initiative").order_by("initiative__name")


# ---------------------------------------------------------------------------- boundaries


def boundaries_of(city_id: int) -> QuerySet[BoundaryEdition]:
    """All editions of a city's boundary, newest first."""
    return BoundaryEdition.objects.filter(city_id=city_id).order_by("-edition")


def boundary_of(city_id: int, day: date | None = None) -> BoundaryEdition | None:
    """Return the edition of a city's boundary that holds on a day, if one does."""
    return boundaries_of(city_id).filter(_held(day or timezone.localdate())).first()


def boundary(city_id: int, edition: int) -> BoundaryEdition:
    """Return one edition of a city's boundary; 404 if there is none."""
    return _one(boundaries_of(city_id).filter(edition=edition).first())
