"""The jobs of this app: prove a plan, and stop when somebody asks for it; clear deleted plans away."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from datetime import time as time_of_day
from typing import Any, Final

from django.db import DatabaseError
from django.urls import reverse
from django.utils.translation import gettext_lazy

from nagara_web.jobs.registry import Progress, handles, handles_in_two
from nagara_web.plans import actions, queries
from nagara_web.plans.working import Worked, proven_answer_to

__all__ = ["clear_deleted_plans", "keep_the_proof", "prove_the_plan", "say_why_it_failed"]

LOOKS_EVERY_S: Final = 1.0


def prove_the_plan(arguments: Mapping[str, Any], progress: Progress) -> Worked | None:
    """Prove a plan; nothing is written, and nothing comes of it if it was stopped before it began."""
    plan = queries.plan_by_id(int(arguments["plan"]))
    if plan is None or plan.is_to_stop:
        return None
    return proven_answer_to(queries.asked_by(plan), progress, _stopped(plan.pk))


def say_why_it_failed(arguments: Mapping[str, Any], why: str) -> None:
    """Tell whoever waits for the proof that none comes."""
    actions.say_that_it_failed(int(arguments["plan"]), why)


@handles_in_two(
    "prove-plan",
    first=prove_the_plan,
    attempts=2,
    title=gettext_lazy("Prove the plan"),
    failed=say_why_it_failed,
)
def keep_the_proof(arguments: Mapping[str, Any], found: Worked | None) -> Mapping[str, Any]:
    """Keep what the proof found."""
    plan = actions.keep_proof(int(arguments["plan"]), found)
    return {} if plan is None else {"url": reverse("plan", args=[plan.city.slug, plan.pk])}


@handles("daily-deleted-plans", title=gettext_lazy("Clear deleted plans away"))
def clear_deleted_plans(arguments: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
    """Delete for good what nobody brought back in time."""
    day = date.fromisoformat(arguments["day"])
    return {"plans": actions.clear_away(datetime.combine(day, time_of_day.min, tzinfo=UTC))}


def _stopped(plan_id: int) -> Callable[[], bool]:
    """Look once a second whether somebody pressed the button, or deleted the plan."""
    last: dict[str, float] = {"at": 0.0}
    known = {"stopped": False}

    def should_stop() -> bool:
        now = time.monotonic()
        if not known["stopped"] and now - last["at"] >= LOOKS_EVERY_S:
            last["at"] = now
            try:
                known["stopped"] = queries.is_to_stop(plan_id)
            except DatabaseError:
                return False  # somebody else is writing: the next look will tell
        return known["stopped"]

    return should_stop
