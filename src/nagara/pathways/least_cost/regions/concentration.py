"""An answer in a moment for cities that share plants: one plant for all is tried beside one for each.

A program in which a unit of size has one price sees nothing in one large plant that two near ones have not, so that it
leaves every city its own. Here each shared technology is concentrated at each of its hosts in turn, the cheapest of
these answers stays, and the next technology is tried beside it. What could still be cheaper is said by the gap against
the question in which everything is free.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from nagara.pathways.least_cost.question.refusals import PlanError
from nagara.pathways.least_cost.solving.answers import first_answer, first_year_of, proven_answer
from nagara.pathways.least_cost.solving.plan import MISSED_FRAC

if TYPE_CHECKING:
    from nagara.pathways.least_cost.program.solution import Progress
    from nagara.pathways.least_cost.question.problem import Problem
    from nagara.pathways.least_cost.solving.answers import FirstYear
    from nagara.pathways.least_cost.solving.plan import Plan

__all__ = ["better_shared_answer", "concentrated", "largest_miss", "shared_answer"]

CHEAPER_FRAC: Final = 1e-6
"""Concentrating must save more than this part of the cost to be worth a change [frac]."""


def shared_answer(problem: Problem, shared: Iterable[str], *, should_stop: Callable[[], bool] | None = None) -> Plan:
    """Answer for some cities, with plants concentrated where that is cheaper.

    Parameters
    ----------
    problem
        What they ask.
    shared
        Codes of facilities that others may use.
    should_stop
        Asked between answers; the best plan so far is returned.

    Raises
    ------
    PlanError
        If no plan exists, in words.
    """
    before = first_year_of(problem)
    free = first_answer(problem, first_year=before, should_stop=should_stop)
    best, question = free, problem
    for hosts in _hosts_by_technology(free, frozenset(shared)):
        tried = question
        for host in hosts:
            if should_stop is not None and should_stop():
                break
            at_host = concentrated(question, host)
            plan = _answer(at_host, before)
            if plan is not None and _is_better(plan, best):
                best, tried = plan, at_host
        question = tried
    return replace(best, bound_usd=min(free.bound_usd, best.discounted_usd))


def better_shared_answer(
    plan: Plan,
    *,
    gap_frac: float,
    time_limit_s: float | None,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Plan:
    """Search for a cheaper plan with the same plants concentrated, over whole numbers.

    Parameters
    ----------
    plan
        A first answer of :func:`shared_answer`.
    gap_frac, time_limit_s
        Gap that is good enough [frac], and time [s].
    on_progress, should_stop
        Told how far it has come; asked whether to go on.
    """
    better = proven_answer(
        plan.problem,
        gap_frac=gap_frac,
        time_limit_s=time_limit_s,
        first=plan,
        on_progress=on_progress,
        should_stop=should_stop,
    )
    if len({place.city for place in plan.problem.facilities}) == 1:
        return better
    # The search may have known some plants only at one host: then its bound says nothing of the others.
    bound = min(plan.bound_usd, better.discounted_usd)
    gap = (better.discounted_usd - bound) / max(abs(better.discounted_usd), 1.0)
    return replace(better, bound_usd=bound, is_proven=gap <= gap_frac)


def concentrated(problem: Problem, host: str) -> Problem:
    """The same question with a technology at one place only.

    Parameters
    ----------
    problem
        The question.
    host
        Code of a facility that could be built; those like it elsewhere are left out.
    """
    does = next(place.technology.code for place in problem.facilities if place.code == host)
    left = {
        place.code
        for place in problem.facilities
        if place.is_new and place.technology.code == does and place.code != host
    }
    return replace(
        problem,
        facilities=tuple(place for place in problem.facilities if place.code not in left),
        ways=tuple(way for way in problem.ways if way.origin not in left and way.target not in left),
    )


def largest_miss(plan: Plan) -> float:
    """Largest miss of a promise in a year, as a part of the whole [frac]."""
    return max((float(kept.short.max(initial=0.0)) for kept in plan.kept), default=0.0)


def _hosts_by_technology(plan: Plan, shared: frozenset[str]) -> list[list[str]]:
    """Hosts of each shared technology, what costs most first; nothing where only one city could build it anyway."""
    problem = plan.problem
    code_of = {place.code: place.technology.code for place in problem.facilities}
    spent = dict.fromkeys(code_of.values(), 0.0)
    for each in plan.investments:
        spent[code_of[each.facility]] += each.usd
    hosts: dict[str, list[str]] = {}
    for place in problem.facilities:
        if place.is_new and place.code in shared:
            hosts.setdefault(place.technology.code, []).append(place.code)
    could = Counter(place.technology.code for place in problem.facilities if place.is_new)
    several = [does for does in hosts if could[does] > 1]
    return [hosts[does] for does in sorted(several, key=lambda does: (-spent[does], does))]


def _answer(problem: Problem, before: FirstYear) -> Plan | None:
    """A first answer; nothing where waste would be stranded without the plants that were left out."""
    try:
        return first_answer(problem, first_year=before)
    except PlanError:
        return None


def _is_better(plan: Plan, best: Plan) -> bool:
    """Whether a plan misses no more, of promises and of the budget, and is cheaper or misses less."""
    missed, least = largest_miss(plan), largest_miss(best)
    over, least_over = float(plan.over_budget_usd.sum()), float(best.over_budget_usd.sum())
    room = CHEAPER_FRAC * abs(best.discounted_usd)
    if missed > least + MISSED_FRAC or over > least_over + room:
        return False
    return (
        missed < least - MISSED_FRAC
        or over < least_over - room
        or plan.discounted_usd < best.discounted_usd * (1.0 - CHEAPER_FRAC)
    )
