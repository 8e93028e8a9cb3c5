"""Fronts of many cities in many draws: one block of work after another, on whatever workers there are.

A front is solved from where its last point stood, and always from the same beginning; so it is the same to the
bit whichever worker solves it, on threads, processes or a cluster.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.city.city_problem import city_problem, city_start
from nagara.pathways.least_cost.fronts.front import Front, front
from nagara.pathways.least_cost.question.refusals import PlanError
from nagara.uncertainty.executor import map_blocks

if TYPE_CHECKING:
    from nagara.pathways.least_cost.city.settings import PlanSettings
    from nagara.pathways.least_cost.question.problem import Problem
    from nagara.pathways.least_cost.question.promise import Promise
    from nagara.uncertainty.executor import Workers
    from nagara.waste.records import CityRecords

__all__ = ["CityDraws", "FrontQuestion", "city_blocks", "cost_band", "fronts", "fronts_of_city", "fronts_of_questions"]

Array: TypeAlias = NDArray[np.float64]

QUANTILES: Final = (0.025, 0.5, 0.975)
AT_ONCE: Final = 5
"""Draws of a block: some seconds of work, and not much lost with a worker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontQuestion:
    """One front that is asked for.

    Parameters
    ----------
    problem
        The question, with the promises that hold at every point.
    promise
        The promise whose target moves.
    targets
        In the unit of its figure.
    """

    problem: Problem
    promise: Promise
    targets: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CityDraws:
    """Fronts of one city in several draws.

    Parameters
    ----------
    records
        What the city wrote down.
    settings
        How it is to be planned for.
    promises
        Promises that hold at every point.
    promise, targets
        The promise whose target moves, and to where.
    numbers
        Draws, from 1; 0 is the best value.
    draws, seed
        Of the joint draws that the numbers count.
    """

    records: CityRecords
    settings: PlanSettings
    promises: tuple[Promise, ...]
    promise: Promise
    targets: tuple[float, ...]
    numbers: tuple[int, ...]
    draws: int
    seed: int


def fronts(
    questions: Sequence[FrontQuestion],
    *,
    executor: str | Workers = "threads",
    workers: int | None = None,
    at_once: int = AT_ONCE,
    on_progress: Callable[[int, int], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> list[Front]:
    """Solve many fronts, in the order in which they are asked for.

    Parameters
    ----------
    questions
        What is asked.
    executor, workers
        Who works, see :class:`~nagara.uncertainty.executor.Workers`; the answer is the same to the bit.
    at_once
        Fronts of a block.
    on_progress, should_stop
        Told how many blocks are done; asked whether to stop.

    Raises
    ------
    PlanError
        If a question has no answer.
    StoppedEarlyError
        If it was stopped.
    """
    blocks = [tuple(questions[first : first + at_once]) for first in range(0, len(questions), at_once)]
    found = map_blocks(
        fronts_of_questions,
        blocks,
        seed=0,
        executor=executor,
        workers=workers,
        on_progress=on_progress,
        should_stop=should_stop,
    )
    return [each for block in found for each in block]


def fronts_of_questions(block: Sequence[FrontQuestion], rng: np.random.Generator) -> tuple[Front, ...]:  # noqa: ARG001  # nothing is left to chance
    """Solve the fronts of a block, one after the other.

    Parameters
    ----------
    block
        What is asked.
    rng
        Not used.
    """
    return tuple(front(each.problem, each.promise, each.targets) for each in block)


def fronts_of_city(block: CityDraws, rng: np.random.Generator) -> tuple[Front, ...]:  # noqa: ARG001  # draws have their own seed
    """Solve the fronts of a city in some of its draws; a block for ``map_blocks``.

    Parameters
    ----------
    block
        The city and its draws.
    rng
        Not used: the draws follow from the seed of the block.
    """
    city = city_start(block.records, block.settings, draws=block.draws, seed=block.seed)
    return tuple(
        front(city_problem(city, block.promises, draw_number=number), block.promise, block.targets)
        for number in block.numbers
    )


def city_blocks(whole: CityDraws, *, at_once: int = AT_ONCE) -> tuple[CityDraws, ...]:
    """Part the draws of a city into blocks of work.

    Parameters
    ----------
    whole
        The city with all its draws.
    at_once
        Draws of a block.

    Raises
    ------
    PlanError
        If a draw is asked for that is not drawn.
    """
    if whole.numbers and not 0 <= min(whole.numbers) <= max(whole.numbers) <= whole.draws:
        why = f"draws 0 to {whole.draws} are drawn, and {max(whole.numbers)} is asked for"
        raise PlanError(whole.records.city.city, why, "Draw more, or ask for fewer.")
    parts = (whole.numbers[first : first + at_once] for first in range(0, len(whole.numbers), at_once))
    return tuple(replace(whole, numbers=part) for part in parts)


def cost_band(found: Sequence[Front]) -> Array:
    """Cost at every target over draws: lower end, median and upper end of its 95 % interval, shape (points, 3) [USD].

    Parameters
    ----------
    found
        Fronts of the same promise and targets in several draws.

    Raises
    ------
    PlanError
        If there is none, or they have other targets.
    """
    targets = {tuple(point.target for point in each.points) for each in found}
    if len(targets) != 1:
        why = "no front was solved" if not targets else "the fronts have different targets"
        raise PlanError("cost over draws", why, "Give fronts of one promise at the same targets.")
    usd = np.array([[point.usd for point in each.points] for each in found])
    return np.asarray(np.quantile(usd, QUANTILES, axis=0).T)
