"""A person who fills in the workbook that the site gave out, cell by cell."""

from __future__ import annotations

import csv
import warnings
from pathlib import Path

from nagara.exchange.form import form_tables

CODES_ROW, FIRST_ROW = 3, 5
CITY_FIRST_ROW, CITY_CODE, CITY_ANSWER = 4, 1, 3


def fill_in(workbook: Path, folder: Path, **city: str) -> None:
    """Write the CSV files of a city into its workbook, but for what is said of the city here."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(workbook)
    for name, table in form_tables().items():
        file = folder / f"{name}.csv"
        if not file.is_file():
            continue
        sheet = book[table.sheet]
        with file.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        if name == "city":
            answers = rows[0] | city
            for row in range(CITY_FIRST_ROW, sheet.max_row + 1):
                if text := answers.get(str(sheet.cell(row, CITY_CODE).value or "")):
                    sheet.cell(row, CITY_ANSWER).value = _typed(text)
            continue
        columns = {str(cell.value): cell.column for cell in sheet[CODES_ROW] if cell.value}
        for number, answers in enumerate(rows, start=FIRST_ROW):
            for code, text in answers.items():
                if text and code in columns:
                    sheet.cell(number, columns[code]).value = _typed(text)
    book.save(workbook)
    book.close()


def _typed(text: str) -> str | float:
    """As a spreadsheet takes what is typed."""
    try:
        return float(text)
    except ValueError:
        return text
