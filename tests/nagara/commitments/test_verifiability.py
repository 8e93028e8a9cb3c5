"""A promise is asked who, measured by what, how much, by when, and for a change from where."""

from dataclasses import replace
from datetime import date

import pytest

from nagara.commitments.measures import (
    OPEN,
    Aim,
    Aspect,
    Baseline,
    Indicator,
    Measure,
    Owner,
    OwnerKind,
    Target,
    YesNo,
)
from nagara.commitments.verifiability import QUESTIONS, Grade, vague_words, verifiability
from nagara.evidence import codelist

FULL = Measure(
    part_id="d.9.b",
    owners=(Owner(kind=OwnerKind.CITY),),
    answering=Indicator(code="SDG 11.6.1", unit="frac", is_share=True),
    baseline=Baseline(value=0.6, year=2023),
    target=Target(aim=Aim.AT_LEAST, value=0.9),
    due=date(2030, 12, 31),
)


def codes(verdict):
    return [finding.code for finding in verdict.findings]


def test_nothing_to_ask_of_a_full_promise():
    verdict = verifiability(FULL, "report municipal solid waste every year")
    assert (verdict.grade, verdict.findings) == (Grade.VERIFIABLE, ())
    assert verdict.reason == "It says who, measured by what, how much, by when."


@pytest.mark.parametrize(
    ("missing", "grade"),
    [
        ({"owners"}, Grade.PARTLY),
        ({"target"}, Grade.PARTLY),
        ({"due"}, Grade.PARTLY),
        ({"target", "due"}, Grade.NOT),
        ({"answering"}, Grade.NOT),
        ({"baseline"}, Grade.VERIFIABLE),
        ({"owners", "answering", "baseline", "target", "due"}, Grade.NOT),
    ],
)
@pytest.mark.parametrize("gap", [None, OPEN])
def test_the_grade_follows_what_is_missing(missing, grade, gap):
    verdict = verifiability(replace(FULL, **dict.fromkeys(missing, gap)))
    assert verdict.grade is grade
    assert len(verdict.findings) == len(missing)
    assert all(code.endswith("-open" if gap is OPEN else "-not-entered") for code in codes(verdict))
    assert all(finding.remedy for finding in verdict.findings)


def test_the_reason_names_what_is_said_and_what_is_not():
    verdict = verifiability(replace(FULL, due=OPEN, owners=None))
    assert verdict.reason == "It says measured by what, how much, but not who, by when."
    assert verifiability(Measure(part_id="d.1")).reason.startswith("It does not say who")


def test_a_change_needs_its_start():
    change = replace(FULL, target=Target(aim=Aim.FALL_BY, value=0.3))
    assert verifiability(change).grade is Grade.VERIFIABLE
    bare = verifiability(replace(change, baseline=OPEN))
    assert bare.grade is Grade.PARTLY
    assert "a change by 30 %" in bare.findings[0].sentence


def test_a_yes_needs_no_baseline():
    asked = replace(FULL, answering=YesNo(), target=Target(aim=Aim.AT_LEAST, value=1), baseline=None)
    assert verifiability(asked).findings == ()


def test_vague_words_are_shown_and_lower_no_grade():
    verdict = verifiability(FULL, "by embracing technology and promoting green tourism")
    assert verdict.grade is Grade.VERIFIABLE
    assert codes(verdict) == ["measure-words-vague"] * 2
    assert "“embracing”" in verdict.findings[0].sentence


@pytest.mark.parametrize(
    ("language", "words", "found"),
    [
        ("en", "Strengthen connectivity, in due course", ["Strengthen", "in due course"]),
        ("en", "build 40 bus stops by 2027", []),
        ("en-GB", "harmonising standards", ["harmonising"]),
        ("vi", "tăng cường kết nối", ["tăng cường"]),
        ("id", "memperkuat dan meningkatkan", ["memperkuat", "meningkatkan"]),
        ("th", "ส่งเสริมการท่องเที่ยว", ["ส่งเสริม"]),
        ("km", "anything", []),
    ],
)
def test_vague_words_are_found_in_their_language(language, words, found):
    assert [said for said, _ in vague_words(words, language=language)] == found


def test_every_question_is_asked_and_every_vague_word_has_its_why():
    assert set(QUESTIONS) == set(Aspect)
    assert all(row["why"] and row["pattern"] for row in codelist("vague_word").entries.values())
