"""A meeting of the invented network that is being prepared, and the one before it, whose decisions are still open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from nagara.meetings.paper import PaperKind
from nagara_web.accounts.queries import person as person_of
from nagara_web.accounts.queries import standing_of
from nagara_web.declarations.queries import documents
from nagara_web.demo.clock import at
from nagara_web.demo.people import DemoPerson
from nagara_web.meetings import actions
from nagara_web.meetings.queries import Meeting, announced_meetings, delegations_of
from nagara_web.places.queries import city, network

__all__ = ["seed_meetings"]

NETWORK: Final = "river-capitals"
FORUM: Final = "river-forum"
TYPED: Final = ("Opening by the host", "Outcome text: reading by clause", "Host of the next forum")
CLAUSES: Final = (
    ("preamble", "F", "We, the mayors of the river capitals, met in Rivermouth,", ""),
    ("operative", "C", "We will collect waste from at least nineteen households in twenty by 2032.", "1"),
    ("operative", "C", "We will publish our figures every year by the end of June, each with its interval.", "2"),
    ("closing", "Q", "We ask our governments to let cities borrow for controlled landfills.", ""),
)


def seed_meetings(people: Sequence[DemoPerson], *, now: datetime) -> None:
    """Hold a meeting a year ago, and prepare the next one up to its amendments.

    Parameters
    ----------
    people
        Everybody of the demonstration.
    now
        The end of the story.
    """
    first, second = [each.person_id for each in people if each.role == "Secretariat"][:2]
    with at(now - timedelta(days=418)):
        _hold(now - timedelta(days=420), first)
    with at(now - timedelta(days=20)):
        _prepare(now, first, second)
    officers = {each.place: each.person_id for each in people if each.role == "City officer"}
    with at(now - timedelta(days=3)):
        _amend(f"{FORUM}-{(now + timedelta(days=60)).year}", officers, first)


def _hold(first_day: datetime, person_id: int) -> None:
    held = _plan("Forum of River Capitals in Hilltop (invented)", "hilltop", first_day, person_id)
    actions.hold_meeting(held.pk, person_id=person_id, role="secretariat")
    due = first_day.date() + timedelta(days=365)
    for text, owner in (
        ("Agree on one definition of a controlled site", "Secretariat"),
        ("Offer two weeks of training at the weighbridge", "Two Bridges"),
    ):
        actions.add_decision(held.pk, text, owner=owner, due_on=due, person_id=person_id, role="secretariat")
    actions.close_meeting(held.pk, person_id=person_id, role="secretariat")


def _plan(title: str, host: str, first_day: datetime, person_id: int) -> Meeting:
    host_city, day = city(host), first_day.date()
    made = actions.plan_meeting(
        network_id=network(NETWORK).pk,
        forum=FORUM,
        title=title,
        starts_on=day,
        ends_on=day + timedelta(days=1),
        place=f"{host_city.name}, town hall",
        host_city_id=host_city.pk,
        time_zone=host_city.time_zone,
        is_invented=True,
        person_id=person_id,
        role="secretariat",
    )
    return actions.announce_meeting(made.pk, person_id=person_id, role="secretariat")


def _prepare(now: datetime, first: int, second: int) -> None:
    title = "Forum of River Capitals in Rivermouth (invented)"
    meeting = _plan(title, "rivermouth", now + timedelta(days=60), first)
    role, standing = "secretariat", standing_of(person_of(first))
    for step in ("calendar", "contacts", "documents"):
        actions.hand_over(meeting.pk, step, is_done=True, person_id=second, role=role)
    actions.invite_members(meeting.pk, person_id=first, role=role)
    for each in delegations_of(meeting)[:4]:
        fields = {"reply": "coming", "head": "Deputy mayor", "size": 3}
        actions.change_delegation(each, person_id=first, role=role, **fields)
    actions.add_item(meeting.pk, TYPED[0], person_id=first, role=role)
    actions.build_agenda(meeting.pk, standing=standing, role=role)
    for item in TYPED[1:]:
        actions.add_item(meeting.pk, item, person_id=first, role=role)
    day = (now - timedelta(days=21)).date()
    for kind in (PaperKind.PROGRESS, PaperKind.WASTE):
        issue = actions.make_paper(meeting.pk, kind, cutoff=day, standing=standing, role=role)
        actions.distribute(issue, person_id=second, role=role)
    _draft(meeting, first)


def _draft(meeting: Meeting, person_id: int) -> None:
    outcome = actions.begin_outcome(
        meeting.pk, title="Rivermouth Declaration (invented)", person_id=person_id, role="secretariat"
    )
    earlier = next(iter(documents(forum=FORUM)), None)
    for clause_role, kind, text, key in CLAUSES:
        continues = f"{earlier.slug}.{key}" if earlier and key else ""
        actions.add_clause(
            outcome,
            text,
            clause_role=clause_role,
            kind=kind,
            continues=continues,
            person_id=person_id,
            role="secretariat",
        )


def _amend(slug: str, officers: dict[str, int], secretary: int) -> None:
    outcome = actions.begin_outcome(_meeting(slug).pk, title="", person_id=None)
    clauses = [each for each in outcome.clauses.all() if each.role == "operative"]
    made = [
        actions.propose_amendment(
            clause,
            act=act,
            text=text,
            reason=reason,
            city_id=city(place).pk,
            person_id=officers[place],
            role="city-officer",
        )
        for clause, act, text, reason, place in (
            (
                clauses[0],
                "replace",
                clauses[0].text.replace("2032", "2030"),
                "The budget of 2029 allows it.",
                "hilltop",
            ),
            (clauses[1], "insert", "We will help each other weigh.", "Half of us have no weighbridge.", "rivermouth"),
        )
    ]
    words = "Accept: six of nine cities are there already."
    actions.recommend_amendment(made[0], words, person_id=secretary, role="secretariat")


def _meeting(slug: str) -> Meeting:
    return next(each for each in announced_meetings() if each.slug == slug)
