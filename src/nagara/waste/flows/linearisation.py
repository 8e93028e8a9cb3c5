"""What linearised equations say about measured and unmeasured quantities.

Measured quantities are written ``u = centre + L e`` with ``L L' = Q``, so that least squares asks for the
shortest ``e``. The unmeasured ones are removed by the left null space of their columns (QR, where the
published method reduces to row echelon form), and what is left is whitened: ``W`` combines the equations so
that ``W Jy = 0`` and ``W Jx Q Jx' W' = 1``. Each row of ``W`` is one independent check on the measurements.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Flags = NDArray[np.bool_]

__all__ = ["Linearisation", "linearise", "times_root"]

RANK_TOLERANCE: Final = 1e-9
"""A direction this small, on rows and columns scaled to one, counts as dependent."""
ZERO_TOLERANCE: Final = 1e-7
"""An entry this small, on the same scale, counts as no influence."""
SAFE_PIVOT: Final = 1e-3
"""Without a search for pivots a reduced system is trusted whose smallest pivot is at least this."""
SMALL_SYSTEM: Final = 24
"""Up to so many checks the slower and surer pivoted QR costs nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linearisation:
    """Equations linearised at one point and solved in general.

    Parameters
    ----------
    slopes
        Derivatives by the measured quantities (on their scales), shape (equations, measured).
    root
        ``L``: standard deviations, or a matrix if errors are correlated.
    whiten
        ``W``, shape (checks, equations).
    basis
        Orthonormal basis of the errors that the checks see, shape (checks, errors).
    dependent
        Combinations of equations that hold neither measured nor unmeasured quantities.
    solve_unmeasured
        Maps what the equations lack to the unmeasured quantities, shape (unmeasured, equations).
    free_directions
        Orthonormal basis, on scaled columns, of the changes that no equation notices, shape (unmeasured, free).
    unmeasured_scale
        The scale of each unmeasured column.
    row_scale
        One over the size of each equation.
    """

    slopes: Array
    root: Array
    whiten: Array
    basis: Array
    dependent: Array
    solve_unmeasured: Array
    free_directions: Array
    unmeasured_scale: Array
    row_scale: Array

    @property
    def checks(self) -> int:
        """How many independent checks there are: the degrees of freedom."""
        return len(self.whiten)

    @property
    def observable(self) -> Flags:
        """Which unmeasured quantities the equations determine."""
        if self.free_directions.shape[1] == 0:
            return np.ones(len(self.free_directions), dtype=bool)
        return np.asarray(np.abs(self.free_directions).max(axis=1) < ZERO_TOLERANCE)

    @property
    def redundant(self) -> Flags:
        """Which measured quantities are checked by the others."""
        if not self.checks:
            return np.zeros(self.slopes.shape[1], dtype=bool)
        seen = self.whiten @ self.slopes * self.spread
        return np.asarray(np.abs(seen).max(axis=0) > ZERO_TOLERANCE)

    @property
    def spread(self) -> Array:
        """Standard deviations of the measurements, on their scales."""
        return self.root if self.root.ndim == 1 else np.sqrt((self.root**2).sum(axis=1))

    def errors(self, lack: Array) -> Array:
        """The shortest errors that make up for what the equations lack."""
        return np.asarray(self.basis.T @ (self.whiten @ lack))

    def unmeasured_change(self, lack: Array, errors: Array) -> Array:
        """How the unmeasured quantities follow."""
        if not len(self.solve_unmeasured):
            return np.zeros(0)
        return np.asarray(self.solve_unmeasured @ (lack - times_root(self.slopes, self.root) @ errors))

    def measured_factor(self) -> Array:
        """A matrix whose product with its transpose is the covariance of the reconciled measured quantities."""
        count = self.basis.shape[1]
        rest = np.eye(count) - self.basis.T @ self.basis
        return self.root[:, None] * rest if self.root.ndim == 1 else np.asarray(self.root @ rest)

    def unmeasured_factor(self) -> Array:
        """The same for the unmeasured quantities, as far as they are observable."""
        blurred = times_root(self.slopes, self.root)
        through = self.solve_unmeasured @ blurred
        return np.asarray((through @ self.basis.T) @ self.basis - through)


