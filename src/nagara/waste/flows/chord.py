"""Chord steps: the optimality conditions of many nearby problems, solved with one factorisation.

The matrix of the conditions is factorised at one point and kept. Each step evaluates the conditions of every draw
where it stands and moves it by the kept inverse; Anderson acceleration (depth :data:`DEPTH`) mixes the last steps.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from nagara.waste.flows.linearisation import Linearisation
    from nagara.waste.flows.part import Part

    Array = NDArray[np.float64]
    Flags = NDArray[np.bool_]

__all__ = ["Chord", "State"]

DEPTH: Final = 4
REGULAR: Final = 1e-12
LARGEST_DENSE: Final = 2_000
"""Entries of the derivatives from which on products with them are sparse."""


@dataclass(slots=True, kw_only=True)
class State:
    """Where draws stand; the last axis holds draws.

    Parameters
    ----------
    errors, unmeasured, multipliers
        The unknowns of the optimality conditions.
    """

    errors: Array
    unmeasured: Array
    multipliers: Array

    def columns(self, chosen: Flags) -> State:
        """Only some of the draws."""
        return State(
            errors=self.errors[:, chosen],
            unmeasured=self.unmeasured[:, chosen],
            multipliers=self.multipliers[:, chosen],
        )

    def put(self, chosen: NDArray[np.intp], other: State) -> None:
        """Write some draws back, in place."""
        self.errors[:, chosen] = other.errors
        self.unmeasured[:, chosen] = other.unmeasured
        self.multipliers[:, chosen] = other.multipliers


@dataclass(frozen=True, slots=True, kw_only=True)
class Chord:
    """The factorised optimality conditions of one part at one point.

    Parameters
    ----------
    sizes
        Largest terms of each equation there.
    slopes
        Derivatives of the equations by the measured quantities, sparse if large.
    inverse
        Inverse of ``Jx Q Jx'`` on the equations that are left when the unmeasured are eliminated.
    """

    part: Part
    linear: Linearisation
    sizes: Array
    slopes: Any
    inverse: Array

    @classmethod
    def at(cls, part: Part, linear: Linearisation, values: Array) -> Chord:
        """Factorise at one point."""
        return cls(
            part=part,
            linear=linear,
            sizes=part.term_sizes(values),
            slopes=sparse_if_large(linear.slopes),
            inverse=linear.whiten.T @ linear.whiten,
        )

    def settle(self, measured: Array, state: State, *, steps: int, closes: float, settles: float) -> Flags:
        """Move draws to their optima, in place.

        Parameters
        ----------
        measured
            What each draw measured, on the scales, shape (measured, draws).
        state
            Where the draws start; where they end.
        steps
            How many steps at most.
        closes, settles
            What an equation may leave over, as a part of its largest terms, and how far errors may be from
            the optimum, in standard deviations.

        Returns
        -------
        NDArray
            Which draws arrived.
        """
        arrived = np.zeros(measured.shape[1], dtype=bool)
        moving, here, mixer = np.arange(measured.shape[1]), state, _Mixer()
        for _ in range(steps):
            lack, off, pull, values = self._conditions(measured[:, moving], here)
            done = self._done(lack, off, pull, closes, settles)
            lost = ~np.isfinite(lack).all(axis=0)
            if done.any() or lost.any():
                state.put(moving, here)
                arrived[moving[done & self.part.inside(values)]] = True
                going = ~(done | lost)
                if not going.any():
                    return arrived
                moving, here = moving[going], here.columns(going)
                lack, off, pull = lack[:, going], off[:, going], pull[:, going]
                mixer.keep(going)
            here = mixer.mixed(here, self._step(lack, off, pull), self.linear)
        return arrived

    def _conditions(self, measured: Array, state: State) -> tuple[Array, Array, Array, Array]:
        """What equations lack, what errors lack to be stationary, and how multipliers pull the unmeasured."""
        part, count = self.part, self.part.measured
        values = np.concatenate([part.to_plain(measured + part.root_times(state.errors)), state.unmeasured])
        pulled = part.equations.pull_back(state.multipliers, values)
        on_scale = pulled[:count]
        if not part.is_plain:
            on_scale = on_scale * part.stretch(values[:count])[0]
        pull = part.root[:, None] * on_scale if part.root.ndim == 1 else part.root.T @ on_scale
        return -part.equations.residual(values), pull - state.errors, pulled[count:], values

    def _step(self, lack: Array, off: Array, pull: Array) -> State:
        linear, part = self.linear, self.part
        outer = -(linear.solve_unmeasured.T @ pull)
        lifted = off + self._down(outer) if len(pull) else off
        inner = self.inverse @ (lack - self.slopes @ part.root_times(lifted))
        errors = lifted + self._down(inner)
        remaining = lack - self.slopes @ part.root_times(errors) if len(pull) else lack
        return State(errors=errors, unmeasured=linear.solve_unmeasured @ remaining, multipliers=outer + inner)

    def _down(self, multipliers: Array) -> Array:
        pulled = self.slopes.T @ multipliers
        root = self.part.root
        return np.asarray(root[:, None] * pulled if root.ndim == 1 else root.T @ pulled)

    def _done(self, lack: Array, off: Array, pull: Array, closes: float, settles: float) -> Flags:
        scaled = self.linear.unmeasured_scale[:, None] * pull
        worst = np.maximum(np.abs(off).max(axis=0, initial=0.0), np.abs(scaled).max(axis=0, initial=0.0))
        open_ = (np.abs(lack) / self.sizes[:, None]).max(axis=0, initial=0.0)
        return np.asarray((open_ < closes) & (worst < settles))


def sparse_if_large(slopes: Array) -> Array | csr_array:
    """The same derivatives, stored so that products with them are quick."""
    if slopes.size <= LARGEST_DENSE:
        return slopes
    from scipy.sparse import csr_array

    return csr_array(slopes)


class _Mixer:
    """Anderson acceleration, draw by draw."""

    def __init__(self) -> None:
        self.points: list[Array] = []
        self.steps: list[Array] = []

    def keep(self, going: Flags) -> None:
        """Forget the draws that have arrived."""
        self.points = [point[:, going] for point in self.points]
        self.steps = [step[:, going] for step in self.steps]

    def mixed(self, here: State, step: State, linear: Linearisation) -> State:
        """The next point of every draw."""
        heights = np.cumsum([len(here.errors), len(here.unmeasured)])
        weights = np.concatenate([np.ones(heights[0]), 1.0 / linear.unmeasured_scale, linear.row_scale**-1])[:, None]
        point = np.concatenate([here.errors, here.unmeasured, here.multipliers])
        move = np.concatenate([step.errors, step.unmeasured, step.multipliers])
        ahead = point + move
        if self.points:
            differences = [weights * (move - other) for other in self.steps]
            inner = np.empty((len(differences), len(differences), move.shape[1]))
            for row, one in enumerate(differences):
                for column, other in enumerate(differences[: row + 1]):
                    inner[row, column] = inner[column, row] = _dot(one, other)
            weighted = weights * move
            target = np.array([_dot(one, weighted) for one in differences])
            inner = np.moveaxis(inner, 2, 0)
            ridge = REGULAR * np.trace(inner, axis1=1, axis2=2)[:, None, None] + np.finfo(float).tiny
            shares = np.linalg.solve(inner + ridge * np.eye(len(differences)), target.T[:, :, None])[:, :, 0].T
            for share, other, old in zip(shares, self.points, self.steps, strict=True):
                ahead -= share * ((point - other) + (move - old))
        self.points, self.steps = [point, *self.points[: DEPTH - 1]], [move, *self.steps[: DEPTH - 1]]
        errors, unmeasured, multipliers = np.split(ahead, heights)
        return State(errors=errors, unmeasured=unmeasured, multipliers=multipliers)


def _dot(one: Array, other: Array) -> Array:
    return np.asarray(np.einsum("ij,ij->j", one, other))
