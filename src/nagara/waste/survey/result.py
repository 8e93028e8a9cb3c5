"""What a household survey says: rate and composition by stratum, with the doubt that the areas show.

The rate is the ratio of totals; its doubt is the ultimate-cluster linearisation on the log scale
with Student's t and areas minus strata degrees of freedom. Rate and composition are drawn from the
same area replicates, so that an area with much garden waste moves both together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from nagara.waste.composition import normalised_shares_from_logs, pooled_log_deviations
from nagara.waste.survey.interval import log_interval, share_interval, t_quantile
from nagara.waste.survey.variance import stratified_rate, stretched_normals

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nagara.waste.survey.households import HouseholdTotals

    Array = NDArray[np.float64]

__all__ = ["RATE", "SHARES", "SurveyEstimate"]

RATE: Final = 0
"""Column of the deviations that holds the log of the rate."""
SHARES: Final = slice(1, 13)
"""Columns of the deviations that hold the logs of the twelve shares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyEstimate:
    """What the household survey of one city says.

    Parameters
    ----------
    strata
        Codes, in the order of the records; every array below follows it.
    rate_kg_per_cap_day
        Ratio of totals [kg per person and day] (estimator B, published).
    mean_of_household_rates
        Mean of household rates [kg per person and day] (estimator A, shown beside it).
    composition_frac
        Shares of the twelve categories [frac], shape (strata, 12); None where too little was sorted.
    degrees_of_freedom
        Areas minus strata.
    deviations
        Per stratum, one row per area: scaled linearised deviations [1] of the log rate (column 0) and
        of the twelve log shares (columns 1 to 12). Columns sum to 0; the cross-product of a stratum's
        rows is the covariance of the logs. An area that was not sorted has zeros in columns 1 to 12,
        one that was sorted and not weighed a zero in column 0. Where fewer areas were sorted than
        weighed, columns 1 to 12 are stretched to the t quantile of the sorted areas.
    rows
        Per stratum, what each row of its deviations stands for: an area, or where a variance had to be
        built otherwise a household (one area only), a sample, or a part of a variance.
    areas
        Codes of the weighed areas of each stratum.
    households_used, households_left_out
        Counts by stratum.
    person_days
        Person-days of the used households by stratum.
    totals
        What each used household threw away.
    borrowed_correlation
        Intra-area correlation that stands in for the spread between areas [1], None where all strata
        have two areas or more.
    """

    strata: tuple[str, ...]
    rate_kg_per_cap_day: Array
    mean_of_household_rates: Array
    composition_frac: Array | None
    degrees_of_freedom: float
    deviations: tuple[Array, ...]
    rows: tuple[tuple[str, ...], ...]
    areas: tuple[tuple[str, ...], ...]
    households_used: tuple[int, ...]
    households_left_out: tuple[int, ...]
    person_days: Array
    totals: HouseholdTotals
    borrowed_correlation: float | None = None

    def covariance_log(self, stratum: str) -> Array:
        """Covariance [1] of the logs of the rate and the twelve shares, shape (13, 13)."""
        rows = self.deviations[self.strata.index(stratum)]
        return np.asarray(rows.T @ rows, dtype=np.float64)

    def draws(self, rng: np.random.Generator, n: int) -> tuple[Array, Array | None]:
        """Joint draws of rates and compositions.

        Each draw shares one chi-square over all strata, so that any pooled rate follows the same t.

        Parameters
        ----------
        rng
            Source of random numbers.
        n
            Number of draws.

        Returns
        -------
        NDArray
            Rates [kg per person and day], shape (strata, n).
        NDArray or None
            Shares [frac], shape (strata, 12, n); each draw sums to 1.
        """
        stretch = np.sqrt(self.degrees_of_freedom / rng.chisquare(self.degrees_of_freedom, n))
        columns = slice(0, 1) if self.composition_frac is None else slice(0, 13)
        logs = [stretched_normals(rng, _few_rows(rows[:, columns]), stretch) for rows in self.deviations]
        rates = self.rate_kg_per_cap_day[:, None] * np.exp([stratum[RATE] for stratum in logs])
        if self.composition_frac is None:
            return rates, None
        shares = [
            normalised_shares_from_logs(frac, stratum[SHARES])
            for frac, stratum in zip(self.composition_frac, logs, strict=True)
        ]
        return rates, np.stack(shares)

    def stratum_rate(self, stratum: str, level: float = 0.95) -> tuple[float, float, float]:
        """Rate of one stratum with its interval [kg per person and day]: value, low, high."""
        at = self.strata.index(stratum)
        variance = float((self.deviations[at][:, RATE] ** 2).sum())
        return self._interval(float(self.rate_kg_per_cap_day[at]), variance, level)

    def city_rate(self, populations: Sequence[float] | Array, level: float = 0.95) -> tuple[float, float, float]:
        """Rate of the city with its interval [kg per person and day]: value, low, high.

        Parameters
        ----------
        populations
            People living in each stratum, in the order of ``strata``.
        level
            Probability that the interval is built for [frac].
        """
        people = np.asarray(populations, dtype=np.float64)
        variances = np.array([(rows[:, RATE] ** 2).sum() for rows in self.deviations])
        rate, log_variance = stratified_rate(self.rate_kg_per_cap_day, variances, people)
        return self._interval(float(rate), float(log_variance), level)

    def city_composition(
        self, populations: Sequence[float] | Array, level: float = 0.95
    ) -> tuple[Array, Array, Array] | None:
        """Shares of the twelve categories in the city's household waste, pooled by tonnage [frac].

        Returns
        -------
        tuple of NDArray or None
            Value, low and high of each share; the intervals are symmetric on the logit scale.
        """
        if self.composition_frac is None:
            return None
        tonnage = self.rate_kg_per_cap_day * np.asarray(populations, dtype=np.float64)
        mass = tonnage[:, None] * self.composition_frac
        frac, deviations = pooled_log_deviations(mass, self.deviations)
        return frac, *share_interval(frac, deviations, self.degrees_of_freedom, level)

    def _interval(self, value: float, log_variance: float, level: float) -> tuple[float, float, float]:
        low, high = log_interval(value, log_variance, t_quantile(self.degrees_of_freedom, level))
        return value, float(low), float(high)


def _few_rows(rows: Array) -> Array:
    """The same cross-product in as few rows as it has columns: fewer random numbers per draw."""
    count, quantities = rows.shape
    if count <= quantities:
        return rows
    return np.asarray(np.linalg.qr(rows, mode="r"), dtype=np.float64)
