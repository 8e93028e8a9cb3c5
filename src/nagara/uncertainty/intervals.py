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
    default of NumPy); only the four order statistics that are needed are selected.
    """
    count = draws.shape[-1]
    positions = np.array([(1.0 - level) / 2.0, (1.0 + level) / 2.0]) * (count - 1)
    below = np.floor(positions).astype(int)
    above = np.minimum(below + 1, count - 1)
    draws.partition(np.unique(np.concatenate([below, above])), axis=-1)
    ends: NDArray[np.float64] = draws[..., below] + (positions - below) * (draws[..., above] - draws[..., below])
    return ends
