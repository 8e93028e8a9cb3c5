"""Which inputs go along with an output: squared correlations of the joint draws themselves.

Unlike variance shares they need no further draws and hold for inputs that depend on each other; they
see what a straight line sees.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["AboutMean", "squared_correlations"]

Array: TypeAlias = NDArray[np.float64]

ROUNDING: Final = 1e-12
"""Relative spread below which a row does not vary, but for rounding [1]."""


@dataclass(frozen=True, slots=True)
class AboutMean:
    """An input about its mean; of a number that many cities share it is worked out once.

    Parameters
    ----------
    draws
        Its draws less their mean, shape (draws,).
    squares
        The sum of their squares; zero of an input that does not vary, but for rounding.
    """

    draws: Array
    squares: float

    @classmethod
    def of(cls, row: Array) -> AboutMean:
        """Take the mean off draws of shape (draws,)."""
        mean = float(np.add.reduce(row)) / row.size
        away = row - mean
        squares = float(away.dot(away))
        # No number of the row is larger than the root of the sum of all squares: most rows need no closer look.
        is_constant = (
            squares <= 2.0 * ROUNDING**2 * row.size * (squares + row.size * mean**2)
            and squares <= row.size * (ROUNDING * float(np.abs(row).max(initial=0.0))) ** 2
        )
        return cls(away, 0.0 if is_constant else squares)


def squared_correlations(inputs: Mapping[str, Array | AboutMean], output: Array) -> dict[str, float]:
    """The part of an output's variance that a straight line through each input explains.

    Parameters
    ----------
    inputs
        Draws by name, each of shape (draws,), or about their mean already; one that does not vary explains
        nothing.
    output
        Draws of the output, shape (draws,).

    Returns
    -------
    dict
        By input, from 0 to 1 [1].
    """
    centred = output - np.add.reduce(output) / output.size
    spread = float(centred.dot(centred))
    found = {}
    for name, row in inputs.items():
        away = row if isinstance(row, AboutMean) else AboutMean.of(row)
        does_vary = away.squares > 0.0 and spread != 0.0
        found[name] = float(away.draws.dot(centred)) ** 2 / (away.squares * spread) if does_vary else 0.0
    return found
