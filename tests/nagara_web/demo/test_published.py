import pytest

from nagara.evidence import table
from nagara.indicators.published_table import published_table
from nagara_web.demo.places import seed_places
from nagara_web.demo.published import TABLES, seed_published
from nagara_web.demo.tables import rows_of
from nagara_web.figures.queries import figures_of_city, indicators
from nagara_web.places.queries import cities, city, members_on, network, own_name

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


@pytest.fixture(scope="module")
def demo(django_db_setup: object, django_db_blocker: object):
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        from django.db import transaction

        with transaction.atomic():
            seed_places()
            seed_published()
            yield
            transaction.set_rollback(True)


@pytest.mark.django_db
def test_every_figure_of_the_library_has_an_indicator_of_its_unit(demo: None) -> None:
    unit_of = {each.code: each.unit for each in indicators()}
    codes = {(row["block"], row["figure"]): row["indicator"] for row in rows_of("published_as")}
    for name in TABLES:
        for (_city, _iso3, _year, block, figure), factor in table(name).factors.items():
            if block == "factors" or (block, figure) in REPEATED:
                continue
            assert unit_of[codes[block, figure]] == UNITS[factor.unit], (block, figure)


@pytest.mark.django_db
def test_every_figure_of_a_real_city_has_a_source_and_is_not_invented(demo: None) -> None:
    rows = [row for each in cities() for row in figures_of_city(each.pk)]
    assert len(rows) > 700
    for row in rows:
        assert row.source_title, row
        assert row.source_url.startswith("https://"), row
        assert row.source_licence, row
        assert not row.is_invented, row
        assert not row.is_own_round, row


@pytest.mark.django_db
def test_published_figures_stand_as_their_source_prints_them(demo: None) -> None:
    for published in published_table():
        found = next(each for each in cities() if published.city in (each.name, *[n.name for n in each.names.all()]))
        rows = {row.indicator_code: row for row in figures_of_city(found.pk) if row.source_slug == "wact-overview-2022"}
        assert rows["sdg_11_6_1_frac"].value == published.published["sdg_11_6_1_frac"].value
        assert rows["sdg_11_6_1_frac"].year == 2021
        assert "days of the survey are not stated" in rows["sdg_11_6_1_frac"].method_note


@pytest.mark.django_db
def test_contradicting_sources_stand_side_by_side(demo: None) -> None:
    shares = {
        (row.source_slug, row.value)
        for row in figures_of_city(city("vientiane").pk)
        if row.indicator_code == "households_with_collection_frac" and row.year == 2021
    }
    assert shares == {("laotian-times-2021-share", 0.27), ("laotian-times-2021-households", 0.129)}


@pytest.mark.django_db
def test_a_membership_nobody_confirms_does_not_count(demo: None) -> None:
    members = members_on(network("mgmac").pk)
    assert len(members) == 10
    assert "dili" not in {each.slug for each in members}
    assert len(members_on(network("ascn").pk)) == 31


@pytest.mark.django_db
def test_cities_are_called_what_they_call_themselves(demo: None) -> None:
    assert own_name(city("vientiane")).name.replace("\u200b", "") == "ນະຄອນຫຼວງວຽງຈັນ"
    assert own_name(city("hanoi")) == ("Hà Nội", "vi")
    assert own_name(city("singapore")).language == "zh-Hans"
