"""From the files a city sends to its records: any format, several copies, several cities."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from nagara.errors import UnreadableFileError
from nagara.exchange.cells import fold
from nagara.exchange.city_records import RowsByTable, records_from_rows, rows_by_table
from nagara.exchange.csv_folder import read_csv_files
from nagara.exchange.refuse import FileKind, kind_of, open_zip, read_bytes, read_part
from nagara.exchange.rows import RawTable
from nagara.exchange.said_once import not_said_before, shortened
from nagara.findings import Finding, Place, blocking
from nagara.waste.records import CityRecords
from nagara.waste.rules import survey_findings

__all__ = ["InputTables", "Reading", "read_cities", "read_city", "reading_of_tables", "tables_of_input"]

WORKBOOKS: Final = (".xlsx", ".xlsm", ".xls", ".ods")
MOST_FILES_OF_A_FOLDER: Final = 500
READ_OF_A_FOLDER: Final = (".csv", ".tsv", ".json")
"""What bears such a name is read or refused: a link that leads nowhere hides a table otherwise."""
Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Reading:
    """What was read for one city and year.

    Parameters
    ----------
    records
        The records; ``None`` if not even city, year, boundary and population could be read.
    findings
        All doubts about the files, their cells, and what the records say, in this order.
    digests
        SHA-256 of each file that was read, by its name.
    inputs
        The files and folders that were named for it.
    """

    records: CityRecords | None
    findings: tuple[Finding, ...]
    digests: Mapping[str, str]
    inputs: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Whose year it is; what was named for it where it does not say."""
        if self.records is None:
            return ", ".join(self.inputs) or "input"
        return f"{self.records.city.city}, {self.records.city.year}"

    def __repr__(self) -> str:
        return f"<{self.name}: {len(self.digests)} files read, {len(self.findings)} findings>"

    @property
    def is_blocked(self) -> bool:
        """Whether no figure may be printed from it."""
        return self.records is None or bool(blocking(self.findings))


@dataclass(frozen=True, slots=True, kw_only=True)
class InputTables:
    """What stands in one input, before anybody asks what it means.

    Parameters
    ----------
    tables
        Its raw tables.
    findings
        Doubts about the file.
    digests
        SHA-256 of each file that was read, by its name.
    """

    tables: tuple[RawTable, ...]
    findings: tuple[Finding, ...]
    digests: Mapping[str, str]


@dataclass(slots=True, kw_only=True)
class _Part:
    """One input, read but not merged."""

    name: str
    rows: RowsByTable
    findings: list[Finding]
    digests: dict[str, str]

    @property
    def key(self) -> Key | None:
        """Whose year it is, if it says so."""
        for row in self.rows.get("city", ()):
            if {"city", "year"} <= row.values.keys():
                return fold(str(row.values["city"])), str(row.values["year"])
        return None


def read_city(*inputs: Path) -> Reading:
    """Read one city's year from one input, or from copies of it that several people filled in.

    Parameters
    ----------
    inputs
        Workbooks (.xlsx, .xlsm, .ods, .xls), folders of CSV files, zip files of such folders, or
        phone exports. Copies are merged by the rule of :mod:`nagara.exchange.merge`.

    Returns
    -------
    Reading
        Records, findings and digests. A file that cannot be read is a blocking finding, never an
        exception.
    """
    return _reading([_read_input(path, name) for path, name in _named(inputs)])


def read_cities(inputs: Iterable[Path]) -> list[Reading]:
    """Read many inputs: those that say the same city and year are copies and are merged.

    Parameters
    ----------
    inputs
        As for :func:`read_city`; a folder that holds workbooks and no CSV files stands for them.

    Returns
    -------
    list of Reading
        One for each city and year, in the order in which they first appear. An input that does not
        say whose it is joins the only city there is; among several cities it stands alone and blocks.
    """
    parts = [_read_input(path, name) for path, name in _named(_expanded(inputs))]
    groups: dict[Key, list[_Part]] = {}
    for part in parts:
        if part.key is not None:
            groups.setdefault(part.key, []).append(part)
    unsaid = [part for part in parts if part.key is None]
    if len(groups) <= 1:
        return [_reading(parts)] if parts else []
    return [_reading(group) for group in groups.values()] + [_reading([part]) for part in unsaid]


