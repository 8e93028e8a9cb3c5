"""Sections on meetings and promises for pages of apps that lie below this one."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from nagara_web.accounts.requests import standing
from nagara_web.accounts.standing import Role
from nagara_web.meetings import queries
from nagara_web.meetings.access import meetings_for

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
    coming = [each for each in reversed(meetings_for(who)) if each.ends_on >= today]
    return {"coming": coming, "plans": bool(who.networks(Role.SECRETARIAT)), "request": context["request"]}
