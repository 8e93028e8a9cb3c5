"""Bounds on reconciled quantities: the smallest further change that respects them.

Dual active set. With ``C`` the covariance of the solution without bounds and ``G`` the rows of the violated
bounds, the multipliers solve ``min u' S u / 2 - u' d`` with ``S = G C G'``, ``u >= 0`` (non-negative least
squares), and the values move by ``C G' u``. Bounds join the set until none is violated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from nagara.errors import ReconciliationError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Index = NDArray[np.intp]

__all__ = ["within_bounds"]

SLACK: Final = 1e-9
"""A bound counts as violated beyond this part of the quantity's size."""
BLOCKED: Final = 1e3
"""A bound still violated by so many times its slack cannot be met."""
FLAT: Final = 1e-11
"""An eigenvalue below this part of the largest counts as zero."""
NO_ROOM: Final = "Widen a bound, or correct the measurement or the fixed value that leaves no room."


def within_bounds(
    values: Array, factor: Array, low: Array, high: Array, *, is_strict: bool = True
) -> tuple[Array, Index]:
    """Find the multipliers of the bounds.

    Parameters
    ----------
    values
        The solution without bounds, shape (names,).
    factor
        ``R`` with ``R R' = C``, shape (names, errors): a shift of the errors by ``R[rows].T @ u`` moves
        the values by ``C[:, rows] @ u``.
    low, high
        Bounds, infinite where there is none.
    is_strict
        Whether bounds that cannot be met are an error; else they are met as nearly as possible.

    Returns
    -------
    tuple
        The shift of the errors, and the rows that end at a bound.

    Raises
    ------
    ReconciliationError
        If no values satisfy equations and bounds together.
    """
    shift, active = np.zeros(factor.shape[1]), np.zeros(0, dtype=np.intp)
    size = np.maximum(np.abs(values), np.maximum(_finite(low), _finite(high)))
    size = SLACK * np.maximum(size, np.sqrt((factor**2).sum(axis=1)))
    inside = values
    rows = np.zeros(0, dtype=np.intp)
    for _ in range(len(values) + 1):
        too_low, too_high = low - inside > size, inside - high > size
        fresh = np.setdiff1d(np.flatnonzero(too_low | too_high), rows)
        if not len(fresh):
            return shift, active
        rows = np.concatenate([rows, fresh])
        sign = np.where(values[rows] + factor[rows] @ shift < low[rows], 1.0, -1.0)
        sign = np.where(np.isfinite(low[rows]), np.where(np.isfinite(high[rows]), sign, 1.0), -1.0)
        gap = np.where(sign > 0, low[rows] - values[rows], values[rows] - high[rows])
        reach = sign[:, None] * factor[rows]
        multipliers = _multipliers(reach @ reach.T, gap)
        shift = reach.T @ multipliers
        active = rows[multipliers > 0]
        inside = values + factor @ shift
        left = np.maximum(low - inside, inside - high)[rows]
        if np.any(left > BLOCKED * size[rows]):
            if not is_strict:
                return shift, active
            raise ReconciliationError("equations and bounds leave no room for any values", NO_ROOM)
    raise ReconciliationError("the bounds could not be met together with the equations", NO_ROOM)


def _multipliers(steepness: Array, gap: Array) -> Array:
    """Minimise ``u' S u / 2 - u' gap`` over non-negative ``u``."""
    from scipy.optimize import nnls

    scale = np.sqrt(np.diag(steepness))
    if np.any(scale == 0):
        raise ReconciliationError("a bound contradicts what the equations determine without doubt", NO_ROOM)
    roots, axes = np.linalg.eigh(steepness / np.outer(scale, scale))
    kept = roots > FLAT * roots[-1]
    root = np.sqrt(roots[kept])[:, None] * axes[:, kept].T
    target = (axes[:, kept].T @ (gap / scale)) / np.sqrt(roots[kept])
    found, _ = nnls(root, target, maxiter=50 * (len(gap) + 1))
    return np.asarray(found / scale)


def _finite(bound: Array) -> Array:
    return np.where(np.isfinite(bound), np.abs(bound), 0.0)
