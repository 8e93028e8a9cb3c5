"""What cities save by sharing plants, how the saving is split fairly, and what each would do alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from nagara.pathways.least_cost.question.refusals import PlanError, PromiseError
from nagara.pathways.least_cost.regions.coalition_parts import hang_together, learn_from_larger
from nagara.pathways.least_cost.regions.concentration import largest_miss
from nagara.pathways.least_cost.regions.fair_split import Coalition, coalitions, complaints, nucleolus, shapley
from nagara.pathways.least_cost.solving.answers import first_answer
from nagara.pathways.least_cost.solving.plan import MISSED_FRAC

if TYPE_CHECKING:
    from nagara.pathways.least_cost.question.problem import Problem
    from nagara.pathways.least_cost.solving.plan import Plan

__all__ = ["MOST_CITIES", "Prove", "Regional", "regional_plan"]

Prove: TypeAlias = "Callable[[Coalition, Plan], Plan]"

MOST_CITIES: Final = 6
"""Cities of which every coalition is planned for; one more doubles the work."""
SAME_FRAC: Final = 1e-7
"""Where joining saves less than this part of the cost, cities stay apart [frac]."""
_NEVER: Final[tuple[float, float, tuple[Coalition, ...]]] = (np.inf, np.inf, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Regional:
    """Cities that plan together, and every coalition of them that could.

    Parameters
    ----------
    cities
        Their codes.
    problem
        What all of them ask together.
    plans
        The plan of every coalition without the others. Those between whose cities nothing can go have none, for
        they are no more than their parts; others can be missing if there was no time.
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
    unplanned
        Coalitions that there was no time for; they stand at what their parts cost.
    """

    cities: tuple[str, ...]
    problem: Problem
    plans: Mapping[Coalition, Plan]
    cost_usd: Mapping[Coalition, float]
    groups: tuple[Coalition, ...]
    by_value_usd: Mapping[str, float]
    by_complaint_usd: Mapping[str, float]
    missing: tuple[Coalition, ...]
    unplanned: tuple[Coalition, ...] = ()

    @property
    def plans_alone(self) -> Mapping[str, Plan]:
        """The plan of each city without the others."""
        return {city: self.plans[frozenset({city})] for city in self.cities}

    @property
    def plans_chosen(self) -> tuple[Plan, ...]:
        """Of every group in which the cities do best, its plan."""
        return tuple(self.plans[group] for group in self.groups)

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
    def saving_between_usd(self) -> tuple[float, float]:
        """Between what the saving of the best plans lies, by the bounds of all plans [USD].

        Each city alone, or all together, could be cheaper than what was found, but not below its bound.
        """
        alone = sum(plan.bound_usd for plan in self.plans_alone.values())
        together = sum(self.plans[group].bound_usd for group in self.groups)
        if frozenset(self.cities) in self.plans:
            together = min(together, self.plans[frozenset(self.cities)].bound_usd)
        return max(alone - self.together_usd, 0.0), max(sum(self.alone_usd.values()) - together, 0.0)

    @property
    def value_is_in_core(self) -> bool:
        """Whether no coalition pays more by the Shapley value than it would without the others."""
        return not complaints(self.by_value_usd, self.cost_usd)

    @property
    def has_core(self) -> bool:
        """Whether any split lets no coalition pay more than it would without the others."""
        return not complaints(self.by_complaint_usd, self.cost_usd)

    @property
    def split_usd(self) -> Mapping[str, float]:
        """The split to begin talks with: the Shapley value if all can live with it, else the nucleolus [USD]."""
        return self.by_value_usd if self.value_is_in_core else self.by_complaint_usd


def regional_plan(
    cities: Sequence[str],
    question: Callable[[Coalition], Problem],
    *,
    answer: Callable[[Problem], Plan] = first_answer,
    prove: Prove | None = None,
    on_progress: Callable[[str, int, int], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Regional:
    """Plan for all cities together and for every coalition of them.

    Parameters
    ----------
    cities
        Their codes.
    question
        What a coalition asks without the others, such as
        :meth:`~nagara.pathways.least_cost.regions.shared_plants.Region.question`.
    answer
        How a coalition is planned for; in a moment if nothing is said, and then a coalition's cost is right to
        the gap of its plan.
    prove
        How an answer is made better afterwards; not at all if nothing is said.
    on_progress
        Told what is done, ``first`` or ``proof``, how many coalitions are done, and of how many.
    should_stop
        Asked between coalitions. Once every city alone and all together are planned for, what was found is kept.

    Raises
    ------
    PlanError
        If there are more cities than every coalition of them can be planned for, a coalition has no plan, or
        it was stopped too early.
    PromiseError
        If all cities together promise an amount, of which nobody can say whose it is.
    """
    everybody = question(frozenset(cities))
    _refuse(cities, everybody)
    order = [some for some in _needed_first(cities) if hang_together(everybody, some)]
    plans = _answered(order, question, answer, on_progress, should_stop)
    learn_from_larger(plans, question, answer)
    if prove is not None:
        _prove(plans, prove, on_progress, should_stop)
    cost, groups = _cheapest(cities, plans)
    return Regional(
        cities=tuple(cities),
        problem=everybody,
        plans=plans,
        cost_usd=cost,
        groups=groups[frozenset(cities)],
        by_value_usd=shapley(cost),
        by_complaint_usd=nucleolus(cost),
        missing=tuple(some for some in coalitions(cities) if some in plans and largest_miss(plans[some]) > MISSED_FRAC),
        unplanned=tuple(some for some in order if some not in plans),
    )


def _needed_first(cities: Sequence[str]) -> tuple[Coalition, ...]:
    """Every city alone, then all together, then the coalitions between."""
    every = coalitions(cities)
    alone, everybody = every[: len(cities)], frozenset(cities)
    between = tuple(some for some in every if 1 < len(some) < len(cities))
    return (*alone, *((everybody,) if len(cities) > 1 else ()), *between)


def _answered(
    order: Sequence[Coalition],
    question: Callable[[Coalition], Problem],
    answer: Callable[[Problem], Plan],
    on_progress: Callable[[str, int, int], None] | None,
    should_stop: Callable[[], bool] | None,
) -> dict[Coalition, Plan]:
    plans: dict[Coalition, Plan] = {}
    everybody = frozenset[str]().union(*order)
    needed = sum(len(some) == 1 or some == everybody for some in order)
    for done, some in enumerate(order, start=1):
        if should_stop is not None and should_stop():
            if len(plans) >= needed:
                break
            why = "it was stopped before each city alone and all together were planned for"
            raise PlanError(", ".join(sorted(everybody)), why, "Give it more time.")
        plans[some] = answer(question(some))
        if on_progress is not None:
            on_progress("first", done, len(order))
    return plans


def _prove(
    plans: dict[Coalition, Plan],
    prove: Prove,
    on_progress: Callable[[str, int, int], None] | None,
    should_stop: Callable[[], bool] | None,
) -> None:
    """Put better plans in place of first answers until told to stop."""
    for done, some in enumerate(tuple(plans), start=1):
        if should_stop is not None and should_stop():
            return
        plans[some] = prove(some, plans[some])
        if on_progress is not None:
            on_progress("proof", done, len(plans))


def _cheapest(
    cities: Sequence[str], plans: Mapping[Coalition, Plan]
) -> tuple[dict[Coalition, float], dict[Coalition, tuple[Coalition, ...]]]:
    """Cost and groups of every coalition: its own plan, or its parts where they miss no more and cost less."""
    best: dict[Coalition, tuple[float, float, tuple[Coalition, ...]]] = {}
    for some in coalitions(cities):
        missed, usd, groups = _NEVER
        if some in plans:
            missed, usd, groups = largest_miss(plans[some]), plans[some].discounted_usd, (some,)
        for part in coalitions(sorted(some)):
            if part == some:
                continue
            (miss, cost, ours), (other_miss, other_cost, theirs) = best[part], best[some - part]
            misses, costs = max(miss, other_miss), cost + other_cost
            if misses <= missed + MISSED_FRAC and costs <= usd + SAME_FRAC * abs(usd):
                missed, usd, groups = misses, costs, (*ours, *theirs)
        best[some] = (missed, usd, groups)
    return {some: usd for some, (_, usd, _) in best.items()}, {some: groups for some, (*_, groups) in best.items()}


def _refuse(cities: Sequence[str], problem: Problem) -> None:
    if len(cities) > MOST_CITIES:
        why = f"it has {len(cities)} cities, and each coalition of them would need a plan of its own"
        raise PlanError(problem.name, why, f"Join at most {MOST_CITIES}, or plan for neighbours as one city.")
    for promise in problem.promises:
        if promise.city is None and promise.figure.endswith("_per_year"):
            why = "is an amount of all cities together, and nobody says whose part it is without the others"
            raise PromiseError(str(promise), why, "Let each city promise its own amount, or promise a share.")
