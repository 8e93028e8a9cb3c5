"""Commitments in a round: chosen, asked, reviewed apart, published by two people, and added up by city and part."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from cast import Cast
from nagara.commitments.answers import AnswerKind
from nagara_web.answers import actions as answers
from nagara_web.answers.edits import RowEdit
from nagara_web.answers.promises import promises_of
from nagara_web.answers.queries import rows_of
from nagara_web.figures.commitments import commitment_code, reasons_of
from nagara_web.places.models import Membership
from nagara_web.rounds import actions
from nagara_web.rounds.actions.commitments import ask_commitments, asked_codes
from nagara_web.rounds.commitment_matrix import Question, commitment_matrix
from nagara_web.rounds.models import Round
from nagara_web.rounds.refusals import RefusedError
from rounds_of_commitments import DOCUMENT, adopt, answered_round

TODAY = date(2026, 4, 1)
IN_TIME = datetime(2026, 4, 1, 3, tzinfo=UTC)


@pytest.fixture
def parts(cast: Cast) -> list[str]:
    return adopt(cast)


@pytest.fixture
def planned(cast: Cast, parts: list[str]) -> Round:
    asked = answers.make_questionnaire("plan", title="Questions", modules=())
    return actions.plan_round(
        network_id=cast.network.pk,
        slug="round-2025",
        title="Round of 2025",
        year=2025,
        questionnaire_id=asked.pk,
        opens_on=date(2026, 3, 1),
        closes_on=date(2026, 6, 30),
        person_id=cast.secretary.pk,
    )


def test_what_is_ticked_is_asked_and_what_is_not_is_not(cast, planned, parts):
    assert ask_commitments(planned, [*parts[:2], "no-such.1.a"], person_id=cast.secretary.pk) == 2
    assert asked_codes(planned) == [commitment_code(each) for each in parts[:2]]
    ask_commitments(planned, parts[1:2], person_id=cast.secretary.pk)
    assert asked_codes(planned) == [commitment_code(parts[1])]


def test_the_secretariat_chooses_on_a_page_until_the_round_is_open(cast, planned, parts, client):
    client.force_login(cast.secretary)
    path = reverse("round_commitments", args=[planned.slug])
    page = client.get(path).content.decode()
    assert page.count('name="parts"') == len(parts)
    assert client.post(path, {"parts": parts[:3]}).status_code == 302
    assert "3 parts of commitments" in client.get(f"/work/rounds/{planned.slug}/questions/").content.decode()
    client.post(f"/work/rounds/{planned.slug}/questions/", {"title": "Questions", "modules": ["waste"]})
    assert len(asked_codes(planned)) == 3, "the other questions are saved without them"
    actions.announce_round(planned.pk, person_id=cast.secretary.pk)
    client.post(path, {"parts": parts[:1]})
    assert len(asked_codes(planned)) == 3
    client.force_login(cast.officer)
    assert client.get(path).status_code == 404


def ticked(client, planned: Round) -> int:
    return client.get(reverse("round_commitments", args=[planned.slug])).content.decode().count(" checked>")


def test_the_next_round_proposes_what_was_adopted_until_somebody_chooses(cast, planned, parts, client):
    client.force_login(cast.secretary)
    questions = reverse("round_questions", args=[planned.slug])
    assert f"{len(parts)} commitments were adopted since the last round" in client.get(questions).content.decode()
    assert ticked(client, planned) == len(parts)
    ask_commitments(planned, parts[:1], person_id=cast.secretary.pk)
    assert ticked(client, planned) == 1
    assert "Ask the new commitments" not in client.get(questions).content.decode()


def test_what_was_adopted_before_the_last_round_is_proposed_no_more(cast, planned, parts, client):
    answered_round(cast, parts)
    client.force_login(cast.secretary)
    assert ticked(client, planned) == 0


def test_an_answer_goes_the_way_of_every_figure(cast, planned, parts, client):
    ask_commitments(planned, parts[:1], person_id=cast.secretary.pk)
    actions.announce_round(planned.pk, person_id=cast.secretary.pk)
    report = actions.start_report(planned.pk, cast.rivermouth.pk, person_id=cast.officer.pk, at=IN_TIME)
    assert promises_of(report.answer_set_id).open == 1
    client.force_login(cast.officer)
    page = client.get(reverse("work")).content.decode()
    assert "1 of 1 promises has no answer yet" in page
    assert client.get(promises_of(report.answer_set_id).address).status_code == 200
    row = next(iter(rows_of(report.answer_set_id, "own_indicators")))
    cells = {**row.cells, "answer": "national competence", "because": "The ministry plans", "evidence": "Law 12"}
    answers.apply(
        report.answer_set_id,
        [RowEdit("own_indicators", row_id=row.pk, cells=cells)],
        way="form",
        person_id=cast.officer.pk,
    )
    assert "has no answer yet" not in client.get(reverse("work")).content.decode()
    actions.send_to_head(report.pk, person_id=cast.officer.pk, at=IN_TIME)
    actions.sign_and_submit(report.pk, person_id=cast.head.pk, at=IN_TIME)
    actions.begin_review(report.pk, person_id=cast.peer_reviewer.pk, at=IN_TIME)
    client.force_login(cast.peer_reviewer)
    reviewed = client.get(reverse("report_review", args=[report.pk])).content.decode()
    assert "What shows it: Law 12" in reviewed
    assert "The ministry plans" in reviewed
    actions.judge_figure(report.pk, commitment_code(parts[0]), "accept", person_id=cast.peer_reviewer.pk)
    actions.accept_report(report.pk, person_id=cast.secretary.pk, at=IN_TIME)
    with pytest.raises(RefusedError):
        actions.publish_report(report.pk, person_id=cast.secretary.pk, at=IN_TIME)
    actions.publish_report(report.pk, person_id=cast.second_secretary.pk, at=IN_TIME)
    matrix = commitment_matrix(Question(), TODAY)
    city = [each.slug for each in matrix.cities].index("rivermouth")
    assert matrix.kind(city, 0) is AnswerKind.NATIONAL_COMPETENCE
    said = reasons_of(2025)[int(matrix.figures[city, 0])]
    assert (said.because, said.evidence) == ("The ministry plans", "Law 12")


def test_silence_is_counted_and_is_no_no(cast, parts):
    answered_round(cast, parts)
    whole = commitment_matrix(Question(), TODAY).whole
    assert whole.coverage == "4 of 9 answered"
    assert (whole.kept, whole.concerned) == (2, 3)


def test_it_adds_up_by_country_network_theme_and_document(cast, parts):
    answered_round(cast, parts)
    matrix = commitment_matrix(Question(), TODAY)
    for added in (
        matrix.by_city(lambda each: each.country_iso3),
        matrix.by_network(),
        matrix.by_part(lambda each: [each.document]),
        [(each.slug, row[0]) for each, row in zip(matrix.cities, matrix.tallies(cities=_each(matrix)), strict=True)],
    ):
        assert sum(tally.asked for _name, tally in added) == matrix.whole.asked == 9
        assert sum(tally.answered for _name, tally in added) == 4


def _each(matrix):
    import numpy as np

    return np.eye(len(matrix.cities), dtype=bool)


def test_a_city_that_joined_later_was_not_asked(cast, parts):
    Membership.objects.filter(city=cast.harbour).update(since=date(2026, 9, 1))
    answered_round(cast, parts)
    assert commitment_matrix(Question(), TODAY).whole.asked == 6
    assert [each.slug for each in commitment_matrix(Question(country="XXB"), TODAY).cities] == []


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (Question(document=DOCUMENT), 9),
        (Question(document="no-such"), 0),
        (Question(country="XXA"), 6),
        (Question(network="hill-cities"), 0),
        (Question(network="river-cities", year=1999), 9),
    ],
)
def test_only_what_is_looked_at_is_counted(cast, parts, question, asked):
    answered_round(cast, parts)
    assert commitment_matrix(question, TODAY).whole.asked == asked


def test_as_many_queries_for_many_cities_as_for_few(cast, parts, django_assert_num_queries):
    answered_round(cast, parts)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        commitment_matrix(Question(), TODAY)
    from nagara_web.places.models import City

    made = City.objects.bulk_create(
        City(slug=f"c-{n}", name=f"City {n}", country_id="XXA", is_invented=True) for n in range(40)
    )
    Membership.objects.bulk_create(Membership(network=cast.network, city=each, source="x") for each in made)
    with django_assert_num_queries(len(few)):
        matrix = commitment_matrix(Question(), TODAY)
    assert len(matrix.cities) == 43
