"""What cities save by sharing plants, how the saving is split fairly, and what each would do alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from nagara.pathways.least_cost.fair_split import Coalition, coalitions, in_core, nucleolus, shapley
from nagara.pathways.least_cost.plan import MISSED_FRAC
from nagara.pathways.least_cost.refusals import PlanError, PromiseError
from nagara.pathways.least_cost.region import alone, cities_of
from nagara.pathways.least_cost.solving import first_answer

if TYPE_CHECKING:
    from nagara.pathways.least_cost.plan import Plan
    from nagara.pathways.least_cost.problem import Problem

__all__ = ["MOST_CITIES", "Regional", "regional_plan"]

MOST_CITIES: Final = 6
"""Cities of which every coalition is planned for; one more doubles the work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Regional:
    """Cities that plan together, and every coalition of them that could.

    Parameters
    ----------
    cities
        Their codes.
    plan
        The plan of all of them together.
    plans_alone
        The plan of each city without the others.
    cost_usd
        Discounted cost of every coalition without the others [USD]: of its own plan, or of the plans of its
        parts where these are cheaper and keep their promises as well, for parts can always stay apart.
    groups
        How all cities group at that cost: one group of all where sharing is worth it.
    by_value_usd, by_complaint_usd
        What each city pays, by the Shapley value and by the nucleolus [USD].
    missing
        Coalitions whose plan misses a promise: they cost less than what they promised would, so that what
        joining saves them is understated.
    """

    cities: tuple[str, ...]
    plan: Plan
    plans_alone: Mapping[str, Plan]
    cost_usd: Mapping[Coalition, float]
    groups: tuple[Coalition, ...]
    by_value_usd: Mapping[str, float]
    by_complaint_usd: Mapping[str, float]
    missing: tuple[Coalition, ...]

    @property
    def together_usd(self) -> float:
        """Discounted cost of all cities [USD]."""
        return self.cost_usd[frozenset(self.cities)]

    @property
    def alone_usd(self) -> Mapping[str, float]:
        """Discounted cost of each city without the others [USD]."""
        return {city: self.cost_usd[frozenset({city})] for city in self.cities}

    @property
    def saving_usd(self) -> float:
        """What all cities save by planning together [USD]."""
        return sum(self.alone_usd.values()) - self.together_usd

    @property
    def value_is_in_core(self) -> bool:
        """Whether no coalition pays more by the Shapley value than it would without the others."""
        return in_core(self.by_value_usd, self.cost_usd)

    @property
    def has_core(self) -> bool:
        """Whether any split lets no coalition pay more than it would without the others."""
        return in_core(self.by_complaint_usd, self.cost_usd)


def regional_plan(
    problem: Problem,
    *,
    answer: Callable[[Problem], Plan] = first_answer,
    on_progress: Callable[[int, int], None] | None = None,
) -> Regional:
    """Plan for all cities together and for every coalition of them.

    Parameters
    ----------
    problem
        The question of all, of :func:`~nagara.pathways.least_cost.region.join`.
    answer
        How a coalition is planned for; in a moment if nothing is said, and then a coalition's cost is right to
        the gap of its plan.
    on_progress
        Told how many coalitions are done, and of how many.

    Raises
    ------
    PlanError
        If there are more cities than every coalition of them can be planned for, or a coalition has no plan.
    PromiseError
        If all cities together promise an amount, of which nobody can say whose it is.
    """
    cities = cities_of(problem)
    _refuse(problem, cities)
    every, plans = coalitions(cities), dict[Coalition, "Plan"]()
    for done, some in enumerate(every, start=1):
        plans[some] = answer(alone(problem, some))
        if on_progress is not None:
            on_progress(done, len(every))
    cost, groups = _cheapest(plans)
    return Regional(
        cities=cities,
        plan=plans[frozenset(cities)],
        plans_alone={city: plans[frozenset({city})] for city in cities},
        cost_usd=cost,
        groups=groups[frozenset(cities)],
        by_value_usd=shapley(cost),
        by_complaint_usd=nucleolus(cost),
        missing=tuple(some for some in every if _missed(plans[some]) > MISSED_FRAC),
    )


def _cheapest(plans: Mapping[Coalition, Plan]) -> tuple[dict[Coalition, float], dict[Coalition, tuple[Coalition, ...]]]:
    """Cost and groups of every coalition: its own plan, or its parts where they miss no more and cost less."""
    best: dict[Coalition, tuple[float, float, tuple[Coalition, ...]]] = {}
    for some, plan in plans.items():
        missed, usd = _missed(plan), plan.discounted_usd
        groups: tuple[Coalition, ...] = (some,)
        for part in coalitions(sorted(some)):
            if part == some:
                continue
            (miss, cost, ours), (other_miss, other_cost, theirs) = best[part], best[some - part]
            misses, costs = max(miss, other_miss), cost + other_cost
            if misses <= missed + MISSED_FRAC and costs < usd:
                missed, usd, groups = misses, costs, (*ours, *theirs)
        best[some] = (missed, usd, groups)
    return {some: usd for some, (_, usd, _) in best.items()}, {some: groups for some, (*_, groups) in best.items()}


def _missed(plan: Plan) -> float:
    """Largest miss of a promise in a year, as a part of the whole [frac]."""
    return max((float(kept.short.max(initial=0.0)) for kept in plan.kept), default=0.0)


def _refuse(problem: Problem, cities: tuple[str, ...]) -> None:
    if len(cities) > MOST_CITIES:
        why = f"it has {len(cities)} cities, and each coalition of them would need a plan of its own"
        raise PlanError(problem.name, why, f"Join at most {MOST_CITIES}, or plan for neighbours as one city.")
    for promise in problem.promises:
        if promise.city is None and promise.figure.endswith("_per_year"):
            why = "is an amount of all cities together, and nobody says whose part it is without the others"
            raise PromiseError(str(promise), why, "Let each city promise its own amount, or promise a share.")
