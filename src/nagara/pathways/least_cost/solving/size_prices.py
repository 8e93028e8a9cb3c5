"""What a size costs by its law, what a unit of it is priced at in a linear program, and what a miss counts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.formulation.formulation import Formulation, discount, shortfall_prices
from nagara.pathways.least_cost.formulation.money_forms import annuity_frac, debt_years
from nagara.pathways.least_cost.formulation.promise_rows import row_name
from nagara.pathways.least_cost.question.streams import MOST_HISTORY
from nagara.pathways.least_cost.solving.plan import SMALLEST_T

if TYPE_CHECKING:
    from nagara.pathways.least_cost.program.highs import WarmProgram
    from nagara.pathways.least_cost.question.problem import Problem

__all__ = ["cost_by_law", "has_money_rows", "lowest_usd", "penalty", "priced", "reprice", "shortfall_usd", "slopes"]

Array: TypeAlias = NDArray[np.float64]

USD_PER_T: Final = 5_000.0
"""What a full miss of a promise counts by tonne generated in a year: more than any way to keep it costs [USD/t]."""


def shortfall_usd(problem: Problem) -> float:
    """What a full miss of one promise in one year counts [USD]."""
    if problem.shortfall_usd is not None:
        return problem.shortfall_usd
    return USD_PER_T * float(np.mean(np.sum([zone.generated_t.sum(axis=0) for zone in problem.zones], axis=0)))


def priced(formulation: Formulation) -> Formulation:
    """The program with shortfalls at their price."""
    prices = shortfall_prices(formulation, shortfall_usd(formulation.problem))
    return replace(formulation, arrays=replace(formulation.arrays, cost=prices))


def penalty(formulation: Formulation, values: Array) -> float:
    """What a plan misses, at the price of missing [USD]."""
    return float((priced(formulation).arrays.cost - formulation.arrays.cost) @ values)


def cost_by_law(formulation: Formulation, values: Array) -> tuple[float, Array]:
    """Discounted cost with every size at the price of the law and with shortfalls, and the sizes [USD]."""
    problem, decided = formulation.problem, formulation.decided
    weight, sizes = discount(problem), values[decided.size] if decided.builds else np.zeros(0)
    usd = float(formulation.arrays.cost @ values) + formulation.arrays.offset + penalty(formulation, values)
    usd -= float(formulation.costs["debt"].at(values) @ weight)
    for build, size in zip(decided.builds, sizes, strict=True):
        facility = problem.facilities[build.facility]
        if facility.expansion is None or size <= SMALLEST_T:
            continue
        law = facility.expansion.usd(max(float(size), facility.expansion.smallest))
        paid = annuity_frac(problem.money.interest_frac, facility.technology.life_years)
        usd += float(law) * paid * float(weight[debt_years(facility, build, weight.size)].sum())
    return usd, sizes


def slopes(formulation: Formulation, sizes: Array | None, before: Array | None) -> Array:
    """Price of a unit of every size: what the law asks for the size that was chosen, or for the largest [USD]."""
    out = np.zeros(len(formulation.decided.builds))
    for at, build in enumerate(formulation.decided.builds):
        law = formulation.problem.facilities[build.facility].expansion
        if law is None:
            continue
        size = law.largest if sizes is None else float(sizes[at])
        if size > SMALLEST_T:
            out[at] = float(law.usd(max(size, law.smallest))) / size
        elif before is not None:
            out[at] = before[at]
    return out


def lowest_usd(problem: Problem) -> float:
    """What no plan can fall below whatever it does: everything is sold at every plant that it can pass [USD]."""
    earned = max((float(place.technology.revenue_usd_per_t.max()) for place in problem.facilities), default=0.0)
    tonnes = np.sum([zone.generated_t.sum(axis=0) for zone in problem.zones], axis=0)
    other = np.minimum(problem.money.other_usd, 0.0)
    return float((other - max(earned, 0.0) * (MOST_HISTORY + 2) * tonnes) @ discount(problem))


def has_money_rows(problem: Problem) -> bool:
    """Whether cost stands in rows too: there is a budget, or a cost was promised."""
    return problem.money.budget_usd is not None or any(each.figure.startswith("cost_") for each in problem.promises)


def reprice(warm: WarmProgram, formulation: Formulation, before: Array, after: Array) -> None:
    """Give a unit of every size another price, in a program that stays warm.

    Parameters
    ----------
    warm
        The program of the formulation.
    formulation
        As it was written down, with the first prices of size.
    before, after
        Those first prices, and the new ones, shape (builds,) [USD].
    """
    problem, decided = formulation.problem, formulation.decided
    paid = yearly_debt(formulation) * (after - before)[:, None]
    warm.change_costs(decided.size, formulation.arrays.cost[decided.size] + paid @ discount(problem))
    if not has_money_rows(problem):
        return
    stands = standing_usd(formulation) + yearly_debt(formulation) * after[:, None]
    blocks = {block.name: block for block in formulation.arrays.rows}
    held = {row_name(at, each): decided.short[at] for at, each in enumerate(problem.promises) if "cost_" in each.figure}
    if problem.money.budget_usd is not None:
        held["budget"] = np.where(np.arange(len(problem.years)) > 0, 0, -1).astype(np.int32)
    for name, columns in held.items():
        years = np.flatnonzero(columns >= 0)
        rows = np.arange(blocks[name].start, blocks[name].start + years.size)
        warm.change_coefficients(rows[None, :], decided.size[:, None], stands[:, years])


def yearly_debt(formulation: Formulation) -> Array:
    """What is paid back of a dollar that a build costs, shape (builds, years) [frac/year]."""
    problem, decided = formulation.problem, formulation.decided
    out = np.zeros((len(decided.builds), len(problem.years)))
    for row, build in zip(out, decided.builds, strict=True):
        place = problem.facilities[build.facility]
        row[debt_years(place, build, row.size)] = annuity_frac(problem.money.interest_frac, place.technology.life_years)
    return out


def standing_usd(formulation: Formulation) -> Array:
    """What a unit of size that stands costs, fed or not, shape (builds, years) [USD/year]."""
    problem, decided = formulation.problem, formulation.decided
    out = np.zeros((len(decided.builds), len(problem.years)))
    for row, build in zip(out, decided.builds, strict=True):
        law = problem.facilities[build.facility].expansion
        row[build.opens : build.ends] = 0.0 if law is None else law.fixed_usd_per_year
    return out
