r"""What a scenario changes: its difference from the baseline, draw by draw.

Notes
-----
Baseline and scenario share every draw, so what both do not know cancels:

.. math:: \Delta_d(t) = y^{scenario}_d(t) - y^{baseline}_d(t)

and the interval is that of the :math:`\Delta_d`, not of two unlike things.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.outcome import FIGURES, PLASTIC_FIGURES

if TYPE_CHECKING:
    from nagara.pathways.outcome import Outcome

__all__ = ["QUANTILES", "Band", "Bands", "Difference", "bands", "difference"]

Array: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]

QUANTILES: Final = (0.025, 0.1, 0.5, 0.9, 0.975)
"""Ends of the 95 % and of the 80 % interval, and the median between them [frac]."""
ROUNDING: Final = 1e-12
"""Rounding of a sum, relative to it [1]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One number with its interval.

    Parameters
    ----------
    value
        At the published values of all inputs; it is the figure, the median is not.
    quantiles
        At :data:`QUANTILES` of the draws.
    reduction_frac
        Share of the draws in which it is below zero [frac].
    """

    value: float
    quantiles: tuple[float, ...]
    reduction_frac: float

    @property
    def low(self) -> float:
        """Lower end of the 95 % interval."""
        return self.quantiles[0]

    @property
    def high(self) -> float:
        """Upper end of the 95 % interval."""
        return self.quantiles[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands:
    """A figure over the years, and added up over them.

    Parameters
    ----------
    by_year
        One band for each year.
    in_all
        The sum over all years.
    """

    by_year: tuple[Band, ...]
    in_all: Band


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A scenario beside its baseline.

    Parameters
    ----------
    scenario
        Its name.
    years
        Years that are compared.
    levels
        The figures of the scenario itself, by name.
    differences
        Scenario less baseline, by the same names.
    """

    scenario: str
    years: tuple[int, ...]
    levels: Mapping[str, Bands]
    differences: Mapping[str, Bands]


def bands(figures: Mapping[str, Array], is_possible: Flags) -> dict[str, Bands]:
    """Intervals of many figures at once.

    Parameters
    ----------
    figures
        By name, shape (years, 1 + draws), the published value first.
    is_possible
        Draws in which the figures of plastic are no contradiction, shape (1 + draws,).
    """
    out = {}
    for name in FIGURES:
        if name not in figures:
            continue
        rows = np.concatenate([figures[name], figures[name].sum(axis=0, keepdims=True)])
        drawn = rows[:, 1:][:, is_possible[1:]] if name in PLASTIC_FIGURES else rows[:, 1:]
        ends = _quantiles(np.sort(drawn, axis=-1)).T
        below = np.mean(drawn < 0, axis=-1)
        each = [
            Band(value=float(value), quantiles=tuple(map(float, end)), reduction_frac=float(share))
            for value, end, share in zip(rows[:, 0], ends, below, strict=True)
        ]
        out[name] = Bands(by_year=tuple(each[:-1]), in_all=each[-1])
    return out


def difference(baseline: Outcome, scenario: Outcome, first_year: int) -> Difference:
    """Compare a scenario with its baseline.

    Parameters
    ----------
    baseline, scenario
        Worked out from one starting point.
    first_year
        First year that is compared and added up.
    """
    years = scenario.projection.years
    at = years.index(first_year)
    both = {name: rows[at:] for name, rows in scenario.figures.items() if name in baseline.figures}
    less = {name: _less(rows, baseline.figures[name][at:]) for name, rows in both.items()}
    return Difference(
        scenario=scenario.projection.scenario,
        years=years[at:],
        levels=bands(both, scenario.is_possible),
        differences=bands(less, baseline.is_possible & scenario.is_possible),
    )


def _less(rows: Array, before: Array) -> Array:
    """What changed; what is left of two sums in another order is no change."""
    change = rows - before
    return np.where(np.abs(change) > ROUNDING * np.abs(before), change, 0.0)


def _quantiles(ordered: Array) -> Array:
    """Linear interpolation between order statistics, shape (quantiles, rows)."""
    count = ordered.shape[-1]
    out = []
    for quantile in QUANTILES:
        position = quantile * (count - 1)
        below = int(position)
        above = min(below + 1, count - 1)
        out.append(ordered[..., below] + (position - below) * (ordered[..., above] - ordered[..., below]))
    return np.stack(out)
