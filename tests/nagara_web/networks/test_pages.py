"""Pages of networks by HTTP: what everybody reads, what is kept by whom, and what no page ever says."""

import csv
import io
import json
from datetime import date
from typing import Any

import pytest
from django.test import Client

from cast import Cast
from nagara.indicators.zero_waste import Fate
from nagara_web.figures.actions import define_indicator, define_source, publish
from nagara_web.figures.new_figure import NewFigure
from nagara_web.networks import actions, queries
from nagara_web.networks.actions.facts import Days
from nagara_web.networks.forms import CharterForm
from nagara_web.places.queries import member_ids_on, memberships_in

pytestmark = pytest.mark.django_db
DESK = "/work/networks/river-cities/"
DAYS = {"since": "2024-01-01", "source": "Minutes"}
SINCE = Days(since=date(2024, 1, 1), source="Minutes")
CHARTER = {
    "not_zero_waste": ["landfilled", "leaked"],
    "target": "90 %",
    "target_year": "2035",
    "definition": "Nothing is buried.",
    "head_1": "Aim",
    "text_1": "To waste less.",
    "head_2": "",
    "text_2": "",
    "agreed_on": "2024-05-01",
    "source": "Minutes",
}
ROOMS = ("", "charter/", "charter/write/", "members/", "work-plan/", "indicators/", "groups/", "history/")


def as_(client: Client, person: Any) -> Client:
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def by(cast: Cast) -> actions.By:
    return actions.By(person_id=cast.secretary.pk, role="secretariat")


def test_an_empty_network_says_what_is_not_there_yet(cast: Cast, client: Client) -> None:
    page = text(client, "/networks/hill-cities/")
    for words in (
        "No charter is published yet.",
        "Nothing is in the plan yet.",
        "No thematic group and no corridor is entered yet.",
        "No member is entered yet.",
        "The network has chosen no indicator yet.",
    ):
        assert words in page, words
    assert "Work on these pages" not in page


def test_the_charter_goes_from_one_hand_to_the_other_and_is_read_by_version(cast: Cast, client: Client) -> None:
    as_(client, cast.secretary)
    assert client.post(DESK + "charter/write/", CHARTER)["Location"] == DESK + "charter/"
    assert "Somebody else of the secretariat publishes it." in text(client, DESK + "charter/publish/")
    client.post(DESK + "charter/publish/")
    assert "No charter is published yet" in text(Client(), "/networks/river-cities/charter/")
    as_(client, cast.second_secretary)
    client.post(DESK + "charter/publish/")
    for path in ("/networks/river-cities/", "/networks/river-cities/charter/", "/networks/river-cities/charter/1/"):
        page = text(Client(), path)
        assert "Not zero waste: what is landfilled, leaked into the surroundings." in page, path
        assert "Target: by 2035, 90 % of the waste generated ends in none of these ways." in page, path
    assert Client().get("/networks/river-cities/charter/2/").status_code == 404
    client.post(DESK + "charter/write/", {**CHARTER, "agreed_on": "2025-05-01", "target": "80"})
    as_(client, cast.secretary).post(DESK + "charter/publish/")
    assert "80 %" in text(Client(), "/networks/river-cities/charter/")
    old = text(Client(), "/networks/river-cities/charter/1/")
    assert "90 %" in old
    assert "which no longer holds" in old


def test_the_person_of_a_focal_point_is_public_nowhere(cast: Cast, client: Client) -> None:
    as_(client, cast.secretary)
    client.post(
        DESK + "focal-points/rivermouth/add/", {"office": "Waste department", "person": cast.officer.pk, **DAYS}
    )
    assert "Olive Officer" in text(client, DESK + "members/")
    for path in ("/networks/river-cities/", "/networks/river-cities/data.json", "/networks/river-cities/data.csv"):
        page = text(Client(), path)
        assert "Olive Officer" not in page, path
        assert "olive.officer" not in page, path
    assert "Waste department" in text(Client(), "/networks/river-cities/")
    said = json.loads(text(Client(), "/networks/river-cities/data.json"))
    assert said["focal_points"] == [{"city": "rivermouth", "office": "Waste department", "since": "2024-01-01"}]


def test_who_holds_no_role_in_the_city_is_no_choice(cast: Cast, client: Client) -> None:
    as_(client, cast.secretary)
    answer = client.post(DESK + "focal-points/rivermouth/add/", {"office": "Mayor", "person": cast.stranger.pk, **DAYS})
    assert answer.status_code == 400
    assert queries.offices(cast.network.pk) == []


