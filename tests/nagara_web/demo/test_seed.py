import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from nagara.evidence import table
from nagara.indicators.published.cities_table import published_table
from nagara_web.audit.queries import verify
from nagara_web.demo.people import PASSWORD, DemoPerson
from nagara_web.demo.published import TABLES
from nagara_web.demo.seed import seed
from nagara_web.demo.tables import rows_of
from nagara_web.figures.queries import figures, figures_of_city, indicators, rows
from nagara_web.networks import queries as pages
from nagara_web.places.queries import boundary_of, cities, city, members_on, network, networks, own_name
from nagara_web.plans.queries import public_pages
from nagara_web.rounds.queries import reports_of, rounds

EXAMPLES = Path(__file__).parents[3] / "examples"
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def people(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[list[DemoPerson]]:
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        yield seed(EXAMPLES, now=NOW)
        transaction.set_rollback(True)


pytestmark = pytest.mark.django_db

UNITS = {"t_per_day": "t/day", "frac": "share", "persons": "persons", "kg_per_cap_day": "kg/person/day",
         "t_per_year": "t/year"}  # fmt: skip
REPEATED = {
    ("inputs", "disposal_unrounded_t_per_day"),
    ("published", "msw_collected_unrounded_frac"),
    ("inputs", "collection_coverage_frac"),
    ("inputs", "disposed_msw_t_per_day"),
    ("inputs", "plastic_at_disposal_frac"),
    ("inputs", "plastic_generated_frac"),
}
"""Figures of the tables that print another figure of the same table in other digits."""


def test_there_is_one_report_in_each_state_and_one_city_that_has_not_begun(people: list[DemoPerson]) -> None:
    now, before = rounds()[0], rounds()[1]
    states = {report.city.slug: report.state for report in reports_of(now.pk)}
    assert states == {row["slug"]: row["state"] for row in rows_of("invented_cities") if row["state"] != "not-begun"}
    assert set(states.values()) == {
        "draft", "awaiting-signature", "submitted", "in-review", "returned", "accepted", "published",
    }  # fmt: skip
    silent = members_on(network("river-capitals").pk).exclude(slug__in=states)
    assert [each.slug for each in silent] == ["harbour"]
    assert {report.state for report in reports_of(before.pk)} == {"published"}


def test_everything_happened_before_now_and_the_log_is_whole(people: list[DemoPerson]) -> None:
    assert verify().is_whole
    moments = [report.moved_at for each in rounds() for report in reports_of(each.pk)]
    assert max(moments) < NOW
    assert max(moments) > NOW - timedelta(days=21)


def test_a_real_city_has_no_invented_figure_and_every_figure_has_its_source(people: list[DemoPerson]) -> None:
    for each in cities():
        for row in figures_of_city(each.pk):
            assert row.is_invented == each.is_invented, row
            assert row.is_own_round == each.is_invented, row
            assert row.source_title, row
            assert each.is_invented or row.source_url, row
            assert not each.is_invented or "(invented)" in row.source_title, row


def test_everything_invented_says_so_in_its_name(people: list[DemoPerson]) -> None:
    for each in cities().filter(is_invented=True):
        assert each.name.endswith("(invented)")
        assert each.country.name.endswith("(invented)")
    assert all("(invented)" in each.title for each in rounds())


def test_years_can_be_compared_and_only_what_a_correction_changed_has_a_second_version(
    people: list[DemoPerson],
) -> None:
    rows = {(row.indicator_code, row.year): row for row in figures_of_city(city("green-ferry").pk)}
    corrected = {code for (code, _year), row in rows.items() if row.number == 2}
    assert "ghg_emitted_kg_co2e_per_cap_year" in corrected
    assert "fuel book" in rows["ghg_emitted_kg_co2e_per_cap_year", 2025].reason
    assert "sdg_11_6_1_frac" not in corrected
    assert len(corrected) < 6
    assert {year for code, year in rows if code == "sdg_11_6_1_frac"} == {2025, 2026}


def test_an_extension_waits_and_a_reminder_was_sent(people: list[DemoPerson]) -> None:
    this = rounds()[0]
    hilltop = next(report for report in reports_of(this.pk) if report.city.slug == "hilltop")
    assert [each.answered_at for each in hilltop.extensions.all()] == [None]
    assert hilltop.coordinator_asked
    assert [each.city.slug for each in this.reminders.all()] == ["harbour"]


def test_invented_cities_have_a_line_with_the_people_inside(people: list[DemoPerson]) -> None:
    for each in cities().filter(is_invented=True):
        line = boundary_of(each.pk)
        assert line is not None
        assert line.geojson
        assert line.population_persons == pytest.approx((line.area_km2 or 0) * 2600, rel=0.1)


def test_one_figure_was_returned_with_a_word(people: list[DemoPerson]) -> None:
    report = next(each for each in reports_of(rounds()[0].pk) if each.city.slug == "bamboo-ford")
    assert [each.indicator for each in report.comments.exclude(indicator="")] == ["sdg_11_6_1_frac"]


def test_every_role_is_there_once_and_can_sign_in(people: list[DemoPerson], client: Client) -> None:
    shown = [each for each in people if each.try_first]
    assert {each.role for each in shown} == {
        "City officer", "Head of city", "Coordinator for a city", "National focal point", "Peer reviewer",
        "Secretariat", "Host of the year", "Observer", "Administrator",
    }  # fmt: skip
    assert len({each.email for each in people}) == len(people)
    for each in shown:
        assert client.login(username=each.email, email=each.email, password=PASSWORD), each


def test_levels_and_rules_are_answered_by_the_cities_that_published(people: list[DemoPerson]) -> None:
    answered = figures(indicator="single_use_plastic_rule", year=2026)
    assert {each.answer for each in rows(answered)} == {"yes"}


def test_every_figure_of_the_library_has_an_indicator_of_its_unit(people: list[DemoPerson]) -> None:
    unit_of = {each.code: each.unit for each in indicators()}
    codes = {(row["block"], row["figure"]): row["indicator"] for row in rows_of("published_as")}
    for name in TABLES:
        for (_city, _iso3, _year, block, figure), factor in table(name).factors.items():
            if block == "factors" or (block, figure) in REPEATED:
                continue
            assert unit_of[codes[block, figure]] == UNITS[factor.unit], (block, figure)


def test_published_figures_stand_as_their_source_prints_them(people: list[DemoPerson]) -> None:
    for published in published_table():
        found = next(each for each in cities() if published.city in (each.name, *[n.name for n in each.names.all()]))
        rows = {row.indicator_code: row for row in figures_of_city(found.pk) if row.source_slug == "wact-overview-2022"}
        assert rows["sdg_11_6_1_frac"].value == published.published["sdg_11_6_1_frac"].value
        assert rows["sdg_11_6_1_frac"].year == 2021
        assert "days of the survey are not stated" in rows["sdg_11_6_1_frac"].method_note


def test_contradicting_sources_stand_side_by_side(people: list[DemoPerson]) -> None:
    shares = {
        (row.source_slug, row.value)
        for row in figures_of_city(city("vientiane").pk)
        if row.indicator_code == "households_with_collection_frac" and row.year == 2021
    }
    assert shares == {("laotian-times-2021-share", 0.27), ("laotian-times-2021-households", 0.129)}


def test_a_membership_nobody_confirms_does_not_count(people: list[DemoPerson]) -> None:
    members = members_on(network("mgmac").pk)
    assert len(members) == 10
    assert "dili" not in {each.slug for each in members}
    assert len(members_on(network("ascn").pk)) == 31


def test_real_networks_say_only_what_a_source_says_and_invented_ones_that_they_are(people: list[DemoPerson]) -> None:
    for each in networks():
        for group in pages.groups(each.pk):
            assert group.source, group
            assert each.is_invented == group.name.endswith("(invented)"), group
        items = list(pages.work_items(each.pk))
        assert all(item.title.endswith("(invented)") for item in items)
        assert each.is_invented or (pages.charter_on(each.pk), items, pages.indicator_set(each.pk)) == (None, [], [])
    corridor = pages.group(network("agmf").pk, "urban-mekong-corridor")
    assert not pages.cities_of_group(corridor.pk).exists()
    assert [each.number for each in pages.charters(network("river-capitals").pk)] == [2, 1]


def test_cities_are_called_what_they_call_themselves(people: list[DemoPerson]) -> None:
    assert own_name(city("vientiane")).name.replace("\u200b", "") == "ນະຄອນຫຼວງວຽງຈັນ"
    assert own_name(city("hanoi")) == ("Hà Nội", "vi")
    assert own_name(city("singapore")) == ("Singapura", "ms")


@pytest.mark.skipif(os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="the command makes one file")
def test_the_command_leaves_alone_what_is_no_demonstration(tmp_path: Path) -> None:
    from typer import Exit

    from nagara_web.command.demo import DEMONSTRATION, _make_room

    (tmp_path / "nagara.sqlite3").write_text("somebody's own")
    with pytest.raises(Exit):
        _make_room(tmp_path)
    (tmp_path / DEMONSTRATION).write_text("made by the demonstration")
    _make_room(tmp_path)
    assert not tmp_path.exists()


def test_one_city_shows_a_plan_that_is_attached_to_its_report(people: list[DemoPerson]) -> None:
    page = public_pages(city("rivermouth").pk)[0]
    assert page.plan.attached_to == page.plan.answer_set
    assert page.kept == len(page.plan.promises) == 1
    assert page.is_proving, "the worker proves it once the site is open"
