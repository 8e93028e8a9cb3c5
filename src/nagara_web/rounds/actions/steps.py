"""One move of one report: the rule is asked, the row is held, one event is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils import timezone

from nagara.rounds.deadlines import lock_reason
from nagara.rounds.workflow import MOVES, Move, Part, Refusal, State, lands_in
from nagara_web.answers import actions as answers
from nagara_web.audit.actions import record
from nagara_web.rounds.access import Seat, facts_of, standing_by_id, window_of
from nagara_web.rounds.models import Report
from nagara_web.rounds.refusals import RefusedError

__all__ = ["Step", "begin_step", "land", "lock_as_it_stands", "note", "report_url"]

ORDER_OF_PARTS: Final = tuple(Part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A move that is allowed, and who makes it.

    Parameters
    ----------
    report
        Its row, held until the end of the transaction.
    move
        The move.
    person_id, role
        Who makes it, in which part.
    at
        When.
    seat
        The person before the report.
    """

    report: Report
    move: Move
    person_id: int
    role: str
    at: datetime
    seat: Seat


def begin_step(report_id: int, move: Move, person_id: int, at: datetime | None = None) -> Step:
    """Hold a report and ask the rules; call it inside a transaction.

    Raises
    ------
    RefusedError
        If the rules do not give this person this move now.
    """
    moment = at or timezone.now()
    report = (
        Report.objects.select_for_update(of=("self",))
        .select_related("round__network", "city__country", "answer_set")
        .get(pk=report_id)
    )
    seat = Seat(standing_by_id(person_id), report, moment)
    answer = seat.may(move)
    if isinstance(answer, Refusal):
        raise RefusedError(answer)
    part = next(each for each in ORDER_OF_PARTS if each in MOVES[move].parts & seat.parts)
    return Step(report=report, move=move, person_id=person_id, role=part.value, at=moment, seat=seat)


def land(step: Step, action: str, data: Mapping[str, Any] | None = None) -> Report:
    """Put the report where the move leads, lock or open its answers as of now, and write the event."""
    report = step.report
    before, after = State(report.state), lands_in(step.move, facts_of(report))
    report.state, report.moved_at = after.value, step.at
    report.save()
    lock_as_it_stands(report, step.at)
    note(step, action, {"from": before.value, "to": after.value, **(data or {})})
    return report


def lock_as_it_stands(report: Report, at: datetime) -> None:
    """Lock or open the answers as the rules have it at this moment, not as the hourly run will find it.

    Parameters
    ----------
    report
        With its round and city, in the state that it has now.
    at
        The moment.
    """
    reason = lock_reason(window_of(report), State(report.state), at)
    if reason is None:
        answers.unlock(report.answer_set_id)
    else:
        answers.lock(report.answer_set_id, reason.value)


def note(step: Step, action: str, data: Mapping[str, Any] | None = None) -> None:
    """Write the event of a step that leaves the report where it is."""
    record(
        action,
        actor_id=step.person_id,
        role=step.role,
        subject=f"report:{step.report.pk}",
        city_id=step.report.city_id,
        data=data,
        at=step.at,
    )


def report_url(report_id: int, page: str = "") -> str:
    """Path of a report's page, or of one of the pages below it."""
    return f"/work/reports/{report_id}/{page}"
