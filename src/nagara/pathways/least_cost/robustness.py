"""A plan in other draws of what nobody knows: whether what was built still keeps the promises, and at what cost.

Sizes and years stay as the plan has them; everything that can be decided later, where waste goes and how
households are served, is decided anew in each draw.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.city_problem import city_problem
from nagara.pathways.least_cost.formulation import Formulation, formulate, shortfall_prices
from nagara.pathways.least_cost.highs import WarmProgram
from nagara.pathways.least_cost.plan import MISSED_FRAC, Plan
from nagara.pathways.least_cost.solving import cost_by_law, first_year_of, shortfall_usd

if TYPE_CHECKING:
    from nagara.pathways.least_cost.city_problem import CityStart
    from nagara.pathways.least_cost.promise import Promise

__all__ = ["Held", "Robustness", "robustness"]

Array: TypeAlias = NDArray[np.float64]

QUANTILES: Final = (0.025, 0.5, 0.975)
NEARLY_FRAC: Final = 0.01
"""A promise that misses less than this part of the whole in a draw is nearly kept [frac]."""


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
    """

    draws: int
    runnable: int
    usd: tuple[float, float, float] | None
    held: tuple[Held, ...]


def robustness(
    city: CityStart, plan: Plan, draws: Sequence[int], *, should_stop: Callable[[], bool] | None = None
) -> Robustness:
    """Try a plan in several draws.

    Parameters
    ----------
    city
        Where the city stands, with its draws.
    plan
        What is built when.
    draws
        Numbers of the draws, from 1.
    should_stop
        Asked between draws; those that are done count.
    """
    usd, short = [], []
    for number in draws:
        if should_stop is not None and should_stop():
            break
        cost, missed = _in_draw(city, plan, number)
        usd.append(cost)
        short.append(missed)
    costs = [each for each in usd if each is not None]
    every = np.array(short)
    return Robustness(
        draws=len(usd),
        runnable=len(costs),
        usd=_interval(costs) if costs else None,
        held=tuple(_held(kept.promise, every[:, at]) for at, kept in enumerate(plan.kept)) if usd else (),
    )


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


def _in_draw(city: CityStart, plan: Plan, number: int) -> tuple[float | None, list[float]]:
    """Discounted cost of a plan in one draw [USD], and the largest miss of every promise in a year [frac].

    Where what was built cannot be run at all, as a furnace without its smallest load, it keeps nothing and has no cost.
    """
    problem = city_problem(city, plan.problem.promises, draw_number=number)
    problem = replace(problem, shortfall_usd=shortfall_usd(plan.problem))
    formulation = formulate(problem, first_year=first_year_of(problem))
    prices = shortfall_prices(formulation, shortfall_usd(problem))
    warm = WarmProgram(replace(formulation.arrays, cost=prices))
    sizes = _sizes(formulation, plan)
    warm.change_column_bounds(formulation.decided.size, lower=sizes, upper=sizes)
    solution = warm.solve()
    if not solution.has_answer:
        return None, [1.0] * len(plan.kept)
    values = solution.column_values
    usd, _ = cost_by_law(formulation, values)
    usd -= float((prices - formulation.arrays.cost) @ values)
    short = [float(values[columns[columns >= 0]].max(initial=0.0)) for columns in formulation.decided.short]
    return usd, short


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
