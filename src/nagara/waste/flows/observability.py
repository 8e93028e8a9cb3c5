"""What the equations can tell: which measurements are checked, which unmeasured quantities are determined.

Decided by the null spaces of the derivatives (orthogonal factorisation), at the values where it is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from nagara.waste.flows.result import Status

if TYPE_CHECKING:
    from nagara.waste.flows.linearisation import Linearisation
    from nagara.waste.flows.system import System

__all__ = ["classify", "status_of"]


def classify(system: System) -> Mapping[str, Status]:
    """Classify the quantities of a system, whatever was measured.

    Parameters
    ----------
    system
        Quantities and equations; in a nonlinear system the classification is that at the reconciled values.

    Raises
    ------
    ContradictionError
        If fixed values contradict each other.

    Examples
    --------
    >>> from nagara.waste.flows.system import System
    >>> system = System.of(equations=["a - b - c = 0"], measured={"a": (9, 1)}, unmeasured=["b", "c"])
    >>> [status.value for status in classify(system).values()]
    ['just-determined', 'not-observable', 'not-observable']
    """
    from nagara.waste.flows.reconcile import parts_of, reconcile

    parts = parts_of(system)
    if not all(part.is_linear for part in parts):
        return reconcile(system).status
    status = {quantity.name: Status.FIXED for quantity in system.quantities}
    for part in parts:
        linear = part.linearised(np.zeros(len(part.equations.names)))
        status |= dict(zip(part.equations.names, status_of(linear), strict=True))
    return status


def status_of(linear: Linearisation) -> list[Status]:
    """Status of the free quantities of one part, measured ones first."""
    measured = [Status.REDUNDANT if is_checked else Status.JUST_DETERMINED for is_checked in linear.redundant]
    return measured + [Status.OBSERVABLE if is_seen else Status.NOT_OBSERVABLE for is_seen in linear.observable]
