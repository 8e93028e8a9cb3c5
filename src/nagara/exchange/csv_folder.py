"""Read a CSV folder (or a zip of one) into raw tables, in whatever way it was saved.

Encodings that say what they are (UTF-8, UTF-16) are read; one that would have to be guessed is
refused, because a guess turns names into other names in silence.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import StringIO
from itertools import compress, count, repeat
from pathlib import PurePath
from typing import Final, TypeAlias

from nagara.errors import UnreadableFileError
from nagara.exchange.columns import Header, field_of, match_columns
from nagara.exchange.form import FORM_VERSION, FormTable, form_tables
from nagara.exchange.formula_guard import unguarded
from nagara.exchange.own_indicators import OWN_INDICATORS
from nagara.exchange.rows import EvenRows, RawRow, RawTable
from nagara.findings import Finding, Place

__all__ = ["SEPARATORS", "decode", "lines_of", "read_csv_files", "table_of_file"]

SEPARATORS: Final = ",;\t|"
SAVE_UTF8: Final = "Save it again as “CSV UTF-8”."
MOST_ROWS: Final = 200_000
LONGEST_CELL: Final = 131_072
LONGEST_HEADER: Final = 4_096
"""Letters of a header whose separator and questions are remembered: most cities use one form."""
BOMS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
Line: TypeAlias = tuple[int, list[str]]
"""A line of a file with its number."""
SILENT_SUFFIXES: Final = frozenset({".json", ".md", ".txt", ".html", ".pdf", ".toml", ".yml"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Split:
    """A text taken apart: its header and where that stands, then the numbers of the lines below it and their cells.

    The cells stand in columns where all lines have as many of them as the header, and else in lines.
    """

    at: int
    header: Sequence[str]
    numbers: Sequence[int]
    columns: Sequence[Sequence[str]] | None
    lines: Sequence[Line] = ()


def table_of_file(file: str) -> FormTable | None:
    """Name the table that a file holds, by the name of the file.

    Examples
    --------
    >>> table_of_file("Weighings.CSV").name
    'weighings'
    """
    return _table_of_stem(PurePath(file).stem)


@lru_cache(maxsize=256)
def _table_of_stem(name: str) -> FormTable | None:
    stem = name.strip().lower().replace(" ", "_").replace("-", "_")
    for table in form_tables().values():
        if stem in {table.name, table.sheet.lower().replace(" ", "_").replace("-", "_")}:
            return table
    return None


def read_csv_files(files: Mapping[str, bytes]) -> tuple[list[RawTable], list[Finding]]:
    """Read the files of one folder.

    Parameters
    ----------
    files
        Content by name, as findings print the name.

    Returns
    -------
    tuple
        The raw tables in the order of the form, and what there is to say about the files.
    """
    tables: dict[str, RawTable] = {}
    findings: list[Finding] = []
    seen: dict[str, str] = {}
    for file in sorted(files):
        path = PurePath(file)
        if path.name == "datapackage.json":
            findings += _version(files[file], file)
            continue
        table = _table_of_stem(path.stem)
        if table is None or path.suffix.lower() not in {".csv", ".tsv", ".txt"}:
            findings += _stranger(file)
            continue
        if table.name in seen:
            values: dict[str, str | float] = {"table": table.name, "other": seen[table.name]}
            findings.append(Finding(code="sheet-twice", values=values, place=Place(file=file)))
            continue
        seen[table.name] = file
        try:
            raw, doubts = _read(table, file, decode(files[file], file))
        except UnreadableFileError as error:
            raw, doubts = None, [_unreadable(error)]
        findings += doubts
        if raw is not None:
            tables[table.name] = raw
    if not seen:
        place = Place(file=next(iter(sorted(files)), "").rpartition("/")[0] or next(iter(sorted(files)), ""))
        findings.append(Finding(code="not-a-city-form", place=place))
    return [tables[name] for name in form_tables() if name in tables], findings


def decode(data: bytes, file: str) -> str:
    """Turn the bytes of a CSV file into text.

    Raises
    ------
    UnreadableFileError
        If it is empty, binary, or in an encoding that would have to be guessed.
    """
    encoding = next((name for bom, name in BOMS if data.startswith(bom)), None)
    if encoding is None:
        encoding = _without_bom(data, file)
    try:
        text = data.decode(encoding).lstrip("\ufeff")
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise UnreadableFileError(file, "It is cut off in the middle of a letter", SAVE_UTF8) from error
        row = data[: error.start].count(b"\n") + 1
        byte = f"0x{data[error.start]:02X}"
        why = f"Row {row} holds a byte ({byte}) that is not UTF-8, so its letters would have to be guessed"
        raise UnreadableFileError(file, why, SAVE_UTF8) from error
    if "\x00" in text:
        raise UnreadableFileError(file, "It holds zero bytes, so it is not a text file", SAVE_UTF8)
    if text.count("\n") > MOST_ROWS:
        why = f"It holds more than {MOST_ROWS} rows, which no city's form does"
        raise UnreadableFileError(file, why, "Keep the rows of one city and one year.")
    if not text.strip():
        raise UnreadableFileError(file, "It is empty", "Delete the file or fill it in.")
    return text


def _without_bom(data: bytes, file: str) -> str:
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        mend = "Open it in a spreadsheet program and save it as “CSV UTF-8”."
        raise UnreadableFileError(file, "It is a workbook with the name of a CSV file", mend)
    sample = data[:400]
    if sample and sample.count(b"\x00") * 3 > len(sample):
        return "utf-16-le" if sample[1:2] == b"\x00" else "utf-16-be"
    return "utf-8"


def _read(table: FormTable, file: str, text: str) -> tuple[RawTable | None, list[Finding]]:
    separator, text, offset = _separated(table, text)
    split = _split_at_once(text, separator, offset) or _split_by_line(file, text, separator, offset)
    if split is None:
        return None, []
    found, findings = _matched(table, split.header, Place(file=file, row=split.at))
    if found is None:
        return None, findings
    columns = {field: cell.name for field, cell in found.items()}
    rows: Sequence[RawRow]
    if split.columns is not None:
        rows = _even_rows(found, split.numbers, split.columns)
    else:
        rows, ragged = _uneven_rows(file, found, split.lines, separator, split.header)
        findings += ragged
    if not rows:
        return None, [finding for finding in findings if finding.code == "personal-data-in-workbook"]
    return RawTable(table=table.name, file=file, sheet=None, columns=columns, rows=rows), findings


def _matched(
    table: FormTable, header: Sequence[str], place: Place
) -> tuple[Mapping[str, Header] | None, list[Finding]]:
    """The header cell by question (``None`` where no cell asks one), and what there is to say of them."""
    find = _form_header if sum(map(len, header)) <= LONGEST_HEADER else _form_header.__wrapped__
    if (known := find(table.name, tuple(header))) is not None:
        return known, []
    headers = _headers(header)
    if not any(field_of(table, head.text) for head in headers):
        return None, [Finding(code="sheet-without-header", place=place)]
    found, doubts = match_columns(table, headers, place)
    return found, list(doubts)


@lru_cache(maxsize=256)
def _form_header(name: str, header: tuple[str, ...]) -> Mapping[str, Header] | None:
    """The header cell by question, where there is nothing to say of a header, wherever it stands; else ``None``."""
    found, doubts = match_columns(form_tables()[name], _headers(header), Place(file=""))
    return found if found and not doubts else None


def _headers(header: Sequence[str]) -> list[Header]:
    """The filled cells of a header."""
    return [Header(index=index, text=cell, name=cell.strip()) for index, cell in enumerate(header) if cell.strip()]


def _even_rows(found: Mapping[str, Header], numbers: Sequence[int], by_index: Sequence[Sequence[str]]) -> EvenRows:
    """Keep the columns that answer a question, without the lines that answer none of them."""
    cells = {field: by_index[head.index] for field, head in found.items() if any(by_index[head.index])}
    if not any(map(all, cells.values())):  # one question that every line answers tells as much
        filled = [any(line) for line in zip(*cells.values(), strict=True)]
        numbers = tuple(compress(numbers, filled))
        cells = {field: tuple(compress(column, filled)) for field, column in cells.items()}
    return EvenRows(row_numbers=numbers if cells else (), cells=cells)


def _uneven_rows(
    file: str, found: Mapping[str, Header], lines: Sequence[Line], separator: str, header: Sequence[str]
) -> tuple[tuple[RawRow, ...], list[Finding]]:
    """Read lines of several lengths one by one, and doubt those of another length than the header."""
    width, last = len(header), max(index for index, cell in enumerate(header) if cell.strip())
    rows: list[RawRow] = []
    findings: list[Finding] = []
    for number, line in lines:
        if len(line) != width:
            findings += _ragged(file, number, line, width=width, last=last, separator=separator)
        cells = {
            field: line[head.index] for field, head in found.items() if head.index < len(line) and line[head.index]
        }
        if cells:
            rows.append(RawRow(row_number=number, cells=cells))
    return tuple(rows), findings


def _separated(table: FormTable, text: str) -> tuple[str, str, int]:
    """The separator of a text, the text without a line that only names it, and how many lines stood before."""
    separator = None
    first, _, rest = text.partition("\n")
    offset = 0
    if first.strip().strip('"').lower().startswith("sep=") and len(first.strip().strip('"')) == 5:  # noqa: PLR2004
        separator, text, offset = first.strip().strip('"')[-1], rest, 1
    header = text.lstrip().partition("\n")[0].strip()
    find = _separator if len(header) <= LONGEST_HEADER else _separator.__wrapped__  # one that is kept is short
    return separator or find(table.name, header), text, offset


def _split_at_once(text: str, separator: str, offset: int) -> _Split | None:
    """Split a text whose lines all have as many cells, and no quotation marks; else ``None``."""
    text = text.replace("\r\n", "\n")
    if '"' in text or "\r" in text:
        return None
    every = text.split("\n")
    filled = list(filter(None, every))
    counts = set(map(str.count, filled, repeat(separator)))
    if len(counts) != 1 or (len(text) > LONGEST_CELL and max(map(len, filled)) > LONGEST_CELL):
        return None
    width = counts.pop() + 1
    cells = separator.join(filled).split(separator)
    if not any(cells[:width]):  # then another line is the header
        return None
    if "'" in text:
        cells = list(map(unguarded, cells))
    at, *numbers = compress(count(offset + 1), every)
    columns = [cells[index::width] for index in range(width, 2 * width)]
    return _Split(at=at, header=cells[:width], numbers=numbers, columns=columns)


def _split_by_line(file: str, text: str, separator: str, offset: int) -> _Split | None:
    """Split any text; ``None`` if no line of it holds anything."""
    lines = lines_of(file, text, separator, offset)
    if "'" in text:
        lines = [(number, [unguarded(cell) for cell in line]) for number, line in lines]
    if not lines:
        return None
    (at, header), *rest = lines
    is_even = all(len(line) == len(header) for _, line in rest)
    columns = [[line[index] for _, line in rest] for index in range(len(header))] if is_even else None
    return _Split(at=at, header=header, numbers=[number for number, _ in rest], columns=columns, lines=rest)


def lines_of(file: str, text: str, separator: str, offset: int = 0) -> list[Line]:
    """Split a text into numbered rows, without the empty ones.

    Raises
    ------
    UnreadableFileError
        If a text in quotation marks does not end, or is longer than any answer.
    """
    unquoted = text.replace("\r\n", "\n")
    if '"' in unquoted or "\r" in unquoted:
        rows = _quoted_rows(file, text, separator, offset)
    else:  # nothing to take apart but lines and cells, which takes a third of the time
        rows = [line.split(separator) for line in unquoted.split("\n")]
    lines = [(number, row) for number, row in enumerate(rows, offset + 1) if any(row)]
    if len(text) > LONGEST_CELL:  # the csv module's own limit is the process's, and anybody may have moved it
        for number, line in lines:
            if any(len(cell) > LONGEST_CELL for cell in line):
                raise _endless_cell(file, number)
    return lines


def _quoted_rows(file: str, text: str, separator: str, offset: int) -> list[list[str]]:
    """Split a text in which a cell may hold separators and ends of lines."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True):
            rows.append(row)  # noqa: PERF402 (how many there were is said of what follows them)
    except csv.Error as error:
        if "field larger" in str(error):
            raise _endless_cell(file, offset + len(rows) + 1) from error
        why = f"The quotation marks after row {offset + len(rows)} do not close"
        mend = "Check that each text in quotation marks begins and ends with one."
        raise UnreadableFileError(file, why, mend) from error
    return rows


