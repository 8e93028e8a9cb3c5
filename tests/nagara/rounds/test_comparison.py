from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented_figures import Fig
from nagara.errors import UnknownCodeError
from nagara.rounds.comparison import Limits, compare, default_limits, groups, nearest_fair, nearest_fair_pair

figures = st.builds(
    Fig,
    city_slug=st.sampled_from("abcdefgh"),
    source_slug=st.sampled_from(["round", "book"]),
    year=st.integers(2021, 2025),
    method=st.sampled_from(["survey", "records", ""]),
    boundary=st.sampled_from(["administrative", "urban", ""]),
    population_basis=st.sampled_from(["census", "projection", ""]),
    value=st.none() | st.floats(0, 1),
)
limits = st.builds(
    Limits,
    years=st.integers(0, 3),
    method=st.integers(0, 1),
    boundary=st.integers(0, 1),
    population_basis=st.integers(0, 1),
)


def said(found: object) -> list[str]:
    return [str(each) for each in found.refusals]


def test_the_table_asks_for_the_same_of_everything():
    assert default_limits() == Limits(years=0, method=0, boundary=0, population_basis=0)


def test_two_alike_figures_are_compared_with_the_interval_of_their_difference():
    found = compare(Fig(), Fig(city_slug="b", value=0.8, low=0.75, high=0.9))
    assert found.is_fair
    assert found.difference.value == pytest.approx(0.3)
    assert found.difference.low == pytest.approx(0.3 - (0.05**2 + 0.1**2) ** 0.5)
    assert found.difference.high == pytest.approx(0.3 + (0.1**2 + 0.1**2) ** 0.5)
    assert found.difference.probability_of_sign > 0.999
    assert found.notes == ()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"year": 2024}, "The years differ: 2025 and 2024"),
        ({"method": "records"}, "The methods differ: survey and records"),
        ({"boundary": "metropolitan"}, "The boundaries differ: administrative and metropolitan"),
        ({"population_basis": "projection"}, "The populations rest on different things: census and projection"),
        ({"method": ""}, "The method of at least one of them is not known"),
        ({"value": None}, "At least one of them has no number"),
        ({"city_slug": "a"}, "Both are of one city"),
    ],
)
def test_a_refusal_says_what_differs(changed, sentence):
    found = compare(Fig(), replace(Fig(city_slug="b"), **changed))
    assert said(found) == [sentence]
    assert found.difference is None


def test_all_that_differs_is_said_at_once():
    found = compare(Fig(), Fig(city_slug="b", year=2020, method="records", boundary="urban"))
    assert [each.name for each in found.aspects if not each.is_agreed] == ["year", "method", "boundary"]
    assert len(found.refusals) == 3


def test_what_neither_says_agrees_only_if_one_source_made_both():
    one = Fig(boundary="")
    assert compare(one, Fig(city_slug="b", boundary="")).is_fair
    assert str(compare(one, Fig(city_slug="b", boundary="")).notes[0]) == (
        "Their common source does not say the boundary"
    )
    assert not compare(one, Fig(city_slug="b", boundary="", source_slug="another")).is_fair


def test_a_method_that_is_not_stated_is_no_method_that_two_sources_share():
    one, other = Fig(method="not-stated"), Fig(city_slug="b", method="not-stated", source_slug="another")
    assert said(compare(one, other)) == ["The method of at least one of them is not known"]
    assert groups([one, other]).largest == ()


def test_wider_limits_are_said_beside_the_comparison():
    found = compare(Fig(), Fig(city_slug="b", year=2024), Limits(years=1))
    assert found.is_fair
    assert [str(each) for each in found.notes] == ["The years are 2025 and 2024"]


def test_a_figure_without_interval_is_compared_and_the_doubt_is_said():
    found = compare(Fig(low=None, high=None), Fig(city_slug="b", value=0.9))
    assert found.difference.low is None
    assert "nobody can say" in str(found.notes[-1])


def test_different_indicators_are_no_question_of_fairness():
    with pytest.raises(UnknownCodeError):
        compare(Fig(), Fig(city_slug="b", indicator_code="recovery_frac"))


@given(figures, figures, limits)
def test_fairness_does_not_depend_on_the_order(one, other, within):
    there, back = compare(one, other, within), compare(other, one, within)
    assert there.is_fair == back.is_fair
    assert len(there.refusals) == len(back.refusals)
    if there.difference and there.difference.low is not None:
        assert there.difference.value == pytest.approx(-back.difference.value)
        assert there.difference.low == pytest.approx(-back.difference.high)


@given(figures, figures, limits)
def test_wider_limits_never_refuse_what_narrower_ones_allow(one, other, within):
    wider = Limits(years=within.years + 1, method=1, boundary=1, population_basis=1)
    assert compare(one, other, wider).is_fair or not compare(one, other, within).is_fair


@given(figures, st.lists(figures, max_size=12), limits)
def test_the_nearest_fair_figure_is_fair_and_none_is_nearer_in_years(one, others, within):
    nearest = nearest_fair(one, others, within)
    fair = [each for each in others if compare(one, each, within).is_fair]
    assert (nearest is None) == (not fair)
    if nearest is not None:
        assert compare(one, nearest, within).is_fair
        assert abs(nearest.year - one.year) == min(abs(each.year - one.year) for each in fair)


def test_two_cities_are_offered_the_nearest_year_in_which_they_agree():
    one = [Fig(year=2025), Fig(year=2024), Fig(year=2022)]
    other = [Fig(city_slug="b", year=2025, method="records"), Fig(city_slug="b", year=2024), Fig(city_slug="b")]
    other = other[:2] + [Fig(city_slug="b", year=2022)]
    found = nearest_fair_pair(one, other, near=2025)
    assert (found.first.year, found.second.year) == (2024, 2024)
    assert nearest_fair_pair(one, [], near=2025) is None


@given(st.lists(figures, max_size=25), limits)
def test_every_two_figures_of_a_group_may_be_compared(given_figures, within):
    found = groups(given_figures, within)
    for group in found.groups:
        assert len(group.members) > 1
        for one, other in combinations(group.members, 2):
            assert compare(one, other, within).is_fair


@given(st.lists(figures, max_size=25, unique_by=id), limits)
def test_every_figure_is_in_the_list_or_left_out_with_a_reason(given_figures, within):
    found = groups(given_figures, within)
    assert len(found.largest) + len(found.left_out) == len(given_figures)
    if found.largest:
        assert all(each.reasons for each in found.left_out)


def test_the_largest_group_stands_first_and_the_others_say_why_not():
    alike = [Fig(city_slug=city) for city in "abc"]
    metropolitan = Fig(city_slug="d", boundary="metropolitan")
    records = [Fig(city_slug=city, method="records") for city in "ef"]
    silent = Fig(city_slug="g", value=None)
    again = Fig(city_slug="a", source_slug="book")
    found = groups([*alike, metropolitan, *records, silent, again])
    assert found.largest == tuple(alike)
    assert [len(group.members) for group in found.groups] == [3, 2]
    why = {(each.figure.city_slug, each.figure.source_slug): list(map(str, each.reasons)) for each in found.left_out}
    assert why["d", "round-2025"] == ["The boundaries differ: administrative and metropolitan"]
    assert why["g", "round-2025"] == ["There is no number"]
    assert why["a", "book"] == ["The list has another figure of this city"]
    assert {each.figure.city_slug: each.nearest and each.nearest.city_slug for each in found.left_out}["e"] == "f"


def test_no_two_that_agree_make_no_list():
    found = groups([Fig(), Fig(city_slug="b", method="records")])
    assert found.largest == ()
    assert len(found.left_out) == 2
