from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from cast import Cast
from nagara_web.accounts.actions.tokens import make_token, withdraw_token
from nagara_web.answers.actions import lock, make_questionnaire, open_answer_set
from nagara_web.audit.models import Event
from nagara_web.figures.actions import NewFigure, define_account_indicators, define_source, publish
from nagara_web.opendata.api.api import api
from nagara_web.opendata.api.cursor import cursor_of, place_of
from nagara_web.places.models import City

CODE = "sdg_11_6_1_frac"
SNAPSHOT = Path(__file__).with_name("openapi.json")


@pytest.fixture(autouse=True)
def _no_requests_yet() -> None:
    caches["counters"].clear()


@pytest.fixture
def published(cast: Cast) -> Cast:
    """Seven figures of three cities."""
    define_account_indicators()
    define_source("round-2025", title="Round 2025", is_own_round=True, licence="CC BY 4.0")
    for city in (cast.rivermouth, cast.hilltop, cast.harbour):
        for year in (2024, 2025):
            publish_one(city, year)
    publish_one(cast.rivermouth, 2025, indicator="recovery_frac")
    return cast


def publish_one(city: City, year: int, indicator: str = CODE) -> None:
    publish(NewFigure(city_id=city.pk, indicator=indicator, year=year, source="round-2025", value=0.5, method="survey"))


def get(client: Client, path: str, status: int = 200, **headers: str) -> Any:
    answer = client.get(f"/api/v1/{path}", headers=headers)
    assert answer.status_code == status, answer.content
    return answer.json()


def test_all_pages_together_hold_every_figure_once(published: Cast, client: Client) -> None:
    seen: list[int] = []
    following = ""
    while following is not None:
        page = get(client, f"figures?limit=3&next={following}")
        seen += [row["figure"] for row in page["rows"]]
        following = page["next"]
    assert len(seen) == len(set(seen)) == 7
    assert seen == sorted(seen)


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("city=rivermouth", 3),
        ("country=xxb", 2),
        ("network=river-cities", 7),
        ("network=hill-cities", 0),
        (f"indicator={CODE}&year=2025", 3),
        ("source=round-2025&city=hilltop", 2),
        ("year=1999", 0),
    ],
)
def test_figures_are_narrowed(published: Cast, client: Client, asked: str, count: int) -> None:
    assert len(get(client, f"figures?{asked}")["rows"]) == count


@pytest.mark.parametrize(
    ("asked", "status", "where"),
    [
        ("town=rivermouth", 422, "town"),
        ("city=nowhere", 404, "city"),
        ("country=QQQ", 404, "country"),
        ("indicator=nothing", 404, "indicator"),
        ("source=nobody", 404, "source"),
        ("network=none", 404, "path"),
        ("year=soon", 422, "year"),
        ("limit=100000", 422, "limit"),
        ("next=made-up", 422, "next"),
    ],
)
def test_what_is_asked_wrongly_is_refused_and_says_where(
    published: Cast, client: Client, asked: str, status: int, where: str
) -> None:
    error = get(client, f"figures?{asked}", status)["error"]
    assert set(error) >= {"code", "what", "where", "mend"}
    assert where in error["where"]
    assert error["what"]


def test_an_address_that_is_not_there_answers_in_the_same_shape(db: None, client: Client) -> None:
    assert get(client, "towns", 404)["error"]["code"] == "not-found"
    assert get(client, "figures/1", 404)["error"]["code"] == "not-found"
    for path in ("", "v1/", "v2/figures"):
        answer = client.get(f"/api/{path}")
        assert answer.status_code == 404
        assert answer.json()["error"]["code"] == "not-found", path


def test_lists_are_those_beside_the_pages(published: Cast, client: Client) -> None:
    assert get(client, "cities")["rows"] == client.get("/cities/data.json").json()["rows"]
    assert get(client, "indicators")["rows"] == client.get("/indicators/data.json").json()["rows"]
    assert {row["network"] for row in get(client, "networks")["rows"]} == {"river-cities", "hill-cities"}
    assert len(get(client, "networks/river-cities")["rows"]) == 3
    assert get(client, "rounds")["rows"] == []
    first = get(client, "figures?limit=1")["rows"][0]
    assert get(client, f"figures/{first['figure']}")["rows"][0]["value"] == first["value"]


