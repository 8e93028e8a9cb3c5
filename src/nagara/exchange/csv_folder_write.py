"""A city's year as a folder of CSV files, one for each table, described by ``datapackage.json``."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from io import StringIO
from pathlib import Path

from nagara.exchange.data_package import data_package
from nagara.exchange.form import FormTable, form_tables
from nagara.exchange.formula_guard import guarded
from nagara.exchange.record_rows import Cell, Row, cell_text, records_to_rows
from nagara.waste.records import CityRecords

__all__ = ["table_csv", "write_csv_folder"]


def write_csv_folder(folder: Path, records: CityRecords | None = None) -> tuple[Path, ...]:
    """Write the CSV folder of a city's year, or the empty one to fill in.

    The same records give the same bytes. A folder with records holds only the tables that have rows;
    the empty one holds them all.

    Parameters
    ----------
    folder
        Where the files go; it is made if it is not there.
    records
        What a city wrote down; ``None`` gives the empty form.

    Returns
    -------
    tuple of Path
        The files written, ``datapackage.json`` last.
    """
    rows = records_to_rows(records)
    held = [table for name, table in form_tables().items() if records is None or rows[name]]
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{table.name}.csv" for table in held]
    for table, file in zip(held, files, strict=True):
        file.write_bytes(table_csv(table, rows[table.name]).encode())
    name, title = _names(records)
    package = data_package(name=name, title=title, tables=[table.name for table in held])
    description = folder / "datapackage.json"
    description.write_bytes((json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode())
    return (*files, description)


def table_csv(table: FormTable, rows: list[Row]) -> str:
    r"""Write one table as CSV (RFC 4180: commas, quotes only where needed, lines end in CR LF)."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([field.name for field in table.fields])
    writer.writerows([_safe_text(row[field.name]) for field in table.fields] for row in rows)
    return text.getvalue()


def _safe_text(cell: Cell) -> str:
    """An answer as text; a number is a number whatever its sign, a text is made harmless."""
    return guarded(cell) if isinstance(cell, str) else cell_text(cell)


def _names(records: CityRecords | None) -> tuple[str, str]:
    if records is None:
        return "city-year", "A city's year, to be filled in"
    city = records.city
    plain = unicodedata.normalize("NFKD", city.city).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "city"
    return f"{slug}-{city.year}", f"{city.city}, {city.year}"
