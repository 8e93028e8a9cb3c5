r"""What one more unit of every promise would cost: the price of its rows, by unit of the figure and by tonne.

Notes
-----
The price is that of the linear program in which a unit of size costs what it costs in the plan, so it is the cost of
doing a little more of what the plan does. Who needs a whole new plant for the next unit pays a step, which a front
(:mod:`~nagara.pathways.least_cost.fronts.planned`) shows and a price cannot.

Where the budget does not suffice the price is that of the program without it: what the unit costs, and not what it
weighs that more money is lacking.

A unit of a promise is kept in every year from its own on. By tonne the price is divided by the tonnes that one unit
is in all these years; money is discounted and tonnes are not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.formulation.formulation import Formulation, formulate, shortfall_prices
from nagara.pathways.least_cost.formulation.promise_rows import PromisedForm, form_of, row_name
from nagara.pathways.least_cost.program.highs import WarmProgram
from nagara.pathways.least_cost.solving.answers import FirstYear, first_year_of, shortfall_usd, slopes
from nagara.pathways.least_cost.solving.time_limit import TimeLimit, in_time
from nagara.uncertainty.executor import StoppedEarlyError

if TYPE_CHECKING:
    from nagara.pathways.least_cost.program.solution import Solution
    from nagara.pathways.least_cost.question.promise import Promise
    from nagara.pathways.least_cost.solving.plan import Kept, Plan

__all__ = ["Counted", "ShadowPrice", "counted_in", "plan_slopes", "shadow_prices", "unit_price"]

Array: TypeAlias = NDArray[np.float64]

OF_METHANE: Final = frozenset({"methane_t_per_year", "methane_cut_frac"})
OF_GASES: Final = frozenset({"ghg_t_co2e_per_year", "ghg_cut_frac"})
OF_PLASTIC: Final = frozenset({"plastic_to_water_t_per_year", "plastic_to_water_cut_frac"})


class Counted(StrEnum):
    """What the tonnes of a figure are tonnes of."""

    CO2E = "co2e"
    """Greenhouse gases, methane among them, at their warming potential."""
    PLASTIC = "plastic"
    """Plastic that reaches water."""
    WASTE = "waste"
    """Waste, as it is generated."""
    NOTHING = "nothing"
    """A figure without tonnes, such as a cost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShadowPrice:
    """What one more unit of a promise costs.

    Parameters
    ----------
    promise
        The promise.
    usd_per_unit
        Discounted cost of one more unit of its figure in every year from its own on [USD]; for a share the unit is
        the whole, so that a point of a hundred costs the hundredth part. Nothing where the promise is missed: the
        price would be that of missing.
    counted
        What its tonnes are tonnes of.
    one_unit_t
        Tonnes that one unit is, in all these years [t].
    """

    promise: Promise
    usd_per_unit: float | None
    counted: Counted
    one_unit_t: float

    @property
    def usd_per_t(self) -> float | None:
        """Discounted cost of one tonne more [USD/t]; nothing where there is no price or no tonne."""
        if self.usd_per_unit is None or self.one_unit_t <= 0.0:
            return None
        return self.usd_per_unit / self.one_unit_t


def counted_in(figure: str) -> Counted:
    """What the tonnes of a figure that can be promised are tonnes of.

    Parameters
    ----------
    figure
        Code of :data:`~nagara.pathways.least_cost.question.promise.PROMISED_FIGURES`.
    """
    if figure in OF_METHANE | OF_GASES:
        return Counted.CO2E
    if figure in OF_PLASTIC:
        return Counted.PLASTIC
    return Counted.NOTHING if figure.startswith("cost_") else Counted.WASTE


def shadow_prices(
    plan: Plan, *, first_year: FirstYear | None = None, within: TimeLimit | None = None
) -> tuple[ShadowPrice, ...]:
    """The price of every promise of a plan, in its order.

    Parameters
    ----------
    plan
        A first answer, or a proven one.
    first_year
        Figures of the year of the records, if they are known already.
    within
        The time for it, and who is asked whether to stop.

    Raises
    ------
    StoppedEarlyError
        If it was not done in time, or stopped.
    """
    problem, limit = plan.problem, TimeLimit() if within is None else within
    if not problem.promises:
        return ()
    if plan.over_budget_usd.any():
        problem = replace(problem, money=replace(problem.money, budget_usd=None))
    before = first_year_of(problem) if first_year is None else first_year
    plain = formulate(problem, first_year=before)
    if limit.should_stop():
        raise StoppedEarlyError({}, 1)
    formulation = formulate(problem, slope_usd=plan_slopes(plain, plan), first_year=before, network=plain.network)
    prices = shortfall_prices(formulation, shortfall_usd(problem))
    solution = in_time(WarmProgram(replace(formulation.arrays, cost=prices)), limit)
    return tuple(
        unit_price(formulation, solution, at, first_year=before, is_kept=_is_priced(kept, solution))
        for at, kept in enumerate(plan.kept)
    )


def _is_priced(kept: Kept, solution: Solution) -> bool:
    return kept.is_kept and solution.has_answer


def unit_price(
    formulation: Formulation, solution: Solution, at: int, *, first_year: FirstYear, is_kept: bool = True
) -> ShadowPrice:
    """The price of one promise of a program that was solved.

    Parameters
    ----------
    formulation
        The program, a unit of size at one price.
    solution
        Its solution.
    at
        Number of the promise.
    first_year
        Figures of the year of the records.
    is_kept
        Whether the promise is kept, so that its price is one of keeping it.
    """
    promise = formulation.problem.promises[at]
    promised = form_of(promise, formulation.forms, formulation.costs, first_year)
    holds = formulation.decided.short[at] >= 0
    counted = counted_in(promise.figure)
    return ShadowPrice(
        promise=promise,
        usd_per_unit=_usd_per_unit(formulation, solution, at, promised) if is_kept else None,
        counted=counted,
        one_unit_t=float(_bottom_t(formulation, promise, promised)[holds].sum())
        if counted is not Counted.NOTHING
        else 0.0,
    )


def _usd_per_unit(formulation: Formulation, solution: Solution, at: int, promised: PromisedForm) -> float:
    promise = formulation.problem.promises[at]
    name = row_name(at, promise)
    block = next(each for each in formulation.arrays.rows if each.name == name)
    holds = formulation.decided.short[at] >= 0
    duals = solution.row_duals[block.start : block.start + block.count]
    stricter = -1.0 if promised.is_cut or promise.relation == "<=" else 1.0
    return float((duals * promised.bottom[holds]).sum()) * stricter + 0.0


def _bottom_t(formulation: Formulation, promise: Promise, promised: PromisedForm) -> Array:
    """Tonnes that one unit of the figure is, in every year."""
    if promise.figure in OF_METHANE:
        return np.asarray(promised.bottom * formulation.problem.climate.ch4_t_co2e_per_t)
    return promised.bottom


def plan_slopes(formulation: Formulation, plan: Plan) -> Array:
    """Price of a unit of size of every build: of what the plan builds as it costs there, else of the largest [USD].

    Parameters
    ----------
    formulation
        A program of the same question.
    plan
        What is built.
    """
    built: dict[tuple[str, int], float] = {}
    for each in plan.investments:
        built[each.facility, each.year] = built.get((each.facility, each.year), 0.0) + each.size
    places, first = formulation.problem.facilities, formulation.problem.years[0]
    sizes = [built.get((places[build.facility].code, first + build.year), 0.0) for build in formulation.decided.builds]
    return slopes(formulation, np.array(sizes), slopes(formulation, None, None))
