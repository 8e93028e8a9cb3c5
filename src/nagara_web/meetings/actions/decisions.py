"""Minutes, and decisions that are carried from meeting to meeting until they are closed."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from nagara_web.meetings.actions.logging import log
from nagara_web.meetings.models import AgendaItem, Decision, Meeting
from nagara_web.meetings.refusals import NotReadyError

__all__ = ["add_decision", "close_decision", "open_decisions", "write_minutes"]


@transaction.atomic
def write_minutes(item: AgendaItem, text: str, *, person_id: int, role: str = "") -> AgendaItem:
    """Write what was said on one item of the agenda.

    Raises
    ------
    NotReadyError
        If the meeting is closed: its minutes stay.
    """
    if item.meeting.state == Meeting.State.CLOSED:
        raise NotReadyError("is-closed", _("The meeting is closed. Its minutes stay as they are."))
    if item.minutes_text != text.strip():
        item.minutes_text = text.strip()
        item.save(update_fields=["minutes_text"])
        log(item.meeting, "minutes-written", person_id, role, {"item": item.title[:120]})
    return item


@transaction.atomic
def add_decision(
    meeting_id: int,
    text: str,
    *,
    owner: str,
    due_on: date | None = None,
    city_id: int | None = None,
    item_id: int | None = None,
    person_id: int | None,
    role: str = "",
) -> Decision:
    """Write a decision; it is open at once where the meeting has adopted its text or was closed.

    Parameters
    ----------
    meeting_id, item_id
        Which meeting decided it, on which item of its agenda.
    text, owner, city_id, due_on
        What, who does it (a city of the network, if it is one), and by when.
    person_id, role
        Who writes it in.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    last: int | None = meeting.decisions.aggregate(last=Max("number"))["last"]
    outcome = getattr(meeting, "outcome", None)
    is_open = meeting.state == Meeting.State.CLOSED or (outcome is not None and outcome.state == "adopted")
    made = Decision.objects.create(
        meeting=meeting,
        agenda_item_id=item_id,
        number=(last or 0) + 1,
        text=text.strip(),
        owner=owner.strip(),
        city_id=city_id,
        due_on=due_on,
        state=Decision.State.OPEN if is_open else Decision.State.DRAFT,
        opened_at=timezone.now() if is_open else None,
    )
    log(meeting, "decision-written", person_id, role, {"decision": made.number, "owner": made.owner}, city_id)
    return made


def open_decisions(meeting: Meeting, *, person_id: int | None, role: str = "") -> int:
    """Make the decisions of a meeting open items, in the transaction of whatever adopts or closes it.

    Returns
    -------
    int
        How many.
    """
    waiting = meeting.decisions.filter(state=Decision.State.DRAFT)
    numbers = list(waiting.values_list("number", flat=True))
    waiting.update(state=Decision.State.OPEN, opened_at=timezone.now())
    for number in numbers:
        log(meeting, "decision-opened", person_id, role, {"decision": number})
    return len(numbers)


@transaction.atomic
def close_decision(decision: Decision, *, state: str, reason: str, person_id: int, role: str = "") -> Decision:
    """Say that a decision is done, or dropped and why; until then every next meeting finds it again.

    Raises
    ------
    NotReadyError
        If it is not open, or dropped without a reason.
    """
    held = Decision.objects.select_for_update().select_related("meeting").get(pk=decision.pk)
    if held.state != Decision.State.OPEN:
        raise NotReadyError("not-open", _("This decision is not open."))
    if state == Decision.State.DROPPED and not reason.strip():
        raise NotReadyError("no-reason", _("Say why the decision is dropped."))
    held.state, held.reason, held.closed_at = state, reason.strip(), timezone.now()
    held.save(update_fields=["state", "reason", "closed_at"])
    log(held.meeting, f"decision-{state}", person_id, role, {"decision": held.number}, held.city_id)
    return held
