"""Read plans: their pages in the reader's language, how far the proof is, several beside each other."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from django.db.models import QuerySet
from django.utils.translation import get_language

from nagara_web.declarations.queries.asked import CommitmentPart, commitment_parts
from nagara_web.plans.models import Answer, Plan
from nagara_web.plans.words import promise_words
from nagara_web.plans.working import Asked

if TYPE_CHECKING:
    from nagara_web.jobs.queries import Job

__all__ = [
    "Plan",
    "PlanPage",
    "asked_by",
    "is_to_stop",
    "page_of",
    "pages_of",
    "plan_by_id",
    "served_by",
]

MILLION: Final = 1e6


@dataclass(frozen=True)
class PlanPage:
    """A plan with the best answer that stands.

    Parameters
    ----------
    plan
        The plan.
    answer
        After the proof if there is one, else the first.
    """

    plan: Plan
    answer: Answer

    @property
    def paper(self) -> dict[str, Any]:
        """Its page in the reader's language."""
        papers: dict[str, dict[str, Any]] = self.answer.papers
        return papers.get(get_language() or "en") or papers["en"]

    @cached_property
    def data(self) -> dict[str, Any]:
        """The file ``plan.json``."""
        read: dict[str, Any] = json.loads(self.answer.data)
        return read

    @property
    def is_first(self) -> bool:
        """Whether only the first answer stands."""
        return self.answer.kind == Answer.Kind.FIRST

    @property
    def promises(self) -> list[str]:
        """What is promised, in words."""
        return [promise_words(each) for each in self.plan.promises]

    @property
    def kept(self) -> int:
        """How many promises are kept."""
        return sum(bool(each["is_kept"]) for each in self.data["promises"])

    @property
    def millions(self) -> float:
        """What it costs over all years, discounted [million USD]."""
        return float(self.data["discounted_usd"]) / MILLION

    @property
    def job(self) -> Job | None:
        """The job that proves it."""
        return self.plan.job

    @property
    def is_proving(self) -> bool:
        """Whether the proof is under way."""
        return self.plan.proof == Plan.Proof.RUNNING and is_under_way(self.plan)

    @property
    def percent(self) -> int:
        """How much of the proof is done."""
        return 0 if self.plan.job is None else round(100 * self.plan.job.progress_frac)

    @property
    def has_failed(self) -> bool:
        """Whether the proof came to no end."""
        return self.plan.proof == Plan.Proof.RUNNING and not self.is_proving


def is_under_way(plan: Plan) -> bool:
    """Whether a job proves a plan or waits to."""
    return plan.job is not None and plan.job.state in {"queued", "running"}


def plan_by_id(pk: int) -> Plan | None:
    """A plan by its number, for its job."""
    return Plan.objects.select_related("city", "answer_set").filter(pk=pk).first()


def is_to_stop(pk: int) -> bool:
    """Whether the proof of a plan is to end: somebody said so, or the plan is gone."""
    said = Plan.objects.filter(pk=pk).values_list("is_to_stop", flat=True).first()
    return said is None or said


def asked_by(plan: Plan) -> Asked:
    """The question of a plan."""
    return Asked(
        answer_set=plan.answer_set,
        revision=plan.revision,
        at=plan.made_at,
        promises=tuple(plan.promises),
        last_year=plan.last_year,
        budget_usd_per_year=plan.budget_usd_per_year,
        carbon_usd_per_t=plan.carbon_usd_per_t,
        technologies=tuple(plan.technologies),
    )


def page_of(plan: Plan) -> PlanPage:
    """A plan with the best answer that stands."""
    return PlanPage(plan, plan.answers.order_by("-kind")[0])


def pages_of(plans: QuerySet[Plan], numbers: Sequence[int] | None = None) -> list[PlanPage]:
    """Plans with their best answers; those with the given numbers, in their order."""
    found = plans if numbers is None else plans.filter(pk__in=numbers)
    pages = [PlanPage(each, max(each.answers.all(), key=lambda answer: answer.kind)) for each in _with_answers(found)]
    return pages if numbers is None else sorted(pages, key=lambda page: list(numbers).index(page.plan.pk))


def _with_answers(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    return plans.prefetch_related("answers")


def served_by(codes: Collection[str]) -> list[CommitmentPart]:
    """The commitments that a plan serves, in the order of their texts."""
    return [each for each in commitment_parts() if each.code in set(codes)] if codes else []