def test_the_next_page_is_in_the_header_too_and_nothing_is_sent_twice(published: Cast, client: Client) -> None:
    answer = client.get("/api/v1/figures?limit=2&year=2025")
    assert 'rel="next"' in answer.headers["Link"]
    assert "year=2025" in answer.headers["Link"]
    again = client.get("/api/v1/figures?limit=2&year=2025", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_a_page_of_figures_is_one_query(published: Cast, client: Client) -> None:
    for limit in (1, 7):
        with CaptureQueriesContext(connection) as asked:
            get(client, f"figures?limit={limit}")
        assert len(asked) == 1


def test_too_many_requests_are_told_when_to_come_back(published: Cast, client: Client, settings: Any) -> None:
    settings.API_READS_PER_MIN = 2
    answers = [client.get("/api/v1/cities") for _ in range(4)]
    assert 429 in [each.status_code for each in answers]
    last = next(each for each in answers if each.status_code == 429)
    assert 0 < int(last.headers["Retry-After"]) <= 60
    assert last.json()["error"]["code"] == "too-many"


def test_the_description_is_the_one_that_was_promised() -> None:
    made = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/")))
    kept = json.loads(SNAPSHOT.read_text("utf-8"))
    assert made == kept, "the API has changed: write tests/nagara_web/opendata/openapi.json anew, and say so"


def test_the_description_is_served_and_explained(db: None, client: Client) -> None:
    assert get(client, "openapi.json")["info"]["version"] == "1"
    page = client.get("/data/").content.decode()
    for each in ("GET /api/v1/figures", "PUT /api/v1/answers/{answers}/tables/{table}", "interval_level_frac"):
        assert each in page


@given(st.integers(0, 10**12))
def test_a_cursor_comes_back(place: int) -> None:
    assert place_of(cursor_of(place)) == place


# ---------------------------------------------------------------------------- answers


@pytest.fixture
def answers(cast: Cast) -> int:
    """Open answers of Rivermouth."""
    questionnaire = make_questionnaire("one", title="One")
    return open_answer_set(
        city_id=cast.rivermouth.pk, year=2025, network_id=cast.network.pk, questionnaire_id=questionnaire.pk
    ).pk


def bearer(person_id: int) -> dict[str, str]:
    return {"Authorization": f"Bearer {make_token(person_id, name='program', days=30)[1]}"}


def put(client: Client, path: str, body: object, status: int, headers: dict[str, str]) -> Any:
    answer = client.put(f"/api/v1/{path}", json.dumps(body), content_type="application/json", headers=headers)
    assert answer.status_code == status, answer.content
    return answer.json()


def new_facility(name: str = "Hill landfill") -> dict[str, object]:
    return {"rows": [{"cells": {"facility": name}}]}


def test_a_program_of_an_officer_reads_and_writes_answers(cast: Cast, answers: int, client: Client) -> None:
    headers = bearer(cast.officer.pk)
    path = f"answers/{answers}/tables/facilities"
    before = get(client, path, **headers)
    made = put(client, path, new_facility(), 200, {**headers, "Idempotency-Key": "one"})
    assert made["revision"] == before["revision"] + 1
    row = made["rows"][-1]
    assert row["cells"]["facility"] == "Hill landfill"
    changed = {"rows": [{"row": row["row"], "version": row["version"], "cells": {"facility": "Old landfill"}}]}
    after = put(client, path, changed, 200, headers)
    assert [each["cells"]["facility"] for each in after["rows"]] == ["Old landfill"]
    removed = {"rows": [{"row": row["row"], "version": after["rows"][0]["version"], "remove": True}]}
    assert put(client, path, removed, 200, headers)["rows"] == []
    assert Event.objects.filter(action="answers.changed", data__way="api").count() == 3
    listed = get(client, "answers", **headers)["rows"]
    assert [(each["answers"], each["city"], each["locked"]) for each in listed] == [(answers, "rivermouth", "")]


def test_the_same_request_twice_adds_its_rows_once(cast: Cast, answers: int, client: Client) -> None:
    headers = {**bearer(cast.officer.pk), "Idempotency-Key": "one"}
    path = f"answers/{answers}/tables/facilities"
    first = put(client, path, new_facility(), 200, headers)
    again = put(client, path, new_facility(), 200, {**headers, "If-Match": f'"{first["revision"] - 1}"'})
    assert first["rows"] == again["rows"]
    assert first["revision"] == again["revision"]


def test_a_dry_run_writes_nothing(cast: Cast, answers: int, client: Client) -> None:
    headers = bearer(cast.officer.pk)
    path = f"answers/{answers}/tables/facilities"
    events = Event.objects.count()
    said = put(client, f"{path}?dry_run=true", new_facility(), 200, headers)
    assert said["is_dry_run"]
    assert len(said["rows"]) == 1
    assert get(client, path, **headers)["rows"] == []
    assert Event.objects.count() == events


def test_a_mistyped_dry_run_writes_nothing_either(cast: Cast, answers: int, client: Client) -> None:
    headers = {**bearer(cast.officer.pk), "Idempotency-Key": "one"}
    path = f"answers/{answers}/tables/facilities"
    error = put(client, f"{path}?dryrun=true", new_facility(), 422, headers)["error"]
    assert (error["code"], error["where"], error["mend"]) == ("parameter-unknown", "dryrun", "Use: dry_run.")
    assert get(client, path, **headers)["rows"] == []


def test_two_programs_at_once_lose_nothing_silently(cast: Cast, answers: int, client: Client) -> None:
    headers = bearer(cast.officer.pk)
    path = f"answers/{answers}/tables/facilities"
    row = put(client, path, new_facility(), 200, {**headers, "Idempotency-Key": "one"})["rows"][0]

    def named(name: str) -> dict[str, object]:
        return {"rows": [{"row": row["row"], "version": row["version"], "cells": {"facility": name}}]}

    put(client, path, named("Mine"), 200, headers)
    error = put(client, path, named("Theirs"), 409, bearer(cast.second_officer.pk))["error"]
    assert (error["code"], error["clashes"][0]["theirs"]) == ("changed-meanwhile", "Mine")


def test_a_revision_that_is_over_is_refused(cast: Cast, answers: int, client: Client) -> None:
    headers = {**bearer(cast.officer.pk), "Idempotency-Key": "one"}
    path = f"answers/{answers}/tables/facilities"
    revision = get(client, path, **headers)["revision"]
    put(client, path, new_facility(), 200, {**headers, "If-Match": f'"{revision}"'})
    stale = {**headers, "Idempotency-Key": "two", "If-Match": f'"{revision}"'}
    assert put(client, path, new_facility("Another"), 412, stale)["error"]["where"] == "If-Match"
    assert len(get(client, path, **headers)["rows"]) == 1


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"rows": [{"cells": {"facility": "A"}}]}, 428, "key-missing"),
        ({"rows": [{"row": 1, "cells": {"facility": "A"}}]}, 428, "version-missing"),
        ({"rows": [{"row": 1, "version": 1}]}, 422, "not-understood"),
        ({"rows": [{"remove": True}]}, 422, "not-understood"),
        ({"rows": [{"row": 999_999, "version": 1, "cells": {"facility": "A"}}]}, 422, "not-of-the-form"),
        ({"rows": "all"}, 422, "not-understood"),
    ],
)
def test_a_request_that_is_not_understood_says_how_to_mend_it(
    cast: Cast, answers: int, client: Client, body: object, status: int, code: str
) -> None:
    path = f"answers/{answers}/tables/facilities"
    assert put(client, path, body, status, bearer(cast.officer.pk))["error"]["code"] == code


