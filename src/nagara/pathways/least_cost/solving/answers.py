r"""From a problem to a plan: an answer in a moment, then one that is proven.

Notes
-----
The first answer comes from a linear program in which a unit of size has one price. It is solved again and
again from where it stood with the price :math:`K(q)/q` of the size that was chosen (*slope scaling*), each time
with what is built when chosen anew for the flows that came out; the cheapest plan by the law of size is kept.
With the price :math:`K(q_{max})/q_{max}`, which no size undercuts where the law is concave, the same program is a
lower bound: so the first answer bears a gap.

The proven answer comes from the same rows with chords of the law and whole numbers; its gap is that of the
branch and bound, and the chords' own error against the law is said beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.formulation.decisions import Scale
from nagara.pathways.least_cost.formulation.formulation import OVER_BUDGET, Formulation, formulate
from nagara.pathways.least_cost.formulation.impossible import refuse_impossible
from nagara.pathways.least_cost.program.highs import WarmProgram
from nagara.pathways.least_cost.program.solution import Status
from nagara.pathways.least_cost.question.streams import stream_network
from nagara.pathways.least_cost.solving.build_times import time_builds
from nagara.pathways.least_cost.solving.districts import Grouped, group_districts
from nagara.pathways.least_cost.solving.first_year import FirstYear, first_year_of
from nagara.pathways.least_cost.solving.plan import SMALLEST_T, Plan, read_plan
from nagara.pathways.least_cost.solving.size_prices import (
    cost_by_law,
    lowest_usd,
    priced,
    shortfall_usd,
    slopes,
)
from nagara.pathways.least_cost.solving.slope_rounds import BOTHER_FRAC, SlopeRounds
from nagara.pathways.least_cost.solving.time_limit import TimeLimit

if TYPE_CHECKING:
    from nagara.pathways.least_cost.program.solution import Progress
    from nagara.pathways.least_cost.question.problem import Problem

__all__ = [
    "FirstYear",
    "cost_by_law",
    "first_answer",
    "first_year_of",
    "proven_answer",
    "shortfall_usd",
    "slopes",
]

Array: TypeAlias = NDArray[np.float64]

MOST_CHORDS: Final = 5
"""Searches, each with chords that touch the law at the sizes that the one before chose."""
CHORD_PART: Final = 0.6
"""Part of the gap that is left to the search; the rest is for the chords [frac]."""
KEPT: Final = 1e-9
"""A promise is kept as well if it misses no more than this beyond the first answer [frac]."""
AS_WELL: Final = 1e-6
"""How far a plan that was found may miss more, as rounding [frac]."""
PROVEN_FRAC: Final = 0.01
"""Gap below which a plan is called proven, if nothing else is asked for [frac]."""
BOTHER_PART: Final = 0.01
"""Part of the gap that is not worth one more build in the search, where it is less [frac]."""
ROUNDS_PART: Final = 0.7
"""Part of the time that is left for the rounds where a bound is reckoned after them [frac]."""


def first_answer(
    problem: Problem,
    *,
    should_stop: Callable[[], bool] | None = None,
    first_year: FirstYear | None = None,
    time_limit_s: float | None = None,
    within: TimeLimit | None = None,
) -> Plan:
    """Answer within a moment, with a gap that is stated.

    Parameters
    ----------
    problem
        The question.
    should_stop
        Asked between rounds; the best plan so far is returned.
    first_year
        Figures of the year of the records, if they are known already.
    time_limit_s
        Time for everything, writing the question down too; the best plan until then is returned [s].
    within
        The time of a larger whole that this is a part of, with who is asked whether to stop, in place of both.

    Raises
    ------
    PlanError
        If no plan exists, or none was found in time, in words.
    """
    limit = TimeLimit(time_limit_s, should_stop) if within is None else within
    refuse_impossible(problem)
    grouped = group_districts(problem)
    if grouped is None:
        return _first(problem, first_year, limit, problem)
    plan = _first(grouped.mean, first_year, limit.part(ROUNDS_PART), problem)
    bound, seconds = _bound(grouped, plan, first_year, limit)
    return replace(grouped.spread(plan), bound_usd=bound, seconds=plan.seconds + seconds)


def _first(problem: Problem, first_year: FirstYear | None, limit: TimeLimit, asked: Problem) -> Plan:
    """A first answer to a question that is written down as it is."""
    limit.refuse(asked)
    network = stream_network(problem)
    limit.refuse(asked)
    before = first_year_of(problem, network) if first_year is None else first_year
    limit.refuse(asked)
    formulation = formulate(problem, first_year=before, network=network)
    limit.refuse(asked, formulation.arrays.column_count)
    rounds = SlopeRounds(formulation, limit, asked)
    rounds.settle()
    rounds.leave_out()
    return rounds.plan(before)


def _bound(grouped: Grouped, plan: Plan, first_year: FirstYear | None, limit: TimeLimit) -> tuple[float, float]:
    """What no plan of the districts that misses no less can fall below [USD], and how long that was solved for [s]."""
    problem = grouped.cheapest
    network = stream_network(problem)
    before = first_year_of(problem, network) if first_year is None else first_year
    formulation = priced(formulate(problem, first_year=before, network=network))
    solution = WarmProgram(formulation.arrays).solve(time_limit_s=limit.left_s, should_stop=limit.asked)
    if solution.status is not Status.OPTIMAL:
        return lowest_usd(problem), solution.seconds
    missed = sum(float(kept.short.sum()) for kept in plan.kept) * shortfall_usd(problem)
    missed += OVER_BUDGET * float(plan.over_budget_usd.sum())
    bound = solution.objective + grouped.dearer_usd(network) - missed
    return min(bound, plan.discounted_usd), solution.seconds


def proven_answer(
    problem: Problem,
    *,
    gap_frac: float = PROVEN_FRAC,
    time_limit_s: float | None = None,
    threads: int = 1,
    first: Plan | None = None,
    first_year: FirstYear | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Plan:
    """Answer with a proof that nothing is cheaper by more than a gap.

    Parameters
    ----------
    problem
        The question.
    gap_frac
        Gap that is good enough [frac].
    time_limit_s
        Time after which the best plan until then is returned with the gap that it has [s].
    threads
        Of the search.
    first
        A first answer, which stands if nothing better is found in time.
    first_year
        Figures of the year of the records, if they are known already.
    on_progress, should_stop
        Told how far it has come; asked whether to go on. Ctrl-C stops it too and keeps the best plan.

    Raises
    ------
    PlanError
        If no plan exists, in words.
    """
    limit = TimeLimit(time_limit_s, should_stop)
    before = first_year_of(problem) if first_year is None else first_year
    known = first
    if known is None:
        known = first_answer(problem, should_stop=should_stop, first_year=before, time_limit_s=limit.left_s)
    if limit.should_stop():
        return known
    search = _Search(problem, known, before, limit, threads, on_progress)
    best, sizes = known, {place.code: tuple[float, ...]() for place in problem.facilities}
    for _ in range(MOST_CHORDS):
        found, bound = search.once(sizes, gap_frac)
        best = _better(best, found if found is None or _keeps_as_well(found, known) else None, bound)
        if found is None:
            break
        if best.gap_frac <= gap_frac or search.is_over:
            break
        for facility, size in search.chosen:
            sizes[facility] = (*sizes[facility], size)
    return replace(best, is_proven=best.gap_frac <= gap_frac, seconds=known.seconds + search.seconds)


def _better(best: Plan, found: Plan | None, bound_usd: float) -> Plan:
    """The cheaper of two plans that keep promises alike, with the highest bound that is known."""
    cheaper = best if found is None or best.discounted_usd <= found.discounted_usd else found
    bound = max(best.bound_usd, bound_usd) if np.isfinite(bound_usd) else best.bound_usd
    return replace(cheaper, bound_usd=min(bound, cheaper.discounted_usd))


def _keeps_as_well(found: Plan, known: Plan) -> bool:
    """Whether a plan misses no more by the law of size than another, whatever its chords say."""
    near = AS_WELL * float(np.abs(found.total_usd).max(initial=1.0))
    pairs = zip(found.kept, known.kept, strict=True)
    shorter = all(bool(np.all(one.short <= other.short + AS_WELL)) for one, other in pairs)
    return shorter and bool(np.all(found.over_budget_usd <= known.over_budget_usd + near))


def _chosen(formulation: Formulation, values: Array) -> list[tuple[str, float]]:
    """Codes and sizes of what is built, as the program itself has chosen them."""
    decided, places = formulation.decided, formulation.problem.facilities
    return [
        (places[build.facility].code, float(size))
        for build, size in zip(decided.builds, values[decided.size], strict=True)
        if size > SMALLEST_T
    ]


class _Search:
    """A search for whole numbers that keeps promises as well as a first answer and asks for less money.

    What promises miss stands as a limit and not as a price, so that the gap is one of money alone.
    """

    def __init__(
        self,
        problem: Problem,
        known: Plan,
        before: FirstYear,
        limit: TimeLimit,
        threads: int,
        on_progress: Callable[[Progress], None] | None,
    ) -> None:
        self.problem, self.known, self.threads = problem, known, threads
        self.limit, self.seconds, self.on_progress, self.is_over = limit, 0.0, on_progress, False
        self.network = stream_network(problem)
        self.before = before
        self.chosen: list[tuple[str, float]] = []

    def once(self, sizes: Mapping[str, tuple[float, ...]], gap_frac: float) -> tuple[Plan | None, float]:
        """Search with given break points of the chords: a plan, if one was found in time, and the bound."""
        formulation = formulate(
            self.problem, scale=Scale.CHORDS, first_year=self.before, network=self.network, sizes=sizes
        )
        if self.limit.should_stop():
            self.is_over = True
            return None, -np.inf
        warm = WarmProgram(formulation.arrays)
        self._keep_as_well(warm, formulation)
        solution = warm.solve(
            time_limit_s=self.limit.left_s,
            gap=gap_frac * CHORD_PART,
            threads=self.threads,
            on_progress=self.on_progress,
            should_stop=self.limit.asked,
        )
        self.seconds += solution.seconds
        self.is_over = solution.status in {Status.TIME_LIMIT, Status.STOPPED}
        if not solution.has_answer:
            return None, solution.bound
        values = solution.column_values
        self.chosen = _chosen(formulation, values)
        timed = time_builds(formulation, values, bother_frac=min(BOTHER_FRAC, gap_frac * BOTHER_PART))
        plan = read_plan(
            formulation,
            timed.values,
            bound_usd=solution.bound,
            first_year=self.before,
            seconds=solution.seconds,
        )
        return plan, solution.bound

    def _keep_as_well(self, warm: WarmProgram, formulation: Formulation) -> None:
        """Let no promise be missed by more than in the first answer."""
        decided = formulation.decided
        for columns, kept in zip(decided.short, self.known.kept, strict=True):
            there = columns >= 0
            warm.change_column_bounds(columns[there], upper=kept.short[there] * (1.0 + KEPT) + KEPT)
        there = decided.over >= 0
        if there.any():
            over = self.known.over_budget_usd[there]
            warm.change_column_bounds(decided.over[there], upper=over * (1.0 + KEPT) + KEPT)
