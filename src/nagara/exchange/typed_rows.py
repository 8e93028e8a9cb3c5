"""Raw tables become typed rows: one reader per column, one finding per doubt, each with its cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from types import NoneType
from typing import Final

from nagara.exchange.answered_rows import AnsweredRows, TypedRow
from nagara.exchange.cells import NUMBER_KINDS, CellReader, Doubts, are_ordinary, cell_reader, decimal_signs
from nagara.exchange.form import FormField, FormTable, form_tables
from nagara.exchange.made_at_once import made_at_once
from nagara.exchange.rows import EvenRows, RawRow, RawTable
from nagara.findings import Finding, Severity, catalogue
from nagara.waste.records import Notation, RowAt

__all__ = ["TypedRow", "typed_rows"]

ALIKE_EVERYWHERE: Final = NUMBER_KINDS | {"choice", "date", "yes_no"}
"""Kinds of questions to which different cities give the same answers."""
AS_WRITTEN: Final = frozenset({"text", "code", "ref"})
"""Kinds of questions whose ordinary answers are read as they were written."""
MOST_KNOWN: Final = 2048
"""Cells of one column that are remembered from one city to the next."""
LONGEST_KNOWN: Final = 64
"""Letters of a cell that is remembered."""
NOTHING: Final[Mapping[object, object]] = {None: None, "": None}


def typed_rows(raw: RawTable) -> tuple[Sequence[TypedRow], list[Finding]]:
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
    is_text = isinstance(raw.rows, EvenRows)
    written = [(question, cells, set(cells)) for question, cells in _columns(table, raw.rows)]
    signs = decimal_signs((question, different) for question, _, different in written)
    said = [
        (question, cells, _plain_meanings(_reader(question, signs), question, cells, different, is_text=is_text))
        for question, cells, different in written
    ]
    if (answered := _answered(table, raw, said)) is not None:
        return answered, []
    rows = _empty_rows(raw)
    findings: list[Finding] = []
    keyed: list[str] = []
    for question, cells, meanings in said:
        if meanings is not None:
            _answer(question.name, map(meanings.__getitem__, cells), rows)
            continue
        findings += _read_cells(question, cells, rows, signs)
        if any(isinstance(row.values.get(question.name), Notation) for row in rows):
            keyed.append(question.name)
    findings += _move_notations(table, rows, keyed)
    return [row for row in rows if row.values or row.spoiled], findings


def _answered(
    table: FormTable,
    raw: RawTable,
    said: Iterable[tuple[FormField, Sequence[object], Mapping[object, object] | None]],
) -> AnsweredRows | None:
    """The rows as columns, where no cell is in doubt and no row is empty; else ``None``."""
    if not isinstance(raw.rows, EvenRows):
        return None
    columns: dict[str, Sequence[object]] = {}
    for question, cells, meanings in said:
        if meanings is None or question.name == "notation":
            return None
        columns[question.name] = list(map(meanings.__getitem__, cells))
    if all(None in answers for answers in columns.values()):
        return None
    return AnsweredRows(_places(raw), columns)


def _places(raw: RawTable) -> list[RowAt]:
    """Where each row stands."""
    numbers: Iterable[int]
    numbers = raw.rows.row_numbers if isinstance(raw.rows, EvenRows) else [row.row_number for row in raw.rows]
    of_table: Iterable[tuple[object, ...]] = zip(
        repeat(raw.file),
        repeat(raw.sheet),
        numbers,
        repeat(dict(raw.columns)),  # plain ones, because records go from process to process
        repeat(dict(raw.rows_by_field)),
        repeat({}),
        strict=False,
    )
    return list(map(tuple.__new__, repeat(RowAt), of_table))  # as RowAt makes them, without a call for each


def _empty_rows(raw: RawTable) -> list[TypedRow]:
    """The rows with their places, before any answer."""
    count = len(raw.rows)
    instances: Iterable[str | None]
    instances = repeat(None, count) if isinstance(raw.rows, EvenRows) else (row.instance for row in raw.rows)
    anew: dict[str, Iterable[object]] = {"values": map(dict, repeat((), count)), "spoiled": map(set, repeat((), count))}
    return made_at_once(TypedRow, count, {"at": _places(raw), "instance": instances, **anew})


def _columns(table: FormTable, rows: Sequence[RawRow]) -> list[tuple[FormField, Sequence[object]]]:
    """The cells of every question that has any, row by row; an empty cell is ``None`` or an empty text."""
    if isinstance(rows, EvenRows):
        return [(field, rows.cells[field.name]) for field in table.fields if field.name in rows.cells]
    by_row = [row.cells for row in rows]
    filled = set().union(*by_row)
    return [(field, [cells.get(field.name) for cells in by_row]) for field in table.fields if field.name in filled]


def _plain_meanings(
    read: CellReader, question: FormField, cells: Sequence[object], different: set[object], *, is_text: bool
) -> Mapping[object, object] | None:
    """Read each different cell of a column once; ``None`` if one of them has to be spoken of.

    That is a cell with a doubt, or a notation key. Nor are cells of several types told apart by
    their value (1 equals 1.0 and true): such a column is left to be read cell by cell. Numbers, days and
    choices as texts are the same in many cities, so that what was read of them is known for the next one.
    """
    kinds = {str} if is_text else set(map(type, cells)) - {NoneType}
    if len(kinds) != 1:
        return None
    if is_text and question.kind in AS_WRITTEN:
        written: set[str] = different.difference(NOTHING)  # type: ignore[assignment]  # all are str
        if are_ordinary(written):
            return {**NOTHING, **dict(zip(written, written, strict=True))}
    is_kept = question.kind in ALIKE_EVERYWHERE and kinds == {str}
    known = _KNOWN.get(read, NOTHING) if is_kept else NOTHING
    doubts: Doubts = []
    learned: dict[object, object] = {}
    for cell in different.difference(known):
        learned[cell] = meaning = read(cell, doubts)
        if doubts or type(meaning) is Notation:
            return None
    if not learned:
        return known
    meanings = {**known, **learned}
    if is_kept:
        _KNOWN[read] = meanings if len(meanings) <= MOST_KNOWN and max(map(len, learned)) <= LONGEST_KNOWN else NOTHING  # type: ignore[arg-type]  # all are str
    return meanings


def _answer(name: str, values: Iterable[object], rows: Iterable[TypedRow]) -> None:
    for value, row in zip(values, rows, strict=True):
        if value is not None:
            row.values[name] = value


def _read_cells(
    question: FormField, cells: Sequence[object], rows: Sequence[TypedRow], signs: tuple[bool, bool]
) -> Iterable[Finding]:
    name, read = question.name, _reader(question, signs)
    said: list[tuple[TypedRow, Doubts]] = []
    doubts: Doubts = []
    for cell, row in zip(cells, rows, strict=True):
        if cell is None or cell == "":
            continue
        value = read(cell, doubts)
        if value is not None:
            row.values[name] = value
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
                row.spoiled |= {question.name}
            if doubt.code in done:
                continue
            values = {**doubt.values, "label": question.label}
            if "{times}" in entry.sentence:
                done.add(doubt.code)
                values["times"] = "once" if times[doubt.code] == 1 else f"{times[doubt.code]} times"
            yield Finding(code=doubt.code, values=values, place=row.at(question.name))


def _move_notations(table: FormTable, rows: Iterable[TypedRow], keyed: Sequence[str]) -> Iterable[Finding]:
    """Give a notation key that was typed instead of a number the column that is meant for it."""
    has_column = any(question.name == "notation" for question in table.fields)
    if not has_column and not keyed:
        return
    for row in rows:
        if has_column and "notation" in row.values:
            row.values["notation"] = Notation(str(row.values["notation"]))
        for name in keyed:
            if isinstance(value := row.values.get(name), Notation):
                del row.values[name]
                yield _moved(table[name], row, value, has_column)


def _moved(question: FormField, row: TypedRow, key: Notation, has_column: bool) -> Finding:
    values: dict[str, str | float] = {"label": question.label, "key": key.value}
    place = row.at(question.name)
    if not has_column:
        return Finding(code="notation-without-column", values=values, place=place)
    said = row.values.setdefault("notation", key)
    if str(said) != key.value:
        row.spoiled |= {"notation"}
        return Finding(code="notation-conflict", values=values | {"notation": str(said)}, place=place)
    return Finding(code="notation-typed-in", values=values, place=place)


_KNOWN: Final[dict[CellReader, Mapping[object, object]]] = {}
"""What was read of the cells of a column, by its reader; a mapping in it is never changed, only replaced."""
_READERS: Final[dict[tuple[int, tuple[bool, bool]], tuple[FormField, CellReader]]] = {}
"""Readers of columns by their question, which is kept with them: a question has many words to make a hash of."""


def _reader(question: FormField, signs: tuple[bool, bool]) -> CellReader:
    known = _READERS.get((id(question), signs))
    if known is None:
        read = cell_reader(question, comma_is_decimal=signs[0], dot_is_decimal=signs[1])
        known = _READERS[id(question), signs] = question, read
    return known[1]
