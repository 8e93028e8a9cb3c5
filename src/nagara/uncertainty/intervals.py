"""Intervals of many figures at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["central_interval", "nested_intervals"]

SHORT: Final = 256
"""Draws up to which a row is put in order sooner than two of its order statistics are found."""


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
    (ends,) = nested_intervals(draws, (level,))
    return ends


def nested_intervals(draws: NDArray[np.float64], levels: Sequence[float]) -> list[NDArray[np.float64]]:
    """Central intervals of several levels, each as :func:`central_interval` gives it.

    Parameters
    ----------
    draws
        Draws along the last axis, shape (..., draws); put in another order in place.
    levels
        Probabilities inside, the smallest first [frac]. The ends of the next interval then lie among the
        few draws that the one before left outside, and nothing else is gone through again.

    Returns
    -------
    list of NDArray
        Of each level, shape (..., 2); not a number where a row holds one.

    Raises
    ------
    ValueError
        If a level is smaller than the one before.
    """
    if list(levels) != sorted(levels):
        msg = f"levels {', '.join(map(str, levels))} do not stand the smallest first"
        raise ValueError(msg)
    count = draws.shape[-1]
    places = [((1.0 - level) / 2.0 * (count - 1), (1.0 + level) / 2.0 * (count - 1)) for level in levels]
    if count <= SHORT or not all(int(low) + 2 < int(high) < count - 1 for low, high in places):
        draws.sort(axis=-1)
        return [_pair(_between(draws, low), _between(draws, high)) for low, high in places]
    found: list[NDArray[np.float64]] = []
    bottom, top = draws, draws[..., :0]
    for low, high in places:
        first, last = int(low), int(high)
        bottom.partition(first + 1, axis=-1)
        below, above = bottom[..., : first + 1].max(axis=-1), bottom[..., first + 1]
        bottom, top = bottom[..., : first + 2], top if found else draws[..., first + 2 :]
        at_top = last - (count - top.shape[-1])
        top.partition(at_top, axis=-1)
        at, beyond = top[..., at_top], top[..., at_top + 1 :].min(axis=-1)
        top = top[..., at_top:]
        found.append(_pair(below + (low - first) * (above - below), at + (high - last) * (beyond - at)))
    return found


def _pair(low: NDArray[np.float64], high: NDArray[np.float64]) -> NDArray[np.float64]:
    ends = np.empty((*low.shape, 2))
    ends[..., 0], ends[..., 1] = low, high
    return ends


def _between(ordered: NDArray[np.float64], position: float) -> NDArray[np.float64]:
    below = int(position)
    above = min(below + 1, ordered.shape[-1] - 1)
    value: NDArray[np.float64] = ordered[..., below] + (position - below) * (ordered[..., above] - ordered[..., below])
    return value
