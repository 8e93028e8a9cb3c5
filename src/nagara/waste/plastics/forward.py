r"""Forward mode: from the collected share down to disposal, for scenarios.

Notes
-----
With the share :math:`c` of the generated plastic :math:`G` that services or the value chain take up
(other symbols as in :mod:`nagara.waste.plastics.backward`):

.. math::
   U &= (1 - c)\, G \\
   C &= c\, G - V, \qquad L_{coll} = \lambda_{coll}\, C \\
   T &= C - L_{coll} - S_f - W + R_j, \qquad L_{tr} = \lambda_{tr}\, T \\
   D &= T - L_{tr}, \qquad L_d = \lambda_d\, D
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nagara.waste.plastics.chain import not_negative, sort
from nagara.waste.plastics.leakage import settle

if TYPE_CHECKING:
    from nagara.waste.plastics.factors import LeakageFactors
    from nagara.waste.plastics.fates import Fates
    from nagara.waste.plastics.inputs import Amount, PlasticInputs
    from nagara.waste.plastics.leakage import Leakage

__all__ = ["forward"]


def forward(inputs: PlasticInputs, collected_frac: Amount, factors: LeakageFactors, fates: Fates) -> Leakage:
    """Unmanaged plastic of a year of which the collected share is set.

    Parameters
    ----------
    inputs
        Tonnes of plastic; ``disposed_t_per_year`` is not read.
    collected_frac
        Share of the generated plastic that services or the value chain take up [frac]; what
        backward mode finds is ``Leakage.collected_frac``.
    factors
        Leakage factors by stage.
    fates
        Where the plastic of every source ends up.

    Returns
    -------
    Leakage
        By source and fate. Where ``is_possible`` is false more is recovered and treated than
        collection brings; see :func:`~nagara.waste.plastics.leakage_findings`.

    Raises
    ------
    ValueError
        If the collected share lies outside 0 to 1.
    """
    share = np.asarray(collected_frac, dtype=np.float64)
    if not (np.all(share >= 0) and np.all(share <= 1)):
        msg = "collected_frac lies outside 0 to 1"
        raise ValueError(msg)
    generated = inputs.generated_t_per_year
    sorting = sort(inputs, factors)
    by_services = generated * share - sorting.taken_by_value_chain
    collection_leak = by_services * factors.share("collection_service")
    straight_to_disposal = by_services - collection_leak - sorting.formal_received - inputs.treated_t_per_year
    transported = straight_to_disposal + sorting.rejects
    transport_leak = transported * factors.share("transport")
    at_disposal = np.asarray(transported - transport_leak)
    return settle(
        inputs,
        fates,
        by_source={
            "uncollected": np.asarray(generated * (1.0 - share)),
            "collection_service": np.asarray(collection_leak),
            "informal_value_chain": sorting.value_chain_leak,
            "formal_sorting": sorting.formal_leak,
            "informal_sorting": sorting.informal_leak,
            "transport": np.asarray(transport_leak),
            "disposal": np.asarray(at_disposal * factors.share("disposal")),
        },
        at_disposal=at_disposal,
        # Before its own leak too: what escapes of a negative collection would be negative as well.
        is_possible=not_negative(np.asarray(by_services), generated)
        & not_negative(np.asarray(straight_to_disposal), generated),
    )
