"""All chapters of the invented example city: the same figures each time, and small laws behind them."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nagara.exchange.read import read_city
from nagara.indicators.city_year import city_year
from nagara.indicators.correlation import AboutMean, squared_correlations
from nagara.indicators.plastic_leakage.chapter import only
from nagara.indicators.spans import spans

ROOT = Path(__file__).parents[3]


def test_figures_of_the_example_are_those_that_were_looked_at() -> None:
    """A changed number is a changed method or table: say why in the commit that changes this file."""
    records = read_city(ROOT / "examples" / "demo-city").records
    assert records is not None
    result = city_year(records, draws=300)
    with (ROOT / "tests" / "golden" / "chapters" / "demo_city.csv").open(encoding="utf-8") as file:
        expected = {row["name"]: float(row["value"]) for row in csv.DictReader(file)}
    found = {name: result[name].value for name in expected}
    assert found == pytest.approx(expected, rel=1e-6)


@given(st.lists(st.booleans(), min_size=2, max_size=60).filter(lambda each: sum(each) >= 1))
def test_impossible_draws_are_filled_with_possible_ones(possible: list[bool]) -> None:
    mask = np.array(possible)
    row = np.arange(mask.size, dtype=float)
    filled = only({"row": row}, mask)["row"]
    assert set(filled) <= set(row[mask])
    assert (filled[mask] == row[mask]).all()


@given(st.integers(0, 2**32 - 1), st.floats(-5, 5).filter(lambda slope: abs(slope) > 1e-3), st.floats(-9, 9))
def test_a_straight_line_explains_everything_and_a_constant_nothing(seed: int, slope: float, shift: float) -> None:
    row = np.random.default_rng(seed).standard_normal(50)
    found = squared_correlations({"line": slope * row + shift, "constant": np.full(50, shift)}, row)
    assert found["line"] == pytest.approx(1.0)
    assert found["constant"] == 0.0


@given(st.integers(0, 2**32 - 1), st.sampled_from([1.0, 0.0]))
def test_an_input_about_its_mean_explains_the_same(seed: int, spread: float) -> None:
    row, output = np.random.default_rng(seed).standard_normal((2, 50))
    row = 7.0 + spread * row
    assert squared_correlations({"x": AboutMean.of(row)}, output) == squared_correlations({"x": row}, output)


@given(st.integers(0, 2**32 - 1))
def test_the_inner_band_lies_inside_the_outer_one(seed: int) -> None:
    row = np.random.default_rng(seed).lognormal(size=200)
    span = spans({"x": 1.0}, {"x": row}, 0.95)["x"]
    assert row.min() <= span.low <= span.low_80 <= span.high_80 <= span.high <= row.max()


def test_a_row_under_two_names_has_one_span() -> None:
    one, other = np.random.default_rng(1).lognormal(size=(2, 300))
    found = spans({"x": 1.0, "y": 2.0, "z": 3.0}, {"x": one, "y": other, "z": one}, 0.95)
    alone = spans({"z": 3.0}, {"z": one}, 0.95)
    assert found["z"] == alone["z"]
    assert found["x"].low == found["z"].low != found["y"].low
    assert [found[name].value for name in "xyz"] == [1.0, 2.0, 3.0]
