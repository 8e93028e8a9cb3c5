"""The chain on real documents, walked forth and back by links: clause, cities' answers, indicator, paper, draft.

The clauses are those of the register, in own words; the cities are invented. Where the official texts are at
hand beside the project, the same clauses are found in them too.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from nagara.commitments import register
from nagara.commitments.importer.propose import propose
from nagara.commitments.matching import matched
from nagara.meetings.draft_paragraphs import paragraphs_of
from nagara_web.declarations import actions as declarations
from nagara_web.declarations import queries as registered
from nagara_web.figures.actions import define_account_indicators, define_indicator, define_source, publish
from nagara_web.figures.commitments import COMMITMENT, commitment_code
from nagara_web.figures.new_figure import NewFigure
from nagara_web.meetings import actions
from nagara_web.meetings.gathering import gather
from nagara_web.meetings.models import Meeting
from web_meetings import Forum

WARNING = "amf-2024-declaration.2.g"
REPORTS = "mgmac-2025-communique.r9.b"
COLLECTED = "sdg_11_6_1_frac"
SEEDS = Path(__file__).parents[4] / "shared" / "seeds"


@pytest.fixture
def walked(forum: Forum) -> Forum:
    """Both promises are measured, one city answers and reports, and the paper of the next session is distributed."""
    cast, today = forum.cast, timezone.localdate()
    declarations.seed_register()
    define_account_indicators()
    by = {"person_id": cast.secretary.pk}
    for code, measure in (
        (WARNING, {"answer_type": "yes-no", "question": "Does a warning reach all who live there?"}),
        (
            REPORTS,
            {
                "answer_type": "indicator",
                "indicator_id": COLLECTED,
                "indicator_code": "SDG 11.6.1",
                "unit": "share",
                "is_share": True,
            },
        ),
    ):
        part = registered.part(code)
        assert part is not None
        new = declarations.NewMeasure(
            owners=[{"kind": "city", "name": ""}],
            left_open=["baseline", "target", "due"],
            network_id=cast.network.pk,
            **measure,  # type: ignore[arg-type]
        )
        declarations.write_measure(part.pk, new, **by)
        declarations.publish_measure(part.pk, person_id=cast.second_secretary.pk)
        define_indicator(commitment_code(code), name=code, answer_type=COMMITMENT, network_id=cast.network.pk)
    define_source("round-2026", title="Round 2026", publisher="River Cities", is_own_round=True, is_invented=True)
    given = {"city_id": cast.rivermouth.pk, "year": 2026, "source": "round-2026", "method": "self-reported"}
    for code in (WARNING, REPORTS):
        publish(NewFigure(**given, indicator=commitment_code(code), answer="under-way", method_note="Half the city"))
    publish(NewFigure(**given, indicator=COLLECTED, value=0.6, low=0.5, high=0.7))
    paper = actions.make_paper(forum.meeting.pk, "draft-paragraphs", cutoff=today, standing=forum.standing)
    actions.distribute(paper, person_id=None)
    Meeting.objects.filter(pk=forum.meeting.pk).update(is_announced=True)
    return forum


def clause_of(code: str) -> str:
    document, clause, part = code.split(".")
    return f"/declarations/{document}/{clause}/#part-{part}"


def test_every_step_leads_forth_and_back(walked: Forum, client: Client) -> None:
    meeting = f"/meetings/{walked.meeting.slug}/"
    answers = f"/indicators/{commitment_code(WARNING)}/"
    steps = [
        (clause_of(WARNING), answers),
        (answers, clause_of(WARNING)),
        (answers, meeting),
        (meeting, clause_of(WARNING)),
        (clause_of(REPORTS), f"/indicators/{COLLECTED}/"),
        (f"/indicators/{COLLECTED}/", clause_of(REPORTS)),
        (f"/indicators/{COLLECTED}/", meeting),
        (f"/indicators/{COLLECTED}/", "/cities/rivermouth/"),
        (meeting, clause_of(REPORTS)),
    ]
    for here, there in steps:
        page = client.get(here.partition("#")[0]).content.decode()
        assert f'href="{there}' in page, (here, there)


def test_answered_and_silent_cities_come_into_a_draft_paragraph_that_continues_the_clause(walked: Forum) -> None:
    found = gather(walked.meeting, timezone.localdate(), walked.standing)
    said = {each.continues: each for each in paragraphs_of(found)}
    assert {WARNING, REPORTS} <= set(said)
    cells = found.by_cell()
    assert cells["rivermouth", WARNING].said == "Half the city"
    assert ("hilltop", WARNING) not in cells  # silent, and no row says otherwise
    assert [each.city for each in found.figures if each.value == 0.6] == ["rivermouth"]  # noqa: PLR2004


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the official texts are not at hand")
def test_the_clause_of_the_register_is_found_again_in_the_official_text() -> None:
    text = propose((SEEDS / "vientiane-declaration-2024.txt").read_text("utf-8"))
    there = matched(text, register.clauses_of("amf-2024-declaration"))["amf-2024-declaration/2.g"]
    key, _dot, letter = there.partition(".")
    clause = next(each for each in text.clauses if each.key == key)
    assert "early warning" in text.words_of(next(each for each in clause.parts if each.key == letter))
