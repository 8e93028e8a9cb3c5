"""The page of scenarios: what its table, its picture and its sentences say."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from invented_city import invented_city
from nagara.pathways.scenario import Change, Scenario
from nagara.pathways.study import try_scenarios
from nagara.reports.charts.drawing import NARROW, WIDE
from nagara.reports.html import render_paper
from nagara.reports.language import language
from nagara.reports.paper import Picture, Table
from nagara.reports.scenarios.paper import answers, scenario_paper

ENGLISH = language("en")
LESS = Scenario(
    name="Less waste",
    changes=(Change(what="waste_per_person", of_which="all", from_year=2028, ramp_years=2, value=-0.2),),
)
MORE = Scenario(name="More waste", changes=(Change(what="waste_growth", from_year=2028, value=0.06),))
NONE = Scenario(name="As it is", changes=())
STUDY = try_scenarios(invented_city(), (LESS, MORE, NONE), last_year=2040, draws=150, seed=2)
PAPER = scenario_paper(STUDY, ENGLISH)


def blocks_of(kind):
    return [
        block for section in (PAPER.summary, *PAPER.sections) for block in section.blocks if isinstance(block, kind)
    ]


def test_one_table_and_one_picture_hold_the_answer():
    assert [isinstance(block, Table) for block in PAPER.summary.blocks].count(True) == 1
    (picture,) = blocks_of(Picture)
    assert len(picture.table.rows) == len(STUDY.years)


def test_every_scenario_is_answered_in_its_own_direction():
    less, more, none = answers(STUDY, ENGLISH)
    assert re.match(r"Less waste: from 2026 to 2040, [\d,]+ t CO₂e less than the baseline", less)
    assert "less plastic reaches water" in less
    assert re.match(r"More waste: from 2026 to 2040, greenhouse gases change by \+[\d,]+ t CO₂e", more)
    assert "probability of a reduction less than 1" in more
    assert (
        none
        == "As it is: from 2026 to 2040, greenhouse gases do not change. Plastic that reaches water does not change."
    )


def test_nothing_changed_is_said_and_doubted():
    table = next(block for block in PAPER.summary.blocks if isinstance(block, Table))
    assert {row[-1] for row in table.rows} == {"no change"}
    assert "scenario-changes-nothing" in {finding.code for finding in STUDY.findings}


def test_a_change_has_a_sign_and_the_baseline_has_none():
    table = next(block for block in PAPER.summary.blocks if isinstance(block, Table))
    generated = table.rows[0]
    assert generated[0] == "Municipal waste generated"
    assert generated[1] == "t in 2040"
    assert re.match(r"[\d,]+ \([\d,]+ to [\d,]+\)$", generated[2].replace("\xa0", " "))
    assert generated[3].startswith("\N{MINUS SIGN}")
    assert generated[4].startswith("+")


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_picture_stays_in_its_frame_and_its_years_apart(width):
    (picture,) = blocks_of(Picture)
    drawing = picture.wide if width == WIDE else picture.narrow
    xs = [float(x) for x in re.findall(r'<text x="([\d.]+)"', drawing)]
    assert max(xs) <= width
    years = sorted({float(x) for x, said in re.findall(r'<text x="([\d.]+)"[^>]*>(20\d\d)<', drawing)})
    assert all(after - before >= 34 for before, after in zip(years, years[1:], strict=False))
    assert drawing.count('class="area"') == len(STUDY.differences)


def test_sources_of_gases_that_are_nowhere_are_left_out():
    table = next(block for block in PAPER.summary.blocks if isinstance(block, Table))
    labels = {row[0] for row in table.rows}
    assert "of these, digestion" not in labels
    assert "of these, methane of disposal sites" in labels


def test_a_real_city_has_no_example_strip():
    real = replace(STUDY, city=replace(STUDY.city, is_invented=False))
    assert [strip.tone for strip in PAPER.strips] == ["example"]
    assert scenario_paper(real, ENGLISH).strips == ()


def test_what_was_changed_is_said_in_words():
    page = render_paper(PAPER, ENGLISH)
    assert "Waste of each person" in page
    assert "from 2028, in full in 2030" in page
    assert "a default of nagara and no forecast" in page
