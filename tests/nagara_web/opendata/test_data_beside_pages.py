from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from pydantic_core import to_json

from cast import Cast
from nagara_web.answers.models import Questionnaire
from nagara_web.figures.actions import NewFigure, define_account_indicators, define_source, publish
from nagara_web.figures.published_values import published_values
from nagara_web.figures.queries import figures, rows
from nagara_web.notices.actions import happened
from nagara_web.opendata.answering import as_csv, neutral
from nagara_web.opendata.figure_fields import FIELDS, record_of, records_of_values
from nagara_web.places.models import City
from nagara_web.rounds.models import Round

CODE = "sdg_11_6_1_frac"


@pytest.fixture
def network(cast: Cast) -> Cast:
    """Figures of two cities, published by a round."""
    define_account_indicators()
    define_source("round-rivers-2025", title="Rivers 2025", is_own_round=True, licence="CC BY 4.0")
    Round.objects.create(
        network=cast.network,
        slug="rivers-2025",
        title="Rivers 2025",
        year=2025,
        questionnaire=Questionnaire.objects.create(edition="one", title="One", form_version="1"),
        opens_on=date(2026, 3, 1),
        closes_on=date(2026, 6, 30),
        reminder_days=[30, 7],
        is_published=True,
    )
    for city, value in ((cast.rivermouth, 0.5), (cast.hilltop, 0.7)):
        publish_one(city, value)
    return cast


def publish_one(city: City, value: float, **changes: object) -> int:
    given: dict[str, object] = {
        "city_id": city.pk,
        "indicator": CODE,
        "year": 2025,
        "source": "round-rivers-2025",
        "value": value,
        "low": value - 0.1,
        "high": value + 0.1,
        "level_frac": 0.95,
        "method": "survey",
        "boundary": "administrative",
        "population_basis": "census",
    }
    return publish(NewFigure(**(given | changes))).figure_id  # type: ignore[arg-type]


PAGES = (
    "cities/",
    "cities/rivermouth/",
    "countries/XXA/",
    "networks/river-cities/",
    "indicators/",
    f"indicators/{CODE}/",
    "rounds/rivers-2025/",
    "figures/1/",
    "figures/1/versions/1/",
)


def path_of(page: str, kind: str) -> str:
    first = publish_id()
    return f"/{page.replace('figures/1/', f'figures/{first}/')}data.{kind}"


def publish_id() -> int:
    return next(iter(rows(figures()))).figure_id


@pytest.mark.parametrize("page", PAGES)
def test_json_and_csv_of_a_page_hold_the_same_rows_for_everybody(network: Cast, client: Client, page: str) -> None:
    as_json, as_text = client.get(path_of(page, "json")), client.get(path_of(page, "csv"))
    assert (as_json.status_code, as_text.status_code) == (200, 200)
    data = json.loads(as_json.getvalue())
    table = list(csv.DictReader(io.StringIO(as_text.getvalue().decode())))
    assert len(table) == len(data["rows"]) > 0
    assert [list(row) for row in table] == [list(row) for row in data["rows"]]
    assert data["licence"]
    assert data["page"].startswith("http://127.0.0.1:8000/")
    for answer in (as_json, as_text):
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "public" in answer.headers["Cache-Control"]
        assert not answer.cookies


@pytest.mark.parametrize("page", PAGES)
def test_whoever_has_the_data_already_gets_nothing_again(network: Cast, client: Client, page: str) -> None:
    path = path_of(page, "json")
    etag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 304
    assert client.get(path, headers={"If-None-Match": '"another"'}).status_code == 200


def test_figures_say_when_the_newest_was_published(network: Cast, client: Client) -> None:
    since = client.get("/cities/rivermouth/data.json").headers["Last-Modified"]
    assert client.get("/cities/rivermouth/data.json", headers={"If-Modified-Since": since}).status_code == 304


def test_a_figure_bears_its_source_its_licence_and_its_permalink(network: Cast, client: Client) -> None:
    row = client.get("/cities/rivermouth/data.json").json()["rows"][0]
    assert (row["value"], row["low"], row["interval_level_frac"], row["unit"]) == (0.5, 0.4, 0.95, "share")
    assert (row["source_title"], row["licence"], row["is_invented"]) == ("Rivers 2025", "CC BY 4.0", True)
    assert client.get(row["permalink"].partition(":8000")[2]).status_code == 200


@pytest.mark.parametrize("page", [*PAGES, "compare/"])
def test_there_is_no_other_kind_and_nothing_can_be_sent(network: Cast, client: Client, page: str) -> None:
    assert client.get(path_of(page, "xml")).status_code == 404
    assert client.post(path_of(page, "json")).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("page", [each for each in PAGES if each.count("/") > 1])
def test_what_is_not_there_is_not_found(client: Client, page: str) -> None:
    assert client.get(f"/{page}data.json").status_code == 404


def test_the_indicator_of_a_year(network: Cast, client: Client) -> None:
    publish_one(network.harbour, 0.2, year=2023)
    data = client.get(f"/indicators/{CODE}/data.json?year=2023").json()
    assert [row["city"] for row in data["rows"]] == ["harbour"]
    assert data["years"] == [2025, 2023]
    assert len(client.get(f"/indicators/{CODE}/data.json").json()["rows"]) == 2


def test_a_comparison_says_whether_it_is_fair(network: Cast, client: Client) -> None:
    asked = f"a=rivermouth&b=hilltop&indicator={CODE}&year=2025"
    said = client.get(f"/compare/data.json?{asked}").json()["comparison"]
    assert said["is_fair"]
    assert said["second_less_first"]["value"] == pytest.approx(0.2)
    publish_one(network.hilltop, 0.7, boundary="metropolitan", reason="The boundary was another")
    said = client.get(f"/compare/data.json?{asked}").json()["comparison"]
    assert said["refusals"] == ["The boundaries differ: administrative and metropolitan"]
    assert "second_less_first" not in said
    assert client.get("/compare/data.csv").status_code == 200


