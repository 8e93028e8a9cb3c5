r"""Gases of waste that burns, in a furnace or in the open.

.. math:: E_{\mathrm{CO_2}} = \frac{44}{12}\, OF \sum_m W_m\, dm_m\, CF_m\, FCF_m, \qquad
          E_{g} = W \cdot EF_g \cdot 10^{-6}

(IPCC 2006, Volume 5, Equations 5.2, 5.4 and 5.5, by material.) :math:`EF_g` is in grams per tonne, wet
or dry as its row says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.emissions.gases import Gases
from nagara.emissions.material_carbon import CO2_PER_CARBON
from nagara.units import KG_PER_T

if TYPE_CHECKING:
    from nagara.emissions.material_carbon import MaterialCarbon

__all__ = ["BurningFactors", "burning_gases"]

Array: TypeAlias = NDArray[np.float64]
G_PER_T: Final = 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class BurningFactors:
    """How one way of burning works, shapes (draws,) or (1,).

    Parameters
    ----------
    oxidation_frac
        Part of the carbon that becomes carbon dioxide [frac].
    ch4_g_per_t
        Methane per wet tonne [g/t].
    n2o_g_per_t
        Nitrous oxide per tonne [g/t].
    n2o_is_per_dry
        Whether that tonne is dry.
    """

    oxidation_frac: Array
    ch4_g_per_t: Array
    n2o_g_per_t: Array
    n2o_is_per_dry: bool


def burning_gases(
    mass_t_wet: Array, carbon: MaterialCarbon, factors: BurningFactors, black_carbon_g_per_kg: Array | None = None
) -> Gases:
    """Gases of an amount of waste that burns.

    Parameters
    ----------
    mass_t_wet
        What burns, by material, shape (11, draws) [t].
    carbon
        Carbon of the materials.
    factors
        How it burns.
    black_carbon_g_per_kg
        Black carbon per kilogram burned, reported apart [g/kg]; none if it is left out.

    Returns
    -------
    Gases
        Fossil carbon dioxide, methane and nitrous oxide; biogenic carbon dioxide as a memo item.
    """
    fossil, biogenic = carbon.burned_t(mass_t_wet)
    to_co2 = CO2_PER_CARBON * factors.oxidation_frac
    total = mass_t_wet.sum(axis=0)
    per_n2o = carbon.dry_t(mass_t_wet) if factors.n2o_is_per_dry else total
    return Gases.of(
        fossil_t_co2=fossil * to_co2,
        biogenic_t_co2=biogenic * to_co2,
        waste_t_ch4=total * factors.ch4_g_per_t / G_PER_T,
        t_n2o=per_n2o * factors.n2o_g_per_t / G_PER_T,
        t_black_carbon=0.0 if black_carbon_g_per_kg is None else total * black_carbon_g_per_kg / KG_PER_T,
    )
