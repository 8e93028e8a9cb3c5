"""The city workbook: its layout, its locks, its drop-downs, its bytes."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from nagara.errors import UnknownCodeError
from nagara.evidence import codelist
from nagara.exchange.city_workbook.read import SILENT_SHEETS
from nagara.exchange.city_workbook.template import write_workbook
from nagara.exchange.form import FORM_VERSION, choices, form_tables
from nagara.waste.flows.city_network import POINTS
from nagara.waste.records import City, CityRecords, Household

LEVELS = tuple(codelist("plastic_influencer_level").entries.values())
SAMPLE = CityRecords(
    city=City(
        city="Sample City (invented)",
        country_iso3="XXA",
        year=2026,
        boundary="administrative",
        population=812_000.0,
        fieldwork_end=date(2026, 3, 9),
        is_invented=True,
    ),
    households=(Household(household="007", area="L1", people=4.5, service="point"),),
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    path = tmp_path_factory.mktemp("workbook") / "city.xlsx"
    write_workbook(path, records=SAMPLE)
    return openpyxl.load_workbook(path)


def test_there_is_one_sheet_for_each_table_in_the_order_of_the_steps(book):
    beside = {"About", "Ladder states", "Leakage levels", "Flow points", "Lists"}
    sheets = [name for name in book.sheetnames if name not in beside]
    assert sheets == [table.sheet for table in form_tables().values()]


@pytest.mark.parametrize(
    ("guide", "table"),
    [("Ladder states", "control"), ("Leakage levels", "leakage"), ("Flow points", "measured_flows")],
)
def test_a_guide_stands_before_the_sheet_that_it_explains(book, guide, table):
    assert book.sheetnames[book.sheetnames.index(guide) + 1] == form_tables()[table].sheet


def test_a_guide_is_not_read_as_answers(book):
    tables = {table.sheet for table in form_tables().values()}
    assert {name.casefold() for name in book.sheetnames if name not in tables} <= SILENT_SHEETS


def test_the_guide_names_every_level_as_the_drop_downs_do(book):
    rows = list(book["Leakage levels"].iter_rows(min_row=5, max_col=4, values_only=True))
    assert [row[3] for row in rows] == [entry["label"] for entry in LEVELS]
    columns = (("leakage_stage", 0), ("leakage_influencer", 1), ("leakage_level", 2))
    for name, column in columns:
        shown = {row[column] for row in rows} - {None}
        assert shown == {choice.label for choice in choices(name)}


def test_the_guide_of_flow_points_names_the_points_of_the_network(book):
    rows = book["Flow points"].iter_rows(min_row=5, max_col=2, values_only=True)
    assert tuple(row[0] for row in rows) == POINTS


def test_the_workbook_says_what_it_is(book):
    about = book["About"]
    assert (about["A1"].value, about["A2"].value, about["B2"].value) == (
        "nagara city workbook",
        "form version",
        FORM_VERSION,
    )


@pytest.mark.parametrize("table", [name for name in form_tables() if name != "city"])
def test_codes_stand_in_the_hidden_third_row(book, table):
    sheet = book[form_tables()[table].sheet]
    assert [cell.value for cell in sheet[3]] == [field.name for field in form_tables()[table].fields]
    assert sheet.row_dimensions[3].hidden


def test_the_city_is_written_downwards(book):
    city = book["City"]
    answers = {city.cell(row, 1).value: city.cell(row, 3).value for row in range(4, city.max_row + 1)}
    assert answers["city"] == "Sample City (invented)"
    assert answers["boundary"] == "Administrative area"
    assert answers["is_invented"] == "yes"
    assert city.column_dimensions["A"].hidden


def test_only_answers_can_be_written(book):
    households = book["Households"]
    assert households.protection.sheet
    assert households["A3"].protection.locked
    assert households["A4"].protection.locked
    assert not households["A5"].protection.locked


def test_codes_stay_text(book):
    assert book["Households"]["A5"].value == "007"
    assert book["Households"]["A5"].data_type == "s"


@pytest.mark.parametrize("table", list(form_tables()))
def test_every_question_explains_itself(book, table):
    sheet = book[form_tables()[table].sheet]
    rules = sheet.data_validations.dataValidation
    assert sum(len(rule.sqref.ranges) for rule in rules) == len(form_tables()[table].fields)
    assert all(rule.prompt and rule.error for rule in rules)


def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path: Path):
    name = '=HYPERLINK("http://example.org")'
    write_workbook(tmp_path / "city.xlsx", records=replace(SAMPLE, city=replace(SAMPLE.city, city=name)))
    cell = openpyxl.load_workbook(tmp_path / "city.xlsx")["City"]["C4"]
    assert (cell.value, cell.data_type) == (name, "s")


def test_no_sheet_holds_a_formula(tmp_path: Path):
    write_workbook(tmp_path / "city.xlsx", records=SAMPLE)
    with zipfile.ZipFile(tmp_path / "city.xlsx") as archive:
        sheets = [archive.read(name) for name in archive.namelist() if re.match(r"xl/worksheets/.*\.xml", name)]
    assert not any(b"<f>" in sheet for sheet in sheets)


def test_the_same_city_gives_the_same_bytes(tmp_path: Path):
    for name in ("one.xlsx", "two.xlsx"):
        write_workbook(tmp_path / name, records=SAMPLE)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_the_date_of_the_file_is_the_date_of_the_fieldwork(book):
    assert book.properties.created.date() == date(2026, 3, 9)


def test_rows_that_are_known_beforehand_stand_in_it(tmp_path: Path):
    rows = {"areas": [{"area": "L1", "stratum": "low"}, {"area": "L2", "stratum": "low"}]}
    write_workbook(tmp_path / "kit.xlsx", rows=rows)
    areas = openpyxl.load_workbook(tmp_path / "kit.xlsx")["Areas"]
    assert [areas.cell(row, 1).value for row in (5, 6, 7)] == ["L1", "L2", None]


def test_an_unknown_language_is_refused(tmp_path: Path):
    with pytest.raises(UnknownCodeError, match="language"):
        write_workbook(tmp_path / "city.xlsx", language_code="xx")