def tables_of_input(path: Path, name: str | None = None) -> InputTables:
    """Read one input into raw tables, for whoever keeps answers as they were written.

    Parameters
    ----------
    path
        A workbook, a folder of CSV files, a zip file of one, or a phone export.
    name
        How findings name it; its last part if nothing is given.

    Raises
    ------
    UnreadableFileError
        If it cannot be read, or is not safe to read.
    """
    digests: dict[str, str] = {}
    tables, findings = _tables(path, name or path.name, digests)
    return InputTables(tables=tuple(tables), findings=tuple(findings), digests=digests)


def reading_of_tables(name: str, tables: Iterable[RawTable], *, digests: Mapping[str, str] | None = None) -> Reading:
    """Read raw tables as if they had stood in one file.

    Parameters
    ----------
    name
        What findings call it.
    tables
        The tables of one city's year.
    digests
        SHA-256 of what they were taken from, by name.
    """
    rows, findings = rows_by_table(tables)
    return _reading([_Part(name=name, rows=rows, findings=findings, digests=dict(digests or {}))])


def _reading(parts: Sequence[_Part]) -> Reading:
    findings = [finding for part in parts for finding in part.findings]
    records, doubts = records_from_rows([part.rows for part in parts])
    findings += doubts
    if records is not None:
        rows = [part.rows for part in parts]
        findings += not_said_before(survey_findings(records), findings, rows)
        if blocking(findings):  # no account follows that would judge the facilities
            findings += not_said_before(_ladder_findings(records), findings, rows)
    elif not blocking(findings):
        findings.append(Finding(code="city-not-said", place=Place(file=parts[0].name) if parts else None))
    findings = list(shortened(findings))
    digests = {name: digest for part in parts for name, digest in part.digests.items()}
    named = tuple(dict.fromkeys(part.name for part in parts))
    return Reading(records=records, findings=tuple(findings), digests=digests, inputs=named)


def _ladder_findings(records: CityRecords) -> Iterable[Finding]:
    from nagara.waste.rules.ladder import ladder_findings

    return ladder_findings(records)


def _expanded(inputs: Iterable[Path]) -> Iterable[Path]:
    for path in inputs:
        inside = sorted(path.iterdir()) if path.is_dir() else []
        workbooks = [entry for entry in inside if _is_workbook(entry)]
        if workbooks and not any(entry.suffix.lower() == ".csv" for entry in inside):
            yield from workbooks
        else:
            yield path


def _is_workbook(path: Path) -> bool:
    return path.suffix.lower() in WORKBOOKS and not path.name.startswith(("~$", "."))


def _named(inputs: Iterable[Path]) -> list[tuple[Path, str]]:
    """Name each input by its last part, and by its folder too where two have the same name."""
    paths = [Path(path) for path in inputs]
    names = [path.name or path.resolve().name for path in paths]
    times = Counter(names)
    return [
        (path, name if times[name] == 1 else f"{path.resolve().parent.name}/{name}")
        for path, name in zip(paths, names, strict=True)
    ]


def _read_input(path: Path, name: str) -> _Part:
    digests: dict[str, str] = {}
    try:
        tables, findings = _tables(path, name, digests)
    except UnreadableFileError as error:
        values: dict[str, str | float] = {"why": error.why, "mend": error.mend}
        finding = Finding(code="file-unreadable", values=values, place=Place(file=error.file))
        return _Part(name=name, rows={}, findings=[finding], digests=digests)
    rows, doubts = rows_by_table(tables)
    return _Part(name=name, rows=rows, findings=[*findings, *doubts], digests=digests)


