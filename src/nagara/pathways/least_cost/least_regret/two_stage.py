r"""One programme of building for all draws of what nobody knows, and what knowing better would be worth.

What is built when is decided once, before anybody knows which draw comes true; where waste goes and how
households are served is decided in each draw (*two-stage programming with recourse*). All draws stand in one
linear program, in which only the sizes are shared.

Notes
-----
With the same prices of size in all of them,

.. math:: \text{wait and see} \le \text{recourse} \le \text{plan for the best values}:

who could wait would pay :math:`WS`, who decides once for all draws :math:`RP`, who builds the plan for the best
values and lives with it :math:`EEV`. :math:`RP - WS` is the expected value of perfect information,
:math:`EEV - RP` the value of the stochastic solution.

References
----------
Birge, J. R. and Louveaux, F. (2011), Introduction to Stochastic Programming, chapter 4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.formulation.formulation import Formulation, formulate
from nagara.pathways.least_cost.least_regret.shared_program import (
    Aim,
    Draw,
    draw_like,
    priced,
    shared_sizes,
)
from nagara.pathways.least_cost.program.highs import WarmProgram
from nagara.pathways.least_cost.question.refusals import PlanError
from nagara.pathways.least_cost.solving.answers import first_answer
from nagara.pathways.least_cost.solving.plan import MISSED_FRAC, SMALLEST_T
from nagara.pathways.least_cost.solving.time_limit import TimeLimit, in_time
from nagara.uncertainty.executor import StoppedEarlyError

if TYPE_CHECKING:
    from nagara.pathways.least_cost.program.solution import Solution
    from nagara.pathways.least_cost.question.problem import Problem

__all__ = ["MOST_DRAWS", "Aim", "Outcome", "SharedBuild", "TwoStage", "two_stage"]

Array: TypeAlias = NDArray[np.float64]

MOST_DRAWS: Final = 30
"""Draws that stand in one program."""
ROUNDS: Final = 3
"""Programs, each with the prices of the sizes that the one before chose."""
ROUNDS_PART: Final = 0.7
"""Part of the time that is left for them; then the ways to decide are compared [frac]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedBuild:
    """Something that is built whichever draw comes true.

    Parameters
    ----------
    facility, year
        Code of the facility, and year of the decision.
    size
        Tonnes a year; at a disposal site tonnes of air space.
    """

    facility: str
    year: int
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a way to decide leads to, draw by draw.

    Parameters
    ----------
    usd
        Discounted cost, shape (draws,); infinite where what was built cannot be run [USD].
    missed_usd
        What promises miss, at the price of missing, shape (draws,) [USD].
    short
        Largest miss of every promise in a year as a part of the whole, shape (promises, draws) [frac].
    """

    usd: Array
    missed_usd: Array
    short: Array

    @property
    def counted_usd(self) -> Array:
        """Cost and misses, which is what is made smallest, shape (draws,) [USD]."""
        return np.asarray(self.usd + self.missed_usd)

    @property
    def is_runnable(self) -> NDArray[np.bool_]:
        """Whether what was built can be run at all in each draw, shape (draws,)."""
        return np.isfinite(self.usd)

    @property
    def mean_usd(self) -> float | None:
        """Mean cost of the draws that can be run, misses not counted [USD]; nothing where none can."""
        return float(np.mean(self.usd[self.is_runnable])) if self.is_runnable.any() else None

    @property
    def held_frac(self) -> Array:
        """Share of draws in which each promise holds, shape (promises,) [frac]."""
        return np.asarray((self.short <= MISSED_FRAC).mean(axis=1))

    @property
    def all_held_frac(self) -> float:
        """Share of draws in which every promise holds [frac]."""
        return float((self.short <= MISSED_FRAC).all(axis=0).mean())


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoStage:
    """The programme of building that is cheapest over all draws.

    Parameters
    ----------
    builds
        What is built in any case.
    best_value_builds
        What the plan for the best values builds.
    wait_and_see, recourse, best_values
        Deciding with the draw known; deciding once for all draws; building the plan for the best values.
    seconds
        What the shared programs took, as the solver counts [s].
    """

    builds: tuple[SharedBuild, ...]
    best_value_builds: tuple[SharedBuild, ...]
    wait_and_see: Outcome
    recourse: Outcome
    best_values: Outcome
    seconds: float

    @property
    def perfect_information_usd(self) -> float:
        """What knowing the draw before building would be worth on average, misses counted [USD]."""
        return float(np.mean(self.recourse.counted_usd - self.wait_and_see.counted_usd))

    @property
    def stochastic_solution_usd(self) -> float | None:
        """What thinking of all draws saves against building for the best values, misses counted [USD].

        Where building for the best values misses promises, most of it is the price of missing: the mean of
        ``best_values.usd`` and of ``recourse.usd`` are the money alone. Draws in which what was built for the best
        values cannot be run at all have no cost and are left out; there is nothing where none is left.
        """
        both = self.best_values.is_runnable & self.recourse.is_runnable
        saved = (self.best_values.counted_usd - self.recourse.counted_usd)[both]
        return float(np.mean(saved)) if both.any() else None

    @property
    def regret_usd(self) -> Array:
        """In each draw, what the shared programme costs more than the draw's own best, shape (draws,) [USD]."""
        return np.asarray(self.recourse.counted_usd - self.wait_and_see.counted_usd)


