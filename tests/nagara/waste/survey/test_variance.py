"""The estimators on plain arrays: laws that hold for any survey, and independent formulas."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nagara.waste.survey.interval import log_interval, t_quantile
from nagara.waste.survey.variance import (
    design_effect,
    household_rate_standard_error,
    log_rate_deviations,
    log_share_deviations,
    multivariate_t,
    rao_wu_rates,
    ratio_of_totals,
    stratified_rate,
    within_area_log_variance,
)

STUDY = Path(__file__).parents[4] / "benchmarks" / "coverage_study.py"


@st.composite
def area_totals(draw):
    """Kilograms and person-days of two to eight areas."""
    count = draw(st.integers(2, 8))
    kg = draw(arrays(float, count, elements=st.floats(0.1, 1e4)))
    person_days = draw(arrays(float, count, elements=st.floats(1.0, 1e4)))
    return kg, person_days


def log_variance(kg, person_days):
    return float((log_rate_deviations(kg, person_days) ** 2).sum())


@given(area_totals())
def test_deviations_sum_to_zero(totals):
    assert log_rate_deviations(*totals).sum() == pytest.approx(0.0, abs=1e-12)


@given(area_totals())
def test_variance_is_cochrans_ratio_variance_over_the_squared_rate(totals):
    kg, person_days = totals
    n, rate = len(kg), kg.sum() / person_days.sum()
    residual = kg - rate * person_days
    cochran = (residual**2).sum() / (n - 1) / n / person_days.mean() ** 2
    assert log_variance(kg, person_days) * rate**2 == pytest.approx(cochran)


@given(area_totals(), st.floats(1e-3, 1e3), st.floats(1e-3, 1e3))
def test_relative_doubt_does_not_depend_on_units(totals, mass_unit, time_unit):
    kg, person_days = totals
    assert log_variance(mass_unit * kg, time_unit * person_days) == pytest.approx(log_variance(kg, person_days))


@given(area_totals(), st.randoms(use_true_random=False))
def test_order_of_areas_does_not_matter(totals, random):
    kg, person_days = totals
    order = list(range(len(kg)))
    random.shuffle(order)
    assert ratio_of_totals(kg[order], person_days[order]) == pytest.approx(ratio_of_totals(kg, person_days))
    assert log_variance(kg[order], person_days[order]) == pytest.approx(log_variance(kg, person_days))


@given(st.floats(0.1, 3.0), arrays(float, 4, elements=st.floats(1.0, 1e3)))
def test_areas_that_agree_leave_no_doubt(rate, person_days):
    assert log_variance(rate * person_days, person_days) == pytest.approx(0.0, abs=1e-20)


def test_one_call_serves_many_surveys():
    rng = np.random.default_rng(3)
    kg, person_days = rng.gamma(3.0, 1.0, (7, 2, 5)), rng.gamma(9.0, 1.0, (7, 2, 5))
    together = log_rate_deviations(kg, person_days)
    assert together[4, 1] == pytest.approx(log_rate_deviations(kg[4, 1], person_days[4, 1]))


def test_each_household_its_own_area_gives_the_household_level_error():
    rng = np.random.default_rng(4)
    kg, person_days = rng.gamma(3.0, 1.0, 30), rng.gamma(9.0, 1.0, 30)
    expected = np.sqrt(log_variance(kg, person_days)) * ratio_of_totals(kg, person_days)
    assert household_rate_standard_error(kg, person_days) == pytest.approx(expected)


def test_rescaled_bootstrap_agrees_with_the_linearised_variance():
    rng = np.random.default_rng(5)
    person_days = rng.gamma(40.0, 10.0, 30)
    kg = 0.5 * person_days * rng.gamma(40.0, 1.0 / 40.0, 30)
    draws = rao_wu_rates(rng, kg, person_days, 20_000)
    assert np.log(draws).std() == pytest.approx(np.sqrt(log_variance(kg, person_days)), rel=0.05)


def test_rescaled_bootstrap_covers_several_surveys_at_once():
    kg = np.array([[1.0, 2.0, 3.0], [2.0, 4.0, 6.0]])
    draws = rao_wu_rates(np.random.default_rng(6), kg, np.ones_like(kg), 50)
    assert draws.shape == (50, 2)
    assert draws[:, 0].min() >= 1.0
    assert draws[:, 0].max() <= 3.0


def test_city_rate_is_the_mean_by_people():
    rate, variance = stratified_rate(np.array([0.4, 0.6]), np.array([0.01, 0.04]), np.array([300.0, 100.0]))
    assert rate == pytest.approx(0.45)
    assert variance == pytest.approx((2 / 3) ** 2 * 0.01 + (1 / 3) ** 2 * 0.04)


def test_within_area_part_is_the_two_stage_formula():
    """Two areas by hand: sum of (1 - f) m/(m - 1) times squared deviations inside each."""
    kg, days = np.array([1.0, 3.0, 2.0, 2.0, 5.0]), np.array([4.0, 4.0, 4.0, 4.0, 4.0])
    area = np.array([0, 0, 1, 1, 1])
    deviation = kg / 13.0 - 0.2
    first = (deviation[:2] - deviation[:2].mean()) ** 2
    second = (deviation[2:] - deviation[2:].mean()) ** 2
    expected = 0.5 * 2.0 * first.sum() + 1.0 * 1.5 * second.sum()
    assert within_area_log_variance(kg, days, area, np.array([0.5, 0.0])) == pytest.approx(expected)


def test_all_households_surveyed_leave_nothing_within():
    kg, days = np.array([1.0, 3.0, 2.0, 5.0]), np.full(4, 4.0)
    assert within_area_log_variance(kg, days, np.array([0, 0, 1, 1]), np.ones(2)) == 0.0


@pytest.mark.parametrize(("households", "correlation", "effect"), [(1, 0.1, 1.0), (11, 0.05, 1.5), (30, 0.0, 1.0)])
def test_design_effect(households, correlation, effect):
    assert design_effect(households, correlation) == pytest.approx(effect)


@given(arrays(float, (4, 12), elements=st.floats(0.0, 1e3)).filter(lambda kg: (kg.sum(axis=1) > 0.1).all()))
def test_share_deviations_sum_to_zero_over_clusters_and_over_shares(kg):
    deviations = log_share_deviations(kg)
    shares = kg.sum(axis=0) / kg.sum()
    assert deviations.sum(axis=0) == pytest.approx(np.zeros(12), abs=1e-12)
    assert deviations @ shares == pytest.approx(np.zeros(4), abs=1e-12)


def test_a_category_that_was_never_found_has_no_deviation():
    kg = np.random.default_rng(7).gamma(2.0, 1.0, (5, 12))
    kg[:, 8] = 0.0
    assert not log_share_deviations(kg)[:, 8].any()


def test_multivariate_t_has_the_spread_of_t():
    deviations = np.array([[0.3, 0.1], [-0.1, 0.2], [-0.2, -0.3]])
    draws = multivariate_t(np.random.default_rng(8), deviations, 6.0, 200_000)
    assert np.cov(draws) == pytest.approx(deviations.T @ deviations * 6.0 / 4.0, rel=0.05)
    reach = 2.447 * np.sqrt((deviations[:, 0] ** 2).sum())
    assert np.mean(np.abs(draws[0]) < reach) == pytest.approx(0.95, abs=0.002)


def test_one_degree_of_freedom_still_gives_finite_factors():
    draws = multivariate_t(np.random.default_rng(9), np.array([[0.5], [-0.5]]), 1.0, 100_000)
    assert np.isfinite(np.exp(draws)).all()


@pytest.fixture(scope="module")
def study():
    """The coverage study that `make long` runs at full size."""
    spec = importlib.util.spec_from_file_location("coverage_study", STUDY)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("correlation", [0.0, 0.15])
def test_interval_covers_at_five_areas_per_stratum(study, correlation):
    """1,000 surveys: 0.93 to 0.97 widened by three standard errors of the simulation."""
    world = study.World(areas=5, correlation=correlation, cv=0.8)
    kg, person_days = study.simulated_surveys(np.random.default_rng(10), world, 1000)
    kg, person_days = kg.sum(axis=-1), person_days.sum(axis=-1)
    variances = (log_rate_deviations(kg, person_days) ** 2).sum(axis=-1)
    rates, variance = stratified_rate(ratio_of_totals(kg, person_days), variances, study.POPULATIONS)
    low, high = log_interval(rates, variance, t_quantile(12.0))
    assert 0.909 < np.mean((low < study.TRUTH) & (high > study.TRUTH)) < 0.986


def test_ignoring_areas_covers_too_little(study):
    world = study.World(areas=5, correlation=0.15, cv=0.8)
    surveys = study.simulated_surveys(np.random.default_rng(11), world, 1000)
    few = [part[:200] for part in surveys]
    found = {
        name: np.mean((low < study.TRUTH) & (high > study.TRUTH))
        for name, low, high in study.intervals(np.random.default_rng(12), *few)
    }
    assert found["households as if independent, normal"] < 0.88
    assert found["areas, t, log scale (published)"] > found["areas, normal"]


def test_simulated_households_resemble_their_neighbours_as_asked(study):
    """The simulation itself: rates have the mean, spread and correlation that the world names."""
    world = study.World(areas=4, correlation=0.10, cv=0.6)
    kg, person_days = study.simulated_surveys(np.random.default_rng(13), world, 10_000)
    rates = (kg / person_days)[:, 0]
    within = rates.var(axis=-1, ddof=1).mean()
    total = rates.var()
    assert rates.mean() == pytest.approx(study.RATES[0], rel=0.01)
    assert np.sqrt(total) / rates.mean() == pytest.approx(0.6, rel=0.02)
    assert 1.0 - within / total == pytest.approx(0.10, abs=0.01)
