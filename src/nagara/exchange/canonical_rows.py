"""Answers as canonical text: what one person typed, written so that nobody can read it otherwise.

An answer that can be read is kept with a decimal point, as an ISO day, by its code, as yes or no; so
the decimal commas of one person never touch the numbers of another. One that cannot be read is kept
as it was typed, and whoever reads the rows finds it. So is a number that may be a thousand times what was
read: as 25.790, +25.793 or 25,790 it stays in doubt for every reader until somebody writes 25.79 or 25790.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Final, TypeAlias

from nagara.exchange.cells import (
    AMBIGUOUS_NUMBER,
    NUMBER_KINDS,
    WHOLE_UNITS,
    CellReader,
    Doubts,
    cell_reader,
    clean,
    decimal_signs,
)
from nagara.exchange.form import FormField, FormTable
from nagara.exchange.record_rows import Cell
from nagara.exchange.rows import NEVER_CALCULATED
from nagara.waste.records import Notation

__all__ = ["Known", "canonical_rows", "canonical_text", "typed_cell", "typed_cells"]

CANONICAL_NUMBER: Final = re.compile(r"-?\d{1,15}(?:\.\d{1,20})?", re.ASCII)
ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
LONGEST_TEXT: Final = 2000
AMBIGUOUS: Final = "grouping-ambiguous"
NEAR: Final = 10.0
"""A number within this factor of all that is known of it was read rightly: its thousandfold is far from them."""

Known: TypeAlias = Callable[[int, str], Iterable[float]]
"""What is known of one number before it is read: last year's, the one that stands; by row and field."""


def canonical_rows(
    table: FormTable, rows: Sequence[Mapping[str, object]], *, known: Known | None = None
) -> list[dict[str, str]]:
    """Write the answers of rows that one person gave together as canonical text.

    Parameters
    ----------
    table
        The table they belong to.
    rows
        What was typed, by field; what is no field of the table is left out.
    known
        Asked where a number may mean two things: what it is near to is no longer in doubt.

    Returns
    -------
    list of dict
        The answers of each row by field; questions without an answer are absent.
    """
    commas, dots = decimal_signs((field, [row.get(field.name) for row in rows]) for field in table.fields)
    written: list[dict[str, str]] = [{} for _ in rows]
    keys: list[dict[str, Notation]] = [{} for _ in rows]
    for field in table.fields:
        read = cell_reader(field, comma_is_decimal=commas, dot_is_decimal=dots)
        for number, (row, cells, keyed) in enumerate(zip(rows, written, keys, strict=True)):
            cell = row.get(field.name)
            if cell is None or cell == "" or cell is NEVER_CALCULATED:
                continue
            doubts: Doubts = []
            value = read(cell, doubts)
            if isinstance(value, Notation):
                keyed[field.name] = value
            if isinstance(value, float):
                is_doubted = any(each.code == AMBIGUOUS for each in doubts)
                is_doubted = is_doubted and not (known and _is_near(value, known(number, field.name)))
                cells[field.name] = _number_text(field, value, is_doubted=is_doubted)
            elif text := _as_typed(cell) if value is None else canonical_text(value):
                cells[field.name] = text
    if any(field.name == "notation" for field in table.fields):
        for cells, keyed in zip(written, keys, strict=True):
            _move_notations(cells, keyed)
    return written


def canonical_text(value: object) -> str:
    """Write an answer that has been read.

    Examples
    --------
    >>> canonical_text(2.50), canonical_text(812000.0), canonical_text(True), canonical_text(0.00001)
    ('2.5', '812000', 'yes', '0.00001')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Notation):
        return value.value
    if isinstance(value, float):
        text = f"{Decimal(f'{value:.15g}'):f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def typed_cells(table: FormTable, cells: Mapping[str, str]) -> dict[str, Cell]:
    """Give canonical texts their types back, as a reader or a writer of files wants them."""
    return {field.name: typed_cell(field, cells[field.name]) for field in table.fields if cells.get(field.name)}


def typed_cell(field: FormField, text: str) -> Cell:
    """Give one canonical text its type back; what could not be read stays the text that it was."""
    if field.kind in NUMBER_KINDS and CANONICAL_NUMBER.fullmatch(text) and not _is_kept_in_doubt(field, text):
        value = float(text)
        return int(value) if value.is_integer() else value
    if field.kind == "date" and ISO_DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text


def _number_text(field: FormField, value: float, *, is_doubted: bool) -> str:
    """Write a number so that it is in doubt for the next reader too, or for none."""
    text = canonical_text(value)
    if not is_doubted or field.unit in WHOLE_UNITS:  # nobody counts thousandths of a person
        return text
    for kept in (f"{value:.3f}", f"+{value:.3f}", f"{value:,.0f}"):
        if _is_in_doubt(field, kept) and typed_cell(field, kept) == kept and _alone(field)(kept, []) == value:
            return kept
    return text


def _is_kept_in_doubt(field: FormField, text: str) -> bool:
    """Whether a text ends in a zero, which no plain number is written with, and is in doubt."""
    return text.endswith("0") and _is_in_doubt(field, text)


def _is_in_doubt(field: FormField, text: str) -> bool:
    """Whether a text that stands alone may be a number or its thousandfold."""
    if AMBIGUOUS_NUMBER.fullmatch(text.removeprefix("+")) is None:
        return False
    doubts: Doubts = []
    _alone(field)(text, doubts)
    return any(each.code == AMBIGUOUS for each in doubts)


def _is_near(value: float, known: Iterable[float]) -> bool:
    """Whether a number is of the size of all that is known of it; nothing known settles nothing."""
    sizes = [each for each in known if each > 0]
    return bool(sizes) and all(each / NEAR <= value <= each * NEAR for each in sizes)


@cache
def _alone(field: FormField) -> CellReader:
    return cell_reader(field)


def _as_typed(cell: object) -> str:
    text = canonical_text(cell) if isinstance(cell, date | float) else str(cell)
    return clean(text)[:LONGEST_TEXT]


def _move_notations(cells: dict[str, str], keyed: Mapping[str, Notation]) -> None:
    """Give a notation key that was typed in place of a number the column that is meant for it."""
    for name in _elsewhere(keyed):
        if cells.setdefault("notation", keyed[name].value) == keyed[name].value:
            del cells[name]


def _elsewhere(keyed: Iterable[str]) -> list[str]:
    return [name for name in keyed if name != "notation"]
