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
from nagara.waste.flows.chord import Chord, State, sparse_if_large
from nagara.waste.flows.gauss_newton import Solution, solution_factor, solve, weak_factor
from nagara.waste.flows.minima import best_solutions
from nagara.waste.flows.reconcile import STARTS, solutions
from nagara.waste.flows.scales import Scale

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nagara.waste.flows.part import Part
    from nagara.waste.flows.result import Reconciliation
    from nagara.waste.flows.system import System

    Array = NDArray[np.float64]

__all__ = ["Projection", "project_draws"]

CLOSES: Final = 1e-10
"""What an equation may leave over in a draw, as a part of its largest terms."""
SETTLED: Final = 1e-8
"""How far a draw may still be from its optimum, in standard deviations."""
FAR: Final = 1e-9
"""Beyond this a draw's closure is judged against its own terms."""
CHORD_STEPS: Final = 40
LONE_STARTS: Final = 6
NARROW: Final = "Draw from laws that keep amounts above zero and shares below one, or give narrower doubts."
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
    found = reconciliation.parts if reconciliation is not None else [s[0] for s in solutions(system, STARTS)]
    count = _count(system, draws)
    values = {q.name: np.full(count, q.fixed) for q in system.quantities if q.fixed is not None}
    objective, worst, alone = np.zeros(count), 0.0, 0
    for solution in found:
        part = solution.part
        measured = _on_scales(part, draws)
        errors, unmeasured, lone = (_linear if part.is_linear else _curved)(solution, measured)
        objective += np.einsum("ij,ij->j", errors, errors)
        shift = part.root_times(errors)
        shift += measured
        plain = part.to_plain(shift)
        plain = np.concatenate([plain, unmeasured]) if len(unmeasured) else plain
        worst = max(worst, _closure(solution, plain))
        alone += lone
        is_told = [*[True] * part.measured, *solution.linear.observable]
        told = zip(part.equations.names, is_told, plain, strict=True)
        values |= {name: row for name, is_known, row in told if is_known}
    ordered = {name: values[name] for name in system.names if name in values}
    return Projection(values=ordered, objective=objective, closure=worst, solved_alone=alone)


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
    if np.isfinite(rows).all():
        return rows
    for name, row in zip(names, rows, strict=True):
        if not np.isfinite(row).all():
            raise EquationError(name, "a draw lies outside what its law allows", "Draw it from its own law.")
    return rows


def _linear(solution: Solution, measured: Array) -> tuple[Array, Array, int]:
    """One matrix product per part for all draws."""
    part, linear = solution.part, solution.linear
    count = part.measured
    resting = np.concatenate([np.zeros(count), solution.unmeasured])
    slopes = sparse_if_large(linear.slopes)
    lack = slopes @ measured
    np.negative(lack, out=lack)
    lack -= part.equations.residual(resting)[:, None]
    errors = slopes.T @ ((linear.whiten.T @ linear.whiten) @ lack)
    if linear.root.ndim == 1:
        errors *= linear.root[:, None]
    else:
        errors = linear.root.T @ errors
    if linear.solve_unmeasured.size:
        lack -= slopes @ part.root_times(errors)
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


def _curved(solution: Solution, measured: Array) -> tuple[Array, Array, int]:
    """All draws of a nonlinear part, block by block."""
    total, part = measured.shape[1], solution.part
    errors = np.empty((len(solution.errors), total))
    unmeasured = np.empty((len(solution.unmeasured), total))
    chord = Chord.at(part, solution.linear, solution.values)
    alone = 0
    for begin in range(0, total, BLOCK):
        block = slice(begin, min(begin + BLOCK, total))
        state = _central_state(solution, block.stop - begin)
        with np.errstate(all="ignore"):
            arrived = chord.settle(measured[:, block], state, steps=CHORD_STEPS, closes=CLOSES, settles=SETTLED)
        errors[:, block], unmeasured[:, block] = state.errors, state.unmeasured
        for draw in begin + np.flatnonzero(~arrived):
            try:
                errors[:, draw], unmeasured[:, draw] = _solve_alone(solution, measured[:, draw])
            except ReconciliationError as error:
                raise ReconciliationError(f"draw {draw}: {error.why}", NARROW) from error
            alone += 1
    return errors, unmeasured, alone


def _central_state(solution: Solution, width: int) -> State:
    repeated = (np.repeat(a[:, None], width, axis=1) for a in _unknowns(solution))
    errors, unmeasured, multipliers = repeated
    return State(errors=errors, unmeasured=unmeasured, multipliers=multipliers)


def _unknowns(solution: Solution) -> tuple[Array, Array, Array]:
    return solution.errors, solution.unmeasured, solution.multipliers


def _solve_alone(solution: Solution, measured: Array) -> tuple[Array, Array]:
    part = replace(solution.part, centre=measured)
    try:
        found = solve(part, errors=solution.errors, unmeasured=solution.unmeasured)
    except ReconciliationError:
        found = best_solutions(part, solution.unmeasured, LONE_STARTS)[0]
    return found.errors, found.unmeasured


def _closure(solution: Solution, values: Array) -> float:
    """The worst equation of the worst draw, judged against the terms of the reconciled values."""
    part = solution.part
    left = part.equations.residual(values)
    worst = np.maximum(left.max(axis=1, initial=0.0), -left.min(axis=1, initial=0.0))
    sizes = part.term_sizes(solution.values)
    closure = float(np.max(worst / sizes, initial=0.0))
    if closure < FAR or not len(sizes):
        return closure
    # a draw far from the reconciled values is judged against its own terms
    apart = (np.abs(left) / sizes[:, None]).max(axis=0)
    far = np.flatnonzero(apart >= FAR)
    own = [float(np.max(np.abs(left[:, draw]) / part.term_sizes(values[:, draw]))) for draw in far]
    return max([*own, float(np.max(apart[apart < FAR], initial=0.0))])
