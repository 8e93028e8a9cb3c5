"""What must hold of every result, whatever the inputs were.

Each law gives the largest amount by which a possible draw breaks it, relative to the plastic
generated; below :data:`TOLERANCE_FRAC` it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from nagara.waste.plastics.leakage import Leakage

__all__ = ["LAWS", "TOLERANCE_FRAC", "broken_laws"]

Array: TypeAlias = NDArray[np.float64]

TOLERANCE_FRAC: Final = 1e-9


def mass_closes(leakage: Leakage) -> Array:
    """Generated is recovered, treated, kept at disposal or unmanaged."""
    placed = (
        leakage.recovered_formal_t_per_year
        + leakage.recovered_informal_t_per_year
        + leakage.treated_t_per_year
        + leakage.kept_at_disposal_t_per_year
        + leakage.unmanaged_t_per_year
    )
    return np.abs(placed - leakage.generated_t_per_year)


def fates_close(leakage: Leakage) -> Array:
    """Every unmanaged tonne has one fate."""
    return np.abs(np.asarray(sum(leakage.by_fate.values(), np.float64(0.0))) - leakage.unmanaged_t_per_year)


def nothing_is_negative(leakage: Leakage) -> Array:
    """No source, no fate and no stock is below zero."""
    flows = (*leakage.by_source.values(), *leakage.by_fate.values(), leakage.kept_at_disposal_t_per_year)
    lowest = np.zeros_like(leakage.kept_at_disposal_t_per_year)
    for flow in flows:
        np.minimum(lowest, flow, out=lowest)
    return np.negative(lowest, out=lowest)


def no_more_than_generated(leakage: Leakage) -> Array:
    """Unmanaged is a part of generated."""
    return np.maximum(leakage.unmanaged_t_per_year - leakage.generated_t_per_year, 0.0)


LAWS: Final[Mapping[str, Callable[[Leakage], Array]]] = MappingProxyType(
    {
        "generated plastic is not all recovered, treated, kept at disposal or unmanaged": mass_closes,
        "unmanaged plastic does not have one fate each": fates_close,
        "a source, a fate or a stock is negative": nothing_is_negative,
        "more plastic is unmanaged than generated": no_more_than_generated,
    }
)
"""The laws by the sentence that is printed where one is broken; each gives by how much [t/yr], draw by draw."""


def broken_laws(leakage: Leakage) -> dict[str, float]:
    """The laws that a result breaks.

    Parameters
    ----------
    leakage
        The result; draws that are not possible are left out, for they are no answer.

    Returns
    -------
    dict
        By law, the largest breach relative to the plastic generated [frac]; empty where all hold.
    """
    scale = np.where(leakage.generated_t_per_year > 0, leakage.generated_t_per_year, 1.0)
    held_to = True if leakage.is_possible.all() else leakage.is_possible  # without a mask it is several times faster
    breaches = {name: float(np.max(law(leakage) / scale, initial=0.0, where=held_to)) for name, law in LAWS.items()}
    return {name: breach for name, breach in breaches.items() if not breach <= TOLERANCE_FRAC}
