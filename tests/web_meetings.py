"""A forum of the cast's network with an adopted declaration, an earlier meeting, and one that is prepared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from cast import Cast
from nagara.commitments.clauses import ClauseKind, Role
from nagara.meetings.adopted import adopted_text
from nagara.meetings.outcome import DraftClause
from nagara_web.accounts.queries import standing_of
from nagara_web.accounts.standing import Standing
from nagara_web.declarations import actions as declarations
from nagara_web.declarations import queries as registered
from nagara_web.meetings import actions
from nagara_web.meetings.models import (
    AgendaItem,
    Amendment,
    Decision,
    Delegation,
    Intervention,
    Meeting,
    OutcomeText,
    PaperVersion,
)

__all__ = ["Forum", "Room", "make_forum", "make_room"]

PROMISES = (
    DraftClause(key="a", text="Recalling earlier promises,", role=Role.PREAMBLE, kind=ClauseKind.FACT),
    DraftClause(key="b", text="We will close all open dumps by 2025."),
    DraftClause(key="c", text="We ask the member states for access to finance.", kind=ClauseKind.REQUEST),
)


@dataclass
class Forum:
    """The forum, its earlier and its next meeting, and moves in the words of a test."""

    cast: Cast
    before: Meeting
    meeting: Meeting
    standing: Standing
    """Of the secretary."""

    def carried(self, text: str = "Draft the charter", **fields: object) -> Decision:
        """Let the earlier meeting decide something and close."""
        made = actions.add_decision(
            self.before.pk,
            text,
            owner="Secretariat",
            person_id=self.cast.secretary.pk,
            **fields,  # type: ignore[arg-type]
        )
        actions.close_meeting(self.before.pk, person_id=self.cast.secretary.pk)
        made.refresh_from_db()
        return made

    def draft(self) -> OutcomeText:
        """A draft of two clauses, the first continuing the dumps."""
        made = actions.begin_outcome(self.meeting.pk, title="Forum Declaration", person_id=self.cast.secretary.pk)
        earlier = "river-forum-2024-declaration.1"
        actions.add_clause(made, "We will close all dumps by 2030.", continues=earlier, person_id=None)
        actions.add_clause(made, "We thank the host.", clause_role="closing", kind="F", person_id=None)
        return made


def make_forum(cast: Cast) -> Forum:
    """Two meetings of a forum of the river cities: one held last year, one to come next year."""
    today, who = timezone.localdate(), cast.secretary.pk
    declarations.add_forum(slug="river-forum", name="River Forum", is_invented=True)
    session = declarations.add_session("river-forum", year=2024, place="Rivermouth")
    document = declarations.adopt_document(
        session.pk,
        title="Rivermouth Declaration",
        adopted_on=date(2024, 9, 19),
        text=adopted_text("Rivermouth Declaration", PROMISES, ()).text,
        network_id=cast.network.pk,
        is_invented=True,
        person_id=who,
        published_by_id=cast.second_secretary.pk,
    )
    part = registered.part(f"{document.slug}.1.a")
    assert part is not None
    measure = declarations.NewMeasure(
        answer_type="yes-no", question="Closed?", due=date(2025, 12, 31), network_id=cast.network.pk
    )
    declarations.write_measure(part.pk, measure, person_id=who)
    declarations.publish_measure(part.pk, person_id=cast.second_secretary.pk)

    def plan(title: str, first: date) -> Meeting:
        return actions.plan_meeting(
            network_id=cast.network.pk,
            forum="river-forum",
            title=title,
            starts_on=first,
            ends_on=first + timedelta(days=1),
            place="Rivermouth",
            host_city_id=cast.rivermouth.pk,
            time_zone="Asia/Bangkok",
            is_invented=True,
            person_id=who,
        )

    before = plan("River Forum, last year", today.replace(year=today.year - 1, day=1))
    actions.announce_meeting(before.pk, person_id=who)
    actions.hold_meeting(before.pk, person_id=who)
    meeting = plan("River Forum", today.replace(year=today.year + 1, day=1))
    return Forum(cast, before, meeting, standing_of(cast.secretary))


@dataclass(frozen=True, kw_only=True)
class Room:
    """A meeting in the middle of its preparation: one of everything."""

    meeting: Meeting
    item: AgendaItem
    delegation: Delegation
    paper: PaperVersion
    amendment: Amendment
    decision: Decision
    """Of the meeting before, still open."""
    statement: Intervention
    """Public, as a file."""


def make_room(cast: Cast) -> Room:
    """Prepare the next meeting of the forum up to an amendment by Hilltop."""
    forum, who = make_forum(cast), cast.secretary.pk
    decision = forum.carried()
    meeting = actions.announce_meeting(forum.meeting.pk, person_id=who)
    actions.invite_members(meeting.pk, person_id=who)
    actions.build_agenda(meeting.pk, standing=forum.standing)
    today = timezone.localdate()
    paper = actions.make_paper(meeting.pk, "waste-annex", cutoff=today, standing=forum.standing)
    actions.distribute(paper, person_id=who)
    clause = forum.draft().clauses.get(position=1)
    amendment = actions.propose_amendment(
        clause,
        act="replace",
        text="We will close all dumps by 2028.",
        reason="Sooner",
        city_id=cast.hilltop.pk,
        person_id=cast.other_officer.pk,
    )
    return Room(
        meeting=meeting,
        item=meeting.agenda.get(position=1),
        delegation=meeting.delegations.get(city=cast.hilltop),
        paper=paper,
        amendment=amendment,
        decision=decision,
        statement=actions.add_intervention(
            meeting.pk,
            "",
            city_id=cast.hilltop.pk,
            is_public=True,
            file=SimpleUploadedFile("statement.txt", b"Hilltop thanks the host."),
            person_id=cast.other_officer.pk,
        ),
    )
