"""Reconcile many draws at once: each draw of the measurements becomes a set of values that balances.

The equations are factorised once, at the reconciled point. A linear part is then solved for all draws by matrix
products. In a bilinear part all draws take the same chord steps on their optimality conditions, with that one
factorisation, until every equation closes; a draw that does not get there is solved on its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from nagara.errors import EquationError, ReconciliationError
from nagara.waste.flows.bounds import within_bounds
from nagara.waste.flows.gauss_newton import (
    Part,
    Solution,
    solution_factor,
    solve,
    split_jacobian,
    term_sizes,
    weak_factor,
)
from nagara.waste.flows.laws import Scale
from nagara.waste.flows.reconcile import reconcile
from nagara.waste.flows.result import Reconciliation, Status

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nagara.waste.flows.system import System

    Array = NDArray[np.float64]

__all__ = ["Projection", "project_draws"]

CLOSES: Final = 1e-10
"""What an equation may leave over in a draw, as a part of its largest terms."""
SETTLED: Final = 1e-8
"""How far a draw may still be from its optimum, in standard deviations."""
CHORD_STEPS: Final = 40
BLOCK: Final = 128
"""Draws worked on together, so that they stay in the processor's cache."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """Draws that balance.

    Parameters
    ----------
    values
        Each quantity's draws in its unit, shape (draws,); quantities that the equations do not determine
        are left out.
    objective
        Weighted sum of squared adjustments of each draw [1], shape (draws,).
    closure
        What is left over in the worst equation of the worst draw, as a part of its largest terms [1].
    solved_alone
        How many draws of nonlinear parts had to be solved on their own.
    """

    values: Mapping[str, Array]
    objective: Array
    closure: float
    solved_alone: int


def project_draws(
    system: System, draws: Mapping[str, Array], *, reconciliation: Reconciliation | None = None
) -> Projection:
    """Reconcile every draw.

    Parameters
    ----------
    system
        Quantities and equations; its covariance weighs the adjustments of every draw.
    draws
        Draws of every measured quantity in its unit, shape (draws,).
    reconciliation
        The reconciled system, if it is known already.

    Raises
    ------
    EquationError
        If a measured quantity has no draws, or draws outside its scale.
    ReconciliationError
        If a draw cannot be reconciled.
    """
    central = reconcile(system) if reconciliation is None else reconciliation
    count = _count(system, draws)
    values = {q.name: np.full(count, q.fixed) for q in system.quantities if q.fixed is not None}
    objective, worst, alone = np.zeros(count), 0.0, 0
    for solution in central.parts:
        part = solution.part
        measured = _on_scales(part, draws)
        errors, unmeasured, lone = (_linear if part.is_linear else _chord)(solution, measured)
        objective += (errors**2).sum(axis=0)
        plain = part.to_plain(measured + part.root_times(errors))
        worst = max(worst, _closure(part, np.concatenate([plain, unmeasured])))
        alone += lone
        values |= dict(zip(part.equations.names, (*plain, *unmeasured), strict=True))
    kept = {name: values[name] for name in system.names if central.status[name] is not Status.NOT_OBSERVABLE}
    return Projection(values=kept, objective=objective, closure=worst, solved_alone=alone)


def _count(system: System, draws: Mapping[str, Array]) -> int:
    shapes = set()
    for quantity in system.quantities:
        if quantity.law is None:
            continue
        if quantity.name not in draws:
            raise EquationError(quantity.name, "it is measured and has no draws", "Give draws of every measurement.")
        shapes.add(np.shape(draws[quantity.name]))
    if len(shapes) != 1 or len(shape := shapes.pop()) != 1:
        raise EquationError("draws", "they differ in number", "Give one row of equally many draws per measurement.")
    return int(shape[0])


def _on_scales(part: Part, draws: Mapping[str, Array]) -> Array:
    names = part.equations.names[: part.measured]
    if not names:
        return np.zeros((0, len(next(iter(draws.values()), ()))))
    rows = np.array([draws[name] for name in names], dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        for row, scale in enumerate(part.scales):
            if scale is Scale.LOG:
                rows[row] = np.log(rows[row])
            elif scale is Scale.LOGIT:
                rows[row] = np.log(rows[row]) - np.log1p(-rows[row])
    for name, row in zip(names, rows, strict=True):
        if not np.isfinite(row).all():
            raise EquationError(name, "a draw lies outside what its law allows", "Draw it from its own law.")
    return rows


def _linear(solution: Solution, measured: Array) -> tuple[Array, Array, int]:
    """One matrix product per part for all draws."""
    part, linear = solution.part, solution.linear
    count = part.measured
    resting = np.concatenate([np.zeros(count), solution.unmeasured])
    lack = -(linear.slopes @ measured) - part.equations.residual(resting)[:, None]
    errors = linear.basis.T @ (linear.whiten @ lack)
    if linear.solve_unmeasured.size:
        lack += -(linear.slopes @ part.root_times(errors))
        unmeasured = solution.unmeasured[:, None] + linear.solve_unmeasured @ lack
    else:
        unmeasured = np.zeros((0, measured.shape[1]))
    if part.has_bounds:
        _respect_bounds(part, solution, measured, errors, unmeasured)
    return errors, unmeasured, 0


def _respect_bounds(part: Part, solution: Solution, measured: Array, errors: Array, unmeasured: Array) -> None:
    """Move the draws that violate a bound, in place."""
    count = part.measured
    values = np.concatenate([measured + part.root_times(errors), unmeasured])
    slack = 1e-9 * np.maximum(np.abs(values), 1e-9 * np.abs(values).max(initial=0.0))
    outside = (values < part.low[:, None] - slack) | (values > part.high[:, None] + slack)
    offenders = np.flatnonzero(outside.any(axis=0))
    if not len(offenders):
        return
    factor, weak = solution_factor(solution.linear), weak_factor(solution.linear)
    both, width = np.hstack([factor, weak]), factor.shape[1]
    for draw in offenders:
        shift, _ = within_bounds(values[:, draw], both, part.low, part.high)
        errors[:, draw] += shift[:width]
        unmeasured[:, draw] += factor[count:] @ shift[:width] + weak[count:] @ shift[width:]


def _chord(solution: Solution, measured: Array) -> tuple[Array, Array, int]:
    """All draws of a nonlinear part, block by block."""
    total = measured.shape[1]
    errors = np.empty((len(solution.errors), total))
    unmeasured = np.empty((len(solution.unmeasured), total))
    operator = _Operator.of(solution)
    alone = 0
    for begin in range(0, total, BLOCK):
        block = slice(begin, min(begin + BLOCK, total))
        with np.errstate(all="ignore"):
            errors[:, block], unmeasured[:, block], settled = operator.settle(measured[:, block])
        for draw in begin + np.flatnonzero(~settled):
            errors[:, draw], unmeasured[:, draw] = _solve_alone(solution, measured[:, draw])
            alone += 1
    return errors, unmeasured, alone


def _solve_alone(solution: Solution, measured: Array) -> tuple[Array, Array]:
    part = replace(solution.part, centre=measured)
    try:
        found = solve(part, errors=solution.errors, unmeasured=solution.unmeasured)
    except ReconciliationError:
        found = solve(part, unmeasured=solution.unmeasured)
    return found.errors, found.unmeasured


@dataclass(frozen=True, slots=True, kw_only=True)
class _Operator:
    """The factorised optimality conditions at the reconciled point.

    ``inner`` inverts the reduced normal matrix ``Jx Q Jx'`` (whitened), ``outer`` solves for the unmeasured.
    """

    solution: Solution
    slopes: Array
    inner: Array
    outer: Array

    @classmethod
    def of(cls, solution: Solution) -> _Operator:
        linear = solution.linear
        _, unmeasured_slopes = split_jacobian(solution.part, solution.values)
        return cls(
            solution=solution,
            slopes=unmeasured_slopes,
            inner=linear.whiten.T @ linear.whiten,
            outer=linear.solve_unmeasured,
        )

    def settle(self, measured: Array) -> tuple[Array, Array, NDArray[np.bool_]]:
        """Chord steps for one block of draws; the last answer says which draws arrived."""
        solution, part = self.solution, self.solution.part
        width = measured.shape[1]
        errors = np.repeat(solution.errors[:, None], width, axis=1)
        unmeasured = np.repeat(solution.unmeasured[:, None], width, axis=1)
        multipliers = np.repeat(solution.multipliers[:, None], width, axis=1)
        sizes = term_sizes(part, solution.values)[:, None]
        for _ in range(CHORD_STEPS):
            plain = part.to_plain(measured + part.root_times(errors))
            values = np.concatenate([plain, unmeasured])
            lack = -part.equations.residual(values)
            pull, pull_unmeasured = self._pulls(values, multipliers)
            off = pull - errors
            settled = self._settled(lack / sizes, off, pull_unmeasured)
            if settled.all() or not np.isfinite(lack).any():
                break
            step, step_unmeasured, step_multipliers = self._step(lack, off, pull_unmeasured)
            errors += step
            unmeasured += step_unmeasured
            multipliers += step_multipliers
        if part.has_bounds:
            values[: part.measured] = measured + part.root_times(errors)
            settled &= ((values >= part.low[:, None]) & (values <= part.high[:, None])).all(axis=0)
        return errors, unmeasured, settled

    def _pulls(self, values: Array, multipliers: Array) -> tuple[Array, Array]:
        part = self.solution.part
        pulled = part.equations.pull_back(multipliers, values)
        count = part.measured
        first, _ = part.stretch(values[:count])
        on_scale = pulled[:count] * first
        pull = part.root[:, None] * on_scale if part.root.ndim == 1 else part.root.T @ on_scale
        return pull, pulled[count:]

    def _step(self, lack: Array, off: Array, pull_unmeasured: Array) -> tuple[Array, Array, Array]:
        """Solve the optimality conditions linearised at the reconciled point."""
        linear, part = self.solution.linear, self.solution.part
        outer = -(self.outer.T @ pull_unmeasured)
        root = part.root if part.root.ndim == 2 else None
        lifted = off + self._down(outer, root)
        short = lack - linear.slopes @ part.root_times(lifted)
        inner = self.inner @ short
        step = lifted + self._down(inner, root)
        remaining = lack - linear.slopes @ part.root_times(step)
        return step, self.outer @ remaining, outer + inner

    def _down(self, multipliers: Array, root: Array | None) -> Array:
        pulled = self.solution.linear.slopes.T @ multipliers
        return self.solution.part.root[:, None] * pulled if root is None else np.asarray(root.T @ pulled)

    def _settled(self, lack: Array, off: Array, pull_unmeasured: Array) -> NDArray[np.bool_]:
        scale = self.solution.linear.unmeasured_scale[:, None]
        worst = np.maximum(np.abs(off).max(axis=0, initial=0.0), np.abs(scale * pull_unmeasured).max(axis=0, initial=0))
        return np.asarray((np.abs(lack).max(axis=0, initial=0.0) < CLOSES) & (worst < SETTLED))


def _closure(part: Part, values: Array) -> float:
    """The worst equation of the worst draw, judged against the terms of the middle draw and its own."""
    left = np.abs(part.equations.residual(values)).max(axis=1, initial=0.0)
    sizes = term_sizes(part, np.median(values, axis=1))
    return float(np.max(left / np.where(sizes > 0, sizes, 1.0), initial=0.0))
