"""Scenario files: a small table that an officer writes in a spreadsheet, one row for each change.

A CSV file or the first sheet of a workbook that has the columns. Numbers are read as in the city's
form: decimal commas, percent signs and digits of other scripts, each liberty with a finding.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Final

from nagara.errors import ScenarioError, UnreadableFileError
from nagara.evidence import codelist
from nagara.exchange.cells import Doubts, cell_reader, clean, fold, is_decimal_comma
from nagara.exchange.cells.nearest import nearest
from nagara.exchange.csv_folder import decode
from nagara.exchange.form import FormField
from nagara.exchange.refuse import FileKind, kind_of, open_zip, read_bytes
from nagara.exchange.rows import NEVER_CALCULATED
from nagara.findings import Finding, Place, Severity, blocking
from nagara.pathways.levers import levers, words_of
from nagara.pathways.scenario import Change, Scenario
from nagara.uncertainty.estimates import RangeMeaning
from nagara.waste.row import RowAt

__all__ = ["COLUMNS", "NEEDED", "ScenarioReading", "read_scenarios"]

NEEDED: Final = ("scenario", "what", "from_year")
COLUMNS: Final[Mapping[str, str]] = {
    "scenario": "Name of the scenario; rows of one name belong together. Empty: the name of the row above.",
    "what": "What changes: one of the levers.",
    "of_which": "Of which category, kind or stage; the lever says.",
    "facility": "Code of the facility, as in the city's records; a new one for facility_opens.",
    "facility_name": "Name of a facility that opens.",
    "from_year": "First year in which something changes; after the year of the records.",
    "until_year": "Last year of the change. Empty: it stays.",
    "ramp_years": "Years until all of it is reached, in equal steps. Empty or 0: at once.",
    "value": "How far. Shares are parts of one (0.2) or have a percent sign (20%).",
    "low": "Low end of its range, if it is not certain.",
    "high": "High end of its range.",
    "range_is": "interval-95 (if empty) or bounds.",
    "unit": "Unit of the value where the lever knows several; the first if empty.",
    "source": "Why, or who says so. It is printed.",
}
"""The columns and what they hold, in the order of the template."""
_NOT_READ: Final = frozenset({"help", "note", "notes"})
_HEADER_ROWS: Final = 12
_SEPARATORS: Final = ",;\t|"
_SHARES: Final = frozenset({"frac", "frac_per_year"})
_MEND: Final = "Write one with: nagara scenario --template FILE."
_ALPHABET: Final = 26
_PLAIN_PERCENT: Final = "percent-sign-read"
"""Shares are asked for with or without a percent sign, so that there is nothing to say."""

Rows = Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioReading:
    """What stands in scenario files.

    Parameters
    ----------
    scenarios
        The scenarios in the order of files and rows.
    findings
        Doubts that block nothing.
    digests
        SHA-256 of each file by its name.
    """

    scenarios: tuple[Scenario, ...]
    findings: tuple[Finding, ...]
    digests: Mapping[str, str]


def read_scenarios(paths: Sequence[Path]) -> ScenarioReading:
    """Read scenario files.

    Parameters
    ----------
    paths
        CSV files or workbooks; rows of one name in several files belong together.

    Raises
    ------
    UnreadableFileError
        If a file cannot be read, or no sheet of it has the columns.
    ScenarioError
        If a cell or a row cannot be understood; it names every one of them with its place.
    """
    findings: list[Finding] = []
    changes: dict[str, list[Change]] = {}
    digests = {}
    for path in paths:
        data = read_bytes(path, path.name)
        digests[path.name] = hashlib.sha256(data).hexdigest()
        sheet = _sheet_of(path.name, data)
        findings += sheet.findings
        for name, change in _changes(sheet, findings):
            changes.setdefault(name, []).append(change)
    if stops := blocking(findings):
        raise ScenarioError([str(finding) for finding in stops])
    return ScenarioReading(
        scenarios=tuple(Scenario(name=name, changes=tuple(rows)) for name, rows in changes.items()),
        findings=tuple(findings),
        digests=digests,
    )


# --- the table as it stands in the file -------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    file: str
    sheet: str | None
    columns: Mapping[str, str]
    lines: tuple[tuple[int, Mapping[str, object]], ...]
    comma_is_decimal: bool
    findings: tuple[Finding, ...]

    def at(self, row: int) -> RowAt:
        return RowAt(file=self.file, sheet=self.sheet, row=row, columns=dict(self.columns))


def _sheet_of(name: str, data: bytes) -> _Sheet:
    kind = kind_of(data, name)
    if kind not in {FileKind.CSV, FileKind.XLSX, FileKind.ODS}:
        why = "A scenario is read from .csv, .xlsx or .ods only"
        raise UnreadableFileError(name, why, "Save it as .xlsx or as “CSV UTF-8”.")
    sheets = [(None, _csv_rows(data, name))] if kind is FileKind.CSV else list(_workbook_rows(data, kind, name))
    for sheet, rows in sheets:
        header = next((at for at, row in enumerate(rows[:_HEADER_ROWS]) if _names(row) >= set(NEEDED[:2])), None)
        if header is not None:
            return _cut(name, sheet, rows, header)
    raise UnreadableFileError(name, f"No row has the columns {', '.join(NEEDED)}", _MEND)


def _csv_rows(data: bytes, name: str) -> Rows:
    text = decode(data, name)
    first = text.lstrip().partition("\n")[0]
    try:
        return list(csv.reader(StringIO(text, newline=""), delimiter=max(_SEPARATORS, key=first.count), strict=True))
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
        yield sheet, rows


def _names(row: Sequence[object]) -> set[str]:
    return {_column(cell) for cell in row}


def _column(cell: object) -> str:
    return fold(str(cell)).replace(" ", "_").replace("-", "_")


def _cut(file: str, sheet: str | None, rows: Rows, header: int) -> _Sheet:
    place = Place(file=file, sheet=sheet, row=header + 1)
    known, findings = ", ".join(COLUMNS), []
    named = {_column(cell): at for at, cell in enumerate(rows[header]) if str(cell).strip()}
    for name in NEEDED:
        if name not in named:
            values: dict[str, str | float] = {"column": name, "known": known}
            findings.append(Finding(code="scenario-column-missing", values=values, place=place))
    for name in named:
        if name not in COLUMNS and name not in _NOT_READ:
            values = {"column": name, "known": known}
            findings.append(Finding(code="scenario-column-unknown", values=values, place=place))
    places = {name: at for name, at in named.items() if name in COLUMNS}
    lines = tuple(
        (number, {name: row[at] for name, at in places.items() if at < len(row) and row[at] not in {"", None}})
        for number, row in enumerate(rows[header + 1 :], start=header + 2)
        if any(at < len(row) and str(row[at]).strip() for at in places.values())
    )
    if not lines:
        findings.append(Finding(code="scenario-no-rows", place=place))
    numbers = (cells.get(name) for _, cells in lines for name in ("value", "low", "high"))
    return _Sheet(
        file=file,
        sheet=sheet,
        columns={name: name if sheet is None else _letters(at) for name, at in places.items()},
        lines=lines,
        comma_is_decimal=any(is_decimal_comma(text) for text in numbers if isinstance(text, str)),
        findings=tuple(findings),
    )


def _letters(index: int) -> str:
    letters = ""
    while index >= 0:
        index, rest = divmod(index, _ALPHABET)
        letters = chr(ord("A") + rest) + letters
        index -= 1
    return letters


# --- from cells to changes --------------------------------------------------------------------------


def _changes(sheet: _Sheet, findings: list[Finding]) -> Iterator[tuple[str, Change]]:
    name = ""
    for row, cells in sheet.lines:
        reader = _Cells(sheet=sheet, at=sheet.at(row), cells=cells, findings=findings)
        name = reader.text("scenario") or name
        if not name:
            reader.find("scenario", "scenario-name-missing")
            continue
        change = _change(reader)
        if change is not None:
            yield name, change


def _change(reader: _Cells) -> Change | None:
    what = reader.word("what", {code: lever.label for code, lever in levers().items()})
    year = reader.number("from_year", "year")
    if year is None and "from_year" in reader.sheet.columns and "from_year" not in reader.spoiled:
        reader.find("from_year", "scenario-year-missing")
    if what is None:
        if "what" not in reader.cells:
            known = ", ".join(levers())
            reader.find("what", "scenario-lever-unknown", what="An empty cell", known=known)
        return None
    lever = levers()[what]
    unit = reader.text("unit") or None
    is_share = (unit or (lever.units or ("",))[0]) in _SHARES
    value, low, high = (reader.number(name, "fraction" if is_share else "number") for name in ("value", "low", "high"))
    words = {code: _label(lever.of_which, code) for code in words_of(lever.of_which)}
    of_which = reader.word("of_which", words) if words else reader.text("of_which") or None
    until, ramp = reader.number("until_year", "year"), reader.number("ramp_years", "integer")
    range_is = reader.word("range_is", {each.value: each.value for each in RangeMeaning})
    if year is None or (reader.spoiled & {"value", "low", "high", "of_which"}):
        return None
    return Change(
        what=what,
        of_which=of_which,
        facility=reader.text("facility") or None,
        facility_name=reader.text("facility_name") or None,
        from_year=int(year),
        until_year=None if until is None else int(until),
        ramp_years=int(ramp or 0),
        value=value,
        low=low,
        high=high,
        range_is=range_is,
        unit=unit,
        source=reader.text("source") or None,
        at=reader.at,
    )


@dataclass(slots=True, kw_only=True)
class _Cells:
    """Reads the cells of one row; every doubt has its place."""

    sheet: _Sheet
    at: RowAt
    cells: Mapping[str, object]
    findings: list[Finding]
    spoiled: set[str] = field(default_factory=set)

    def find(self, column: str, code: str, **values: str | float) -> None:
        finding = Finding(code=code, values=values, place=self.at(column))
        self.findings.append(finding)
        if finding.severity is Severity.BLOCKING:
            self.spoiled.add(column)

    def text(self, column: str) -> str:
        value = self._read(column, _question(column, "text"))
        return "" if value is None else clean(str(value))

    def number(self, column: str, kind: str) -> float | None:
        value = self._read(column, _question(column, kind))
        return float(value) if isinstance(value, float | int) else None

    def word(self, column: str, labels: Mapping[str, str]) -> str | None:
        """Read one of some codes, by the code or by its label."""
        text = self.text(column)
        if not text:
            return None
        known = {_fold(word): code for code, label in labels.items() for word in (label, code)}
        if _fold(text) in known:
            return known[_fold(text)]
        near = " or ".join(nearest(_fold(text), known))
        said = f"The nearest is {near}. " if near else ""
        self.find(column, "choice-unknown", label=column, text=text, nearest=said, known=", ".join(labels))
        return None

    def _read(self, column: str, question: FormField) -> object:
        cell = self.cells.get(column)
        if cell is None:
            return None
        doubts: Doubts = []
        read: Callable[[object, Doubts], object] = cell_reader(question, comma_is_decimal=self.sheet.comma_is_decimal)
        value = read(cell, doubts)
        for doubt in doubts:
            if doubt.code == _PLAIN_PERCENT:
                continue
            self.find(column, doubt.code, **{"label": column, "times": "once", **doubt.values})
        return value


def _question(name: str, kind: str) -> FormField:
    return FormField(
        name=name,
        kind=kind,
        unit="",
        is_required=False,
        choices="",
        low=0.0 if kind in {"integer", "year"} else None,
        high=1.0 if kind == "fraction" else None,
        label=name,
        hint="",
        example="",
    )


def _label(kind: str, code: str) -> str:
    lists = dict.fromkeys(("category", "category-or-all", "part"), "waste_category") | {"kind": "facility_kind"}
    known = codelist(lists[kind]).entries if kind in lists else {}
    return known[code]["label"] if code in known else code


def _fold(text: str) -> str:
    return fold(text).replace("_", " ").replace("-", " ")
