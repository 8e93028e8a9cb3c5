"""Answers as canonical text: what one person typed, written so that nobody can read it otherwise.

An answer that can be read is kept with a decimal point, as an ISO day, by its code, as yes or no; so
the decimal commas of one person never touch the numbers of another. One that cannot be read is kept
as it was typed, and whoever reads the rows finds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from nagara.exchange.cells import NUMBER_KINDS, cell_reader, clean, is_decimal_comma
from nagara.exchange.form import FormField, FormTable
from nagara.exchange.record_rows import Cell
from nagara.exchange.rows import NEVER_CALCULATED
from nagara.waste.records import Notation

__all__ = ["canonical_rows", "canonical_text", "typed_cell", "typed_cells"]

CANONICAL_NUMBER: Final = re.compile(r"-?\d{1,15}(?:\.\d{1,20})?", re.ASCII)
ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
LONGEST_TEXT: Final = 2000


def canonical_rows(table: FormTable, rows: Sequence[Mapping[str, object]]) -> list[dict[str, str]]:
    """Write the answers of rows that one person gave together as canonical text.

    Parameters
    ----------
    table
        The table they belong to.
    rows
        What was typed, by field; what is no field of the table is left out.

    Returns
    -------
    list of dict
        The answers of each row by field; questions without an answer are absent.
    """
    numbers = [field.name for field in table.fields if field.kind in NUMBER_KINDS]
    commas = any(_shows_comma(row.get(name)) for row in rows for name in numbers)
    written: list[dict[str, str]] = [{} for _ in rows]
    keys: list[dict[str, Notation]] = [{} for _ in rows]
    for field in table.fields:
        read = cell_reader(field, comma_is_decimal=commas)
        for row, cells, keyed in zip(rows, written, keys, strict=True):
            cell = row.get(field.name)
            if cell is None or cell == "" or cell is NEVER_CALCULATED:
                continue
            value = read(cell, [])
            if isinstance(value, Notation):
                keyed[field.name] = value
            if text := _as_typed(cell) if value is None else canonical_text(value):
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
    if field.kind in NUMBER_KINDS and CANONICAL_NUMBER.fullmatch(text):
        value = float(text)
        return int(value) if value.is_integer() else value
    if field.kind == "date" and ISO_DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text


def _shows_comma(cell: object) -> bool:
    return type(cell) is str and "," in cell and is_decimal_comma(cell)


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
