"""What is known of a city's plastic before any leak is computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["Amount", "PlasticInputs", "ends"]

Array: TypeAlias = NDArray[np.float64]
Amount: TypeAlias = Array | float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlasticInputs:
    """Tonnes of plastic of one year; every amount is one number or an array, draws on its last axis.

    Parameters
    ----------
    population
        People inside the boundary [persons].
    generated_t_per_year
        Plastic in the municipal waste generated [t/yr].
    disposed_t_per_year
        Plastic that stays at disposal sites after picking, as measured at the gate [t/yr]; not
        read by :func:`~nagara.waste.plastics.forward`, which computes it.
    recovered_formal_t_per_year, recovered_informal_t_per_year
        Plastic that formal and informal sorting hand on, rejects taken off [t/yr].
    treated_t_per_year
        Plastic that collection brings to incineration, composting or digestion, and that therefore
        reaches neither recovery nor a disposal site [t/yr].
    formal_reject_frac, informal_reject_frac
        Part of what sorting handles that it throws out again into the way to disposal [frac].

    Raises
    ------
    ValueError
        If an amount is negative or not finite, nobody lives there, or all that is sorted is rejected.
    """

    population: Amount
    generated_t_per_year: Amount
    disposed_t_per_year: Amount | None = None
    recovered_formal_t_per_year: Amount = 0.0
    recovered_informal_t_per_year: Amount = 0.0
    treated_t_per_year: Amount = 0.0
    formal_reject_frac: Amount = 0.0
    informal_reject_frac: Amount = 0.0

    def __post_init__(self) -> None:
        for name in self.__slots__:
            amount = getattr(self, name)
            if amount is None:
                continue
            lowest, highest = ends(amount)
            if not (lowest >= 0 and highest < np.inf):
                msg = f"{name} holds a number that is negative or not finite"
                raise ValueError(msg)
            if name == "population" and not lowest > 0:
                msg = "population must be above 0: amounts for each person are printed"
                raise ValueError(msg)
            if name.endswith("_frac") and not highest < 1:
                msg = f"{name} must be below 1: nothing would be recovered"
                raise ValueError(msg)


def ends(amount: Amount) -> tuple[float, float]:
    """The lowest and the highest of an amount, not a number where it holds one; of no draws nothing lies outside."""
    if isinstance(amount, float):
        return amount, amount
    known = np.asarray(amount, dtype=np.float64)
    return (
        float(np.minimum.reduce(known, axis=None, initial=np.inf)),
        float(np.maximum.reduce(known, axis=None, initial=-np.inf)),
    )
