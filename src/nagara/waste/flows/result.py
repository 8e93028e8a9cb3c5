"""What reconciliation found: values, doubt, status and tests, without a word of text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nagara.waste.flows.gauss_newton import Solution
    from nagara.waste.flows.system import System

    Array = NDArray[np.float64]

__all__ = ["Minimum", "Reconciliation", "SdMethod", "Status"]


class Status(StrEnum):
    """What the equations make of a quantity.

    ``redundant``: measured, and checked by the others. ``just-determined``: measured, and nothing else tells it.
    ``observable``: not measured, and determined by the equations. ``not-observable``: neither. ``fixed``: given.
    """

    REDUNDANT = "redundant"
    JUST_DETERMINED = "just-determined"
    OBSERVABLE = "observable"
    NOT_OBSERVABLE = "not-observable"
    FIXED = "fixed"


class SdMethod(StrEnum):
    """How doubt is carried through bilinear equations.

    ``gauss-newton``: from the equations linearised at the solution, as STAN does. ``exact``: from the derivative
    of the solution by the measurements, which includes the curvature of the equations.
    """

    GAUSS_NEWTON = "gauss-newton"
    EXACT = "exact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Minimum:
    """One set of values at which the weighted sum of squares has a minimum."""

    values: Mapping[str, float | None]
    objective: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """Reconciled values of a system.

    Parameters
    ----------
    values, sd
        In the unit of each quantity; None where the equations do not determine it. The sd of a quantity that
        ended at a bound is that given the bound; draws (:func:`~nagara.waste.flows.projection.project_draws`)
        say more.
    status
        Of each quantity.
    at_bound
        Quantities that ended at one of their bounds.
    residuals
        What each equation leaves over with the measured values, in the order of the equations; None where it
        speaks of an unmeasured quantity.
    closure
        What the reconciled values leave over in the worst equation, as a part of its largest term [1].
    objective
        Weighted sum of squared adjustments, the gamma of the global test [1].
    degrees_of_freedom
        Independent checks; each active bound of a redundant system counts as one more.
    p_value
        Chance of an objective at least this large if all stated doubts are right; None without a check.
    iterations
        Steps of the slowest part.
    minima
        All minima that were found, the best first; a single one where equations are linear.
    """

    system: System
    values: Mapping[str, float | None]
    sd: Mapping[str, float | None]
    status: Mapping[str, Status]
    at_bound: tuple[str, ...]
    residuals: tuple[float | None, ...]
    closure: float
    objective: float
    degrees_of_freedom: int
    p_value: float | None
    iterations: int
    minima: tuple[Minimum, ...]
    parts: tuple[Solution, ...]
    factors: tuple[Array, ...]

    def covariance(self, names: Sequence[str] | None = None) -> Array:
        """Covariance of reconciled quantities.

        Parameters
        ----------
        names
            Which quantities; all that have a value by default. Fixed ones have none and give zeros.

        Raises
        ------
        LookupError
            If a quantity has no value.
        """
        names = [name for name, value in self.values.items() if value is not None] if names is None else list(names)
        missing = [name for name in names if self.values[name] is None]
        if missing:
            msg = f"the equations do not determine {', '.join(missing)}"
            raise LookupError(msg)
        covariance = np.zeros((len(names), len(names)))
        place = {name: row for row, name in enumerate(names)}
        for part, factor in zip(self.parts, self.factors, strict=True):
            columns = part.part.equations.names
            pairs = [(place[name], row) for row, name in enumerate(columns) if name in place]
            if pairs:
                here, there = (np.array(side) for side in zip(*pairs, strict=True))
                covariance[np.ix_(here, here)] = factor[there] @ factor[there].T
        return covariance

    def rows(self) -> list[dict[str, str | float | bool | None]]:
        """One row per quantity, for a table."""
        return [self._row(name) for name in self.system.names]

    def _row(self, name: str) -> dict[str, str | float | bool | None]:
        measured, measured_sd = self._measured(name)
        value = self.values[name]
        return {
            "name": name,
            "status": self.status[name].value,
            "measured": measured,
            "measured_sd": measured_sd,
            "reconciled": value,
            "reconciled_sd": self.sd[name],
            "adjustment": None if measured is None or value is None else value - measured,
            "at_bound": name in self.at_bound,
        }

    def _measured(self, name: str) -> tuple[float | None, float | None]:
        for solution in self.parts:
            part = solution.part
            if name in part.equations.names[: part.measured]:
                row = part.equations.names.index(name)
                values = part.plain(np.zeros_like(solution.errors), solution.unmeasured)[: part.measured]
                first, _ = part.stretch(values)
                return float(values[row]), float(first[row] * solution.linear.spread[row])
        return None, None
