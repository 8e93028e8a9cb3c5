"""Papers say what the tracked data says, no more, and the same data gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from docx import Document

from nagara.commitments.answers import AnswerKind
from nagara.commitments.clauses import ClauseKind
from nagara.exchange.paper_docx import paper_docx
from nagara.meetings import words
from nagara.meetings.commitment_annex import CITIES_BESIDE, commitment_annex
from nagara.meetings.counting import answers_to, overdue_promises
from nagara.meetings.draft_paragraphs import draft_paragraphs, paragraphs_of
from nagara.meetings.late_and_silent import late_and_silent
from nagara.meetings.paper import Paper, Said, Table
from nagara.meetings.progress_report import progress_report
from nagara.meetings.record import digest_of, record_of, tracked_from
from nagara.meetings.report_home import report_home
from nagara.meetings.tracked import CityAnswer, Tracked, TrackedDataError
from nagara.meetings.waste_annex import waste_annex
from nagara.reports import paper as set_paper
from nagara.reports.html import render_paper
from nagara.reports.language import Language, language
from nagara.reports.meeting_paper import meeting_paper, said
from nagara.reports.pdf import render_paper_pdf
from nagara.reports.said import Voice
from tracked_meeting import CUTOFF, DUMPS, MEMBERS, WARNING, tracked

ENGLISH = language("en")
BUILDERS: tuple[Callable[..., Paper], ...] = (
    progress_report,
    commitment_annex,
    late_and_silent,
    waste_annex,
    draft_paragraphs,
    lambda data, **given: report_home(data, "hilltop", **given),
)
EMPTY = Tracked(meeting="First", year=2026, cutoff=CUTOFF)


def page(paper: Paper, code: str = "en") -> str:
    return render_paper(meeting_paper(paper, language(code)), language(code))


def tables(paper: Paper) -> list[Table]:
    sections = [paper.summary, *(each.blocks for each in paper.sections)]
    return [block for blocks in sections for block in blocks if isinstance(block, Table)]


@pytest.mark.parametrize("build", BUILDERS)
def test_the_record_gives_the_same_page_and_word_file_byte_for_byte(build: Callable[..., Paper]) -> None:
    once = build(tracked(), number="2026/3", revision=1)
    again = build(tracked_from(record_of(tracked())), number="2026/3", revision=1)
    assert page(once) == page(again)
    day = CUTOFF
    assert paper_docx(meeting_paper(once, ENGLISH), day=day) == paper_docx(meeting_paper(again, ENGLISH), day=day)


def test_the_pdf_is_the_same_byte_for_byte() -> None:
    paper = meeting_paper(waste_annex(tracked(), number="2026/4"), ENGLISH)
    once, again = (render_paper_pdf(paper, ENGLISH, day=CUTOFF) for _ in range(2))
    assert once[:5] == b"%PDF-"
    assert once == again


def test_rows_in_another_order_are_the_same_record() -> None:
    data = tracked()
    turned = replace(data, answers=data.answers[::-1], figures=data.figures[::-1], requests=data.requests[::-1])
    assert digest_of(turned) == digest_of(data)


def test_another_answer_is_another_record() -> None:
    data = tracked()
    assert digest_of(replace(data, answers=data.answers[1:])) != digest_of(data)


@pytest.mark.parametrize("torn", ["{}", "[1]", '{"meeting": 3', '{"meeting":"x","year":2026,"cutoff":"soon"}'])
def test_a_torn_record_is_refused_in_words(torn: str) -> None:
    with pytest.raises(TrackedDataError, match="record"):
        tracked_from(torn)


@pytest.mark.parametrize(
    "change",
    [
        {"answers": (CityAnswer(city="nowhere", promise=WARNING, answer=AnswerKind.DONE),)},
        {"answers": (CityAnswer(city="hilltop", promise="x", answer=AnswerKind.DONE),)},
        {
            "answers": (
                CityAnswer(city="hilltop", promise=WARNING, answer=AnswerKind.DONE, answered_on=date(2026, 7, 1)),
            )
        },
    ],
)
def test_data_that_does_not_hang_together_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(TrackedDataError):
        replace(tracked(), **change)  # type: ignore[arg-type]


def test_counts_of_answers_add_up_to_the_members() -> None:
    data = tracked()
    cells = data.by_cell()
    assert {sum(answers_to(data, each, cells).values()) for each in data.city_promises()} == {len(MEMBERS)}


def test_the_progress_report_counts_by_hand() -> None:
    text = page(progress_report(tracked(), number="2026/1"))
    assert "38 of 44 answers that the cities owe have come in; in 32 of them it is done." in text
    assert "2026/1 · Example Forum 2026 · Data up to 30 June 2026" in text


def test_the_progress_report_says_in_how_many_cities_a_promise_stands_how() -> None:
    table = next(each for each in tables(progress_report(tracked())) if each.columns[1].label == Said(words.DUE))
    assert table.rows == (("2024, 3.a", Said(words.OPEN_DATE), 7, 0, 0, 0, 4, 0, 0),)


def test_every_cell_of_the_annex_is_a_word() -> None:
    found = tables(commitment_annex(tracked()))[:2]
    assert [len(each.columns) - 1 for each in found] == [6, 5]
    assert all(len(each.columns) - 1 <= CITIES_BESIDE for each in found)
    cells = [cell for each in found for row in each.rows for cell in row[1:]]
    assert len(cells) == 11 * 4
    assert {cell.sentence for cell in cells if isinstance(cell, Said)} <= set(words.ANSWERS.values())


def test_the_annex_gives_the_reason_of_who_is_not_concerned() -> None:
    assert "The ministry does it." in page(commitment_annex(tracked()))


def test_a_promise_that_was_met_is_not_overdue() -> None:
    assert [each.id for each in overdue_promises(tracked())] == [DUMPS]


def test_a_promise_that_every_city_kept_is_not_overdue() -> None:
    data = tracked()
    last = CityAnswer(city=MEMBERS[-1].slug, promise=DUMPS, answer=AnswerKind.DONE_BEFORE)
    assert overdue_promises(replace(data, answers=(*data.answers, last))) == ()


def test_late_and_silent_names_what_is_late_and_who_is_silent() -> None:
    text = page(late_and_silent(tracked()))
    assert "Promises past their date: 1. Cities silent on every promise: 1. Requests without an answer: 2." in text
    assert "Kingsferry" in text
    assert "Draft the charter" in text
    assert "Host the next" not in text
    assert "Only published answers count." in text, "a city in review has not been silent"


def test_the_papers_say_alike_that_nobody_was_asked() -> None:
    bare = replace(tracked(), requests=())
    for paper in (progress_report(bare), late_and_silent(bare)):
        assert "No request to others is on record." in page(paper)


def test_the_waste_annex_prints_intervals_and_says_who_is_silent() -> None:
    text = page(waste_annex(tracked()))
    assert "7 of 11 capitals report" in text
    assert "silent: no survey yet" in text
    assert text.count(">silent<") >= 3
    assert "50\N{NO-BREAK SPACE}% (45\N{NO-BREAK SPACE}to\N{NO-BREAK SPACE}56)" in text


def test_a_figure_without_an_interval_says_so() -> None:
    data = tracked()
    bare = replace(data.figures[0], low=None, high=None)
    assert "50\N{NO-BREAK SPACE}%, no interval" in page(waste_annex(replace(data, figures=(bare,))))


def test_draft_paragraphs_name_the_clause_that_they_continue() -> None:
    found = paragraphs_of(tracked())
    spoken = {(each.continues, each.kind): said(each.words, Voice(ENGLISH)) for each in found}
    every_kind = "done 2; under way 4; planned 1; national competence 1"
    assert f"8 of 11 capitals have answered on 2024, 2.g: {every_kind}." in spoken[WARNING, ClauseKind.FACT]
    assert "Ironbridge, Juniper and Kingsferry" in spoken[WARNING, ClauseKind.COMMITMENT]
    assert spoken[DUMPS, ClauseKind.REAFFIRMATION].startswith("We note that 2024, 4.a, due by 31 December 2025")
    every = [said(each.words, Voice(ENGLISH)) for each in found]
    assert any("7 of 11 capitals report the share of their waste that is managed" in each for each in every)
    assert spoken["r1", ClauseKind.REQUEST] == "We renew our request to Member states: give access to finance"
    assert not [each for each in found if each.continues == "r3"], "what was never sent is not renewed"


def test_a_network_with_other_cities_speaks_of_cities() -> None:
    data = tracked()
    mixed = replace(data, members=(replace(data.members[0], is_capital=False), *data.members[1:]))
    assert "7 of 11 cities report" in page(waste_annex(mixed))


def test_a_report_home_keeps_to_its_city() -> None:
    text = page(report_home(tracked(), "kingsferry"))
    assert "Kingsferry has answered 0 of 4 promises" in text
    with pytest.raises(TrackedDataError, match="no such member"):
        report_home(tracked(), "atlantis")


@pytest.mark.parametrize("build", BUILDERS[:5])
def test_a_first_meeting_with_nothing_tracked_still_has_its_papers(build: Callable[..., Paper]) -> None:
    paper = meeting_paper(build(EMPTY), ENGLISH)
    assert "First" in render_paper(paper, ENGLISH)
    assert render_paper_pdf(paper, ENGLISH, day=CUTOFF)[:5] == b"%PDF-"


def test_the_word_file_holds_the_tables() -> None:
    file = Document(BytesIO(paper_docx(meeting_paper(waste_annex(tracked()), ENGLISH), day=CUTOFF)))
    assert len(file.tables[0].rows) == 12
    assert file.tables[0].rows[1].cells[0].text == "Amber Bay"


def test_another_language_writes_numbers_and_days_its_own_way() -> None:
    assert "30 Juni 2026" in page(waste_annex(tracked()), "id")


def test_gaps_of_all_sentences_can_be_filled() -> None:
    assert len(words.sentences()) > 80
    assert all(each.count("{") == each.count("}") for each in words.sentences())


def test_a_sentence_that_is_not_translated_says_so_and_is_counted() -> None:
    spoken = meeting_paper(waste_annex(tracked()), Language("id", "Bahasa Indonesia", "", {"City": "Kota"}))
    assert spoken.title == f"{words.WASTE_TITLE} [en]"
    table = spoken.summary.blocks[0]
    assert isinstance(table, set_paper.Table)
    assert table.columns[0].label == "Kota"
    assert table.rows[0][0] == "Amber Bay"
    assert "each followed by [en]: " in spoken.strips[-1].words


def test_nothing_of_an_english_paper_is_marked() -> None:
    assert "[en]" not in page(late_and_silent(tracked()))


def test_why_a_city_is_silent_and_its_method_are_sentences_too() -> None:
    assert {"not estimated", "Household survey of the year"} <= set(words.sentences())
    told = tuple(replace(each, why="NE") if each.why else each for each in tracked().figures)
    assert "silent: not estimated" in page(waste_annex(replace(tracked(), figures=told)))
