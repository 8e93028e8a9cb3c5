"""The field kit holds every household on every day, and no name beside a weight."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from nagara.exchange.field_kit import CHECK_LIST, KIT_SENTENCES, KitArea, kit_areas, write_field_kit
from nagara.waste.survey.design import Aim, PlanStratum, plan_survey

AREAS = (KitArea(area="L1", stratum="low", households=12), KitArea(area="H1", stratum="high", households=3))
LATER = date(2026, 9, 1)


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kit")
    write_field_kit(folder, AREAS, delete_contacts_on=LATER, first_day=date(2026, 3, 2))
    return folder


def test_every_bag_has_its_label(kit):
    with (kit / "bag-labels.csv").open(encoding="utf-8", newline="") as stream:
        labels = [(row["household"], row["day"]) for row in csv.DictReader(stream)]
    assert len(labels) == len(set(labels)) == 15 * 8


def test_every_area_has_a_sheet_for_every_day(kit):
    page = (kit / "field-kit.html").read_text("utf-8")
    assert re.findall(r"<h2>Area (\w+), day (\d) of 8</h2>", page) == [
        (area.area, str(day)) for area in AREAS for day in range(1, 9)
    ]


def test_the_page_stands_alone(kit):
    page = (kit / "field-kit.html").read_text("utf-8")
    assert "<script" not in page
    assert not re.search(r"""(src|href)=["'](?!#)""", page)


def test_the_workbook_knows_areas_households_and_days(kit):
    rows = openpyxl.load_workbook(kit / "city-workbook.xlsx")["Weighings"].iter_rows(min_row=5, max_col=3)
    weighings = [(household.value, day.value, when.value.date()) for household, day, when in rows]
    assert len(weighings) == 15 * 8
    assert weighings[0] == ("L1-01", 1, date(2026, 3, 2))
    assert weighings[-1] == ("H1-03", 8, date(2026, 3, 9))


def test_contacts_stand_apart_and_say_when_they_go(kit):
    with (kit / "contacts.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["household"] for row in rows] == [number for area in AREAS for number in area.numbers]
    assert {row["delete_on"] for row in rows} == {"2026-09-01"}
    assert not (kit / "contacts.csv").stat().st_mode & 0o077


def test_a_stratum_that_looks_like_a_formula_is_harmless_in_a_spreadsheet(tmp_path):
    areas = (KitArea(area="=cmd1", stratum="=cmd", households=2),)
    write_field_kit(tmp_path, areas, delete_contacts_on=LATER)
    for name in ("bag-labels.csv", "contacts.csv"):
        cells = [cell for row in csv.reader((tmp_path / name).read_text("utf-8").splitlines()) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_a_design_gives_its_areas():
    design = plan_survey(
        [PlanStratum(stratum="low", population=400_000.0), PlanStratum(stratum="high", population=100_000.0)],
        aim=Aim.relative(0.2),
    )
    areas = kit_areas(design)
    assert [sum(each.stratum == plan.stratum for each in areas) for plan in design.strata] == [
        plan.areas for plan in design.strata
    ]
    assert len({number for area in areas for number in area.numbers}) == sum(each.households for each in areas)


def test_the_printed_sentences_are_the_ones_that_are_translated():
    folder = Path(__file__).parents[3] / "src/nagara/exchange/templates"
    said = set(re.findall(r'say\("([^"]+)"', (folder / "field_kit.html").read_text("utf-8")))
    form = {"Household", "People present that day", "Weight of the bag", "No waste today?", "Stratum"}
    assert said == set(KIT_SENTENCES) | form
    assert all(items for items in CHECK_LIST.values())
