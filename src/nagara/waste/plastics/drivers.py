"""What drives the doubt about plastic leakage: variance shares by independent input."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.uncertainty.estimates import Estimate, Shape
from nagara.uncertainty.sensitivity import sobol_indices
from nagara.uncertainty.streams import stream
from nagara.waste.plastics.leakage import Leakage

__all__ = ["Driver", "rank_drivers"]

Array: TypeAlias = NDArray[np.float64]
SECOND_SET: Final = "second set of draws: "


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """One input and the part of the variance that it is behind.

    Parameters
    ----------
    name
        Name of the input.
    unmanaged_frac
        Total variance share in the unmanaged plastic [frac].
    to_water_frac
        Total variance share in the plastic that reaches water [frac].
    """

    name: str
    unmanaged_frac: float
    to_water_frac: float


def rank_drivers(
    model: Callable[[Mapping[str, Array]], Leakage],
    estimates: Mapping[str, Estimate],
    *,
    seed: int,
    draws: int = 4096,
) -> tuple[Driver, ...]:
    """Rank the inputs by the total variance share in the unmanaged plastic, then in that to water.

    Parameters
    ----------
    model
        Turns draws of all inputs into a result.
    estimates
        All uncertain inputs by name; they are independent. A fixed one is not ranked.
    seed
        Seed of the calculation; every input has the stream of its own name.
    draws
        Draws of each of the two sets.

    Notes
    -----
    Total shares (Jansen 1999, see :mod:`nagara.uncertainty.sensitivity`) add up to more than one
    where inputs act together. Impossible draws stay in: without them inputs would not be
    independent any more, and variance would have no shares.
    """
    first = {name: {name: _drawn(name, each, seed, draws)} for name, each in estimates.items()}
    second = {name: {name: _drawn(name, each, seed, draws, SECOND_SET)} for name, each in estimates.items()}

    def outputs(inputs: Mapping[str, Array]) -> Array:
        leakage = model(inputs)
        return np.stack([leakage.unmanaged_t_per_year, leakage.to_water_t_per_year])

    ranked = [
        Driver(name=index.group, unmanaged_frac=float(index.total[0]), to_water_frac=float(index.total[1]))
        for index in sobol_indices(outputs, first, second)
        if estimates[index.group].shape is not Shape.FIXED
    ]
    return tuple(sorted(ranked, key=lambda each: (-each.unmanaged_frac, -each.to_water_frac, each.name)))


def _drawn(name: str, estimate: Estimate, seed: int, draws: int, series: str = "") -> Array:
    return estimate.from_normal(stream(seed, series + name).standard_normal(draws))
