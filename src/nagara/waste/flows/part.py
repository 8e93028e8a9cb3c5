"""One connected part of a system as the solvers see it: equations, measurements on their scales, bounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from nagara.waste.flows.linearisation import Linearisation, linearise
from nagara.waste.flows.scales import Scale

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nagara.waste.flows.constraint_set import ConstraintSet

    Array = NDArray[np.float64]

__all__ = ["Part"]

TRIFLE: Final = 1e-6
"""A quantity below this part of the largest one is judged as if it were as large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One connected part of a system, ready to be solved.

    Parameters
    ----------
    equations
        Its equations over its free quantities, measured ones first.
    scales
        The scale of each measured quantity.
    centre, root
        What was measured, on the scales, and the root of its covariance.
    low, high
        Bounds of all free quantities: of measured ones on their scales, of the others in their units.
    linear
        The solved equations of a linear part, which are the same everywhere.
    """

    equations: ConstraintSet
    scales: tuple[Scale, ...]
    centre: Array
    root: Array
    low: Array
    high: Array
    linear: Linearisation | None = None

    @property
    def measured(self) -> int:
        """How many quantities are measured."""
        return len(self.centre)

    def plain(self, errors: Array, unmeasured: Array) -> Array:
        """All free quantities in their units; a second axis holds draws."""
        shift = self.root_times(errors)
        centre = self.centre if shift.ndim == 1 else self.centre[:, None]
        return np.concatenate([self.to_plain(centre + shift), unmeasured])

    def root_times(self, errors: Array) -> Array:
        """Bring errors to the scales of the measured quantities."""
        if self.root.ndim == 2:
            return np.asarray(self.root @ errors)
        return self.root * errors if errors.ndim == 1 else self.root[:, None] * errors

    def to_plain(self, on_scale: Array) -> Array:
        """Bring measured quantities to their units."""
        if self.is_plain:
            return on_scale
        plain = on_scale.copy()
        for scale, back in ((Scale.LOG, np.exp), (Scale.LOGIT, _share)):
            rows = [row for row, own in enumerate(self.scales) if own is scale]
            if rows:
                plain[rows] = back(on_scale[rows])
        return plain

    def stretch(self, plain: Array) -> tuple[Array, Array]:
        """First and second derivative of the measured quantities by their scales."""
        first, second = np.ones_like(plain), np.zeros_like(plain)
        for row, scale in enumerate(self.scales):
            if scale is Scale.LOG:
                first[row] = second[row] = plain[row]
            elif scale is Scale.LOGIT:
                first[row] = plain[row] * (1.0 - plain[row])
                second[row] = first[row] * (1.0 - 2.0 * plain[row])
        return first, second

    @property
    def is_plain(self) -> bool:
        """Whether all scales are plain."""
        return self.scales.count(Scale.PLAIN) == len(self.scales)

    @property
    def is_linear(self) -> bool:
        """Whether one step solves it."""
        return self.equations.is_linear and self.is_plain

    def plain_bounds(self) -> tuple[Array, Array]:
        """Bounds in the units of the quantities."""
        count = self.measured
        low, high = self.low.copy(), self.high.copy()
        low[:count], high[:count] = self.to_plain(low[:count]), self.to_plain(high[:count])
        return low, high

    def inside(self, values: Array) -> NDArray[np.bool_]:
        """Which draws, along the last axis, respect all bounds."""
        if not self.has_bounds:
            return np.ones(values.shape[1:], dtype=bool)
        low, high = self.plain_bounds()
        shape = (-1, *[1] * (values.ndim - 1))
        return np.asarray(((values >= low.reshape(shape)) & (values <= high.reshape(shape))).all(axis=0))

    def term_sizes(self, values: Array) -> Array:
        """The largest terms of each equation at one point, against which a residual is small or not."""
        sizes = np.abs(values)
        terms = self.equations.term_sizes(np.maximum(sizes, TRIFLE * sizes.max(initial=0.0)))
        sizes = np.maximum(np.maximum(terms, self.equations.size), np.abs(self.equations.constant))
        return np.where(sizes > 0, sizes, 1.0)

    @property
    def has_bounds(self) -> bool:
        """Whether any quantity is bounded."""
        return bool(np.isfinite(self.low).any() or np.isfinite(self.high).any())

    def linearised(self, values: Array) -> Linearisation:
        """The equations about one point."""
        if self.linear is not None:
            return self.linear
        jacobian = self.equations.jacobian(values)
        first, _ = self.stretch(values[: self.measured])
        return linearise(jacobian[:, : self.measured] * first, jacobian[:, self.measured :], self.root)


def _share(logits: Array) -> Array:
    return np.asarray(1.0 / (1.0 + np.exp(-logits)))