def times_root(slopes: Array, root: Array) -> Array:
    """Multiply derivatives by the root of the covariance."""
    return slopes * root if root.ndim == 1 else np.asarray(slopes @ root)


def linearise(slopes: Array, unmeasured_slopes: Array, root: Array) -> Linearisation:
    """Eliminate the unmeasured quantities and whiten what is left.

    Parameters
    ----------
    slopes, unmeasured_slopes
        Derivatives of the equations by the measured and the unmeasured quantities.
    root
        Standard deviations of the measured quantities, or a matrix root of their covariance.
    """
    blurred = times_root(slopes, root)
    size = np.sqrt((blurred**2).sum(axis=1))
    bare = np.abs(unmeasured_slopes).max(axis=1, initial=0.0)
    first_scale = 1.0 / np.where(size > 0, size, np.where(bare > 0, bare, 1.0))
    column = np.sqrt(((first_scale[:, None] * unmeasured_slopes) ** 2).sum(axis=0))
    column_scale = 1.0 / np.where(column > 0, column, 1.0)
    scaled = unmeasured_slopes * column_scale
    size = np.sqrt(size**2 + (scaled**2).sum(axis=1))
    row_scale = 1.0 / np.where(size > 0, size, 1.0)
    keep, solve, free = _eliminate(row_scale[:, None] * scaled)
    reduced = row_scale[:, None] * blurred if keep is None else keep @ (row_scale[:, None] * blurred)
    combine, basis, dependent = _whiten(reduced)
    if keep is not None:
        combine, dependent = combine @ keep, dependent @ keep
    return Linearisation(
        slopes=slopes,
        root=root,
        whiten=combine * row_scale,
        basis=basis,
        dependent=dependent * row_scale,
        solve_unmeasured=column_scale[:, None] * solve * row_scale,
        free_directions=free,
        unmeasured_scale=column_scale,
        row_scale=row_scale,
    )


def _eliminate(columns: Array) -> tuple[Array | None, Array, Array]:
    """Left null space (rows), pseudo-inverse and null space of the unmeasured columns."""
    from scipy.linalg import qr, solve_triangular

    rows, count = columns.shape
    if not count or not rows:
        return None, np.zeros((count, rows)), np.eye(count)
    q, r, order = qr(columns, pivoting=True)
    pivots = np.abs(np.diag(r))
    rank = int((pivots > RANK_TOLERANCE * max(1.0, pivots[0])).sum())
    solve = np.zeros((count, rows))
    solve[order[:rank]] = solve_triangular(r[:rank, :rank], q[:, :rank].T)
    free = np.zeros((count, count - rank))
    if rank < count:
        free[order[:rank]] = -solve_triangular(r[:rank, :rank], r[:rank, rank:])
        free[order[rank:]] = np.eye(count - rank)
        free, _ = np.linalg.qr(free)
        solve -= free @ (free.T @ solve)  # the shortest of all solutions
    return np.asarray(q[:, rank:].T), solve, free


def _whiten(reduced: Array) -> tuple[Array, Array, Array]:
    """Combine rows so that they become orthonormal; report combinations that vanish."""
    from scipy.linalg import LinAlgError, cholesky, qr, solve_triangular

    count = len(reduced)
    if not reduced.size:
        return np.zeros((0, count)), np.zeros((0, reduced.shape[1])), np.eye(count)
    if count > SMALL_SYSTEM:
        try:
            lower = cholesky(reduced @ reduced.T, lower=True)
        except LinAlgError:
            lower = np.zeros((1, 1))
        if np.diag(lower).min() > SAFE_PIVOT:
            combine = solve_triangular(lower, np.eye(count), lower=True)
            return combine, combine @ reduced, np.zeros((0, count))
    q, r, order = qr(reduced.T, mode="economic", pivoting=True)
    rank = int((np.abs(np.diag(r)) > RANK_TOLERANCE).sum())
    combine = np.zeros((rank, count))
    combine[:, order[:rank]] = solve_triangular(r[:rank, :rank], np.eye(rank), trans="T")
    dependent = np.zeros((count - rank, count))
    dependent[:, order[rank:]] = np.eye(count - rank)
    dependent -= r[:rank, rank:].T @ combine
    return combine, np.asarray(q[:, :rank].T), dependent
