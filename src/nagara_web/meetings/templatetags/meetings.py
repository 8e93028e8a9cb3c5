"""Sections on meetings and promises for pages of apps that lie below this one."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from nagara_web.accounts.requests import standing
from nagara_web.accounts.standing import Role
from nagara_web.meetings import queries
from nagara_web.meetings.access import Seat, meetings_for
from nagara_web.places.queries import networks

__all__ = ["register"]

register = template.Library()


@register.inclusion_tag("meetings/_console.html")
def meetings_and_promises(network_id: int) -> dict[str, Any]:
    """Overdue decisions, unanswered requests, and how far the next meeting of a network is."""
    today = timezone.localdate()
    meeting = queries.next_meeting(network_id, today)
    return {
        "next_meeting": meeting,
        "ready": queries.readiness(meeting) if meeting else None,
        "overdue": queries.overdue_decisions(network_id, today),
        "requests": queries.waiting_requests(network_id, today),
    }


@register.inclusion_tag("meetings/_my_meetings.html", takes_context=True)
def my_meetings(context: dict[str, Any]) -> dict[str, Any]:
    """Meetings to come whose working rooms exist for the reader, for the page of their work."""
    who, today = standing(context["request"]), timezone.localdate()
    seats = [Seat(who, each) for each in reversed(meetings_for(who)) if each.ends_on >= today]
    coming = [
        (each.meeting, queries.readiness(each.meeting, is_secretariat=each.is_secretariat) if each.prepares else None)
        for each in seats
    ]
    writes_for = list(networks().filter(pk__in=who.networks(Role.SECRETARIAT)))
    return {"coming": coming, "plans": bool(writes_for), "writes_for": writes_for, "request": context["request"]}
