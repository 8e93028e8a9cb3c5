"""Scenario files: a small table that an officer writes in a spreadsheet, one row for each change.

A CSV file or the first sheet of a workbook that has the columns. Numbers are read as in the city's
form: decimal commas, percent signs and digits of other scripts, each liberty with a finding.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from nagara.errors import ScenarioError, UnreadableFileError
from nagara.evidence import codelist
from nagara.exchange.cells import Doubts, cell_reader, clean, fold
from nagara.exchange.cells.nearest import nearest
from nagara.exchange.form import FormField
from nagara.exchange.refuse import read_bytes
from nagara.exchange.small_table import FoundTable, Line, SmallTable, find_table
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
_SHARES: Final = frozenset({"frac", "frac_per_year"})
_REFUSAL: Final = "A scenario is read from .csv, .xlsx or .ods only"
_MEND: Final = "Write one with: nagara scenario --template FILE."
_PLAIN_PERCENT: Final = "percent-sign-read"
"""Shares are asked for with or without a percent sign, so that there is nothing to say."""


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
        found = find_table(data, path.name, name_of=_column, told_by=NEEDED[:2], refusal=_REFUSAL)
        if found is None:
            raise UnreadableFileError(path.name, f"No row has the columns {', '.join(NEEDED)}", _MEND)
        for name, change in _changes(_cut(found, findings), findings):
            changes.setdefault(name, []).append(change)
    if stops := blocking(findings):
        raise ScenarioError([str(finding) for finding in stops])
    return ScenarioReading(
        scenarios=tuple(Scenario(name=name, changes=tuple(rows)) for name, rows in changes.items()),
        findings=tuple(findings),
        digests=digests,
    )


# --- the table as it stands in the file -------------------------------------------------------------


def _cut(found: FoundTable, findings: list[Finding]) -> SmallTable:
    """Take the columns that are known, and say which are missing or not read."""
    place = Place(file=found.file, sheet=found.sheet, row=found.header + 1)
    known = ", ".join(COLUMNS)
    named = {_column(cell): at for at, cell in enumerate(found.rows[found.header]) if str(cell).strip()}
    for code, names in (
        ("scenario-column-missing", [name for name in NEEDED if name not in named]),
        ("scenario-column-unknown", [name for name in named if name not in COLUMNS and name not in _NOT_READ]),
    ):
        findings += (Finding(code=code, values={"column": name, "known": known}, place=place) for name in names)
    table = found.cut({name: at for name, at in named.items() if name in COLUMNS})
    if not table.lines:
        findings.append(Finding(code="scenario-no-rows", place=place))
    return table


def _column(cell: object) -> str:
    return fold(str(cell)).replace(" ", "_").replace("-", "_")


# --- from cells to changes --------------------------------------------------------------------------


def _changes(sheet: SmallTable, findings: list[Finding]) -> Iterator[tuple[str, Change]]:
    name = ""
    for line in sheet.lines:
        reader = _Cells(sheet=sheet, line=line, findings=findings)
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
        if "what" not in reader.line.cells:
            known = ", ".join(levers())
            reader.find("what", "scenario-lever-unknown", what="An empty cell", known=known)
        return None
    lever, sheet = levers()[what], reader.sheet
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
        at=RowAt(file=sheet.file, sheet=sheet.sheet, row=reader.line.row, columns=dict(sheet.columns)),
    )


@dataclass(slots=True, kw_only=True)
class _Cells:
    """Reads the cells of one row; every doubt has its place."""

    sheet: SmallTable
    line: Line
    findings: list[Finding]
    spoiled: set[str] = field(default_factory=set)

    def find(self, column: str, code: str, **values: str | float) -> None:
        finding = Finding(code=code, values=values, place=self.sheet.place(self.line, column))
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
        cell = self.line.cells.get(column)
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
