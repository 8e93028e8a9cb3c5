"""Make plans, prove them, share them: each change with its line in the log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nagara_web.audit.actions import record
from nagara_web.jobs.actions import ask_for
from nagara_web.plans.models import Answer, Plan
from nagara_web.plans.queries import is_under_way
from nagara_web.plans.refusals import PlanRefusedError
from nagara_web.plans.working import Asked, Worked, digest_at, first_answer_to

__all__ = ["delete_plan", "keep_proof", "make_plan", "prove", "serve", "share", "stop"]

PROVES = "prove-plan"


def make_plan(asked: Asked, *, title: str, person_id: int | None, role: str = "") -> Plan:
    """Work out the first answer here and now, keep the plan with it, and ask for its proof.

    Parameters
    ----------
    asked
        The question.
    title
        What people call the plan.
    person_id, role
        Who asks, and as what.

    Raises
    ------
    NagaraError
        If the records allow no plan, in words; nothing is kept then.
    """
    worked = first_answer_to(asked)
    with transaction.atomic():
        plan = Plan.objects.create(
            city=asked.answer_set.city,
            answer_set=asked.answer_set,
            revision=asked.revision,
            digest=digest_at(asked.answer_set.pk, asked.revision),
            title=title,
            promises=list(asked.promises),
            last_year=asked.last_year,
            budget_usd_per_year=asked.budget_usd_per_year,
            carbon_usd_per_t=asked.carbon_usd_per_t,
            technologies=list(asked.technologies),
            made_by_id=person_id,
            made_at=asked.at,
        )
        _keep(plan, Answer.Kind.FIRST, worked)
        _log(plan, "made", person_id, role, {"promises": list(asked.promises)})
        _ask(plan, person_id)
    return plan


@transaction.atomic
def prove(plan_id: int, *, person_id: int | None, role: str = "") -> Plan:
    """Ask for the proof anew, where it was stopped or came to no end; one that is under way goes on."""
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    if plan.proof != Plan.Proof.RUNNING or not is_under_way(plan):
        plan.proof, plan.is_to_stop = Plan.Proof.RUNNING, False
        plan.save(update_fields=["proof", "is_to_stop"])
        _ask(plan, person_id)
        _log(plan, "proof-asked", person_id, role)
    return plan


@transaction.atomic
def stop(plan_id: int, *, person_id: int | None, role: str = "") -> None:
    """Let the proof end soon; the best plan that it has found until then is kept."""
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    if plan.proof == Plan.Proof.RUNNING and not plan.is_to_stop:
        plan.is_to_stop = True
        plan.save(update_fields=["is_to_stop"])
        _log(plan, "proof-stopped", person_id, role)


def keep_proof(plan_id: int, worked: Worked | None) -> Plan | None:
    """Keep what the proof found; nothing if it was stopped before it began, or the plan is gone."""
    plan = Plan.objects.select_for_update().filter(pk=plan_id).first()
    if plan is None:
        return None
    if worked is not None:
        _keep(plan, Answer.Kind.PROVEN, worked)
    plan.proof = _proof(plan, worked)
    plan.save(update_fields=["proof"])
    _log(plan, "proof-kept", None, data={"proof": plan.proof})
    return plan


def _proof(plan: Plan, worked: Worked | None) -> str:
    if worked is not None and worked.is_proven:
        return Plan.Proof.PROVEN
    return Plan.Proof.STOPPED if plan.is_to_stop else Plan.Proof.NEAR


@transaction.atomic
def share(plan_id: int, state: str, *, is_head: bool, person_id: int | None, role: str = "") -> Plan:
    """Choose who reads a plan.

    Parameters
    ----------
    plan_id
        Which.
    state
        Of :class:`Plan.State`.
    is_head
        Whether the head of the city chooses, who alone shows a plan to everybody or takes it back.
    person_id, role
        Who chooses, and as what.

    Raises
    ------
    PlanRefusedError
        If somebody else would show it to everybody, or take back what everybody reads.
    """
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    if Plan.State.PUBLIC in (state, plan.state) and state != plan.state and not is_head:
        raise PlanRefusedError(_("Only the head of the city can show a plan to everybody, or take it back."), "state")
    if state != plan.state:
        before, plan.state = plan.state, state
        plan.save(update_fields=["state"])
        _log(plan, "shared", person_id, role, {"before": before, "after": state})
    return plan


@transaction.atomic
def serve(plan_id: int, codes: Sequence[str], *, person_id: int | None, role: str = "") -> Plan:
    """Choose the commitments that a plan serves, by their permanent codes."""
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    if list(codes) != plan.serves:
        plan.serves = list(codes)
        plan.save(update_fields=["serves"])
        _log(plan, "serves", person_id, role, {"serves": list(codes)})
    return plan


@transaction.atomic
def delete_plan(plan_id: int, *, person_id: int | None, role: str = "") -> None:
    """Delete a draft with its answers.

    Raises
    ------
    PlanRefusedError
        If others read it: they would find an empty place.
    """
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    if plan.state != Plan.State.DRAFT:
        raise PlanRefusedError(_("Others read this plan. Choose “Only our city” first, then delete it."))
    _log(plan, "deleted", person_id, role, {"title": plan.title})
    plan.delete()


def _ask(plan: Plan, person_id: int | None) -> None:
    key = f"{PROVES}:{plan.pk}:{timezone.now():%Y%m%dT%H%M%S%f}"
    plan.job = ask_for(PROVES, key=key, arguments={"plan": plan.pk}, person_id=person_id)
    plan.save(update_fields=["job"])


def _keep(plan: Plan, kind: str, worked: Worked) -> None:
    kept = {"data": worked.data, "papers": worked.papers, "at": timezone.now()}
    Answer.objects.update_or_create(plan=plan, kind=kind, defaults=kept)


def _log(plan: Plan, what: str, person_id: int | None, role: str = "", data: dict[str, Any] | None = None) -> None:
    record(
        f"plan.{what}",
        actor_id=person_id,
        role=role,
        subject=f"plan:{plan.pk}",
        city_id=plan.city_id,
        data=data,
    )
