"""Coalitions and their parts: who can share at all, and what a part learns from the plan of a larger coalition."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from nagara.pathways.least_cost.formulation.formulation import discount
from nagara.pathways.least_cost.question.refusals import PlanError
from nagara.pathways.least_cost.regions.concentration import largest_miss
from nagara.pathways.least_cost.regions.payments import spent_by_city
from nagara.pathways.least_cost.solving.plan import MISSED_FRAC, SMALLEST_T

if TYPE_CHECKING:
    from nagara.pathways.least_cost.question.problem import Problem
    from nagara.pathways.least_cost.regions.fair_split import Coalition
    from nagara.pathways.least_cost.solving.plan import Plan

__all__ = ["hang_together", "learn_from_larger"]

CHEAPER_FRAC: Final = 1e-5
"""A part that costs less by this within the plan of more cities is planned for again [frac]."""


def hang_together(problem: Problem, cities: Iterable[str]) -> bool:
    """Whether some cities have more in common than each has alone: a way, a budget, a promise.

    Parameters
    ----------
    problem
        What all cities ask.
    cities
        Some of them.
    """
    ours = frozenset(cities)
    if len(ours) == 1:
        return True
    if problem.money.budget_usd is not None or any(promise.city is None for promise in problem.promises):
        return True
    stands = _stands_in(problem)
    pairs = ((stands[way.origin], stands[way.target]) for way in problem.ways)
    return len(_parts(ours, pairs)) == 1


def learn_from_larger(
    plans: dict[Coalition, Plan], question: Callable[[Coalition], Problem], answer: Callable[[Problem], Plan]
) -> None:
    """Plan again for cities that share nothing with the others of a larger plan, and cost less in it.

    An answer in a moment is not the cheapest, and the one to a larger question can be the luckier. A city that
    brings nothing would then be told that joining saves it something.

    Parameters
    ----------
    plans
        By coalition; better ones take their places.
    question, answer
        What a coalition asks, and how it is planned for.
    """
    for some, plan in sorted(plans.items(), key=lambda each: -len(each[0])):
        if plan.problem.money.carbon_usd_per_t.any():
            return  # the price of gases cannot be told apart by city
        stands = _stands_in(plan.problem)
        crossing = ((stands[flow.origin], stands[flow.target]) for flow in plan.flows if flow.mass_t.max() > SMALLEST_T)
        parts = _parts(some, crossing)
        if len(parts) == 1:
            continue
        weight, spent = discount(plan.problem), spent_by_city(plan)
        for part in parts:
            usd = sum(float(each @ weight) for city in part for each in spent[city].values())
            if part in plans and usd < plans[part].discounted_usd * (1.0 - CHEAPER_FRAC):
                _again(plans, part, plan, question, answer)


def _again(
    plans: dict[Coalition, Plan],
    part: Coalition,
    larger: Plan,
    question: Callable[[Coalition], Problem],
    answer: Callable[[Problem], Plan],
) -> None:
    """Answer once more with nothing to build but what the larger plan builds, and keep what is better."""
    asked, before = question(part), plans[part]
    built = {each.facility for each in larger.investments}
    left = {place.code for place in asked.facilities if place.is_new and place.code not in built}
    fewer = replace(
        asked,
        facilities=tuple(place for place in asked.facilities if place.code not in left),
        ways=tuple(way for way in asked.ways if way.origin not in left and way.target not in left),
    )
    try:
        tried = answer(fewer)
    except PlanError:
        return
    if tried.discounted_usd < before.discounted_usd and largest_miss(tried) <= largest_miss(before) + MISSED_FRAC:
        bound = min(before.bound_usd, tried.discounted_usd)
        plans[part] = replace(tried, problem=before.problem, bound_usd=bound, is_proven=False)


def _parts(cities: Iterable[str], pairs: Iterable[tuple[str, str]]) -> list[Coalition]:
    """Groups of cities that hang together by pairs."""
    group = {city: frozenset({city}) for city in cities}
    for here, there in pairs:
        if here in group and there in group and group[here] != group[there]:
            joined = group[here] | group[there]
            group |= dict.fromkeys(joined, joined)
    return list(dict.fromkeys(group.values()))


def _stands_in(problem: Problem) -> dict[str, str]:
    return {zone.code: zone.city for zone in problem.zones} | {place.code: place.city for place in problem.facilities}
