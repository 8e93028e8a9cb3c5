"""A plan in other draws of what nobody knows: whether what was built still keeps the promises, and at what cost.

Sizes and years stay as the plan has them; everything that can be decided later, where waste goes and how
households are served, is decided anew in each draw.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.city.city_problem import city_problem
from nagara.pathways.least_cost.formulation.formulation import Formulation, formulate, shortfall_prices
from nagara.pathways.least_cost.program.highs import WarmProgram
from nagara.pathways.least_cost.solving.answers import cost_by_law, first_year_of, shortfall_usd
from nagara.pathways.least_cost.solving.plan import MISSED_FRAC, Plan, read_plan
from nagara.pathways.least_cost.solving.time_limit import TimeLimit, in_time
from nagara.uncertainty.executor import StoppedEarlyError

if TYPE_CHECKING:
    from nagara.pathways.least_cost.city.city_problem import CityStart
    from nagara.pathways.least_cost.question.problem import Problem
    from nagara.pathways.least_cost.question.promise import Promise

__all__ = ["HOUSEHOLD", "TOTAL", "Band", "Drawn", "Held", "Robustness", "robustness", "robustness_in"]

Array: TypeAlias = NDArray[np.float64]

QUANTILES: Final = (0.025, 0.5, 0.975)
NEARLY_FRAC: Final = 0.01
"""A promise that misses less than this part of the whole in a draw is nearly kept [frac]."""
TOTAL: Final = "total_usd"
"""The band of the cost of a year [USD/year]."""
HOUSEHOLD: Final = "cost_usd_per_household"
"""The band of the cost of a year for a household [USD/year]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Between what a figure lies in each year: both ends of its 95 % interval over draws.

    Parameters
    ----------
    low, high
        Shape (years,), in the unit of the figure.
    """

    low: Array
    high: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A plan in one draw.

    Parameters
    ----------
    usd
        Discounted cost [USD]; nothing where what was built cannot be run at all.
    short
        Largest miss of every promise in a year [frac].
    by_year
        Cost of the year, cost for a household, and what is promised by the promise as it is written, shape (years,).
    """

    usd: float | None
    short: list[float]
    by_year: Mapping[str, Array] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """How often a promise holds.

    Parameters
    ----------
    promise
        The promise.
    held_frac, nearly_frac
        Share of draws in which it holds, and in which it misses less than one in a hundred [frac].
    worst_short
        Miss that one draw in forty exceeds, as a part of the whole [frac].
    """

    promise: Promise
    held_frac: float
    nearly_frac: float
    worst_short: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Robustness:
    """A plan over draws.

    Parameters
    ----------
    draws
        Draws that were tried.
    runnable
        Draws in which what was built can be run at all; in the others every promise is missed.
    usd
        Discounted cost of those: lower end, median and upper end of its 95 % interval [USD]; nothing where none can.
    held
        How often each promise holds.
    bands
        :data:`TOTAL`, :data:`HOUSEHOLD` and every promise as it is written, over the draws that can be run.
    """

    draws: int
    runnable: int
    usd: tuple[float, float, float] | None
    held: tuple[Held, ...]
    bands: Mapping[str, Band] = field(default_factory=dict)


def robustness(city: CityStart, plan: Plan, draws: Sequence[int], *, within: TimeLimit | None = None) -> Robustness:
    """Try a plan in several draws.

    Parameters
    ----------
    city
        Where the city stands, with its draws.
    plan
        What is built when.
    draws
        Numbers of the draws, from 1.
    within
        The time for it, and who is asked whether to stop; draws that are done count.
    """
    promises = plan.problem.promises
    return robustness_in(lambda number: city_problem(city, promises, draw_number=number), plan, draws, within=within)


