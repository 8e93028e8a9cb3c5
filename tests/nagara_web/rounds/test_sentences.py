"""What the site says of the rules is what the library says, sentence by sentence."""

from __future__ import annotations

import pytest
from django.utils import translation
from django.utils.translation import gettext

from nagara.reports.language import LANGUAGES
from nagara.rounds import deadlines, letters, workflow
from nagara_web.jobs.registry import kinds
from nagara_web.notices.sentences import SENTENCES as NOTICES
from nagara_web.rounds import job_handlers, letter_texts, sentences
from nagara_web.rounds.models import Handing, Report
from nagara_web.rounds.post import LETTERS, with_braces, written
from nagara_web.rounds.queries.review import change_words


@pytest.mark.parametrize(
    ("web", "library"),
    [
        (sentences.WHY_NOT, workflow.WHY_NOT),
        (sentences.WHO_CAN, workflow.WHO_CAN),
        (sentences.LOCK_WORDS, deadlines.LOCKS),
    ],
)
def test_every_code_is_said_in_the_words_of_the_library(web, library):
    with translation.override("en"):
        assert {code: str(words) for code, words in web.items()} == dict(library)


def test_every_state_of_the_library_is_a_state_of_a_report():
    assert {each.value for each in workflow.State} == set(Report.State.values)
    assert set(sentences.STATE_WORDS) == set(sentences.STATE_TAGS) == set(workflow.State)


def test_every_sentence_of_the_letters_can_be_translated():
    said = {each for texts in letters.LETTERS.values() for each in texts}
    gaps_only = {"{addressee}", "{city}, {date}", "{name}"}
    assert said - gaps_only == set(letter_texts.SENTENCES)
    assert set(letters.LETTERS) == set(Handing.Recipient.values)


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != "en"])
def test_every_sentence_of_a_letter_is_written_in_its_language(code):
    """Letters to offices and to people: what is not translated would arrive in English."""
    with translation.override(code):
        assert [each for each in letter_texts.SENTENCES if gettext(each) == each] == []
        spoken = {kind: str(words.body) for kind, words in LETTERS.items()}
    with translation.override("en"):
        assert [kind for kind, words in LETTERS.items() if spoken[kind] == str(words.body)] == []


def test_every_kind_of_letter_is_a_kind_of_notice():
    assert set(LETTERS) <= set(NOTICES)


@pytest.mark.parametrize("kind", LETTERS)
def test_a_letter_leaves_no_gap_and_keeps_what_people_typed(kind):
    values = dict.fromkeys(("name", "city", "round", "year", "who", "reason", "count", "url"), "100 % {x} %(y)s")
    subject, body = written(LETTERS[kind], {**values, "until": "2026-06-30"})
    assert "30 June 2026" in with_braces(body) or "{until}" not in body
    assert "%(name)s" not in subject + body
    assert "100 % {x}" in body


def test_the_daily_job_is_known():
    assert kinds()["daily-reminders"].then is job_handlers.remind_each_day


def test_the_daily_job_done_twice_is_done_once(play):
    first = job_handlers.remind_each_day({}, lambda share, words: None)
    second = job_handlers.remind_each_day({}, lambda share, words: None)
    assert set(first) == {"closed", "reminded"}
    assert second == {"closed": 0, "reminded": 0}


def test_a_change_is_said_with_its_interval_and_its_doubt():
    from nagara.rounds.year_on_year import judged

    assert change_words(judged(0.06, 0.02, 0.10, 0.99), "share") == "up 6 points (2 to 10)"
    assert change_words(judged(-0.06, -0.10, -0.02, 0.99), "share") == "down 6 points (2 to 10)"
    assert change_words(judged(0.02, -0.03, 0.07, 0.7), "share") == "no clear change: between 3 points down and 7 up"


@pytest.mark.parametrize("sign", [1, -1])
def test_a_change_is_up_or_down_only_from_nine_in_ten_on(sign):
    """ "Up 5 points (−2 to 12)" must never stand beside another line that calls the same doubt no clear change."""
    from nagara.rounds.year_on_year import judged

    ends = sorted((sign * -0.02, sign * 0.12))
    span = "between 2 points down and 12 up" if sign > 0 else "between 12 points down and 2 up"
    assert change_words(judged(sign * 0.05, *ends, 0.89), "share") == f"no clear change: {span}"
    word = "up" if sign > 0 else "down"
    assert change_words(judged(sign * 0.05, *ends, 0.92), "share") == f"likely {word} 5 points: {span}"


def test_a_change_of_almost_nothing_is_printed_no_finer_than_its_doubt():
    from nagara.rounds.year_on_year import judged

    assert (
        change_words(judged(0.4, -134.9, 135.9, 0.5), "t/day") == "no clear change: between 130 t/day down and 140 up"
    )
