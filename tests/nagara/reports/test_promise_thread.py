"""The picture of a promise says the same as its table, and can be said in another language."""

from __future__ import annotations

from datetime import date

import pytest

from nagara.commitments.lineage import thread, threads
from nagara.reports.promise_thread import ThreadWords, end_of, picture, table

TODAY = date(2026, 3, 1)


@pytest.mark.parametrize("story", threads(), ids=lambda story: story.key)
def test_every_thread_is_drawn_with_its_table(story):
    drawn = picture(story, TODAY)
    assert drawn.title == story.title
    assert len(drawn.table.rows) == len(story.steps)
    assert all(len(row) == len(drawn.table.columns) for row in drawn.table.rows)
    assert drawn.description in drawn.wide.replace("&#x27;", "'")
    assert drawn.wide.count("<svg") == drawn.narrow.count("<svg") == 1


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("VTE24-E4", "Open since 27 July 2017"),
        ("VTE24-P4", "Fulfilled, 26 May 2025"),
        ("amf-2015-declaration/r1", "Open since 10 September 2015"),
    ],
)
def test_the_end_is_said(clause, said):
    assert end_of(thread(clause), TODAY) == said
    assert said in picture(thread(clause), TODAY).wide


def test_a_lapsed_promise_says_when():
    story = thread("amf-2017-action-agenda/3")
    only = type(story)(
        key="", title="", question="", steps=tuple(s for s in story.steps if s.clause.id.startswith("amf-2017"))
    )
    assert end_of(only, TODAY) == "Lapsed, 31 December 2025"


def test_what_came_later_is_not_shown_before():
    before = table(thread("VTE24-E4"), date(2018, 1, 1))
    assert [row[0] for row in before.rows] == ["2017"]


def test_accounts_that_differ_stand_in_the_table():
    rows = table(thread("VTE24-E4"), TODAY).rows
    disputed = next(row for row in rows if row[2] == "accounts differ")
    assert disputed[3].count(";") >= 4
    assert "The Star" in disputed[4]


def test_the_words_can_be_given_in_another_language():
    words = ThreadWords(
        language="vi", open_since="Còn mở từ {day}", relations=dict.fromkeys(ThreadWords().relations, "…")
    )
    assert "Còn mở từ 27 tháng 7, 2017" in picture(thread("VTE24-E4"), TODAY, words).narrow
