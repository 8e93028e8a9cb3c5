"""The chain from a clause through the cities' published answers and figures to the paper, and no day further."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from nagara.commitments.answers import AnswerKind
from nagara.meetings.draft_paragraphs import paragraphs_of
from nagara.reports.language import language
from nagara.reports.meeting_paper import said
from nagara.reports.said import Voice
from nagara_web.declarations import actions as declarations
from nagara_web.declarations import queries as registered
from nagara_web.figures.actions import define_account_indicators, define_indicator, define_source, publish
from nagara_web.figures.commitments import COMMITMENT, commitment_code
from nagara_web.figures.new_figure import NewFigure
from nagara_web.meetings.gathering import gather
from web_meetings import Forum

DUMPS = "river-forum-2024-declaration.1.a"
ROUND = "round-2026"


@pytest.fixture
def published(forum: Forum) -> Forum:
    """Rivermouth has closed its dumps; Hilltop says that the ministry does it; both report 11.6.1."""
    define_account_indicators()
    code = commitment_code(DUMPS)
    define_indicator(code, name="Dumps closed", answer_type=COMMITMENT, network_id=forum.cast.network.pk)
    define_source(ROUND, title="Round 2026", publisher="River Cities", is_own_round=True, is_invented=True)
    cast = forum.cast
    for city, answer, note in (
        (cast.rivermouth, "done", ""),
        (cast.hilltop, "national-competence", "The ministry closes them."),
    ):
        new = {"city_id": city.pk, "year": 2026, "source": ROUND, "method": "self-reported"}
        publish(NewFigure(**new, indicator=code, answer=answer, method_note=note))
        publish(NewFigure(**new, indicator="sdg_11_6_1_frac", value=0.6, low=0.5, high=0.7))
    return forum


def test_published_answers_come_into_the_papers_with_their_words(published: Forum) -> None:
    found = gather(published.meeting, timezone.localdate(), published.standing).by_cell()
    assert found["rivermouth", DUMPS].answer is AnswerKind.DONE
    assert found["hilltop", DUMPS].said == "The ministry closes them."
    assert ("harbour", DUMPS) not in found


def test_what_was_published_after_the_cut_off_is_left_out(published: Forum) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    before = gather(published.meeting, yesterday, published.standing)
    assert (before.answers, before.figures) == ((), ())


def test_a_measured_clause_becomes_a_paragraph_with_its_count_of_cities(published: Forum) -> None:
    part = registered.part(DUMPS)
    assert part is not None
    measure = declarations.NewMeasure(
        answer_type="indicator",
        indicator_id="sdg_11_6_1_frac",
        indicator_code="sdg_11_6_1_frac",
        unit="share",
        is_share=True,
        aim="at-least",
        target_value=0.9,
        due=date(2030, 12, 31),
        network_id=published.cast.network.pk,
    )
    declarations.write_measure(part.pk, measure, person_id=published.cast.secretary.pk)
    declarations.publish_measure(part.pk, person_id=published.cast.second_secretary.pk)
    tracked = gather(published.meeting, timezone.localdate(), published.standing)
    assert sum(each.count for each in tracked.promises[0].by_status) == 3
    spoken = [said(each.words, Voice(language("en"))) for each in paragraphs_of(tracked)]
    assert any(each.startswith("We note that 2 of 3 cities report the share of their waste") for each in spoken)
