"""A small table that a person keeps in a spreadsheet: found by the names of its columns, whatever stands around it.

A CSV file, or the first sheet of a workbook that has the columns in one of its first rows.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Final

from nagara.errors import UnreadableFileError
from nagara.exchange.cells import is_decimal_comma
from nagara.exchange.csv_folder import decode
from nagara.exchange.refuse import FileKind, kind_of, open_zip
from nagara.exchange.rows import NEVER_CALCULATED
from nagara.findings import Place

__all__ = ["FoundTable", "Line", "SmallTable", "find_table"]

HEADER_ROWS: Final = 12
SEPARATORS: Final = ",;\t|"
ALPHABET: Final = 26
NUMBERS: Final = ("value", "low", "high")

Rows = Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row below the header: what stands in it by the name of the column; empty cells are left out."""

    row: int
    cells: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallTable:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTable:
    """The rows of a file or sheet, and which of them is the header, counted from 0."""

    file: str
    sheet: str | None
    rows: Rows
    header: int

    def cut(self, places: Mapping[str, int]) -> SmallTable:
        """Read the columns of some names, each at its place in the rows."""
        lines = tuple(
            Line(row=number, cells=cells)
            for number, row in enumerate(self.rows[self.header + 1 :], start=self.header + 2)
            if (cells := {name: row[at] for name, at in places.items() if at < len(row) and not _is_empty(row[at])})
        )
        numbers = (line.cells.get(name) for line in lines for name in NUMBERS)
        return SmallTable(
            file=self.file,
            sheet=self.sheet,
            columns={name: name if self.sheet is None else _letters(at) for name, at in places.items()},
            lines=lines,
            comma_is_decimal=any(is_decimal_comma(text) for text in numbers if isinstance(text, str)),
        )


def find_table(
    data: bytes, file: str, *, name_of: Callable[[object], str], told_by: Collection[str], refusal: str
) -> FoundTable | None:
    """Find the table in a file.

    Parameters
    ----------
    data, file
        The file and its name.
    name_of
        Turns a cell of the header into the name of a column.
    told_by
        Names of the columns that tell the header from other rows.
    refusal
        What is said of a file of another format.

    Returns
    -------
    FoundTable or None
        The first sheet that has the columns; ``None`` if none has.

    Raises
    ------
    UnreadableFileError
        If the file cannot be read or is of another format.
    """
    kind = kind_of(data, file)
    if kind not in {FileKind.CSV, FileKind.XLSX, FileKind.ODS}:
        raise UnreadableFileError(file, refusal, "Save it as .xlsx or as “CSV UTF-8”.")
    sheets = [(None, _csv_rows(data, file))] if kind is FileKind.CSV else list(_workbook_rows(data, kind, file))
    for sheet, rows in sheets:
        for header, row in enumerate(rows[:HEADER_ROWS]):
            if set(told_by) <= {name_of(cell) for cell in row}:
                return FoundTable(file=file, sheet=sheet, rows=rows, header=header)
    return None


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
    """The rows of each sheet; a cell without a value of its own says what stands there."""
    from nagara.exchange.city_workbook.scan import SheetScan, scan_workbook
    from nagara.exchange.city_workbook.sheets import read_sheets

    scans = scan_workbook(open_zip(data, name), kind, name)
    for sheet, rows in read_sheets(data, name).items():
        scan = scans.get(sheet, SheetScan())
        said = {**dict.fromkeys(scan.never_calculated, NEVER_CALCULATED), **scan.errors}
        for (row, column), what in said.items():
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = what
        yield sheet, rows


def _is_empty(cell: object) -> bool:
    return cell is None or not str(cell).strip()


def _letters(index: int) -> str:
    letters = ""
    while index >= 0:
        index, rest = divmod(index, ALPHABET)
        letters = chr(ord("A") + rest) + letters
        index -= 1
    return letters
