"""Amendments by clause: nothing is lost between what stood, what is marked, and what is adopted."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nagara.commitments.clauses import ClauseKind, Role
from nagara.exchange.paper_docx import outcome_docx
from nagara.meetings.adopted import adopted_text
from nagara.meetings.outcome import (
    Act,
    Amendment,
    AmendmentState,
    DraftClause,
    Mark,
    clean,
    marked,
    tracked_text,
)

CLAUSES = (
    DraftClause(key="a", text="We will close all open dumps by 2030.", continues="example-2024-declaration.4.a"),
    DraftClause(key="b", text="We thank the host."),
)
texts = st.text(alphabet="ab รแ,. \n", max_size=40)


def amendment(act: Act, clause: str, text: str = "", state: AmendmentState = AmendmentState.ACCEPTED) -> Amendment:
    return Amendment(key=f"{act}-{clause}-{text}", clause=clause, act=act, by="Hilltop", text=text, state=state)


@given(texts, texts)
def test_marks_give_back_both_wordings(old: str, new: str) -> None:
    runs = marked(old, new)
    assert "".join(each.text for each in runs if each.mark is not Mark.INSERTED) == old
    assert "".join(each.text for each in runs if each.mark is not Mark.DELETED) == new


@pytest.mark.parametrize("state", [each for each in AmendmentState if each is not AmendmentState.ACCEPTED])
def test_only_accepted_amendments_change_the_text(state: AmendmentState) -> None:
    assert clean(CLAUSES, [amendment(Act.DELETE, "a", state=state)]) == CLAUSES


def test_a_replaced_clause_keeps_what_it_continues() -> None:
    made = clean(CLAUSES, [amendment(Act.REPLACE, "a", "We will close all open dumps by 2028.")])
    assert made[0].text == "We will close all open dumps by 2028."
    assert made[0].continues == CLAUSES[0].continues


def test_a_new_clause_follows_the_one_that_it_names() -> None:
    made = clean(CLAUSES, [amendment(Act.INSERT, "a", "New."), amendment(Act.INSERT, "", "First.")])
    assert [each.text for each in made] == ["First.", CLAUSES[0].text, "New.", CLAUSES[1].text]


def test_a_deleted_clause_is_shown_in_the_tracked_text_and_gone_from_the_clean_one() -> None:
    struck = amendment(Act.DELETE, "b")
    assert [each.text for each in clean(CLAUSES, [struck])] == [CLAUSES[0].text]
    shown = tracked_text(CLAUSES, [struck])[1]
    assert [(each.mark, each.text) for each in shown.runs] == [(Mark.DELETED, CLAUSES[1].text)]
    assert shown.by == ("Hilltop",)


def test_of_two_accepted_wordings_the_later_one_stands() -> None:
    made = clean(CLAUSES, [amendment(Act.REPLACE, "a", "One."), amendment(Act.REPLACE, "a", "Two.")])
    assert made[0].text == "Two."


def test_word_sees_insertions_and_deletions_as_its_own() -> None:
    shown = tracked_text(CLAUSES, [amendment(Act.REPLACE, "a", "We will close all open dumps by 2028.")])
    labelled = [(f"{place}.", each) for place, each in enumerate(shown, start=1)]
    made = [outcome_docx("Draft", "2026", labelled, day=date(2026, 6, 30)) for _ in range(2)]
    assert made[0] == made[1]
    inside = zipfile.ZipFile(BytesIO(made[0])).read("word/document.xml").decode()
    assert '<w:del w:id="2" w:author="Hilltop" w:date="2026-06-30T00:00:00Z">' in inside
    assert "<w:delText" in inside
    assert "2028" in inside


def test_the_adopted_document_has_every_character_in_one_block() -> None:
    drafted = (DraftClause(key="p", text="Recalling earlier promises,", role=Role.PREAMBLE), *CLAUSES)
    made = adopted_text("Example Declaration", drafted, [amendment(Act.INSERT, "a", "We will report every year.")])
    text = made.text
    assert "".join(each.place.of(text.text) for each in text.blocks) == text.text
    assert [each.key for each in text.clauses] == ["p1", "1", "2", "3"]
    assert [text.words_of(each.parts[0]) for each in text.clauses][2] == "We will report every year."
    assert made.continues == (("1", "example-2024-declaration.4.a"),)


def test_a_compound_clause_is_adopted_in_the_parts_that_the_importer_would_propose() -> None:
    drafted = (
        DraftClause(key="a", text="Protect the river by sorting waste, composting what rots and reporting by 2030."),
        DraftClause(key="b", text="Ask development banks to lend to cities.", kind=ClauseKind.REQUEST),
    )
    text = adopted_text("Example Declaration", drafted, []).text
    first, second = text.clauses
    assert [each.place.of(text.text) for each in first.parts] == [
        "sorting waste",
        "composting what rots",
        "reporting by 2030",
    ]
    assert [str(each.on) for each in first.deadlines] == ["2030-12-31"]
    assert second.addressees == ("development banks",)
    kept = adopted_text("Example Declaration", drafted, [], whole=["1"]).text
    assert [len(each.parts) for each in kept.clauses] == [1, 1]
    assert kept.words_of(kept.clauses[0].parts[0]) == drafted[0].text
