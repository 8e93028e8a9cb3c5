"""An answer that takes back an earlier one is found, and every code that is called a contradiction exists."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nagara.commitments.answers import AnswerKind
from nagara.findings import catalogue
from nagara.rounds.contradictory import CONTRADICTING, takes_back

kinds = st.sampled_from(list(AnswerKind))


def test_every_contradiction_is_a_finding_of_the_catalogue():
    assert set(catalogue()) >= CONTRADICTING


@given(kinds)
def test_the_same_answer_takes_nothing_back(kind: AnswerKind):
    assert not takes_back(kind, kind)


@given(kinds, kinds)
def test_only_one_of_two_ways_between_two_answers_takes_back(one: AnswerKind, other: AnswerKind):
    assert not (takes_back(one, other) and takes_back(other, one))


@given(st.text(max_size=8), st.text(max_size=8))
def test_an_answer_that_is_none_to_a_commitment_takes_nothing_back(one: str, other: str):
    assert not takes_back(one, other)
