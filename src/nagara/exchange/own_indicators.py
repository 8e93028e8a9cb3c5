"""The table of a network's own indicators: asked beside the form, answered in the same ways."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from nagara.exchange.form import FormField, FormTable

__all__ = ["OWN_INDICATORS", "OwnQuestion", "columns_of_own_sheet", "read_own_sheet"]

HEADER_ROWS: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnQuestion:
    """One indicator as a network asks for it.

    Parameters
    ----------
    code
        Its stable code.
    name
        What is asked, as people read it.
    answer
        What an answer looks like: its unit, or the words to choose from.
    words
        The words themselves, for a drop-down in the cell of the answer.
    """

    code: str
    name: str
    answer: str
    words: tuple[str, ...] = ()


def _field(name: str, kind: str, label: str, *, choices: str = "", is_required: bool = False) -> FormField:
    return FormField(
        name=name,
        kind=kind,
        unit="",
        is_required=is_required,
        choices=choices,
        low=None,
        high=None,
        label=label,
        hint="",
        example="",
    )


OWN_INDICATORS: Final = FormTable(
    name="own_indicators",
    step=8,
    sheet="Own indicators",
    key=("indicator",),
    title="Indicators of the network",
    hint="One row per indicator. Write a number or an answer, or say why there is none.",
    fields=(
        _field("indicator", "code", "Indicator", is_required=True),
        _field("value", "number", "Number"),
        _field("low", "number", "Number, low"),
        _field("high", "number", "Number, high"),
        _field("answer", "text", "Answer in words"),
        _field("notation", "choice", "Why there is no number", choices="notation"),
        _field("note", "text", "Note"),
        _field("because", "text", "Because"),
        _field("evidence", "text", "What shows it"),
        _field("day", "date", "Date"),
    ),
)
"""Its questions; which indicators are asked is the network's to say."""


def read_own_sheet(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> list[tuple[int, dict[str, object]]]:
    """Find the sheet or file of own indicators and read its rows.

    Parameters
    ----------
    sheets
        Rows of every sheet by its name.

    Returns
    -------
    list of tuple
        Row as a spreadsheet counts it, and what stands in it by field; nothing if there is no such sheet.
    """
    found = _header(sheets)
    return list(_rows(*found)) if found else []


def columns_of_own_sheet(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> dict[str, int]:
    """In which column of its sheet or file each field stands, counted from zero; nothing if there is no such sheet."""
    found = _header(sheets)
    return {field: index for index, field in found[2].items()} if found else {}


def _header(
    sheets: Mapping[str, Sequence[Sequence[Any]]],
) -> tuple[Sequence[Sequence[Any]], int, dict[int, str]] | None:
    names = {OWN_INDICATORS.sheet.casefold(), OWN_INDICATORS.name}
    rows = next((rows for name, rows in sheets.items() if name.strip().casefold() in names), ())
    known = {field.name for field in OWN_INDICATORS.fields}
    for number, row in enumerate(rows[:HEADER_ROWS], start=1):
        columns = {index: cell for index, cell in enumerate(row) if type(cell) is str and cell in known}
        if "indicator" in columns.values() and not {"value", "answer"}.isdisjoint(columns.values()):
            return rows, number, columns
    return None


def _rows(
    rows: Sequence[Sequence[Any]], header: int, columns: Mapping[int, str]
) -> Iterable[tuple[int, dict[str, object]]]:
    for number, row in enumerate(rows[header:], start=header + 1):
        cells = {field: row[index] for index, field in columns.items() if index < len(row) and row[index] != ""}
        if (
            "indicator" in cells
            and len(cells) > 1
            and not str(cells["indicator"]).startswith(OWN_INDICATORS.fields[0].label)
        ):
            yield number, cells