def test_work_is_added_changed_noted_and_undone(cast: Cast, client: Client) -> None:
    as_(client, cast.secretary)
    item = {"title": "Weigh together", "owner": cast.hilltop.pk, "state": "planned", "until": "2024-02-01"}
    client.post(DESK + "work-plan/add/", item)
    pk = queries.work_items(cast.network.pk).get().pk
    client.post(f"{DESK}work-plan/{pk}/note/", {"on": "2024-01-15", "words": "Two scales are bought."})
    page = text(Client(), "/networks/river-cities/work-plan/")
    for words in ("Weigh together", "Hilltop", "late", "Two scales are bought."):
        assert words in page, words
    client.post(f"{DESK}work-plan/{pk}/", {**item, "state": "done"})
    assert "1 of 1 done" in text(Client(), "/networks/river-cities/")
    newest = queries.history(cast.network.pk)[0]
    client.post(f"{DESK}history/{newest.change.pk}/undo/")
    assert "0 of 1 done" in text(Client(), "/networks/river-cities/")
    rows = list(csv.DictReader(io.StringIO(text(Client(), "/networks/river-cities/work-plan/data.csv"))))
    assert [(row["title"], row["owner"], row["state"], row["is_late"]) for row in rows] == [
        ("Weigh together", "hilltop", "planned", "true")
    ]


def test_an_error_says_where_and_keeps_what_was_typed(cast: Cast, client: Client) -> None:
    as_(client, cast.secretary)
    answer = client.post(
        DESK + "work-plan/add/",
        {"title": "Weigh together", "state": "planned", "since": "2024-02-02", "until": "2024-02-01"},
    )
    page = answer.content.decode()
    assert answer.status_code == 400
    assert page.count("The last day is before the first day. Change one of them.") == 2
    assert 'value="Weigh together"' in page
    assert 'href="#id_until"' in page


def test_who_founds_a_network_fills_its_page(cast: Cast, client: Client) -> None:
    as_(client, cast.secretary)
    given = {"name": "Zero Towns", "short_name": "Zero", "slug": "12 River Road", "by_network": cast.network.pk}
    refused = client.post("/work/found-a-network/", given).content.decode()
    assert refused.count("Use small letters, digits and hyphens only.") == 2
    answer = client.post("/work/found-a-network/", {**given, "slug": "zero-towns"})
    assert answer["Location"] == "/work/networks/zero-towns/"
    page = text(client, "/work/networks/zero-towns/members/add/")
    assert "Rivermouth" in page
    client.post(
        "/work/networks/zero-towns/members/add/",
        {"city": cast.rivermouth.pk, "kind": "member", "confidence": "confirmed", **DAYS},
    )
    assert "Founded on" in text(Client(), "/networks/zero-towns/")
    assert Client().get("/networks/zero-towns/groups/none/").status_code == 404
    founded = next(each for each in client.get("/work/networks/").context["networks"] if each.slug == "zero-towns")
    assert member_ids_on(founded.pk) == [cast.rivermouth.pk]
    as_(client, cast.other_officer)
    assert client.get("/work/networks/zero-towns/").status_code == 404


def test_a_membership_of_another_network_is_not_ended_from_here(cast: Cast, client: Client) -> None:
    actions.found_network(slug="zero", name="Z", short_name="Z", by_network_id=cast.network.pk, by=by(cast))
    as_(client, cast.secretary)
    held = memberships_in(cast.network.pk).first()
    assert held is not None
    assert client.get(f"/work/networks/zero/members/{held.pk}/end/").status_code == 404


@pytest.mark.parametrize(
    ("who", "status"), [("secretary", 200), ("administrator", 200), ("officer", 404), ("host", 404), ("observer", 404)]
)
def test_the_rooms_are_there_for_those_who_keep_the_network(cast: Cast, client: Client, who: str, status: int) -> None:
    as_(client, getattr(cast, who))
    assert {client.get(DESK + room).status_code for room in ROOMS} == {status}
    assert client.post(DESK + "history/1/undo/").status_code == 404


def test_a_corridor_compares_only_what_is_fair(cast: Cast, client: Client) -> None:
    define_indicator("collected", name="Collected", unit="share")
    define_source("a-round", title="A round", is_own_round=True)
    for city, year, method, value in (
        (cast.rivermouth, 2024, "household-survey", 0.8),
        (cast.hilltop, 2024, "household-survey", 0.7),
        (cast.harbour, 2024, "weighbridge", 0.9),
        (cast.rivermouth, 2019, "weighbridge", 0.2),
    ):
        publish(
            NewFigure(
                city_id=city.pk,
                indicator="collected",
                year=year,
                source="a-round",
                value=value,
                method=method,
                boundary="administrative",
                population_basis="census",
            )
        )
    corridor = actions.add_group(cast.network.pk, slug="river", name="River", kind="cities", days=SINCE, by=by(cast))
    for city in (cast.rivermouth, cast.hilltop, cast.harbour):
        actions.add_to_group(corridor, city.pk, days=SINCE, by=by(cast))
    actions.choose_indicator(
        cast.network.pk, "collected", reason="The river", days=SINCE, by=by(cast), group_id=corridor.pk
    )
    shared = client.get("/networks/river-cities/groups/river/").context["shared"][0]
    assert [line.city.slug for line in shared.comparable] == ["hilltop", "rivermouth"]
    assert [(line.city.slug, bool(line.reasons)) for line in shared.others] == [("harbour", True)]
    assert {line.figure.row.year for line in shared.comparable} == {2024}
    said = json.loads(text(client, "/networks/river-cities/groups/river/data.json"))
    assert [row["city"] for row in said["rows"]] == ["harbour", "hilltop", "rivermouth"]
    assert said["indicators"][0]["indicator"] == "collected"


