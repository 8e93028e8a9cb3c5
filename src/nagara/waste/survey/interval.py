"""Intervals of surveyed rates and shares, on the scale that suits each.

A rate cannot be negative: its interval is symmetric on the log scale. A share stays between 0 and 1:
the logit scale. The normal quantile is only for surveys without areas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nagara.waste.survey.variance import LARGEST_LOG

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

__all__ = ["log_interval", "normal_interval", "normal_quantile", "share_interval", "t_quantile"]


def t_quantile(degrees_of_freedom: float, level: float = 0.95) -> float:
    """Upper quantile of Student's t for a two-sided interval [1]."""
    from scipy.special import stdtrit

    return float(stdtrit(degrees_of_freedom, 0.5 + level / 2.0))


def normal_quantile(level: float = 0.95) -> float:
    """Upper quantile of the normal distribution for a two-sided interval [1]."""
    from scipy.special import ndtri

    return float(ndtri(0.5 + level / 2.0))


def log_interval(value: Array | float, log_variance: Array | float, quantile: Array | float) -> tuple[Array, Array]:
    """Interval that is symmetric on the log scale: low and high in the unit of the value."""
    reach = np.exp(quantile * np.sqrt(np.asarray(log_variance, dtype=np.float64)))
    return np.asarray(value / reach, dtype=np.float64), np.asarray(value * reach, dtype=np.float64)


def normal_interval(value: Array | float, standard_error: Array | float, level: float = 0.95) -> tuple[Array, Array]:
    """Interval that is symmetric about the value, with the normal quantile."""
    reach = normal_quantile(level) * np.asarray(standard_error, dtype=np.float64)
    return np.asarray(value - reach, dtype=np.float64), np.asarray(value + reach, dtype=np.float64)


def share_interval(frac: Array, deviations: Array, degrees_of_freedom: float, level: float) -> tuple[Array, Array]:
    """Interval of shares, symmetric on the logit scale, so that no end leaves 0 to 1.

    Parameters
    ----------
    frac
        Shares [frac].
    deviations
        Scaled deviations of their logs [1], rows on the first axis.
    degrees_of_freedom, level
        Of the t quantile.
    """
    inside = (frac > 0) & (frac < 1)
    safe = np.where(inside, frac, 0.5)
    reach = t_quantile(degrees_of_freedom, level) * np.sqrt((deviations**2).sum(axis=0)) / (1.0 - safe)
    odds = safe / (1.0 - safe)
    low = 1.0 / (1.0 + np.exp(np.minimum(reach, LARGEST_LOG)) / odds)
    high = 1.0 / (1.0 + np.exp(-reach) / odds)
    return np.where(inside, low, frac), np.where(inside, high, frac)
