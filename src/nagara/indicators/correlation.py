"""Which inputs go along with an output: squared correlations of the joint draws themselves.

Unlike variance shares they need no further draws and hold for inputs that depend on each other; they
see what a straight line sees.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["squared_correlations"]

Array: TypeAlias = NDArray[np.float64]

ROUNDING: Final = 1e-12
"""Relative spread below which a row does not vary, but for rounding [1]."""


def squared_correlations(inputs: Mapping[str, Array], output: Array) -> dict[str, float]:
    """The part of an output's variance that a straight line through each input explains.

    Parameters
    ----------
    inputs
        Draws by name, each of shape (draws,); one that does not vary explains nothing.
    output
        Draws of the output, shape (draws,).

    Returns
    -------
    dict
        By input, from 0 to 1 [1].
    """
    centred = output - np.add.reduce(output) / output.size
    spread = float(centred @ centred)
    found = {}
    for name, row in inputs.items():
        mean = float(np.add.reduce(row)) / row.size
        away = row - mean
        along = float(away @ away)
        # No number of the row is larger than the root of the sum of all squares: most rows need no closer look.
        is_constant = (
            along <= 2.0 * ROUNDING**2 * row.size * (along + row.size * mean**2)
            and along <= row.size * (ROUNDING * float(np.abs(row).max(initial=0.0))) ** 2
        )
        found[name] = 0.0 if is_constant or spread == 0 else float(away @ centred) ** 2 / (along * spread)
    return found