def test_tables_and_fields_that_are_not_there_are_named(cast: Cast, answers: int, client: Client) -> None:
    headers = {**bearer(cast.officer.pk), "Idempotency-Key": "one"}
    assert "no-table" in get(client, f"answers/{answers}/tables/no-table", 422, **headers)["error"]["what"]
    wrong = {"rows": [{"cells": {"colour": "red"}}]}
    said = put(client, f"answers/{answers}/tables/facilities", wrong, 422, headers)["error"]["what"]
    assert "colour" in said


def test_locked_answers_say_why(cast: Cast, answers: int, client: Client) -> None:
    lock(answers, "submitted")
    headers = {**bearer(cast.officer.pk), "Idempotency-Key": "one"}
    error = put(client, f"answers/{answers}/tables/facilities", new_facility(), 423, headers)["error"]
    assert "submitted" in error["what"]


def test_who_may_do_what_with_a_token(cast: Cast, answers: int, client: Client) -> None:
    path = f"answers/{answers}/tables/facilities"
    for person, read, write in (
        (cast.officer, 200, 200),
        (cast.coordinator, 200, 403),
        (cast.head, 200, 403),
        (cast.other_officer, 404, 404),
        (cast.secretary, 404, 404),
        (cast.stranger, 404, 404),
    ):
        headers = bearer(person.pk)
        get(client, path, read, **headers)
        put(client, f"{path}?dry_run=true", new_facility(), write, headers)


