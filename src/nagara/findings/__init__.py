"""What a person should know about data from which we can still answer.

A finding is data: a stable code, the values that fill its sentence, and the place (file, sheet,
row, cell) it speaks of. Its severity, sentence and remedy stand in one catalogue
(``catalogue/*.csv``), so that a translation or the web can say the same by code.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import resources

from nagara.errors import UnknownCodeError

__all__ = ["Finding", "FindingCode", "Place", "Severity", "blocking", "catalogue", "plain"]


class Severity(StrEnum):
    """How much a finding weighs."""

    NOTE = "note"
    WARNING = "warning"
    BLOCKING = "blocking"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a user's file something stands.

    Parameters
    ----------
    file
        Name of the file, without folders.
    sheet
        Sheet of a workbook, if the file is one.
    row
        Row as a spreadsheet counts it, from 1.
    column
        Letter of the column in a workbook, name of the column in a CSV file.
    """

    file: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        parts = [self.file]
        if self.sheet is not None:
            parts.append(f"sheet {self.sheet}")
            if self.row is not None:
                parts.append(f"cell {self.column}{self.row}" if self.column else f"row {self.row}")
            elif self.column:
                parts.append(f"column {self.column}")
        else:
            if self.row is not None:
                parts.append(f"row {self.row}")
            if self.column:
                parts.append(f"column {self.column}")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingCode:
    """One line of the catalogue: what a code means, whichever values fill it."""

    code: str
    severity: Severity
    sentence: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One doubt about one thing.

    Parameters
    ----------
    code
        Stable kebab-case code of the catalogue.
    values
        What fills the named gaps of its sentence and remedy.
    place
        Where it was found, if it was found in a file.

    Raises
    ------
    UnknownCodeError
        If the catalogue does not hold the code.
    """

    code: str
    values: Mapping[str, str | float] = field(default_factory=dict)
    place: Place | None = None

    def __post_init__(self) -> None:
        if self.code not in catalogue():
            raise UnknownCodeError("finding code", self.code, tuple(catalogue()))

    @property
    def severity(self) -> Severity:
        """How much it weighs."""
        return catalogue()[self.code].severity

    @property
    def sentence(self) -> str:
        """What was found, in English."""
        return catalogue()[self.code].sentence.format_map(self.words())

    @property
    def remedy(self) -> str:
        """What the reader can do, in English."""
        return catalogue()[self.code].remedy.format_map(self.words())

    def words(self) -> dict[str, str]:
        """Its values as a sentence prints them."""
        return {name: plain(value) for name, value in self.values.items()}

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.sentence} {self.remedy}".strip()


def plain(value: str | float) -> str:
    """Write a value for a sentence: at most four significant digits, never an exponent.

    Examples
    --------
    >>> plain(1234567), plain(0.00123456), plain(7.0), plain("D14")
    ('1234567', '0.001235', '7', 'D14')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, int) or float(value).is_integer():
        return f"{int(value)}"
    if abs(value) >= 1000:
        return f"{value:.0f}"
    text = f"{value:.4g}"
    return f"{value:.8f}".rstrip("0") if "e" in text else text


def blocking(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that stop a report."""
    return tuple(finding for finding in findings if finding.severity is Severity.BLOCKING)


@cache
def catalogue() -> Mapping[str, FindingCode]:
    """All finding codes, in the order of their files."""
    codes: dict[str, FindingCode] = {}
    folder = resources.files(__name__) / "catalogue"
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not file.name.endswith(".csv"):
            continue
        for row in csv.DictReader(file.read_text("utf-8").splitlines()):
            codes[row["code"]] = FindingCode(
                code=row["code"],
                severity=Severity(row["severity"]),
                sentence=row["sentence"],
                remedy=row["remedy"],
            )
    return codes
