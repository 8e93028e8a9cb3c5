"""What is generated: population, household rate, non-household waste."""

from __future__ import annotations

from math import exp, log, sqrt
from typing import TYPE_CHECKING

from nagara.findings import Finding
from nagara.uncertainty.estimates import Z95, Estimate, RangeMeaning
from nagara.waste.ledger import LedgerBuilder, NonHouseholdLine, Term, estimate_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nagara.waste.records import CityRecords, EarlierSurvey, NonHousehold

__all__ = ["latest_survey", "write_carried_rate", "write_non_household", "write_population", "write_records_rate"]

POPULATION = "population"
NON_HOUSEHOLD = "non-household"
SURVEY = "survey"


def write_population(builder: LedgerBuilder, records: CityRecords, strata: tuple[str, ...]) -> tuple[float, ...]:
    """Enter population and stratum shares; return the stratum populations scaled to the city.

    Parameters
    ----------
    builder
        The ledger being written.
    records
        The city's records.
    strata
        Codes of the strata that were surveyed.
    """
    city = records.city
    relative = 0.0
    if city.population_low is None and city.population_high is None:
        relative = builder.assume("population_relative_error").value
        values = {"population": city.population, "percent": 100 * relative}
        builder.find(Finding(code="population-without-range", values=values, place=city.place("population")))
    estimate = estimate_of(
        city.population,
        city.population_low,
        city.population_high,
        city.population_range_is,
        source=city.population_source,
        relative_error=relative,
    )
    builder.add(POPULATION, POPULATION, estimate)
    recorded = {stratum.stratum: stratum.population for stratum in records.strata}
    total = sum(recorded[code] for code in strata)
    if len(strata) > 1:
        doubt = builder.assume("stratum_share_relative_error").value
        for code in strata:
            builder.add(f"stratum_share.{code}", POPULATION, estimate_of(1.0, None, None, None, relative_error=doubt))
    return tuple(city.population * recorded[code] / total for code in strata)


def latest_survey(builder: LedgerBuilder, records: CityRecords) -> EarlierSurvey | None:
    """The last survey before the year of the records, if there is one."""
    for survey in records.earlier:
        if survey.year >= records.city.year:
            values = {"earlier": survey.year, "year": records.city.year}
            builder.find(Finding(code="earlier-not-earlier", values=values, place=survey.place("year")))
    before = [survey for survey in records.earlier if survey.year < records.city.year]
    return max(before, key=lambda survey: survey.year, default=None)


def write_carried_rate(builder: LedgerBuilder, earlier: EarlierSurvey, year: int) -> str:
    """Enter a household rate of an earlier year, widened for each year since.

    The log of the rate is a random walk with drift: its variance grows by the square of the
    assumed standard deviation for every year that was not measured.
    """
    years = year - earlier.year
    growth = builder.assume("carried_growth").value
    spread = builder.assume("carried_growth_log_sd").value
    middle = earlier.household_rate_kg_per_cap_day * exp(growth * years)
    walked = Z95 * spread * sqrt(years)
    below = sqrt(log(earlier.household_rate_kg_per_cap_day / max(earlier.household_rate_low, 1e-6)) ** 2 + walked**2)
    above = sqrt(log(earlier.household_rate_high / earlier.household_rate_kg_per_cap_day) ** 2 + walked**2)
    estimate = Estimate(
        value=float(middle),
        low=float(middle * exp(-below)),
        high=float(middle * exp(above)),
        source=earlier.source or "",
    )
    values: dict[str, str | float] = {
        "year": year,
        "earlier": earlier.year,
        "rate": earlier.household_rate_kg_per_cap_day,
    }
    builder.find(Finding(code="rate-carried-forward", values=values, place=earlier.place()))
    return builder.add("household_rate", SURVEY, estimate)


def write_records_rate(builder: LedgerBuilder) -> str:
    """Enter the published span of all municipal waste per person, for a city without any survey."""
    span = builder.assume("msw_per_capita")
    builder.find(Finding(code="records-only", values={"low": span.low, "high": span.high}))
    estimate = Estimate(
        value=span.value, low=span.low, high=span.high, means=RangeMeaning.BOUNDS, source=span.source, is_default=True
    )
    return builder.add("msw_rate", SURVEY, estimate, is_shared=True)


