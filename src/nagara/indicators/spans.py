"""A number of a chapter with its two bands: 80 % for the eye, 95 % for the claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from nagara.uncertainty.intervals import nested_intervals

__all__ = ["INNER_LEVEL", "Span", "spans"]

Array: TypeAlias = NDArray[np.float64]
Key = TypeVar("Key")

INNER_LEVEL: Final = 0.8
"""Level of the inner band [frac]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One number with its bands, all in the unit of its name.

    Parameters
    ----------
    value
        At the plug-in values.
    low, high
        Ends of the 95 % interval.
    low_80, high_80
        Ends of the 80 % interval.
    """

    value: float
    low: float
    high: float
    low_80: float
    high_80: float


def spans(values: Mapping[Key, float], draws: Mapping[Key, Array], level: float) -> dict[Key, Span]:
    """Both bands of many numbers at once.

    Parameters
    ----------
    values
        Plug-in values by name.
    draws
        Draws of the same names, each of shape (draws,); a row under several names is gone through once.
    level
        Probability inside the outer band [frac].
    """
    if not values:
        return {}
    rows = {id(row): row for row in map(draws.__getitem__, values)}
    inner, outer = (
        dict(zip(rows, ends.tolist(), strict=True))
        for ends in nested_intervals(np.stack(list(rows.values())), (INNER_LEVEL, level))
    )
    found = {}
    for name, value in values.items():
        row = id(draws[name])
        (low, high), (low_80, high_80) = outer[row], inner[row]
        found[name] = Span(value=value, low=low, high=high, low_80=low_80, high_80=high_80)
    return found