def two_stage(
    middle: Problem,
    draws: Sequence[Problem],
    *,
    aim: Aim = Aim.MEAN,
    within: TimeLimit | None = None,
) -> TwoStage:
    """Find what is to be built once for all draws.

    Parameters
    ----------
    middle
        The question at its best values, as ``city_problem(city, promises)`` asks it.
    draws
        The same question in equally likely draws, as ``city_problem(city, promises, draw_number=k)`` asks it.
        Lead and life of a facility, and what a miss counts, are those of the best values in every draw.
    aim
        What is made smallest. Only with the mean is it certain that thinking of all draws saves on average.
    within
        The time for all of it, and who is asked whether to stop while the shared program is solved; after the first
        of its solves prices of size are less settled.

    Raises
    ------
    PlanError
        If there is no draw or there are too many, or the draws ask different questions.
    StoppedEarlyError
        If it was stopped before the shared program had been solved once, or the time was over before all ways to
        decide were compared.
    """
    if not 0 < len(draws) <= MOST_DRAWS:
        why = f"{len(draws)} draws cannot stand in one program"
        raise PlanError(middle.name, why, f"Give 1 to {MOST_DRAWS}.")
    limit = TimeLimit() if within is None else within
    rounds = limit.part(ROUNDS_PART)
    best, *every = (_draw_in_time(problem, middle, rounds) for problem in (middle, *draws))
    sizes = _sizes_of_first_answer(best)
    prices: list[Array | None] = [None] * (len(every) + 1)
    seconds, formulations = 0.0, list[Formulation]()
    for _ in range(ROUNDS):
        written = [each.at(sizes, price) for each, price in zip((best, *every), prices, strict=True)]
        formulations, prices = [each for each, _ in written], [price for _, price in written]
        _refuse_unlike(formulations)
        try:
            shared, solution = shared_sizes(formulations[1:], aim, within=rounds)
        except StoppedEarlyError:
            if seconds > 0.0:
                break
            raise
        seconds, settled = seconds + solution.seconds, np.allclose(shared, sizes, rtol=1e-3, atol=SMALLEST_T)
        sizes = shared
        if settled or rounds.should_stop():
            break
    return _compared(formulations[0], formulations[1:], sizes, seconds, TimeLimit(limit.left_s))


def _draw_in_time(problem: Problem, middle: Problem, limit: TimeLimit) -> Draw:
    if limit.should_stop():
        raise StoppedEarlyError({}, 1)
    return draw_like(problem, middle)


def _sizes_of_first_answer(best: Draw) -> Array:
    plan = first_answer(best.problem, first_year=best.before)
    built = {(each.facility, each.year): each.size for each in plan.investments}
    formulation = formulate(best.problem, first_year=best.before, network=best.network)
    return np.array([built.get(each, 0.0) for each in _keys(formulation)])


def _keys(formulation: Formulation) -> list[tuple[str, int]]:
    """Facility and year of every build."""
    places, first = formulation.problem.facilities, formulation.problem.years[0]
    return [(places[build.facility].code, first + build.year) for build in formulation.decided.builds]


def _refuse_unlike(formulations: Sequence[Formulation]) -> None:
    first = formulations[0]
    for number, other in enumerate(formulations[1:], start=1):
        if _keys(other) != _keys(first) or len(other.problem.promises) != len(first.problem.promises):
            why = f"draw {number} asks another question: what can be built, or what was promised, differs"
            raise PlanError(first.problem.name, why, "Take all draws of one city with the same settings.")


# --- the three ways to decide ---------------------------------------------------------------------


def _compared(
    best: Formulation, draws: Sequence[Formulation], sizes: Array, seconds: float, limit: TimeLimit
) -> TwoStage:
    """Play every draw three times: free, with the shared sizes, and with those of the best values."""
    for_best = in_time(WarmProgram(priced(best)), limit).column_values[best.decided.size]
    outcomes: list[list[tuple[float, float, Array]]] = [[], [], []]
    for formulation in draws:
        warm, at = WarmProgram(priced(formulation)), formulation.decided.size
        largest = formulation.arrays.column_upper[at]
        for outcome, fixed in zip(outcomes, (None, sizes, for_best), strict=True):
            if fixed is not None:
                within = np.clip(fixed, 0.0, largest)
                warm.change_column_bounds(at, lower=within, upper=within)
            outcome.append(_played(formulation, in_time(warm, limit)))
    wait, recourse, mean = (_outcome(each) for each in outcomes)
    return TwoStage(
        builds=_builds(best, sizes),
        best_value_builds=_builds(best, for_best),
        wait_and_see=wait,
        recourse=recourse,
        best_values=mean,
        seconds=seconds,
    )


def _played(formulation: Formulation, solution: Solution) -> tuple[float, float, Array]:
    """Cost, price of misses, and the largest miss of every promise, of one draw."""
    short = formulation.decided.short
    if not solution.has_answer:
        return np.inf, 0.0, np.ones(len(short))
    values, prices = solution.column_values, formulation.arrays.cost
    missed = float((priced(formulation).cost - prices) @ values)
    usd = float(prices @ values) + formulation.arrays.offset
    return usd, missed, np.array([values[columns[columns >= 0]].max(initial=0.0) for columns in short])


def _outcome(played: Sequence[tuple[float, float, Array]]) -> Outcome:
    return Outcome(
        usd=np.array([usd for usd, *_ in played]),
        missed_usd=np.array([missed for _, missed, _ in played]),
        short=np.array([short for *_, short in played]).reshape(len(played), -1).T,
    )


def _builds(formulation: Formulation, sizes: Array) -> tuple[SharedBuild, ...]:
    every = zip(_keys(formulation), sizes, strict=True)
    return tuple(
        SharedBuild(facility=facility, year=year, size=float(size))
        for (facility, year), size in sorted(every)
        if size > SMALLEST_T
    )
