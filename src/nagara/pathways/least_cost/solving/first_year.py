"""What a city did in the year of its records: the year that promised cuts are measured from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array

from nagara.pathways.least_cost.formulation.formulation import Formulation, formulate
from nagara.pathways.least_cost.formulation.promise_rows import promised_form
from nagara.pathways.least_cost.program.arrays import Block, ProgramArrays
from nagara.pathways.least_cost.program.highs import WarmProgram
from nagara.pathways.least_cost.program.solution import Status
from nagara.pathways.least_cost.question.refusals import PlanError
from nagara.pathways.least_cost.solving.time_limit import TimeLimit

if TYPE_CHECKING:
    from nagara.pathways.least_cost.program.solution import Solution
    from nagara.pathways.least_cost.question.problem import Problem
    from nagara.pathways.least_cost.question.streams import StreamNetwork

__all__ = ["FirstYear", "first_year_of", "solved"]

Array: TypeAlias = NDArray[np.float64]
FirstYear: TypeAlias = "Mapping[str | None, Mapping[str, float]]"

_CUT_OF: Final = ("ghg_t_co2e_per_year", "methane_t_per_year", "plastic_to_water_t_per_year")


def first_year_of(problem: Problem, network: StreamNetwork | None = None) -> FirstYear:
    """Figures of the year of the records that promised cuts are measured from, by city and for all together.

    Only that year is solved for, since nothing can be decided in it but what nobody wrote down.

    Parameters
    ----------
    problem
        The question; its promises do not matter.
    network
        Its streams, if they are known already.
    """
    asked = replace(problem, promises=(), shortfall_usd=None, money=replace(problem.money, budget_usd=None))
    formulation = formulate(asked, network=network)
    values = _values(formulation)
    out: dict[str | None, Mapping[str, float]] = {}
    for city in (None, *dict.fromkeys(zone.city for zone in problem.zones)):
        forms = formulation.forms if city is None else formulation.forms.of_city(city)
        out[city] = {code: float(promised_form(code, forms, formulation.costs, {}).at(values)[0]) for code in _CUT_OF}
    return out


def _values(formulation: Formulation) -> Array:
    """Values of all columns, those of later years being nought."""
    arrays, decided = formulation.arrays, formulation.decided
    blocks = (decided.share[:, :, 0], decided.flow[:, 0], decided.held[:, 0], decided.stock[:, :, 0])
    columns = np.concatenate([block.ravel() for block in blocks])
    columns = np.sort(columns[columns >= 0])
    solution = WarmProgram(_only(arrays, columns)).solve()
    if not solution.has_answer:  # the whole program says better why
        solved(formulation.problem, WarmProgram(arrays).solve())
        solved(formulation.problem, solution)
    values = np.zeros(arrays.column_count)
    values[columns] = solution.column_values
    return values


def _only(arrays: ProgramArrays, columns: NDArray[np.int32]) -> ProgramArrays:
    """The program of some columns and of the rows in which nothing else stands."""
    shape = (arrays.row_count, arrays.column_count)
    matrix = csc_array((arrays.value, arrays.index, arrays.starts), shape=shape)[:, columns]
    every = np.bincount(arrays.index, minlength=arrays.row_count)
    ours = np.bincount(matrix.indices, minlength=arrays.row_count)
    rows = np.flatnonzero((ours > 0) & (ours == every))
    part = matrix.tocsr()[rows].tocsc()
    return ProgramArrays(
        cost=arrays.cost[columns],
        column_lower=arrays.column_lower[columns],
        column_upper=arrays.column_upper[columns],
        is_integer=arrays.is_integer[columns],
        row_lower=arrays.row_lower[rows],
        row_upper=arrays.row_upper[rows],
        starts=part.indptr.astype(np.int32),
        index=part.indices.astype(np.int32),
        value=part.data,
        offset=0.0,
        columns=(Block(name="first year", start=0, shape=(columns.size,)),),
        rows=(Block(name="first year", start=0, shape=(rows.size,)),),
    )


def solved(problem: Problem, solution: Solution, limit: TimeLimit | None = None) -> Solution:
    """Refuse a program without an answer, in words.

    Raises
    ------
    PlanError
        With why there is none.
    """
    if solution.has_answer:
        return solution
    if limit is not None:
        limit.refuse(problem)
    why = {
        Status.INFEASIBLE: "no plan exists, even with every promise missed",
        Status.UNBOUNDED: "cost falls without end: something earns more than it costs, without limit",
    }.get(solution.status, f"no plan was found ({solution.status})")
    raise PlanError(problem.name, why, solution.explanation or "Give it more time.")
