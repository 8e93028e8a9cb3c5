"""Raw tables become typed rows: one reader per column, one finding per doubt, each with its cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from nagara.exchange.cells import NUMBER_KINDS, Doubts, cell_reader, is_decimal_comma
from nagara.exchange.form import FormField, FormTable, form_tables
from nagara.exchange.rows import RawRow, RawTable
from nagara.findings import Finding, Severity, catalogue
from nagara.waste.records import Notation, RowAt

__all__ = ["TypedRow", "typed_rows"]


@dataclass(slots=True, kw_only=True)
class TypedRow:
    """One row with its answers read, before rows of several files are merged.

    Parameters
    ----------
    at
        Where it stands.
    values
        Answers by question; questions without an answer are absent.
    spoiled
        Questions whose cell holds something that could not be read; a finding already says so.
    instance
        Id of the phone submission the row came from.
    """

    at: RowAt
    values: dict[str, object]
    spoiled: set[str] = field(default_factory=set)
    instance: str | None = None


def typed_rows(raw: RawTable) -> tuple[list[TypedRow], list[Finding]]:
    """Read every cell of a raw table.

    Parameters
    ----------
    raw
        The table as it stands in the file.

    Returns
    -------
    tuple
        The rows that hold anything, in their order, and the doubts about their cells.
    """
    table = form_tables()[raw.table]
    columns, rows_by_field = dict(raw.columns), dict(raw.rows_by_field)
    rows = [
        TypedRow(
            at=RowAt(file=raw.file, sheet=raw.sheet, row=row.row_number, columns=columns, rows=rows_by_field),
            values={},
            instance=row.instance,
        )
        for row in raw.rows
    ]
    findings: list[Finding] = []
    commas = _uses_decimal_commas(table, raw.rows)
    for question in table.fields:
        findings += _read_column(question, raw.rows, rows, commas)
    findings += _move_notations(table, rows)
    return [row for row in rows if row.values or row.spoiled], findings


def _read_column(
    question: FormField, raw: Sequence[RawRow], rows: Sequence[TypedRow], commas: bool
) -> Iterable[Finding]:
    name, read = question.name, _reader(question, commas)
    said: list[tuple[TypedRow, Doubts]] = []
    doubts: Doubts = []
    read_before: dict[str, object] = {}
    for cells, row in zip(raw, rows, strict=True):
        cell = cells.cells.get(name)
        if cell is None or cell == "":
            continue
        if isinstance(cell, str) and cell in read_before:
            row.values[name] = read_before[cell]
            continue
        value = read(cell, doubts)
        if value is not None:
            row.values[name] = value
            if isinstance(cell, str) and not doubts:
                read_before[cell] = value
        if doubts:
            said.append((row, doubts))
            doubts = []
    return _findings(question, said) if said else ()


def _findings(question: FormField, said: Sequence[tuple[TypedRow, Doubts]]) -> Iterable[Finding]:
    """Place the doubts of one column; what is said of many cells in the same words is said once."""
    known = catalogue()
    times: dict[str, int] = {}
    for _, doubts in said:
        for doubt in doubts:
            times[doubt.code] = times.get(doubt.code, 0) + 1
    done: set[str] = set()
    for row, doubts in said:
        for doubt in doubts:
            entry = known[doubt.code]
            if entry.severity is Severity.BLOCKING:
                row.spoiled.add(question.name)
            if doubt.code in done:
                continue
            values = {**doubt.values, "label": question.label}
            if "{times}" in entry.sentence:
                done.add(doubt.code)
                values["times"] = "once" if times[doubt.code] == 1 else f"{times[doubt.code]} times"
            yield Finding(code=doubt.code, values=values, place=row.at(question.name))


def _move_notations(table: FormTable, rows: Iterable[TypedRow]) -> Iterable[Finding]:
    """Give a notation key that was typed instead of a number the column that is meant for it."""
    has_column = any(question.name == "notation" for question in table.fields)
    for row in rows:
        if has_column and "notation" in row.values:
            row.values["notation"] = Notation(str(row.values["notation"]))
        typed = [(name, value) for name, value in row.values.items() if type(value) is Notation and name != "notation"]
        for name, value in typed:
            del row.values[name]
            yield _moved(table[name], row, value, has_column)


def _moved(question: FormField, row: TypedRow, key: Notation, has_column: bool) -> Finding:
    values: dict[str, str | float] = {"label": question.label, "key": key.value}
    place = row.at(question.name)
    if not has_column:
        return Finding(code="notation-without-column", values=values, place=place)
    said = row.values.setdefault("notation", key)
    if str(said) != key.value:
        row.spoiled.add("notation")
        return Finding(code="notation-conflict", values=values | {"notation": str(said)}, place=place)
    return Finding(code="notation-typed-in", values=values, place=place)


def _uses_decimal_commas(table: FormTable, rows: Sequence[RawRow]) -> bool:
    names = [question.name for question in table.fields if question.kind in NUMBER_KINDS]
    return any(
        type(cell) is str and "," in cell and is_decimal_comma(cell)
        for row in rows
        for name in names
        if (cell := row.cells.get(name)) is not None
    )


_reader = cache(lambda question, commas: cell_reader(question, comma_is_decimal=commas))
