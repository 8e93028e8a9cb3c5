"""Networks that somebody keeps, for the page of their work."""

from __future__ import annotations

from typing import Any

from django import template

from nagara_web.accounts.requests import standing
from nagara_web.networks.access import kept_networks, may_found

__all__ = ["register"]

register = template.Library()


@register.inclusion_tag("networks/_my_networks.html", takes_context=True)
def my_networks(context: dict[str, Any]) -> dict[str, Any]:
    """Networks whose pages the reader keeps."""
    who = standing(context["request"])
    return {"may_found": may_found(who), "networks": kept_networks(who) if may_found(who) else []}
