"""Intervals that reach as far as what nobody recorded allows; the value stays what is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.uncertainty.intervals import central_interval

if TYPE_CHECKING:
    from nagara.indicators.result import Figure

__all__ = ["reaching"]

Array: TypeAlias = NDArray[np.float64]


def reaching(
    figures: Mapping[str, Figure], rows: Mapping[str, Array], is_feasible: NDArray[np.bool_], level: float
) -> dict[str, Figure]:
    """Widen intervals to those of other draws; an interval never becomes narrower by it.

    Parameters
    ----------
    figures
        All figures.
    rows
        Draws of some of them as they would be if what is not recorded were at its other end.
    is_feasible
        In which draws no more is collected than generated, shape (draws,).
    level
        Probability inside an interval [frac].
    """
    widened = dict(figures)
    stacked = np.stack(list(rows.values()))
    feasible = central_interval(stacked[:, is_feasible], level) if is_feasible.sum() > 1 else None
    ends = central_interval(stacked, level)  # in place, so it comes last
    for at, name in enumerate(rows):
        figure = figures[name]
        low, high = _wider((figure.low, figure.high), ends[at])
        inner = (figure.feasible_low, figure.feasible_high)
        if feasible is not None and None not in inner:
            inner = _wider(inner, feasible[at])
        widened[name] = replace(figure, low=low, high=high, feasible_low=inner[0], feasible_high=inner[1])
    return widened


def _wider(known: tuple[float | None, float | None], ends: Array) -> tuple[float | None, float | None]:
    low, high = known
    if low is None or high is None:
        return known
    return min(low, float(ends[0])), max(high, float(ends[1]))
