"""Methane commitment: all methane that a year's waste will ever give, written down in that year.

The alternative of the Global Protocol for Community-Scale Inventories (GPC) to first-order decay,

``CH4 = M L0 (1 - f_rec) (1 - OX)``, ``L0 = MCF DOC DOCf F 16/12``.

It says nothing of when the methane comes. An inventory uses one of the two methods for all its
sites (:class:`nagara.emissions.gpc.LandfillMethod`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nagara.emissions.decay_parameters import DecayParameters, require_range

__all__ = ["CommittedMethane", "methane_commitment"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommittedMethane:
    """Methane that the waste of a year will give over all time [t], each of shape ``(..., draws)``."""

    generated_t_ch4: Array
    recovered_t_ch4: Array
    emitted_t_ch4: Array


def methane_commitment(
    deposits_t_wet: Array,
    mcf_frac: Array,
    parameters: DecayParameters,
    *,
    recovery_frac: Array | float = 0.0,
    oxidation_frac: Array | float = 0.0,
) -> CommittedMethane:
    """Work out the methane commitment of a year's waste.

    Parameters
    ----------
    deposits_t_wet
        Waste deposited in the year [t], shape ``(..., fractions, draws)``.
    mcf_frac
        Methane correction of the sites [frac], shape ``(..., draws)``.
    parameters
        Carbon of the fractions; ``default_parameters("gpc", ...)`` has the share of the protocol's text.
    recovery_frac, oxidation_frac
        Shares over the whole life of the waste [frac], shape ``(..., draws)`` or a number.

    Returns
    -------
    CommittedMethane
        Generated, recovered and emitted methane.

    Raises
    ------
    QuantityError
        If a number is impossible.

    Examples
    --------
    >>> from nagara.emissions.decay_parameters import default_parameters
    >>> food = default_parameters("2019", "tropical-wet", ("food",))
    >>> committed = methane_commitment(np.ones((1, 1)), np.ones(1), food, oxidation_frac=0.1)
    >>> round(float(committed.emitted_t_ch4[0]), 4)
    0.063
    """
    recovery, oxidation = (
        np.atleast_1d(np.asarray(each, dtype=np.float64)) for each in (recovery_frac, oxidation_frac)
    )
    require_range("deposits_t_wet", deposits_t_wet, np.inf)
    for name, share in (("mcf_frac", mcf_frac), ("recovery_frac", recovery), ("oxidation_frac", oxidation)):
        require_range(name, share, 1.0)
    generated = mcf_frac * np.einsum("...kn,...kn->...n", deposits_t_wet, parameters.potential_t_ch4_per_t)
    recovered = generated * recovery
    return CommittedMethane(
        generated_t_ch4=generated, recovered_t_ch4=recovered, emitted_t_ch4=(generated - recovered) * (1.0 - oxidation)
    )
