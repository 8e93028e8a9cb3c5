"""Intervals are quantiles."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nagara.uncertainty.intervals import central_interval, nested_intervals


@given(st.integers(min_value=2, max_value=4000), st.sampled_from([0.5, 0.8, 0.95]))
def test_is_the_quantile_of_numpy(count: int, level: float) -> None:
    rows = np.random.default_rng(count).lognormal(size=(3, count))
    expected = np.quantile(rows, [(1 - level) / 2, (1 + level) / 2], axis=1).T
    assert central_interval(rows.copy(), level) == pytest.approx(expected, rel=1e-9)


def test_leading_axes_are_kept() -> None:
    rows = np.random.default_rng(1).normal(size=(2, 5, 400))
    whole = central_interval(rows.copy())
    assert whole.shape == (2, 5, 2)
    assert whole[1, 3] == pytest.approx(central_interval(rows[1, 3][None, :].copy())[0])


@given(st.integers(min_value=2, max_value=4000))
def test_several_levels_at_once_are_those_one_by_one(count: int) -> None:
    rows = np.random.default_rng(count).lognormal(size=(3, count)).round(1)  # some draws are equal
    for level, ends in zip((0.5, 0.8, 0.95), nested_intervals(rows.copy(), (0.5, 0.8, 0.95)), strict=True):
        np.testing.assert_allclose(ends, central_interval(rows.copy(), level), rtol=1e-12)
