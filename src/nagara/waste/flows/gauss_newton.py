"""The search for the nearest values that satisfy the equations.

Damped Gauss-Newton (the iteration of STAN, made to descend on an exact penalty), finished by Newton steps on
the optimality conditions where there is curvature. Linear systems are solved in the first step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from nagara.errors import ReconciliationError
from nagara.waste.flows.bounds import within_bounds
from nagara.waste.flows.chord import Chord, State
from nagara.waste.flows.linearisation import Linearisation, times_root

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nagara.waste.flows.part import Part

    Array = NDArray[np.float64]
    Index = NDArray[np.intp]

__all__ = ["Solution", "optimality_matrix", "solution_factor", "solve", "split_jacobian", "weak_factor"]

ITERATIONS: Final = 300
SHORTEST_STEP: Final = 2.0**-20
STEP_TOLERANCE: Final = 1e-11
CLOSURE_TOLERANCE: Final = 1e-11
"""What an equation may leave over, as a part of its largest term."""
NEWTON_FROM: Final = 6
LARGE: Final = 250
"""Free quantities from which on factorisations are dear and old ones are used again."""
GLIDE_STEPS: Final = 60
LARGEST_NEWTON: Final = 700
WEAK: Final = 1e3
"""How far, in units of its column scale, an unobservable quantity may move to respect a bound."""
START_AGAIN: Final = "Give better first guesses for the unmeasured quantities, or look for contradicting measurements."


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """Where the search ended.

    Parameters
    ----------
    errors, unmeasured
        The whitened errors and the unmeasured quantities.
    multipliers
        One per equation.
    at_bound
        Rows of the free quantities that ended at a bound.
    """

    part: Part
    errors: Array
    unmeasured: Array
    multipliers: Array
    linear: Linearisation
    at_bound: Index
    iterations: int

    @property
    def values(self) -> Array:
        """All free quantities in their units."""
        return self.part.plain(self.errors, self.unmeasured)

    @property
    def objective(self) -> float:
        """The weighted sum of squares."""
        return float(self.errors @ self.errors)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Point:
    errors: Array
    unmeasured: Array
    values: Array
    lack: Array


def solve(
    part: Part, *, errors: Array | None = None, unmeasured: Array | None = None, iterations: int = ITERATIONS
) -> Solution:
    """Find the nearest values that satisfy the equations, from one starting point.

    Parameters
    ----------
    errors, unmeasured
        Where to start; the measured values and zeros otherwise.
    iterations
        After how many steps to give up.

    Raises
    ------
    ReconciliationError
        If the search does not converge.
    """
    width = len(part.equations.names) - part.measured
    start = np.zeros(part.root.shape[-1]) if errors is None else errors
    with np.errstate(all="ignore"):
        point = _at(part, start, np.zeros(width) if unmeasured is None else unmeasured)
        if not np.isfinite(point.lack).all():
            raise ReconciliationError("the equations have no value at the starting point", START_AGAIN)
        return _descend(part, point, iterations)


def _at(part: Part, errors: Array, unmeasured: Array) -> _Point:
    values = part.plain(errors, unmeasured)
    return _Point(errors=errors, unmeasured=unmeasured, values=values, lack=-part.equations.residual(values))


def _descend(part: Part, point: _Point, iterations: int) -> Solution:
    weights = np.zeros(len(part.equations.labels))
    full_steps = 0
    for iteration in range(1, iterations + 1):
        linear = part.linearised(point.values)
        target, multipliers, active = _step(part, linear, point)
        weights = np.maximum(weights, 2.0 * np.abs(multipliers))
        if part.is_linear:
            return _solution(part, target, multipliers, active, iteration)
        moved = _move(point, target)
        gap = _optimality(part, linear, point, multipliers) if not len(active) else np.inf
        if moved < STEP_TOLERANCE and _closes(part, target):
            if len(active):  # an optimum only if the last step met its bounds without yielding
                target, multipliers, active = _step(part, linear, point, is_strict=True)
            return _solution(part, target, multipliers, active, iteration)
        if len(part.equations.names) > LARGE and not len(active):
            settled = _glide(part, linear, target, multipliers)
            if settled is not None:
                return _solution(part, *settled, active, iteration)
        if iteration >= NEWTON_FROM and not len(active):
            refined = _newton(part, linear, point, multipliers, gap)
            if refined is not None:
                point = refined
                continue
        point, full_steps = _search(part, linear, point, target, weights, full_steps)
    raise ReconciliationError(f"no convergence after {iterations} steps", START_AGAIN)


def _solution(part: Part, point: _Point, multipliers: Array, active: Index, iterations: int) -> Solution:
    return Solution(
        part=part,
        errors=point.errors,
        unmeasured=point.unmeasured,
        multipliers=multipliers,
        linear=part.linearised(point.values),
        at_bound=active,
        iterations=iterations,
    )


def _glide(part: Part, linear: Linearisation, point: _Point, multipliers: Array) -> tuple[_Point, Array] | None:
    """Go the rest of the way with the factorisation at hand, if it is near enough."""
    state = State(
        errors=point.errors[:, None].copy(),
        unmeasured=point.unmeasured[:, None].copy(),
        multipliers=multipliers[:, None].copy(),
    )
    chord = Chord.at(part, linear, point.values)
    arrived = chord.settle(
        part.centre[:, None], state, steps=GLIDE_STEPS, closes=CLOSURE_TOLERANCE, settles=STEP_TOLERANCE
    )
    return (_at(part, state.errors[:, 0], state.unmeasured[:, 0]), state.multipliers[:, 0]) if arrived.all() else None


def _step(part: Part, linear: Linearisation, point: _Point, *, is_strict: bool = False) -> tuple[_Point, Array, Index]:
    """The optimum of the linearised problem, its multipliers and the bounds it touches."""
    lack = point.lack + times_root(linear.slopes, linear.root) @ point.errors
    errors = linear.errors(lack)
    unmeasured = point.unmeasured + linear.unmeasured_change(lack, errors)
    multipliers = linear.whiten.T @ (linear.whiten @ lack)
    if part.is_linear:  # once more, for what rounding left over
        rest = _at(part, errors, unmeasured).lack
        further = linear.errors(rest)
        errors, unmeasured = errors + further, unmeasured + linear.unmeasured_change(rest, further)
    active = np.zeros(0, dtype=np.intp)
    if part.has_bounds:
        errors, unmeasured, active = _bounded(part, linear, errors, unmeasured, is_strict=is_strict)
    return _at(part, errors, unmeasured), multipliers, active


def _bounded(
    part: Part, linear: Linearisation, errors: Array, unmeasured: Array, *, is_strict: bool
) -> tuple[Array, Array, Index]:
    on_scale = np.concatenate([part.centre + part.root_times(errors), unmeasured])
    factor, weak = solution_factor(linear), weak_factor(linear)
    is_strict = is_strict or part.is_linear or part.root.ndim == 2
    shift, active = within_bounds(on_scale, np.hstack([factor, weak]), part.low, part.high, is_strict=is_strict)
    if not len(active):
        return errors, unmeasured, active
    count = part.measured
    errors = errors + shift[: factor.shape[1]]
    unmeasured = unmeasured + factor[count:] @ shift[: factor.shape[1]] + weak[count:] @ shift[factor.shape[1] :]
    if not is_strict:  # linearised equations may leave no room where the true ones do: step back to the bounds
        on_scale = np.clip(part.centre + part.root * errors, part.low[:count], part.high[:count])
        errors = (on_scale - part.centre) / part.root
        unmeasured = np.clip(unmeasured, part.low[count:], part.high[count:])
    return errors, unmeasured, active


def solution_factor(linear: Linearisation) -> Array:
    """Root of the covariance of all free quantities, on their scales."""
    return np.vstack([linear.measured_factor(), linear.unmeasured_factor()])


def weak_factor(linear: Linearisation) -> Array:
    """How unobservable quantities may move without any equation noticing."""
    free = WEAK * linear.unmeasured_scale[:, None] * linear.free_directions
    return np.vstack([np.zeros((linear.slopes.shape[1], free.shape[1])), free])


def _move(point: _Point, target: _Point) -> float:
    errors = np.abs(target.errors - point.errors).max(initial=0.0) / max(1.0, np.abs(point.errors).max(initial=0.0))
    size = np.maximum(np.abs(point.unmeasured), 1e-12 + np.abs(point.unmeasured).max(initial=0.0) * 1e-3)
    return float(max(errors, np.max(np.abs(target.unmeasured - point.unmeasured) / size, initial=0.0)))


def _closes(part: Part, point: _Point) -> bool:
    sizes = np.maximum(part.term_sizes(point.values), np.finfo(float).tiny)
    return bool(np.all(np.abs(point.lack) <= CLOSURE_TOLERANCE * sizes))


def _search(
    part: Part, linear: Linearisation, point: _Point, target: _Point, weights: Array, full_steps: int
) -> tuple[_Point, int]:
    """Go towards the target as far as the penalty falls; now and then the whole way, to leave a stalemate."""

    def penalty(at: _Point) -> float:
        return float(at.errors @ at.errors + (weights + linear.row_scale) @ np.abs(at.lack))

    here, length = penalty(point), 1.0
    rounding = 1e-14 * float(here + (weights + linear.row_scale) @ part.term_sizes(point.values))
    promised = float(point.errors @ point.errors - target.errors @ target.errors)
    promised += float((weights + linear.row_scale) @ np.abs(point.lack))
    while length > SHORTEST_STEP:
        trial = _at(
            part,
            point.errors + length * (target.errors - point.errors),
            point.unmeasured + length * (target.unmeasured - point.unmeasured),
        )
        value = penalty(trial)
        if np.isfinite(value) and value <= here - 1e-4 * length * max(promised, 0.0) + rounding:
            return trial, full_steps
        length *= 0.5
    if full_steps < 5 and np.isfinite(target.lack).all():
        return target, full_steps + 1
    raise ReconciliationError("the search for the nearest values came to a standstill", START_AGAIN)


def _optimality(part: Part, linear: Linearisation, point: _Point, multipliers: Array) -> float:
    blurred = times_root(linear.slopes, linear.root)
    pull = point.errors - blurred.T @ multipliers
    return float(max(np.abs(pull).max(initial=0.0), np.abs(linear.row_scale * point.lack).max(initial=0.0)))


def _newton(part: Part, linear: Linearisation, point: _Point, multipliers: Array, gap: float) -> _Point | None:
    """One Newton step on the optimality conditions, if it brings them closer to zero at a true minimum."""
    sizes = len(point.errors) + len(point.unmeasured) + len(multipliers)
    if sizes > LARGEST_NEWTON or gap == 0:
        return None
    system, scale = optimality_matrix(part, linear, point.values, multipliers)
    blurred = times_root(linear.slopes, linear.root)
    _, unmeasured_slopes = split_jacobian(part, point.values)
    lack = [
        blurred.T @ multipliers - point.errors,
        (unmeasured_slopes * scale).T @ multipliers,
        point.lack,
    ]
    lack[2] = linear.row_scale * lack[2]
    if not np.isfinite(system).all():
        return None
    count, width = len(point.errors), len(point.unmeasured)
    step = np.linalg.lstsq(system, np.concatenate(lack), rcond=1e-12)[0]
    trial = _at(part, point.errors + step[:count], point.unmeasured + scale * step[count : count + width])
    if not (np.isfinite(trial.lack).all() and part.inside(trial.values) and _curves_upward(system, count + width)):
        return None
    there = part.linearised(trial.values)
    remaining = trial.lack + times_root(there.slopes, there.root) @ trial.errors
    better = _optimality(part, there, trial, there.whiten.T @ (there.whiten @ remaining))
    return trial if better < 0.5 * gap else None


def split_jacobian(part: Part, values: Array) -> tuple[Array, Array]:
    """Derivatives by measured and by unmeasured quantities, in their units."""
    jacobian = part.equations.jacobian(values)
    return jacobian[:, : part.measured], jacobian[:, part.measured :]


def optimality_matrix(part: Part, linear: Linearisation, values: Array, multipliers: Array) -> tuple[Array, Array]:
    """The matrix of the linearised optimality conditions, and the scale of the unmeasured quantities.

    Unknowns are errors, scaled unmeasured quantities and scaled multipliers.
    """
    count, scale = part.measured, linear.unmeasured_scale
    curve = part.equations.curvature(multipliers, values)
    first, second = part.stretch(values[:count])
    pull = part.equations.pull_back(multipliers[:, None], values[:, None])[:count, 0]
    stretched = np.concatenate([first, scale])
    curve = curve * np.outer(stretched, stretched)
    curve[:count, :count] += np.diag(second * pull)
    root = np.diag(part.root) if part.root.ndim == 1 else part.root
    errors, width = root.shape[1], len(scale)
    lift = np.zeros((count + width, errors + width))
    lift[:count, :errors], lift[count:, errors:] = root, np.eye(width)
    hessian = -lift.T @ curve @ lift
    hessian[:errors, :errors] += np.eye(errors)
    _, unmeasured_slopes = split_jacobian(part, values)
    slopes = np.hstack([times_root(linear.slopes, linear.root), unmeasured_slopes * scale])
    slopes = linear.row_scale[:, None] * slopes
    corner = np.zeros((len(slopes), len(slopes)))
    return np.block([[hessian, -slopes.T], [slopes, corner]]), scale


def _curves_upward(system: Array, count: int) -> bool:
    """Whether the objective has no downward direction along the equations."""
    from scipy.linalg import null_space

    along = null_space(system[count:, :count], rcond=1e-10)
    return not along.size or bool(np.linalg.eigvalsh(along.T @ system[:count, :count] @ along).min() > -1e-8)
