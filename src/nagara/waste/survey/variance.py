r"""How far a surveyed rate may be from the truth: the estimators, on plain arrays.

Each function takes the areas (or households) on its last axis and any number of leading axes, so
that one call serves one city or ten thousand simulated ones.

The clustered estimator is the ultimate-cluster linearisation of a ratio of totals. With area
totals :math:`y_i` [kg] and :math:`x_i` [person-days] the deviation of area *i* on the log scale is

.. math:: d_i = \sqrt{\tfrac{a}{a-1}} \left(\frac{y_i}{\sum y} - \frac{x_i}{\sum x}\right)

so that the deviations sum to zero and their squares sum to the variance of
:math:`\log R`; everything that is drawn or printed later is built from these deviations.

References
----------
W. G. Cochran, *Sampling Techniques*, 3rd ed., 1977, ch. 6 and 11; J. N. K. Rao and C. F. J. Wu,
*Resampling inference with complex survey data*, JASA 83 (1988) 231-241.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

__all__ = [
    "LARGEST_LOG",
    "design_effect",
    "household_rate_standard_error",
    "log_rate_deviations",
    "log_share_deviations",
    "mean_standard_error",
    "multivariate_t",
    "rao_wu_rates",
    "rao_wu_times",
    "ratio_of_totals",
    "stratified_rate",
    "stretched_normals",
    "totals_by_area",
    "within_area_log_variance",
]

LARGEST_LOG: Final = 50.0
"""Largest log of a drawn factor; only draws of surveys with very few areas come near it [1]."""


def totals_by_area(at: NDArray[np.intp], values: Array, areas: int) -> Array:
    """Add up values of households by the number of their area, from 0."""
    return np.asarray(np.bincount(at, values, areas), dtype=np.float64)


def ratio_of_totals(kg: Array, person_days: Array) -> Array:
    """Rate of waste as total weight over total person-days (estimator B).

    Parameters
    ----------
    kg, person_days
        Totals per area or household [kg], [person-days]; areas on the last axis.

    Returns
    -------
    NDArray
        Rates [kg per person and day].
    """
    return np.asarray(kg.sum(axis=-1) / person_days.sum(axis=-1), dtype=np.float64)


def log_rate_deviations(kg: Array, person_days: Array) -> Array:
    """Scaled linearised deviations of the log of a ratio of totals, one per cluster [1].

    They sum to zero; their squares sum to the variance of the log of the rate.
    """
    clusters = kg.shape[-1]
    raw = kg / kg.sum(axis=-1, keepdims=True) - person_days / person_days.sum(axis=-1, keepdims=True)
    return np.asarray(np.sqrt(clusters / (clusters - 1.0)) * raw, dtype=np.float64)


def log_share_deviations(category_kg: Array) -> Array:
    """Scaled linearised deviations of the logs of pooled category shares [1].

    Parameters
    ----------
    category_kg
        Weight of each category in each cluster [kg], shape (..., clusters, categories).

    Returns
    -------
    NDArray
        Same shape; each category's column sums to zero, a category that was never found is zero.
    """
    clusters = category_kg.shape[-2]
    by_category = category_kg.sum(axis=-2, keepdims=True)
    by_cluster = category_kg.sum(axis=-1, keepdims=True)
    part = np.divide(category_kg, by_category, out=np.zeros_like(category_kg), where=by_category > 0)
    expected = by_cluster / by_cluster.sum(axis=-2, keepdims=True)
    raw = np.where(by_category > 0, part - expected, 0.0)
    return np.asarray(np.sqrt(clusters / (clusters - 1.0)) * raw, dtype=np.float64)


def within_area_log_variance(kg: Array, person_days: Array, area: NDArray[np.intp], taken_frac: Array) -> float:
    """Variance of the log rate that is left when every area of the stratum was surveyed.

    Parameters
    ----------
    kg, person_days
        Weighted totals per household [kg], [person-days], one axis.
    area
        Number of each household's area, from 0.
    taken_frac
        Share of each area's households that was surveyed [frac]; 0 where it is unknown.

    Returns
    -------
    float
        Sum over areas of the variance within them [1]; an area with one household adds nothing
        that could be measured.
    """
    deviation = kg / kg.sum() - person_days / person_days.sum()
    areas = len(taken_frac)
    count = np.bincount(area, minlength=areas).astype(np.float64)
    mean = np.bincount(area, deviation, areas) / np.maximum(count, 1.0)
    squares = np.bincount(area, (deviation - mean[area]) ** 2, areas)
    scale = np.divide(count, count - 1.0, out=np.zeros(areas), where=count > 1)
    return float(((1.0 - taken_frac) * scale * squares).sum())


def stratified_rate(rates: Array, log_variances: Array, populations: Array) -> tuple[Array, Array]:
    """Pool the rates of strata by the people living in them.

    Parameters
    ----------
    rates, log_variances
        Rates [kg per person and day] and the variances of their logs [1]; strata on the last axis.
    populations
        People living in each stratum [persons].

    Returns
    -------
    NDArray
        Rates of the city [kg per person and day].
    NDArray
        Variances of their logs [1]: those of the strata weighted by squared shares of the tonnage.
    """
    tonnage = rates * populations
    total = tonnage.sum(axis=-1)
    part = tonnage / total[..., None]
    city = np.asarray(total / populations.sum(), dtype=np.float64)
    return city, np.asarray((part**2 * log_variances).sum(axis=-1), dtype=np.float64)


def design_effect(households: Array | float, intra_area_correlation: float) -> Array:
    """Factor by which clustering widens a variance: 1 + (m - 1) times the correlation [1].

    Parameters
    ----------
    households
        Households per area.
    intra_area_correlation
        Correlation of rates inside an area [1].
    """
    return np.asarray(1.0 + (np.asarray(households, dtype=np.float64) - 1.0) * intra_area_correlation)


def mean_standard_error(rates: Array) -> Array:
    """Standard error of the mean of household rates (estimator A), households independent."""
    return np.asarray(rates.std(axis=-1, ddof=1) / np.sqrt(rates.shape[-1]), dtype=np.float64)


def household_rate_standard_error(kg: Array, person_days: Array) -> Array:
    """Standard error of the ratio of totals (estimator B), households independent.

    The estimator for surveys without areas; where there are areas it is too small.
    """
    deviations = log_rate_deviations(kg, person_days)
    return np.asarray(ratio_of_totals(kg, person_days) * np.sqrt((deviations**2).sum(axis=-1)), dtype=np.float64)


def rao_wu_rates(rng: np.random.Generator, kg: Array, person_days: Array, draws: int) -> Array:
    """Rates under the rescaled bootstrap of Rao and Wu: one area fewer, drawn with replacement.

    A cross-check of the linearised variance, never the published interval (it covers too little
    with few areas).

    Parameters
    ----------
    rng
        Source of random numbers.
    kg, person_days
        Totals per area [kg], [person-days]; areas on the last axis.
    draws
        Number of replicates.

    Returns
    -------
    NDArray
        Rates [kg per person and day], shape (draws, ...).
    """
    times = rao_wu_times(rng, kg.shape[-1], (draws, *kg.shape[:-1]))
    return ratio_of_totals(times * kg, times * person_days)


def rao_wu_times(rng: np.random.Generator, areas: int, size: tuple[int, ...]) -> Array:
    """How often each replicate of :func:`rao_wu_rates` takes each area, whatever was weighed there.

    Parameters
    ----------
    rng
        Source of random numbers.
    areas
        Areas there are; a replicate takes one fewer, with replacement.
    size
        Shape of the replicates.

    Returns
    -------
    NDArray
        Counts [1], areas on the last axis.
    """
    return rng.multinomial(areas - 1, np.full(areas, 1.0 / areas), size=size).astype(np.float64)


def multivariate_t(rng: np.random.Generator, deviations: Array, degrees_of_freedom: float, n: int) -> Array:
    """Joint draws of a multivariate t with the covariance structure of linearised deviations.

    Parameters
    ----------
    rng
        Source of random numbers.
    deviations
        Scaled deviations [1], shape (rows, quantities).
    degrees_of_freedom
        Of the one chi-square that a draw shares.
    n
        Number of draws.

    Returns
    -------
    NDArray
        Draws around zero [1], shape (quantities, n).
    """
    stretch = np.sqrt(degrees_of_freedom / rng.chisquare(degrees_of_freedom, n))
    return stretched_normals(rng, deviations, stretch)


def stretched_normals(rng: np.random.Generator, deviations: Array, stretch: Array) -> Array:
    """Normal draws with covariance ``deviations.T @ deviations``, each draw times its stretch.

    Held within plus or minus :data:`LARGEST_LOG`, far outside any quantile that is printed, so that
    a factor can be held by a computer even with one degree of freedom.
    """
    draws: Array = deviations.T @ rng.standard_normal((deviations.shape[0], stretch.size))
    draws *= stretch
    return np.clip(draws, -LARGEST_LOG, LARGEST_LOG, out=draws)
