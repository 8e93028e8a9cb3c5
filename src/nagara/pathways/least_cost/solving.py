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

from nagara.pathways.least_cost.build_times import TimedBuilds, time_builds
from nagara.pathways.least_cost.decisions import Scale
from nagara.pathways.least_cost.districts import Grouped, group_districts
from nagara.pathways.least_cost.first_year import FirstYear, first_year_of, solved
from nagara.pathways.least_cost.formulation import OVER_BUDGET, Formulation, formulate
from nagara.pathways.least_cost.highs import WarmProgram
from nagara.pathways.least_cost.plan import SMALLEST_T, Plan, read_plan
from nagara.pathways.least_cost.size_prices import cost_by_law, penalty, priced, reprice, shortfall_usd, slopes
from nagara.pathways.least_cost.solution import Status
from nagara.pathways.least_cost.streams import stream_network
from nagara.pathways.least_cost.time_limit import TimeLimit

if TYPE_CHECKING:
    from nagara.pathways.least_cost.problem import Problem
    from nagara.pathways.least_cost.solution import Progress, Solution

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
MOST_ROUNDS: Final = 12
"""Solves of the first answer."""
SETTLED_FRAC: Final = 1e-4
"""A round that gains less than this part of the cost gains nothing [frac]."""
BOTHER_FRAC: Final = 3e-4
"""Part of the whole cost that is not worth one more build [frac]."""
BOTHER_PART: Final = 0.01
"""Part of the gap that is not worth one more build in the search, where it is less [frac]."""
MOST_WORK: Final = 60_000
"""Columns of all trials together in which a build is left out; a larger program has fewer of them."""
IDLE_ROUNDS: Final = 2
"""After so many rounds that gain nothing the prices have settled."""


def first_answer(
    problem: Problem,
    *,
    should_stop: Callable[[], bool] | None = None,
    first_year: FirstYear | None = None,
    time_limit_s: float | None = None,
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

    Raises
    ------
    PlanError
        If no plan exists, or none was found in time, in words.
    """
    limit = TimeLimit(time_limit_s, should_stop)
    grouped = group_districts(problem)
    if grouped is None:
        return _first(problem, first_year, limit)
    plan = _first(grouped.mean, first_year, limit)
    bound = _bound(grouped, plan, first_year, limit)
    return replace(grouped.spread(plan), bound_usd=bound, seconds=limit.seconds)


def _first(problem: Problem, first_year: FirstYear | None, limit: TimeLimit) -> Plan:
    """A first answer to a question that is written down as it is."""
    network = stream_network(problem)
    before = first_year_of(problem, network) if first_year is None else first_year
    limit.refuse(problem)
    formulation = formulate(problem, first_year=before, network=network)
    limit.refuse(problem, formulation.arrays.column_count)
    rounds = _Rounds(formulation, limit)
    rounds.settle()
    rounds.leave_out()
    return rounds.plan(before)


def _bound(grouped: Grouped, plan: Plan, first_year: FirstYear | None, limit: TimeLimit) -> float:
    """What no plan of the districts can fall below that misses no less than a plan of their groups does [USD]."""
    problem = grouped.cheapest
    network = stream_network(problem)
    before = first_year_of(problem, network) if first_year is None else first_year
    formulation = priced(formulate(problem, first_year=before, network=network))
    solution = WarmProgram(formulation.arrays).solve(time_limit_s=limit.left_s, should_stop=limit.should_stop)
    if solution.status is not Status.OPTIMAL:
        return -np.inf
    missed = sum(float(kept.short.sum()) for kept in plan.kept) * shortfall_usd(problem)
    missed += OVER_BUDGET * float(plan.over_budget_usd.sum())
    return min(solution.objective + grouped.dearer_usd(network) - missed, plan.discounted_usd)


class _Rounds:
    """One linear program that stays warm while the price of size follows the sizes that it chooses.

    What no round has chosen at a place has the price of the largest size that was chosen there, so that a year more to
    build in does not look cheaper than it is.
    """

    def __init__(self, formulation: Formulation, limit: TimeLimit) -> None:
        self.formulation, self.limit = formulation, limit
        self.warm = WarmProgram(priced(formulation).arrays)
        self.given = slopes(formulation, None, None)
        self.prices = self.given
        self.best: TimedBuilds | None = None
        self.seconds = 0.0
        solution = solved(formulation.problem, self._solve(), limit)
        self.bound = solution.objective if solution.status is Status.OPTIMAL else -np.inf
        self._take(solution)
        self.warm.prefer_primal()

    def _solve(self, cutoff: float | None = None) -> Solution:
        solution = self.warm.solve(time_limit_s=self.limit.left_s, cutoff=cutoff, should_stop=self.limit.should_stop)
        self.seconds += solution.seconds
        return solution

    def _take(self, solution: Solution) -> bool:
        """Keep what came of a solve if it is better by the law of size; whether it is."""
        self.last = time_builds(self.formulation, solution.column_values, bother_frac=BOTHER_FRAC)
        least = np.inf if self.best is None else self.best.weighed_usd
        if self.last.weighed_usd < least:
            self.best = self.last
        return bool(self.last.weighed_usd < least - SETTLED_FRAC * abs(self.last.usd))

    def settle(self) -> None:
        """Solve again with the prices of the sizes that came out, until nothing is gained any more."""
        idle = 0
        for _ in range(MOST_ROUNDS):
            if idle >= IDLE_ROUNDS or self.limit.should_stop():
                return
            self._price(self.last.sizes)
            solution = self._solve()
            if not solution.has_answer or solution.status is not Status.OPTIMAL:
                return
            idle = 0 if self._take(solution) else idle + 1

    def leave_out(self) -> None:
        """Let nothing else be built than the best plan builds, and leave out one build of it after the other."""
        size, columns = self.formulation.decided.size, self.formulation.arrays
        largest, tries = columns.column_upper[size], MOST_WORK // max(columns.column_count, 1)
        if self.best is None or not size.size:
            return
        self._price(self.best.sizes)
        self.warm.prefer_primal(is_preferred=False)
        is_open = self.best.sizes > 0.0
        for left in (None, *np.argsort(self.best.sizes, kind="stable")[: tries + (~is_open).sum()]):
            if self.limit.should_stop() or (left is not None and not is_open[left]):
                continue
            trial = is_open.copy()
            if left is not None:
                trial[left] = False
            self.warm.change_column_bounds(size, upper=np.where(trial, largest, 0.0))
            solution = self._solve(None if left is None else self.best.usd * (1.0 + BOTHER_FRAC))
            if solution.status is Status.OPTIMAL and self._take(solution):
                is_open = trial

    def _price(self, sizes: Array) -> None:
        after = slopes(self.formulation, sizes, self.prices)
        reprice(self.warm, self.formulation, self.given, after)
        self.prices = after

    def plan(self, before: FirstYear) -> Plan:
        """The best plan of all rounds."""
        if self.best is None:
            msg = "there is no plan to read"
            raise ValueError(msg)
        values = self.best.values
        bound = self.bound - penalty(self.formulation, values)
        return read_plan(self.formulation, values, bound_usd=bound, first_year=before, seconds=self.seconds)


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
            should_stop=self.limit.should_stop,
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
