r"""Open burning: what is set alight, what of it burns, and what it gives off.

.. math:: B = A \cdot P_\mathrm{frac} \cdot B_\mathrm{frac}

(IPCC 2006, Volume 5, Equation 5.7, with the available waste :math:`A` in place of people times rate.)
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.emissions.combustion import BurningFactors, burning_gases
from nagara.emissions.gases import Gases
from nagara.errors import QuantityError
from nagara.uncertainty.published_number import draw_published

if TYPE_CHECKING:
    from nagara.emissions.material_carbon import MaterialCarbon
    from nagara.uncertainty.published_number import Draw

__all__ = ["Methane", "burned_t_wet", "burnt_of_available", "open_burning", "open_burning_factors"]

Array: TypeAlias = NDArray[np.float64]
TECHNOLOGY: Final = "open-burning"


class Methane(StrEnum):
    """Where the methane of open fires is taken from."""

    GUIDELINES = "guidelines"
    MEASURED = "measured"


def burnt_of_available(draw: Draw, edition: str) -> Array:
    """Part of the waste that is set alight which really burns [frac], by edition ``2006`` or ``2019``."""
    return draw_published(draw, "burning", TECHNOLOGY, "burnt_of_available", edition, "wet")


def burned_t_wet(available_t_wet: Array, set_alight_frac: Array, burnt_of_available_frac: Array | float) -> Array:
    """Waste that really burns.

    Parameters
    ----------
    available_t_wet
        Waste that could be set alight, any shape ending in draws [t].
    set_alight_frac
        Share of it that people set alight [frac].
    burnt_of_available_frac
        Share of that which really burns [frac]; 1 where the city counted what burned.

    Raises
    ------
    QuantityError
        If a share lies outside 0 to 1.
    """
    for name, share in (("set_alight_frac", set_alight_frac), ("burnt_of_available_frac", burnt_of_available_frac)):
        if np.any(np.asarray(share) < 0) or np.any(np.asarray(share) > 1):
            raise QuantityError(name, "lies outside 0 to 1", "Give a share of the waste, not a percentage.")
    burned: Array = available_t_wet * (set_alight_frac * burnt_of_available_frac)
    return burned


def open_burning_factors(draw: Draw, edition: str, methane: Methane = Methane.GUIDELINES) -> BurningFactors:
    """How waste burns in the open.

    Parameters
    ----------
    draw
        Gives the values.
    edition
        ``2006`` or ``2019`` of the guidelines; they differ in how much of the carbon is oxidised.
    methane
        From the guidelines, as inventories use, or as it was measured in smoke.
    """
    source = edition if methane is Methane.GUIDELINES else "measured"
    return BurningFactors(
        oxidation_frac=draw_published(draw, "burning", TECHNOLOGY, "oxidation", edition, "wet"),
        ch4_g_per_t=draw_published(draw, "burning", TECHNOLOGY, "ch4", source, "wet"),
        n2o_g_per_t=draw_published(draw, "burning", TECHNOLOGY, "n2o", edition, "dry"),
        n2o_is_per_dry=True,
    )


def open_burning(
    mass_t_wet: Array, carbon: MaterialCarbon, factors: BurningFactors, black_carbon_g_per_kg: Array
) -> Gases:
    """Gases of waste that burns in the open.

    Parameters
    ----------
    mass_t_wet
        What really burns, by material, shape (11, draws) [t].
    carbon
        Carbon of the materials.
    factors
        How it burns.
    black_carbon_g_per_kg
        Black carbon per kilogram burned, reported apart [g/kg].
    """
    return burning_gases(mass_t_wet, carbon, factors, black_carbon_g_per_kg)
