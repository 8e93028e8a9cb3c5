"""What the reader of a workbook cannot see: formulas, error values, and sheets that reach too far.

The reader (calamine) gives values only: a formula that was never calculated looks like an empty cell
or a zero, and ``#REF!`` like nothing at all. The XML of a sheet is searched for them, and only where
it holds any.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from nagara.errors import UnreadableFileError
from nagara.exchange.refuse import FileKind, read_part

__all__ = ["SheetScan", "scan_workbook"]

MOST_CELLS: Final = 4_000_000
ATTRIBUTE: Final = re.compile(r"([\w:]+)\s*=\s*[\"']([^\"']*)[\"']")
SHEET: Final = re.compile(rb"<(?:\w+:)?sheet\s([^>]*)>")
RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
FILLED: Final = re.compile(rb"<(?:\w+:)?c\s(?:[^>]*?\s)?r=[\"']([A-Za-z]{1,3})(\d{1,7})[\"'](?:[^>]*[^/>])?>")
FAR: Final = re.compile(rb"\br\s*=\s*[\"'](?:[A-Za-z]{2,3}\d|[A-Za-z]\d{5})")
"""A cell beyond column Z or row 9999: only then is the extent worked out."""
CELL: Final = re.compile(
    rb"<(?:\w+:)?c\s(?:[^>]*?\s)?r=[\"']([A-Za-z]{1,3})(\d{1,7})[\"']([^>]*[^/>])?>(.*?)</(?:\w+:)?c>", re.DOTALL
)
VALUE: Final = re.compile(rb"<(?:\w+:)?v[^>/]*>([^<]*)<")
FORMULA: Final = re.compile(rb"<(?:\w+:)?f[\s/>]")
TRUTH: Final = re.compile(rb"<(?:\w+:)?f[^>]*>(?:TRUE|FALSE)\(\)<")
ODS_TOKEN: Final = re.compile(
    r"<table:table\s([^>]*)>|<table:table-row([^>]*)>|<table:(?:covered-)?table-cell([^>]*?)/?>", re.DOTALL
)
ODS_ERROR_TEXT: Final = re.compile(r"<text:p>([^<]*)</text:p>")

Cell = tuple[int, int]
"""Row and column, both counted from 0."""


@dataclass(slots=True, kw_only=True)
class SheetScan:
    """The cells of one sheet that need a word.

    Parameters
    ----------
    calculated
        Cells with a formula and its saved result.
    never_calculated
        Cells with a formula and no result.
    errors
        Error value by cell.
    """

    calculated: set[Cell] = field(default_factory=set)
    never_calculated: set[Cell] = field(default_factory=set)
    errors: dict[Cell, str] = field(default_factory=dict)


def scan_workbook(archive: zipfile.ZipFile, kind: FileKind, name: str) -> Mapping[str, SheetScan]:
    """Search the XML of a workbook, refusing what must not reach the reader.

    Parameters
    ----------
    archive
        The workbook as a zip file.
    kind
        ``xlsx`` or ``ods``.
    name
        How messages name the file.

    Returns
    -------
    Mapping
        What was found by name of the sheet; sheets without a finding are absent.

    Raises
    ------
    UnreadableFileError
        If a part is damaged, declares entities, or a sheet reaches to a far cell.
    """
    parts = [part for part in archive.namelist() if part.endswith((".xml", ".rels"))]
    texts = {part: read_part(archive, part, name) for part in parts}
    if kind is FileKind.ODS:
        return _scan_ods(texts.get("content.xml", b"").decode("utf-8", "replace"), name)
    workbook = texts.get("xl/workbook.xml", b"")
    is_uncalculated = re.search(rb"fullCalcOnLoad=[\"'](?:1|true)", workbook) is not None
    scans: dict[str, SheetScan] = {}
    named = _names_by_part(workbook, texts.get("xl/_rels/workbook.xml.rels", b""))
    for part, text in texts.items():
        if not part.startswith("xl/worksheets/"):
            continue
        _refuse_far_cells(text, named.get(part, part), name)
        if (FORMULA.search(text) or b't="e"' in text or b"t='e'" in text) and part in named:
            scans[named[part]] = _scan_sheet(text, is_uncalculated)
    return scans


def _names_by_part(workbook: bytes, relations: bytes) -> dict[str, str]:
    targets = {
        entry["Id"]: entry["Target"]
        for match in RELATION.finditer(relations)
        if {"Id", "Target"} <= (entry := _attributes(match[1])).keys()
    }
    names: dict[str, str] = {}
    for match in SHEET.finditer(workbook):
        entry = _attributes(match[1])
        target = next((targets[value] for key, value in entry.items() if key.endswith("id") and value in targets), None)
        if target and "name" in entry:
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            names[part] = unescape(entry["name"])
    return names


def _attributes(text: bytes) -> dict[str, str]:
    return dict(ATTRIBUTE.findall(text.decode("utf-8", "replace")))


def _refuse_far_cells(text: bytes, sheet: str, name: str) -> None:
    if not FAR.search(text):
        return
    places = FILLED.findall(text)
    if not places:
        return
    width = max(_column(letters) for letters in {letters for letters, _ in places}) + 1
    height = max(int(row) for _, row in places)
    if width * height > MOST_CELLS:
        why = f"Its sheet {sheet} is filled as far as {height} rows and {width} columns"
        raise UnreadableFileError(
            name, why, "Delete what stands far away from the form, or copy the data into a new one."
        )


def _scan_sheet(text: bytes, is_uncalculated: bool) -> SheetScan:
    scan = SheetScan()
    for match in CELL.finditer(text):
        letters, row, attributes, content = match.groups()
        is_error = re.search(rb"\bt=[\"']e[\"']", attributes or b"") is not None
        has_formula = FORMULA.search(content) is not None
        if not (is_error or has_formula):
            continue
        cell = int(row) - 1, _column(letters)
        found = VALUE.search(content)
        value = found[1].decode("utf-8", "replace") if found else ""
        if is_error:
            scan.errors[cell] = unescape(value) or "#N/A"
        elif TRUTH.search(content):
            continue
        elif not value or (is_uncalculated and value == "0"):
            scan.never_calculated.add(cell)
        else:
            scan.calculated.add(cell)
    return scan


def _scan_ods(text: str, name: str) -> Mapping[str, SheetScan]:
    scans: dict[str, SheetScan] = {}
    scan, row, next_row, column = SheetScan(), 0, 0, 0
    for token in ODS_TOKEN.finditer(text):
        table, line, cell = token.groups()
        if table is not None:
            scan = scans.setdefault(unescape(_attributes(table.encode()).get("table:name", "")), SheetScan())
            next_row = 0
        elif line is not None:
            row, column = next_row, 0
            next_row = row + _repeats(line, "rows")
        else:
            times = _repeats(cell, "columns")
            if "value-type=" in cell:
                if next_row * (column + times) > MOST_CELLS:
                    why = f"It is filled as far as {next_row} rows and {column + times} columns"
                    raise UnreadableFileError(name, why, "Start from a new template and copy the data into it.")
                _note_ods_cell(scan, (row, column), cell, text[token.end() : token.end() + 200])
            column += times
    return scans


def _note_ods_cell(scan: SheetScan, cell: Cell, attributes: str, following: str) -> None:
    if 'calcext:value-type="error"' in attributes:
        shown = ODS_ERROR_TEXT.match(following)
        scan.errors[cell] = unescape(shown[1]) if shown and shown[1].startswith("#") else "#N/A"
    elif "table:formula=" in attributes and not re.search(r'table:formula="of:=(?:TRUE|FALSE)\(\)"', attributes):
        has_value = "office:value=" in attributes or 'value-type="string"' in attributes
        (scan.calculated if has_value or "-value=" in attributes else scan.never_calculated).add(cell)


def _repeats(attributes: str, what: str) -> int:
    found = re.search(rf'number-{what}-repeated="(\d{{1,9}})"', attributes)
    return int(found[1]) if found else 1


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number - 1