def test_a_cookie_opens_nothing_and_a_token_that_is_over_neither(cast: Cast, answers: int, client: Client) -> None:
    path = f"answers/{answers}/tables/facilities"
    client.force_login(cast.officer)
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    token, word = make_token(cast.officer.pk, name="program", days=30)
    withdraw_token(token.pk, person_id=cast.officer.pk)
    assert get(client, path, 401, Authorization=f"Bearer {word}")["error"]["where"] == "Authorization"


def test_a_token_needs_no_cookie_of_a_form(cast: Cast, answers: int) -> None:
    strict = Client(enforce_csrf_checks=True)
    headers = {**bearer(cast.officer.pk), "Idempotency-Key": "one"}
    put(strict, f"answers/{answers}/tables/facilities", new_facility(), 200, headers)


def test_findings_are_worked_out_and_then_told(cast: Cast, answers: int, client: Client) -> None:
    from nagara_web.answers.actions import calculate
    from nagara_web.jobs.models import Job

    headers = bearer(cast.officer.pk)
    path = f"answers/{answers}/findings"
    assert not get(client, path, **headers)["is_calculated"]
    assert Job.objects.filter(kind="calculate").count() == 1
    calculate(answers)
    said = get(client, path, **headers)
    assert said["is_calculated"]
    assert said["rows"]
    assert {"code", "severity", "what", "mend", "table", "row", "field"} == set(said["rows"][0])


def test_too_many_writes_of_one_person_are_told_to_wait(
    cast: Cast, answers: int, client: Client, settings: Any
) -> None:
    settings.API_WRITES_PER_MIN = 1
    headers = bearer(cast.officer.pk)
    codes = [client.get("/api/v1/answers", headers=headers).status_code for _ in range(3)]
    assert 429 in codes


@pytest.mark.parametrize(("method", "path"), [("post", "figures"), ("delete", "cities")])
def test_what_is_not_taken_is_refused_in_the_same_shape(db: None, client: Client, method: str, path: str) -> None:
    answer = getattr(client, method)(f"/api/v1/{path}")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET"
    assert answer.json()["error"]["code"] == "method-not-allowed"
    assert "GET" in answer.json()["error"]["mend"]


def test_who_asks_only_for_the_head_gets_it(published: Cast, client: Client) -> None:
    head, whole = client.head("/api/v1/figures"), client.get("/api/v1/figures")
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["ETag"] == whole.headers["ETag"]


def test_what_is_wrong_with_a_value_is_said_in_our_words(db: None, client: Client) -> None:
    assert get(client, "figures?year=soon", 422)["error"]["what"] == "This must be a whole number."
    assert get(client, "figures?limit=5000", 422)["error"]["what"] == "This may be at most 1000."
