"""A question becomes a program: columns, rows and prices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.formulation.decisions import NO_SIZES, Decisions, Scale, decisions
from nagara.pathways.least_cost.formulation.figure_forms import FigureForms
from nagara.pathways.least_cost.formulation.forms import Form, add_forms
from nagara.pathways.least_cost.formulation.impossible import refuse_impossible
from nagara.pathways.least_cost.formulation.money_forms import cost_forms
from nagara.pathways.least_cost.formulation.promise_rows import add_budget_rows, add_promise_rows
from nagara.pathways.least_cost.formulation.rows import (
    add_decay_rows,
    add_mass_rows,
    add_plant_rows,
    add_share_rows,
    add_site_rows,
)
from nagara.pathways.least_cost.program.linear_program import LinearProgram
from nagara.pathways.least_cost.question.streams import StreamNetwork, stream_network

if TYPE_CHECKING:
    from nagara.pathways.least_cost.program.arrays import ProgramArrays
    from nagara.pathways.least_cost.question.problem import Problem

__all__ = ["Formulation", "discount", "formulate", "shortfall_prices"]

Array: TypeAlias = NDArray[np.float64]
NO_FIRST_YEAR: Final[Mapping[str | None, Mapping[str, float]]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Formulation:
    """A program and what its columns mean.

    Parameters
    ----------
    problem, network, decided
        The question, its streams, its columns.
    forms, costs
        Forms of its figures, and of its cost by what it is for.
    arrays
        The program; its prices are the discounted cost without shortfalls.
    scale
        How the cost of size enters.
    """

    problem: Problem
    network: StreamNetwork
    decided: Decisions
    forms: FigureForms
    costs: Mapping[str, Form]
    arrays: ProgramArrays
    scale: Scale


def discount(problem: Problem) -> Array:
    """What money of each year is worth in the first, shape (years,) [1]."""
    return np.asarray((1.0 + problem.money.discount_frac) ** -np.arange(len(problem.years), dtype=np.float64))


def formulate(
    problem: Problem,
    *,
    scale: Scale = Scale.SLOPE,
    slope_usd: Array | None = None,
    first_year: Mapping[str | None, Mapping[str, float]] = NO_FIRST_YEAR,
    network: StreamNetwork | None = None,
    sizes: Mapping[str, tuple[float, ...]] = NO_SIZES,
) -> Formulation:
    """Write a problem as a program.

    Parameters
    ----------
    problem
        The question.
    scale
        How the cost of size enters.
    slope_usd
        With :attr:`Scale.SLOPE`, price of a unit of size of each build [USD].
    first_year
        By city, and ``None`` for all together, figures of the year of the records, for promised cuts.
    network
        Its streams, if they are known already.
    sizes
        With :attr:`Scale.CHORDS`, by facility more sizes at which the chords touch the law.

    Raises
    ------
    PlanError
        If the question contradicts itself.
    PromiseError
        If a promise cannot be held against this problem.
    """
    refuse_impossible(problem)
    streams = stream_network(problem) if network is None else network
    program = LinearProgram()
    decided = decisions(program, problem, streams, scale, sizes=sizes)
    forms = FigureForms(problem=problem, network=streams, decided=decided)
    add_share_rows(program, problem, decided)
    add_mass_rows(program, problem, streams, decided)
    add_plant_rows(program, problem, streams, decided)
    add_site_rows(program, problem, streams, decided)
    add_decay_rows(program, problem, streams, decided)
    costs = cost_forms(forms, scale, slope_usd)
    add_promise_rows(program, forms, costs, first_year)
    add_budget_rows(program, forms, costs)
    arrays = program.arrays()
    prices, offset = _prices(problem, forms, costs, arrays.cost.size)
    return Formulation(
        problem=problem,
        network=streams,
        decided=decided,
        forms=forms,
        costs=costs,
        arrays=replace(arrays, cost=prices, offset=offset),
        scale=scale,
    )


def shortfall_prices(formulation: Formulation, usd: float) -> Array:
    """Prices with a full miss of a promise in a year at some amount, and each dollar over the budget at twenty.

    Parameters
    ----------
    formulation
        The program.
    usd
        What a full miss of one promise in one year counts [USD].
    """
    prices = formulation.arrays.cost.copy()
    short, over = formulation.decided.short, formulation.decided.over
    prices[short[short >= 0]] += usd
    prices[over[over >= 0]] += OVER_BUDGET
    return prices


OVER_BUDGET: Final = 20.0
"""What a dollar beyond the budget counts [USD/USD]: more than any dollar that it can save."""


def _prices(problem: Problem, forms: FigureForms, costs: Mapping[str, Form], columns: int) -> tuple[Array, float]:
    """Discounted cost and carbon as the price of every column, and what no decision changes."""
    weight = discount(problem)
    whole = add_forms([each.times(weight) for each in costs.values()])
    if problem.money.carbon_usd_per_t.any():
        gases = add_forms(forms.gases().values())
        whole = add_forms([whole, gases.times(weight * problem.money.carbon_usd_per_t)])
    prices = np.zeros(columns)
    for at, coefficients in whole.terms:
        there = at >= 0
        np.add.at(prices, at[there], coefficients[there])
    return prices, float(whole.constant.sum())
