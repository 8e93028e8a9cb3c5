"""A workbook is read by what its sheets hold, wherever its owner has moved things."""

import io

import pytest
import xlsxwriter

from nagara.exchange.city_records import records_from_tables
from nagara.exchange.city_workbook.read import read_workbook

CITY = [["city", "City", "Town"], ["country_iso3", "Country", "XXA"], ["year", "Year of the report", 2026],
        ["boundary", "Boundary", "urban"], ["population", "Population", 1000]]  # fmt: skip
CODES = ["facility", "name", "kind", "operator"]
LABELS = ["Facility", "Name of the facility", "Kind of facility", "Formal or informal"]
THAI = ["สถานที่", "ชื่อ", "ประเภท", "ในระบบหรือนอกระบบ"]
ANSWERS = [["LF1", "North", "landfill", "formal"], ["LF2", "South", "dumpsite", "formal"]]


def facilities(rows: list[list[object]], sheet: str = "Facilities") -> tuple[list[str], list[str]]:
    """The codes of the facilities of a workbook, and of the findings about it."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    for name, content in (("City", CITY), (sheet, rows)):
        worksheet = book.add_worksheet(name)
        for number, row in enumerate(content):
            worksheet.write_row(number, 0, row)
    book.close()
    tables, findings = read_workbook(stream.getvalue(), "town.xlsx")
    records, doubts = records_from_tables(tables)
    return [row.facility for row in records.facilities], [entry.code for entry in (*findings, *doubts)]


@pytest.mark.parametrize(
    "rows",
    [
        [["Facilities"], ["One row per place."], CODES, LABELS, *ANSWERS],
        [["สถานที่"], ["คำแนะนำ"], CODES, THAI, *ANSWERS],
        [CODES, *ANSWERS],
        [LABELS, *ANSWERS],
        [["Facilities"], [], LABELS, *ANSWERS],
        [CODES, LABELS, [], *ANSWERS],
        [list(reversed(CODES)), *(list(reversed(row)) for row in ANSWERS)],
        [["", *CODES], *(["", *row] for row in ANSWERS)],
    ],
    ids=["template", "Thai template", "codes only", "labels only", "no codes", "gap", "other order", "shifted"],
)
@pytest.mark.parametrize("sheet", ["Facilities", "FACILITIES ", "Our places"])
def test_no_answer_is_taken_for_a_label_nor_a_label_for_an_answer(rows, sheet):
    assert facilities(rows, sheet) == (["LF1", "LF2"], [])


def test_a_form_without_answers_is_no_trouble():
    assert facilities([["Facilities"], [], CODES, LABELS]) == ([], [])
