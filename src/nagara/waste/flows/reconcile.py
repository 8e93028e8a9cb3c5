"""Reconcile measurements that do not balance: the nearest values that do, and how sure they are.

Minimises the weighted sum of squared adjustments under all equations and bounds (Cencic 2016, Sustainable
Environment Research 26:291, after Kuehn and Davidson 1961), part by part where a system falls apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from nagara.errors import ContradictionError
from nagara.waste.flows.constraint_set import components, constraint_set
from nagara.waste.flows.gauss_newton import Solution, optimality_matrix, solution_factor
from nagara.waste.flows.linearisation import linearise
from nagara.waste.flows.minima import best_solutions
from nagara.waste.flows.observability import status_of
from nagara.waste.flows.part import Part
from nagara.waste.flows.result import Minimum, Reconciliation, SdMethod, Status
from nagara.waste.flows.scales import Scale, to_scale

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nagara.waste.flows.constraint_set import ConstraintSet
    from nagara.waste.flows.linearisation import Linearisation
    from nagara.waste.flows.system import Quantity, System

    Array = NDArray[np.float64]

__all__ = ["parts_of", "reconcile", "solutions"]

GAP_TOLERANCE: Final = 1e-9
"""A gap between fixed values counts as one beyond this part of the largest of them."""
STARTS: Final = 12
"""Starting points of a nonlinear part; the same ones each time."""


def reconcile(system: System, *, sd_method: SdMethod = SdMethod.GAUSS_NEWTON, starts: int = STARTS) -> Reconciliation:
    """Find the nearest values that satisfy all equations and bounds.

    Parameters
    ----------
    system
        Quantities and equations.
    sd_method
        How doubt is carried through nonlinear equations.
    starts
        Starting points tried for each nonlinear part in search of further minima.

    Raises
    ------
    ContradictionError
        If fixed values contradict each other; it names the equations and the gap.
    ReconciliationError
        If bounds leave no room or the search does not converge.
    """
    found = solutions(system, starts)
    best = [solutions[0] for solutions in found]
    factors = [_factor(solution, sd_method) for solution in best]
    return _assembled(system, best, factors, found)


def solutions(system: System, starts: int) -> list[list[Solution]]:
    """All minima of each part that were found, the best first; errors as of :func:`reconcile`."""
    given = {quantity.name: quantity.start for quantity in system.quantities if quantity.start is not None}
    return [best_solutions(part, _starts_of(part, given), starts) for part in parts_of(system)]


def parts_of(system: System) -> list[Part]:
    """Split a system into independent parts, after looking for contradictions among what is fixed.

    Raises
    ------
    ContradictionError
        If fixed values contradict each other.
    """
    quantities = {quantity.name: quantity for quantity in system.quantities}
    fixed = {quantity.name: quantity.fixed for quantity in system.quantities if quantity.fixed is not None}
    parts = [
        _part(system, [quantities[name] for name in names], constraint_set(system.equations, fixed, names, rows))
        for names, rows in components(system)
    ]
    sums: list[list[tuple[float, str]]] = []
    gaps: list[float] = []
    solved = [_contradictions(part, sums, gaps) for part in parts]
    if sums:
        raise ContradictionError(sums, gaps)
    return [
        replace(part, linear=linear) if part.is_linear else part
        for part, linear in zip(parts, solved, strict=True)
        if part.equations.names
    ]


def _part(system: System, chosen: Sequence[Quantity], equations: ConstraintSet) -> Part:
    laws = [quantity.law for quantity in chosen if quantity.law is not None]
    scales = (*(law.scale for law in laws), *(Scale.PLAIN for quantity in chosen if quantity.law is None))
    reach = [quantity.reach for quantity in chosen]
    spread = np.array([law.spread for law in laws], dtype=np.float64)
    return Part(
        equations=equations,
        scales=scales[: len(laws)],
        centre=np.array([law.centre for law in laws], dtype=np.float64),
        root=spread if system.covariance is None else _root(system, equations.names[: len(laws)], system.covariance),
        low=np.array([to_scale(scale, pair[0]) for scale, pair in zip(scales, reach, strict=True)], dtype=np.float64),
        high=np.array([to_scale(scale, pair[1]) for scale, pair in zip(scales, reach, strict=True)], dtype=np.float64),
    )


def _root(system: System, names: Sequence[str], whole: Array) -> Array:
    """A root of the covariance: standard deviations, or a matrix without its empty directions."""
    measured = [quantity.name for quantity in system.quantities if quantity.law is not None]
    place = {name: row for row, name in enumerate(measured)}
    rows = [place[name] for name in names]
    covariance = whole[np.ix_(rows, rows)]
    spread = np.sqrt(np.diag(covariance))
    if np.count_nonzero(covariance) == len(spread):
        return spread
    roots, axes = np.linalg.eigh(covariance / np.outer(spread, spread))
    kept = roots > GAP_TOLERANCE * roots[-1]
    return np.asarray(spread[:, None] * axes[:, kept] * np.sqrt(roots[kept]))


def _starts_of(part: Part, given: Mapping[str, float]) -> Array:
    names = part.equations.names[part.measured :]
    return np.array([given.get(name, np.inf) for name in names], dtype=np.float64)


def _contradictions(part: Part, sums: list[list[tuple[float, str]]], gaps: list[float]) -> Linearisation | None:
    """Add the contradictions among the linear equations of a part, and hand on what was solved to find them."""
    equations = part.equations
    curved = {entry.row for entry in equations.general if len(entry.columns)}
    curved |= set(equations.product_matrix.nonzero()[0].tolist())
    rows = np.array([row for row in range(len(equations.labels)) if row not in curved], dtype=np.intp)
    if not len(rows) and curved:
        return None
    nothing = np.zeros(len(equations.names))
    slopes = equations.jacobian(nothing)[rows]
    linear = linearise(slopes[:, : part.measured], slopes[:, part.measured :], part.root)
    constant = equations.constant[rows].copy()
    for entry in equations.general:
        if not len(entry.columns):
            constant[rows == entry.row] += entry.equation.residual(entry.inputs(nothing))
    for combination in _sparse_rows(linear.dependent):
        gap = float(combination @ constant)
        if abs(gap) > GAP_TOLERANCE * max(float(np.abs(combination) @ np.maximum(equations.size[rows], abs(gap))), 0.0):
            used = np.flatnonzero(combination)
            sums.append([(float(combination[k]), equations.labels[rows[k]]) for k in used])
            gaps.append(gap)
    return linear


def _sparse_rows(combinations: Array) -> Array:
    """Reduce combinations of equations to few terms each, the first with factor one."""
    reduced = combinations.copy()
    for row in range(len(reduced)):
        pivot = int(np.argmax(np.abs(reduced[row])))
        if reduced[row, pivot] == 0:
            continue
        reduced[row] /= reduced[row, pivot]
        others = np.arange(len(reduced)) != row
        reduced[others] -= np.outer(reduced[others, pivot], reduced[row])
    reduced[np.abs(reduced) < GAP_TOLERANCE] = 0.0
    for row in range(len(reduced)):
        used = np.flatnonzero(reduced[row])
        if len(used):
            reduced[row] /= np.sign(reduced[row, used[0]]) * np.abs(reduced[row]).max()
    return np.round(reduced, 12)


def _factor(solution: Solution, sd_method: SdMethod) -> Array:
    """Root of the covariance of the free quantities in their units."""
    part = solution.part
    if sd_method is SdMethod.EXACT and not part.is_linear:
        factor = _exact_factor(solution)
    else:
        factor = solution_factor(solution.linear)
    first, _ = part.stretch(solution.values[: part.measured])
    factor = np.concatenate([first, np.ones(len(factor) - part.measured)])[:, None] * factor
    return _given_bounds(factor, solution.at_bound)


def _exact_factor(solution: Solution) -> Array:
    part = solution.part
    system, scale = optimality_matrix(part, solution.linear, solution.values, solution.multipliers)
    count, width = len(solution.errors), len(scale)
    response = np.linalg.lstsq(system, np.eye(len(system), count), rcond=1e-12)[0]
    errors, unmeasured = response[:count], scale[:, None] * response[count : count + width]
    measured = part.root[:, None] * errors if part.root.ndim == 1 else part.root @ errors
    return np.vstack([measured, unmeasured])


def _given_bounds(factor: Array, rows: NDArray[np.intp]) -> Array:
    """Remove the directions in which an active bound does not let the values move."""
    if not len(rows):
        return factor
    held, _ = np.linalg.qr(factor[rows].T)
    held = held[:, np.abs(factor[rows] @ held).max(axis=0) > 0]
    return np.asarray(factor - (factor @ held) @ held.T)


def _assembled(
    system: System, best: list[Solution], factors: list[Array], found: list[list[Solution]]
) -> Reconciliation:
    from scipy.special import chdtrc

    values: dict[str, float | None] = {q.name: q.fixed for q in system.quantities}
    sd: dict[str, float | None] = {q.name: None if q.fixed is None else 0.0 for q in system.quantities}
    status = dict.fromkeys(values, Status.FIXED)
    for solution, factor in zip(best, factors, strict=True):
        names = solution.part.equations.names
        spread = np.sqrt((factor**2).sum(axis=1))
        state = status_of(solution.linear)
        status |= dict(zip(names, state, strict=True))
        for name, own, value, deviation in zip(names, state, solution.values, spread, strict=True):
            known = own is not Status.NOT_OBSERVABLE
            values[name], sd[name] = (float(value), float(deviation)) if known else (None, None)
    objective = sum(solution.objective for solution in best)
    freedom = sum(solution.linear.checks + len(solution.at_bound) for solution in best)
    return Reconciliation(
        system=system,
        values=values,
        sd=sd,
        status=status,
        at_bound=tuple(s.part.equations.names[row] for s in best for row in s.at_bound),
        residuals=_residuals(system, best),
        closure=max((_closure(solution) for solution in best), default=0.0),
        objective=objective,
        degrees_of_freedom=freedom,
        p_value=float(chdtrc(freedom, objective)) if freedom else None,
        iterations=max((solution.iterations for solution in best), default=0),
        minima=_minima(values, best, found),
        parts=tuple(best),
        factors=tuple(factors),
    )


def _closure(solution: Solution) -> float:
    left = np.abs(solution.part.equations.residual(solution.values))
    return float(np.max(left / solution.part.term_sizes(solution.values), initial=0.0))


def _residuals(system: System, best: list[Solution]) -> tuple[float | None, ...]:
    unmeasured = {q.name for q in system.quantities if q.law is None and q.fixed is None}
    known = [not unmeasured.intersection(equation.names) for equation in system.equations]
    left: dict[str, float] = {}
    for solution in best:
        part = solution.part
        values = part.plain(np.zeros_like(solution.errors), solution.unmeasured)
        left |= dict(zip(part.equations.labels, part.equations.residual(values).tolist(), strict=True))
    return tuple(
        left.get(equation.label, 0.0) if is_known else None
        for equation, is_known in zip(system.equations, known, strict=True)
    )


def _minima(values: dict[str, float | None], best: list[Solution], found: list[list[Solution]]) -> tuple[Minimum, ...]:
    """The best minimum, and the others with one part exchanged."""
    total = sum(solution.objective for solution in best)
    minima = [Minimum(values=dict(values), objective=total)]
    for chosen, solutions in zip(best, found, strict=True):
        for other in solutions[1:]:
            names = other.part.equations.names
            seen = status_of(other.linear)
            exchanged = {
                name: None if own is Status.NOT_OBSERVABLE else float(value)
                for name, own, value in zip(names, seen, other.values, strict=True)
            }
            objective = total - chosen.objective + other.objective
            minima.append(Minimum(values=values | exchanged, objective=objective))
    return tuple(sorted(minima, key=lambda minimum: minimum.objective))
