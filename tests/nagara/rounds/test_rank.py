from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented_figures import Fig
from nagara.errors import QuantityError
from nagara.rounds.rank import draws_for, rank_spans

values = st.floats(0.0, 1.0).map(lambda value: round(value, 4))
spreads = st.floats(0.0, 0.3)


def fig(value: float, below: float = 0.0, above: float | None = None) -> Fig:
    return Fig(value=value, low=value - below, high=value + (below if above is None else above))


@given(st.lists(values, min_size=1, max_size=12, unique=True))
def test_without_overlap_the_ranks_are_exact(numbers):
    spans = rank_spans([fig(each) for each in numbers], seed=1)
    better = sorted(numbers, reverse=True)
    assert [(each.rank, each.low, each.high) for each in spans] == [(better.index(n) + 1,) * 3 for n in numbers]


def test_narrow_intervals_far_apart_have_exact_ranks():
    spans = rank_spans([fig(0.9, 0.01), fig(0.5, 0.01), fig(0.1, 0.01)], seed=1)
    assert [(each.low, each.high) for each in spans] == [(1, 1), (2, 2), (3, 3)]


@pytest.mark.parametrize("count", [2, 5, 9])
def test_figures_that_are_alike_may_have_any_rank(count):
    spans = rank_spans([fig(0.5, 0.1)] * count, seed=1)
    assert {(each.rank, each.low, each.high) for each in spans} == {(1, 1, count)}


def test_exact_figures_of_one_value_share_their_ranks():
    spans = rank_spans([fig(0.7), fig(0.5), fig(0.5), fig(0.1)], seed=1)
    assert [(each.rank, each.low, each.high) for each in spans] == [(1, 1, 1), (2, 2, 3), (2, 2, 3), (4, 4, 4)]


@given(st.lists(st.tuples(values, spreads), min_size=2, max_size=8))
def test_a_wider_share_of_the_orders_never_gives_a_narrower_span(given_figures):
    figures = [fig(*each) for each in given_figures]
    narrow, wide = (rank_spans(figures, seed=3, level_frac=level, draws=500) for level in (0.9, 0.95))
    assert all(one.low >= other.low and one.high <= other.high for one, other in zip(narrow, wide, strict=True))


@given(st.lists(values, min_size=2, max_size=8, unique=True), st.floats(0.001, 0.2))
def test_more_uncertain_figures_have_wider_spans(numbers, spread):
    def total(width: float) -> int:
        spans = rank_spans([fig(each, width) for each in numbers], seed=5, draws=2000)
        return sum(each.high - each.low for each in spans)

    # Only the scale of the same draws changes; one rank of leave for an end that lies between two draws.
    assert total(0.0) <= total(spread) + 1 <= total(3.0 * spread) + 2


@given(st.lists(st.tuples(values, spreads, spreads), min_size=1, max_size=10), st.booleans())
def test_a_span_holds_ranks_that_there_are(given_figures, is_more_better):
    figures = [fig(*each) for each in given_figures]
    for each in rank_spans(figures, seed=2, is_more_better=is_more_better, draws=300):
        assert 1 <= each.low <= each.high <= len(figures)
        assert 1 <= each.rank <= len(figures)


@given(st.lists(st.tuples(values, spreads), min_size=2, max_size=8, unique_by=lambda each: each[0]))
def test_less_being_better_turns_the_order_round(given_figures):
    figures = [fig(*each) for each in given_figures]
    up, down = (rank_spans(figures, seed=2, is_more_better=each, draws=200) for each in (True, False))
    assert [each.rank + other.rank for each, other in zip(up, down, strict=True)] == [len(figures) + 1] * len(figures)


def test_the_same_seed_gives_the_same_spans():
    figures = [fig(0.4, 0.1), fig(0.5, 0.1), fig(0.6, 0.1)]
    first = rank_spans(figures, seed=7, draws=100)
    rank_spans.__globals__["_spans"].cache_clear()
    assert rank_spans(figures, seed=7, draws=100) == first


def test_an_asymmetric_interval_reaches_further_on_its_wide_side():
    left = rank_spans([fig(0.5, 0.4, 0.01), fig(0.2), fig(0.8)], seed=1)[0]
    right = rank_spans([fig(0.5, 0.01, 0.4), fig(0.2), fig(0.8)], seed=1)[0]
    assert (left.low, left.high) == (2, 3)
    assert (right.low, right.high) == (1, 2)


def test_a_standard_deviation_stands_in_for_an_interval():
    sure = Fig(value=0.5, low=None, high=None)
    unsure = Fig(value=0.52, low=None, high=None, standard_deviation=0.2)
    assert [(each.low, each.high) for each in rank_spans([sure, unsure], seed=1)] == [(1, 2), (1, 2)]
    assert [(each.low, each.high) for each in rank_spans([sure, Fig(value=0.52, low=None, high=None)], seed=1)] == [
        (2, 2),
        (1, 1),
    ]


def test_the_chance_of_a_rank_is_that_of_the_normal_law():
    # Two figures one standard deviation of the difference apart: the second leads with 15.9 %.
    from math import sqrt

    step = 0.1 * sqrt(2.0)
    one, other = (Fig(value=each, low=None, high=None, standard_deviation=0.1) for each in (0.5 + step, 0.5))
    spans = {level: rank_spans([one, other], seed=1, level_frac=level, draws=40_000)[1] for level in (0.66, 0.70)}
    assert (spans[0.66].low, spans[0.70].low) == (2, 1)


def test_what_cannot_be_ranked_is_refused():
    with pytest.raises(QuantityError):
        rank_spans([Fig(value=None)], seed=1)
    with pytest.raises(QuantityError):
        rank_spans([Fig()], seed=1, level_frac=1.0)
    assert rank_spans([], seed=1) == ()


@given(st.integers(0, 100_000))
def test_a_longer_list_never_has_more_draws(count):
    assert draws_for(count) >= draws_for(count + 1) >= 1000


def test_fewer_draws_tell_the_same_span_within_a_few_ranks():
    figures = [fig(n / 400, 0.1) for n in range(400)]
    few, many = rank_spans(figures, seed=2), rank_spans(figures, seed=2, draws=4000)
    assert max(abs(one.low - other.low) for one, other in zip(few, many, strict=True)) <= 12
    assert max(abs(one.high - other.high) for one, other in zip(few, many, strict=True)) <= 12
