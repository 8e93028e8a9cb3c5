"""A small table is found by its columns, and every cell keeps its place."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
import xlsxwriter

from nagara.errors import UnreadableFileError
from nagara.exchange.small_table import FoundTable, find_table

REFUSAL = "It is no table"


def found_in(data: bytes, name: str = "table.csv") -> FoundTable | None:
    return find_table(data, name, name_of=str, told_by=("what", "value"), refusal=REFUSAL)


def workbook(*cells: tuple[int, int, object]) -> bytes:
    """A workbook whose second sheet holds the cells."""
    content = BytesIO()
    with xlsxwriter.Workbook(content) as book:
        book.add_worksheet("First").write_row(0, 0, ("something", "else"))
        page = book.add_worksheet("Second")
        for row, column, value in cells:
            page.write(row, column, value)
    return content.getvalue()


def test_words_above_the_header_and_empty_rows_are_passed_over() -> None:
    found = found_in(b"My table;;\n;;\nwhat;value;note\nfood;1,5;\n ; ;seen\n;;\nglass;2,5;x\n")
    assert found is not None
    table = found.cut({"what": 0, "value": 1})
    assert [(line.row, dict(line.cells)) for line in table.lines] == [
        (4, {"what": "food", "value": "1,5"}),
        (7, {"what": "glass", "value": "2,5"}),
    ]
    assert table.comma_is_decimal
    assert (table.place(table.lines[1], "value").row, table.place(table.lines[1], "value").column) == (7, "value")


def test_the_sheet_that_has_the_columns_is_found_with_its_letters() -> None:
    found = found_in(workbook((1, 0, "what"), (1, 27, "value"), (2, 0, "food"), (2, 27, 3.0)), "table.xlsx")
    assert found is not None
    table = found.cut({"what": 0, "value": 27})
    assert (table.sheet, dict(table.columns)) == ("Second", {"what": "A", "value": "AB"})
    assert [dict(line.cells) for line in table.lines] == [{"what": "food", "value": 3.0}]


def test_a_table_without_the_columns_is_not_found() -> None:
    assert found_in(b"what,amount\nfood,1\n") is None


def test_a_header_far_below_is_not_looked_for() -> None:
    assert found_in(b"\n".join([b"x,y"] * 20 + [b"what,value", b"food,1"])) is None


def test_a_formula_that_fails_says_so() -> None:
    content = BytesIO()
    with xlsxwriter.Workbook(content) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ("what", "value"))
        page.write(1, 0, "food")
        page.write_formula(1, 1, "=1/0", None, "#DIV/0!")
    found = found_in(content.getvalue(), "table.xlsx")
    assert found is not None
    assert found.cut({"what": 0, "value": 1}).lines[0].cells["value"] == "#DIV/0!"


def test_another_format_is_refused_in_the_words_of_the_caller() -> None:
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        archive.writestr("table.csv", "what,value\nfood,1\n")
    with pytest.raises(UnreadableFileError, match=REFUSAL):
        found_in(content.getvalue(), "table.zip")
