"""The program of all draws at once: every draw has columns and rows of its own, and the sizes are those of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.formulation.formulation import Formulation, formulate, shortfall_prices
from nagara.pathways.least_cost.program.highs import WarmProgram
from nagara.pathways.least_cost.program.linear_program import LinearProgram
from nagara.pathways.least_cost.question.refusals import PlanError
from nagara.pathways.least_cost.question.streams import StreamNetwork, stream_network
from nagara.pathways.least_cost.solving.answers import FirstYear, first_year_of, shortfall_usd, slopes
from nagara.pathways.least_cost.solving.time_limit import TimeLimit, in_time

if TYPE_CHECKING:
    from nagara.pathways.least_cost.program.arrays import ProgramArrays
    from nagara.pathways.least_cost.program.solution import Solution
    from nagara.pathways.least_cost.question.problem import Facility, Problem

__all__ = ["Aim", "Draw", "draw_like", "priced", "shared_sizes"]

Array: TypeAlias = NDArray[np.float64]
Numbers: TypeAlias = NDArray[np.int32]


BESIDE_REGRET: Final = 1e-4
"""Weight of the mean beside the largest regret, so that draws which are not the worst are not let go."""


class Aim(StrEnum):
    """What a programme of building for many draws makes smallest."""

    MEAN = "mean"
    """The mean cost over draws."""
    REGRET = "regret"
    """The largest regret: what it costs in a draw more than the draw's own best."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """A draw of the question with what does not change with prices.

    Parameters
    ----------
    problem
        The question.
    before
        Figures of the year of the records.
    network
        Its streams.
    """

    problem: Problem
    before: FirstYear
    network: StreamNetwork

    def at(self, sizes: Array, prices: Array | None) -> tuple[Formulation, Array]:
        """The program at the prices of some sizes, and these prices.

        Parameters
        ----------
        sizes
            Of every build; one of nothing keeps the price that it had.
        prices
            Of a unit of size of every build before; those of the largest sizes if left out [USD].
        """
        if prices is None:
            prices = slopes(formulate(self.problem, first_year=self.before, network=self.network), None, None)
        plain = formulate(self.problem, slope_usd=prices, first_year=self.before, network=self.network)
        prices = slopes(plain, sizes, prices)
        return formulate(self.problem, slope_usd=prices, first_year=self.before, network=self.network), prices


def draw_like(problem: Problem, middle: Problem) -> Draw:
    """A draw with the lead times, lives and the price of missing of the best values.

    Parameters
    ----------
    problem
        The question in the draw.
    middle
        The question at its best values.
    """
    known = {place.code: place for place in middle.facilities}
    places = tuple(_timed(place, known.get(place.code, place)) for place in problem.facilities)
    same = replace(problem, facilities=places, shortfall_usd=shortfall_usd(middle))
    network = stream_network(same)
    return Draw(problem=same, before=first_year_of(same, network), network=network)


def _timed(place: Facility, known: Facility) -> Facility:
    times = known.technology
    technology = replace(place.technology, lead_years=times.lead_years, life_years=times.life_years)
    return replace(place, technology=technology)


def shared_sizes(
    formulations: Sequence[Formulation], aim: Aim, *, within: TimeLimit | None = None
) -> tuple[Array, Solution]:
    """Sizes that serve all draws best, and the solution of their program.

    Parameters
    ----------
    formulations
        Of the draws, with the same builds.
    aim
        What is made smallest.
    within
        The time for it, and who is asked whether to stop.

    Raises
    ------
    PlanError
        If nothing that is built can be run in all draws.
    StoppedEarlyError
        If it was stopped, or not done in time.
    """
    limit = TimeLimit() if within is None else within
    program, every = LinearProgram(), [priced(each) for each in formulations]
    places = [each.decided.size for each in formulations]
    alone = (
        np.array([in_time(WarmProgram(each), limit).objective - each.offset for each in every])
        if aim is Aim.REGRET
        else None
    )
    unit = 1.0 if alone is None else float(np.mean(np.abs(alone))) or 1.0
    part = (1.0 if alone is None else BESIDE_REGRET / unit) / len(every)
    largest = np.min([each.column_upper[at] for each, at in zip(every, places, strict=True)], axis=0)
    cost = np.sum([each.cost[at] * part for each, at in zip(every, places, strict=True)], axis=0)
    sizes = program.columns("size", (largest.size,), upper=largest, cost=cost)
    laid = [
        _lay_draw(program, each, at, sizes.at, part, f"of draw {number}")
        for number, (each, at) in enumerate(zip(every, places, strict=True), start=1)
    ]
    if alone is not None:
        _lay_regret(program, every, laid, alone, unit)
    solution = in_time(WarmProgram(program.arrays()), limit)
    if not solution.has_answer:
        why = f"no programme of building can be run in all {len(formulations)} draws"
        raise PlanError(formulations[0].problem.name, why, solution.explanation or "Give fewer draws.")
    return np.clip(solution.of(sizes), 0.0, largest), solution


def _lay_regret(
    program: LinearProgram, every: Sequence[ProgramArrays], laid: Sequence[Numbers], best: Array, unit: float
) -> None:
    """No draw costs more than its own best by more than the largest regret, counted in parts of the mean best."""
    largest = program.columns("largest regret", (), cost=1.0)
    rows = program.rows("regret", (len(every),), upper=best / unit).at
    for row, each, columns in zip(rows, every, laid, strict=True):
        program.add(row, columns, each.cost / unit)
    program.add(rows, largest.at, -1.0)


def _lay_draw(
    program: LinearProgram, arrays: ProgramArrays, size: Numbers, shared: Numbers, part: float, name: str
) -> Numbers:
    """Lay the program of one draw beside the others, its sizes being those of all; the place of each column."""
    own = np.setdiff1d(np.arange(arrays.column_count), size)
    columns = program.columns(
        f"columns {name}",
        (own.size,),
        cost=arrays.cost[own] * part,
        lower=arrays.column_lower[own],
        upper=arrays.column_upper[own],
    )
    rows = program.rows(f"rows {name}", (arrays.row_count,), lower=arrays.row_lower, upper=arrays.row_upper)
    place = np.empty(arrays.column_count, dtype=np.int32)
    place[own], place[size] = columns.at, shared
    of_entry = np.repeat(np.arange(arrays.column_count), np.diff(arrays.starts))
    program.add(rows.at[arrays.index], place[of_entry], arrays.value)
    return place


def priced(formulation: Formulation) -> ProgramArrays:
    """The program with misses at their price.

    Parameters
    ----------
    formulation
        The program.
    """
    prices = shortfall_prices(formulation, shortfall_usd(formulation.problem))
    return replace(formulation.arrays, cost=prices)
