"""The agenda: built from what is open, then ordered and completed by hand."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max

from nagara_web.accounts.standing import Standing
from nagara_web.meetings.actions.logging import log
from nagara_web.meetings.models import AgendaItem, Meeting
from nagara_web.meetings.open_items import OpenItem, open_items

__all__ = ["add_item", "build_agenda", "move_item", "remove_item"]


@transaction.atomic
def build_agenda(meeting_id: int, *, standing: Standing, role: str = "") -> int:
    """Put everything that is open on the agenda and is not there yet; what was typed stays.

    Returns
    -------
    int
        How many items were added.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    known = set(meeting.agenda.values_list("source", flat=True))
    new = [each for each in open_items(meeting, standing) if each.source not in known]
    first = _next_position(meeting)
    AgendaItem.objects.bulk_create([_item(meeting, each, position) for position, each in enumerate(new, start=first)])
    if new:
        log(meeting, "agenda-built", standing.person_id, role, {"items": len(new)})
    return len(new)


@transaction.atomic
def add_item(
    meeting_id: int,
    title: str,
    *,
    person_id: int | None,
    role: str = "",
    **fields: Any,  # noqa: ANN401  (values of its fields)
) -> AgendaItem:
    """Add an item at the end."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    made = AgendaItem.objects.create(meeting=meeting, position=_next_position(meeting), title=title.strip(), **fields)
    log(meeting, "agenda-item-added", person_id, role, {"title": made.title})
    return made


@transaction.atomic
def move_item(item: AgendaItem, *, is_up: bool, person_id: int | None, role: str = "") -> None:
    """Move an item one place up or down."""
    items = list(AgendaItem.objects.select_for_update().filter(meeting=item.meeting_id))
    place = next(number for number, each in enumerate(items) if each.pk == item.pk)
    other = place - 1 if is_up else place + 1
    if not 0 <= other < len(items):
        return
    items[place], items[other] = items[other], items[place]
    for number, each in enumerate(items, start=1):
        each.position = number
    AgendaItem.objects.bulk_update(items, ["position"])
    log(item.meeting, "agenda-item-moved", person_id, role, {"title": item.title, "to": other + 1})


@transaction.atomic
def remove_item(item: AgendaItem, *, person_id: int | None, role: str = "") -> None:
    """Take an item off the agenda; what it was about stays open."""
    log(item.meeting, "agenda-item-removed", person_id, role, {"title": item.title})
    item.delete()


def _next_position(meeting: Meeting) -> int:
    last: int | None = meeting.agenda.aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def _item(meeting: Meeting, found: OpenItem, position: int) -> AgendaItem:
    return AgendaItem(meeting=meeting, position=position, title=found.title[:240], kind=found.kind, source=found.source)
