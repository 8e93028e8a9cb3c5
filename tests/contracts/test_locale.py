"""Every sentence of the forms is said in every language, with the same gaps, and says who read it."""

from __future__ import annotations

from string import Formatter

import pytest

from nagara.exchange.cells.words import read_yes_no
from nagara.exchange.form import choices, form_tables
from nagara.exchange.form_texts import form_texts
from nagara.exchange.phone.form import LADDERS, TASKS, criteria, ladder_states
from nagara.reports.language import LANGUAGES, language
from nagara.waste.plastics.stages import influencers

OTHERS = [code for code in LANGUAGES if code != "en"]
LISTS = sorted({field.choices for table in form_tables().values() for field in table.fields if field.kind == "choice"})


def gaps(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize("code", OTHERS)
def test_every_sentence_is_said(code):
    said = language(code).sentences
    assert [sentence for sentence in form_texts() if not said.get(sentence)] == []


@pytest.mark.parametrize("code", OTHERS)
def test_every_sentence_keeps_its_gaps(code):
    wrong = {each: said for each, said in language(code).sentences.items() if gaps(said) != gaps(each)}
    assert wrong == {}


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_that_nobody_has_read_says_so(code):
    assert language(code).status == "awaiting a native reader"


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("name", LISTS)
def test_two_answers_of_one_list_are_never_said_alike(code, name):
    said = [language(code).text(choice.label) for choice in choices(name)]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("code", OTHERS)
def test_two_states_of_one_criterion_are_never_said_alike(code):
    words = language(code)
    for ladder in LADDERS:
        for criterion in criteria(ladder):
            said = [words.text(label) for label in ladder_states(ladder, criterion).values()]
            assert len(set(said)) == len(said), (ladder, criterion)


@pytest.mark.parametrize("code", OTHERS)
def test_two_levels_of_one_influencer_are_never_said_alike(code):
    words = language(code)
    for influencer in influencers().values():
        said = [words.text(description) for description in influencer.levels.values()]
        assert len(set(said)) == len(said), (influencer.stage, influencer.code)


@pytest.mark.parametrize("code", OTHERS)
def test_two_tasks_of_the_phone_are_never_said_alike(code):
    said = [language(code).text(task.label) for task in TASKS]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("code", list(LANGUAGES))
def test_yes_and_no_are_read_back(code):
    words = language(code)
    doubts: list[object] = []
    assert (read_yes_no(words.text("yes"), doubts), read_yes_no(words.text("no"), doubts)) == (True, False)
    assert doubts == []
