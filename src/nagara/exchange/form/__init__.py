"""The form of a city's year: which sheets, which questions, which answers.

One definition (``tables.csv``, ``fields.csv``, ``choices.csv``) feeds the workbook, the CSV folder,
the phone form, the reader that checks them, and the reference page. Its field names are the field
names of :mod:`nagara.waste.records`.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

__all__ = ["FORM_VERSION", "Choice", "FormField", "FormTable", "choices", "form_tables"]

FORM_VERSION: Final = "2026.2"
"""Edition of the form; a workbook says it on its sheet ``About``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer of a drop-down."""

    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One question.

    Parameters
    ----------
    name
        Column name, with its unit suffix; the field of the record.
    kind
        ``text``, ``code``, ``ref``, ``number``, ``integer``, ``fraction``, ``year``, ``date``,
        ``yes_no`` or ``choice``.
    unit
        Unit as printed beside the question.
    is_required
        Whether a row without it cannot be used.
    choices
        Name of the list of a ``choice``, name of the table of a ``ref``.
    low, high
        Smallest and largest answer that is read without a blocking finding.
    """

    name: str
    kind: str
    unit: str
    is_required: bool
    choices: str
    low: float | None
    high: float | None
    label: str
    hint: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormTable:
    """One sheet of the workbook, one file of the CSV folder.

    Parameters
    ----------
    name
        Name of the table in files and in :class:`nagara.waste.records.CityRecords`.
    step
        Step of the Waste Wise Cities Tool that it belongs to.
    sheet
        Name of the sheet in the workbook.
    key
        Fields that tell one row from another.
    """

    name: str
    step: int
    sheet: str
    key: tuple[str, ...]
    title: str
    hint: str
    fields: tuple[FormField, ...]

    def __getitem__(self, name: str) -> FormField:
        return next(field for field in self.fields if field.name == name)


@cache
def form_tables() -> Mapping[str, FormTable]:
    """All sheets by name, in the order of the workbook."""
    questions: dict[str, list[FormField]] = {}
    for row in _rows("fields.csv"):
        questions.setdefault(row["table"], []).append(_field(row))
    return {
        row["table"]: FormTable(
            name=row["table"],
            step=int(row["step"]),
            sheet=row["sheet"],
            key=tuple(row["key"].split()),
            title=row["title"],
            hint=row["hint"],
            fields=tuple(questions[row["table"]]),
        )
        for row in _rows("tables.csv")
    }


@cache
def choices(name: str) -> tuple[Choice, ...]:
    """The answers of one drop-down, in printed order."""
    return tuple(Choice(code=row["code"], label=row["label"]) for row in _rows("choices.csv") if row["list"] == name)


def _field(row: Mapping[str, str]) -> FormField:
    return FormField(
        name=row["field"],
        kind=row["kind"],
        unit=row["unit"],
        is_required=row["required"] == "yes",
        choices=row["choices"],
        low=float(row["low"]) if row["low"] else None,
        high=float(row["high"]) if row["high"] else None,
        label=row["label"],
        hint=row["hint"],
        example=row["example"],
    )


@cache
def _rows(name: str) -> tuple[Mapping[str, str], ...]:
    text = (resources.files(__name__) / name).read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))
