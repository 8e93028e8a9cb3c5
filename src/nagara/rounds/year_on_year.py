"""Has a figure changed since last year? Judged against the intervals, never by eye.

Two overlapping intervals are not a test. The probability that the true change has the sign of the
printed one is computed; below :data:`CLEAR` the answer is that there is no clear change. Where year,
method, boundary or population basis differ, there is no change to speak of.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from nagara.indicators.change import change_standard_deviation, probability_of_sign
from nagara.uncertainty.estimates import Z95

__all__ = ["CLEAR", "Judgement", "Kind", "YearFigure", "judge", "judged"]

CLEAR: Final = 0.9
"""Probability of the sign from which a change is called one [frac]."""


class Kind(StrEnum):
    """What can be said of two years."""

    UP = "up"
    DOWN = "down"
    NO_CLEAR_CHANGE = "no-clear-change"
    METHOD_BREAK = "method-break"
    NOT_COMPARABLE = "not-comparable"
    """One of the two has no number, or no interval says how sure it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFigure:
    """One figure of one year, with what must agree before two years are compared.

    Parameters
    ----------
    year
        Year that it speaks of.
    value, low, high
        The figure and its 95 % interval; ``None`` where there is none.
    standard_deviation
        Of the draws, where it is known; else it is read off the interval.
    unit, method, boundary, population_basis
        What must agree; an empty text is not known and breaks nothing.
    """

    year: int
    value: float | None
    low: float | None = None
    high: float | None = None
    standard_deviation: float | None = None
    unit: str = ""
    method: str = ""
    boundary: str = ""
    population_basis: str = ""

    @property
    def spread(self) -> float | None:
        """Standard deviation, from the interval if need be; ``None`` where nothing says how sure it is."""
        if self.standard_deviation is not None:
            return self.standard_deviation
        if self.low is None or self.high is None:
            return None
        return (self.high - self.low) / (2.0 * Z95)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The change from one year to another.

    Parameters
    ----------
    kind
        What can be said.
    change, low, high
        The change and its 95 % interval, in the unit of the figure.
    probability_of_sign
        Probability that the true change has the sign of the printed one [frac].
    breaks
        What differs: ``unit``, ``method``, ``boundary``, ``population_basis``.
    """

    kind: Kind
    change: float | None = None
    low: float | None = None
    high: float | None = None
    probability_of_sign: float | None = None
    breaks: tuple[str, ...] = ()

    @property
    def is_clear(self) -> bool:
        """Whether the figure has moved beyond its doubt."""
        return self.kind in {Kind.UP, Kind.DOWN}


def judge(earlier: YearFigure, now: YearFigure, *, covariance: float = 0.0) -> Judgement:
    """Judge the change of a figure between two years.

    Parameters
    ----------
    earlier, now
        The two years.
    covariance
        Covariance of the two figures through inputs that both years share, in the square of their
        unit; zero overstates the doubt and never understates it where the shared inputs move both
        years alike.

    Examples
    --------
    >>> before = YearFigure(year=2024, value=0.52, low=0.46, high=0.58)
    >>> judge(before, YearFigure(year=2025, value=0.54, low=0.48, high=0.60)).kind
    <Kind.NO_CLEAR_CHANGE: 'no-clear-change'>
    >>> judge(before, YearFigure(year=2025, value=0.71, low=0.66, high=0.76)).kind
    <Kind.UP: 'up'>
    """
    breaks = _breaks(earlier, now)
    if breaks:
        return Judgement(kind=Kind.METHOD_BREAK, breaks=breaks)
    if earlier.value is None or now.value is None:
        return Judgement(kind=Kind.NOT_COMPARABLE)
    change = now.value - earlier.value
    if earlier.spread is None or now.spread is None:
        return Judgement(kind=Kind.NOT_COMPARABLE, change=change)
    spread = change_standard_deviation(earlier.spread, now.spread, covariance)
    return judged(change, change - Z95 * spread, change + Z95 * spread, probability_of_sign(change, spread))


def judged(change: float, low: float, high: float, probability: float) -> Judgement:
    """Say what a change is that was tested elsewhere, for example by the account from the draws of both years.

    Parameters
    ----------
    change, low, high
        The change and its 95 % interval, in the unit of the figure.
    probability
        Probability that the true change has the sign of the printed one [frac].
    """
    kind = Kind.NO_CLEAR_CHANGE if probability < CLEAR else Kind.UP if change > 0 else Kind.DOWN
    return Judgement(kind=kind, change=change, low=low, high=high, probability_of_sign=probability)


def _breaks(earlier: YearFigure, now: YearFigure) -> tuple[str, ...]:
    asked = ("unit", "method", "boundary", "population_basis")
    pairs = ((name, getattr(earlier, name), getattr(now, name)) for name in asked)
    return tuple(name for name, before, after in pairs if before and after and before != after)
