"""Who may see a report or a round, and what part they play for it: asked here and nowhere else.

A report is its city's own until it was submitted once; then the reviewers and the secretariat of the
network and the focal point of the country read it too. To everybody else it does not exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from nagara.rounds.deadlines import Lock, Timeliness, Window, lock_reason, timeliness
from nagara.rounds.workflow import Actor, Allowed, Move, Part, Refusal, ReportFacts, State, may
from nagara_web.accounts.queries import standing_of
from nagara_web.accounts.standing import Role, Standing
from nagara_web.audit.queries import events
from nagara_web.rounds.models import Extension, Handing, Report, Round

__all__ = [
    "Scope",
    "Seat",
    "console_for",
    "extension_for",
    "facts_of",
    "handing_for",
    "may_see",
    "report_for",
    "report_for_answers",
    "round_to_manage",
    "seat_at",
    "seat_of",
    "standing_by_id",
    "window_of",
]

OF_THE_CITY = {Role.CITY_OFFICER: Part.OFFICER, Role.HEAD_OF_CITY: Part.HEAD}
OF_THE_NETWORK = {Role.PEER_REVIEWER: Part.REVIEWER, Role.SECRETARIAT: Part.SECRETARIAT}


def standing_by_id(person_id: int) -> Standing:
    """The standing of a person by number."""
    return standing_of(get_user_model().objects.get(pk=person_id))


def facts_of(report: Report) -> ReportFacts:
    """What the rules ask of a report."""
    return ReportFacts(state=State(report.state), was_submitted=report.first_submitted_at is not None)


def window_of(report: Report, granted_until: date | None = None) -> Window:
    """The days of the round as the city of the report has them.

    Parameters
    ----------
    report
        With its round and city.
    granted_until
        Last day of the longest extension, if it is at hand; else it is looked up.
    """
    if granted_until is None:
        granted = [each.granted_until for each in report.extensions.all() if each.granted_until]
        granted_until = max(granted, default=None)
    return Window(
        opens_on=report.round.opens_on,
        closes_on=report.round.closes_on,
        time_zone=report.city.time_zone,
        granted_until=granted_until,
    )


@dataclass(frozen=True)
class Seat:
    """One person before one report: what they see and may do.

    Parameters
    ----------
    standing
        Of the person.
    report
        With its round and city.
    at
        The moment.
    """

    standing: Standing
    report: Report
    at: datetime

    @cached_property
    def parts(self) -> frozenset[Part]:
        """Parts that the person plays for the report."""
        city, network = self.report.city_id, self.report.round.network_id
        held = {part for role, part in OF_THE_CITY.items() if city in self.standing.cities(role)}
        held |= {part for role, part in OF_THE_NETWORK.items() if network in self.standing.networks(role)}
        if self.report.coordinator_asked and city in self.standing.cities(Role.COORDINATOR):
            held.add(Part.COORDINATOR)
        if self.report.city.country_id in self.standing.countries(Role.FOCAL_POINT):
            held.add(Part.FOCAL_POINT)
        return frozenset(held)

    @cached_property
    def actor(self) -> Actor:
        """What the rules ask of the person."""
        report, person = self.report, self.standing.person_id
        if person is None:
            return Actor()
        answered = Q(subject=f"answers:{report.answer_set_id}")
        sent = Q(subject=f"report:{report.pk}", action="report.sent-to-head")
        return Actor(
            parts=self.parts,
            works_for_city=self.standing.works_for(report.city_id),
            has_prepared=events(actor_id=person).filter(answered | sent).exists(),
            has_signed=report.signatures.filter(person_id=person).exists(),
            has_accepted=report.accepted_by_id == person,
        )

    @cached_property
    def window(self) -> Window:
        """The days of the round as the city has them."""
        return window_of(self.report)

    @cached_property
    def lock(self) -> Lock | None:
        """Why the answers are locked now; ``None`` if they are not."""
        return lock_reason(self.window, State(self.report.state), self.at)

    @cached_property
    def timeliness(self) -> Timeliness:
        """How the report stands to its last day."""
        return timeliness(self.window, self.report.first_submitted_at, self.at)

    def may(self, move: Move) -> Allowed | Refusal:
        """Whether the person may make a move now."""
        return may(move, facts_of(self.report), self.actor)


def may_see(standing: Standing, report: Report) -> bool:
    """Whether somebody may know what stands in a report."""
    if standing.works_for(report.city_id):
        return True
    if not report.answer_set.is_shared:
        return False
    judges = standing.networks(Role.PEER_REVIEWER, Role.SECRETARIAT)
    return report.round.network_id in judges or report.city.country_id in standing.countries(Role.FOCAL_POINT)


def report_for_answers(standing: Standing, answer_set_id: int) -> Report:
    """Find the report that answers are for, if somebody may see it; 404 as of :func:`report_for`."""
    found = Report.objects.filter(answer_set_id=answer_set_id).values_list("pk", flat=True).first()
    if found is None:
        raise Http404
    return report_for(standing, found)


def report_for(standing: Standing, pk: int) -> Report:
    """Find a report that somebody may see.

    Raises
    ------
    Http404
        If there is none, or it is another city's draft.
    """
    found = (
        Report.objects.select_related(
            "round__network", "city__country", "answer_set", "prepared_by", "signed_by", "reviewer", "accepted_by"
        )
        .prefetch_related("extensions")
        .filter(pk=pk)
        .first()
    )
    if found is None or not may_see(standing, found):
        raise Http404
    return found


def seat_of(standing: Standing, report: Report, at: datetime | None = None) -> Seat:
    """Seat a person before a report."""
    return Seat(standing, report, at or timezone.now())


def seat_at(standing: Standing, pk: int) -> Seat:
    """Seat a person before a report that they may see; 404 otherwise."""
    return seat_of(standing, report_for(standing, pk))


def extension_for(standing: Standing, pk: int) -> Extension:
    """Find a request for more time that somebody of the city or of the secretariat may see; 404 otherwise."""
    found = Extension.objects.select_related("report__round__network", "report__city", "asked_by").filter(pk=pk).first()
    if found is None:
        raise Http404
    is_secretary = found.report.round.network_id in standing.networks(Role.SECRETARIAT)
    if not is_secretary and not standing.works_for(found.report.city_id):
        raise Http404
    return found


def handing_for(seat: Seat, pk: int) -> Handing:
    """Find one handing on of a report; 404 if it is another report's."""
    found = seat.report.handings.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What somebody may see of a round's console.

    Parameters
    ----------
    round
        The round.
    countries
        Only cities of these countries; ``None`` for all.
    manages
        Whether the person may remind, answer and change, as the secretariat does.
    opens_reports
        Whether the person may open reports that were submitted; a host sees only where they stand.
    """

    round: Round
    countries: frozenset[str] | None
    manages: bool
    opens_reports: bool


def console_for(standing: Standing, slug: str) -> Scope:
    """Find the console of a round: the secretariat manages it, the host reads it, a focal point reads the country.

    Raises
    ------
    Http404
        For everybody else.
    """
    found = Round.objects.select_related("network", "questionnaire").filter(slug=slug).first()
    if found is None:
        raise Http404
    manages = found.network_id in standing.networks(Role.SECRETARIAT)
    if manages or found.network_id in standing.networks(Role.HOST):
        return Scope(round=found, countries=None, manages=manages, opens_reports=manages)
    countries = standing.countries(Role.FOCAL_POINT)
    if not countries or not found.is_published:
        raise Http404
    return Scope(round=found, countries=countries, manages=False, opens_reports=True)


def round_to_manage(standing: Standing, slug: str) -> Round:
    """Find a round that the person manages; 404 otherwise."""
    scope = console_for(standing, slug)
    if not scope.manages:
        raise Http404
    return scope.round
