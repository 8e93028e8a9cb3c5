"""Methane commitment: all methane that a year's waste will ever give, written down in that year.

The alternative of the Global Protocol for Community-Scale Inventories (GPC) to first-order decay,

``CH4 = M L0 (1 - f_rec) (1 - OX)``, ``L0 = MCF DOC DOCf F 16/12``.

It says nothing of when the methane comes. An inventory uses one of the two methods for all its sites.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from nagara.emissions.decay_parameters import DecayParameters, require_range
from nagara.errors import ComparisonRefusedError

__all__ = ["CommittedMethane", "DisposalMethod", "methane_commitment", "one_method"]

Array = NDArray[np.float64]


class DisposalMethod(StrEnum):
    """How an inventory writes down the methane of disposal sites."""

    DECAY = "first-order-decay"
    COMMITMENT = "methane-commitment"


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
    generated = mcf_frac * (deposits_t_wet * parameters.potential_t_ch4_per_t).sum(axis=-2)
    recovered = generated * recovery
    return CommittedMethane(
        generated_t_ch4=generated, recovered_t_ch4=recovered, emitted_t_ch4=(generated - recovered) * (1.0 - oxidation)
    )


def one_method(methods: Mapping[str, DisposalMethod]) -> DisposalMethod:
    """The method that all sites of an inventory share.

    Parameters
    ----------
    methods
        Method by name of the site.

    Raises
    ------
    ComparisonRefusedError
        If two methods stand in one inventory: their tonnes belong to different years.
    """
    used = set(methods.values())
    if len(used) > 1:
        differences = [f"{site} uses {method}" for site, method in methods.items()]
        raise ComparisonRefusedError("Disposal sites of one inventory", differences)
    return used.pop() if used else DisposalMethod.DECAY
