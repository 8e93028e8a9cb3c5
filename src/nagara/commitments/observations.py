"""Yearly figures with their doubt, and the scale on which a trend through them is straight.

A share is followed on the logit scale, so that it never leaves 0 to 1; an amount above zero on the
logarithmic scale, so that growth is compound; whatever may be zero or less, or spans more than three
orders of magnitude, on a linear scale in units of its own size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import isfinite, log
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nagara.errors import MeasureError
from nagara.evidence import factor
from nagara.uncertainty.estimates import SMALLEST_RATIO, SMALLEST_SHARE, Z95

__all__ = ["Observation", "Scale", "WorkingSeries", "proportion_of_cities", "working_series"]

Reals = NDArray[np.float64]
DELTA: Final = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """The figure of one year.

    Parameters
    ----------
    year
        Year that it speaks of.
    value
        In the unit of the indicator; 1 or 0 for yes or no, the place of the rung for a level.
    low, high
        Its 95 % interval; equal to the value where it is known exactly, ``None`` where none was stated.
    sd
        Its standard deviation, where that is known instead of an interval.
    known_on
        The day on which it was published; ``None`` where only the year counts.

    Raises
    ------
    MeasureError
        If a number is not finite, the value lies outside its interval, or only one end is given.
    """

    year: int
    value: float
    low: float | None = None
    high: float | None = None
    sd: float | None = None
    known_on: date | None = None

    def __post_init__(self) -> None:
        where = f"figure of {self.year}"
        numbers = [each for each in (self.low, self.value, self.high) if each is not None]
        if not all(isfinite(each) for each in numbers) or numbers != sorted(numbers):
            raise MeasureError(
                where, f"{self.value:g} does not lie between {self.low} and {self.high}", "Correct the interval."
            )
        if (self.low is None) != (self.high is None):
            raise MeasureError(where, "its interval has one end only", "Give the other end, or neither.")
        if self.sd is not None and not (isfinite(self.sd) and self.sd >= 0):
            raise MeasureError(where, f"a standard deviation of {self.sd} cannot be", "Give it as zero or more.")

    @property
    def has_stated_doubt(self) -> bool:
        """Whether anybody said how sure it is."""
        return self.sd is not None or self.low is not None

    def was_known_on(self, day: date) -> bool:
        """Whether a paper with this cut-off date may use it."""
        return self.known_on <= day if self.known_on else self.year <= day.year


def proportion_of_cities(year: int, *, yes: int, no: int, silent: int, known_on: date | None = None) -> Observation:
    """The share of cities that say yes; silent ones widen it, they are never counted as no.

    Parameters
    ----------
    yes, no, silent
        Cities that say so, and that say nothing.

    Returns
    -------
    Observation
        Share of those that answered; its ends are what it would be if all silent cities said no, or yes.

    Raises
    ------
    MeasureError
        If nobody answered: there is no figure then.
    """
    if min(yes, no, silent) < 0 or yes + no == 0:
        raise MeasureError(
            f"share of cities of {year}", f"{yes} yes, {no} no and {silent} silent give no share", "Wait for an answer."
        )
    cities = yes + no + silent
    return Observation(
        year=year, value=yes / (yes + no), low=yes / cities, high=(yes + silent) / cities, known_on=known_on
    )


class Scale(StrEnum):
    """On what a trend is straight."""

    LOGIT = "logit"
    LOG = "log"
    LINEAR = "linear"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingSeries:
    """Figures on their working scale.

    Parameters
    ----------
    years
        Years [a], rising, one figure each.
    values, covariance
        On the working scale.
    size
        What one unit of a linear scale stands for; 1 on the others.
    """

    scale: Scale
    size: float
    years: Reals
    values: Reals
    covariance: Reals

    def of(self, value: float) -> float:
        """A figure on the working scale; minus infinity for an amount of zero or less on the logarithmic one."""
        if self.scale is Scale.LOGIT:
            share = min(max(value, SMALLEST_SHARE), 1 - SMALLEST_SHARE)
            return log(share / (1 - share))
        if self.scale is Scale.LOG:
            return log(value) if value > 0 else -np.inf
        return value / self.size

    def back(self, value: float) -> float:
        """A figure in its own unit."""
        with np.errstate(over="ignore"):
            if self.scale is Scale.LOGIT:
                return float(1 / (1 + np.exp(-value)))
            return float(np.exp(value)) if self.scale is Scale.LOG else value * self.size

    @property
    def drift(self) -> float:
        """Standard deviation of the yearly trend before any figure is seen, on the working scale [1]."""
        return factor("status_rule", "drift_logit" if self.scale is Scale.LOGIT else "drift_log").value

    @property
    def wander(self) -> float:
        """Scale of what one year adds besides the trend, on the working scale [1]."""
        return factor("status_rule", "wander_logit" if self.scale is Scale.LOGIT else "wander_log").value


def working_series(
    observations: Sequence[Observation],
    *,
    is_share: bool,
    threshold: float,
    correlation: float | Sequence[Sequence[float]] = 0.0,
) -> WorkingSeries:
    """Put figures on the scale on which a trend through them is straight.

    Parameters
    ----------
    observations
        One a year, in any order.
    is_share
        Whether they lie between 0 and 1.
    threshold
        The figure to reach; one of zero or less keeps an amount on the linear scale.
    correlation
        Of the errors of the years, from -1 to 1: one number for every pair, or a matrix in the order of
        the observations; figures that rest on the same assumed share err together.

    Raises
    ------
    MeasureError
        If two figures speak of one year, a share is none, or the correlations are not those of anything.
    """
    series = sorted(enumerate(observations), key=lambda pair: pair[1].year)
    order, kept = [place for place, _ in series], [each for _, each in series]
    _refuse_impossible(kept, is_share=is_share)
    scale = _scale_of(kept, is_share=is_share, threshold=threshold)
    ends = [abs(end) for each in kept for end in (_reach(each, -1), each.value, _reach(each, 1))]
    size = max(ends, default=1.0) or abs(threshold) or 1.0
    bare = WorkingSeries(
        scale=scale, size=size if scale is Scale.LINEAR else 1.0, years=_NONE, values=_NONE, covariance=_NONE
    )
    sd = np.array([_working_sd(each, bare) for each in kept])
    return WorkingSeries(
        scale=scale,
        size=bare.size,
        years=np.array([each.year for each in kept], dtype=np.float64),
        values=np.array([bare.of(each.value) for each in kept]),
        covariance=_correlations(correlation, order) * np.outer(sd, sd),
    )


_NONE: Final[Reals] = np.zeros(0)


def _refuse_impossible(kept: Sequence[Observation], *, is_share: bool) -> None:
    years = [each.year for each in kept]
    for year in years:
        if years.count(year) > 1:
            raise MeasureError(f"figure of {year}", "the year has two", "Keep the one that was published last.")
    for each in kept:
        ends = [end for end in (each.low, each.value, each.high) if end is not None]
        if is_share and not 0 <= min(ends) <= max(ends) <= 1:
            raise MeasureError(f"figure of {each.year}", f"{each.value:g} is no share", "Give it between 0 and 1.")


def _scale_of(kept: Sequence[Observation], *, is_share: bool, threshold: float) -> Scale:
    if is_share:
        return Scale.LOGIT
    lowest = min((_reach(each, -1) for each in kept), default=1.0)
    highest = max((_reach(each, 1) for each in kept), default=1.0)
    return Scale.LOG if threshold > 0 and lowest > SMALLEST_RATIO * abs(highest) else Scale.LINEAR


def _reach(each: Observation, side: int) -> float:
    """The end of its interval on one side, from its standard deviation if it has no other."""
    end = each.low if side < 0 else each.high
    return each.value + side * Z95 * (each.sd or 0.0) if end is None else end


def _working_sd(each: Observation, series: WorkingSeries) -> float:
    if each.sd is not None:
        if series.scale is Scale.LOGIT:
            share = min(max(each.value, SMALLEST_SHARE), 1 - SMALLEST_SHARE)
            return each.sd / (share * (1 - share))
        return each.sd / (each.value if series.scale is Scale.LOG else series.size)
    if each.low is not None and each.high is not None:
        return (series.of(each.high) - series.of(each.low)) / (2 * Z95)
    return factor("status_rule", "unstated_logit" if series.scale is Scale.LOGIT else "unstated_log").value


def _correlations(given: float | Sequence[Sequence[float]], order: Sequence[int]) -> Reals:
    count = len(order)
    if isinstance(given, int | float):
        matrix = np.full((count, count), float(given))
        np.fill_diagonal(matrix, 1.0)
    else:
        matrix = np.asarray(given, dtype=np.float64)
        if matrix.shape != (count, count):
            raise MeasureError(
                "correlations", f"they are {matrix.shape}, the figures {count}", "Give a row and a column a figure."
            )
        matrix = matrix[np.ix_(order, order)]
    symmetric = np.allclose(matrix, matrix.T) and np.allclose(np.diag(matrix), 1)
    if count and not (symmetric and np.linalg.eigvalsh(matrix)[0] > -DELTA):
        raise MeasureError(
            "correlations", "no figures can be correlated so", "Give a symmetric matrix with ones on its diagonal."
        )
    return matrix
