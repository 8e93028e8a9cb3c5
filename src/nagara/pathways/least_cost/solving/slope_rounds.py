"""One linear program solved again and again, with the price of size following the sizes that it chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.program.highs import WarmProgram
from nagara.pathways.least_cost.program.solution import Status
from nagara.pathways.least_cost.question.refusals import PlanError
from nagara.pathways.least_cost.solving.build_times import TimedBuilds, time_builds
from nagara.pathways.least_cost.solving.first_year import solved
from nagara.pathways.least_cost.solving.plan import Plan, read_plan
from nagara.pathways.least_cost.solving.size_prices import lowest_usd, penalty, priced, reprice, slopes

if TYPE_CHECKING:
    from nagara.pathways.least_cost.formulation.formulation import Formulation
    from nagara.pathways.least_cost.program.solution import Solution
    from nagara.pathways.least_cost.question.problem import Problem
    from nagara.pathways.least_cost.solving.first_year import FirstYear
    from nagara.pathways.least_cost.solving.time_limit import TimeLimit

__all__ = ["BOTHER_FRAC", "SlopeRounds"]

Array: TypeAlias = NDArray[np.float64]

MOST_ROUNDS: Final = 12
"""Solves of the first answer."""
SETTLED_FRAC: Final = 1e-4
"""A round that gains less than this part of the cost gains nothing [frac]."""
IDLE_ROUNDS: Final = 2
"""After so many rounds that gain nothing the prices have settled."""
MOST_WORK: Final = 60_000
"""Columns of all trials together in which a build is left out; a larger program has fewer of them."""
LOST_FRAC: Final = 1e-3
"""Waste beyond what there is, or households below none, that pass for rounding [frac]."""
BOTHER_FRAC: Final = 3e-4
"""Part of the whole cost that is not worth one more build [frac]."""


class SlopeRounds:
    """One linear program that stays warm while the price of size follows the sizes that it chooses."""

    def __init__(self, formulation: Formulation, limit: TimeLimit, asked: Problem) -> None:
        self.formulation, self.limit = formulation, limit
        self.warm = WarmProgram(priced(formulation).arrays)
        self.given = slopes(formulation, None, None)
        self.prices = self.given
        self.best: TimedBuilds | None = None
        self.seconds = 0.0
        solution = solved(asked, self._solve(), limit)
        self.bound = solution.objective if solution.status is Status.OPTIMAL else lowest_usd(formulation.problem)
        self._take(solution)
        self.warm.prefer_primal()

    def _solve(self, cutoff: float | None = None) -> Solution:
        solution = self.warm.solve(time_limit_s=self.limit.left_s, cutoff=cutoff, should_stop=self.limit.asked)
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
        _refuse_lost_mass(self.formulation, values)
        bound = self.bound - penalty(self.formulation, values)
        return read_plan(self.formulation, values, bound_usd=bound, first_year=before, seconds=self.seconds)


def _refuse_lost_mass(formulation: Formulation, values: Array) -> None:
    """Refuse an answer with more waste or fewer households than there are: too little for the solver to tell."""
    share = formulation.decided.share
    served = values[share[share >= 0]]
    leaving = [row for row, move in enumerate(formulation.network.moves) if move.zone >= 0]
    moved, there = values[formulation.decided.flow[leaving]].sum(axis=0), formulation.forms.generated_t
    if (moved > there * (1.0 + LOST_FRAC)).any() or served.min(initial=0.0) < -LOST_FRAC:
        least = float(there[there > 0].min(initial=np.inf))
        why = f"{least:g} t in a year is less than the solver can tell from nothing beside the other numbers"
        raise PlanError(formulation.problem.name, why, "Look whether the amounts of waste are in tonnes.")
