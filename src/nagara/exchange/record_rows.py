"""Records laid out as the rows of the form: the one step that all writers share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import TypeAlias

from nagara.exchange.form import FormTable, form_tables
from nagara.waste.records import CityRecords

__all__ = ["Cell", "Row", "cell_text", "records_to_rows"]

Cell: TypeAlias = str | int | float | date | None
"""One answer as a writer finds it: a text, a number, a day, or nothing."""
Row: TypeAlias = Mapping[str, Cell]
"""One row of a table: its answers by field name, in the order of the form."""


def records_to_rows(records: CityRecords | None) -> dict[str, list[Row]]:
    """Lay records out as rows of the form, table by table.

    Parameters
    ----------
    records
        What a city wrote down; ``None`` gives the empty form.

    Returns
    -------
    dict
        Rows by table name, for every table of the form. Truth is written ``yes`` and ``no``; a *no*
        that an empty cell would say as well is left empty.

    Examples
    --------
    >>> from nagara.waste.records import City
    >>> city = City(city="Sample", country_iso3="XXA", year=2026, boundary="urban", population=1200.0)
    >>> records_to_rows(CityRecords(city=city))["city"][0]["population"]
    1200
    """
    tables = form_tables()
    if records is None:
        return {name: [] for name in tables}
    return {
        name: [_row(table, record) for record in ((records.city,) if name == "city" else getattr(records, name))]
        for name, table in tables.items()
    }


def cell_text(cell: Cell) -> str:
    """Write one answer as plain text: ISO days, shortest exact numbers, nothing for nothing.

    Examples
    --------
    >>> cell_text(2.40), cell_text(12), cell_text(None), cell_text(date(2026, 3, 2))
    ('2.4', '12', '', '2026-03-02')
    """
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _row(table: FormTable, record: object) -> Row:
    empty = {entry.name: entry.default for entry in fields(record)}  # type: ignore[arg-type]
    return {field.name: _cell(getattr(record, field.name), empty[field.name]) for field in table.fields}


def _cell(value: object, empty: object) -> Cell:
    if isinstance(value, bool):
        return None if value is False and empty is False else ("yes" if value else "no")
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if value is None or isinstance(value, int | date):
        return value
    return str(value)
