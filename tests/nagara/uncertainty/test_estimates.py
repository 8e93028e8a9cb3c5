"""A number is drawn the way its range says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtr

from nagara.uncertainty.estimates import Estimate, RangeMeaning, Shape

POSITIVE = st.floats(min_value=1e-3, max_value=1e6)


@st.composite
def estimates(draw: st.DrawFn, *, is_share: bool = False, means: RangeMeaning = RangeMeaning.INTERVAL_95) -> Estimate:
    top = 0.99 if is_share else 1e6
    ends = sorted(draw(st.lists(st.floats(min_value=1e-3, max_value=top), min_size=3, max_size=3)))
    return Estimate(low=ends[0], value=ends[1], high=ends[2], is_share=is_share, means=means)


@given(st.one_of(estimates(), estimates(is_share=True)))
def test_interval_ends_are_quantiles(estimate: Estimate) -> None:
    z = np.array([-1.959963984540054, 0.0, 1.959963984540054])
    low, middle, high = estimate.from_normal(z)
    assert low == pytest.approx(max(estimate.low, estimate.value * 1e-3), rel=1e-6)
    assert middle == pytest.approx(estimate.value, rel=1e-6)
    assert high == pytest.approx(estimate.high, rel=1e-6)


@given(st.one_of(estimates(means=RangeMeaning.BOUNDS), estimates(is_share=True, means=RangeMeaning.BOUNDS)))
def test_bounds_are_never_left(estimate: Estimate) -> None:
    drawn = estimate.from_normal(np.linspace(-8, 8, 301))
    assert drawn.min() >= estimate.low
    assert drawn.max() <= estimate.high
    assert (np.diff(drawn) >= 0).all()


@given(estimates(means=RangeMeaning.BOUNDS).filter(lambda each: each.shape is Shape.TRIANGULAR))
def test_triangle_turns_its_own_distribution_around(estimate: Estimate) -> None:
    low, peak, high = estimate.low, estimate.value, estimate.high
    z = np.linspace(-3, 3, 61)
    drawn = estimate.from_normal(z)
    below = np.where(
        drawn < peak,
        (drawn - low) ** 2 / ((high - low) * (peak - low)),
        1 - (high - drawn) ** 2 / ((high - low) * (high - peak)),
    )
    assert below == pytest.approx(ndtr(z), abs=1e-6)


@given(estimates(is_share=True))
def test_shares_stay_between_zero_and_one(estimate: Estimate) -> None:
    drawn = estimate.from_normal(np.linspace(-8, 8, 101))
    assert ((drawn > 0) & (drawn <= 1)).all()


@given(POSITIVE)
def test_exact_number_has_no_doubt(value: float) -> None:
    estimate = Estimate.exact(value)
    assert estimate.shape is Shape.FIXED
    assert (estimate.from_normal(np.array([-3.0, 3.0])) == value).all()


@pytest.mark.parametrize(
    ("low", "value", "high", "is_share"), [(2, 1, 3, False), (-1, 0, 1, False), (0.5, 0.9, 1.1, True)]
)
def test_impossible_range_is_refused(low: float, value: float, high: float, is_share: bool) -> None:
    with pytest.raises(ValueError, match="range|impossible"):
        Estimate(low=low, value=value, high=high, is_share=is_share)


def test_triangle_has_its_peak_at_the_value() -> None:
    estimate = Estimate(low=0.7, value=0.9, high=1.0, means=RangeMeaning.BOUNDS)
    drawn = estimate.from_normal(np.random.default_rng(5).standard_normal(200_000))
    counts, edges = np.histogram(drawn, bins=30)
    peak = edges[counts.argmax()]
    assert peak == pytest.approx(0.9, abs=0.02)
    assert drawn.mean() == pytest.approx((0.7 + 0.9 + 1.0) / 3, abs=0.001)


@pytest.mark.parametrize(
    ("low", "value", "high", "is_share"),
    [
        (0.0, 0.0, 5.0, False),
        (0.0, 0.0, 0.3, True),
        (0.0, 0.0, 1.0, True),
        (0.7, 1.0, 1.0, True),
        (0.0, 1.0, 1.0, True),
    ],
)
def test_interval_at_the_end_of_the_scale_starts_at_its_value(
    low: float, value: float, high: float, is_share: bool
) -> None:
    estimate = Estimate(low=low, value=value, high=high, is_share=is_share)
    ends = estimate.from_normal(np.array([-1.959963984540054, 0.0, 1.959963984540054]))
    assert ends == pytest.approx([low, value, high], abs=2e-4)
    drawn = estimate.from_normal(np.linspace(-8, 8, 101))
    assert np.isfinite(drawn).all()
    assert drawn.min() >= 0.0
    if is_share:
        assert drawn.max() <= 1.0
