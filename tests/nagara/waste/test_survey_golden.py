"""The household-level estimators hold to the printed digits of a published survey."""

import csv
import tomllib
from pathlib import Path

import numpy as np
import pytest

from invented_survey import CATEGORIES, MEASURED_DAYS
from nagara.findings import blocking
from nagara.waste.records import City, CityRecords, Household, HouseholdSorting, Stratum, SurveyArea, Weighing
from nagara.waste.rules import survey_findings
from nagara.waste.survey.interval import normal_interval
from nagara.waste.survey.rates import survey_estimate
from nagara.waste.survey.variance import household_rate_standard_error, mean_standard_error, ratio_of_totals

FOLDER = Path(__file__).parents[2] / "golden" / "survey" / "kampala"
CASE = tomllib.loads((FOLDER / "case.toml").read_text("utf-8"))
ROWS = list(csv.DictReader((FOLDER / "households.csv").read_text("utf-8").splitlines()))
LEVELS = ("low", "middle", "high")
each_group = pytest.mark.parametrize("group", [*LEVELS, "all"])


def printed(value):
    return pytest.approx(value, abs=CASE["tolerance"])


def kg_and_person_days(group):
    rows = [row for row in ROWS if group in ("all", row["income_level"])]
    kg = np.array([float(row["total_kg"]) for row in rows])
    return kg, CASE["days"] * np.array([float(row["occupants"]) for row in rows])


@pytest.fixture(scope="module")
def records():
    """The published households as a city of three strata with one area each."""
    sorting = []
    for row in ROWS:
        kg = dict.fromkeys(CATEGORIES, 0.0) | {
            field: float(row[f"{name}_kg"]) for name, field in CASE["categories"].items()
        }
        area, code, total = row["income_level"], row["household"], float(row["total_kg"])
        sorting.append(HouseholdSorting(sample=code, area=area, household=code, total_kg=total, **kg))
    return CityRecords(
        city=City(city="Kampala", country_iso3="UGA", year=2024, boundary="other", population=300),
        strata=tuple(Stratum(stratum=level, name=level, population=100) for level in LEVELS),
        areas=tuple(SurveyArea(area=level, stratum=level) for level in LEVELS),
        households=tuple(
            Household(household=row["household"], area=row["income_level"], people=float(row["occupants"]))
            for row in ROWS
        ),
        weighings=tuple(
            Weighing(household=row["household"], day=day, weight_kg=float(row["total_kg"]) / CASE["days"])
            for row in ROWS
            for day in MEASURED_DAYS
        ),
        household_sorting=tuple(sorting),
    )


@pytest.fixture(scope="module")
def estimate(records):
    return survey_estimate(records, override=True)[0]


@each_group
def test_ratio_of_totals_and_its_standard_error(group):
    kg, person_days = kg_and_person_days(group)
    expected = CASE["expected"][group]
    assert len(kg) == expected["households"]
    assert person_days.sum() == CASE["days"] * expected["occupants"]
    assert ratio_of_totals(kg, person_days) == printed(expected["ratio_of_totals"])
    assert household_rate_standard_error(kg, person_days) == printed(expected["ratio_standard_error"])


@each_group
def test_mean_of_household_rates_and_its_standard_error(group):
    kg, person_days = kg_and_person_days(group)
    expected = CASE["expected"][group]
    assert (kg / person_days).mean() == printed(expected["mean_of_household_rates"])
    assert mean_standard_error(kg / person_days) == printed(expected["mean_standard_error"])


def test_stratified_rate_with_equal_weights_and_the_normal_interval():
    groups = [kg_and_person_days(level) for level in LEVELS]
    rate = np.mean([ratio_of_totals(*group) for group in groups])
    error = np.sqrt(sum(household_rate_standard_error(*group) ** 2 for group in groups)) / len(groups)
    low, high = normal_interval(rate, error)
    expected = CASE["stratified"]
    assert (rate, error) == (printed(expected["rate"]), printed(expected["standard_error"]))
    assert (low, high) == (printed(expected["low"]), printed(expected["high"]))


@pytest.mark.parametrize("at", range(3), ids=LEVELS)
def test_records_give_the_same_rates(estimate, at):
    expected = CASE["expected"][LEVELS[at]]
    assert estimate.rate_kg_per_cap_day[at] == printed(expected["ratio_of_totals"])
    assert estimate.mean_of_household_rates[at] == printed(expected["mean_of_household_rates"])


@pytest.mark.parametrize("at", range(3), ids=LEVELS)
def test_records_give_the_same_composition(estimate, at):
    shares = dict(zip(CATEGORIES, estimate.composition_frac[at], strict=True))
    for name, share in CASE["expected"][LEVELS[at]]["shares"].items():
        assert shares[CASE["categories"][name]] == printed(share), name


def test_households_whose_parts_do_not_sum_are_found_and_do_not_block(records):
    found = [finding for finding in survey_findings(records) if finding.code == "sorting-does-not-sum"]
    assert not blocking(found)
    said = {finding.values["sample"]: finding.values for finding in found}
    assert said.keys() == CASE["parts_differ"].keys()
    for household, expected in CASE["parts_differ"].items():
        assert said[household]["total"] == pytest.approx(expected["total_kg"])
        assert said[household]["sum"] == pytest.approx(expected["parts_kg"])


def test_one_parish_per_level_blocks_until_it_is_overridden(records):
    stopped, findings = survey_estimate(records)
    assert stopped is None
    assert [finding.code for finding in blocking(findings)] == ["one-area-in-stratum"] * 3
    _, findings = survey_estimate(records, override=True)
    assert not blocking(findings)


def test_borrowed_correlation_widens_the_household_level_error(estimate):
    for at, level in enumerate(LEVELS):
        kg, person_days = kg_and_person_days(level)
        ours = np.sqrt(estimate.covariance_log(level)[0, 0]) * estimate.rate_kg_per_cap_day[at]
        effect = 1 + (len(kg) - 1) * estimate.borrowed_correlation
        assert ours == pytest.approx(np.sqrt(effect) * household_rate_standard_error(kg, person_days))
