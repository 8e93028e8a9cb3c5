"""What is taken out of waste can never be more than what is in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.errors import DiversionError, QuantityError

__all__ = ["left_after"]

Array: TypeAlias = NDArray[np.float64]
TOLERANCE: Final = 1e-9
"""Rounding that is forgiven, relative to the mass of the fraction [1]."""


def left_after(
    there_t: Array, taken_t: Mapping[str, Array], fractions: Sequence[str], *, where: str = "waste"
) -> Array:
    """Take amounts out of waste and return what is left.

    Parameters
    ----------
    there_t
        Mass by fraction, shape (fractions, ...) [t].
    taken_t
        Mass by fraction that each destination takes, same shape [t].
    fractions
        Codes of the fractions, in the order of the first axis.
    where
        What the waste is taken from, for the message.

    Returns
    -------
    NDArray
        What is left, never negative, same shape [t].

    Raises
    ------
    DiversionError
        If more of a fraction is taken than is there, in any draw; it names the fraction and the
        tonnes of the worst draw.
    QuantityError
        If an amount is negative or not finite.

    Examples
    --------
    >>> left_after(np.array([10.0, 4.0]), {"composting": np.array([9.0, 0.0])}, ("food", "paper")).tolist()
    [1.0, 4.0]
    """
    for name, mass in {where: there_t, **taken_t}.items():
        if not np.all(np.isfinite(mass)) or np.any(mass < 0):
            raise QuantityError(f"{name} [t]", "is negative or not finite", "Give the mass of every fraction.")
    asked = np.broadcast_to(sum(taken_t.values(), np.zeros_like(there_t)), there_t.shape)
    excess = asked - there_t * (1.0 + TOLERANCE)
    if np.any(excess > 0):
        at = np.unravel_index(int(np.argmax(excess)), excess.shape)
        raise DiversionError(where, fractions[int(at[0])], float(asked[at]), float(there_t[at]))
    return np.maximum(there_t - asked, 0.0)
