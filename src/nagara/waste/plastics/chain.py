r"""The two sorting chains, which forward and backward mode share.

Notes
-----
What sorting hands on is data. With the leakage factor :math:`\lambda` and the rejected part
:math:`r`, it received and leaked

.. math:: S = \frac{R}{(1 - r)(1 - \lambda)}, \qquad L = \lambda S

In informal recovery the value chain takes up :math:`V = S_i / (1 - \lambda_{vc})` and sorts what it
has not lost, so that its own leak is :math:`\lambda_{vc} V`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from nagara.waste.plastics.factors import LeakageFactors
    from nagara.waste.plastics.inputs import Amount, PlasticInputs

__all__ = ["Sorting", "leak_before", "sort"]

Array: TypeAlias = NDArray[np.float64]
TOLERANCE_FRAC = 1e-9
"""A flow that is negative by less than this part of the generated plastic is zero [frac]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorting:
    """Flows of both sorting chains [t/yr].

    Parameters
    ----------
    formal_received, taken_by_value_chain
        What formal sorting receives from collection, and what the value chain takes up itself.
    rejects
        What both throw out into the way to disposal.
    formal_leak, informal_leak, value_chain_leak
        What escapes.
    """

    formal_received: Array
    taken_by_value_chain: Array
    rejects: Array
    formal_leak: Array
    informal_leak: Array
    value_chain_leak: Array


def sort(inputs: PlasticInputs, factors: LeakageFactors) -> Sorting:
    """Trace both sorting chains back from what they hand on."""
    formal, formal_leak, formal_rejects = _received(
        inputs.recovered_formal_t_per_year, inputs.formal_reject_frac, factors.share("formal_sorting")
    )
    informal, informal_leak, informal_rejects = _received(
        inputs.recovered_informal_t_per_year, inputs.informal_reject_frac, factors.share("informal_sorting")
    )
    value_chain_leak = leak_before(informal, factors.share("informal_value_chain"))
    return Sorting(
        formal_received=formal,
        taken_by_value_chain=informal + value_chain_leak,
        rejects=formal_rejects + informal_rejects,
        formal_leak=formal_leak,
        informal_leak=informal_leak,
        value_chain_leak=value_chain_leak,
    )


def leak_before(measured: Amount, factor: Amount) -> Array:
    r"""What leaked before the rest was measured: :math:`L = \lambda X / (1 - \lambda)` [t/yr]."""
    return np.asarray(measured * np.asarray(factor) / (1.0 - np.asarray(factor)))


def not_negative(flow: Array, generated: Amount) -> NDArray[np.bool_]:
    """Whether a flow is a flow, but for rounding of the arithmetic."""
    return np.asarray(flow >= -TOLERANCE_FRAC * np.asarray(generated))


def _received(recovered: Amount, reject_frac: Amount, factor: Amount) -> tuple[Array, Array, Array]:
    handled = np.asarray(recovered) / (1.0 - np.asarray(reject_frac))
    leaked = leak_before(handled, factor)
    return handled + leaked, leaked, handled - recovered
