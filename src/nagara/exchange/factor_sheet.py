"""The rows of a table of factors, from a CSV file or the first sheet of a workbook that has the columns."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Final

from nagara.errors import UnreadableFileError
from nagara.exchange.cells import fold, is_decimal_comma
from nagara.exchange.csv_folder import decode
from nagara.exchange.refuse import FileKind, kind_of, open_zip, read_bytes
from nagara.exchange.rows import NEVER_CALCULATED
from nagara.findings import Place

__all__ = ["FactorSheet", "Line", "read_factor_sheet"]

NEEDED: Final = ("stage", "influencer", "level", "value")
KNOWN: Final = (*NEEDED, "low", "high", "source", "licence")
HEADER_ROWS: Final = 12
SEPARATORS: Final = ",;\t|"
SAVE_AS: Final = "Save it as .xlsx or as “CSV UTF-8”."
ALPHABET: Final = 26

Rows = Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row below the header: what stands in it by the name of the column."""

    row: int
    cells: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorSheet:
    """The table as it stands in the file.

    Parameters
    ----------
    file, sheet
        Name of the file, and of its sheet in a workbook.
    columns
        How a person finds each column: its letter in a workbook, its name in a CSV file.
    lines
        The rows that hold anything.
    comma_is_decimal
        Whether its numbers show that a comma is the decimal sign.
    """

    file: str
    sheet: str | None
    columns: Mapping[str, str]
    lines: tuple[Line, ...]
    comma_is_decimal: bool

    def place(self, line: Line, column: str | None = None) -> Place:
        """Where a cell stands, or a whole row; for a column that the file lacks, the row."""
        return Place(file=self.file, sheet=self.sheet, row=line.row, column=self.columns.get(column or ""))


def read_factor_sheet(path: Path) -> FactorSheet:
    """Find the table in a file.

    Raises
    ------
    UnreadableFileError
        If the file cannot be read, or no sheet has the needed columns.
    """
    name = path.name
    data = read_bytes(path, name)
    kind = kind_of(data, name)
    if kind not in {FileKind.CSV, FileKind.XLSX, FileKind.ODS}:
        raise UnreadableFileError(name, "A table of factors is read from .xlsx, .ods or .csv only", SAVE_AS)
    sheets = {None: _csv_rows(data, name)} if kind is FileKind.CSV else dict(_workbook_rows(data, kind, name))
    for sheet, rows in sheets.items():
        header = next((index for index, row in enumerate(rows[:HEADER_ROWS]) if _has_columns(row)), None)
        if header is not None:
            return _sheet(name, sheet, rows, header)
    why = f"No row has the columns {', '.join(NEEDED)}"
    raise UnreadableFileError(
        name, why, "Name the columns so in the first row; low, high, source and licence may follow."
    )


def _csv_rows(data: bytes, name: str) -> Rows:
    text = decode(data, name)
    first = text.lstrip().partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    try:
        return list(csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        mend = "Check that each text in quotation marks begins and ends with one."
        raise UnreadableFileError(name, "Its quotation marks do not close", mend) from error


def _workbook_rows(data: bytes, kind: FileKind, name: str) -> Iterator[tuple[str | None, Rows]]:
    from nagara.exchange.workbook_scan import SheetScan, scan_workbook
    from nagara.exchange.workbook_sheets import read_sheets

    scans = scan_workbook(open_zip(data, name), kind, name)
    for sheet, rows in read_sheets(data, name).items():
        scan = scans.get(sheet, SheetScan())
        for row, column in scan.never_calculated:
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = NEVER_CALCULATED
        for (row, column), error in scan.errors.items():
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = error
        yield sheet, rows


def _has_columns(row: Sequence[object]) -> bool:
    return set(NEEDED) <= {_name(cell) for cell in row}


def _name(cell: object) -> str:
    return fold(str(cell)).replace("license", "licence")


def _sheet(file: str, sheet: str | None, rows: Rows, header: int) -> FactorSheet:
    places: dict[str, int] = {}
    for index, cell in enumerate(rows[header]):
        name = _name(cell)
        if name in places:
            raise UnreadableFileError(file, f"The column {name} stands there twice", "Delete one of the two columns.")
        if name in KNOWN:
            places[name] = index
    lines = tuple(
        Line(row=number, cells={name: row[index] for name, index in places.items() if index < len(row)})
        for number, row in enumerate(rows[header + 1 :], start=header + 2)
        if any(index < len(row) and row[index] not in {"", None} for index in places.values())
    )
    texts = (line.cells.get(name) for line in lines for name in ("value", "low", "high"))
    return FactorSheet(
        file=file,
        sheet=sheet,
        columns={name: name if sheet is None else _letters(index) for name, index in places.items()},
        lines=lines,
        comma_is_decimal=any(is_decimal_comma(text) for text in texts if isinstance(text, str)),
    )


def _letters(index: int) -> str:
    letters = ""
    while index >= 0:
        index, rest = divmod(index, ALPHABET)
        letters = chr(ord("A") + rest) + letters
        index -= 1
    return letters
