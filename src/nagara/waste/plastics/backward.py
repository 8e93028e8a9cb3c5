r"""Backward mode: tonnes at the gate are data, upstream leaks are added back, the rest is uncollected.

Notes
-----
With the plastic measured at the gate :math:`D`, sorting as in :mod:`nagara.waste.plastics.chain`,
treated :math:`W` and rejects :math:`R_j`:

.. math::
   L_{tr} &= \lambda_{tr} D / (1 - \lambda_{tr}) \\
   X &= D + L_{tr} - R_j + S_f + W \\
   L_{coll} &= \lambda_{coll} X / (1 - \lambda_{coll}) \\
   U &= G - X - L_{coll} - V \\
   L_{d} &= \lambda_{d} D

This is the balance that published results of the Waste Flow Diagram close with (it was recovered
from 38 of them). A residual :math:`U` below zero means that the inputs contradict each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nagara.waste.plastics.chain import leak_before, not_negative, sort
from nagara.waste.plastics.leakage import settle

if TYPE_CHECKING:
    from nagara.waste.plastics.factors import LeakageFactors
    from nagara.waste.plastics.fates import Fates
    from nagara.waste.plastics.inputs import PlasticInputs
    from nagara.waste.plastics.leakage import Leakage

__all__ = ["backward"]


def backward(inputs: PlasticInputs, factors: LeakageFactors, fates: Fates) -> Leakage:
    """Unmanaged plastic of a year whose tonnes at the gate were measured.

    Parameters
    ----------
    inputs
        Tonnes of plastic, with ``disposed_t_per_year``.
    factors
        Leakage factors by stage.
    fates
        Where the plastic of every source ends up.

    Returns
    -------
    Leakage
        By source and fate. Where ``is_possible`` is false the inputs contradict each other; see
        :func:`~nagara.waste.plastics.leakage_findings`.

    Raises
    ------
    ValueError
        If the tonnes at the gate are missing.
    """
    if inputs.disposed_t_per_year is None:
        msg = "backward mode starts from disposed_t_per_year; give it, or use forward mode with a collected share"
        raise ValueError(msg)
    generated = inputs.generated_t_per_year
    at_disposal = np.asarray(inputs.disposed_t_per_year, dtype=np.float64)
    sorting = sort(inputs, factors)
    transport_leak = leak_before(at_disposal, factors.share("transport"))
    straight_to_disposal = at_disposal + transport_leak - sorting.rejects
    delivered = straight_to_disposal + sorting.formal_received + inputs.treated_t_per_year
    collection_leak = leak_before(delivered, factors.share("collection_service"))
    uncollected = np.asarray(generated - delivered - collection_leak - sorting.taken_by_value_chain)
    return settle(
        inputs,
        fates,
        by_source={
            "uncollected": uncollected,
            "collection_service": collection_leak,
            "informal_value_chain": sorting.value_chain_leak,
            "formal_sorting": sorting.formal_leak,
            "informal_sorting": sorting.informal_leak,
            "transport": transport_leak,
            "disposal": at_disposal * factors.share("disposal"),
        },
        at_disposal=at_disposal,
        is_possible=not_negative(uncollected, generated) & not_negative(straight_to_disposal, generated),
    )