def robustness_in(
    problem_of: Callable[[int], Problem],
    plan: Plan,
    draws: Sequence[int],
    *,
    within: TimeLimit | None = None,
) -> Robustness:
    """Try a plan in several questions, each of them the same place with other numbers.

    Parameters
    ----------
    problem_of
        The question of a draw, by its number.
    plan
        What is built when.
    draws
        Numbers of the draws.
    within
        The time for it, and who is asked whether to stop; draws that are done count.
    """
    tried: list[Drawn] = []
    limit = TimeLimit() if within is None else within
    for number in draws:
        drawn = None if limit.should_stop() else _in_draw(problem_of(number), plan, limit)
        if drawn is None:
            break
        tried.append(drawn)
    runnable = [(each.usd, each.by_year) for each in tried if each.usd is not None]
    every = np.array([each.short for each in tried])
    return Robustness(
        draws=len(tried),
        runnable=len(runnable),
        usd=_interval([usd for usd, _ in runnable]) if runnable else None,
        held=tuple(_held(kept.promise, every[:, at]) for at, kept in enumerate(plan.kept)) if tried else (),
        bands=_bands([by_year for _, by_year in runnable]),
    )


def _bands(drawn: Sequence[Mapping[str, Array]]) -> dict[str, Band]:
    """Both ends of every figure in every year."""
    out = {}
    for name in drawn[0] if drawn else ():
        low, high = np.quantile([each[name] for each in drawn], (QUANTILES[0], QUANTILES[-1]), axis=0)
        out[name] = Band(low=low, high=high)
    return out


def _interval(costs: list[float]) -> tuple[float, float, float]:
    low, middle, high = np.quantile(costs, QUANTILES)
    return float(low), float(middle), float(high)


def _held(promise: Promise, short: Array) -> Held:
    return Held(
        promise=promise,
        held_frac=float(np.mean(short <= MISSED_FRAC)),
        nearly_frac=float(np.mean(short <= NEARLY_FRAC)),
        worst_short=float(np.quantile(short, QUANTILES[-1])),
    )


def _in_draw(drawn: Problem, plan: Plan, limit: TimeLimit) -> Drawn | None:
    """Run what a plan builds in one draw; nothing where it is not done in time.

    Where what was built cannot be run at all, as a furnace without its smallest load, it keeps nothing and has no cost.
    """
    problem = replace(drawn, shortfall_usd=shortfall_usd(plan.problem))
    before = first_year_of(problem)
    formulation = formulate(problem, first_year=before)
    prices = shortfall_prices(formulation, shortfall_usd(problem))
    warm = WarmProgram(replace(formulation.arrays, cost=prices))
    sizes = _sizes(formulation, plan)
    warm.change_column_bounds(formulation.decided.size, lower=sizes, upper=sizes)
    if limit.should_stop():
        return None
    try:
        solution = in_time(warm, limit)
    except StoppedEarlyError:
        return None
    if not solution.has_answer:
        return Drawn(usd=None, short=[1.0] * len(plan.kept))
    values = solution.column_values
    usd, _ = cost_by_law(formulation, values)
    usd -= float((prices - formulation.arrays.cost) @ values)
    short = [float(values[columns[columns >= 0]].max(initial=0.0)) for columns in formulation.decided.short]
    run = read_plan(formulation, values, bound_usd=usd, first_year=before, seconds=0.0)
    return Drawn(usd=usd, short=short, by_year=_by_year(run))


def _by_year(run: Plan) -> dict[str, Array]:
    promised = {str(kept.promise): kept.value for kept in run.kept}
    return {TOTAL: run.total_usd, HOUSEHOLD: run.figures[HOUSEHOLD], **promised}


def _sizes(formulation: Formulation, plan: Plan) -> Array:
    """What the plan builds, in the order of the program."""
    built: dict[tuple[str, int], float] = {}
    for each in plan.investments:
        built[each.facility, each.year] = built.get((each.facility, each.year), 0.0) + each.size
    places, first = formulation.problem.facilities, formulation.problem.years[0]
    return np.array(
        [
            min(built.get((places[build.facility].code, first + build.year), 0.0), build.largest)
            for build in formulation.decided.builds
        ]
    )
