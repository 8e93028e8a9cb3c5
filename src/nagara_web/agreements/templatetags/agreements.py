"""Sections on agreements for pages of apps that lie below this one."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from nagara_web.accounts.requests import standing
from nagara_web.agreements import queries

__all__ = ["register"]

register = template.Library()


@register.inclusion_tag("agreements/_console.html", takes_context=True)
def agreements_that_wait(context: dict[str, Any], network_id: int) -> dict[str, Any]:
    """Late obligations, renewals to decide and what waits for a second person in one network."""
    waiting = queries.late_in_network(network_id, timezone.localdate())
    return {"waiting": waiting, "request": context["request"]}


@register.inclusion_tag("agreements/_my_agreements.html", takes_context=True)
def my_agreements(context: dict[str, Any]) -> dict[str, Any]:
    """What somebody has to do with agreements, for the page of their work."""
    request = context["request"]
    return {"mine": queries.my_agreements(standing(request), timezone.localdate()), "request": request}
