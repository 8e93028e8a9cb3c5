"""The chapters on plastic and gases: the answer, what stands in, and why there may be no figure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from invented_city import invented_city
from nagara.indicators.city_year import city_year
from nagara.indicators.result import CityYear
from nagara.reports.html import render_html
from nagara.reports.language import language
from nagara.reports.paper import Picture, Section, Table, Words
from nagara.reports.said import Voice
from nagara.reports.sections.climate import climate
from nagara.reports.sections.plastics import plastics
from nagara.waste.records import LeakageFate, LeakageObservation

VOICE = Voice(language("en"))
MOST_KB = 12


@pytest.fixture(scope="module")
def year() -> CityYear:
    return city_year(invented_city(), draws=1_000)


@pytest.fixture(scope="module")
def graded() -> CityYear:
    seen = (
        LeakageObservation(stage="disposal", influencer="cover", level="low"),
        LeakageObservation(stage="storm_drains", influencer="condition", level="high"),
    )
    fates = (LeakageFate(stage="all", land_frac=0.5, drains_frac=0.3, water_frac=0.2, source="Invented walk"),)
    return city_year(replace(invented_city(), leakage=seen, leakage_fate=fates), draws=1_000)


@pytest.fixture(scope="module")
def unsorted() -> CityYear:
    return city_year(replace(invented_city(), household_sorting=(), disposal_sorting=()), draws=300)


def words_of(section: Section) -> str:
    return " ".join(block.words for block in section.blocks if isinstance(block, Words))


def tables_of(section: Section) -> list[Table]:
    return [block for block in section.blocks if isinstance(block, Table)]


@pytest.mark.parametrize("chapter", [plastics, climate])
def test_a_chapter_is_one_answer_and_one_picture_with_its_table(chapter, year: CityYear) -> None:
    section = chapter(year, VOICE)
    assert isinstance(section.blocks[0], Words)
    pictures = [block for block in section.blocks if isinstance(block, Picture)]
    assert len(pictures) == 1
    heads = [column.label for column in pictures[0].table.columns]
    assert heads[2:] == ["80 % interval", "95 % interval"]


def test_the_answer_on_plastic_has_its_interval_and_its_share(year: CityYear) -> None:
    said = words_of(plastics(year, VOICE))
    assert said.startswith("In 2026, 1,100\N{NO-BREAK SPACE}t (")
    assert "of the plastic generated" in said
    assert "reached water" in said


def test_what_nobody_looked_at_is_said_at_its_stage(year: CityYear, graded: CityYear) -> None:
    factors, seen = ({row[0]: row[1] for row in tables_of(plastics(each, VOICE))[0].rows} for each in (year, graded))
    assert factors["Disposal sites"] == "nobody looked: spread of published results"
    assert seen["Disposal sites"] == "Cover of the waste: low; the rest not looked at"
    assert seen["Storm drains, on to water"] == "Openness and cleaning of drains: high"


def test_fates_say_whether_the_city_saw_them(year: CityYear, graded: CityYear) -> None:
    assert "Where nobody looked, the spread" in words_of(plastics(year, VOICE))
    assert "in drains 30\N{NO-BREAK SPACE}%" in words_of(plastics(graded, VOICE))
    assert "(Invented walk)" in words_of(plastics(graded, VOICE))


def test_the_gases_name_their_editions_and_the_assumed_climate(year: CityYear) -> None:
    said = words_of(climate(year, VOICE))
    assert "refinement of 2019" in said
    assert "AR5" in said
    assert "tropical and wet (nobody said" in said


def test_lines_without_a_figure_say_why(year: CityYear) -> None:
    said = words_of(climate(year, VOICE))
    assert "does not occur III.1.2" in said
    assert "III.4.1" in said.split("does not occur")[0]


def test_what_is_never_added_stands_in_a_table_of_its_own(year: CityYear) -> None:
    beside = next(table for table in tables_of(climate(year, VOICE)) if table.caption == "What stands beside the total")
    names = [row[0] for row in beside.rows]
    assert any("2006" in name for name in names)
    assert any("Avoided elsewhere" in name for name in names)
    assert any("Black carbon" in name for name in names)


def test_a_site_says_what_was_assumed_of_its_past(year: CityYear) -> None:
    sites = next(table for table in tables_of(climate(year, VOICE)) if "disposal sites" in table.caption)
    (row,) = sites.rows
    assert row[1] == "not said: unknown kind"
    assert row[2] == "1976 (assumed), 0 years recorded"


@pytest.mark.parametrize("chapter", [plastics, climate])
def test_without_sorted_waste_a_chapter_says_why_there_is_no_figure(chapter, unsorted: CityYear) -> None:
    (block,) = chapter(unsorted, VOICE).blocks
    assert isinstance(block, Words)
    assert "No waste was sorted" in block.words


@pytest.mark.parametrize("name", ["plastics", "climate"])
def test_a_chapter_stays_light(name: str, year: CityYear) -> None:
    page = render_html(year)
    start = page.index(f'id="{name}"')
    section = page[start : page.index("</section>", start)]
    assert len(section.encode()) <= MOST_KB * 1_000
