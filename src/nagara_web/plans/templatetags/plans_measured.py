"""The way from a plan to what was measured since."""

from __future__ import annotations

from typing import Any

from django import template

from nagara_web.plans.measured import later_accounts
from nagara_web.plans.queries import PlanPage

__all__ = ["register"]

register = template.Library()


@register.inclusion_tag("plans/_measured_since.html")
def measured_since(page: PlanPage) -> dict[str, Any]:
    """The years that the city published after the records of a plan, and the way to compare them with it."""
    return {"plan": page.plan, "years": [each.report.answer_set.year for each in later_accounts([page])]}
