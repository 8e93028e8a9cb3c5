"""Read one uploaded file in a process of its own: ``python -m nagara_web.answers.parse_upload FILE NAME``.

Whatever a hostile file does to a reader, it does to this process, which may use so much memory and
time and no more. It knows nothing of the site: a file goes in, plain JSON comes out.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

__all__ = ["MEMORY_BYTES", "TIME_S", "main", "parsed"]

MEMORY_BYTES: Final = 2 * 2**30
TIME_S: Final = 60
LONGEST_INSTANCE: Final = 80


def parsed(path: Path, name: str) -> dict[str, Any]:
    """Read a file into canonical rows, with what it says of itself and every doubt about it.

    Parameters
    ----------
    path
        The file.
    name
        What findings call it.

    Returns
    -------
    dict
        ``tables``, ``findings``, ``issued``; only what JSON can hold.
    """
    from nagara.errors import UnreadableFileError
    from nagara.exchange.read import tables_of_input
    from nagara.exchange.typed_rows import typed_rows
    from nagara.findings import Finding, Place

    try:
        found = tables_of_input(path, name)
    except UnreadableFileError as error:
        values: dict[str, str | float] = {"why": error.why, "mend": error.mend}
        finding = Finding(code="file-unreadable", values=values, place=Place(file=error.file))
        return {"tables": [], "findings": _findings([finding], "file"), "issued": {}}
    issued, own, names = _beside(path, name)
    said = [each for each in found.findings if not (own and not found.tables and each.code == "not-a-city-form")]
    doubts = [finding for raw in found.tables for finding in typed_rows(raw)[1]]
    tables = [_table(raw) for raw in found.tables]
    return {
        "tables": [*tables, *_emptied(names, {raw.table for raw in found.tables}), *([own] if own else [])],
        "findings": [*_findings(said, "file"), *_findings(doubts, "cell")],
        "issued": issued,
    }


def _table(raw: Any) -> dict[str, Any]:  # noqa: ANN401  (a RawTable; nagara is imported late)
    from nagara.exchange.canonical_rows import canonical_rows
    from nagara.exchange.form import form_tables

    rows = list(raw.rows)
    cells = canonical_rows(form_tables()[raw.table], [row.cells for row in rows])
    return {
        "table": raw.table,
        "sheet": raw.sheet or raw.file,
        "is_workbook": raw.sheet is not None,
        "columns": dict(raw.columns),
        "rows_by_field": dict(raw.rows_by_field),
        "rows": [
            {"number": row.row_number, "instance": _instance(row.instance or ""), "cells": each}
            for row, each in zip(rows, cells, strict=True)
            if each
        ],
    }


def _instance(given: str) -> str:
    """The id of a submission; one that is longer than any phone makes is known by its digest."""
    return given if len(given) <= LONGEST_INSTANCE else sha256(given.encode("utf-8", "replace")).hexdigest()


def _emptied(names: Iterable[str], filled: Collection[str]) -> list[dict[str, Any]]:
    """Tables of which the file has the sheet or the file, and no row: somebody emptied them."""
    from nagara.exchange.csv_folder import table_of_file

    found = {table.name: table for each in names if (table := table_of_file(f"{each}.csv")) is not None}
    return [
        {
            "table": name,
            "sheet": table.sheet,
            "is_workbook": True,
            "columns": {},
            "rows_by_field": {},
            "rows": [],
        }
        for name, table in found.items()
        if name not in filled and name != "city"
    ]


def _beside(path: Path, name: str) -> tuple[dict[str, str], dict[str, Any] | None, list[str]]:
    """What the file says of itself, its answers to own indicators, and the names of its sheets or files."""
    from nagara.exchange.city_workbook.sheets import read_sheets, sheet_names
    from nagara.exchange.csv_folder import decode
    from nagara.exchange.issued import issued_of_package, issued_of_sheet
    from nagara.exchange.own_indicators import OWN_INDICATORS
    from nagara.exchange.refuse import FileKind, kind_of, open_zip, read_part

    data = path.read_bytes()
    kind = kind_of(data, name)
    if kind in {FileKind.XLSX, FileKind.ODS}:
        sheets = read_sheets(data, name, only={"about", OWN_INDICATORS.sheet.casefold()})
        about = next((rows for sheet, rows in sheets.items() if sheet.strip().casefold() == "about"), [])
        return issued_of_sheet(about), _own_table(sheets), sheet_names(data, name)
    if kind is FileKind.CSV:
        return {}, _own_table({OWN_INDICATORS.name: _csv_rows(decode(data, name))}, file=name), []
    if kind is not FileKind.ZIP:
        return {}, None, []
    archive = open_zip(data, name)
    parts = {part.rpartition("/")[2].lower(): part for part in archive.namelist()}
    described = parts.get("datapackage.json")
    issued = issued_of_package(read_part(archive, described, name).decode("utf-8-sig", "replace")) if described else {}
    own = parts.get(f"{OWN_INDICATORS.name}.csv")
    names = [part.removesuffix(".csv") for part in parts if part.endswith(".csv")]
    if own is None:
        return issued, None, names
    rows = _csv_rows(decode(read_part(archive, own, name), own))
    return issued, _own_table({OWN_INDICATORS.name: rows}, file=f"{OWN_INDICATORS.name}.csv"), names


def _csv_rows(text: str) -> list[list[str]]:
    import csv
    from io import StringIO

    head = text.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    return list(csv.reader(StringIO(text, newline=""), delimiter=separator))


def _own_table(sheets: Mapping[str, Sequence[Sequence[Any]]], *, file: str = "") -> dict[str, Any] | None:
    """Answers to own indicators as a table; of a file of CSV its columns have names, of a sheet letters."""
    from openpyxl.utils import get_column_letter

    from nagara.exchange.canonical_rows import canonical_rows
    from nagara.exchange.own_indicators import OWN_INDICATORS, columns_of_own_sheet, read_own_sheet

    found = read_own_sheet(sheets)
    if not found:
        return None
    cells = canonical_rows(OWN_INDICATORS, [each for _, each in found])
    columns = columns_of_own_sheet(sheets)
    return {
        "table": OWN_INDICATORS.name,
        "sheet": file or OWN_INDICATORS.sheet,
        "is_workbook": not file,
        "columns": {name: name if file else get_column_letter(index + 1) for name, index in columns.items()},
        "rows_by_field": {},
        "rows": [
            {"number": number, "instance": "", "cells": each} for (number, _), each in zip(found, cells, strict=True)
        ],
    }


def _findings(findings: Iterable[Any], about: str) -> list[dict[str, Any]]:
    return [
        {
            "code": finding.code,
            "severity": finding.severity.value,
            "values": dict(finding.values),
            "about": about,
            "file": finding.place.file if finding.place else "",
            "sheet": (finding.place.sheet or "") if finding.place else "",
            "row": finding.place.row if finding.place else None,
            "column": (finding.place.column or "") if finding.place else "",
        }
        for finding in findings
    ]


def _limit() -> None:
    """Take no more memory and time than a city's form ever needs, where the system can hold us to it."""
    try:
        import resource
    except ImportError:  # not on Windows; there only the time is kept
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (TIME_S, TIME_S))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Read the file that is named and write what it holds."""
    _limit()
    path, name = Path(sys.argv[1]), sys.argv[2]
    sys.stdout.write(json.dumps(parsed(path, name), ensure_ascii=True))


if __name__ == "__main__":
    main()
