"""Tracked data of an invented meeting: eleven capitals, five promises, everything that can be late."""

from __future__ import annotations

from datetime import date

from nagara.commitments.answers import AnswerKind
from nagara.commitments.status import Status
from nagara.meetings.tracked import (
    CityAnswer,
    Decided,
    DecisionState,
    Figure,
    Member,
    Promise,
    Request,
    StatusCount,
    Tracked,
)

BEFORE = "Example Forum 2025"
CUTOFF = date(2026, 6, 30)
NAMES = (
    "Amber Bay", "Brookfield", "Cedar Port", "Dawn Harbour", "Eastwick", "Fernhill",
    "Greenford", "Hilltop", "Ironbridge", "Juniper", "Kingsferry",
)  # fmt: skip
MEMBERS = tuple(Member(slug=name.lower().replace(" ", "-"), name=name, is_capital=True) for name in NAMES)
WARNING, REPORTING, DUMPS, PLAN, UNIT = (
    f"example-2024-declaration.{key}" for key in ("2.g", "3.a", "4.a", "5.a", "6.a")
)
STANDING = (StatusCount(status=Status.REACHED, count=7), StatusCount(status=Status.NO_DATA, count=4))
PROMISES = (
    Promise(
        id=WARNING,
        label="2024, 2.g",
        says="multi-hazard early warning",
        status=Status.ON_TRACK,
        probability_frac=0.81,
    ),
    Promise(id=REPORTING, label="2024, 3.a", says="report waste", indicator="sdg_11_6_1_frac", by_status=STANDING),
    Promise(id=DUMPS, label="2024, 4.a", says="close open dumps by 2025", due=date(2025, 12, 31), status=Status.MISSED),
    Promise(id=PLAN, label="2024, 5.a", says="a plan approved", due=date(2025, 12, 31), status=Status.REACHED),
    Promise(id=UNIT, label="2024, 6.a", says="a joint office", is_for_cities=False),
)  # fmt: skip


def answers() -> tuple[CityAnswer, ...]:
    """Eight of eleven answer on early warning, two of them done; the last city is silent on everything."""
    said = [AnswerKind.DONE] * 2 + [AnswerKind.UNDER_WAY] * 4 + [AnswerKind.PLANNED, AnswerKind.NATIONAL_COMPETENCE]
    given = [
        CityAnswer(city=member.slug, promise=WARNING, answer=answer, said="The ministry does it.", answered_on=CUTOFF)
        for member, answer in zip(MEMBERS, said, strict=False)
    ]
    given += [
        CityAnswer(city=member.slug, promise=promise, answer=AnswerKind.DONE, answered_on=date(2026, 3, 1))
        for promise in (REPORTING, DUMPS, PLAN)
        for member in MEMBERS[:-1]
    ]
    return tuple(given)


def figures() -> tuple[Figure, ...]:
    """Seven capitals report 11.6.1, one says why not, three say nothing."""
    name = "sdg_11_6_1_frac"
    told = [
        Figure(city=each.slug, name=name, year=2025, value=mid, low=mid - 0.05, high=mid + 0.06, method="survey")
        for place, each in enumerate(MEMBERS[:7])
        for mid in [0.5 + place / 20]
    ]
    return (*told, Figure(city=MEMBERS[7].slug, name=name, year=2025, why="no survey yet"))


def tracked() -> Tracked:
    """All of it."""
    return Tracked(
        meeting="Example Forum 2026",
        year=2026,
        cutoff=CUTOFF,
        members=MEMBERS,
        promises=PROMISES,
        answers=answers(),
        figures=figures(),
        requests=(
            Request(id="r1", addressee="Member states", says="give access to finance", sent_on=date(2024, 10, 1)),
            Request(id="r2", addressee="The fund", says="open a window", sent_on=date(2025, 1, 1), answered_on=CUTOFF),
            Request(id="r3", addressee="The bank", says="simplify its forms"),
        ),
        decisions=(
            Decided(id="d1", meeting=BEFORE, text="Draft the charter", owner="Secretariat", due=date(2026, 1, 1)),
            Decided(
                id="d2", meeting=BEFORE, text="Host the next", owner="Hilltop", city="hilltop", due=date(2026, 12, 1)
            ),
            Decided(id="d3", meeting=BEFORE, text="Print it", owner="Hilltop", state=DecisionState.DONE),
        ),
        data_year=2025,
        is_invented=True,
    )  # fmt: skip
