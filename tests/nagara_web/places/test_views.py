import json
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import engines
from django.test import Client

from cast import Cast
from nagara_web.places import actions, queries
from nagara_web.places.facts import Fact

LIST_PAGES = (
    "/work/places/",
    "/work/places/add-city/",
    "/work/places/add-country/",
    "/work/places/add-network/",
    "/work/places/add-initiative/",
    "/work/places/add-endorsement/",
    "/work/places/cities/rivermouth/change/",
    "/work/places/cities/rivermouth/statuses/add/",
    "/work/places/cities/rivermouth/memberships/add/",
)
CITY_PAGES = (
    "/work/places/cities/rivermouth/",
    "/work/places/cities/rivermouth/names/add/",
    "/work/places/cities/rivermouth/boundary/",
)
FACT = {"source": "The city", "confidence": "confirmed"}
LINE = {
    "type": "Polygon",
    "coordinates": [[[104.9, 9.9], [105.1, 9.9], [105.1, 10.1], [104.9, 10.1], [104.9, 9.9]]],
}
PEOPLE_INSIDE = {"kind": "administrative", "population_persons": "812000", "population_year": "2025", **FACT}


def as_(client: Client, person: Any) -> Client:
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def upload(line: object) -> SimpleUploadedFile:
    data = line if isinstance(line, bytes) else json.dumps(line).encode()
    return SimpleUploadedFile("city.geojson", data)


def test_the_public_is_asked_to_sign_in(cast: Cast, client: Client) -> None:
    for address in (*LIST_PAGES, *CITY_PAGES):
        answer = client.get(address)
        assert answer.status_code == 302, address
        assert answer["Location"].startswith("/account/login/"), address


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("secretary", 200),
        ("administrator", 200),
        ("officer", 404),
        ("head", 404),
        ("focal_point", 404),
        ("peer_reviewer", 404),
        ("host", 404),
        ("observer", 404),
        ("stranger", 404),
    ],
)
def test_only_those_who_keep_the_list_change_it(cast: Cast, client: Client, who: str, status: int) -> None:
    as_(client, getattr(cast, who))
    assert {client.get(address).status_code for address in LIST_PAGES} == {status}


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("officer", 200),
        ("head", 200),
        ("secretary", 200),
        ("administrator", 200),
        ("coordinator", 404),
        ("other_officer", 404),
        ("other_head", 404),
        ("focal_point", 404),
        ("stranger", 404),
    ],
)
def test_a_city_adds_to_its_own_facts_only(cast: Cast, client: Client, who: str, status: int) -> None:
    as_(client, getattr(cast, who))
    assert {client.get(address).status_code for address in CITY_PAGES} == {status}


def test_a_city_of_another_network_can_be_read_but_its_membership_not_ended(cast: Cast, client: Client) -> None:
    held = actions.add_membership(cast.other_network.pk, cast.hilltop.pk, fact=Fact(source="Charter"))
    page = as_(client, cast.secretary).get("/work/places/cities/hilltop/")
    assert f"/work/places/memberships/{held.pk}/end/" not in page.content.decode()
    assert client.get(f"/work/places/memberships/{held.pk}/end/").status_code == 404
    assert client.post(f"/work/places/memberships/{held.pk}/end/", {"until": "2025-01-01"}).status_code == 404


def test_a_membership_is_ended_with_its_day_and_source(cast: Cast, client: Client) -> None:
    held = queries.memberships_of(cast.rivermouth.pk).get()
    address = f"/work/places/memberships/{held.pk}/end/"
    refused = as_(client, cast.secretary).post(address, {"until": "2025-12-31"})
    assert refused.content.decode().count("Say where this is known from.") == 2
    assert client.post(address, {"until": "2019-12-31", "source": "Minutes"}).content.decode().count("before") == 2
    answer = client.post(address, {"until": "2025-12-31", "source": "Minutes of 2025"}, follow=True)
    assert "Minutes of 2025" in answer.content.decode()
    held.refresh_from_db()
    assert held.until == date(2025, 12, 31)
    assert held.source == "The charter of the example"


def test_a_city_is_added_and_found_by_its_name(cast: Cast, client: Client) -> None:
    given = {
        "name": "Bamboo Ford",
        "slug": "bamboo-ford",
        "country": "XXA",
        "time_zone": "Asia/Vientiane",
        "latitude_deg": "17.9",
        "longitude_deg": "102.6",
    }
    as_(client, cast.administrator).post("/work/places/add-city/", given)
    assert queries.city("bamboo-ford").time_zone == "Asia/Vientiane"
    again = client.post("/work/places/add-city/", given)
    assert "belongs to another city" in again.content.decode()
    assert "Bamboo Ford" in client.get("/work/places/?q=bamboo").content.decode()
    assert "No city is called" in client.get("/work/places/?q=xyz").content.decode()


def test_an_officer_adds_a_name_in_its_own_script(cast: Cast, client: Client) -> None:
    given = {"name": "ປາກນ້ຳ", "language": "lo", "kind": "own", **FACT}
    answer = as_(client, cast.officer).post("/work/places/cities/rivermouth/names/add/", given, follow=True)
    assert '<bdi class="quiet-words" lang="lo">ປາກນ້ຳ</bdi>' in answer.content.decode()


