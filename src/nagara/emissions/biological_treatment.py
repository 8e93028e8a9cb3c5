r"""Methane and nitrous oxide of waste that rots in a plant.

.. math:: E_{\mathrm{CH_4}} = M \cdot EF_{\mathrm{CH_4}} \cdot 10^{-3} - R, \qquad
          E_{\mathrm{N_2O}} = M \cdot EF_{\mathrm{N_2O}} \cdot 10^{-3}

(IPCC 2006, Volume 5, Equations 4.1 and 4.2.) With the mass in tonnes and the factor in kg per tonne,
which is the same number as g per kg, the result is in tonnes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.emissions.gases import Gases
from nagara.errors import QuantityError
from nagara.uncertainty.published_number import draw_published
from nagara.units import KG_PER_T

if TYPE_CHECKING:
    from nagara.uncertainty.published_number import Draw

__all__ = ["Basis", "TreatmentFactors", "Treatment", "biological_gases", "treatment_factors"]

Array: TypeAlias = NDArray[np.float64]


class Basis(StrEnum):
    """Whether a tonne is counted as discarded or without its water."""

    WET = "wet"
    DRY = "dry"


class Treatment(StrEnum):
    """The two ways of biological treatment."""

    COMPOSTING = "composting"
    DIGESTION = "digestion"


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatmentFactors:
    """What a tonne of treated waste gives off, shapes (draws,) or (1,).

    Parameters
    ----------
    ch4_kg_per_t, n2o_kg_per_t
        Methane and nitrous oxide per tonne of treated waste [kg/t].
    basis
        Whether the tonne is wet or dry.
    """

    ch4_kg_per_t: Array
    n2o_kg_per_t: Array
    basis: Basis


def treatment_factors(
    draw: Draw, treatment: Treatment, *, basis: Basis = Basis.WET, printing: str = "corrected"
) -> TreatmentFactors:
    """The published factors of one treatment.

    Parameters
    ----------
    draw
        Gives the values.
    treatment, basis
        What is done, and which tonne is meant.
    printing
        ``corrected`` table of the guidelines, or ``first``, which some older tools hold (wet only).
    """
    ch4, n2o = (draw_published(draw, "biological_treatment", treatment, gas, basis, printing) for gas in ("ch4", "n2o"))
    return TreatmentFactors(ch4_kg_per_t=ch4, n2o_kg_per_t=n2o, basis=basis)


def biological_gases(mass_t: Array, factors: TreatmentFactors, recovered_t_ch4: Array | float = 0.0) -> Gases:
    """Gases of an amount of treated waste.

    Parameters
    ----------
    mass_t
        Treated waste, wet or dry as the factors say [t].
    factors
        What a tonne gives off.
    recovered_t_ch4
        Methane caught out of what the factor counts as emitted [t CH4].

    Raises
    ------
    QuantityError
        If more methane is caught than is given off, or the mass is negative.
    """
    given_off = mass_t * factors.ch4_kg_per_t / KG_PER_T
    if np.any(given_off < np.asarray(recovered_t_ch4)):
        raise QuantityError(
            "recovered_t_ch4",
            "is more methane than the treatment gives off",
            "Count only gas that would else have escaped; gas that a digester makes on purpose never does.",
        )
    return Gases.of(waste_t_ch4=given_off - recovered_t_ch4, t_n2o=mass_t * factors.n2o_kg_per_t / KG_PER_T)
