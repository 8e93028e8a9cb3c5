"""From one cell to one answer, and a doubt for every liberty taken on the way."""

from __future__ import annotations

from nagara.exchange.cells.dates import read_date
from nagara.exchange.cells.doubts import CellReader, Doubt, Doubts
from nagara.exchange.cells.numerals import is_decimal_comma, number_reader
from nagara.exchange.cells.text import clean, fold
from nagara.exchange.cells.words import choice_reader, read_code, read_text, read_yes_no
from nagara.exchange.form import FormField
from nagara.exchange.rows import NEVER_CALCULATED

__all__ = ["NUMBER_KINDS", "CellReader", "Doubt", "Doubts", "cell_reader", "clean", "fold", "is_decimal_comma"]

NUMBER_KINDS = frozenset({"number", "integer", "fraction", "year"})
SPREADSHEET_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")


def cell_reader(question: FormField, *, comma_is_decimal: bool = False) -> CellReader:
    """Make the reader of one column.

    Parameters
    ----------
    question
        The question that the column answers.
    comma_is_decimal
        Whether the table shows elsewhere that a comma is the decimal sign.

    Returns
    -------
    CellReader
        Turns a cell into the answer, or into ``None`` where there is none.
    """
    read = _by_kind(question, comma_is_decimal)

    def read_unless_error(cell: object, doubts: Doubts) -> object:
        if type(cell) is str and cell.startswith("#") and cell.strip().upper().startswith(SPREADSHEET_ERRORS):
            doubts.append(Doubt("spreadsheet-error", {"error": cell.strip()}))
            return None
        if cell is NEVER_CALCULATED:
            doubts.append(Doubt("formula-not-calculated"))
            return None
        return read(cell, doubts)

    return read_unless_error


def _by_kind(question: FormField, comma_is_decimal: bool) -> CellReader:
    if question.kind in NUMBER_KINDS:
        return number_reader(question, comma_is_decimal=comma_is_decimal)
    if question.kind == "choice":
        return choice_reader(question)
    readers: dict[str, CellReader] = {
        "date": read_date,
        "yes_no": read_yes_no,
        "code": read_code,
        "ref": read_code,
    }
    return readers.get(question.kind, read_text)
