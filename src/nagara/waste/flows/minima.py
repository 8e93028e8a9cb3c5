"""Several minima: bilinear equations may be satisfied near the measurements in more than one way.

Every nonlinear part is solved from several starting points, spread about the measured values. Minima that
differ are kept and reported, because a difference in the sum of squares far below one is no reason to
prefer one of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final

import numpy as np

from nagara.errors import ReconciliationError
from nagara.waste.flows.gauss_newton import Solution, solve
from nagara.waste.flows.starting import first_guesses, guess_near, spread_errors

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nagara.waste.flows.part import Part
    from nagara.waste.flows.result import Minimum, Reconciliation

    Array = NDArray[np.float64]

__all__ = ["TIE", "best_solutions", "tied_minima"]

TIE: Final = 1.0
"""Minima whose sums of squares differ by less than this are equally supported: one standard deviation [1]."""
SAME: Final = 1e-5
"""Solutions closer than this, in standard deviations, are one."""
FIRST_STEPS: Final = 300
"""Steps granted until a first solution is found."""
FURTHER_STEPS: Final = 40
"""Steps granted to each further starting point."""
REACHES: Final = (1.0, 3.0)
"""Half widths of the boxes of starting points, in standard deviations."""
LARGEST_SEARCHED: Final = 400
"""A part with more free quantities is solved from its measured values alone, unless that fails."""


def best_solutions(part: Part, given: Array, starts: int) -> list[Solution]:
    """All minima of a part that were found, the best first.

    Parameters
    ----------
    given
        First guesses of the unmeasured quantities, infinite where there is none.
    starts
        How many starting points to try.

    Raises
    ------
    ReconciliationError
        If the search fails from every starting point.
    """
    if part.is_linear:
        return [solve(part, unmeasured=np.where(np.isfinite(given), given, 0.0))]
    found: list[Solution] = []
    failure: ReconciliationError | None = None
    wanted = starts if len(part.equations.names) <= LARGEST_SEARCHED else 1
    for number, (errors, guess) in enumerate(_starting_points(part, given, max(starts, 4))):
        if number >= wanted and found:
            break
        try:
            solution = solve(part, errors=errors, unmeasured=guess, iterations=FURTHER_STEPS if found else FIRST_STEPS)
        except (ReconciliationError, np.linalg.LinAlgError, ValueError) as error:
            failure = failure or (error if isinstance(error, ReconciliationError) else None)
            continue
        if not any(_same(solution, other) for other in found):
            found.append(solution)
    if not found:
        raise failure or ReconciliationError(
            "the equations have no finite derivative at any starting point",
            "Give first guesses for the unmeasured quantities.",
        )
    return sorted(found, key=lambda solution: solution.objective)


def tied_minima(reconciliation: Reconciliation, *, tie: float = TIE) -> tuple[Minimum, ...]:
    """The minima that the measurements support about as well as the best one.

    Parameters
    ----------
    tie
        Largest difference in the sum of squares [1].

    Returns
    -------
    tuple
        The best first; a single one means that there is no tie.
    """
    best = reconciliation.minima[0].objective
    return tuple(minimum for minimum in reconciliation.minima if minimum.objective - best < tie)


def _starting_points(part: Part, given: Array, starts: int) -> Iterator[tuple[Array, Array]]:
    """The measured values with every first guess, then points around them with the best guess of each."""
    width = part.root.shape[-1]
    centre = np.zeros(width)
    guesses = list(first_guesses(part, given, centre))
    yield centre, guesses[0]
    around = [islice(spread_errors(width, starts, reach), 1, None) for reach in REACHES]
    for points in zip(*around, strict=True):
        for errors in points:
            yield errors, guess_near(part, errors, guesses[0])
    for guess in guesses[1:]:
        yield centre, guess


def _same(one: Solution, other: Solution) -> bool:
    seen = one.linear.observable
    distance = np.abs(one.errors - other.errors).max(initial=0.0)
    size = np.maximum(np.abs(one.unmeasured), 1.0)
    apart = np.abs(one.unmeasured - other.unmeasured) / size
    return bool(distance < SAME and np.max(apart[seen], initial=0.0) < SAME)