def test_my_work_leads_to_the_networks_that_one_keeps(cast: Cast, client: Client) -> None:
    assert DESK in text(as_(client, cast.secretary), "/work/")
    assert DESK in text(client, "/networks/river-cities/")
    assert "/work/networks/" not in text(as_(client, cast.officer), "/work/")


def _say(city: Any, code: str, value: float | None, **more: Any) -> None:
    given = {"year": 2024, "source": "a-round", "method": "survey", "population_basis": "census", **more}
    publish(NewFigure(city_id=city.pk, indicator=code, value=value, boundary="administrative", **given))


def _agree(cast: Cast, *fates: str, target_frac: float | None = None) -> None:
    draft = actions.write_charter(
        cast.network.pk,
        agreed_on=date(2024, 5, 1),
        source="Minutes",
        not_zero_waste=fates,
        target_frac=target_frac,
        by=by(cast),
    )
    actions.publish_charter(draft.pk, by=actions.By(person_id=cast.second_secretary.pk))


def test_members_are_told_by_the_definition_and_no_status_is_made_up(cast: Cast, client: Client) -> None:
    for code in ("msw_collected_frac", "recovery_frac"):
        define_indicator(code, name=code, unit="share")
    define_source("a-round", title="A round", is_own_round=True)
    _agree(cast, "landfilled", "burned-without-energy", "leaked", target_frac=0.3)
    _say(cast.rivermouth, "recovery_frac", 0.34, low=0.31, high=0.41)
    _say(cast.rivermouth, "recovery_frac", 0.9, year=2023)
    _say(cast.hilltop, "recovery_frac", None, notation_key="NE")
    shown = client.get("/networks/river-cities/").context["zero_waste"]
    assert {each.value for each in Fate} == {value for value, _name in CharterForm().fields["not_zero_waste"].choices}
    lines = {each.city.slug: each for each in shown.lines}
    assert (lines["rivermouth"].text, lines["rivermouth"].interval) == ("34\N{NO-BREAK SPACE}%", "31 to 41")
    assert (lines["rivermouth"].year, lines["rivermouth"].verdict) == (2024, "reached")
    assert [(each, lines[each].is_number, lines[each].verdict) for each in ("hilltop", "harbour")] == [
        ("hilltop", False, ""),
        ("harbour", False, ""),
    ]
    assert lines["hilltop"].text == "recovery_frac: not estimated"
    assert "For 1 of 3 cities it can be reckoned" in shown.answer
    _agree(cast, "landfilled", "burned-without-energy", "leaked", "exported", target_frac=0.5)
    page = text(client, "/networks/river-cities/zero-waste/")
    assert "at most 34\N{NO-BREAK SPACE}%" in page
    assert "not reached" in page
    assert "does not say how much is taken out of the country" in page
    said = json.loads(text(client, "/networks/river-cities/zero-waste/data.json"))
    row = next(each for each in said["rows"] if each["city"] == "rivermouth")
    assert (row["zero_waste_least_frac"], row["zero_waste_most_frac"], row["is_one_share"]) == (0.0, 0.34, False)
    assert said["definition"]["not_zero_waste"][-1] == "exported"


def test_only_accounts_made_alike_are_called_comparable(cast: Cast, client: Client) -> None:
    for code in ("msw_collected_frac", "recovery_frac"):
        define_indicator(code, name=code, unit="share")
    define_source("a-round", title="A round", is_own_round=True)
    _agree(cast, "landfilled", "burned-without-energy")
    for city, method in ((cast.rivermouth, "survey"), (cast.hilltop, "survey"), (cast.harbour, "records")):
        _say(city, "msw_collected_frac", 0.8, method=method)
        _say(city, "recovery_frac", 0.3, method=method)
    lines = client.get("/networks/river-cities/zero-waste/").context["zero_waste"].lines
    assert [(each.city.slug, bool(each.reasons)) for each in lines] == [
        ("hilltop", False),
        ("rivermouth", False),
        ("harbour", True),
    ]
    assert {(each.text, each.interval) for each in lines} == {
        ("between 30\N{NO-BREAK SPACE}% and 50\N{NO-BREAK SPACE}%", "")
    }
