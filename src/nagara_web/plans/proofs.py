"""What a new proof changes: nothing that is proven or whole gives way to less."""

from __future__ import annotations

import json
from typing import Any

from nagara_web.plans.models import Answer, Plan
from nagara_web.plans.working import Worked

__all__ = ["is_as_good", "proof_after"]


def is_as_good(plan: Plan, worked: Worked) -> bool:
    """Whether what was found may take the place of what stands: nothing proven or whole gives way to less."""
    kept = _proven_data(plan)
    was_stopped = json.loads(worked.data).get("stopped_at") is not None
    if was_stopped and kept.get("is_proven") and kept.get("stopped_at") is None:
        return False
    return worked.is_proven or not kept.get("is_proven")


def _has_proven(plan: Plan) -> bool:
    return bool(_proven_data(plan).get("is_proven"))


def _proven_data(plan: Plan) -> dict[str, Any]:
    """What stands after the proof, as it is kept; empty if nothing does."""
    kept = plan.answers.filter(kind=Answer.Kind.PROVEN).first()
    found: dict[str, Any] = {} if kept is None else json.loads(kept.data)
    return found


def proof_after(plan: Plan, worked: Worked | None) -> str:
    """How far the proof of a plan is when a job is over."""
    if (worked is not None and worked.is_proven) or _has_proven(plan):
        return Plan.Proof.PROVEN
    return Plan.Proof.STOPPED if plan.is_to_stop else Plan.Proof.NEAR
