"""The household survey: from what a city wrote down to rate and composition by stratum.

The rate is the ratio of totals; its doubt is the ultimate-cluster linearisation on the log scale
with Student's t and areas minus strata degrees of freedom (see :mod:`nagara.waste.survey.variance`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from nagara.evidence import factor
from nagara.findings import Finding
from nagara.waste.survey.households import area_weights, household_totals
from nagara.waste.survey.interval import t_quantile
from nagara.waste.survey.result import RATE, SHARES, SurveyEstimate
from nagara.waste.survey.strata import (
    StratumRate,
    StratumShares,
    borrowed_shares,
    join_rows,
    stratum_rate,
    stratum_shares,
)

if TYPE_CHECKING:
    from nagara.waste.records import CityRecords, Stratum
    from nagara.waste.survey.households import HouseholdTotals

__all__ = ["RATE", "SHARES", "SurveyEstimate", "survey_estimate"]


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
    findings = list(_left_out(records, totals))
    if not totals.household:
        return None, tuple(findings)
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


def _left_out(records: CityRecords, totals: HouseholdTotals) -> tuple[Finding, ...]:
    if not totals.left_out:
        return ()
    values = {
        "left_out": totals.left_out,
        "households": totals.left_out + len(totals.household),
        "unweighed": len(totals.without_days),
        "without_people": len(totals.without_people),
    }
    codes = {*totals.without_days, *totals.without_people}
    first = next((row for row in records.households if row.household in codes), None)
    return (Finding(code="households-left-out", values=values, place=first.place("household") if first else None),)


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
    clustered = [len(rate.areas) - 1 for rate in rates]
    freedom = float(sum(clustered) or sum(rate.effective_households - 1.0 for rate in rates))
    stretch = _shares_stretch(shares, freedom) if shares else 1.0
    joined = [join_rows(rate, shares[at] if shares else None, stretch) for at, rate in enumerate(rates)]
    stratum_of = {area.area: area.stratum for area in records.areas}
    area_of = {household.household: household.area for household in records.households}
    lost = [stratum_of[area_of[code]] for code in totals.without_days + totals.without_people]
    strata = tuple(stratum.stratum for stratum in records.strata)
    return SurveyEstimate(
        strata=strata,
        rate_kg_per_cap_day=np.array([rate.rate for rate in rates]),
        mean_of_household_rates=np.array([rate.mean_of_household_rates for rate in rates]),
        composition_frac=np.array([part.frac for part in shares]) if shares else None,
        degrees_of_freedom=freedom,
        deviations=tuple(rows for _, rows in joined),
        rows=tuple(names for names, _ in joined),
        areas=tuple(rate.areas for rate in rates),
        households_used=tuple(rate.households for rate in rates),
        households_left_out=tuple(lost.count(code) for code in strata),
        person_days=np.array([rate.person_days for rate in rates]),
        totals=totals,
        borrowed_correlation=correlation if 0 in clustered else None,
    )


def _shares_stretch(shares: Sequence[StratumShares], freedom: float) -> float:
    """Widen the shares where fewer areas were sorted than weighed.

    Rate and shares are drawn with one chi-square; the ratio of the two t quantiles gives the shares
    the 95 % reach of their own, fewer degrees of freedom.
    """
    own = sum(part.freedom for part in shares if part.areas > 1) or sum(part.freedom for part in shares)
    return 1.0 if own >= freedom else t_quantile(own) / t_quantile(freedom)
