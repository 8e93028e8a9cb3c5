"""Whose doubt is it: Sobol indices of independent groups of inputs.

References
----------
.. [1] A. Saltelli et al., "Variance based sensitivity analysis of model output. Design and
   estimator for the total sensitivity index", Computer Physics Communications 181 (2010) 259-270,
   doi 10.1016/j.cpc.2009.09.018, Table 2, rows (b) and (f).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["GroupIndices", "sobol_indices"]

Draws = Mapping[str, NDArray[np.float64]]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupIndices:
    """Variance shares of one group for every output.

    Parameters
    ----------
    group
        Name of the group.
    first_order, total
        Shares of the variance [frac], one per output. They do not add up to one where inputs act
        through a ratio; what first-order shares leave out is interaction.
    """

    group: str
    first_order: NDArray[np.float64]
    total: NDArray[np.float64]


def sobol_indices(
    model: Callable[[Draws], NDArray[np.float64]],
    first: Mapping[str, Draws],
    second: Mapping[str, Draws],
) -> list[GroupIndices]:
    """Estimate first-order (Saltelli 2010) and total (Jansen 1999) indices by group.

    Parameters
    ----------
    model
        Turns draws of all inputs into outputs, shape (outputs, draws).
    first, second
        Two independent sets of draws: by group, the draws of its inputs by name.

    Returns
    -------
    list of GroupIndices
        One entry per group, in the order of ``first``.

    Notes
    -----
    The output is centred before the first-order product: its mean does not change the expectation
    and would only add noise.
    """
    standing = _merge(first)
    output_a, output_b = model(standing), model(_merge(second))
    both = np.concatenate([output_a, output_b], axis=1)
    variance, centred_b = np.var(both, axis=1), output_b - both.mean(axis=1, keepdims=True)
    safe = np.where(variance > 0, variance, np.inf)
    moved = np.empty((len(first), *output_a.shape))
    for row, group in zip(moved, first, strict=True):
        np.subtract(model({**standing, **second[group]}), output_a, out=row)
    first_order = np.mean(moved * centred_b, axis=2) / safe
    np.square(moved, out=moved)
    total = 0.5 * np.mean(moved, axis=2) / safe
    return [
        GroupIndices(group=group, first_order=of_first, total=of_all)
        for group, of_first, of_all in zip(first, first_order, total, strict=True)
    ]


def _merge(groups: Mapping[str, Draws]) -> dict[str, NDArray[np.float64]]:
    return {name: draws for inputs in groups.values() for name, draws in inputs.items()}
