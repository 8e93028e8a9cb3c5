"""Plans at one target after another from a program that stays warm: a limit moves, prices of size follow."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.explanation.shadow_price import ShadowPrice, unit_price
from nagara.pathways.least_cost.formulation.formulation import Formulation, formulate, shortfall_prices
from nagara.pathways.least_cost.formulation.promise_rows import form_of, row_name
from nagara.pathways.least_cost.program.highs import WarmProgram
from nagara.pathways.least_cost.question.promise import PROMISED_FIGURES
from nagara.pathways.least_cost.question.refusals import PlanError
from nagara.pathways.least_cost.question.streams import stream_network
from nagara.pathways.least_cost.solving.answers import FirstYear, cost_by_law, first_year_of, shortfall_usd, slopes
from nagara.pathways.least_cost.solving.plan import MISSED_FRAC, Plan, read_plan
from nagara.pathways.least_cost.solving.time_limit import TimeLimit, in_time
from nagara.uncertainty.executor import StoppedEarlyError

if TYPE_CHECKING:
    from nagara.pathways.least_cost.program.solution import Solution
    from nagara.pathways.least_cost.question.problem import Problem
    from nagara.pathways.least_cost.question.promise import Promise

__all__ = ["FrontSolver", "Solved"]

Array: TypeAlias = NDArray[np.float64]

MOST_ROUNDS: Final = 8
"""Solves of one target."""
SETTLED_FRAC: Final = 1e-4
"""A round that gains less than this part of the cost is the last [frac]."""
HALVINGS: Final = 8
"""Steps in which the strictest target is looked for beyond one that is known to be kept."""
BEYOND: Final = 100.0
"""A target that asks for nothing: so many times all waste, or growth to so many times the year of the records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """A target with its plan.

    Parameters
    ----------
    plan
        The cheapest that was found.
    bound_usd
        No plan can cost less [USD].
    price
        Of one more unit of what is promised.
    """

    plan: Plan
    bound_usd: float
    price: ShadowPrice


@dataclass(slots=True)
class _Best:
    """The cheapest of the rounds at one target."""

    usd: float
    formulation: Formulation
    solution: Solution


