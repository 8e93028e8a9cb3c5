"""Black carbon and what else open fires give off: reported apart, never in a total of gases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.evidence import table
from nagara.uncertainty.published_number import draw_published
from nagara.units import KG_PER_T

if TYPE_CHECKING:
    from nagara.uncertainty.published_number import Draw

__all__ = ["POLLUTANTS", "black_carbon_t_co2e", "open_burning_pollutants_t", "pollutant_factors"]

Array: TypeAlias = NDArray[np.float64]
POLLUTANTS: Final = tuple(pollutant for (pollutant,) in table("open_burning_pollutants").factors)
"""What was measured in the smoke of burning garbage."""


def pollutant_factors(draw: Draw, pollutants: tuple[str, ...] = POLLUTANTS) -> Mapping[str, Array]:
    """What a burned kilogram gives off, by pollutant [g/kg]."""
    return {name: draw_published(draw, "open_burning_pollutants", name) for name in pollutants}


def open_burning_pollutants_t(burned_t_wet: Array, factors_g_per_kg: Mapping[str, Array]) -> Mapping[str, Array]:
    """What an amount of burned waste gives off, by pollutant [t].

    Parameters
    ----------
    burned_t_wet
        Waste that really burns, all materials together, shape (draws,) [t].
    factors_g_per_kg
        Grams per kilogram of it, by pollutant.
    """
    return {name: burned_t_wet * factor / KG_PER_T for name, factor in factors_g_per_kg.items()}


def black_carbon_t_co2e(t_black_carbon: Array, draw: Draw, horizon_years: int = 100) -> Array:
    """What an amount of black carbon would count as, for a line of its own [t CO2e].

    Parameters
    ----------
    t_black_carbon
        Black carbon [t].
    draw
        Gives the warming, which is known only within a wide range (Bond et al. 2013).
    horizon_years
        100 or 20.
    """
    counted: Array = t_black_carbon * draw_published(draw, "black_carbon_warming", str(horizon_years))
    return counted
