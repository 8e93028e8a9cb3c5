"""The household survey: rate and composition by stratum, with the doubt that the areas show.

The rate is the ratio of totals; its doubt is the ultimate-cluster linearisation on the log scale
with Student's t and areas minus strata degrees of freedom. Rate and composition are drawn from the
same area replicates, so that an area with much garden waste moves both together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from nagara.evidence import factor
from nagara.findings import Finding
from nagara.waste.composition import normalised_shares_from_logs, pooled_log_deviations
from nagara.waste.survey_households import area_weights, household_totals
from nagara.waste.survey_strata import (
    StratumRate,
    StratumShares,
    borrowed_shares,
    join_rows,
    stratum_rate,
    stratum_shares,
)
from nagara.waste.survey_variance import log_interval, share_interval, stretched_normals, t_quantile

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nagara.waste.records import CityRecords, Stratum
    from nagara.waste.survey_households import HouseholdTotals

    Array = NDArray[np.float64]

__all__ = ["RATE", "SHARES", "SurveyEstimate", "survey_estimate"]

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
        one that was sorted and not weighed a zero in column 0.
    rows
        Per stratum, what each row of its deviations stands for: an area, or where a variance had to be
        built otherwise a household (one area only), a sample, or a part of a variance.
    areas
        Codes of the weighed areas of each stratum.
    households_used, households_left_out
        Counts by stratum.
    person_days
        Person-days of the used households by stratum.
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
        tonnage = self.rate_kg_per_cap_day * people
        part = tonnage / tonnage.sum()
        variance = sum(
            weight**2 * float((rows[:, RATE] ** 2).sum()) for weight, rows in zip(part, self.deviations, strict=True)
        )
        return self._interval(float(tonnage.sum() / people.sum()), variance, level)

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


def survey_estimate(
    records: CityRecords, *, override: bool = False
) -> tuple[SurveyEstimate | None, tuple[Finding, ...]]:
    """Estimate rate and composition of household waste from a city's records.

    Parameters
    ----------
    records
        What the city wrote down.
    override
        Go on with one area in a stratum, with a borrowed and labelled intra-area correlation.

    Returns
    -------
    SurveyEstimate or None
        None where nothing was weighed or a finding blocks.
    tuple of Finding
        What a reader should know.
    """
    totals = household_totals(records)
    if not totals.household:
        return None, ()
    findings = list(_left_out(totals))
    correlation = factor("survey_default", "intra_area_correlation").value
    rates = []
    for stratum in records.strata:
        rate, found = _rate_of(stratum, records, totals, correlation, override=override)
        findings += found
        rates.append(rate)
    found_rates = [rate for rate in rates if rate is not None]
    if len(found_rates) < len(rates) or not rates:
        return None, tuple(findings)
    shares, found = _shares_of(records, found_rates, correlation)
    return _estimate(records, totals, found_rates, shares, correlation), (*findings, *found)


def _left_out(totals: HouseholdTotals) -> tuple[Finding, ...]:
    if not totals.left_out:
        return ()
    values = {
        "left_out": totals.left_out,
        "households": totals.left_out + len(totals.household),
        "unweighed": len(totals.without_days),
        "without_people": len(totals.without_people),
    }
    return (Finding(code="households-left-out", values=values),)


def _rate_of(
    stratum: Stratum, records: CityRecords, totals: HouseholdTotals, correlation: float, *, override: bool
) -> tuple[StratumRate | None, list[Finding]]:
    code, place = stratum.stratum, stratum.place("stratum")
    used = [at for at, name in enumerate(totals.stratum) if name == code]
    if not used:
        return None, [Finding(code="stratum-without-weights", values={"stratum": code}, place=place)]
    if not totals.kg[used].sum() > 0:
        return None, [Finding(code="stratum-without-waste", values={"stratum": code}, place=place)]
    areas = tuple(area for area in records.areas if area.stratum == code)
    in_area = [totals.area[at] for at in used]
    weighed = tuple(area for area in areas if area.area in set(in_area))
    weights, findings = area_weights(code, weighed, {area.area: in_area.count(area.area) for area in weighed})
    found = list(findings)
    if len(weighed) == 1:
        if len(used) < 2:
            return None, [*found, Finding(code="stratum-one-household", values={"stratum": code}, place=place)]
        if not override:
            return None, [*found, Finding(code="one-area-in-stratum", values={"stratum": code}, place=place)]
        values: dict[str, str | float] = {"stratum": code, "correlation": correlation}
        found.append(Finding(code="one-area-in-stratum-overridden", values=values, place=place))
    rate = stratum_rate(
        kg=totals.kg[used],
        person_days=totals.person_days[used],
        households=[totals.household[at] for at in used],
        area_of=in_area,
        areas=weighed,
        weights=weights,
        areas_total=stratum.areas_total,
        correlation=correlation,
    )
    return rate, found


def _shares_of(
    records: CityRecords, rates: Sequence[StratumRate], correlation: float
) -> tuple[list[StratumShares] | None, list[Finding]]:
    stratum_of = {area.area: area.stratum for area in records.areas}
    own: list[StratumShares | None] = []
    for stratum, rate in zip(records.strata, rates, strict=True):
        samples = [sample for sample in records.household_sorting if stratum_of.get(sample.area) == stratum.stratum]
        own.append(stratum_shares(samples, rate.weights, correlation))
    known = [shares for shares in own if shares is not None]
    if not any(len(shares.rows) for shares in known):
        return None, [Finding(code="composition-not-estimated")] if known else []
    found: list[Finding] = []
    for stratum, shares in zip(records.strata, own, strict=True):
        if shares is None or shares.areas < 2:
            code = "stratum-without-sorting" if shares is None else "one-sorted-area-in-stratum"
            found.append(Finding(code=code, values={"stratum": stratum.stratum}, place=stratum.place("stratum")))
    tonnage = [rate.rate * stratum.population for rate, stratum in zip(rates, records.strata, strict=True)]
    return borrowed_shares(own, tonnage), found


def _estimate(
    records: CityRecords,
    totals: HouseholdTotals,
    rates: Sequence[StratumRate],
    shares: Sequence[StratumShares] | None,
    correlation: float,
) -> SurveyEstimate:
    joined = [join_rows(rate, shares[at] if shares else None) for at, rate in enumerate(rates)]
    clustered = [len(rate.areas) - 1 for rate in rates]
    borrowed = 0 in clustered
    stratum_of = {area.area: area.stratum for area in records.areas}
    area_of = {household.household: household.area for household in records.households}
    lost = [stratum_of[area_of[code]] for code in totals.without_days + totals.without_people]
    strata = tuple(stratum.stratum for stratum in records.strata)
    return SurveyEstimate(
        strata=strata,
        rate_kg_per_cap_day=np.array([rate.rate for rate in rates]),
        mean_of_household_rates=np.array([rate.mean_of_household_rates for rate in rates]),
        composition_frac=np.array([part.frac for part in shares]) if shares else None,
        degrees_of_freedom=float(sum(clustered) or sum(rate.effective_households - 1.0 for rate in rates)),
        deviations=tuple(rows for _, rows in joined),
        rows=tuple(names for names, _ in joined),
        areas=tuple(rate.areas for rate in rates),
        households_used=tuple(rate.households for rate in rates),
        households_left_out=tuple(lost.count(code) for code in strata),
        person_days=np.array([rate.person_days for rate in rates]),
        borrowed_correlation=correlation if borrowed else None,
    )
