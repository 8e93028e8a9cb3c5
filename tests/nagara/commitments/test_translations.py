"""Two languages are aligned by key and number; what has no counterpart is said."""

from dataclasses import replace

import pytest

from nagara.commitments.clauses import Clause, ClauseKind, DocumentText, Part, Place, Role
from nagara.commitments.translations import MatchedBy, align, plain_number, with_keys_of

HERE = Place(start=0, stop=0)


def clause(key, label="", *, role=Role.OPERATIVE, kind=ClauseKind.COMMITMENT, parts="", parent=""):
    held = tuple(Part(key=letter, place=HERE) for letter in parts)
    return Clause(key=key, label=label, role=role, kind=kind, place=HERE, parts=held, parent=parent)


def text(*clauses, language="en"):
    return DocumentText(text="", blocks=(), clauses=clauses, language=language)


ENGLISH = text(
    clause("p1", role=Role.PREAMBLE),
    clause("1", "1.", parts="ab"),
    clause("1.i", "(i)", parent="1"),
    clause("2", "2."),
    clause("2.i", "(i)", parent="2"),
)


def matched(aligned):
    return {row.key: (row.translation.key if row.translation else None, row.matched_by) for row in aligned.rows}


def test_the_same_keys_belong_together():
    aligned = align(ENGLISH, replace(ENGLISH, language="th"))
    assert all(row.matched_by is MatchedBy.KEY for row in aligned.rows)
    assert (aligned.findings, aligned.coverage) == ((), "5 of 5 clauses aligned")


def test_numbers_in_other_digits_belong_together_under_the_same_parent():
    thai = text(
        clause("x1", "๑.", parts="ab"),
        clause("x2", "(i)", parent="x1"),
        clause("x3", "๒)"),
        clause("x4", "(i)", parent="x3"),
        language="th",
    )
    aligned = align(ENGLISH, thai)
    assert matched(aligned) == {
        "p1": (None, MatchedBy.NOTHING),
        "1": ("x1", MatchedBy.NUMBER),
        "1.i": ("x2", MatchedBy.NUMBER),
        "2": ("x3", MatchedBy.NUMBER),
        "2.i": ("x4", MatchedBy.NUMBER),
    }
    assert aligned.without_translation == ("p1",)
    assert [finding.code for finding in aligned.findings] == ["translation-clause-missing"]
    rekeyed = with_keys_of(ENGLISH, thai)
    assert [(each.key, each.parent) for each in rekeyed.clauses] == [("1", ""), ("1.i", "1"), ("2", ""), ("2.i", "2")]


def test_order_alone_and_numbers_that_stand_twice_prove_nothing():
    other = text(clause("y1"), clause("y2", "2."), clause("y3", "2."), language="vi")
    aligned = align(ENGLISH, other)
    assert set(aligned.without_original) == {"y1", "y2", "y3"}
    assert len(aligned.without_translation) == 5


def test_a_key_in_another_place_of_the_document_is_another_clause():
    other = text(clause("1", role=Role.CLOSING), language="vi")
    aligned = align(ENGLISH, other)
    assert aligned.without_original == ("1",)
    assert [each.key for each in with_keys_of(ENGLISH, other).clauses] == ["1-vi"]


def test_kinds_and_parts_that_differ_are_shown():
    other = text(clause("1", kind=ClauseKind.REQUEST, parts="bc"), language="id")
    aligned = align(text(ENGLISH.clauses[1]), other)
    assert (aligned.rows[0].missing_parts, aligned.rows[0].added_parts) == (("a",), ("c",))
    assert [finding.code for finding in aligned.findings] == ["translation-kind-differs", "translation-parts-differ"]
    assert aligned.findings[0].sentence == "Clause 1 is C in the original and Q in id."


def test_a_clause_that_is_its_own_parent_is_no_endless_way_up():
    circle = text(clause("1", "1.", parent="2"), clause("2", "2.", parent="1"))
    assert align(circle, replace(circle, language="th")).coverage == "2 of 2 clauses aligned"


@pytest.mark.parametrize(
    ("label", "number"), [("១២.", "12"), ("໓)", "3"), ("၄။", "4"), ("Điều 5", "điều5"), ("(a)", "a"), ("—", "")]
)
def test_numbers_are_plain_in_any_script(label, number):
    assert plain_number(label) == number
