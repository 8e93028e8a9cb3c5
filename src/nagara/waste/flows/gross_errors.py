"""Gross errors: whether the measurements agree within their doubts, and if not, which one is to blame.

The tests of Narasimhan and Jordache, *Data Reconciliation and Gross Error Detection* (2000), chapter 7: global,
measurement, nodal, maximum power nodal, and generalised likelihood ratio (GLR) with the size of the error. For
bilinear equations they use the equations linearised at the solution.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from nagara.waste.flows.linearisation import ZERO_TOLERANCE, times_root
from nagara.waste.flows.reconcile import reconcile

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nagara.waste.flows.gauss_newton import Solution
    from nagara.waste.flows.linearisation import Linearisation
    from nagara.waste.flows.result import Reconciliation

    Array = NDArray[np.float64]

__all__ = [
    "Elimination",
    "EquationTest",
    "GrossErrors",
    "MeasurementTest",
    "SerialElimination",
    "eliminate_serially",
    "gross_errors",
]

PARALLEL: Final = 1e-9
"""Two signatures whose cosine is closer to one than this cannot be told apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurementTest:
    """Whether one measurement is off.

    Parameters
    ----------
    z
        Adjustment by its standard deviation [1]; None where nothing checks the measurement.
    likelihood_ratio
        GLR statistic of a bias of this measurement [1], chi-square with one degree of freedom.
    bias
        Size of that bias: how much too high it was measured, in its unit.
    """

    name: str
    z: float | None
    likelihood_ratio: float | None
    bias: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EquationTest:
    """Whether one equation is off: a leak, a forgotten flow.

    Parameters
    ----------
    nodal_z
        Its residual by its standard deviation [1]; None if it speaks of unmeasured quantities.
    power_z
        Maximum power statistic [1]; None where nothing checks the equation.
    likelihood_ratio
        GLR statistic of a leak [1].
    leak
        Size of the leak: what the equation leaves over, in its unit.
    """

    label: str
    nodal_z: float | None
    power_z: float | None
    likelihood_ratio: float | None
    leak: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GrossErrors:
    """All tests at one level.

    Parameters
    ----------
    level
        Chance of a false alarm of each family of tests [frac].
    objective, degrees_of_freedom, critical_objective, p_value
        The global test.
    critical_measurement_z, critical_equation_z
        Limits corrected for the number of tests after Sidak.
    not_separable
        Sets of measurements that the equations cannot tell apart: if one is off, any of the set may be.
    suspicious
        The measurement to look at first, or its whole set; empty if no test is alarmed.
    """

    level: float
    objective: float
    degrees_of_freedom: int
    critical_objective: float | None
    p_value: float | None
    measurements: tuple[MeasurementTest, ...]
    equations: tuple[EquationTest, ...]
    critical_measurement_z: float | None
    critical_equation_z: float | None
    not_separable: tuple[tuple[str, ...], ...]
    suspicious: tuple[str, ...]

    @property
    def is_rejected(self) -> bool:
        """Whether the global test says that the measurements disagree."""
        return self.critical_objective is not None and self.objective > self.critical_objective

    def set_of(self, name: str) -> tuple[str, ...]:
        """The measurements that cannot be told from this one, itself included."""
        return next((names for names in self.not_separable if name in names), (name,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Elimination:
    """One measurement left out.

    Parameters
    ----------
    set_of
        The measurements that would have done as well.
    likelihood_ratio, bias
        Its GLR statistic and the size of its error when it was left out.
    """

    name: str
    set_of: tuple[str, ...]
    likelihood_ratio: float
    bias: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SerialElimination:
    """Measurements left out one after the other until the rest agrees.

    Parameters
    ----------
    is_settled
        Whether the rest agrees.
    """

    eliminated: tuple[Elimination, ...]
    reconciliation: Reconciliation
    is_settled: bool


def gross_errors(reconciliation: Reconciliation, *, level: float = 0.05) -> GrossErrors:
    """Test reconciled measurements for gross errors.

    Parameters
    ----------
    level
        Chance of a false alarm [frac].
    """
    from scipy.special import chdtrc, chdtri

    measurements: list[MeasurementTest] = []
    equations: list[EquationTest] = []
    sets: list[tuple[str, ...]] = []
    for solution in reconciliation.parts:
        tested, inseparable = _measurement_tests(solution)
        measurements += tested
        sets += inseparable
        equations += _equation_tests(solution)
    rank = {name: row for row, name in enumerate(reconciliation.system.names)}
    measurements.sort(key=lambda test: rank[test.name])
    place = {label: row for row, label in reversed(list(enumerate(reconciliation.system.labels)))}
    equations.sort(key=lambda test: place[test.label])
    objective = sum(float(np.sum((s.linear.basis @ s.errors) ** 2)) for s in reconciliation.parts)
    freedom = sum(solution.linear.checks for solution in reconciliation.parts)
    critical = float(chdtri(freedom, level)) if freedom else None
    checked = [test for test in measurements if test.z is not None]
    limit = _sidak(level, len(checked))
    found = GrossErrors(
        level=level,
        objective=objective,
        degrees_of_freedom=freedom,
        critical_objective=critical,
        p_value=float(chdtrc(freedom, objective)) if freedom else None,
        measurements=tuple(measurements),
        equations=tuple(equations),
        critical_measurement_z=limit,
        critical_equation_z=_sidak(level, len(equations)),
        not_separable=tuple(sets),
        suspicious=(),
    )
    worst = max(checked, key=lambda test: test.likelihood_ratio or 0.0, default=None)
    if worst is None or limit is None:
        return found
    if not found.is_rejected and (worst.likelihood_ratio or 0.0) <= limit**2:
        return found
    return _with_suspicion(found, worst.name)


def eliminate_serially(
    reconciliation: Reconciliation, *, level: float = 0.05, most: int | None = None
) -> SerialElimination:
    """Leave out the most suspicious measurement and reconcile again, until the global test is content.

    Parameters
    ----------
    level
        Chance of a false alarm of the global test [frac].
    most
        How many measurements may be left out; by default as many as there are checks, less one.
    """
    eliminated: list[Elimination] = []
    limit = max(reconciliation.degrees_of_freedom - 1, 0) if most is None else most
    found = gross_errors(reconciliation, level=level)
    while found.is_rejected and len(eliminated) < limit:
        checked = [test for test in found.measurements if test.likelihood_ratio is not None]
        worst = max(checked, key=lambda test: test.likelihood_ratio or 0.0)
        eliminated.append(
            Elimination(
                name=worst.name,
                set_of=found.set_of(worst.name),
                likelihood_ratio=worst.likelihood_ratio or 0.0,
                bias=worst.bias or 0.0,
            )
        )
        reconciliation = reconcile(reconciliation.system.without_measurement(worst.name))
        found = gross_errors(reconciliation, level=level)
    return SerialElimination(
        eliminated=tuple(eliminated), reconciliation=reconciliation, is_settled=not found.is_rejected
    )


def _with_suspicion(found: GrossErrors, name: str) -> GrossErrors:
    return replace(found, suspicious=found.set_of(name))


def _measurement_tests(solution: Solution) -> tuple[list[MeasurementTest], list[tuple[str, ...]]]:
    linear, part = solution.linear, solution.part
    names = part.equations.names[: part.measured]
    seen = linear.basis @ solution.errors
    signatures = linear.whiten @ linear.slopes
    strength = np.sqrt((signatures**2).sum(axis=0))
    along = -(signatures.T @ seen)
    shift = linear.basis.T @ seen
    adjustment = np.abs(part.root_times(shift))
    moved = linear.basis.T if linear.root.ndim == 2 else None
    deviation = (
        linear.root * np.sqrt((linear.basis**2).sum(axis=0))
        if moved is None
        else np.sqrt(((linear.root @ moved) ** 2).sum(axis=1))
    )
    stretch, _ = part.stretch(solution.values[: part.measured])
    redundant = linear.redundant
    tests = [
        MeasurementTest(
            name=name,
            z=float(adjustment[row] / deviation[row]),
            likelihood_ratio=float((along[row] / strength[row]) ** 2),
            bias=float(stretch[row] * along[row] / strength[row] ** 2),
        )
        if redundant[row]
        else MeasurementTest(name=name, z=None, likelihood_ratio=None, bias=None)
        for row, name in enumerate(names)
    ]
    return tests, _parallel_sets(names, signatures, strength, redundant)


def _parallel_sets(
    names: tuple[str, ...], signatures: Array, strength: Array, redundant: NDArray[np.bool_]
) -> list[tuple[str, ...]]:
    """Measurements whose errors would look the same to every check."""
    rows = np.flatnonzero(redundant)
    unit = signatures[:, rows] / strength[rows]
    left, sets = list(range(len(rows))), []
    while left:
        first = left[0]
        # the distance is exact where the cosine has lost its digits
        cosine = unit[:, left].T @ unit[:, first]
        apart = ((unit[:, left] - np.sign(cosine) * unit[:, [first]]) ** 2).sum(axis=0)
        same = [left[k] for k in np.flatnonzero(apart < 2.0 * PARALLEL)]
        if len(same) > 1:
            sets.append(tuple(names[rows[k]] for k in same))
        left = [k for k in left if k not in set(same)]
    return sets


def _equation_tests(solution: Solution) -> list[EquationTest]:
    linear, part = solution.linear, solution.part
    if not linear.checks:
        return []
    seen = linear.basis @ solution.errors
    whiten = _shared_among_dependent(linear)
    strength = np.sqrt((whiten**2).sum(axis=0))
    along = -(whiten.T @ seen)
    is_checked = strength * (1.0 / linear.row_scale) > ZERO_TOLERANCE
    blurred = times_root(linear.slopes, linear.root)
    deviation = np.sqrt((blurred**2).sum(axis=1))
    residual = np.abs(blurred @ (linear.basis.T @ seen))
    unmeasured = np.abs(part.equations.jacobian(solution.values)[:, part.measured :]).max(axis=1, initial=0.0)
    is_nodal = (unmeasured == 0) & (deviation > 0)
    return [
        EquationTest(
            label=label,
            nodal_z=float(residual[row] / deviation[row]) if is_nodal[row] else None,
            power_z=float(abs(along[row]) / strength[row]) if is_checked[row] else None,
            likelihood_ratio=float((along[row] / strength[row]) ** 2) if is_checked[row] else None,
            leak=float(along[row] / strength[row] ** 2) if is_checked[row] else None,
        )
        for row, label in enumerate(part.equations.labels)
    ]


def _shared_among_dependent(linear: Linearisation) -> Array:
    """Whitening in which equations that follow from each other share what they say: the pseudo-inverse of V."""
    if not len(linear.dependent):
        return linear.whiten
    along, _ = np.linalg.qr(linear.dependent.T)
    return np.asarray(linear.whiten - (linear.whiten @ along) @ along.T)


def _sidak(level: float, count: int) -> float | None:
    """Limit of the largest of several normal statistics."""
    from scipy.special import ndtri

    return float(ndtri(1.0 - 0.5 * (1.0 - (1.0 - level) ** (1.0 / count)))) if count else None
