"""Keep draws of a network inside what can be: no flow below zero, every balance as it was.

A draw with a negative row moves along the covariance of all rows, the smallest move in standard
deviations that lifts the row to zero. What several passes do not mend is mixed with a set of amounts
that is known to be possible; both moves keep every linear law, because both ends obey it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Index = NDArray[np.intp]

__all__ = ["STILL", "lifted"]

PASSES: Final = 8
SLACK: Final = 1e-12
"""A row counts as negative below this part of the largest amount of its draw."""
FARTHEST: Final = 6.0
"""Standard deviations beyond which a move explains nothing; such a draw is mixed at once."""
STILL: Final = 1e-16
"""A row whose variance is this part of the largest one moves by rounding only."""


def lifted(amounts: Array, deviations: Array, possible: Callable[[Index], Array]) -> Array:
    """Lift negative amounts to zero.

    Parameters
    ----------
    amounts
        Amounts that balance, shape (rows, draws); changed in place.
    deviations
        Deviations of some draws of the same rows from their mean, shape (rows, some); they obey the
        same laws and say how the rows move together.
    possible
        Gives, for some of the draws, amounts that obey all laws and are nowhere negative, shape (rows, some)
        or (rows, 1).

    Returns
    -------
    NDArray
        Shape (rows, draws).
    """
    if not amounts.size:
        return amounts
    least = amounts.min(axis=0)
    floor = -SLACK * np.maximum(amounts.max(axis=0), -least)
    wrong = np.flatnonzero(least < floor)
    if not len(wrong):
        return amounts
    mended = np.ascontiguousarray(amounts[:, wrong].T)  # so that a draw lies in one piece
    moving = np.flatnonzero(deviations.any(axis=1))
    mended[:, moving] = _moved(mended[:, moving], deviations[moving], floor[wrong, None])
    worse = mended.min(axis=1) < least[wrong]
    mended[worse] = amounts[:, wrong[worse]].T
    amounts[:, wrong] = _mixed(mended, np.ascontiguousarray(possible(wrong).T)).T
    return amounts


def _moved(draws: Array, deviations: Array, floor: Array) -> Array:
    """Lift one row after the other, in place, until nothing is below the floor or nothing moves."""
    still = STILL * float((deviations**2).sum(axis=1).max(initial=0.0))
    following: dict[int, Array] = {}
    for _ in range(PASSES):
        rows = np.flatnonzero((draws < floor).any(axis=0)).tolist()
        moved = [_lift(draws, row, deviations, still, following) for row in rows]
        if not any(moved):
            break
    return draws


def _lift(draws: Array, row: int, deviations: Array, still: float, following: dict[int, Array]) -> bool:
    """Move the draws in which one row is negative until it is zero, in place; whether any was moved.

    A row that stands still cannot lead, and no draw is moved farther than explains anything. How all rows
    follow one that leads is kept for the next pass.
    """
    lack = draws[:, row]
    below = np.flatnonzero(lack < 0)
    if not len(below):  # the rows before have lifted this one
        return False
    spread = float(deviations[row] @ deviations[row])
    below = below[lack[below] > -FARTHEST * np.sqrt(spread / deviations.shape[1])]
    if spread <= still or not len(below):
        return False
    if row not in following:
        following[row] = deviations @ deviations[row] / spread
    draws[below] -= lack[below, None] * following[row]
    draws[below, row] = 0.0
    return True


def _mixed(draws: Array, possible: Array) -> Array:
    """Mix each draw with what is possible, as little as it takes."""
    way = possible - draws
    back = np.divide(draws, way, out=np.zeros_like(draws), where=draws < 0).min(axis=1, keepdims=True)
    way *= back
    return np.asarray(draws - way)
