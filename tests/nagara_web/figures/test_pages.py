from __future__ import annotations

import json
from dataclasses import replace

import pytest
from django.test import Client
from prov.model import ProvDocument

from cast import Cast
from nagara_web.figures.actions import NewFigure, define_indicator, define_source, publish, withdraw
from nagara_web.figures.models import FigureVersion
from nagara_web.figures.origin import origin_of

CODE = "sdg_11_6_1_frac"
ORIGIN = {
    "inputs": {"answers.json": "ab" * 32},
    "versions": {"nagara": "0.4.0"},
    "seed": 1,
    "draws": 10_000,
    "rests_on": "survey",
    "defaults": [{"name": "reject rate", "what_for": "recovery", "value": 0.1, "low": 0.05, "high": 0.2, "unit": "1"}],
}


@pytest.fixture
def new(cast: Cast) -> NewFigure:
    define_indicator(CODE, name="Waste in controlled facilities", unit="share", answer_type="share", method="Shares.")
    define_source("round-2025", title="Round 2025", is_own_round=True)
    define_source("census", title="A census of dumps", url="https://source.example/", licence="CC BY 4.0")
    return NewFigure(
        city_id=cast.rivermouth.pk,
        indicator=CODE,
        year=2025,
        source="round-2025",
        value=0.51,
        low=0.42,
        high=0.6,
        level_frac=0.95,
        method="survey",
        boundary="administrative",
        population_persons=970_000.0,
        population_basis="projection",
        population_year=2025,
        origin=ORIGIN,
    )


def published(new: NewFigure, cast: Cast) -> FigureVersion:
    return publish(
        new,
        made_by_id=cast.officer.pk,
        made_by_role="officer",
        signed_by_id=cast.head.pk,
        published_by_id=cast.secretary.pk,
        published_by_role="secretariat",
    )


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_everybody_reads_a_figure_with_everything_to_judge_it_by(new: NewFigure, cast: Cast, client: Client) -> None:
    version = published(new, cast)
    page = text(client, f"/figures/{version.figure_id}/")
    for said in (
        "51\N{NO-BREAK SPACE}%",
        "42 to 60",
        "Rivermouth",
        "Administrative area",
        "970,000 (Projection, 2025)",
        "With a probability of 95 % the true value lies between 42 and 60 %.",
        "head of the city",
        "secretariat of the network",
        "ab" * 32,
        "0.1 (0.05 to 0.2) 1",
        "Invented example",
        "Round 2025",
    ):
        assert said in page, said
    assert cast.head.name not in page


def test_the_old_permalink_answers_and_points_forward(new: NewFigure, cast: Cast, client: Client) -> None:
    first = published(new, cast)
    publish(replace(new, value=0.55, reason="The gate book was read twice"))
    old = text(client, f"/figures/{first.figure_id}/versions/1/")
    assert f'by <a href="/figures/{first.figure_id}/versions/2/">version 2</a>' in old
    assert "51\N{NO-BREAK SPACE}%" in old
    now = text(client, f"/figures/{first.figure_id}/")
    assert "The gate book was read twice" in now
    assert "Replaced on" not in now


def test_a_withdrawn_figure_says_why(new: NewFigure, cast: Cast, client: Client) -> None:
    version = published(new, cast)
    withdraw(version.figure_id, reason="It was of another city", person_id=cast.secretary.pk)
    assert "It was of another city" in text(client, f"/figures/{version.figure_id}/")


def test_sources_that_contradict_each_other_stand_side_by_side(new: NewFigure, cast: Cast, client: Client) -> None:
    own = published(new, cast)
    publish(replace(new, source="census", value=0.2, low=None, high=None, level_frac=None, origin={}))
    page = text(client, f"/figures/{own.figure_id}/")
    assert "Other sources say" in page
    assert "A census of dumps" in page
    assert "20\N{NO-BREAK SPACE}%" in page


def test_a_figure_of_others_says_that_it_was_not_checked(new: NewFigure, cast: Cast, client: Client) -> None:
    theirs = publish(replace(new, source="census", low=None, high=None, level_frac=None, origin={}))
    page = text(client, f"/figures/{theirs.figure_id}/")
    assert "printed here as its source has it" in page
    assert "Nobody has published an interval" in page
    assert "CC BY 4.0" in page
    assert "Made from" not in page


def test_a_notation_key_is_said_in_words(new: NewFigure, cast: Cast, client: Client) -> None:
    version = publish(replace(new, value=None, low=None, high=None, level_frac=None, notation_key="NE"))
    assert "not estimated" in text(client, f"/figures/{version.figure_id}/")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/figures/7/", "/figures/7/versions/1/", "/figures/7/versions/1/prov.json"])
def test_what_is_not_there_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 405


def test_the_provenance_is_read_by_another_program(new: NewFigure, cast: Cast, client: Client) -> None:
    first = published(new, cast)
    publish(replace(new, value=0.55, reason="The gate book was read twice"), made_by_role="officer")
    answer = client.get(f"/figures/{first.figure_id}/versions/2/prov.json")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    document = ProvDocument.deserialize(content=json.dumps(answer.json()), format="json")
    said = document.get_provn()
    assert (
        f"wasDerivedFrom(site:figures/{first.figure_id}/versions/2, site:figures/{first.figure_id}/versions/1" in said
    )
    assert "nagara:value_frac" in said
    assert "ab" * 32 in said


def test_the_page_asks_as_often_with_many_versions_and_sources(
    new: NewFigure, cast: Cast, client: Client, django_assert_max_num_queries: object
) -> None:
    version = published(new, cast)
    for number in range(30):
        publish(replace(new, value=0.3 + number / 100, low=0.1, high=0.9, reason=f"Correction {number}"))
        define_source(f"source-{number}", title=f"Source {number}")
        publish(replace(new, source=f"source-{number}"))
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        text(client, f"/figures/{version.figure_id}/")


@pytest.mark.parametrize(
    "kept",
    [
        {},
        {"inputs": [{"file": "a.csv", "sha256": "00"}], "defaults": "none", "seed": "x"},
        {"inputs": None, "versions": [1], "defaults": [1, {"name": "a", "value": True}]},
    ],
)
def test_whatever_was_kept_is_read(kept: dict[str, object]) -> None:
    origin = origin_of(kept)
    assert origin.settings == {}
    assert all(each.said == "" for each in origin.supplied)
