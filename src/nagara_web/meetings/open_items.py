"""What is open before a meeting: decisions not done, promises past their date, requests that nobody answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from nagara.meetings.counting import is_silent_on_all, open_requests, overdue_promises
from nagara.meetings.tracked import DecisionState, Tracked
from nagara_web.accounts.standing import Standing
from nagara_web.meetings.gathering import gather
from nagara_web.meetings.models import AgendaItem, Meeting

__all__ = ["OpenItem", "open_items", "open_items_in"]


NAMED_AT_MOST: Final = 6
"""Silent cities that a line names; of more it gives the number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenItem:
    """Something that the meeting should speak about."""

    title: str
    kind: str
    source: str


def open_items(meeting: Meeting, standing: Standing) -> list[OpenItem]:
    """Everything that is open today, in the order of an agenda."""
    return open_items_in(gather(meeting, timezone.localdate(), standing))


def open_items_in(tracked: Tracked) -> list[OpenItem]:
    """Open decisions, then late promises and silent cities, then unanswered requests."""
    kinds = AgendaItem.Kind
    found = [
        OpenItem(title=each.text, kind=kinds.DECISION, source=each.id)
        for each in tracked.decisions
        if each.state is DecisionState.OPEN
    ]
    found += [
        OpenItem(title=f"{each.label}: {each.says}", kind=kinds.LATE, source=each.id)
        for each in overdue_promises(tracked)
    ]
    cells = tracked.by_cell()
    silent = [each.name for each in tracked.members if is_silent_on_all(tracked, each, cells)]
    if silent:
        values = {"cities": ", ".join(silent), "count": len(silent), "all": len(tracked.members)}
        title = _("Cities that have answered no promise: %(cities)s") % values
        if len(silent) > NAMED_AT_MOST:
            title = _("Cities that have answered no promise: %(count)s of %(all)s") % values
        found.append(OpenItem(title=title, kind=kinds.SILENT, source="silent-cities"))
    found += [
        OpenItem(title=f"{each.addressee}: {each.says}", kind=kinds.REQUEST, source=each.id)
        for each in open_requests(tracked)
        if each.sent_on is not None
    ]
    return found
