"""Shares are parts of one whole, pooled by weight."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from invented_survey import weights
from nagara.errors import FractionSumError
from nagara.waste.composition import (
    composition_of_sites,
    normalised_shares,
    normalised_shares_from_logs,
    pooled_log_deviations,
    sample_kg,
    sorted_composition,
)
from nagara.waste.records import DisposalSorting

some_kg = arrays(float, (5, 12), elements=st.floats(0.01, 500.0))


def trucks(kg):
    return [DisposalSorting(sample=f"T{at}", facility="LF1", **weights(row)) for at, row in enumerate(kg)]


@given(some_kg)
def test_pooled_shares_are_weight_over_all_weight(kg):
    found = sorted_composition(trucks(kg))
    assert found.frac == pytest.approx(kg.sum(axis=0) / kg.sum())
    assert found.frac.sum() == pytest.approx(1.0)
    assert found.degrees_of_freedom == 4


@given(some_kg)
def test_each_draw_sums_to_one(kg):
    draws = sorted_composition(trucks(kg)).draws(np.random.default_rng(1), 40)
    assert draws.shape == (12, 40)
    assert draws.sum(axis=0) == pytest.approx(np.ones(40))


def test_draws_reproduce_the_interval():
    found = sorted_composition(trucks(np.random.default_rng(2).gamma(20.0, 1.0, (9, 12))))
    low, high = found.interval()
    drawn = np.quantile(found.draws(np.random.default_rng(3), 200_000), [0.025, 0.975], axis=1)
    assert drawn[0] == pytest.approx(low, rel=0.02)
    assert drawn[1] == pytest.approx(high, rel=0.02)


def test_trucks_that_agree_leave_no_doubt():
    found = sorted_composition(trucks(np.outer([1.0, 2.0, 5.0], np.arange(1.0, 13.0))))
    low, high = found.interval()
    assert low == pytest.approx(found.frac)
    assert high == pytest.approx(found.frac)


@pytest.mark.parametrize("samples", [0, 1])
def test_fewer_than_two_samples_show_no_spread(samples):
    assert sorted_composition(trucks(np.ones((samples, 12)))) is None


def test_an_empty_sample_is_left_out():
    kg = np.ones((3, 12))
    kg[1] = 0.0
    assert sorted_composition(trucks(kg)).degrees_of_freedom == 1


def test_an_empty_cell_weighs_nothing():
    sample = DisposalSorting(sample="T1", facility="LF1", glass_kg=2.0)
    assert sample_kg([sample]).sum() == 2.0


@given(arrays(float, (3, 12), elements=st.floats(0.1, 100.0)))
def test_strata_are_pooled_by_tonnage(mass):
    frac, deviations = pooled_log_deviations(mass, [np.zeros((4, 13))] * 3)
    shares, tonnage = mass / mass.sum(axis=1, keepdims=True), mass.sum(axis=1)
    assert frac == pytest.approx(tonnage @ shares / tonnage.sum())
    assert deviations.shape == (12, 12)


@given(arrays(float, (2, 12), elements=st.floats(0.1, 100.0)), st.integers(0, 1000))
def test_pooled_deviations_are_the_derivative_of_the_pooled_shares(mass, seed):
    """Move logs of rate and shares of one stratum by one small row; the pooled logs move as linearised."""
    row = np.random.default_rng(seed).normal(size=13)
    row[1:] -= row[1:] @ mass[0] / mass[0].sum()
    step = 1e-6
    moved = mass.copy()
    moved[0] *= np.exp(step * (row[0] + row[1:]))
    frac, deviations = pooled_log_deviations(mass, [row[None], np.zeros((1, 13))])
    expected = np.log(moved.sum(axis=0) / moved.sum() / frac) / step
    assert deviations[0] == pytest.approx(expected, abs=1e-3)


def test_zero_shares_stay_zero_in_draws():
    frac = np.array([0.5, 0.5, 0.0])
    assert normalised_shares_from_logs(frac, np.array([[1.0], [0.0], [40.0]]))[2, 0] == 0.0


@pytest.mark.parametrize("total", [0.995, 1.0, 1.005])
def test_published_shares_within_rounding_are_accepted_silently(total):
    shares, findings = normalised_shares({"organic": total - 0.4, "other": 0.4}, what="Household composition")
    assert sum(shares.values()) == pytest.approx(1.0)
    assert not findings


@pytest.mark.parametrize("total", [0.98, 0.994, 1.006, 1.02])
def test_published_shares_a_little_off_are_scaled_and_said(total):
    shares, findings = normalised_shares({"organic": total - 0.4, "other": 0.4}, what="Household composition")
    assert sum(shares.values()) == pytest.approx(1.0)
    assert [finding.code for finding in findings] == ["shares-do-not-sum"]


@pytest.mark.parametrize("total", [0.0, 0.979, 1.021, 3.0, float("nan")])
def test_published_shares_far_off_are_refused(total):
    with pytest.raises(FractionSumError, match="Household composition"):
        normalised_shares({"organic": total - 0.4, "other": 0.4}, what="Household composition")


def test_a_negative_share_is_refused():
    with pytest.raises(FractionSumError):
        normalised_shares({"organic": 1.1, "other": -0.1}, what="Household composition")


def test_sites_weigh_by_what_arrives_there() -> None:
    """Two sites of 90 and 10 t/day with 0.8 and 0.2 kitchen waste: 0.9 x 0.8 + 0.1 x 0.2 = 0.74 by hand."""
    samples = [
        DisposalSorting(sample=f"{site}{at}", facility=site, kitchen_canteen_kg=kitchen, other_kg=100 - kitchen)
        for site, kitchen in (("A", 80.0), ("B", 20.0))
        for at in range(3)
    ]
    together = composition_of_sites(samples, {"A": 90.0, "B": 10.0})
    assert together is not None
    assert together.frac[0] == pytest.approx(0.74)
    assert together.frac.sum() == pytest.approx(1.0)
    assert together.degrees_of_freedom == 4.0
    alone = composition_of_sites(samples[:3], {"A": 90.0})
    assert alone is not None
    assert alone.frac[0] == pytest.approx(0.8)


def test_site_sorted_once_is_pooled_by_weight() -> None:
    samples = [
        DisposalSorting(sample="A1", facility="A", kitchen_canteen_kg=80, other_kg=20),
        DisposalSorting(sample="A2", facility="A", kitchen_canteen_kg=80, other_kg=20),
        DisposalSorting(sample="B1", facility="B", kitchen_canteen_kg=20, other_kg=80),
    ]
    together = composition_of_sites(samples, {"A": 50.0, "B": 50.0})
    assert together is not None
    assert together.frac[0] == pytest.approx(180 / 300)
