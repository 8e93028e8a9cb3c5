from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nagara.errors import UnknownCodeError
from nagara.rounds.proportion import NOTATION_KEYS, proportion

cities = st.dictionaries(
    st.integers(0, 40).map(str), st.sampled_from(["yes", "no", "", *NOTATION_KEYS, "silent"]), min_size=1, max_size=30
)


def count(answers):
    return proportion({city: answer for city, answer in answers.items() if answer != "silent"}, list(answers))


@given(cities)
def test_every_city_is_counted_once(answers):
    assert count(answers).asked == len(answers)


@given(cities)
def test_a_missing_answer_is_never_a_no(answers):
    without = {city: answer for city, answer in answers.items() if answer in ("yes", "no")}
    found = count(answers)
    assert found.value_frac == (count(without).value_frac if without else None)


@given(cities)
def test_the_share_lies_between_what_the_missing_answers_allow(answers):
    found = count(answers)
    if found.value_frac is not None:
        assert 0.0 <= found.low_frac <= found.value_frac <= found.high_frac <= 1.0


@given(cities)
def test_more_answers_never_widen_what_is_possible(answers):
    found = count(answers)
    silent = next((city for city, answer in answers.items() if answer in ("", "silent", "NE", "NR", "C", "IE")), None)
    if silent is not None:
        after = count(answers | {silent: "yes"})
        assert found.low_frac <= after.low_frac
        assert after.high_frac <= found.high_frac + 1e-12


def test_a_city_where_it_does_not_occur_is_not_concerned():
    found = proportion({"a": "yes", "b": "NO", "c": "no"}, ["a", "b", "c"])
    assert (found.answered, found.concerned, found.asked, found.low_frac, found.high_frac) == (2, 2, 3, 0.5, 0.5)
    assert found.by_key == {"NO": 1}


def test_no_answer_at_all_is_no_proportion():
    found = proportion({}, ["a", "b"])
    assert (found.value_frac, found.low_frac, found.high_frac, found.silent) == (None, 0.0, 1.0, 2)


def test_an_answer_that_nobody_asked_for_or_that_is_none_is_refused():
    with pytest.raises(UnknownCodeError):
        proportion({"z": "yes"}, ["a"])
    with pytest.raises(UnknownCodeError):
        proportion({"a": "maybe"}, ["a"])
