"""Phone exports read back as the tables of the form, without re-typing and without doubles.

A submission is known by its instance id. If an id stands in the export twice, the latest version
counts. Submissions that were rejected on the server are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from nagara.errors import UnreadableFileError
from nagara.exchange.form import form_tables
from nagara.exchange.phone.export import ID_COLUMNS, ExportSheet, is_phone_export, read_sheets, sheets_of_files
from nagara.exchange.phone.form import LADDERS, TASKS, Part, criteria, ladder_group
from nagara.exchange.phone.labels import code_of_answer, code_of_label, code_of_state
from nagara.exchange.rows import RawRow, RawTable
from nagara.findings import Finding, Place

__all__ = ["PhoneExport", "is_odk_export", "read_odk", "read_phone_export", "read_phone_files"]

PARENT_COLUMNS: Final = ("PARENT_KEY", "_submission__uuid", "_parent_index")
DATE_COLUMNS: Final = ("SubmissionDate", "_submission_time")
REJECTED: Final = {"rejected", "not approved", "validation_status_not_approved"}
SEALED: Final = {"not decrypted", "missing encrypted form data"}
EXPORT_AGAIN: Final = "Export it again with XML values and headers, and with group names in the headers."


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneExport:
    """What a phone export holds.

    Parameters
    ----------
    tables
        Its rows, by table of the form; each row bears the id of its submission.
    findings
        What was left out, and why.
    """

    tables: tuple[RawTable, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Submission:
    """One row of the main sheet: its answers by group and field."""

    instance: str
    task: str
    row_number: int
    answers: Mapping[tuple[str, str], object] = field(repr=False)


def is_odk_export(path: Path) -> bool:
    """Whether a file is an export of ODK Central or KoboToolbox."""
    return is_phone_export(path)


def read_odk(path: Path) -> list[RawTable]:
    """Read a phone export as raw tables (see :func:`read_phone_export`)."""
    return list(read_phone_export(path).tables)


def read_phone_export(path: Path) -> PhoneExport:
    """Read an export of ODK Central (zip or CSV) or KoboToolbox (XLSX or CSV).

    Parameters
    ----------
    path
        The file as the server gave it.

    Raises
    ------
    UnreadableFileError
        If the export is of another form, or its headers are labels.
    """
    return _read(read_sheets(path), path.name)


def read_phone_files(files: Mapping[str, bytes], name: str) -> PhoneExport:
    """Read an export whose CSV files were unpacked into a folder.

    Parameters
    ----------
    files
        Content by name, as findings print the name.
    name
        The folder, for messages.

    Raises
    ------
    UnreadableFileError
        If the export is of another form, or its headers are labels.
    """
    return _read(sheets_of_files(files), name)


def _read(sheets: list[ExportSheet], name: str) -> PhoneExport:
    main = next((sheet for sheet in sheets if "task" in sheet.header), None)
    if main is None:
        raise UnreadableFileError(name, "It is a phone export, but no column of it is named “task”", EXPORT_AGAIN)
    groups = {part.name for task in TASKS for part in task.parts}
    if not any(group in groups for group, _ in map(_place, main.header)):
        raise UnreadableFileError(name, "Its headers do not name the groups of the form", EXPORT_AGAIN)
    submissions, links, findings = _submissions(main)
    repeats: dict[str, ExportSheet] = {}
    for sheet in sheets:
        first = main if "task" in sheet.header else repeats.setdefault(sheet.name, sheet)
        if first is not sheet and set(ID_COLUMNS) & set(sheet.header):
            findings.append(_twice(sheet, first))
    tables: list[RawTable] = []
    for task in TASKS:
        for part in task.parts:
            if part.asked:
                continue
            if not part.is_repeat:
                tables.append(_group_table(main, part, [each for each in submissions if each.task == task.name]))
            elif part.name in repeats:
                table, doubts = _repeat_table(repeats[part.name], part, links)
                tables.append(table)
                findings += doubts
            else:
                findings += _missing_repeat(main, part, sum(each.task == task.name for each in submissions))
    tables.append(_ladder_table(main, [each for each in submissions if each.task == "facility"]))
    return PhoneExport(tables=tuple(table for table in tables if table.rows), findings=tuple(findings))


def _submissions(main: ExportSheet) -> tuple[list[_Submission], dict[str, _Submission], list[Finding]]:
    """The submissions that count, how repeats name them, and what was left out."""
    latest: dict[str, tuple[str, _Submission, tuple[str, ...]]] = {}
    counts: Counter[str] = Counter()
    for number, cells in enumerate(main.rows, start=2):
        row = dict(zip(main.header, cells, strict=False))
        reason = _left_out(row)
        if reason or not _text(row.get("task")):
            counts[reason] += bool(reason)
            continue
        answers = {_place(name): cell for name, cell in row.items()}
        instance = next((_bare(row[name]) for name in ID_COLUMNS if _text(row.get(name))), f"row {number}")
        task = code_of_label("task", _text(row["task"]))
        when = next((_text(row[name]) for name in DATE_COLUMNS if _text(row.get(name))), "")
        names = (instance, *(_bare(row[name]) for name in ID_COLUMNS if _text(row.get(name))), f"#{_index(row)}")
        submission = _Submission(instance=instance, task=task, row_number=number, answers=answers)
        counts["submission-edited"] += instance in latest
        if instance not in latest or when >= latest[instance][0]:
            latest[instance] = (when, submission, names)
    links = {name: submission for _, submission, names in latest.values() for name in names}
    place = Place(file=main.file, sheet=main.sheet)
    findings = [Finding(code=code, values={"count": count}, place=place) for code, count in counts.items() if count]
    return [submission for _, submission, _ in latest.values()], links, findings


def _left_out(row: Mapping[str, object]) -> str:
    if _text(row.get("Status")).lower() in SEALED:
        return "submission-encrypted"
    states = (_text(row.get(name)).lower() for name in ("ReviewState", "_validation_status"))
    return "submission-rejected" if REJECTED & set(states) else ""


def _group_table(main: ExportSheet, part: Part, submissions: list[_Submission]) -> RawTable:
    rows = []
    for submission in submissions:
        cells = {
            each.name: code_of_answer(submission.answers.get((part.name, each.name)), each.choices)
            for each in part.fields()
        }
        given = {name: submission.answers.get((group, name)) for group, name in part.given}
        if any(_text(cell) for cell in cells.values()):
            rows.append(RawRow(row_number=submission.row_number, cells=cells | given, instance=submission.instance))
    return _table(main, part, rows)


def _repeat_table(sheet: ExportSheet, part: Part, links: Mapping[str, _Submission]) -> tuple[RawTable, list[Finding]]:
    """Join the rows of a repeat to their submissions; a row that stands twice is read once."""
    rows: dict[str, RawRow] = {}
    lost = 0
    lists = {each.name: each.choices for each in part.fields()}
    for number, values in enumerate(sheet.rows, start=2):
        row = dict(zip(sheet.header, values, strict=False))
        parent = next((links[name] for name in _parents(row) if name in links), None)
        if parent is None:
            lost += any(_text(cell) for cell in values)
            continue
        answers = {_place(name)[1]: cell for name, cell in row.items()}
        cells = {name: code_of_answer(answers.get(name), among) for name, among in lists.items()}
        given = {name: parent.answers.get((group, name)) for group, name in part.given}
        if any(_text(cell) for cell in cells.values()):
            own = _text(row.get("KEY")) or f"{parent.instance}/{part.name}[{number}]"
            rows[own] = RawRow(row_number=number, cells=cells | given, instance=own.removeprefix("uuid:"))
    title = form_tables()[part.table].title
    place = Place(file=sheet.file, sheet=sheet.sheet)
    findings = [Finding(code="repeat-without-submission", values={"count": lost, "table": title}, place=place)]
    return _table(sheet, part, list(rows.values())), findings if lost else []


def _ladder_table(main: ExportSheet, submissions: list[_Submission]) -> RawTable:
    """Turn the three ladders, one question per criterion, into one row per criterion that was answered."""
    rows = []
    for submission in submissions:
        facility = submission.answers.get(("facilities", "facility"))
        for ladder in LADDERS:
            for criterion in criteria(ladder):
                state = _text(submission.answers.get((ladder_group(ladder), criterion)))
                if state:
                    cells = {
                        "facility": facility,
                        "criterion": criterion,
                        "state": code_of_state(ladder, criterion, state),
                    }
                    instance = f"{submission.instance}/{criterion}"
                    rows.append(RawRow(row_number=submission.row_number, cells=cells, instance=instance))
    return RawTable(table="control", file=main.file, sheet=main.sheet, columns={}, rows=tuple(rows))


def _table(sheet: ExportSheet, part: Part, rows: list[RawRow]) -> RawTable:
    names = {_place(name): index for index, name in enumerate(sheet.header)}
    wanted = [(group, each.name) for each in part.fields() for group in (part.name, "") if (group, each.name) in names]
    columns = {name: sheet.column(names[group, name]) for group, name in wanted}
    columns |= {name: name for _, name in part.given}
    return RawTable(table=part.table, file=sheet.file, sheet=sheet.sheet, columns=columns, rows=tuple(rows))


def _twice(sheet: ExportSheet, first: ExportSheet) -> Finding:
    """Doubt a second table of one name: that of another export, whose rows would take the place of the first."""
    values: dict[str, str | float] = {"table": sheet.name, "other": first.file}
    return Finding(code="sheet-twice", values=values, place=Place(file=sheet.file, sheet=sheet.sheet))


def _missing_repeat(main: ExportSheet, part: Part, count: int) -> Iterator[Finding]:
    if count and part.name == "weighings":
        values: dict[str, str | float] = {"count": count, "table": form_tables()[part.table].title}
        yield Finding(code="submission-without-rows", values=values, place=Place(file=main.file, sheet=main.sheet))


def _parents(row: Mapping[str, object]) -> Iterator[str]:
    for name in PARENT_COLUMNS:
        if _text(row.get(name)):
            yield f"#{_whole(row[name])}" if name == "_parent_index" else _bare(row[name])


def _place(header: str) -> tuple[str, str]:
    """Group and question of a column: Central joins them by a hyphen, Kobo by a slash."""
    *path, name = header.replace("/", "-").split("-")
    return (path[-1] if path else ""), name


def _index(row: Mapping[str, object]) -> str:
    return _whole(row.get("_index"))


def _whole(cell: object) -> str:
    text = _text(cell)
    return text.removesuffix(".0")


def _bare(cell: object) -> str:
    return _text(cell).removeprefix("uuid:")


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()
