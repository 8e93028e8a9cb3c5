"""The values that satisfy the equations, described by as many free quantities as there are degrees of freedom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from nagara.errors import ReconciliationError
from nagara.waste.flows.gauss_newton import solution_factor
from nagara.waste.flows.scales import Scale

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nagara.waste.flows.gauss_newton import Solution
    from nagara.waste.flows.laws import Law
    from nagara.waste.flows.part import Part
    from nagara.waste.flows.system import System

    Array = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Index = NDArray[np.intp]

__all__ = ["Manifold"]

NEWTON_STEPS: Final = 30
CLOSES: Final = 1e-10
RIDGE: Final = 1e-13
"""Weight that holds unobservable quantities in place, on columns scaled to one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifold:
    """One part's solutions near its reconciled one.

    Parameters
    ----------
    free, dependent
        Rows of the measured quantities that are drawn, and of those that follow. The most uncertain follow.
    laws
        Of the measured quantities.
    joint
        Inverse root and log determinant of the root of their covariance, where errors are correlated.
    low, high
        Bounds of all free quantities, in their units.
    free_centre, free_root
        The reconciled solution of the drawn quantities on their scales, and a root of its covariance.
    """

    solution: Solution
    free: Index
    dependent: Index
    laws: tuple[Law, ...]
    joint: tuple[Array, Array] | None
    low: Array
    high: Array
    free_centre: Array
    free_root: Array

    @classmethod
    def of(cls, system: System, solution: Solution) -> Manifold:
        """Choose the free quantities of one reconciled part.

        Raises
        ------
        ReconciliationError
            If the covariance is singular: such measurements have no joint density.
        """
        from scipy.linalg import qr

        part, linear = solution.part, solution.linear
        signatures = linear.whiten @ linear.slopes * linear.spread
        order = qr(signatures, pivoting=True, mode="r")[1] if linear.checks else np.arange(part.measured)
        dependent, free = np.sort(order[: linear.checks]), np.sort(order[linear.checks :])
        quantities = {quantity.name: quantity for quantity in system.quantities}
        chosen = [quantities[name] for name in part.equations.names]
        laws = tuple(quantity.law for quantity in chosen if quantity.law is not None)
        rows = solution_factor(linear)[free]
        roots, axes = np.linalg.eigh(rows @ rows.T) if len(free) else (np.zeros(0), np.zeros((0, 0)))
        on_scale = part.centre + part.root_times(solution.errors)
        return cls(
            solution=solution,
            free=free.astype(np.intp),
            dependent=dependent.astype(np.intp),
            laws=laws,
            joint=_joint(part),
            low=np.array([quantity.reach[0] for quantity in chosen]),
            high=np.array([quantity.reach[1] for quantity in chosen]),
            free_centre=on_scale[free],
            free_root=axes * np.sqrt(np.maximum(roots, 0.0)),
        )

    @property
    def free_scales(self) -> tuple[Scale, ...]:
        """Scales of the drawn quantities."""
        return tuple(self.solution.part.scales[row] for row in self.free)

    def draw_free(self, rng: np.random.Generator, count: int) -> tuple[Array, Array]:
        """Draw the free quantities from their prior; the second answer is its log density."""
        part = self.solution.part
        if self.joint is None:
            drawn = [self.laws[row].from_normal(rng.standard_normal(count)) for row in self.free]
            free = np.array(drawn).reshape(len(self.free), count)
            density = [self.laws[row].log_density(draw) for row, draw in zip(self.free, free, strict=True)]
            return free, np.sum(density, axis=0) if density else np.zeros(count)
        root = part.root[self.free]
        covariance = root @ root.T
        lower = np.linalg.cholesky(covariance)
        z = rng.standard_normal((len(self.free), count))
        on_scale = np.zeros((part.measured, count))
        on_scale[self.free] = part.centre[self.free, None] + lower @ z
        plain = part.to_plain(on_scale)
        density = -0.5 * (z**2).sum(axis=0) - np.log(np.diag(lower)).sum() - 0.5 * len(z) * np.log(2.0 * np.pi)
        return plain[self.free], density - self._log_stretch(plain, self.free)

    def log_prior(self, values: Array) -> Array:
        """Log density of the measurements, minus infinity outside the bounds."""
        part = self.solution.part
        measured = values[: part.measured]
        inside = ((values >= self.low[:, None]) & (values <= self.high[:, None])).all(axis=0)
        if self.joint is None:
            rows = [law.log_density(row) for law, row in zip(self.laws, measured, strict=True)]
            total = np.sum(rows, axis=0) if rows else np.zeros(values.shape[1])
        else:
            inverse, log_root = self.joint
            z = inverse @ (_to_scale(part.scales, measured) - part.centre[:, None])
            total = -0.5 * (z**2).sum(axis=0) - float(log_root) - 0.5 * len(z) * np.log(2.0 * np.pi)
            total -= self._log_stretch(measured, np.arange(part.measured))
        return np.where(inside, total, -np.inf)

    def complete(self, free: Array) -> tuple[Array, Array, Flags]:
        """Find all values that belong to drawn free ones.

        Returns
        -------
        tuple
            Values, shape (names, draws); log of ``sqrt(det(1 + H'H))``; and whether each draw was solved.
        """
        solution, part = self.solution, self.solution.part
        columns = np.concatenate([self.dependent, np.arange(part.measured, len(part.equations.names))])
        values = np.repeat(solution.values[:, None], free.shape[1], axis=1)
        values[self.free] = free
        sizes = part.equations.term_sizes(np.abs(solution.values))
        sizes = np.where(sizes > 0, sizes, 1.0)[:, None]
        for _ in range(1 if not len(columns) else 2 if part.equations.is_linear else NEWTON_STEPS):
            lack = -part.equations.residual(values)
            slopes = self._slopes(values)
            if len(columns):
                values[columns] += self._solve(slopes[:, :, columns], lack.T[:, :, None])[:, :, 0].T
            if np.all(np.abs(lack) < 1e-2 * CLOSES * sizes):
                break
        solved = (np.abs(part.equations.residual(values)) < CLOSES * sizes).all(axis=0)
        area = self._log_area(slopes, columns, free.shape[1])
        return values, area, np.asarray(solved & np.isfinite(area))

    def _slopes(self, values: Array) -> Array:
        """Derivatives of every draw, shape (draws or one, equations, names)."""
        part = self.solution.part
        if part.equations.is_linear:
            return part.equations.jacobian(values[:, 0])[None]
        return np.array([part.equations.jacobian(column) for column in values.T])

    def _solve(self, slopes: Array, right: Array) -> Array:
        """Least squares of every draw, by normal equations on scaled columns."""
        column = np.sqrt((slopes**2).sum(axis=1))
        column = np.where(column > 0, column, 1.0)
        scaled = slopes / column[:, None, :]
        normal = np.swapaxes(scaled, 1, 2) @ scaled + RIDGE * np.eye(scaled.shape[2])
        finite = np.isfinite(normal).all(axis=(1, 2), keepdims=True)
        normal = np.where(finite, normal, np.eye(scaled.shape[2]))
        found = np.linalg.solve(normal, np.swapaxes(scaled, 1, 2) @ right)
        return np.asarray(found / column[:, :, None])

    def _log_area(self, slopes: Array, columns: Index, count: int) -> Array:
        if not len(self.dependent) or not len(self.free):
            return np.zeros(count)
        follow = -self._solve(slopes[:, :, columns], slopes[:, :, self.free])[:, : len(self.dependent)]
        if len(self.dependent) <= len(self.free):
            gram = follow @ np.swapaxes(follow, 1, 2)
        else:
            gram = np.swapaxes(follow, 1, 2) @ follow
        _, log_determinant = np.linalg.slogdet(np.eye(gram.shape[1]) + gram)
        return np.broadcast_to(0.5 * log_determinant, (count,))

    def _log_stretch(self, plain: Array, rows: Index) -> Array:
        total = np.zeros(plain.shape[1])
        for row in rows:
            scale = self.solution.part.scales[row]
            if scale is not Scale.PLAIN:
                total += np.log(plain[row])
            if scale is Scale.LOGIT:
                total += np.log1p(-plain[row])
        return total


def _to_scale(scales: tuple[Scale, ...], plain: Array) -> Array:
    on_scale = plain.copy()
    for row, scale in enumerate(scales):
        if scale is not Scale.PLAIN:
            on_scale[row] = np.log(plain[row])
        if scale is Scale.LOGIT:
            on_scale[row] -= np.log1p(-plain[row])
    return on_scale


def _joint(part: Part) -> tuple[Array, Array] | None:
    if part.root.ndim == 1:
        return None
    if part.root.shape[0] != part.root.shape[1]:
        raise ReconciliationError(
            "the covariance of the measurements is singular, so they have no joint density",
            "Leave out a measurement that follows from the others, or use least squares and its draws.",
        )
    return np.asarray(np.linalg.inv(part.root)), np.asarray(np.linalg.slogdet(part.root)[1])
