"""A system of flows: which quantities are measured, fixed or unknown, and which equations bind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf, isfinite, nan, sqrt
from typing import TYPE_CHECKING

import numpy as np

from nagara.errors import EquationError
from nagara.waste.flows.equations import Equation, GeneralEquation, read_equation
from nagara.waste.flows.laws import Law, Normal
from nagara.waste.flows.scales import Scale

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

__all__ = ["Quantity", "Role", "System"]

Measured = Law | Sequence[float]
Bounds = tuple[float | None, float | None]


class Role(StrEnum):
    """What is known of a quantity before the equations speak."""

    MEASURED = "measured"
    FIXED = "fixed"
    UNMEASURED = "unmeasured"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One flow, stock change, concentration or transfer coefficient.

    Parameters
    ----------
    name
        Unique name, as the equations write it.
    law
        What was measured and how sure it is; None if it was not measured.
    fixed
        Its value where no doubt is allowed.
    low, high
        What it cannot leave, in its unit.
    start
        A first guess for an unmeasured quantity of a nonlinear system.
    """

    name: str
    law: Law | None = None
    fixed: float | None = None
    low: float = -inf
    high: float = inf
    start: float | None = None

    def __post_init__(self) -> None:
        mend = "Give a value and a standard deviation above zero, or list it as fixed or unmeasured."
        if self.law is not None and self.fixed is not None:
            raise EquationError(self.name, "it is both measured and fixed", mend)
        if self.law is not None and not _is_sound(self.law):
            raise EquationError(self.name, "its measurement has no finite value with a spread above zero", mend)
        if self.fixed is not None and not isfinite(self.fixed):
            raise EquationError(self.name, f"it is fixed at {self.fixed}", mend)
        if not self.low <= self.high:
            raise EquationError(self.name, f"its bounds {self.low:g} and {self.high:g} leave no value", mend)
        if self.fixed is not None and not self.low <= self.fixed <= self.high:
            raise EquationError(self.name, f"it is fixed at {self.fixed:g}, outside its bounds", "Correct one of them.")

    @property
    def role(self) -> Role:
        """Measured, fixed or unmeasured."""
        if self.fixed is not None:
            return Role.FIXED
        return Role.UNMEASURED if self.law is None else Role.MEASURED

    @property
    def reach(self) -> tuple[float, float]:
        """Its bounds, narrowed by the support of its law."""
        if self.law is None or isinstance(self.law, Normal) or self.law.scale is not Scale.PLAIN:
            return self.low, self.high
        low, high = self.law.support
        return max(self.low, low), min(self.high, high)


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """Quantities and the equations that bind them.

    Parameters
    ----------
    quantities
        In the order of all results.
    equations
        Linear and bilinear ones first or in any order; rows of residuals follow it.
    covariance
        Covariance of the measured quantities in their order, each on the scale of its law; None where
        their errors are independent. It may be singular, as that of shares which sum to one is.

    Raises
    ------
    EquationError
        If a name is unknown or stands twice, or the covariance does not fit.
    """

    quantities: tuple[Quantity, ...]
    equations: tuple[Equation | GeneralEquation, ...]
    covariance: Array | None = None

    def __post_init__(self) -> None:
        known = [quantity.name for quantity in self.quantities]
        twice = {name for name in known if known.count(name) > 1} if len(set(known)) < len(known) else ()
        for name in sorted(twice):
            raise EquationError(name, "it stands twice", "Give every quantity one name and one role.")
        names = set(known)
        for equation in self.equations:
            if isinstance(equation, Equation) and not equation.is_finite:
                raise EquationError(equation.label, "one of its numbers is not finite", "Correct that number.")
            if names.issuperset(equation.names):
                continue
            for name in equation.names:
                if name not in names:
                    mend = f"List {name} as measured, fixed or unmeasured, or correct its spelling."
                    raise EquationError(equation.label, f"{name} is not a quantity of the system", mend)
        if self.covariance is not None:
            _check_covariance(self.covariance, len(self.names_of(Role.MEASURED)))

    @classmethod
    def of(
        cls,
        *,
        equations: Sequence[str | Equation | GeneralEquation],
        measured: Mapping[str, Measured],
        fixed: Mapping[str, float] | None = None,
        unmeasured: Sequence[str] | Mapping[str, float] = (),
        bounds: Mapping[str, Bounds] | None = None,
        covariance: Array | None = None,
    ) -> System:
        """Build a system in a few lines.

        Parameters
        ----------
        equations
            As text (:func:`~nagara.waste.flows.equations.read_equation`) or ready made.
        measured
            Value and standard deviation, or a law, of each measured quantity.
        fixed
            Values without doubt.
        unmeasured
            Names, or names with a first guess.
        bounds
            Low and high where a quantity has one; None for no bound on that side.
        covariance
            Covariance of the measured quantities in the order of ``measured``.

        Examples
        --------
        >>> system = System.of(equations=["a - b = 0"], measured={"a": (100, 10), "b": (110, 10)})
        >>> [quantity.name for quantity in system.quantities]
        ['a', 'b']
        """
        limits = {name: _limits(pair) for name, pair in (bounds or {}).items()}
        guesses = unmeasured if isinstance(unmeasured, Mapping) else dict.fromkeys(unmeasured)
        plain = (-inf, inf)
        quantities = [
            *(Quantity(name=n, law=_law(m), low=limits.get(n, plain)[0], high=limits.get(n, plain)[1])
              for n, m in measured.items()),
            *(Quantity(name=n, fixed=float(v), low=limits.get(n, plain)[0], high=limits.get(n, plain)[1])
              for n, v in (fixed or {}).items()),
            *(Quantity(name=n, start=s, low=limits.get(n, plain)[0], high=limits.get(n, plain)[1])
              for n, s in guesses.items()),
        ]  # fmt: skip
        unknown = set(limits) - {quantity.name for quantity in quantities}
        for name in sorted(unknown):
            raise EquationError(name, "it has bounds and is not a quantity of the system", "Correct its spelling.")
        read = tuple(read_equation(entry) if isinstance(entry, str) else entry for entry in equations)
        return cls(quantities=tuple(quantities), equations=read, covariance=covariance)

    @classmethod
    def linear(
        cls,
        matrix: Array | Sequence[Sequence[float]],
        *,
        measured: Sequence[float | None],
        variance: Sequence[float | None],
        right_side: Sequence[float] | None = None,
        names: Sequence[str] | None = None,
        labels: Sequence[str] | None = None,
        low: float = -inf,
    ) -> System:
        """Build a linear system ``matrix @ values = right_side`` from arrays, as benchmark papers print them.

        A value of None is unmeasured; a variance of zero makes it fixed. ``low`` bounds every quantity.
        """
        rows = np.asarray(matrix, dtype=np.float64)
        names = names or [f"x{number}" for number in range(1, rows.shape[1] + 1)]
        labels = labels or [f"balance {number}" for number in range(1, rows.shape[0] + 1)]
        constants = np.zeros(len(rows)) if right_side is None else np.asarray(right_side, dtype=np.float64)
        quantities = [
            _from_variance(name, value, spread, low)
            for name, value, spread in zip(names, measured, variance, strict=True)
        ]
        equations = [
            Equation(
                label=label, linear={names[j]: float(row[j]) for j in np.flatnonzero(row).tolist()}, constant=-float(c)
            )
            for label, row, c in zip(labels, rows, constants, strict=True)
        ]
        return cls(quantities=tuple(quantities), equations=tuple(equations))

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all quantities."""
        return tuple(quantity.name for quantity in self.quantities)

    @property
    def labels(self) -> tuple[str, ...]:
        """Labels of all equations."""
        return tuple(equation.label for equation in self.equations)

    def names_of(self, role: Role) -> tuple[str, ...]:
        """Names of the quantities with one role."""
        return tuple(quantity.name for quantity in self.quantities if quantity.role is role)

    def without_measurement(self, name: str) -> System:
        """The same system as if one quantity had never been measured."""
        measured = self.names_of(Role.MEASURED)
        keep = [row for row, other in enumerate(measured) if other != name]
        covariance = None if self.covariance is None else self.covariance[np.ix_(keep, keep)]
        dropped = tuple(
            replace(entry, law=None, start=_plain_centre(entry)) if entry.name == name else entry
            for entry in self.quantities
        )
        return replace(self, quantities=dropped, covariance=covariance)


def _plain_centre(quantity: Quantity) -> float | None:
    return None if quantity.law is None else float(quantity.law.from_normal(np.zeros(1))[0])


def _is_sound(law: Law) -> bool:
    try:
        return isfinite(law.centre) and 0 < law.spread < inf
    except (ArithmeticError, ValueError):  # such as the logarithm of a median below zero
        return False


def _law(measured: Measured) -> Law:
    if isinstance(measured, Sequence):
        mean, sd = measured
        return Normal(float(mean), float(sd))
    return measured


def _limits(pair: Bounds) -> tuple[float, float]:
    low, high = pair
    return (-inf if low is None else float(low)), (inf if high is None else float(high))


def _from_variance(name: str, value: float | None, variance: float | None, low: float) -> Quantity:
    if value is None or variance is None:
        return Quantity(name=name, low=low)
    if variance == 0:
        return Quantity(name=name, fixed=float(value), low=low)
    spread = sqrt(variance) if variance > 0 else nan
    return Quantity(name=name, law=Normal(float(value), spread), low=low)


def _check_covariance(covariance: Array, count: int) -> None:
    mend = "Give one row and one column per measured quantity, in their order, symmetric, with variances above zero."
    if covariance.shape != (count, count):
        raise EquationError("covariance", f"it has shape {covariance.shape}, and {count} quantities are measured", mend)
    if not (np.isfinite(covariance).all() and (abs(covariance - covariance.T) <= 1e-9 * abs(covariance)).all()):
        raise EquationError("covariance", "it is not symmetric", mend)
    if not np.all(np.diag(covariance) > 0):
        raise EquationError("covariance", "a variance is not above zero", mend)
    spread = np.sqrt(np.diag(covariance))
    if _least_root(covariance / np.outer(spread, spread)) < -1e-9:
        raise EquationError("covariance", "it has a direction of negative variance", mend)


def _least_root(correlation: Array) -> float:
    """The smallest eigenvalue if it is below zero; what has a Cholesky factor has none, and that is soon told."""
    try:
        np.linalg.cholesky(correlation)
    except np.linalg.LinAlgError:
        return float(np.linalg.eigvalsh(correlation).min())
    return 0.0
