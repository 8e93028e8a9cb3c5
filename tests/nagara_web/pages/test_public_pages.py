"""Public pages: each answers its question, says what is missing, and refuses what is not fair."""

from __future__ import annotations

import pytest
from django.test import Client

from cast import Cast
from nagara_web.figures.actions import define_account_indicators, define_indicator, define_source, publish
from nagara_web.figures.new_figure import NewFigure

SHARE = "sdg_11_6_1_frac"
EMPTY_SITE = ["/", "/about/", "/cities/", "/networks/", "/indicators/", "/rounds/", "/compare/"]


def words(client: Client, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200, address
    return page.content.decode()


@pytest.mark.parametrize("address", EMPTY_SITE)
@pytest.mark.django_db
def test_an_empty_site_says_what_would_be_here(client: Client, address: str) -> None:
    assert words(client, address).count("<h1") == 1


def test_a_city_page_begins_with_what_is_published(client: Client, published: Cast) -> None:
    page = words(client, "/cities/rivermouth/")
    assert "published for 2025" in page
    assert "72" in page
    assert "67 to 77" in page
    assert "How we know this" in page


def test_a_city_without_figures_says_who_can_change_that(client: Client, cast: Cast) -> None:
    assert "Nothing is published of this city yet." in words(client, "/cities/rivermouth/")


def test_sources_that_disagree_stand_side_by_side(client: Client, published: Cast) -> None:
    define_source(slug="another-book", title="Another book about waste")
    publish(
        NewFigure(
            city_id=published.rivermouth.pk,
            indicator=SHARE,
            year=2025,
            source="another-book",
            value=0.4,
            method="not-stated",
        )
    )
    page = words(client, "/cities/rivermouth/")
    assert "Sources disagree" in page
    assert "Another book about waste" in page


def test_an_indicator_orders_only_what_may_be_compared(client: Client, published: Cast) -> None:
    page = words(client, f"/indicators/{SHARE}/?year=2025")
    order, others = page.split("Not in the order, and why")
    assert order.index("Rivermouth") < order.index("Hilltop")
    assert "Harbour" not in order
    assert "The boundaries differ" in others


def test_ranks_that_overlap_are_spans(client: Client, published: Cast) -> None:
    publish(
        NewFigure(
            city_id=published.hilltop.pk,
            indicator=SHARE,
            year=2025,
            source="round-2025",
            value=0.71,
            low=0.60,
            high=0.82,
            level_frac=0.95,
            method="survey",
            boundary="administrative",
            population_basis="census",
            reason="A truck was counted twice",
        )
    )
    assert "rank 1 to 2" in words(client, f"/indicators/{SHARE}/?year=2025")


def test_a_fair_comparison_says_how_far_apart_the_two_are(client: Client, published: Cast) -> None:
    page = words(client, f"/compare/?a=hilltop&b=rivermouth&indicator={SHARE}&year=2025")
    assert "Rivermouth is" in page
    assert "above Hilltop" in page


def test_an_unfair_comparison_is_refused_with_its_reason(client: Client, published: Cast) -> None:
    page = words(client, f"/compare/?a=harbour&b=rivermouth&indicator={SHARE}&year=2025")
    assert "These two cannot be compared fairly" in page
    assert "≠ Boundary" in page


def test_a_year_without_a_figure_offers_the_nearest_fair_comparison(client: Client, published: Cast) -> None:
    page = words(client, f"/compare/?a=hilltop&b=rivermouth&indicator={SHARE}&year=2024")
    assert "no published figure for 2024" in page
    assert "Hilltop 2025 with Rivermouth 2025" in page


def test_what_a_reader_types_is_escaped(client: Client, published: Cast) -> None:
    page = words(client, "/cities/?q=<script>alert(1)</script>")
    assert "<script>alert" not in page
    assert "No city is called" in page


@pytest.mark.parametrize(
    "address", ["/cities/nowhere/", "/countries/ZZZ/", "/networks/none/", "/indicators/none/", "/rounds/none/"]
)
@pytest.mark.django_db
def test_what_is_not_there_answers_404(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", [*EMPTY_SITE, "/cities/rivermouth/", f"/indicators/{SHARE}/"])
def test_a_public_page_takes_no_writing(client: Client, published: Cast, address: str) -> None:
    assert client.post(address).status_code == 405


def test_countries_and_networks_name_their_cities(client: Client, published: Cast) -> None:
    assert "Rivermouth" in words(client, "/countries/XXA/")
    assert "3 cities are members today" in words(client, "/networks/river-cities/")


def test_answers_in_words_become_a_proportion_that_counts_silence_apart(client: Client, published: Cast) -> None:
    define_indicator(
        code="has_ban",
        name="Rule against bags",
        unit="share",
        answer_type="proportion-of-cities",
        method="The city says so.",
        network_id=published.network.pk,
    )
    for city, said in ((published.rivermouth, {"answer": "yes"}), (published.hilltop, {"notation_key": "NE"})):
        publish(
            NewFigure(
                city_id=city.pk, indicator="has_ban", year=2025, source="round-2025", method="own-indicator", **said
            )
        )
    page = words(client, "/indicators/has_ban/")
    assert "1 of 1 cities that answered say yes" in page
    assert "between 33" in page
    assert "not estimated" in page
    assert "Harbour" in page.split("not reported")[1]


def test_a_comparison_begins_with_a_pair_that_is_fair(client: Client, published: Cast) -> None:
    for asked in ("", f"?indicator={SHARE}", f"?indicator={SHARE}&a=rivermouth"):
        page = words(client, f"/compare/{asked}")
        assert "cannot be compared fairly" not in page, asked
        assert "has no published figure" not in page, asked
        assert "data.json?a=" in page, asked


def test_the_year_of_two_cities_is_one_that_both_have(client: Client, published: Cast) -> None:
    newest = NewFigure(
        city_id=published.rivermouth.pk, indicator=SHARE, year=2026, source="another-book", value=0.4, method="x"
    )
    define_source(slug="another-book", title="Another book about waste")
    publish(newest)
    page = words(client, f"/compare/?indicator={SHARE}&a=rivermouth&b=hilltop")
    assert "has no published figure" not in page


def test_where_nothing_is_fair_a_comparison_says_what_to_choose(client: Client, cast: Cast) -> None:
    define_account_indicators()
    define_source(slug="a-book", title="A book about waste")
    publish(NewFigure(city_id=cast.rivermouth.pk, indicator=SHARE, year=2025, source="a-book", value=0.4, method="x"))
    assert "Choose two to read what differs." in words(client, "/compare/")


def test_home_says_what_it_is_for_and_draws_its_map_once(client: Client, published: Cast) -> None:
    page = words(client, "/")
    assert "how much waste they make" in page
    assert page.count('class="land"') == 1


def test_the_map_and_the_list_count_the_same_cities(client: Client, published: Cast) -> None:
    published.harbour.latitude_deg = published.harbour.longitude_deg = None
    published.harbour.save()
    for address in ("/", "/cities/"):
        page = words(client, address)
        assert "of 3 cities have published figures" in page
        assert "1 more city has no place on this map" in page


def test_two_cities_without_a_figure_named_are_compared_by_one_that_both_have(client: Client, published: Cast) -> None:
    page = words(client, "/compare/?a=rivermouth&b=hilltop")
    assert "No city with this figure" not in page
    assert "Rivermouth and Hilltop" in page
