"""A large network costs no more questions to the database, and long lists come in pages that hold every row once."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cast import Cast
from nagara_web.answers.models import Questionnaire
from nagara_web.figures.models import Figure, FigureVersion, Indicator, Source
from nagara_web.figures.queries import coverage, figures_of_source, reported_by
from nagara_web.places.models import City, Membership
from nagara_web.rounds.models import Round

SHARE = "sdg_11_6_1_frac"
PUBLIC = [
    "/",
    "/cities/",
    "/cities/?q=city",
    "/cities/rivermouth/",
    "/countries/XXA/",
    "/networks/",
    "/networks/river-cities/",
    "/indicators/",
    f"/indicators/{SHARE}/",
    f"/compare/?indicator={SHARE}",
    "/rounds/",
    "/rounds/rivers-2025/",
    f"/api/v1/figures?indicator={SHARE}",
    "/api/v1/figures?network=river-cities",
]
LISTS = {
    "/cities/": r'href="/cities/(city-\d+)/"',
    "/countries/XXA/": r'href="/cities/(city-\d+)/"',
    "/networks/river-cities/": r'href="/cities/(city-\d+)/"',
    f"/indicators/{SHARE}/": r'href="/cities/(city-\d+)/"',
    "/rounds/rivers-2025/": r'href="/cities/(city-\d+)/"',
    "/work/places/": r'href="/work/places/[a-z/]*(city-\d+)/"',
    "/work/rounds/rivers-2025/": r"<th scope=\"row\"><span>City (\d+)<br>",
}


@pytest.fixture
def announced(published: Cast) -> Cast:
    Source.objects.create(slug="round-rivers-2025", title="Rivers 2025", is_own_round=True, is_invented=True)
    Round.objects.create(
        network=published.network,
        slug="rivers-2025",
        title="Rivers 2025",
        year=2025,
        questionnaire=Questionnaire.objects.create(edition="one", title="One", form_version="1"),
        opens_on=date(2026, 3, 1),
        closes_on=date(2026, 6, 30),
        reminder_days=[30, 7],
        is_published=True,
    )
    return published


def add_cities(cast: Cast, first: int, last: int) -> None:
    """Cities with one figure each, written without the ceremony of a publication."""
    cities = City.objects.bulk_create(
        City(
            slug=f"city-{number}",
            name=f"City {number:03}",
            country=cast.rivermouth.country,
            is_invented=True,
            latitude_deg=1.0,
            longitude_deg=101.0,
        )
        for number in range(first, last)
    )
    Membership.objects.bulk_create(Membership(network=cast.network, city=each) for each in cities)
    indicator, source = Indicator.objects.get(code=SHARE), Source.objects.get(slug="round-rivers-2025")
    made = Figure.objects.bulk_create(
        Figure(city=each, indicator=indicator, year=2025, source=source) for each in cities
    )
    versions = FigureVersion.objects.bulk_create(
        FigureVersion(
            figure=each,
            number=1,
            value=0.5,
            low=0.45,
            high=0.55,
            method="survey",
            boundary="administrative",
            population_basis="census",
            published_at=datetime(2026, 7, 1, tzinfo=UTC),
        )
        for each in made
    )
    for figure, version in zip(made, versions, strict=True):
        figure.current = version
    Figure.objects.bulk_update(made, ["current"])


def questions(client: Client, address: str) -> int:
    client.get(address)  # what is asked once in a process does not count
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_every_page_asks_as_often_for_fifty_cities_as_for_five(announced: Cast, client: Client) -> None:
    secretary = Client()
    secretary.force_login(announced.secretary)
    pages = [(client, each) for each in PUBLIC] + [
        (secretary, "/work/rounds/rivers-2025/"),
        (secretary, "/work/"),
        (secretary, "/work/places/"),
    ]
    add_cities(announced, 0, 5)
    few = [questions(*each) for each in pages]
    add_cities(announced, 5, 50)
    many = [questions(*each) for each in pages]
    assert dict(zip([path for _, path in pages], few, strict=True)) == dict(
        zip([path for _, path in pages], many, strict=True)
    )
    assert max(many[: len(PUBLIC)]) <= 20


@pytest.mark.parametrize("address", LISTS)
def test_the_pages_of_a_list_hold_every_city_once(announced: Cast, client: Client, address: str) -> None:
    add_cities(announced, 0, 205)
    client.force_login(announced.administrator if address == "/work/places/" else announced.secretary)
    seen: list[str] = []
    for number in (1, 2, 3):
        page = client.get(address, {"page": number}).content.decode()
        assert f"Page {number} of 3" in page
        found = list(dict.fromkeys(re.findall(LISTS[address], page)))
        assert len(found) <= 100
        seen += found
    assert len(seen) == len(set(seen)) == 205


@pytest.mark.parametrize("number", ["0", "-1", "99", "two", "", "1e3"])
def test_a_page_that_is_not_there_is_answered_with_one_that_is(announced: Cast, client: Client, number: str) -> None:
    add_cities(announced, 0, 120)
    for address in ("/cities/", f"/indicators/{SHARE}/", "/networks/river-cities/"):
        assert " of 2</span>" in client.get(address, {"page": number}).content.decode()


def test_the_pager_keeps_what_else_was_asked(announced: Cast, client: Client) -> None:
    add_cities(announced, 0, 120)
    page = client.get(f"/indicators/{SHARE}/?year=2025&page=1").content.decode()
    assert 'href="?year=2025&amp;page=2"' in page
    client.force_login(announced.secretary)
    page = client.get("/work/rounds/rivers-2025/?state=silent&page=2").content.decode()
    assert 'href="?state=silent&amp;page=1"' in page


def test_in_a_long_list_the_cities_of_a_comparison_are_typed(announced: Cast, client: Client) -> None:
    add_cities(announced, 0, 120)
    page = client.get("/compare/", {"a": "city 007", "b": "rivermouth", "indicator": SHARE}).content.decode()
    assert 'name="a" list="cities" value="City 007"' in page
    assert 'name="b" list="cities" value="Rivermouth"' in page
    page = client.get("/compare/", {"a": "Nowhere", "indicator": SHARE}).content.decode()
    assert "No city with this figure is called “Nowhere”" in page


def test_a_map_of_many_cities_says_that_it_has_no_names(announced: Cast, client: Client) -> None:
    add_cities(announced, 0, 205)
    page = client.get("/cities/").content.decode()
    assert "have no room for their names" in page
    assert page.count("<circle") == 0


def test_coverage_counts_each_city_once_and_nothing_that_was_withdrawn(announced: Cast) -> None:
    add_cities(announced, 0, 7)
    assert coverage()[SHARE] == (10, 2025)
    FigureVersion.objects.filter(figure__city__slug="city-3").update(status="withdrawn")
    assert coverage()[SHARE] == (9, 2025)
    codes, cities = reported_by("round-rivers-2025")
    assert codes == {SHARE}
    assert len(cities) == 6
    assert len(figures_of_source("round-rivers-2025")) == 6
