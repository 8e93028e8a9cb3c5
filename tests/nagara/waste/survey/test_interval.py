"""Quantiles of printed tables, and intervals that stay where they belong."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nagara.waste.survey.interval import log_interval, normal_interval, normal_quantile, share_interval, t_quantile

# Two-sided 95 % points of Student's t: Fisher and Yates, Statistical Tables, 6th ed., 1963, table III.
PRINTED = {1: 12.706, 2: 4.303, 6: 2.447, 12: 2.179, 30: 2.042, 120: 1.980}


@pytest.mark.parametrize(("freedom", "quantile"), PRINTED.items())
def test_t_quantile_is_the_printed_one(freedom, quantile):
    assert t_quantile(freedom) == pytest.approx(quantile, abs=0.0006)


def test_normal_quantile_is_the_limit_of_t():
    assert normal_quantile() == pytest.approx(1.959964, abs=1e-6)
    assert t_quantile(1e7) == pytest.approx(normal_quantile(), abs=1e-5)


@given(st.floats(1e-3, 1e3), st.floats(0.0, 4.0), st.floats(0.5, 13.0))
def test_log_interval_has_the_value_as_geometric_middle(value, log_variance, quantile):
    low, high = log_interval(value, log_variance, quantile)
    assert 0 < low <= value <= high
    assert low * high == pytest.approx(value**2)


def test_normal_interval_is_symmetric():
    low, high = normal_interval(2.0, 0.5)
    assert (low + high, high - low) == (pytest.approx(4.0), pytest.approx(1.959964))


@given(
    arrays(float, 5, elements=st.floats(0.01, 10.0)),
    arrays(float, (4, 5), elements=st.floats(-2.0, 2.0)),
    st.floats(1.0, 60.0),
)
def test_share_interval_holds_the_share_and_stays_inside(mass, deviations, freedom):
    share = mass / mass.sum()
    low, high = share_interval(share, deviations, freedom, 0.95)
    assert (low >= 0).all()
    assert (low <= share + 1e-12).all()
    assert (share <= high + 1e-12).all()
    assert (high <= 1).all()


def test_absent_category_stays_absent():
    low, high = share_interval(np.array([0.0, 1.0]), np.ones((3, 2)), 5.0, 0.95)
    assert (low.tolist(), high.tolist()) == ([0.0, 1.0], [0.0, 1.0])
