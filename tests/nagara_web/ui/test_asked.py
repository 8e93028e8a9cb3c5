"""Nothing that a browser or a program may send ends in an error of the site."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from django.test import Client

from cast import Cast
from nagara_web.accounts.actions.tokens import make_token
from nagara_web.answers.actions import make_questionnaire, open_answer_set
from nagara_web.answers.models import AnswerSet, Row
from nagara_web.answers.uploads import _revision_taken_out

LONG = "9" * 5000  # more digits than Python reads
LARGE = "9" * 30  # more than a database keeps


@pytest.fixture
def answers(cast: Cast) -> AnswerSet:
    """Answers of Rivermouth with one row of two tables."""
    made = open_answer_set(
        city_id=cast.rivermouth.pk,
        year=2025,
        network_id=cast.network.pk,
        questionnaire_id=make_questionnaire("2026", title="2026").pk,
        person_id=cast.officer.pk,
    )
    Row.objects.create(answer_set=made, table="areas", position=1, cells={"area": "Old town"})
    return made


@pytest.fixture
def officer(cast: Cast) -> Client:
    """The officer of Rivermouth in a browser."""
    browser = Client(raise_request_exception=False)
    browser.force_login(cast.officer)
    return browser


@pytest.mark.parametrize(
    "path",
    [
        "/cities/?q=%00",
        "/countries/%00/",
        "/compare/?a=%00",
        "/api/v1/figures?city=%00",
        "/notices/?x=%00",
        f"/figures/{LARGE}/",
        f"/figures/1/versions/{LARGE}/data.json",
        f"/api/v1/figures/{LARGE}",
        f"/api/v1/figures?year={LARGE}",
        f"/cities/rivermouth/boundary.geojson?edition={LONG}",
    ],
)
def test_no_address_breaks_the_site(cast: Cast, path: str) -> None:
    assert Client(raise_request_exception=False).get(path).status_code in {400, 404, 422}


def test_a_null_letter_in_a_cookie_is_refused(db: None) -> None:
    answer = Client(raise_request_exception=False).get("/about/", headers={"Cookie": r'sessionid="\000abcdefgh"'})
    assert answer.status_code == 400


@pytest.mark.parametrize("number", [LONG, LARGE, "²", "-1", ""])
def test_no_number_breaks_a_page(officer: Client, answers: AnswerSet, number: str) -> None:
    row = answers.rows.get(table="areas")
    base = f"/work/answers/{answers.pk}/"
    assert officer.get(f"{base}history/", {"row": number, "before": number}).status_code == 200
    assert officer.post(f"{base}evidence/", {"place": f"areas/{number}"}).status_code == 404
    assert officer.post("/notices/read/", {"notice": number}).status_code == 302
    assert officer.post(f"{base}areas/{row.pk}/", {"area": "New town", "version": number}).status_code < 500
    assert officer.post(f"{base}areas/{row.pk}/remove/", {"version": number}).status_code < 500


def test_a_null_letter_in_a_form_is_refused_before_anything_is_written(officer: Client, answers: AnswerSet) -> None:
    row = answers.rows.get(table="areas")
    answer = officer.post(f"/work/answers/{answers.pk}/areas/{row.pk}/", {"reply:a@b": "wh\0y", "area": "New"})
    assert answer.status_code == 400
    row.refresh_from_db()
    assert row.cells == {"area": "Old town"}


@pytest.mark.parametrize(
    "edit",
    [
        {"cells": {"area": "a\0b"}},
        {"cells": {"area": "a\ud800b"}},
        {"cells": {"\ud800": "b"}},
        {"cells": {"area": "b"}, "position": -1},
        {"cells": {"area": "b"}, "position": 2**31},
        {"cells": {"area": "b"}, "row": 2**70, "version": 1},
    ],
)
def test_the_api_says_what_it_does_not_take(cast: Cast, answers: AnswerSet, edit: dict[str, Any]) -> None:
    _made, word = make_token(cast.officer.pk, name="script", days=1)
    answer = Client(raise_request_exception=False).put(
        f"/api/v1/answers/{answers.pk}/tables/areas",
        json.dumps({"rows": [edit]}),
        content_type="application/json",
        headers={"Authorization": f"Bearer {word}", "Idempotency-Key": "k"},
    )
    assert answer.status_code == 422, answer.content
    assert answer.json()["error"]["where"]


@pytest.mark.parametrize("place", [["f", 2**70], ["f", -1], ["f", True], ["f"], {"f": 1}])
def test_a_cursor_of_no_figure_is_refused(cast: Cast, client: Client, place: object) -> None:
    word = base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")
    assert client.get("/api/v1/figures", {"next": word}).status_code == 422


def test_a_cursor_that_is_nested_deeply_is_refused(cast: Cast, client: Client) -> None:
    word = base64.urlsafe_b64encode(b"[" * 30_000).decode()
    assert client.get("/api/v1/figures", {"next": word}).status_code == 422


def test_a_file_that_says_a_strange_change_was_taken_out_at_none(answers: AnswerSet) -> None:
    assert _revision_taken_out(answers, {"answers": str(answers.pk), "answers at change": "²"}) is None
    assert _revision_taken_out(answers, {"answers": str(answers.pk), "answers at change": LONG}) is None
