"""Incineration: fossil carbon dioxide, methane, nitrous oxide, and electricity sold.

With energy recovery the gases are the same. An inventory puts them into the energy sector
(:mod:`nagara.emissions.gpc`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.emissions.combustion import BurningFactors, burning_gases
from nagara.uncertainty.published_number import draw_published

if TYPE_CHECKING:
    from nagara.emissions.gases import Gases
    from nagara.emissions.material_carbon import MaterialCarbon
    from nagara.uncertainty.published_number import Draw

__all__ = ["incineration", "incineration_factors"]

Array: TypeAlias = NDArray[np.float64]


def incineration_factors(draw: Draw, technology: str) -> BurningFactors:
    """How a furnace burns (IPCC 2006, Volume 5, Tables 5.2 to 5.6; left as they are in 2019).

    Parameters
    ----------
    draw
        Gives the values.
    technology
        ``continuous``, ``semi-continuous`` or ``batch``, then ``-stoker`` or ``-fluidised``.
    """
    oxidation, ch4, n2o = (
        draw_published(draw, "burning", technology, quantity, "2006", "wet") for quantity in ("oxidation", "ch4", "n2o")
    )
    return BurningFactors(oxidation_frac=oxidation, ch4_g_per_t=ch4, n2o_g_per_t=n2o, n2o_is_per_dry=False)


def incineration(mass_t_wet: Array, carbon: MaterialCarbon, factors: BurningFactors) -> Gases:
    """Gases of an amount of incinerated waste.

    Parameters
    ----------
    mass_t_wet
        What enters the furnace, by material, shape (11, draws) [t].
    carbon
        Carbon of the materials.
    factors
        How the furnace burns.
    """
    return burning_gases(mass_t_wet, carbon, factors)
