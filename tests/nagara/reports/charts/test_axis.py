"""Scales end at round numbers and hold what they are asked to hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nagara.reports.charts.axis import round_axis


def say(value: float, decimals: int) -> str:
    return f"{value:.{decimals}f}"


finite = st.floats(min_value=-1e6, max_value=1e6)


@given(finite, st.floats(min_value=1e-3, max_value=1e6))
def test_holds_its_range_in_few_steps(low: float, width: float):
    axis = round_axis(low, low + width, say)
    assert axis.low <= low + 1e-6 * width
    assert axis.high >= low + width - 1e-6 * width
    assert len(axis.ticks) <= 8


@given(finite, st.floats(min_value=1e-3, max_value=1e6))
def test_no_two_ticks_are_written_alike(low: float, width: float):
    written = [words for _, words in round_axis(low, low + width, say).ticks]
    assert len(written) == len(set(written))


def test_steps_are_one_two_or_five():
    assert [words for _, words in round_axis(0, 0.93, say).ticks] == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]
    assert [words for _, words in round_axis(-3, 11, say).ticks] == ["-5", "0", "5", "10", "15"]


def test_a_range_of_one_point_still_has_a_scale():
    axis = round_axis(0.0, 0.0, say)
    assert axis.low < axis.high


@pytest.mark.parametrize(("value", "x"), [(-9, 10.0), (0.0, 10.0), (0.5, 60.0), (1.0, 110.0), (9, 110.0)])
def test_values_off_the_scale_stand_at_its_end(value: float, x: float):
    assert round_axis(0, 1, say).at(value, 10.0, 110.0) == x
