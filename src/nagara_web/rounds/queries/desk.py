"""My work: what needs somebody now, by the parts that they play."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from nagara.rounds.deadlines import Window
from nagara.rounds.workflow import State
from nagara_web.accounts.standing import Role, Standing
from nagara_web.places.queries import City, cities_by_id, cities_of_country, members_on, networks_of
from nagara_web.rounds.access import Seat, seat_of
from nagara_web.rounds.models import Extension, Report, Round
from nagara_web.rounds.queries.rounds import published_rounds, rounds_of_networks

__all__ = ["CityDesk", "Desk", "Startable", "desk_of"]

MISSED_DAYS = 45
"""So long after its last day a round that a city has missed is still offered."""
REVIEWED = (State.SUBMITTED, State.IN_REVIEW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Startable:
    """An open round in which a city has no report yet."""

    round: Round
    city: City
    days_left: int
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CityDesk:
    """The reports of one city that somebody writes or signs for."""

    city: City
    reports: list[Seat]
    startable: list[Startable]

    @property
    def published(self) -> list[Seat]:
        """Those with which everything is done."""
        return [each for each in self.reports if each.report.state == State.PUBLISHED]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything that waits for somebody, and what they may read besides.

    Parameters
    ----------
    to_sign, to_review, to_publish, requests
        What waits for the person.
    to_publish_by_others
        What the person accepted and somebody else publishes.
    cities
        The cities that the person works for.
    of_country
        Submitted reports of a focal point's country.
    managed, read
        Rounds that the person manages, and rounds that the person may read.
    consoles
        Which of the rounds to read have a console for the person.
    is_secretariat
        Whether the person may plan a round.
    """

    to_sign: list[Seat] = field(default_factory=list)
    cities: list[CityDesk] = field(default_factory=list)
    to_review: list[Seat] = field(default_factory=list)
    to_publish: list[Seat] = field(default_factory=list)
    to_publish_by_others: list[Seat] = field(default_factory=list)
    requests: list[Extension] = field(default_factory=list)
    of_country: list[Seat] = field(default_factory=list)
    managed: list[Round] = field(default_factory=list)
    read: list[Round] = field(default_factory=list)
    consoles: frozenset[int] = frozenset()
    is_secretariat: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all."""
        return not any(getattr(self, name) for name in self.__dataclass_fields__)


def desk_of(standing: Standing, at: datetime | None = None) -> Desk:
    """Collect the desk of a person.

    Parameters
    ----------
    standing
        Of the person.
    at
        The moment; now if not given.
    """
    moment = at or timezone.now()
    heads = standing.cities(Role.HEAD_OF_CITY)
    own = standing.cities(Role.CITY_OFFICER, Role.HEAD_OF_CITY, Role.COORDINATOR)
    managed, judged = standing.networks(Role.SECRETARIAT), standing.networks(Role.SECRETARIAT, Role.PEER_REVIEWER)
    of_cities = [seat_of(standing, each, moment) for each in _reports().filter(city_id__in=own)] if own else []
    judging = (
        _reports().filter(round__network_id__in=judged).exclude(city_id__in=own) if judged else Report.objects.none()
    )
    accepted = [seat_of(standing, each, moment) for each in judging.filter(state=State.ACCEPTED)] if managed else []
    person, read = standing.person_id, _readable(standing, managed)
    hosted = standing.networks(Role.HOST)
    return Desk(
        to_sign=[
            each for each in of_cities if each.report.state == State.AWAITING_SIGNATURE and each.report.city_id in heads
        ],
        cities=_city_desks(of_cities, own, moment),
        to_review=[seat_of(standing, each, moment) for each in judging.filter(state__in=REVIEWED)],
        to_publish=[each for each in accepted if each.report.accepted_by_id != person],
        to_publish_by_others=[each for each in accepted if each.report.accepted_by_id == person],
        requests=_requests(managed),
        of_country=_of_country(standing, moment),
        managed=list(rounds_of_networks(managed)) if managed else [],
        read=read,
        consoles=frozenset(
            each.pk for each in read if each.network_id in hosted or standing.countries(Role.FOCAL_POINT)
        ),
        is_secretariat=bool(managed),
    )


def _reports() -> QuerySet[Report]:
    found = Report.objects.select_related("round__network", "city__country", "answer_set", "accepted_by")
    return found.prefetch_related("extensions").order_by("-round__year", "city__name")


def _city_desks(seats: list[Seat], own: frozenset[int], at: datetime) -> list[CityDesk]:
    if not own:
        return []
    cities = sorted(cities_by_id(own).values(), key=lambda each: each.name)
    open_rounds = list(published_rounds().filter(closes_on__gte=at.date() - timedelta(days=MISSED_DAYS + 1)))
    members = {each.pk: {city.pk for city in members_on(each.network_id, each.opens_on)} for each in open_rounds}
    begun = {(each.report.round_id, each.report.city_id) for each in seats}
    desks = []
    for city in cities:
        startable = [
            _startable(each, city, at)
            for each in open_rounds
            if city.pk in members[each.pk]
            and (each.pk, city.pk) not in begun
            and _startable(each, city, at).days_left >= -MISSED_DAYS
        ]
        desks.append(
            CityDesk(city=city, reports=[each for each in seats if each.report.city_id == city.pk], startable=startable)
        )
    return desks


def _startable(found: Round, city: City, at: datetime) -> Startable:
    window = Window(opens_on=found.opens_on, closes_on=found.closes_on, time_zone=city.time_zone)
    return Startable(round=found, city=city, days_left=window.days_left(at), is_open=at >= window.opens_at())


def _requests(managed: frozenset[int]) -> list[Extension]:
    if not managed:
        return []
    found = Extension.objects.filter(answered_at=None, report__round__network_id__in=managed)
    return list(found.select_related("report__round", "report__city", "asked_by").order_by("asked_at"))


def _of_country(standing: Standing, at: datetime) -> list[Seat]:
    countries = standing.countries(Role.FOCAL_POINT)
    if not countries:
        return []
    found = _reports().filter(Q(city__country_id__in=countries) & Q(answer_set__is_shared=True))
    return [seat_of(standing, each, at) for each in found.prefetch_related("seen")]


def _readable(standing: Standing, managed: frozenset[int]) -> list[Round]:
    networks = set(standing.networks(Role.HOST, Role.OBSERVER, Role.PEER_REVIEWER))
    for iso3 in standing.countries(Role.FOCAL_POINT):
        for city in cities_of_country(iso3):
            networks |= {each.pk for each in networks_of(city.pk)}
    networks -= managed
    return list(rounds_of_networks(networks).filter(is_published=True)) if networks else []
