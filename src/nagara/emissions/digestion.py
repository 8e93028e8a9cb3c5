r"""Anaerobic digestion: methane that leaks, and the electricity of the rest.

The factor counts only what escapes. Gas that a digester makes on purpose and burns is no emission
of it; what it replaces is a line of its own (:mod:`nagara.emissions.avoided`).
"""

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
from nagara.units import KG_PER_T

if TYPE_CHECKING:
    from nagara.emissions.gases import Gases
    from nagara.uncertainty.published_number import Draw

__all__ = ["digestion", "digestion_factors", "made_t_ch4"]

Array: TypeAlias = NDArray[np.float64]


def digestion_factors(draw: Draw, *, basis: Basis = Basis.WET, printing: str = "corrected") -> TreatmentFactors:
    """What a tonne of digested waste lets escape (IPCC 2006, Volume 5, Table 4.1)."""
    return treatment_factors(draw, Treatment.DIGESTION, basis=basis, printing=printing)


def digestion(mass_t: Array, factors: TreatmentFactors) -> Gases:
    """Gases of an amount of digested waste.

    Parameters
    ----------
    mass_t
        Waste that enters the digester, wet or dry as the factors say [t].
    factors
        What a tonne lets escape.

    Examples
    --------
    >>> from nagara.emissions.gases import warming_potentials
    >>> from nagara.uncertainty.published_number import at_plug_in
    >>> gases = digestion(np.array([1000.0]), digestion_factors(at_plug_in))
    >>> round(float(gases.t_co2e(warming_potentials("AR5"))[0]), 1)
    22.4
    """
    return biological_gases(mass_t, factors)


def made_t_ch4(mass_t: Array, methane_m3_per_t: Array, methane_density_kg_per_m3: Array | float) -> Array:
    """Methane that a digester makes on purpose [t CH4].

    Parameters
    ----------
    mass_t
        Wet waste that enters it [t].
    methane_m3_per_t
        Yield, at 0 °C and one atmosphere [m³/t].
    methane_density_kg_per_m3
        Density of methane there [kg/m³].
    """
    made: Array = mass_t * methane_m3_per_t * methane_density_kg_per_m3 / KG_PER_T
    return made
