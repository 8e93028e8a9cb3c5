"""The files that phone servers give out: ODK Central (zip or CSV) and KoboToolbox (XLSX or CSV).

Whatever the server, an export is a main sheet with one row per submission and one sheet per repeat
whose rows name their submission.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from nagara.errors import UnreadableFileError
from nagara.exchange.csv_folder import SEPARATORS, decode, lines_of
from nagara.exchange.refuse import open_zip, read_bytes, read_part

__all__ = ["ExportSheet", "are_phone_exports", "is_phone_export", "read_sheets", "sheets_of_files"]

ID_COLUMNS: Final = ("KEY", "meta-instanceID", "meta/instanceID", "_uuid")
"""Columns that only phone servers write, the one that names the submission first."""
OUR_SHEET: Final = b'name="About"'
HEAD_BYTES: Final = 65536


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportSheet:
    """One table of an export as it stands in the file.

    Parameters
    ----------
    name
        Name of the repeat, or of the form for the main sheet.
    file, sheet
        Where it stands.
    header
        Names of the columns.
    rows
        The rows below, each as long as the header.
    """

    name: str
    file: str
    sheet: str | None
    header: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]

    def column(self, index: int) -> str:
        """How a person finds a column: by its letter in a workbook, by its header in a CSV file."""
        if self.sheet is None:
            return self.header[index]
        letters = ""
        index += 1
        while index:
            index, rest = divmod(index - 1, 26)
            letters = chr(ord("A") + rest) + letters
        return letters


def is_phone_export(path: Path) -> bool:
    """Whether a file is an export of a phone server, by the columns that only these write."""
    try:
        if path.is_dir() or not path.is_file():
            return False
        headers = list(_headers(path))
    except (UnreadableFileError, OSError, ValueError, KeyError):
        return False
    return any(set(ID_COLUMNS) & set(header) for header in headers)


def are_phone_exports(files: Mapping[str, bytes]) -> bool:
    """Whether files of one folder are the CSV files of an export, unpacked."""
    return any(set(ID_COLUMNS) & set(_csv_header(data)) for file, data in files.items() if _is_csv(file))


def sheets_of_files(files: Mapping[str, bytes]) -> list[ExportSheet]:
    """Every table of an export that was unpacked into a folder, in the order of the names."""
    return [_csv_sheet(PurePosixPath(file).stem, file, files[file]) for file in sorted(files) if _is_csv(file)]


def read_sheets(path: Path) -> list[ExportSheet]:
    """Read every table of an export.

    Raises
    ------
    UnreadableFileError
        If the file cannot be opened.
    """
    data = read_bytes(path, path.name)
    if not data.startswith(b"PK"):
        return [_csv_sheet(path.stem, path.name, data)]
    archive = open_zip(data, path.name)
    if "[Content_Types].xml" in archive.namelist():
        return list(_workbook_sheets(path.name, data))
    parts = [part for part in archive.namelist() if _is_csv(part)]
    return [_csv_sheet(PurePosixPath(part).stem, part, read_part(archive, part, path.name)) for part in parts]


def _headers(path: Path) -> Iterator[Sequence[str]]:
    """The first row of each table, read as cheaply as it goes."""
    data = read_bytes(path, path.name)
    if not data.startswith(b"PK"):
        if _is_csv(path.name):
            yield _csv_header(data)
        return
    archive = open_zip(data, path.name)
    names = set(archive.namelist())
    if "[Content_Types].xml" in names:
        if "xl/workbook.xml" in names and OUR_SHEET not in read_part(archive, "xl/workbook.xml", path.name):
            yield from (sheet.header for sheet in _workbook_sheets(path.name, data))
        return
    for part in sorted(names):
        if _is_csv(part):
            yield _csv_header(read_part(archive, part, path.name))


def _is_csv(file: str) -> bool:
    """Whether a part is a table; what a Mac adds to a zip file beside each one is none."""
    part = PurePosixPath(file)
    return part.suffix.lower() == ".csv" and not part.name.startswith((".", "~"))


def _csv_header(data: bytes) -> Sequence[str]:
    """The first row as far as it can be read: a file is known for an export before its rows are refused."""
    text = data[:HEAD_BYTES].decode("utf-8-sig", errors="replace").replace("\0", "")
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text)), [])
    except csv.Error:
        return []


def _csv_sheet(name: str, file: str, data: bytes) -> ExportSheet:
    text = decode(data, file)
    lines = dict(lines_of(file, text, _separator(text)))
    header = lines.get(1, [])
    width = len(header)
    rows = [(*lines.get(number, ()), *[""] * width)[:width] for number in range(2, max(lines) + 1)]
    repeat = re.sub(r"~\d+$", "", name).rpartition("-")[2]
    return ExportSheet(name=repeat, file=file, sheet=None, header=tuple(header), rows=tuple(rows))


def _separator(text: str) -> str:
    """What stands between most cells of the first row; a comma where nothing does."""
    return max(SEPARATORS, key=text.partition("\n")[0].count)


def _workbook_sheets(file: str, data: bytes) -> Iterator[ExportSheet]:
    from python_calamine import CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except Exception as error:  # the parser's own errors share no root
        raise UnreadableFileError(file, "It cannot be opened as a workbook", "Export it again.") from error
    for name, (header, *rows) in ((name, rows or [[]]) for name, rows in sheets.items()):
        yield ExportSheet(
            name=name,
            file=file,
            sheet=name,
            header=tuple(str(cell) for cell in header),
            rows=tuple(tuple(row) for row in rows),
        )
