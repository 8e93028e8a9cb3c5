"""Which inputs go along with an output: squared correlations of the joint draws themselves.

Unlike variance shares they need no further draws and hold for inputs that depend on each other; they
see what a straight line sees.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["squared_correlations"]

Array: TypeAlias = NDArray[np.float64]


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
    centred = output - output.mean()
    spread = float(centred @ centred)
    found = {}
    for name, row in inputs.items():
        away = row - row.mean()
        along = float(away @ away)
        found[name] = float(away @ centred) ** 2 / (along * spread) if along * spread > 0 else 0.0
    return found
