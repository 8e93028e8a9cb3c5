"""What every page of a meeting's working rooms has: its way back, its rooms, who may do what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from nagara_web.accounts.requests import SignedInRequest
from nagara_web.meetings.access import Seat
from nagara_web.meetings.queries import Step, readiness

__all__ = ["room", "simple_form"]

PARENTS: Final = {
    "meeting_announce": "meeting_prepare",
    "meeting_edit": "meeting_prepare",
    "meeting_hand_over": "meeting_prepare",
    "meeting_delegation": "meeting_delegations",
    "paper_upload": "meeting_papers",
    "outcome_new_clause": "meeting_outcome",
    "outcome_clause": "meeting_outcome",
    "outcome_amend": "meeting_outcome",
    "outcome_amendment": "meeting_outcome",
    "outcome_adopt": "meeting_outcome",
    "item_minutes": "meeting_minutes",
    "decision_close": "meeting_minutes",
}
"""The room that a page belongs to which is no room of its own."""


def room(
    request: SignedInRequest,
    seat: Seat,
    page: str,
    template: str,
    context: Mapping[str, object] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Show one room of a meeting.

    Parameters
    ----------
    page
        Name of its address.
    template, context, status
        What it shows; a ``title`` in the context names a page that is no room of its own.
    """
    meeting, more = seat.meeting, dict(context or {})
    rooms = [
        ("meeting_prepare", _("Prepare")),
        ("meeting_agenda", _("Agenda")),
        ("meeting_papers", _("Papers")),
        ("meeting_delegations", _("Delegations")),
        ("meeting_outcome", _("Outcome text")),
        ("meeting_interventions", _("Interventions")),
        ("meeting_minutes", _("Minutes and decisions")),
    ]
    crumbs = [(_("My work"), reverse("work")), (_("Meetings"), reverse("meeting_rooms"))]
    crumbs.append((meeting.title, reverse("meeting_prepare", args=[meeting.slug])))
    title, parent = dict(rooms).get(page, ""), PARENTS.get(page, page)
    if parent not in (page, "meeting_prepare"):
        crumbs.append((dict(rooms)[parent], reverse(parent, args=[meeting.slug])))
    if page != "meeting_prepare":
        crumbs.append((str(more.get("title") or title), ""))
    shown = {
        "seat": seat,
        "meeting": meeting,
        "rooms": [(reverse(name, args=[meeting.slug]), words, name == parent) for name, words in rooms],
        "room_title": title,
        "crumbs": crumbs,
        "next_act": _next_act(seat, page)
        if page in {*dict(rooms), "meeting_hand_over"} - {"meeting_prepare"}
        else None,
        **more,
    }
    return render(request, template, shown, status=status)


def _next_act(seat: Seat, page: str) -> Step | None:
    """What comes next, at the foot of a room whose own part is done; the room of papers offers their letter itself."""
    if not seat.prepares:
        return None
    step = readiness(seat.meeting, is_secretariat=seat.is_secretariat).next
    is_here = step is not None and (step.page == page or (page, step.page) == ("meeting_papers", "message_write"))
    return None if is_here else step


def simple_form(
    request: SignedInRequest, seat: Seat, page: str, form: Form, *, title: str, button: str, lead: str = ""
) -> HttpResponse:
    """Show one form of a room on a page of its own."""
    context = {"form": form, "title": title, "button": button, "lead": lead}
    return room(request, seat, page, "meetings/form.html", context, status=400 if form.errors else 200)