def write_non_household(
    builder: LedgerBuilder, rows: Iterable[NonHousehold], household_t_per_day: float
) -> tuple[tuple[NonHouseholdLine, ...], str | None]:
    """Enter non-household waste from records, else from a share of the total.

    Parameters
    ----------
    builder
        The ledger being written.
    rows
        Step 3 of the city's records.
    household_t_per_day
        Plug-in household waste, for the words of a finding [t/day].

    Returns
    -------
    tuple
        The recorded lines, and the name of the share input where there are none.
    """
    rows = tuple(rows)
    recorded = [row for row in rows if row.t_per_day is not None]
    shares = [row for row in rows if row.share_of_total_frac is not None]
    _find_missing_origins(builder, rows, are_recorded=bool(recorded))
    if len(shares) > 1:
        place = shares[1].place("share_of_total_frac")
        builder.find(Finding(code="shares-not-read", values={"count": len(shares) - 1}, place=place))
    if recorded:
        lines = tuple(_recorded_line(builder, row) for row in recorded)
        if shares:
            _find_both(builder, sum(row.t_per_day or 0.0 for row in recorded), shares[0], household_t_per_day)
        return lines, None
    if shares:
        return (), _share_input(builder, shares[0])
    if any(row.notation == "NO" and row.origin == "all" for row in rows):
        return (), None
    return (), _assumed_share(builder)


def _recorded_line(builder: LedgerBuilder, row: NonHousehold) -> NonHouseholdLine:
    amount = row.t_per_day or 0.0
    relative = 0.0
    if amount and row.t_per_day_low is None and row.t_per_day_high is None:
        relative = builder.assume("records_relative_error").value
        what = f"Non-household waste ({row.origin})"
        values: dict[str, str | float] = {"facility": what, "count": 1, "percent": 100 * relative}
        builder.find(Finding(code="records-range-assumed", values=values, place=row.place("t_per_day_low")))
    estimate = estimate_of(
        amount, row.t_per_day_low, row.t_per_day_high, row.range_is, source=row.source, relative_error=relative
    )
    name = builder.add(f"non_household.{row.origin}", NON_HOUSEHOLD, estimate)
    return NonHouseholdLine(origin=row.origin, amount=Term(constant=1.0, inputs=(name,)))


def _share_input(builder: LedgerBuilder, row: NonHousehold) -> str:
    share = row.share_of_total_frac or 0.0
    low, high = row.share_of_total_low, row.share_of_total_high
    means = row.range_is
    if not row.source:
        builder.find(Finding(code="share-without-source", values={"share": share}, place=row.place("source")))
    if share and low is None and high is None:
        low, high = _assumed_share_range(builder, row, share)
        means = "bounds"
    estimate = estimate_of(share, low, high, means, source=row.source, is_share=True)
    return builder.add("non_household_share", NON_HOUSEHOLD, estimate, is_shared=True)


def _assumed_share_range(builder: LedgerBuilder, row: NonHousehold, share: float) -> tuple[float, float]:
    reach = builder.assume("non_household_share_half_width").value
    low, high = max(share - reach, share / 2.0), min(share + reach, (1.0 + share) / 2.0)
    values = {"share": share, "low": low, "high": high}
    builder.find(Finding(code="share-range-assumed", values=values, place=row.place("share_of_total_low")))
    return low, high


def _assumed_share(builder: LedgerBuilder) -> str:
    share = builder.assume("non_household_share")
    values = {"share": share.value, "low": share.low, "high": share.high}
    builder.find(Finding(code="non-household-assumed", values=values))
    estimate = Estimate(
        value=share.value,
        low=share.low,
        high=share.high,
        means=RangeMeaning.BOUNDS,
        source=share.source,
        is_share=True,
        is_default=True,
    )
    return builder.add("non_household_share", NON_HOUSEHOLD, estimate, is_shared=True)


def _find_missing_origins(builder: LedgerBuilder, rows: tuple[NonHousehold, ...], *, are_recorded: bool) -> None:
    """Say which origins have no number; where none has one, a share of the total stands for them all."""
    for row in rows if are_recorded else ():
        if row.t_per_day is None and row.share_of_total_frac is None and row.notation not in {"NO", "IE"}:
            values = {"origins": row.origin, "notation": str(row.notation or "NR")}
            builder.find(Finding(code="non-household-incomplete", values=values, place=row.place("notation")))


def _find_both(builder: LedgerBuilder, recorded: float, row: NonHousehold, household: float) -> None:
    share = row.share_of_total_frac or 0.0
    values = {"recorded": recorded, "share": share, "implied": household * share / (1.0 - share)}
    builder.find(Finding(code="non-household-both", values=values, place=row.place("share_of_total_frac")))
