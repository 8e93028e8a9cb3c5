"""Make plans, change them, prove them, share and attach them: each change with its line in the log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nagara_web.answers.queries import answer_sets_of
from nagara_web.audit.actions import record
from nagara_web.jobs.actions import ask_for
from nagara_web.notices.actions import tell
from nagara_web.plans.models import Answer, Plan
from nagara_web.plans.proofs import is_as_good, proof_after
from nagara_web.plans.queries import is_under_way
from nagara_web.plans.refusals import PlanRefusedError
from nagara_web.plans.working import Asked, Worked, digest_at, first_answer_to

__all__ = [
    "ask_front",
    "ask_stages",
    "attach",
    "bring_back",
    "clear_away",
    "delete_plan",
    "keep_proof",
    "make_plan",
    "prove",
    "say_that_it_failed",
    "serve",
    "share",
    "stop",
]

PROVES: Final = "prove-plan"
TWICE_S: Final = 60
"""How long the same question by the same person is taken for a button that was pressed twice [s]."""
KEPT_DAYS: Final = 30
"""How long a deleted plan can be brought back [day]."""


def make_plan(asked: Asked, *, title: str, person_id: int | None, role: str = "", before: Plan | None = None) -> Plan:
    """Work out the first answer here and now, keep the plan with it, and ask for its proof.

    Who presses the button twice gets the plan that the first press made.

    Parameters
    ----------
    asked
        The question.
    title
        What people call the plan.
    person_id, role
        Who asks, and as what.
    before
        The version that it replaces, if it is a change of one: what that serves and the answers that it is attached
        to go over to the new one; who reads it is chosen anew.

    Raises
    ------
    PlanRefusedError
        If another version has taken the place of the one before in the meantime.
    NagaraError
        If the records allow no plan, in words; nothing is kept then.
    """
    question = _question(asked, title, person_id, before)
    made = _made_just_now(question, asked.at)
    if made is not None:
        return made
    _refuse_replaced(before)
    worked = first_answer_to(asked)
    with transaction.atomic():
        list(Plan.objects.select_for_update().filter(city=asked.answer_set.city_id).values_list("pk"))
        made = _made_just_now(question, asked.at)
        if made is not None:
            return made
        _refuse_replaced(before)
        plan = Plan.objects.create(
            **question,
            digest=digest_at(asked.answer_set.pk, asked.revision),
            made_at=asked.at,
            number=1 if before is None else before.number + 1,
            serves=[] if before is None else before.serves,
        )
        _keep(plan, Answer.Kind.FIRST, worked)
        _log(plan, "made" if before is None else "changed", person_id, role, {"promises": list(asked.promises)})
        if before is not None and before.attached_to_id is not None:
            Plan.objects.filter(pk__in=(before.pk, plan.pk)).update(attached_to=None)
            attach(plan.pk, before.attached_to_id, person_id=person_id, role=role)
            plan.refresh_from_db()
        _ask(plan, person_id)
    return plan


def _question(asked: Asked, title: str, person_id: int | None, before: Plan | None) -> dict[str, Any]:
    """What a plan asks, as it is kept."""
    return {
        "city_id": asked.answer_set.city_id,
        "answer_set": asked.answer_set,
        "revision": asked.revision,
        "title": title,
        "promises": list(asked.promises),
        "last_year": asked.last_year,
        "budget_usd_per_year": asked.budget_usd_per_year,
        "carbon_usd_per_t": asked.carbon_usd_per_t,
        "income_usd_per_year": asked.income_usd_per_year,
        "area_km2": asked.area_km2,
        "technologies": list(asked.technologies),
        "places": None if asked.places is None else asked.places.content,
        "places_name": "" if asked.places is None else asked.places.name,
        "made_by_id": person_id,
        "before": before,
    }


def _made_just_now(question: dict[str, Any], at: datetime) -> Plan | None:
    """The plan that the same person asked for a moment ago in the same words, if there is one."""
    since = at - timedelta(seconds=TWICE_S)
    return Plan.objects.filter(**question, made_at__gte=since, deleted_at__isnull=True).first()


def _refuse_replaced(before: Plan | None) -> None:
    newer = None if before is None else before.after.filter(deleted_at__isnull=True).select_related("made_by").first()
    if newer is None:
        return
    gaps = {"number": newer.number, "who": "" if newer.made_by is None else newer.made_by.name}
    words = _(
        "%(who)s changed this plan while you wrote: version %(number)s stands now. What you typed is below. Look at "
        "that version first, or send yours again to put it in its place."
    )
    raise PlanRefusedError(words % gaps)


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
def ask_front(plan_id: int, figure: str, *, person_id: int | None, role: str = "") -> Plan:
    """Ask what other targets of a figure would cost: a new proof works it out beside the plan.

    Parameters
    ----------
    plan_id
        Which plan.
    figure
        Code of the figure that cost is held against.
    person_id, role
        Who asks, and as what.

    Raises
    ------
    PlanRefusedError
        While a proof is under way.
    """
    plan = _not_under_way(plan_id, "figure")
    if figure not in plan.fronts:
        plan.fronts = [*plan.fronts, figure]
        plan.save(update_fields=["fronts"])
    return prove(plan_id, person_id=person_id, role=role)


@transaction.atomic
def ask_stages(plan_id: int, draws: int, aim: str, *, person_id: int | None, role: str = "") -> Plan:
    """Ask what should be built in any case: a new proof finds one programme of building for several draws.

    Parameters
    ----------
    plan_id
        Which plan.
    draws
        How many draws stand in it.
    aim
        What it makes smallest.
    person_id, role
        Who asks, and as what.

    Raises
    ------
    PlanRefusedError
        While a proof is under way.
    """
    plan = _not_under_way(plan_id, "draws")
    plan.stages, plan.aim = draws, aim
    plan.save(update_fields=["stages", "aim"])
    return prove(plan_id, person_id=person_id, role=role)


def _not_under_way(plan_id: int, field: str) -> Plan:
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    if plan.proof == Plan.Proof.RUNNING and is_under_way(plan):
        raise PlanRefusedError(_("The proof is under way. Ask again when it is over."), field)
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
    if worked is not None and is_as_good(plan, worked):
        _keep(plan, Answer.Kind.PROVEN, worked)
    plan.proof = proof_after(plan, worked)
    plan.save(update_fields=["proof"])
    _log(plan, "proof-kept", None, data={"proof": plan.proof})
    if plan.proof != Plan.Proof.STOPPED:
        _tell(plan, "plan-proven" if plan.proof == Plan.Proof.PROVEN else "plan-near")
    return plan


def say_that_it_failed(plan_id: int, why: str) -> None:
    """Tell whoever asked for a proof that it came to no end, and why."""
    plan = Plan.objects.select_related("city").filter(pk=plan_id).first()
    if plan is not None:
        _tell(plan, "plan-failed", why)


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
def attach(plan_id: int, answer_set_id: int | None, *, person_id: int | None, role: str = "") -> Plan:
    """Attach a plan to answers of its city in a round, so that whoever reviews them reads it; or take it off.

    Parameters
    ----------
    plan_id
        Which.
    answer_set_id
        The answers; ``None`` to take it off.
    person_id, role
        Who does it, and as what.

    Raises
    ------
    PlanRefusedError
        If the answers are another city's.
    """
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    if answer_set_id is not None and answer_set_id not in {each.pk for each in answer_sets_of(plan.city_id)}:
        raise PlanRefusedError(_("Choose a round in which your city answers."), "attached_to")
    if answer_set_id != plan.attached_to_id:
        plan.attached_to_id = answer_set_id
        plan.save(update_fields=["attached_to"])
        _log(plan, "attached", person_id, role, {"answers": answer_set_id})
    return plan


@transaction.atomic
def delete_plan(plan_id: int, *, person_id: int | None, role: str = "") -> None:
    """Delete a plan that nobody else reads; for a while it can be brought back.

    Raises
    ------
    PlanRefusedError
        If others read it: they would find an empty place.
    """
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    if plan.state != Plan.State.DRAFT:
        raise PlanRefusedError(_("Others read this plan. Choose “Only our city” first, then delete it."))
    if plan.attached_to_id is not None:
        raise PlanRefusedError(_("This plan is attached to a round. Take it off first, then delete it."))
    plan.deleted_at = timezone.now()
    plan.save(update_fields=["deleted_at"])
    _log(plan, "deleted", person_id, role, {"title": plan.title})


@transaction.atomic
def bring_back(plan_id: int, *, person_id: int | None, role: str = "") -> Plan:
    """Bring a deleted plan back as it was."""
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    if plan.deleted_at is not None:
        plan.deleted_at = None
        plan.save(update_fields=["deleted_at"])
        _log(plan, "brought-back", person_id, role)
    return plan


def clear_away(now: datetime) -> int:
    """Delete for good what was deleted long ago; how many plans there were."""
    found = Plan.objects.filter(deleted_at__lt=now - timedelta(days=KEPT_DAYS))
    count = found.count()
    found.delete()
    return count


def _ask(plan: Plan, person_id: int | None) -> None:
    key = f"{PROVES}:{plan.pk}:{timezone.now():%Y%m%dT%H%M%S%f}"
    plan.job = ask_for(PROVES, key=key, arguments={"plan": plan.pk}, person_id=person_id)
    plan.asked_by_id = person_id
    plan.save(update_fields=["job", "asked_by"])


def _tell(plan: Plan, kind: str, why: str = "") -> None:
    """Tell whoever asked for the proof what became of it, unless the plan is deleted."""
    if plan.asked_by_id is None or plan.deleted_at is not None:
        return
    values = {"title": plan.title, "city": plan.city.name, "reason": why}
    url = reverse("plan", args=[plan.city.slug, plan.pk])
    tell(plan.asked_by_id, kind, key=f"{kind}:{plan.pk}:{plan.job_id}", values=values, url=url)


def _keep(plan: Plan, kind: str, worked: Worked) -> None:
    kept = {"data": worked.data, "papers": worked.papers, "workbook": worked.workbook, "at": timezone.now()}
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