def _tables(path: Path, name: str, digests: dict[str, str]) -> tuple[list[RawTable], list[Finding]]:
    if path.is_dir():
        return _folder(_files_of_folder(path, name, digests), name)
    data = read_bytes(path, name)
    digests[name] = hashlib.sha256(data).hexdigest()
    kind = kind_of(data, name)
    if kind in {FileKind.XLSX, FileKind.ODS, FileKind.XLS}:
        return _workbook(path, data, name, kind)
    if (export := _phone_export(path)) is not None:
        return export
    if kind is FileKind.CSV:
        return read_csv_files({name: data})
    return read_csv_files(_files_of_zip(data, name))


def _folder(files: Mapping[str, bytes], name: str) -> tuple[list[RawTable], list[Finding]]:
    tables, findings = read_csv_files(files)
    if any(finding.code == "not-a-city-form" for finding in findings):
        from nagara.exchange.phone.export import are_phone_exports
        from nagara.exchange.phone.odk import read_phone_files

        if are_phone_exports(files):
            export = read_phone_files(files, name)
            return list(export.tables), list(export.findings)
    return tables, findings


def _workbook(path: Path, data: bytes, name: str, kind: FileKind) -> tuple[list[RawTable], list[Finding]]:
    from nagara.exchange.city_workbook.read import read_workbook
    from nagara.exchange.city_workbook.scan import scan_workbook

    if kind is FileKind.XLS:
        return read_workbook(data, name, is_old=True)
    archive = open_zip(data, name)
    scans = scan_workbook(archive, kind, name)
    if kind is FileKind.XLSX and (export := _phone_export(path)) is not None:
        return export
    return read_workbook(data, name, parts=archive.namelist(), scans=scans)


def _phone_export(path: Path) -> tuple[list[RawTable], list[Finding]] | None:
    from nagara.exchange.phone.odk import is_odk_export, read_phone_export

    try:
        if not is_odk_export(path):
            return None
        export = read_phone_export(path)
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # the reader's own, and no Exception
            return None
        raise
    return list(export.tables), list(export.findings)


def _files_of_folder(path: Path, name: str, digests: dict[str, str]) -> dict[str, bytes]:
    try:
        inside = {entry.name: entry for entry in path.iterdir()}
        names = sorted(each for each in inside if not each.startswith((".", "~")))
        entries = [(each, inside[each]) for each in names if _is_read(each) or inside[each].is_file()]
    except OSError as error:
        why = f"The computer cannot read it ({error.strerror})"
        raise UnreadableFileError(name, why, "Check who may read the folder.") from error
    if not entries or len(entries) > MOST_FILES_OF_A_FOLDER:
        why = f"The folder holds {len(entries) or 'no'} files"
        raise UnreadableFileError(name, why, "Name the folder that holds the CSV files of one city.")
    files: dict[str, bytes] = {}
    for part, entry in entries:
        file = f"{name}/{part}"
        if _is_read(part):
            files[file] = read_bytes(entry, file, may_be_empty=True)
            digests[file] = hashlib.sha256(files[file]).hexdigest()
        else:
            files[file] = b""
    return files


def _is_read(name: str) -> bool:
    return name.lower().endswith(READ_OF_A_FOLDER)


def _files_of_zip(data: bytes, name: str) -> dict[str, bytes]:
    archive = open_zip(data, name)
    parts = [PurePosixPath(part) for part in archive.namelist() if not part.endswith("/")]
    shown = [part for part in parts if not part.name.startswith((".", "~")) and part.parts[0] != "__MACOSX"]
    folders = {part.parent for part in shown if part.suffix.lower() == ".csv"}
    if len(folders) > 1:
        why = f"It holds CSV files in {len(folders)} folders"
        raise UnreadableFileError(name, why, "Send one zip file for each city.")
    return {f"{name}/{part.name}": read_part(archive, str(part), name) for part in shown if part.parent in folders}