def test_a_name_that_a_spreadsheet_would_run_is_harmless(network: Cast, client: Client) -> None:
    City.objects.filter(pk=network.rivermouth.pk).update(name='=HYPERLINK("http://evil.example")')
    text = client.get("/cities/data.csv").content.decode()
    assert "'=HYPERLINK" in text
    assert ",=HYPERLINK" not in text
    assert client.get("/cities/data.json").json()["rows"][0]["name"].startswith("=")


@given(st.lists(st.fixed_dictionaries({"a": st.text(), "b": st.none() | st.floats(allow_nan=False)}), max_size=5))
def test_no_cell_begins_with_a_formula_and_every_text_comes_back(given_rows: list[dict[str, object]]) -> None:
    table = list(csv.DictReader(io.StringIO(as_csv(("a", "b"), given_rows).decode(), newline="")))
    assert len(table) == len(given_rows)
    for cells, row in zip(table, given_rows, strict=True):
        assert not cells["a"].startswith(("=", "+", "-", "@", "\t", "\r"))
        assert cells["a"] in (row["a"], f"'{row['a']}")
        assert cells["b"] == ("" if row["b"] is None else str(row["b"]))
    assert neutral(-1.5) == -1.5


def test_both_ways_to_read_a_figure_say_the_same(network: Cast) -> None:
    by_page = [record_of(row) for row in rows(figures())]
    by_api = records_of_values(published_values(FIELDS.values(), limit=1000))
    assert to_json(by_page) == to_json(by_api)
    assert len(by_api) > 1


@pytest.mark.parametrize("number", [-1, 0, 10**9, 2**31, 2**63 - 1, 2**63, -(2**63) - 1, 10**30])
def test_every_number_may_be_asked_for(network: Cast, number: int) -> None:
    assert published_values(FIELDS.values(), year=number, after=0, limit=1) == []
    assert published_values(FIELDS.values(), after=abs(number) + 10**9, limit=1) == []


@pytest.mark.parametrize("page", PAGES[:7])
def test_data_asks_as_often_for_fifty_cities_as_for_five(
    network: Cast, client: Client, page: str, django_assert_max_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number in range(50):
        if number in (5, 49):
            with CaptureQueriesContext(connection) as asked:
                client.get(path_of(page, "json"))
            counts.append(len(asked))
        city = City.objects.create(slug=f"city-{number}", name=f"City {number}", country=network.rivermouth.country)
        publish_one(city, 0.4)
    assert counts[0] == counts[1] <= 9


# ---------------------------------------------------------------------------- feeds and calendars


def test_a_feed_tells_what_happened_newest_first(network: Cast, client: Client) -> None:
    for number in (1, 2):
        happened(
            "report-published",
            key=str(number),
            values={"city": "Rivermouth", "year": str(2023 + number)},
            url="/cities/rivermouth/",
            city="rivermouth",
            round="rivers-2025",
            indicators=[CODE, "population_persons"],
        )
    for topic, slug in (("city", "rivermouth"), ("round", "rivers-2025"), ("indicator", CODE), ("all", "all")):
        answer = client.get(f"/feeds/{topic}/{slug}.atom")
        text = answer.content.decode()
        assert answer.headers["Content-Type"].startswith("application/atom+xml")
        assert text.index("for 2025") < text.index("for 2024")
        assert text.count("<entry>") == 2
        assert "<author><name>" in text, "RFC 4287, section 4.1.1"
    assert client.get("/feeds/indicator/msw_collected_frac.atom").content.decode().count("<entry>") == 0


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["city/none", "indicator/none", "round/none", "all/none", "person/all"])
def test_there_is_no_feed_of_what_is_not_there(client: Client, path: str) -> None:
    assert client.get(f"/feeds/{path}.atom").status_code == 404


def test_the_calendar_bears_each_citys_own_time_zone(network: Cast, client: Client) -> None:
    name = "Harbour, ເມືອງທ່າເຮືອທີ່ມີຊື່ຍາວ; beside the river"
    City.objects.filter(pk=network.harbour.pk).update(time_zone="Asia/Dili", name=name)
    answer = client.get("/calendars/rivers-2025.ics")
    calendar = Calendar.from_ical(answer.content)
    ends = {str(each["uid"]).split("@")[0]: each["dtstart"].dt for each in calendar.walk("VEVENT")}
    assert len(ends) == 6
    assert any(str(each["summary"]).endswith(f": {name}") for each in calendar.walk("VEVENT"))
    assert max(map(len, answer.content.split(b"\r\n"))) <= 75
    assert ends["rivers-2025-harbour-closes"].utcoffset() != ends["rivers-2025-hilltop-closes"].utcoffset()
    assert ends["rivers-2025-harbour-closes"].isoformat().startswith("2026-06-30T23:59")
    assert {str(each["tzid"]) for each in calendar.walk("VTIMEZONE")} == {"Asia/Dili", "Asia/Bangkok"}
    one = Calendar.from_ical(client.get("/calendars/rivers-2025.ics?city=hilltop").content)
    assert len(one.walk("VEVENT")) == 2
    assert len(one.walk("VALARM")) == 2
    assert client.get("/calendars/rivers-2025.ics?city=nowhere").status_code == 404


def test_a_round_that_is_not_announced_has_neither_calendar_nor_data(network: Cast, client: Client) -> None:
    Round.objects.update(is_published=False)
    for path in ("/calendars/rivers-2025.ics", "/rounds/rivers-2025/data.json", "/feeds/round/rivers-2025.atom"):
        assert client.get(path).status_code == 404
