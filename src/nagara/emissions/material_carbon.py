r"""Carbon in waste: dry matter, the carbon of it, and the part of that which is fossil.

.. math:: C_m = dm_m \cdot CF_m, \qquad C_m^{\mathrm{fossil}} = C_m \cdot FCF_m

(IPCC 2006, Volume 5, Table 2.4.)
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.uncertainty.published_number import draw_published
from nagara.waste.material_map import MATERIALS

if TYPE_CHECKING:
    from nagara.uncertainty.published_number import Draw

__all__ = ["CO2_PER_CARBON", "MaterialCarbon", "material_carbon"]

Array: TypeAlias = NDArray[np.float64]
CO2_PER_CARBON: Final = 44.0 / 12.0
"""Mass of carbon dioxide per mass of its carbon, as the guidelines round it [1]."""


@dataclass(frozen=True, kw_only=True)
class MaterialCarbon:
    """Carbon of the eleven materials; every share has shape (11, draws) or (11, 1).

    Parameters
    ----------
    dry_frac
        Dry matter of wet waste [frac].
    carbon_of_dry_frac
        Carbon of dry matter [frac].
    fossil_of_carbon_frac
        Fossil part of the carbon [frac].
    """

    dry_frac: Array
    carbon_of_dry_frac: Array
    fossil_of_carbon_frac: Array

    @cached_property
    def _fossil_of_wet(self) -> Array:
        return self.dry_frac * self.carbon_of_dry_frac * self.fossil_of_carbon_frac

    @cached_property
    def _biogenic_of_wet(self) -> Array:
        return self.dry_frac * self.carbon_of_dry_frac - self._fossil_of_wet

    def carbon_t(self, mass_t_wet: Array) -> tuple[Array, Array]:
        """Fossil and biogenic carbon of an amount by material [t], each of shape (11, draws)."""
        carbon = mass_t_wet * self.dry_frac * self.carbon_of_dry_frac
        fossil = carbon * self.fossil_of_carbon_frac
        return fossil, carbon - fossil

    def burned_t(self, mass_t_wet: Array) -> tuple[Array, Array]:
        """Fossil and biogenic carbon of an amount by material, all materials together [t], each of shape (draws,)."""
        return _all_together(mass_t_wet, self._fossil_of_wet), _all_together(mass_t_wet, self._biogenic_of_wet)

    def dry_t(self, mass_t_wet: Array) -> Array:
        """Dry matter of an amount by material, all materials together [t], shape (draws,)."""
        return _all_together(mass_t_wet, self.dry_frac)


def _all_together(mass_t_wet: Array, part: Array) -> Array:
    """Sum over all materials of mass times part, without an array of the products; years may stand between."""
    total: Array = np.einsum("k...,k...->...", mass_t_wet, part)
    return total


def material_carbon(draw: Draw) -> MaterialCarbon:
    """The carbon of the evidence table ``material_carbon``."""
    dry, carbon, fossil = (
        np.stack([draw_published(draw, "material_carbon", material, quantity) for material in MATERIALS])
        for quantity in ("dry_matter", "carbon_of_dry", "fossil_of_carbon")
    )
    return MaterialCarbon(dry_frac=dry, carbon_of_dry_frac=carbon, fossil_of_carbon_frac=fossil)
