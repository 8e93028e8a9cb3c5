"""Composting: methane and nitrous oxide while it rots, and the compost that comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.emissions.biological_treatment import (
    Basis,
    Treatment,
    TreatmentFactors,
    biological_gases,
    treatment_factors,
)
from nagara.uncertainty.published_number import draw_published

if TYPE_CHECKING:
    from nagara.emissions.gases import Gases
    from nagara.uncertainty.published_number import Draw

__all__ = ["compost_t", "compost_yield", "composting", "composting_factors"]

Array: TypeAlias = NDArray[np.float64]


def composting_factors(draw: Draw, *, basis: Basis = Basis.WET, printing: str = "corrected") -> TreatmentFactors:
    """What a tonne of composted waste gives off (IPCC 2006, Volume 5, Table 4.1)."""
    return treatment_factors(draw, Treatment.COMPOSTING, basis=basis, printing=printing)


def composting(mass_t: Array, factors: TreatmentFactors) -> Gases:
    """Gases of an amount of composted waste.

    Parameters
    ----------
    mass_t
        Waste that enters the heap after what is sorted out, wet or dry as the factors say [t].
    factors
        What a tonne gives off.

    Examples
    --------
    >>> from nagara.emissions.gases import warming_potentials
    >>> from nagara.uncertainty.published_number import at_plug_in
    >>> gases = composting(np.array([1.0]), composting_factors(at_plug_in))
    >>> round(float(gases.t_co2e(warming_potentials("AR5"))[0]), 3)
    0.176
    """
    return biological_gases(mass_t, factors)


def compost_yield(draw: Draw) -> Array:
    """Compost per tonne of wet waste [t/t]."""
    return draw_published(draw, "energy_recovery", "compost_yield")


def compost_t(mass_t: Array, yield_frac: Array) -> Array:
    """Compost that an amount of wet waste gives [t]."""
    made: Array = mass_t * yield_frac
    return made
