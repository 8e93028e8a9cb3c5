"""A change is called one only beyond its doubt."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nagara.rounds.year_on_year import CLEAR, Kind, YearFigure, judge

VALUES = st.floats(-1e6, 1e6)
SPREADS = st.floats(1e-6, 1e5)
FIGURES = st.builds(YearFigure, year=st.just(2025), value=VALUES, standard_deviation=SPREADS)
OPPOSITE = {Kind.UP: Kind.DOWN, Kind.DOWN: Kind.UP, Kind.NO_CLEAR_CHANGE: Kind.NO_CLEAR_CHANGE}


@given(FIGURES, FIGURES)
def test_turned_round_it_says_the_opposite(before, after):
    assert judge(after, before).kind is OPPOSITE[judge(before, after).kind]


@given(FIGURES, FIGURES, st.sampled_from([1e-3, 1000.0]))
def test_the_unit_changes_nothing(before, after, factor):
    assume(abs(judge(before, after).probability_of_sign - CLEAR) > 1e-9)
    scaled = [
        replace(each, value=each.value * factor, standard_deviation=each.standard_deviation * factor)
        for each in (before, after)
    ]
    assert judge(*scaled).kind is judge(before, after).kind


@given(FIGURES)
def test_what_did_not_move_is_no_clear_change(figure):
    assert judge(figure, figure).kind is Kind.NO_CLEAR_CHANGE


@given(FIGURES, FIGURES)
def test_a_clear_change_has_nine_chances_in_ten(before, after):
    found = judge(before, after)
    assert found.is_clear == (found.probability_of_sign >= CLEAR)
    assert found.low <= found.change <= found.high


@given(FIGURES, FIGURES, st.floats(1.0, 50.0))
def test_more_doubt_never_makes_a_change_clearer(before, after, factor):
    vague = replace(after, standard_deviation=after.standard_deviation * factor)
    assert judge(before, vague).probability_of_sign <= judge(before, after).probability_of_sign + 1e-12


def test_intervals_that_overlap_may_still_be_a_clear_change():
    before = YearFigure(year=2024, value=50.0, low=44.0, high=56.0)
    after = YearFigure(year=2025, value=58.0, low=52.0, high=64.0)
    assert after.low < before.high
    assert judge(before, after).kind is Kind.UP


@pytest.mark.parametrize("what", ["unit", "method", "boundary", "population_basis"])
def test_no_change_is_computed_across_a_break(what):
    before = YearFigure(year=2024, value=1.0, low=0.9, high=1.1)
    found = judge(replace(before, **{what: "one"}), replace(before, value=9.0, **{what: "another"}))
    assert (found.kind, found.change, found.breaks) == (Kind.METHOD_BREAK, None, (what,))


@pytest.mark.parametrize("missing", ["value", "interval"])
def test_without_a_number_or_an_interval_nothing_is_judged(missing):
    before = YearFigure(year=2024, value=1.0, low=0.9, high=1.1)
    after = replace(before, value=None) if missing == "value" else replace(before, low=None, high=None)
    assert judge(before, after).kind is Kind.NOT_COMPARABLE


def test_what_both_years_share_takes_doubt_out():
    before = YearFigure(year=2024, value=100.0, standard_deviation=10.0)
    after = YearFigure(year=2025, value=106.0, standard_deviation=10.0)
    assert judge(before, after).kind is Kind.NO_CLEAR_CHANGE
    assert judge(before, after, covariance=99.0).kind is Kind.UP
