"""Read plans: their pages in the reader's language, how far the proof is, several beside each other."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from nagara_web.declarations.queries.asked import CommitmentPart, commitment_parts
from nagara_web.plans.access import plans_attached_to, public_plan, public_plans
from nagara_web.plans.files import kinds_of
from nagara_web.plans.models import Answer, Plan
from nagara_web.plans.own_places import PlacesFile
from nagara_web.plans.words import promise_words
from nagara_web.plans.working import Asked

if TYPE_CHECKING:
    from nagara_web.accounts.standing import Standing
    from nagara_web.jobs.queries import Job

__all__ = [
    "Plan",
    "PlanPage",
    "asked_by",
    "current",
    "ended_since",
    "is_to_stop",
    "page_of",
    "pages_attached_to",
    "pages_of",
    "places_file_of",
    "plan_by_id",
    "public_page",
    "public_pages",
    "public_pages_of_round",
    "served_by",
]

MILLION: Final = 1e6
UNDER_WAY: Final = ("queued", "running")
"""States of a job that is not over."""


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
        """How many promises are kept; that nothing gets worse than today is nobody's promise."""
        return sum(bool(each["is_kept"]) for each in self.data["promises"] if not each.get("is_today"))

    @property
    def millions(self) -> float:
        """What it costs over all years, discounted [million USD]."""
        return float(self.data["discounted_usd"]) / MILLION

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of files that can be had of it."""
        return kinds_of(self)

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
    def was_stopped(self) -> bool:
        """Whether somebody stopped the work that this answer came from before all was tried beside it."""
        return self.data.get("stopped_at") is not None

    @property
    def has_failed(self) -> bool:
        """Whether the proof came to no end."""
        return self.plan.proof == Plan.Proof.RUNNING and not self.is_proving


def is_under_way(plan: Plan) -> bool:
    """Whether a job proves a plan or waits to."""
    return plan.job is not None and plan.job.state in UNDER_WAY


def plan_by_id(pk: int) -> Plan | None:
    """A plan by its number, for its job."""
    return Plan.objects.select_related("city", "answer_set").filter(pk=pk).first()


def is_to_stop(pk: int) -> bool:
    """Whether the proof of a plan is to end: somebody said so, or the plan is gone."""
    said = Plan.objects.filter(pk=pk, deleted_at__isnull=True).values_list("is_to_stop", flat=True).first()
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
        income_usd_per_year=plan.income_usd_per_year,
        area_km2=plan.area_km2,
        places=places_file_of(plan),
        stages=plan.stages,
        aim=plan.aim,
        fronts=tuple(plan.fronts),
    )


def places_file_of(plan: Plan) -> PlacesFile | None:
    """The places file that was sent along with a plan, if there was one."""
    return None if plan.places is None else PlacesFile(name=plan.places_name, content=bytes(plan.places))


def page_of(plan: Plan) -> PlanPage:
    """A plan with the best answer that stands."""
    return PlanPage(plan, plan.answers.order_by("-kind")[0])


def pages_of(plans: QuerySet[Plan], numbers: Sequence[int] | None = None) -> list[PlanPage]:
    """Plans with their best answers; those with the given numbers, in their order."""
    found = plans if numbers is None else plans.filter(pk__in=numbers)
    pages = [PlanPage(each, max(each.answers.all(), key=lambda answer: answer.kind)) for each in _with_answers(found)]
    return pages if numbers is None else sorted(pages, key=lambda page: list(numbers).index(page.plan.pk))


def current(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """The newest versions among plans: those that no other of them replaces."""
    return plans.exclude(pk__in=plans.order_by().filter(before__isnull=False).values("before"))


def ended_since(city_ids: Collection[int], since: datetime) -> list[PlanPage]:
    """Plans of cities whose proof is under way or ended not long ago, for the page of somebody's work, newest first."""
    jobs = Q(job__state__in=UNDER_WAY) | Q(job__ended_at__gte=since)
    found = Plan.objects.select_related("city", "job").filter(jobs, city__in=city_ids, deleted_at__isnull=True)
    return pages_of(current(found))


def public_pages(city_id: int | None = None) -> list[PlanPage]:
    """Plans that everybody may read, each in its newest public version, newest first; of one city if given."""
    found = public_plans()
    return pages_of(current(found if city_id is None else found.filter(city=city_id)))


def public_page(pk: int) -> PlanPage:
    """One plan that everybody may read, in whatever version; 404 otherwise."""
    return page_of(public_plan(pk))


def public_pages_of_round(network_id: int, year: int) -> list[PlanPage]:
    """Plans that everybody may read and that are attached to the reports of a round, by city."""
    found = public_plans().filter(attached_to__network=network_id, attached_to__year=year)
    return sorted(pages_of(current(found)), key=lambda page: page.plan.city.name)


def pages_attached_to(standing: Standing, answer_set_id: int) -> list[PlanPage]:
    """Plans attached to the answers of a city that somebody may see, newest first."""
    return pages_of(plans_attached_to(standing, answer_set_id))


def _with_answers(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    return plans.prefetch_related("answers")


def served_by(codes: Collection[str]) -> list[CommitmentPart]:
    """The commitments that a plan serves, in the order of their texts."""
    return [each for each in commitment_parts() if each.code in set(codes)] if codes else []