def _endless_cell(file: str, row: int) -> UnreadableFileError:
    why = f"A cell of row {row} is longer than {LONGEST_CELL} characters"
    return UnreadableFileError(file, why, "Check that each text in quotation marks begins and ends with one.")


@lru_cache(maxsize=256)
def _separator(name: str, header: str) -> str:
    """The separator under which most cells of a header are questions of a table."""
    table = form_tables()[name]

    def known(separator: str) -> tuple[int, int]:
        cells = header.split(separator)
        return sum(field_of(table, cell.strip('" \r')) is not None for cell in cells), len(cells)

    return max(SEPARATORS, key=known)


def _ragged(file: str, number: int, line: Sequence[str], *, width: int, last: int, separator: str) -> Iterable[Finding]:
    """Doubt a row of another length; after a comma even an empty surplus cell may be a decimal comma's."""
    values: dict[str, str | float] = {"cells": len(line), "columns": width}
    if len(line) > width and (separator == "," or any(cell.strip() for cell in line[last + 1 :])):
        yield Finding(code="row-too-long", values=values, place=Place(file=file, row=number))
    elif len(line) <= last:
        yield Finding(code="row-too-short", values=values, place=Place(file=file, row=number))


@lru_cache(maxsize=2)
def _version_said(data: bytes) -> str:
    """The version that a description names; it is long, and the same for every city that uses one form."""
    return str(json.loads(data.decode("utf-8-sig")).get("version", FORM_VERSION))


def _version(data: bytes, file: str) -> Iterable[Finding]:
    try:
        version = _version_said(data)
    except (ValueError, AttributeError, RecursionError):
        yield Finding(code="description-unreadable", place=Place(file=file))
        return
    if version != FORM_VERSION:
        values: dict[str, str | float] = {"version": version[:20], "known": FORM_VERSION}
        yield Finding(code="form-version-other", values=values, place=Place(file=file))


def _stranger(file: str) -> Iterable[Finding]:
    path = PurePath(file)
    if path.stem.lower() == OWN_INDICATORS.name:
        return
    if path.suffix.lower() not in SILENT_SUFFIXES and not path.name.startswith((".", "~")):
        yield Finding(code="file-ignored", values={"example": "weighings"}, place=Place(file=file))


def _unreadable(error: UnreadableFileError) -> Finding:
    values: dict[str, str | float] = {"why": error.why, "mend": error.mend}
    return Finding(code="file-unreadable", values=values, place=Place(file=error.file))
