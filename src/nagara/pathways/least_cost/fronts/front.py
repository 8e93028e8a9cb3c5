r"""Cost against a promise, point by point: the same program, one limit moved, solved from where it stood.

Notes
-----
At every point the price of the limit is the cost of one more unit: with tonnes of gas promised it is the
marginal abatement cost. Sizes are priced by the slopes of the plan at the strictest point, so that a front
is one convex line; its points are re-priced by the law of size beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.formulation.formulation import Formulation, formulate, shortfall_prices
from nagara.pathways.least_cost.formulation.promise_rows import PromisedForm, form_of, limits, row_name
from nagara.pathways.least_cost.program.highs import WarmProgram
from nagara.pathways.least_cost.question.streams import stream_network
from nagara.pathways.least_cost.solving.answers import (
    cost_by_law,
    first_answer,
    first_year_of,
    shortfall_usd,
    slopes,
)

if TYPE_CHECKING:
    from nagara.pathways.least_cost.program.solution import Solution
    from nagara.pathways.least_cost.question.problem import Problem
    from nagara.pathways.least_cost.question.promise import Promise
    from nagara.pathways.least_cost.solving.plan import Plan

__all__ = ["Front", "FrontPoint", "front"]

Array: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPoint:
    """The cheapest plan at one target.

    Parameters
    ----------
    target
        What was promised, in the unit of the figure.
    usd
        Discounted cost with every size at the price of the law [USD].
    slope_usd
        Discounted cost with sizes at the slopes of the front [USD].
    usd_per_unit
        What one more unit of the figure, kept in every year from the promise's own on, costs [USD].
    short
        Largest miss in a year, as a part of the whole [frac].
    """

    target: float
    usd: float
    slope_usd: float
    usd_per_unit: float
    short: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """Cost against one promise.

    Parameters
    ----------
    promise
        The promise, at its strictest target.
    points
        In the order of the targets.
    """

    promise: Promise
    points: tuple[FrontPoint, ...]


def front(
    problem: Problem,
    promise: Promise,
    targets: Sequence[float],
    *,
    should_stop: Callable[[], bool] | None = None,
) -> Front:
    """Ask for the cost of a promise at several targets.

    Parameters
    ----------
    problem
        The question, with the promises that hold at every point.
    promise
        The promise whose target moves.
    targets
        In the unit of the figure.
    should_stop
        Asked between points; those that are done are returned.
    """
    strictest = max(targets) if promise.relation == ">=" else min(targets)
    asked = replace(problem, promises=(*problem.promises, replace(promise, target=strictest)))
    before, network = first_year_of(asked), stream_network(asked)
    plan = first_answer(asked, first_year=before)
    prices = _slopes(formulate(asked, network=network, first_year=before), plan)
    formulation = formulate(asked, slope_usd=prices, first_year=before, network=network)
    warm = WarmProgram(replace(formulation.arrays, cost=shortfall_prices(formulation, shortfall_usd(asked))))
    last = asked.promises[-1]
    promised = form_of(last, formulation.forms, formulation.costs, before)
    rows = _rows(formulation, row_name(len(asked.promises) - 1, last))
    holds = formulation.decided.short[-1] >= 0
    points = []
    for target in targets:
        if should_stop is not None and should_stop():
            break
        lower, upper = limits(replace(last, target=target), promised)
        warm.change_row_bounds(rows, lower=lower[holds], upper=upper[holds])
        points.append(_point(formulation, warm.solve(), rows, promised, target))
    return Front(promise=last, points=tuple(points))


def _rows(formulation: Formulation, name: str) -> NDArray[np.int32]:
    block = next(each for each in formulation.arrays.rows if each.name == name)
    return np.arange(block.start, block.start + block.count, dtype=np.int32)


def _slopes(formulation: Formulation, plan: Plan) -> Array:
    """Price of a unit of size of every build, as the plan builds it [USD]."""
    built = {(each.facility, each.year): each.size for each in plan.investments}
    first = formulation.problem.years[0]
    sizes = [
        built.get((formulation.problem.facilities[build.facility].code, first + build.year), 0.0)
        for build in formulation.decided.builds
    ]
    return slopes(formulation, np.array(sizes), slopes(formulation, None, None))


def _point(
    formulation: Formulation,
    solution: Solution,
    rows: NDArray[np.int32],
    promised: PromisedForm,
    target: float,
) -> FrontPoint:
    values, columns = solution.column_values, formulation.decided.short[-1]
    holds = columns >= 0
    missed = shortfall_prices(formulation, shortfall_usd(formulation.problem)) - formulation.arrays.cost
    rising = solution.row_duals[rows] * promised.bottom[holds] * (-1.0 if promised.is_cut else 1.0)
    return FrontPoint(
        target=target,
        usd=cost_by_law(formulation, values)[0] - float(missed @ values),
        slope_usd=float(formulation.arrays.cost @ values) + formulation.arrays.offset,
        usd_per_unit=float(rising.sum()),
        short=float(values[columns[holds]].max(initial=0.0)),
    )
