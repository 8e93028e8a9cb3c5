"""From one cell to one answer, and a doubt for every liberty taken on the way."""

from __future__ import annotations

from collections.abc import Iterable

from nagara.exchange.cells.dates import read_date
from nagara.exchange.cells.doubts import CellReader, Doubt, Doubts
from nagara.exchange.cells.numerals import (
    AMBIGUOUS_NUMBER,
    WHOLE_UNITS,
    is_decimal_comma,
    is_decimal_dot,
    number_reader,
)
from nagara.exchange.cells.text import clean, fold
from nagara.exchange.cells.words import are_ordinary, choice_reader, read_code, read_text, read_yes_no
from nagara.exchange.form import FormField
from nagara.exchange.rows import NEVER_CALCULATED

__all__ = [
    "AMBIGUOUS_NUMBER",
    "NUMBER_KINDS",
    "WHOLE_UNITS",
    "CellReader",
    "Doubt",
    "Doubts",
    "are_ordinary",
    "cell_reader",
    "clean",
    "decimal_signs",
    "fold",
    "is_decimal_comma",
]

NUMBER_KINDS = frozenset({"number", "integer", "fraction", "year"})
SPREADSHEET_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")


def cell_reader(question: FormField, *, comma_is_decimal: bool = False, dot_is_decimal: bool = False) -> CellReader:
    """Make the reader of one column.

    Parameters
    ----------
    question
        The question that the column answers.
    comma_is_decimal
        Whether the table shows elsewhere that a comma is the decimal sign.
    dot_is_decimal
        Whether it shows that a dot is.

    Returns
    -------
    CellReader
        Turns a cell into the answer, or into ``None`` where there is none.
    """
    read = _by_kind(question, comma_is_decimal, dot_is_decimal)

    def read_unless_error(cell: object, doubts: Doubts) -> object:
        if type(cell) is str and cell.startswith("#") and cell.strip().upper().startswith(SPREADSHEET_ERRORS):
            doubts.append(Doubt("spreadsheet-error", {"error": cell.strip()}))
            return None
        if cell is NEVER_CALCULATED:
            doubts.append(Doubt("formula-not-calculated"))
            return None
        return read(cell, doubts)

    return read_unless_error


def decimal_signs(columns: Iterable[tuple[FormField, Iterable[object]]]) -> tuple[bool, bool]:
    """Whether cells that were typed together show that a comma, and that a dot, is their decimal sign.

    Parameters
    ----------
    columns
        Questions with the cells that answer them. A cell that cannot be read shows nothing: it stays as it
        was typed, and would show the same to people who read the rest of the table years later.

    Returns
    -------
    tuple of bool
        Of the comma, and of the dot where no comma says otherwise.
    """
    comma = dot = False
    for question, cells in columns:
        if question.kind in NUMBER_KINDS:
            for cell in cells:
                if type(cell) is str:
                    comma = comma or ("," in cell and is_decimal_comma(cell) and _is_read(question, cell))
                    dot = dot or ("." in cell and is_decimal_dot(cell) and _is_read(question, cell))
    return comma, dot and not comma


def _is_read(question: FormField, cell: str) -> bool:
    return number_reader(question)(cell, []) is not None


def _by_kind(question: FormField, comma_is_decimal: bool, dot_is_decimal: bool) -> CellReader:
    if question.kind in NUMBER_KINDS:
        return number_reader(question, comma_is_decimal=comma_is_decimal, dot_is_decimal=dot_is_decimal)
    if question.kind == "choice":
        return choice_reader(question)
    readers: dict[str, CellReader] = {
        "date": read_date,
        "yes_no": read_yes_no,
        "code": read_code,
        "ref": read_code,
    }
    return readers.get(question.kind, read_text)
