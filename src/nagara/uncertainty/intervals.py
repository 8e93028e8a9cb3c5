"""Intervals of many figures at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["central_interval"]


def central_interval(draws: NDArray[np.float64], level: float = 0.95) -> NDArray[np.float64]:
    """The two ends that leave the same share of draws outside on each side.

    Parameters
    ----------
    draws
        Draws along the last axis, shape (..., draws); put in another order in place.
    level
        Probability inside [frac].

    Returns
    -------
    NDArray
        Shape (..., 2); not a number where a row holds one.

    Notes
    -----
    Linear interpolation between order statistics (definition 7 of Hyndman and Fan, 1996, the
    default of NumPy). Each end is found by a selection of its own: NumPy selects one order
    statistic with vector instructions and several at once without them, which takes five times as
    long.
    """
    count = draws.shape[-1]
    low, high = (1.0 - level) / 2.0 * (count - 1), (1.0 + level) / 2.0 * (count - 1)
    first, last = int(np.floor(low)), int(np.floor(high))
    if not first + 2 < last < count - 1:
        draws.sort(axis=-1)
        return np.stack([_between(draws, low), _between(draws, high)], axis=-1)
    draws.partition(first + 1, axis=-1)
    below, above = draws[..., : first + 1].max(axis=-1), draws[..., first + 1]
    rest = draws[..., first + 2 :]
    rest.partition(last - first - 2, axis=-1)
    at, beyond = rest[..., last - first - 2], rest[..., last - first - 1 :].min(axis=-1)
    return np.stack([below + (low - first) * (above - below), at + (high - last) * (beyond - at)], axis=-1)


def _between(ordered: NDArray[np.float64], position: float) -> NDArray[np.float64]:
    below = int(np.floor(position))
    above = min(below + 1, ordered.shape[-1] - 1)
    value: NDArray[np.float64] = ordered[..., below] + (position - below) * (ordered[..., above] - ordered[..., below])
    return value
