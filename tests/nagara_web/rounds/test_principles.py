"""The twelve principles in a round: asked by one button, answered with evidence, published, and laid side by side."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from nagara.commitments.principles import LEVELS, principles
from nagara_web.answers import actions as answers
from nagara_web.answers.edits import RowEdit
from nagara_web.answers.queries import result_of, rows_of
from nagara_web.figures.actions import define_indicator, define_source, publish
from nagara_web.figures.new_figure import NewFigure
from nagara_web.places.models import City, Membership
from nagara_web.rounds import actions
from nagara_web.rounds.actions.principles import ask_principles, asked_principles
from nagara_web.rounds.principle_matrix import principle_matrix
from nagara_web.rounds.sources import round_source

TODAY = date(2026, 4, 1)
IN_TIME = datetime(2026, 4, 1, 3, tzinfo=UTC)
CODES = [each.code for each in principles()]
SAID = (("rivermouth", 0, "partly", ""), ("rivermouth", 1, "fully", ""), ("hilltop", 0, "", "NE"))


@pytest.fixture
def planned(cast):
    define_indicator("parks", name="Parks", unit="m2", network_id=cast.network.pk)
    asked = answers.make_questionnaire("plan", title="Questions", modules=("waste",), indicators=["parks"])
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


@pytest.fixture
def published(cast, planned):
    """Two of three cities said something of two principles."""
    ask_principles(planned, person_id=cast.secretary.pk)
    actions.announce_round(planned.pk, person_id=cast.secretary.pk)
    planned.refresh_from_db()
    source = define_source(**round_source(planned))
    for city, number, level, key in SAID:
        publish(
            NewFigure(
                city_id=getattr(cast, city).pk,
                indicator=CODES[number],
                year=2025,
                source=source.slug,
                method="reported",
                answer=level,
                notation_key=key,
                locator="https://example.org/survey" if level else "",
            )
        )
    return planned


def test_one_button_asks_all_twelve_beside_the_rest_and_another_takes_them_out(cast, planned, client):
    client.force_login(cast.secretary)
    path, questions = (reverse(name, args=[planned.slug]) for name in ("round_principles", "round_questions"))
    assert "Ask the twelve principles" in client.get(questions).content.decode()
    assert "12 principles are asked." in client.post(path, {"act": "ask"}, follow=True).content.decode()
    assert asked_principles(planned) == CODES
    client.post(questions, {"title": "Questions", "modules": ["waste"], "indicators": ["parks"]})
    assert asked_principles(planned) == CODES, "the other questions are saved without them"
    client.post(path, {"act": "remove"})
    assert asked_principles(planned) == []
    assert list(planned.questionnaire.indicators.values_list("code", flat=True)) == ["parks"]


def test_only_the_secretariat_asks_and_only_before_the_round_is_open(cast, planned, client):
    path = reverse("round_principles", args=[planned.slug])
    for person, status in ((cast.officer, 404), (cast.host, 403), (cast.peer_reviewer, 404)):
        client.force_login(person)
        assert client.post(path).status_code in {status, 403, 404}
    assert asked_principles(planned) == []
    actions.announce_round(planned.pk, person_id=cast.secretary.pk)
    client.force_login(cast.secretary)
    assert client.post(path).status_code == 409
    assert asked_principles(planned) == []


def test_a_level_goes_the_way_of_every_figure_with_what_shows_it(cast, planned):
    ask_principles(planned, person_id=cast.secretary.pk)
    actions.announce_round(planned.pk, person_id=cast.secretary.pk)
    report = actions.start_report(planned.pk, cast.rivermouth.pk, person_id=cast.officer.pk, at=IN_TIME)
    rows = {each.cells["indicator"]: each for each in rows_of(report.answer_set_id, "own_indicators")}
    edits = [
        RowEdit("own_indicators", row_id=rows[code].pk, cells={"indicator": code, **cells})
        for code, cells in (
            (CODES[0], {"answer": "Partly", "evidence": "Survey of 2024"}),
            (CODES[1], {"answer": "nearly"}),
            (CODES[2], {"notation": "NE"}),
        )
    ]
    answers.apply(report.answer_set_id, edits, way="form", person_id=cast.officer.pk)
    answers.calculate(report.answer_set_id)
    result = result_of(report.answer_set_id)
    figure = result.figures[CODES[0]]
    assert (figure.answer, figure.locator, figure.is_own) == ("partly", "Survey of 2024", True)
    assert CODES[1] not in result.figures, "a word that is no level is no answer"
    assert any(each.code == "choice-unknown" for each in result.findings)
    assert result.figures[CODES[2]].notation_key == "NE"
    assert set(CODES[3:]).isdisjoint(result.figures)


def test_the_form_says_of_each_level_what_a_city_has_there_and_asks_what_shows_it(cast, planned, client):
    ask_principles(planned, person_id=cast.secretary.pk)
    actions.announce_round(planned.pk, person_id=cast.secretary.pk)
    report = actions.start_report(planned.pk, cast.rivermouth.pk, person_id=cast.officer.pk, at=IN_TIME)
    client.force_login(cast.officer)
    page = client.get(f"/work/answers/{report.answer_set_id}/own_indicators/{CODES[2]}/").content.decode()
    assert "dumped or burned in the open" in page
    assert page.count('type="radio" name="answer"') == len(LEVELS) + 1
    assert 'name="evidence"' in page


def test_silence_is_no_level_and_is_never_counted_as_one(cast, published):
    found = principle_matrix(2025, "", TODAY)
    assert found is not None
    whole = found.counts()
    assert whole.levels == (0, 0, 1, 1)
    assert (whole.without_level, whole.silent, whole.asked) == (1, 33, 36)
    assert found.assessed == 1
    assert found.cell(cast.harbour.pk, CODES[0]) is None
    parts = [found.counts(codes=[code]) for code in CODES]
    assert sum(each.silent for each in parts) == whole.silent, "parts sum to the whole"
    assert sum(each.answered for each in parts) == whole.answered


def test_every_cell_leads_to_its_published_figure_with_its_evidence(cast, published, client):
    page = client.get("/principles/?year=2025&network=river-cities")
    lines = {line.city.slug: line.cells for line in page.context["page"].lines}
    assert [cell.words for cell in lines["rivermouth"][:3]] == ["partly", "fully", "not answered"]
    assert lines["hilltop"][0].words == "not estimated"
    assert {cell.words for cell in lines["harbour"]} == {"not answered"}
    for cells in lines.values():
        for cell in cells:
            assert bool(cell.figure) is (cell.words != "not answered")
    figure = client.get(f"/figures/{lines['rivermouth'][0].figure}/").content.decode()
    assert 'href="https://example.org/survey"' in figure
    assert f"/indicators/{CODES[0]}/?year=2025" in figure
    assert "not five years" not in figure
    meaning = client.get(f"/indicators/{CODES[0]}/?year=2025").content.decode()
    assert "within five years" in meaning


def test_the_data_have_one_row_for_each_cell_and_silence_as_silence(published, client):
    sheet = list(csv.DictReader(io.StringIO(client.get("/principles/data.csv?year=2025").content.decode())))
    assert len(sheet) == 36
    said = {(each["city"], each["principle"]): each for each in sheet}
    assert (said["rivermouth", "2"]["answer"], said["rivermouth", "2"]["level"]) == ("fully", "3")
    assert (said["hilltop", "1"]["answer"], said["hilltop", "1"]["level"]) == ("no-level", "")
    assert (said["harbour", "1"]["answer"], said["harbour", "1"]["level"]) == ("not-answered", "")


@pytest.mark.parametrize(("query", "cities"), [("?network=hill-cities", 0), ("?year=1999", 3), ("?year=%C2%B2", 3)])
def test_what_is_asked_for_is_shown(published, client, query, cities):
    assert len(client.get(f"/principles/{query}").context["page"].lines) == cities


def test_before_any_round_the_page_says_who_can_begin_and_what_the_principles_are(cast, client):
    page = client.get("/principles/").content.decode()
    assert "No round has asked" in page
    assert "Review and tell every year" in page


def test_city_and_network_say_how_far_they_are_and_other_pages_leave_it_to_them(published, client):
    city = client.get("/cities/rivermouth/").content.decode()
    assert "on a level in 2 of 12" in city
    assert "All figures" not in city, "the principles stand in their own section"
    assert 'id="principles"' not in client.get("/cities/harbour/").content.decode()
    assert "1 of 3 cities have assessed themselves" in client.get("/networks/river-cities/").content.decode()
    assert 'id="principles"' not in client.get("/networks/hill-cities/").content.decode()


def test_as_many_queries_for_many_cities_as_for_few(cast, published, client, django_assert_max_num_queries):
    made = City.objects.bulk_create(City(slug=f"c-{n}", name=f"City {n}", country_id="XXA") for n in range(40))
    Membership.objects.bulk_create(Membership(network=cast.network, city=each, source="x") for each in made)
    with django_assert_max_num_queries(10):
        page = client.get("/principles/")
    assert len(page.context["page"].lines) == 43
