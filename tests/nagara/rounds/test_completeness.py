"""Counts of answers and of cities."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nagara.rounds.completeness import Completeness, progress_of_round
from nagara.rounds.deadlines import Punctuality
from nagara.rounds.workflow import State

PARTS = st.integers(0, 500).flatmap(
    lambda asked: st.builds(Completeness, answered=st.integers(0, asked), asked=st.just(asked))
)
REPORTS = st.lists(st.tuples(st.sampled_from(State), st.sampled_from(Punctuality)), max_size=60)


@given(PARTS, PARTS)
def test_parts_add_up(one, other):
    assert one + other == other + one
    assert (one + other).asked == one.asked + other.asked


def test_nothing_asked_has_no_share():
    assert Completeness(answered=0, asked=0).answered_frac is None


def test_more_answers_than_questions_are_refused():
    with pytest.raises(ValueError, match="count answered questions"):
        Completeness(answered=3, asked=2)


@given(st.integers(0, 80), REPORTS)
def test_cities_are_counted_once(cities, reports):
    progress = progress_of_round(cities, reports)
    assert sum(progress.by_state.values()) == progress.started == len(reports)
    assert progress.published <= progress.handed_in <= progress.started <= progress.cities
    assert progress.not_started == progress.cities - progress.started
    assert progress.not_started + progress.with_city + progress.handed_in == progress.cities
    assert progress.in_time + progress.late == progress.handed_in


def test_a_report_that_came_in_time_and_was_returned_is_with_its_city():
    progress = progress_of_round(3, [(State.RETURNED, Punctuality.IN_TIME), (State.PUBLISHED, Punctuality.IN_TIME)])
    assert (progress.handed_in, progress.in_time, progress.with_city, progress.not_started) == (1, 1, 1, 1)