def test_an_endorsement_without_city_and_country_is_refused_at_its_field(cast: Cast, client: Client) -> None:
    made = actions.add_initiative(slug="rivers", name="Clean rivers")
    answer = as_(client, cast.secretary).post("/work/places/add-endorsement/", {"initiative": made.pk, **FACT})
    assert answer.content.decode().count("Choose a city or a country") == 2
    client.post("/work/places/add-endorsement/", {"initiative": made.pk, "country": "XXB", **FACT})
    assert "Sampleland" in client.get("/work/places/").content.decode()


def test_a_boundary_is_looked_at_before_it_is_saved(cast: Cast, client: Client) -> None:
    address = "/work/places/cities/rivermouth/boundary/"
    look = as_(client, cast.officer).post(address, {"file": upload(LINE), **PEOPLE_INSIDE})
    page = look.content.decode()
    assert "Is this Rivermouth?" in page
    assert "<svg" in page
    assert queries.boundary_of(cast.rivermouth.pk) is None
    again = {name: field.value() or "" for name, field in ((f.name, f) for f in look.context["save"])}
    client.post(f"{address}save/", again)
    saved = queries.boundary_of(cast.rivermouth.pk)
    assert saved is not None
    assert saved.geojson["coordinates"] == LINE["coordinates"]
    assert saved.area_km2 == pytest.approx(485, rel=0.01)
    assert (saved.population_persons, saved.population_year) == (812_000.0, 2025)
    assert saved.uploaded_by_id == cast.officer.pk


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ({"type": "Polygon", "coordinates": [[[9.9, 104.9], [9.9, 105.1], [10.1, 105.1], [9.9, 104.9]]]}, "swapped"),
        ({"type": "Point", "coordinates": [1, 2]}, "kind Point"),
        (b"nothing", "not JSON"),
        (b" " * (3 * 1024 * 1024), "at most 2 MB are read"),
    ],
)
def test_a_refused_boundary_says_why_twice_and_saves_nothing(
    cast: Cast, client: Client, line: object, says: str
) -> None:
    address = "/work/places/cities/rivermouth/boundary/"
    page = as_(client, cast.officer).post(address, {"file": upload(line), **PEOPLE_INSIDE}).content.decode()
    assert page.count(says) == 2
    assert 'value="812000"' in page
    assert queries.boundary_of(cast.rivermouth.pk) is None
    client.post(
        f"{address}save/", {"geojson": json.dumps(line) if not isinstance(line, bytes) else "x", **PEOPLE_INSIDE}
    )
    assert queries.boundary_of(cast.rivermouth.pk) is None


def test_people_inside_lie_in_their_range_and_have_a_year(cast: Cast, client: Client) -> None:
    address = "/work/places/cities/rivermouth/boundary/"
    given = {**PEOPLE_INSIDE, "population_low_persons": "900000", "population_year": ""}
    page = as_(client, cast.officer).post(address, given).content.decode()
    assert "between the lowest and the highest" in page
    assert "Enter the year of the count." in page


def test_the_line_of_a_city_is_public_and_names_nobody(cast: Cast, client: Client) -> None:
    assert client.get("/cities/rivermouth/boundary.geojson").status_code == 404
    for edition in (1, 2):
        actions.add_boundary_edition(
            cast.rivermouth.pk,
            kind="administrative",
            fact=Fact(source=f"Decree {edition}"),
            geojson=LINE,
            person_id=cast.officer.pk,
        )
    answer = client.get("/cities/rivermouth/boundary.geojson")
    assert answer["Content-Type"] == "application/geo+json"
    assert answer.json()["geometry"] == LINE
    assert answer.json()["properties"]["source"] == "Decree 2"
    assert client.get("/cities/rivermouth/boundary.geojson?edition=1").json()["properties"]["source"] == "Decree 1"
    assert client.get("/cities/rivermouth/boundary.geojson?edition=9").status_code == 404
    assert cast.officer.name not in answer.content.decode()


def test_every_change_needs_the_token_of_its_page(cast: Cast) -> None:
    client = as_(Client(enforce_csrf_checks=True), cast.administrator)
    for address in (*LIST_PAGES[1:], *CITY_PAGES[1:], "/work/places/cities/rivermouth/boundary/save/"):
        assert client.post(address, {}).status_code == 403


def test_the_list_costs_the_same_queries_for_any_number_of_cities(
    cast: Cast, client: Client, django_assert_max_num_queries: Any
) -> None:
    as_(client, cast.administrator)
    for number in range(20):
        actions.add_city(slug=f"city-{number}", name=f"City {number}", country_id="XXA", time_zone="Asia/Bangkok")
    with django_assert_max_num_queries(24):
        client.get("/work/places/")


def test_no_page_prints_what_its_view_forgot(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    actions.add_status(cast.rivermouth.pk, fact=Fact(source="Law", confidence="partly", note="Another says no"))
    actions.add_name(cast.rivermouth.pk, language="lo", name="ປາກນ້ຳ", fact=Fact(source="The city"))
    actions.add_boundary_edition(cast.rivermouth.pk, kind="urban", fact=Fact(source="Decree"), geojson=LINE)
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "FORGOTTEN")
    as_(client, cast.administrator)
    for address in (*LIST_PAGES, *CITY_PAGES):
        assert "FORGOTTEN" not in client.get(address).content.decode().partition("<main")[2], address
