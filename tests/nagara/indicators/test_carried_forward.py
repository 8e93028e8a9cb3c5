"""A year without a survey rests on last year's household rate, widened and marked."""

from __future__ import annotations

from dataclasses import replace
from math import exp, log, sqrt

import pytest

from invented_city import invented_city
from nagara.evidence import factor
from nagara.indicators.carried_forward import with_carried_rate
from nagara.indicators.city_year import city_year, earlier_year
from nagara.indicators.result import Tier
from nagara.reports.contract import read_report_json, report_json
from nagara.uncertainty.estimates import Z95
from nagara.waste.records import CityRecords, EarlierSurvey, NonHousehold

DRAWS = 4_000
RATE = "household_rate_kg_per_cap_day"


def silent_year(year: int = 2027) -> CityRecords:
    base = invented_city(weighings=(), households=(), areas=(), household_sorting=())
    return replace(base, city=replace(base.city, year=year))


def test_last_years_rate_is_carried_forward() -> None:
    before = earlier_year(invented_city(), draws=DRAWS)
    result = city_year(silent_year(), earlier=before, draws=DRAWS)
    assert result.tier is Tier.CARRIED_FORWARD
    assert result.figures[RATE].value == pytest.approx(0.62)
    (finding,) = [entry for entry in result.findings if entry.code == "rate-carried-forward"]
    assert finding.values["earlier"] == 2026
    now, then = result.figures[RATE], before.figures[RATE]
    assert now.high is not None
    assert now.low is not None
    assert then.high is not None
    assert then.low is not None
    assert now.high - now.low > then.high - then.low


def test_report_json_carries_the_same_rate_as_the_folder() -> None:
    by_folder = city_year(silent_year(), earlier=earlier_year(invented_city(), draws=DRAWS), draws=DRAWS)
    written = read_report_json(report_json(city_year(invented_city(), draws=DRAWS)))
    by_report = city_year(silent_year(), earlier=written, draws=DRAWS)
    numbered = {name: figure for name, figure in by_folder.figures.items() if figure.value is not None}
    assert RATE in numbered
    for name, figure in numbered.items():
        assert by_report.figures[name].value == pytest.approx(figure.value, rel=1e-6), name
        assert by_report.figures[name].high == pytest.approx(figure.high, rel=1e-6), name


def test_carrying_twice_is_carrying_over_two_years() -> None:
    """A random walk: the second year adds its variance to that of the first."""
    first = city_year(silent_year(2027), earlier=earlier_year(invented_city(), draws=40_000), draws=40_000)
    twice = city_year(silent_year(2028), earlier=read_report_json(report_json(first)), draws=40_000)
    at_once = city_year(silent_year(2028), earlier=earlier_year(invented_city(), draws=40_000), draws=40_000)
    assert twice.figures[RATE].low == pytest.approx(at_once.figures[RATE].low, rel=0.02)
    assert twice.figures[RATE].high == pytest.approx(at_once.figures[RATE].high, rel=0.02)


@pytest.mark.parametrize("years", [1, 3, 9])
def test_interval_widens_as_a_random_walk(years: int) -> None:
    survey = EarlierSurvey(
        year=2027 - years,
        household_rate_kg_per_cap_day=0.62,
        household_rate_low=0.56,
        household_rate_high=0.68,
    )
    records = replace(silent_year(), earlier=(survey,), non_household=(NonHousehold(origin="all", notation="NO"),))  # type: ignore[arg-type]
    figure = city_year(replace(records, loads=records.loads[:1], received=()), draws=100_000).figures[RATE]
    walked = Z95 * factor("account_default", "carried_growth_log_sd").value * sqrt(years)
    assert figure.low == pytest.approx(0.62 * exp(-sqrt(log(0.62 / 0.56) ** 2 + walked**2)), rel=0.01)
    assert figure.high == pytest.approx(0.62 * exp(sqrt(log(0.68 / 0.62) ** 2 + walked**2)), rel=0.01)


@pytest.mark.parametrize(
    ("field", "value"), [("city", "Elsewhere"), ("boundary", "metropolitan"), ("year", 2027), ("figures", {})]
)
def test_nothing_is_carried_from_a_year_that_does_not_fit(field: str, value: object) -> None:
    before = replace(earlier_year(invented_city(), draws=500), **{field: value})  # type: ignore[arg-type]
    assert with_carried_rate(silent_year(), before).earlier == ()


def test_this_years_survey_is_never_replaced() -> None:
    before = earlier_year(invented_city(), draws=500)
    surveyed = replace(invented_city(), city=replace(invented_city().city, year=2027))
    assert with_carried_rate(surveyed, before) is surveyed


def test_survey_of_a_later_year_is_not_an_earlier_one() -> None:
    survey = EarlierSurvey(
        year=2028, household_rate_kg_per_cap_day=0.62, household_rate_low=0.56, household_rate_high=0.68
    )
    result = city_year(replace(silent_year(), earlier=(survey,)), draws=500)
    assert result.tier is Tier.RECORDS
    assert "earlier-not-earlier" in {finding.code for finding in result.findings}
