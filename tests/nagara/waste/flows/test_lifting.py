"""Draws are lifted to zero without breaking a balance."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nagara.waste.flows.lifting import lifted


def spread_of(seed: int, rows: int = 5, count: int = 60) -> tuple[np.ndarray, np.ndarray]:
    """Draws of parts that add up to their whole, some of them negative, and a set of amounts that is possible."""
    generator = np.random.default_rng(seed)
    parts = generator.normal(1.0, 1.5, (rows, count))
    whole = np.abs(parts.sum(axis=0)) + 0.5
    parts[-1] += whole - parts.sum(axis=0)
    return np.vstack([parts, whole]), np.vstack([np.full((rows, count), 1.0 / rows) * whole, whole])


@given(st.integers(min_value=0, max_value=10_000))
def test_nothing_is_negative_and_the_sum_stays(seed: int):
    amounts, possible = spread_of(seed)
    mended = lifted(amounts, amounts - amounts.mean(axis=1, keepdims=True), lambda draws: possible[:, draws])
    assert mended.min() >= -1e-9 * np.abs(amounts).max()
    np.testing.assert_allclose(mended[:-1].sum(axis=0), mended[-1], rtol=1e-9, atol=1e-9)


def test_draws_that_can_be_stay_as_they_are():
    amounts = np.array([[1.0, 2.0], [3.0, 4.0]])
    assert lifted(amounts, amounts, lambda draws: amounts[:, draws]) is amounts
    mixed = np.array([[1.0, -1.0], [3.0, 4.0], [4.0, 3.0]])
    possible = np.array([[0.5], [0.5], [1.0]])
    away = np.array([[1.0, -1.0], [-1.0, 1.0], [0.0, 0.0]])
    mended = lifted(mixed, away, lambda _: possible)
    np.testing.assert_array_equal(mended[:, 0], mixed[:, 0])
    np.testing.assert_allclose(mended[:, 1], [0.0, 3.0, 3.0])


def test_a_row_that_moves_by_rounding_only_does_not_lead():
    amounts = np.array([[-1.0], [3.0], [2.0]])
    away = np.array([[1e-17, -1e-17], [1.0, -1.0], [1.0, -1.0]])
    possible = np.array([[1.0], [1.0], [2.0]])
    mended = lifted(amounts, away, lambda _: possible)
    np.testing.assert_allclose(mended[0] + mended[1], mended[2])
    assert mended.min() >= 0
