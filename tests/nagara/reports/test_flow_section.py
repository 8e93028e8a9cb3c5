"""The section on flows says what was measured twice, whether it agrees, and what flows with the waste."""

from __future__ import annotations

from dataclasses import replace

import pytest

from invented_city import invented_city
from invented_flows import measured
from nagara.indicators.city_year import city_year
from nagara.reports.language import language
from nagara.reports.paper import Picture, Section, Table, Words
from nagara.reports.said import Voice
from nagara.reports.sections.flows import flows
from nagara.waste.records import Facility, Load, MeasuredFlow


def section(*rows: MeasuredFlow, **changes: object) -> Section:
    result = city_year(replace(invented_city(**changes), measured_flows=rows), draws=300)
    found = flows(result, Voice(language("en")))
    assert found is not None
    return found


def words_of(found: Section) -> str:
    return " ".join(block.words for block in found.blocks if isinstance(block, Words))


def table_of(found: Section, caption: str) -> Table:
    return next(block for block in found.blocks if isinstance(block, Table) and block.caption.startswith(caption))


def picture_of(found: Section) -> Picture:
    return next(block for block in found.blocks if isinstance(block, Picture))


def test_says_that_nothing_checks_anything():
    found = section()
    assert "measured in one way only" in words_of(found)
    assert not [block for block in found.blocks if isinstance(block, Table) and block.caption.startswith("Measured")]


def test_says_that_measurements_agree_and_by_how_much_they_moved():
    found = section(measured(t_per_day=51.0, t_per_day_low=48.0, t_per_day_high=54.0))
    assert "Taken together they agree" in words_of(found)
    first = table_of(found, "Measured").rows[0]
    assert first[0] == "Collected → Hill landfill (invented) (books)"
    assert first[1] == "51.0 (48.0\N{NO-BREAK SPACE}to\N{NO-BREAK SPACE}54.0)"
    assert first[-1] == "fits the others"
    assert "stay those of the account" in words_of(found)


def test_marks_what_does_not_fit():
    found = section(
        measured("books", t_per_day=50.0, t_per_day_low=49.0, t_per_day_high=51.0),
        measured("counts", t_per_day=70.0, t_per_day_low=69.0, t_per_day_high=71.0),
    )
    assert "they disagree" in words_of(found)
    verdicts = {row[0]: row[-1] for row in table_of(found, "Measured").rows}
    assert verdicts["Collected → Hill landfill (invented) (counts)"] == "does not fit; check it first"


def test_tells_plastic_and_carbon_at_the_points():
    rows = table_of(section(), "Plastic and carbon").rows
    assert [row[0] for row in rows] == ["Generated", "Collected", "Not collected", "Recovered", "Disposal"]


def test_the_picture_names_facilities_and_whether_they_are_controlled():
    picture = picture_of(section())
    assert "Hill landfill" in picture.wide
    assert "without" in picture.wide  # the paper yard was not assessed
    assert 'class="side"' in picture.wide
    assert ("Paper yard (invented), without control", "Hill landfill (invented)") in {
        row[:2] for row in picture.table.rows
    }


def test_a_place_of_its_own_stands_before_the_facilities_and_loops_are_drawn_beside():
    rows = (
        measured("in", "collected", "Transfer station", t_per_day=20.0, t_per_day_low=18.0, t_per_day_high=22.0),
        measured("out", "Transfer station", "LF1", t_per_day=18.0, t_per_day_low=16.0, t_per_day_high=20.0),
        measured("back", "Transfer station", "collected", t_per_day=2.0, t_per_day_low=1.0, t_per_day_high=3.0),
    )
    picture = picture_of(section(*rows))
    assert "Transfer" in picture.wide
    assert picture.wide.count('class="side"') == 2


def test_small_facilities_stand_together():
    more = tuple(Facility(facility=f"X{at}", name=f"Dump {at}", kind="dumpsite") for at in range(3))
    loads = tuple(Load(facility=f"X{at}", load="msw", days=365, tonnes_t=365.0) for at in range(3))
    found = section(facilities=(*invented_city().facilities, *more), loads=(*invented_city().loads, *loads))
    assert "3 smaller disposal sites, 0 under control" in {row[1] for row in picture_of(found).table.rows}


def test_what_cannot_be_told_is_counted_and_left_out_of_the_picture():
    rows = (
        measured("in", "collected", "TS", t_per_day=20.0, t_per_day_low=18.0, t_per_day_high=22.0),
        measured("a", "TS", "LF1", layer="plastic", t_per_day=2.0),
        measured("b", "TS", "RC1", layer="plastic", t_per_day=1.0),
    )
    assert "cannot be told from what was measured: 4" in words_of(section(*rows))


@pytest.mark.parametrize("code", ["vi", "th", "km"])
def test_is_written_in_other_languages_too(code: str):
    result = city_year(invented_city(), draws=200)
    assert flows(result, Voice(language(code))) is not None
