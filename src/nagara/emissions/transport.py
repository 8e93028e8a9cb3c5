r"""Fuel of trucks and machines: from litres, or from tonnes and kilometres.

.. math:: E_g = F \cdot NCV \cdot EF_g, \qquad
          F = W\,d\,\ell \quad\text{or}\quad F = \frac{W\,d}{q}\,(1 + b)\,\ell_\mathrm{km}

with the fuel :math:`F`, its energy :math:`NCV`, a factor per energy :math:`EF_g` (IPCC 2006, Volume 2,
Equations 3.2.1 and 3.2.3), the load :math:`W` moved over :math:`d`, the payload :math:`q` and the empty
part of the way back :math:`b`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.emissions.gases import Gases
from nagara.evidence import table
from nagara.uncertainty.published_number import draw_published
from nagara.units import KG_PER_T

if TYPE_CHECKING:
    from nagara.uncertainty.published_number import Draw

__all__ = [
    "FUELS",
    "FuelFactors",
    "fuel_factors",
    "fuel_gases",
    "haul_litres",
    "transport_default",
    "trip_litres",
]

Array: TypeAlias = NDArray[np.float64]
FUELS: Final = tuple(dict.fromkeys(fuel for fuel, _ in table("fuel").factors))
"""Fuels whose gases are known: litres of liquid fuel and of LPG, kilograms of CNG."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FuelFactors:
    """What a fuel holds and gives off, shapes (draws,) or (1,).

    Parameters
    ----------
    energy_per_unit
        Energy of a litre, or of a kilogram of CNG [MJ].
    co2, ch4, n2o, black_carbon
        Per energy [kg/MJ]; black carbon is zero where nothing was found.
    """

    energy_per_unit: Array
    co2: Array
    ch4: Array
    n2o: Array
    black_carbon: Array


def fuel_factors(draw: Draw, fuel: str) -> FuelFactors:
    """The published factors of one fuel of :data:`FUELS`."""
    energy, co2, ch4, n2o = (draw_published(draw, "fuel", fuel, name) for name in ("energy", "co2", "ch4", "n2o"))
    has_soot = (fuel, "black_carbon") in table("fuel").factors
    soot = draw_published(draw, "fuel", fuel, "black_carbon") if has_soot else np.zeros(1)
    return FuelFactors(energy_per_unit=energy, co2=co2, ch4=ch4, n2o=n2o, black_carbon=soot)


def fuel_gases(amount: Array, factors: FuelFactors) -> Gases:
    """Gases of burned fuel.

    Parameters
    ----------
    amount
        Litres, or kilograms of CNG, shape (draws,).
    factors
        Of this fuel.

    Examples
    --------
    >>> from nagara.uncertainty.published_number import at_plug_in
    >>> gases = fuel_gases(np.array([1000.0]), fuel_factors(at_plug_in, "diesel"))
    >>> round(float(gases.fossil_t_co2[0]), 2)
    2.7
    """
    energy_mj = amount * factors.energy_per_unit
    return Gases.of(
        fossil_t_co2=energy_mj * factors.co2 / KG_PER_T,
        fuel_t_ch4=energy_mj * factors.ch4 / KG_PER_T,
        t_n2o=energy_mj * factors.n2o / KG_PER_T,
        t_black_carbon=energy_mj * factors.black_carbon / KG_PER_T,
    )


def transport_default(draw: Draw, name: str) -> Array:
    """One row of the evidence table ``transport``, in its unit: fuel where no fuel book exists.

    Examples
    --------
    >>> from nagara.uncertainty.published_number import at_plug_in
    >>> float(transport_default(at_plug_in, "collection_diesel")[0])  # litres per tonne collected
    4.0
    """
    return draw_published(draw, "transport", name)


def haul_litres(mass_t: Array, distance_km: Array | float, fuel_l_per_t_km: Array) -> Array:
    """Fuel of a long haul from its published use per tonne and kilometre [l].

    Parameters
    ----------
    mass_t
        What is moved [t].
    distance_km
        One way, loaded [km].
    fuel_l_per_t_km
        Per tonne and loaded kilometre, the empty way back included [l/t/km].
    """
    litres: Array = mass_t * distance_km * fuel_l_per_t_km
    return litres


def trip_litres(
    mass_t: Array,
    distance_km: Array | float,
    payload_t: Array | float,
    fuel_l_per_km: Array | float,
    empty_return_frac: float = 1.0,
) -> Array:
    """Fuel of a haul from the trucks that make it [l].

    Parameters
    ----------
    mass_t
        What is moved [t].
    distance_km
        One way, loaded [km].
    payload_t
        Load of one truck [t].
    fuel_l_per_km
        Use of the truck [l/km].
    empty_return_frac
        Part of the way that it drives back empty [frac].
    """
    litres: Array = mass_t / payload_t * distance_km * (1.0 + empty_return_frac) * fuel_l_per_km
    return litres
