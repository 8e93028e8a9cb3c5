"""Figures are rounded once, to the digit that their interval supports."""

from __future__ import annotations

from math import floor, log10

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nagara.reports.precision import shown

amounts = st.floats(min_value=1e-6, max_value=1e9)
doubts = st.floats(min_value=1e-3, max_value=0.9)


@pytest.mark.parametrize(
    ("value", "half", "expected"),
    [
        # Particle Data Group, Review of Particle Physics, section 5.3: 0.827 +- 0.119 becomes 0.83 +- 0.12,
        # and 0.827 +- 0.367 becomes 0.8 +- 0.4.
        (0.827, 0.119, 0.83),
        (0.827, 0.367, 0.8),
    ],
)
def test_rounds_as_the_particle_data_group_prints(value: float, half: float, expected: float):
    assert shown(value, value - half, value + half).value == expected


@given(amounts, doubts)
def test_rounding_moves_less_than_a_seventh_of_the_doubt(value: float, doubt: float):
    half = value * doubt
    seen = shown(value, value - half, value + half)
    assert abs(seen.value - value) < half / 7


@given(amounts, doubts)
def test_rounded_interval_still_holds_the_rounded_value(value: float, doubt: float):
    seen = shown(value, value * (1 - doubt), value * (1 + doubt))
    assert seen.low is not None
    assert seen.high is not None
    assert seen.low <= seen.value <= seen.high


@given(amounts, doubts)
def test_value_keeps_a_significant_digit(value: float, doubt: float):
    assert shown(value, value * (1 - doubt), value * (1 + doubt)).value != 0


@given(amounts)
def test_without_interval_three_digits_stand(value: float):
    assert shown(value).value == pytest.approx(value, rel=0.00501)


@given(st.floats(min_value=1.0, max_value=100.0), doubts)
def test_a_percentage_is_never_coarser_than_a_point(value: float, doubt: float):
    seen = shown(value, value * (1 - doubt), value * (1 + doubt), coarsest=1.0)
    assert abs(seen.value - value) <= 0.5000001


def test_a_percentage_is_never_finer_than_asked():
    assert shown(1.7, 1.43, 2.02, coarsest=1.0, finest=0.1).decimals == 1


def test_an_interval_of_one_point_is_no_doubt():
    assert shown(512.34, 512.34, 512.34).value == 512.0


@given(st.floats(min_value=-1e6, max_value=-1e-3))
def test_negative_values_round_like_positive_ones(value: float):
    assert shown(value).value == -shown(-value).value
    assert floor(log10(abs(shown(value).value))) >= floor(log10(abs(value)))


def test_dust_beside_its_doubt_is_printed_as_zero():
    """What is left of a difference of floats stopped a whole page."""
    assert shown(1e-32, 0.0, 50.0).value == 0.0
    assert shown(1e-32, 0.0, 50.0).decimals <= 4