class FrontSolver:
    """Solves one question at one target after another.

    Parameters
    ----------
    problem
        The question; a promise of the same figure and year makes way for the one that moves.
    promise
        The promise that moves, at the best that can be thought of.
    first_year
        Figures of the year of the records, if they are known already.
    within
        The time for all targets, and who is asked whether to stop. Every method raises ``StoppedEarlyError`` after.
    """

    def __init__(
        self,
        problem: Problem,
        promise: Promise,
        first_year: FirstYear | None = None,
        within: TimeLimit | None = None,
    ) -> None:
        self._limit = TimeLimit() if within is None else within
        beside = tuple(
            each
            for each in problem.promises
            if each.is_today or (each.figure, each.city, each.from_year) != (promise.figure, None, promise.from_year)
        )
        counts = replace(problem, promises=(*beside, promise))
        self._problem = replace(counts, shortfall_usd=shortfall_usd(problem))
        self._ideal, self._seconds = promise, 0.0
        self._network = stream_network(self._problem)
        self._before = first_year_of(problem, self._network) if first_year is None else first_year
        plain = formulate(self._problem, first_year=self._before, network=self._network)
        self._largest = slopes(plain, None, None)
        self._warm: WarmProgram | None = None
        self._target = math.nan

    # --- from where to where ------------------------------------------------------------------------

    def without(self) -> Plan:
        """The plan that asks for nothing of the promise."""
        return self.at(self._anything()).plan

    def strictest(self) -> float:
        """The strictest target that can be kept beside the other promises."""
        loose = self._written(self._anything(), self._largest)
        without = self._solved(loose)
        loosest = self._worst(loose, without)
        spared = self._missed_beside(loose, without)
        ideal = self._ideal.target
        strict = self._written(ideal, self._largest)
        kept = self._worst(strict, self._solved(strict))
        if not self._is_stricter(kept, loosest) or not self._holds(kept, spared):
            kept = loosest
        missed, share = ideal, 0.5
        for _ in range(HALVINGS):
            tried = kept + share * (missed - kept)
            if self._holds(tried, spared):
                kept = tried
            else:
                missed = tried
        return kept

    def _anything(self) -> float:
        """A target that every plan keeps."""
        generated = np.sum([zone.generated_t.sum(axis=0) for zone in self._problem.zones], axis=0)
        return -BEYOND if self._ideal.relation == ">=" else BEYOND * float(generated.max())

    def _holds(self, target: float, spared: Array) -> bool:
        formulation = self._written(target, self._largest)
        solution = self._solved(formulation)
        own = self._short(formulation, solution)[-1]
        return bool(own <= MISSED_FRAC and (self._missed_beside(formulation, solution) <= spared + MISSED_FRAC).all())

    def _is_stricter(self, one: float, other: float) -> bool:
        return one > other if self._ideal.relation == ">=" else one < other

    def _worst(self, formulation: Formulation, solution: Solution) -> float:
        """What the figure reaches in the worst year from the promise's own on."""
        promised = form_of(self._ideal, formulation.forms, formulation.costs, self._before)
        values = promised.at(solution.column_values)[formulation.decided.short[-1] >= 0]
        return float(values.min() if self._ideal.relation == ">=" else values.max())

    def _short(self, formulation: Formulation, solution: Solution) -> Array:
        values, short = solution.column_values, formulation.decided.short
        return np.array([values[columns[columns >= 0]].sum() for columns in short])

    def _missed_beside(self, formulation: Formulation, solution: Solution) -> Array:
        """What the other promises miss, and what the budget lacks as a part of it."""
        over, values = formulation.decided.over, solution.column_values
        lacking, budget = values[over[over >= 0]].sum(), self._problem.money.budget_usd
        whole = 1.0 if budget is None else max(float(np.sum(budget)), 1.0)
        return np.array([*self._short(formulation, solution)[:-1], lacking / whole])

    # --- one target ---------------------------------------------------------------------------------

    def at(self, target: float) -> Solved:
        """The cheapest plan at a target.

        Parameters
        ----------
        target
            In the unit of the figure.
        """
        formulation, prices = self._written(target, self._largest), self._largest
        solution = self._solved(formulation)
        bound = solution.objective - self._missed_usd(formulation, solution)
        best: _Best | None = None
        for _ in range(MOST_ROUNDS):
            usd, sizes = cost_by_law(formulation, solution.column_values)
            settled = best is not None and best.usd - usd < SETTLED_FRAC * abs(usd)
            if best is None or usd < best.usd:
                best = _Best(usd, formulation, solution)
            if settled:
                break
            prices = slopes(formulation, sizes, prices)
            formulation = self._written(target, prices)
            solution = self._solved(formulation)
        if best is None:
            msg = "there is no plan to read"
            raise ValueError(msg)
        return self._read(best, bound)

    def _read(self, best: _Best, bound: float) -> Solved:
        plan = read_plan(
            best.formulation,
            best.solution.column_values,
            bound_usd=bound,
            first_year=self._before,
            seconds=self._seconds,
        )
        price = unit_price(best.formulation, best.solution, len(plan.kept) - 1, first_year=self._before)
        return Solved(plan=plan, bound_usd=bound, price=price)

    def _written(self, target: float, prices: Array) -> Formulation:
        promises = (*self._problem.promises[:-1], replace(self._ideal, target=target))
        asked = replace(self._problem, promises=promises)
        return formulate(asked, slope_usd=prices, first_year=self._before, network=self._network)

    def _missed_usd(self, formulation: Formulation, solution: Solution) -> float:
        return float((self._prices(formulation) - formulation.arrays.cost) @ solution.column_values)

    def _prices(self, formulation: Formulation) -> Array:
        return shortfall_prices(formulation, shortfall_usd(self._problem))

    def _solved(self, formulation: Formulation) -> Solution:
        """Solve from where the last one stood; from the beginning where that leads nowhere."""
        solution = self._once(formulation)
        if not solution.has_answer:  # far from where it stood, rounding can spoil what is optimal
            self._warm = None
            solution = self._once(formulation)
        if not solution.has_answer:
            why = f"no plan was found at {formulation.problem.promises[-1]} ({solution.status})"
            raise PlanError(self._problem.name, why, solution.explanation or "Ask for fewer points.")
        return solution

    def _once(self, formulation: Formulation) -> Solution:
        if self._limit.should_stop():
            raise StoppedEarlyError({}, 1)
        solution = in_time(self._handed(formulation), self._limit)
        self._seconds += solution.seconds
        return solution

    def _handed(self, formulation: Formulation) -> WarmProgram:
        """The program with its limit and its prices, kept warm; anew where cost stands in rows too."""
        prices = self._prices(formulation)
        in_rows = self._problem.money.budget_usd is not None or any(
            promise.figure.startswith("cost_") for promise in self._problem.promises
        )
        last = formulation.problem.promises[-1]
        # What a full miss of so many tonnes is, follows the target and stands in the matrix.
        other = PROMISED_FIGURES[last.figure].unit != "frac" and last.target != self._target
        self._target = last.target
        if self._warm is None or in_rows or other:
            self._warm = WarmProgram(replace(formulation.arrays, cost=prices))
            return self._warm
        name, size = row_name(len(formulation.problem.promises) - 1, last), formulation.decided.size
        block = next(each for each in formulation.arrays.rows if each.name == name)
        rows = np.arange(block.start, block.start + block.count, dtype=np.int32)
        arrays = formulation.arrays
        self._warm.change_row_bounds(rows, lower=arrays.row_lower[rows], upper=arrays.row_upper[rows])
        self._warm.change_costs(size, prices[size])
        return self._warm
