"""Read a workbook (.xlsx, .xlsm, .ods, .xls) into raw tables.

A sheet is recognised by its name, else by its header; its columns by the hidden row of codes, else
by their English labels. So a renamed sheet, a moved column and a deleted code row do no harm.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from nagara.exchange.cells import cell_reader, fold
from nagara.exchange.city_workbook.old_workbook import read_old_workbook
from nagara.exchange.city_workbook.scan import SheetScan
from nagara.exchange.city_workbook.sheets import read_sheets
from nagara.exchange.columns import Header, field_of, match_columns, overlap
from nagara.exchange.form import FORM_VERSION, FormTable, form_tables
from nagara.exchange.rows import NEVER_CALCULATED, RawRow, RawTable
from nagara.findings import Finding, Place

__all__ = ["read_workbook"]

Rows = Sequence[Sequence[Any]]
ABOUT: Final = "about"
SILENT_SHEETS: Final = frozenset(
    {"about", "lists", "ladder states", "leakage levels", "flow points"}
    | {"instructions", "read me", "readme", "notes", "help", "own indicators"}
)
HEADER_ROWS: Final = 12
ENOUGH_OVERLAP: Final = 0.5


def read_workbook(
    data: bytes,
    file: str,
    *,
    parts: Sequence[str] = (),
    scans: Mapping[str, SheetScan] | None = None,
    is_old: bool = False,
) -> tuple[list[RawTable], list[Finding]]:
    """Read all sheets of the form that a workbook holds.

    Parameters
    ----------
    data
        The file.
    file
        Its name, as findings print it.
    parts
        Names of its parts, if it is a zip file.
    scans
        What :func:`nagara.exchange.city_workbook.scan.scan_workbook` found in it.
    is_old
        Whether it is a workbook of the old kind (.xls).

    Returns
    -------
    tuple
        The raw tables in the order of their sheets, and what there is to say about the file.

    Raises
    ------
    UnreadableFileError
        If the file is damaged or not safe to read.
    """
    findings = list(_findings_about_parts(parts, file))
    if is_old:
        findings.append(Finding(code="old-workbook", place=Place(file=file)))
    scans = scans or {}
    sheets: Mapping[str, Rows] = read_old_workbook(data, file) if is_old else read_sheets(data, file)
    findings += _version(sheets, file)
    tables: dict[str, RawTable] = {}
    for name, rows in sheets.items():
        raw, doubts = _table(name, rows, scans.get(name, SheetScan()), file)
        findings += doubts
        if raw is None:
            continue
        if raw.table in tables:
            values: dict[str, str | float] = {"table": raw.table, "other": f"sheet {tables[raw.table].sheet}"}
            findings.append(Finding(code="sheet-twice", values=values, place=Place(file=file, sheet=name)))
        else:
            tables[raw.table] = raw
    if not tables and not any(_table_by_name(name) for name in sheets):
        findings.append(Finding(code="not-a-city-form", place=Place(file=file)))
    return list(tables.values()), findings


def _findings_about_parts(parts: Sequence[str], file: str) -> Iterable[Finding]:
    if any(part.endswith("vbaProject.bin") or part.startswith("Basic/") for part in parts):
        yield Finding(code="macros-not-run", place=Place(file=file))
    if any(part.startswith("xl/externalLinks/") for part in parts):
        yield Finding(code="links-not-followed", place=Place(file=file))


def _version(sheets: Mapping[str, Rows], file: str) -> Iterable[Finding]:
    for name, rows in sheets.items():
        if fold(name) != ABOUT:
            continue
        for number, row in enumerate(rows[:HEADER_ROWS], start=1):
            cells = [str(cell).strip() for cell in row]
            if cells and cells[0].lower() == "form version" and len(cells) > 1 and cells[1] != FORM_VERSION:
                values: dict[str, str | float] = {"version": cells[1] or "not said", "known": FORM_VERSION}
                place = Place(file=file, sheet=name, row=number, column="B")
                yield Finding(code="form-version-other", values=values, place=place)


def _table(name: str, rows: Rows, scan: SheetScan, file: str) -> tuple[RawTable | None, list[Finding]]:
    if not any(cell != "" for row in rows for cell in row):
        return None, []
    table = _table_by_name(name) or _table_by_header(rows)
    if table is None:
        is_silent = fold(name) in SILENT_SHEETS
        return None, [] if is_silent else [Finding(code="sheet-ignored", place=Place(file=file, sheet=name))]
    if table.name == "city" and (down := _written_downwards(table, rows)):
        return _read_down(table, name, rows, scan, file, down)
    header = _header_row(table, rows)
    if header is None:
        return None, [Finding(code="sheet-without-header", place=Place(file=file, sheet=name))]
    return _read_across(table, name, rows, scan, file, header)


def _table_by_name(name: str) -> FormTable | None:
    word = fold(name)
    for table in form_tables().values():
        if word in {fold(table.sheet), table.name, table.name.replace("_", " "), fold(table.title)}:
            return table
    return None


def _table_by_header(rows: Rows) -> FormTable | None:
    best, found = 0.0, None
    for row in rows[:HEADER_ROWS]:
        texts = [str(cell) for cell in row if cell != ""]
        for table in form_tables().values():
            if len(texts) > 1 and (share := overlap(table, texts)) > best:
                best, found = share, table if share >= ENOUGH_OVERLAP else None
    return found


def _header_row(table: FormTable, rows: Rows) -> int | None:
    """Find the row that names most columns; of two equal ones the first, which holds the codes."""
    counts = [len({field_of(table, cell) for cell in row if type(cell) is str} - {None}) for row in rows[:HEADER_ROWS]]
    most = max(counts, default=0)
    return counts.index(most) if most >= min(2, len(table.fields)) else None


def _read_across(
    table: FormTable, name: str, rows: Rows, scan: SheetScan, file: str, header: int
) -> tuple[RawTable | None, list[Finding]]:
    headers = [
        Header(index=index, text=str(cell), name=_letters(index))
        for index, cell in enumerate(rows[header])
        if cell != ""
    ]
    place = Place(file=file, sheet=name, row=header + 1)
    found, doubts = match_columns(table, headers, place)
    places = [(field, cell.index) for field, cell in found.items()]
    first = header + 1
    if first < len(rows) and _are_labels(table, [(field, rows[first][index]) for field, index in places], headers):
        first += 1
    read: list[RawRow] = []
    for number in range(first, len(rows)):
        row = rows[number]
        cells = {field: row[index] for field, index in places if row[index] != ""}
        if scan.errors or scan.never_calculated:
            _put_troubles(cells, scan, ((field, (number, index)) for field, index in places))
        if cells:
            read.append(RawRow(row_number=number + 1, cells=cells))
    columns = {field: cell.name for field, cell in found.items()}
    if not read:
        return None, [doubt for doubt in doubts if doubt.code == "personal-data-in-workbook"]
    raw = RawTable(table=table.name, file=file, sheet=name, columns=columns, rows=tuple(read))
    if not scan.calculated:
        return raw, list(doubts)
    places_by_field = {field: [(number, index) for number in range(first, len(rows))] for field, index in places}
    return raw, [*doubts, *_formulas(table, scan, places_by_field, file, name)]


def _are_labels(table: FormTable, cells: Sequence[tuple[str, Any]], headers: Sequence[Header]) -> bool:
    """Whether a row below the codes holds the labels, in whatever language, and not the first answers."""
    codes = {field.name for field in table.fields}
    if not any(header.text in codes for header in headers) or not all(type(cell) is str and cell for _, cell in cells):
        return False
    if all(field_of(table, cell) == field for field, cell in cells):
        return True
    checked = [(field, cell) for field, cell in cells if table[field].kind not in {"text", "code", "ref"}]
    return bool(checked) and all(cell_reader(table[field])(cell, []) is None for field, cell in checked)


def _written_downwards(table: FormTable, rows: Rows) -> tuple[int, int] | None:
    """Find the column that asks the questions and the one that holds the answers."""
    width = max((len(row) for row in rows), default=0)
    for by_code in (True, False):
        for column in range(min(3, width)):
            texts = [row[column] for row in rows if len(row) > column and type(row[column]) is str]
            asked = {field_of(table, text) for text in texts} - {None}
            codes = {text for text in texts if any(text == field.name for field in table.fields)}
            if by_code and len(codes) > 2:  # noqa: PLR2004
                return column, column + 2
            if not by_code and len(asked) > 2:  # noqa: PLR2004
                return column, column + 1
    return None


def _read_down(
    table: FormTable, name: str, rows: Rows, scan: SheetScan, file: str, down: tuple[int, int]
) -> tuple[RawTable | None, list[Finding]]:
    question, answer = down
    headers = [
        Header(index=number, text=row[question], name="")
        for number, row in enumerate(rows)
        if row[question] and type(row[question]) is str and (field_of(table, row[question]) or "_" in row[question])
    ]
    found, doubts = match_columns(table, headers, Place(file=file, sheet=name))
    cells = {
        field: rows[head.index][answer]
        for field, head in found.items()
        if len(rows[head.index]) > answer and rows[head.index][answer] != ""
    }
    _put_troubles(cells, scan, ((field, (head.index, answer)) for field, head in found.items()))
    if not cells:
        return None, []
    raw = RawTable(
        table=table.name,
        file=file,
        sheet=name,
        columns=dict.fromkeys(found, _letters(answer)),
        rows=(RawRow(row_number=min(head.index for head in found.values()) + 1, cells=cells),),
        rows_by_field={field: head.index + 1 for field, head in found.items()},
    )
    places = {field: [(head.index, answer)] for field, head in found.items()}
    return raw, [*doubts, *_formulas(table, scan, places, file, name)]


def _put_troubles(cells: dict[str, Any], scan: SheetScan, places: Iterable[tuple[str, tuple[int, int]]]) -> None:
    for field, cell in places:
        if cell in scan.errors:
            cells[field] = scan.errors[cell]
        elif cell in scan.never_calculated:
            cells[field] = NEVER_CALCULATED


def _formulas(
    table: FormTable, scan: SheetScan, places: Mapping[str, Sequence[tuple[int, int]]], file: str, sheet: str
) -> Iterable[Finding]:
    if not scan.calculated:
        return
    for field, cells in places.items():
        hit = [cell for cell in cells if cell in scan.calculated]
        if hit:
            times = "once" if len(hit) == 1 else f"{len(hit)} times"
            place = Place(file=file, sheet=sheet, row=hit[0][0] + 1, column=_letters(hit[0][1]))
            yield Finding(code="formula-result-used", values={"label": table[field].label, "times": times}, place=place)


def _letters(index: int) -> str:
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
