r"""Electricity that facilities use, and electricity that they make.

.. math:: E = Q \cdot g, \qquad Q_\mathrm{gas} = \frac{m_{\mathrm{CH_4}} H \eta}{3.6}, \qquad
          Q_\mathrm{furnace} = \frac{W H \eta}{3.6}

with the factor of the national grid :math:`g`, which a city must name: it differs severalfold between
countries, so nagara has no default for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.emissions.gases import Gases
from nagara.uncertainty.published_number import draw_published
from nagara.units import KG_PER_T

if TYPE_CHECKING:
    from nagara.uncertainty.published_number import Draw

__all__ = ["electricity_gases", "electricity_of_methane_kwh", "electricity_of_waste_kwh", "energy_number"]

Array: TypeAlias = NDArray[np.float64]
MJ_PER_KWH: Final = 3.6


def energy_number(draw: Draw, name: str) -> Array:
    """One row of the evidence table ``energy_recovery``, in its unit."""
    return draw_published(draw, "energy_recovery", name)


def electricity_gases(used_kwh: Array, grid_kg_co2e_per_kwh: Array | float) -> Gases:
    """Gases of electricity from the grid, counted as carbon dioxide: grids give off hardly anything else.

    Parameters
    ----------
    used_kwh
        Electricity taken from the grid [kWh].
    grid_kg_co2e_per_kwh
        Factor of the national grid [kg CO2e/kWh].
    """
    return Gases.of(fossil_t_co2=used_kwh * grid_kg_co2e_per_kwh / KG_PER_T)


def electricity_of_methane_kwh(burned_t_ch4: Array, energy_mj_per_kg: Array, efficiency_frac: Array) -> Array:
    """Electricity from methane that an engine burns [kWh].

    Parameters
    ----------
    burned_t_ch4
        Methane that reaches the engine [t CH4].
    energy_mj_per_kg
        Energy of methane [MJ/kg].
    efficiency_frac
        Electric efficiency [frac].
    """
    made: Array = burned_t_ch4 * KG_PER_T * energy_mj_per_kg * efficiency_frac / MJ_PER_KWH
    return made


def electricity_of_waste_kwh(mass_t_wet: Array, energy_mj_per_kg: Array, efficiency_frac: Array) -> Array:
    """Electricity that a furnace sells, net of its own use [kWh].

    Parameters
    ----------
    mass_t_wet
        Waste that enters it [t].
    energy_mj_per_kg
        Lower heating value of the wet waste [MJ/kg].
    efficiency_frac
        Net electric efficiency [frac].
    """
    made: Array = mass_t_wet * KG_PER_T * energy_mj_per_kg * efficiency_frac / MJ_PER_KWH
    return made
