"""The job of this app: prove a plan, and stop when somebody asks for it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any, Final

from django.db import DatabaseError
from django.urls import reverse
from django.utils.translation import gettext_lazy

from nagara_web.jobs.registry import Progress, handles_in_two
from nagara_web.plans import actions, queries
from nagara_web.plans.working import Worked, proven_answer_to

__all__ = ["keep_the_proof", "prove_the_plan"]

LOOKS_EVERY_S: Final = 1.0


def prove_the_plan(arguments: Mapping[str, Any], progress: Progress) -> Worked | None:
    """Prove a plan; nothing is written, and nothing comes of it if it was stopped before it began."""
    plan = queries.plan_by_id(int(arguments["plan"]))
    if plan is None or plan.is_to_stop:
        return None
    return proven_answer_to(queries.asked_by(plan), progress, _stopped(plan.pk))


@handles_in_two("prove-plan", first=prove_the_plan, attempts=2, title=gettext_lazy("Prove the plan"))
def keep_the_proof(arguments: Mapping[str, Any], found: Worked | None) -> Mapping[str, Any]:
    """Keep what the proof found."""
    plan = actions.keep_proof(int(arguments["plan"]), found)
    return {} if plan is None else {"url": reverse("plan", args=[plan.city.slug, plan.pk])}


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
