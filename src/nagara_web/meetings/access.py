"""Who may see a meeting, prepare it, amend its text and decide: asked here and nowhere else.

Everybody reads an announced meeting and its distributed papers. Its working rooms are for the secretariat and the
host, who prepare it, for the member cities with their focal points, who amend, and for observers and reviewers of
the network, who read. To everybody else the rooms do not exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from nagara_web.accounts.standing import Role, Standing
from nagara_web.meetings.models import (
    AgendaItem,
    Amendment,
    Decision,
    DraftClause,
    Intervention,
    Meeting,
    MeetingPaper,
    OutcomeText,
    PaperFile,
)
from nagara_web.meetings.refusals import NotYoursError
from nagara_web.places.queries import City, Network, cities_by_id, cities_of_country, member_ids_on, networks

T = TypeVar("T")

__all__ = ["Seat", "announced", "file_for", "meetings_for", "network_to_write_for", "seat_at", "statement_for"]


@dataclass(frozen=True)
class Seat:
    """One person before one meeting.

    Parameters
    ----------
    standing
        Of the person.
    meeting
        With its session and network.
    """

    standing: Standing
    meeting: Meeting

    @property
    def is_secretariat(self) -> bool:
        """Whether the person runs the network's secretariat."""
        return self.meeting.network_id in self.standing.networks(Role.SECRETARIAT)

    @property
    def prepares(self) -> bool:
        """Whether the person prepares the meeting: the secretariat and the host of the year."""
        return self.meeting.network_id in self.standing.networks(Role.SECRETARIAT, Role.HOST)

    @cached_property
    def cities(self) -> dict[int, City]:
        """Member cities for which the person may propose amendments."""
        own = set(self.standing.cities(Role.CITY_OFFICER, Role.HEAD_OF_CITY))
        for iso3 in self.standing.countries(Role.FOCAL_POINT):
            own |= set(cities_of_country(iso3).values_list("pk", flat=True))
        members = set(member_ids_on(self.meeting.network_id)) if own else set()
        return cities_by_id(own & members)

    @property
    def reads(self) -> bool:
        """Whether the working rooms exist for the person."""
        if self.prepares:
            return True
        watches = self.meeting.network_id in self.standing.networks(Role.OBSERVER, Role.PEER_REVIEWER)
        return self.meeting.is_announced and (watches or bool(self.cities))

    def must_prepare(self) -> None:
        """Refuse whoever only reads."""
        if not self.prepares:
            raise NotYoursError(_("Only the secretariat of the network and the host of the year prepare the meeting."))

    def must_decide(self) -> None:
        """Refuse whoever is not of the secretariat."""
        if not self.is_secretariat:
            raise NotYoursError(_("Only the secretariat of the network can do this."))

    @property
    def role(self) -> str:
        """In which role the person acts on the meeting, for the log."""
        if self.is_secretariat:
            return Role.SECRETARIAT.value
        if self.prepares:
            return Role.HOST.value
        held = (Role.HEAD_OF_CITY, Role.CITY_OFFICER, Role.FOCAL_POINT)
        return next((role.value for role in held if self.standing.holds(role)), "")

    def item(self, pk: int) -> AgendaItem:
        """One item of its agenda; 404 otherwise."""
        return _one(AgendaItem.objects.filter(meeting=self.meeting, pk=pk).first())

    def paper(self, pk: int) -> MeetingPaper:
        """One of its papers; 404 otherwise."""
        return _one(MeetingPaper.objects.select_related("meeting").filter(meeting=self.meeting, pk=pk).first())

    def outcome(self) -> OutcomeText:
        """Its outcome text; 404 where nobody has begun one."""
        return _one(OutcomeText.objects.filter(meeting=self.meeting).first())

    def clause(self, pk: int) -> DraftClause:
        """One clause of its draft; 404 otherwise."""
        found = DraftClause.objects.select_related("outcome").filter(outcome__meeting=self.meeting, pk=pk)
        return _one(found.first())

    def amendment(self, pk: int) -> Amendment:
        """One amendment to its draft; 404 otherwise."""
        found = Amendment.objects.select_related("outcome", "clause", "city", "proposed_by")
        return _one(found.filter(outcome__meeting=self.meeting, pk=pk).first())

    def speaks_for(self, city_id: int | None) -> bool:
        """Whether the person keeps the interventions of a city: its own, or anybody's for those who prepare."""
        return self.prepares or city_id in self.cities

    def intervention(self, pk: int) -> Intervention:
        """One intervention; 404 otherwise."""
        return _one(Intervention.objects.select_related("meeting").filter(meeting=self.meeting, pk=pk).first())

    def decision(self, pk: int) -> Decision:
        """One decision of this meeting, or one that an earlier meeting of the network carried to it."""
        found = Decision.objects.select_related("meeting").filter(
            meeting__network=self.meeting.network_id, meeting__starts_on__lte=self.meeting.starts_on, pk=pk
        )
        return _one(found.first())


def _meetings() -> QuerySet[Meeting]:
    return Meeting.objects.select_related("network", "session__forum", "host_city", "previous__host_city")


def seat_at(standing: Standing, slug: str) -> Seat:
    """Seat a person before a meeting whose working rooms exist for them; 404 otherwise."""
    seat = Seat(standing, _one(_meetings().filter(slug=slug).first()))
    if not seat.reads:
        raise Http404
    return seat


def announced(slug: str) -> Meeting:
    """One announced meeting; 404 otherwise, for everybody."""
    return _one(_meetings().filter(slug=slug, is_announced=True).first())


def meetings_for(standing: Standing) -> list[Meeting]:
    """Meetings whose working rooms exist for somebody, newest first."""
    return [each for each in _meetings() if Seat(standing, each).reads]


def file_for(standing: Standing, slug: str, number: int, revision: int, name: str) -> PaperFile:
    """One file of a paper: a distributed one for everybody, another for those who prepare; 404 otherwise."""
    found = PaperFile.objects.select_related("version__paper__meeting").filter(
        version__paper__meeting__slug=slug,
        version__paper__number=number,
        version__revision=revision,
        name=name,
    )
    one = _one(found.first())
    paper = one.version.paper
    if not (paper.meeting.is_announced and one.version.distributed_on) and not Seat(standing, paper.meeting).prepares:
        raise Http404
    return one


def statement_for(standing: Standing, slug: str, pk: int) -> Intervention:
    """One intervention with a file: a public one for everybody, a closed one for who takes part; 404 otherwise."""
    kept = Intervention.objects.select_related("meeting").filter(meeting__slug=slug, pk=pk).exclude(file="")
    one = _one(kept.first())
    if not (one.is_public and one.meeting.is_announced) and not Seat(standing, one.meeting).reads:
        raise Http404
    return one


def network_to_write_for(standing: Standing, slug: str) -> Network:
    """The network in whose name a person of its secretariat writes letters; 404 for everybody else."""
    found = networks().filter(slug=slug, pk__in=standing.networks(Role.SECRETARIAT))
    return _one(found.first())


def _one(found: T | None) -> T:
    if found is None:
        raise Http404
    return found
