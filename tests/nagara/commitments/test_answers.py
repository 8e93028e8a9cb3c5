"""Answers are counted apart, silence is never a no, and a roll-up says out of how many."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nagara.commitments.answers import (
    CODES,
    KINDS,
    Answer,
    AnswerKind,
    Evidence,
    Tally,
    Verdict,
    encode,
    roll_up,
    tally_of,
)
from nagara.errors import MeasureError


def answer(kind=AnswerKind.DONE, **more):
    return Answer(**{"city": "hilltop", "part_id": "d.2.g", "year": 2025, "kind": kind, **more})


def counted_one_by_one(codes, cities, parts):
    """The same counts by plain loops."""
    counts = np.zeros((codes.shape[0], len(cities), len(parts), len(KINDS)), dtype=np.int64)
    for year, city, part in np.ndindex(codes.shape):
        for group, members in enumerate(cities):
            for theme, held in enumerate(parts):
                if members[city] and held[part]:
                    counts[year, group, theme, codes[year, city, part]] += 1
    return counts


@given(data=st.data())
def test_roll_ups_are_those_of_plain_counting(data):
    rng = np.random.default_rng(data.draw(st.integers(0, 10_000)))
    years, cities, parts, groups, themes = (data.draw(st.integers(1, most)) for most in (2, 6, 5, 3, 3))
    codes = rng.integers(0, len(KINDS), (years, cities, parts)).astype(np.int8)
    by_city, by_part = rng.random((groups, cities)) < 0.5, rng.random((themes, parts)) < 0.5
    assert np.array_equal(roll_up(codes, cities=by_city, parts=by_part), counted_one_by_one(codes, by_city, by_part))


def test_a_large_network_is_counted_exactly():
    rng = np.random.default_rng(7)
    codes = rng.integers(0, len(KINDS), (10, 1000, 300)).astype(np.int8)
    by_city, by_part = rng.random((12, 1000)) < 0.3, rng.random((9, 300)) < 0.3
    counts = roll_up(codes, cities=by_city, parts=by_part)
    inside = codes[4][np.ix_(by_city[3], by_part[5])]
    assert np.array_equal(counts[4, 3, 5], np.bincount(inside.ravel(), minlength=len(KINDS)))
    assert counts.sum() == 10 * by_city.sum() * by_part.sum()


def test_silence_is_code_zero_and_never_a_no():
    codes = encode([answer()], years=[2024, 2025], cities=["hilltop", "rivertown"], parts=["d.2.g", "d.2.h"])
    assert codes.dtype == np.int8
    assert (codes != CODES[AnswerKind.NOT_ANSWERED]).sum() == 1
    told = tally_of(roll_up(codes)[1, 0, 0])
    assert (told.kept_frac, told.coverage) == (1.0, "1 of 4 answered")
    assert told.kept_bounds_frac == (0.25, 1.0)


def test_what_asks_nothing_of_a_city_is_no_part_of_the_share():
    told = Tally(counts=(3, 2, 1, 2, 1, 1, 0))
    assert (told.asked, told.answered, told.concerned, told.kept) == (10, 7, 6, 3)
    assert (told.kept_frac, told.coverage) == (0.5, "7 of 10 answered")


@pytest.mark.parametrize("counts", [(5, 0, 0, 0, 0, 0, 0), (0, 0, 0, 0, 0, 4, 1)])
def test_no_share_of_nobody(counts):
    assert Tally(counts=counts).kept_frac is None


def test_bounds_hold_the_share():
    low, high = Tally(counts=(2, 3, 0, 5, 0, 1, 0)).kept_bounds_frac
    assert low < 3 / 8 < high


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"kind": AnswerKind.NOT_APPLICABLE}, "not applicable” has no reason"),
        ({"kind": AnswerKind.NATIONAL_COMPETENCE, "because": " "}, "no reason"),
        ({"kind": AnswerKind.NOT_ANSWERED, "evidence": (Evidence(title="a page"),)}, "silence has neither"),
        ({"verdict": Verdict.CONFIRMED}, "no reviewer"),
        ({"reporter": "hong", "reviewer": "hong"}, "the reviewer is the reporter"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_with_its_place(wrong, words):
    with pytest.raises(MeasureError, match=words) as refused:
        answer(**wrong)
    assert refused.value.where == "hilltop, d.2.g, 2025"


def test_a_full_answer_stands():
    full = answer(
        AnswerKind.NATIONAL_COMPETENCE,
        because="Quality standards are set by the ministry.",
        evidence=(Evidence(title="Decree", url="https://example.org/decree"),),
        answered_on=date(2026, 2, 1),
        reporter="hong",
        reviewer="pim",
        verdict=Verdict.CONFIRMED,
    )
    assert full.evidence[0].title == "Decree"


@pytest.mark.parametrize(
    ("answers", "words"),
    [([answer(), answer()], "answered twice"), ([answer(year=2023)], "not among what is asked for")],
)
def test_answers_outside_the_matrix_or_double_are_refused(answers, words):
    with pytest.raises(MeasureError, match=words):
        encode(answers, years=[2025], cities=["hilltop"], parts=["d.2.g"])


@pytest.mark.parametrize(
    "wrong",
    [
        {"codes": np.zeros((2, 2), dtype=np.int8)},
        {"codes": np.full((1, 2, 2), 9, dtype=np.int8)},
        {"codes": np.zeros((1, 2, 2), dtype=np.int8), "cities": np.ones((1, 3), dtype=bool)},
    ],
)
def test_what_does_not_fit_is_refused(wrong):
    with pytest.raises(MeasureError):
        roll_up(wrong.pop("codes"), **wrong)
