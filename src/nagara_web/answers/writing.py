"""Write edits into rows: read what was typed, join it with what others wrote, keep before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from nagara.exchange.canonical_rows import canonical_rows, typed_cells
from nagara_web.answers.edits import Clash, Conflict, NotOfTheForm, RowEdit, table_of
from nagara_web.answers.known_numbers import known_numbers
from nagara_web.answers.merging import join_cells
from nagara_web.answers.models import AnswerSet, Change, Row, RowChange

__all__ = ["Written", "plan", "save", "state_of"]

WRITTEN: Final = ("cells", "carried", "position", "instance", "version", "is_removed")
"""Columns of a row that an edit may change."""
State = dict[str, Any] | None
"""A row as a change keeps it: its cells, what was carried, its position; ``None`` where it was not there."""
Cells = Mapping[str, str]


@dataclass(slots=True, kw_only=True)
class Written:
    """What edits do to rows, before it is saved.

    Parameters
    ----------
    new
        Rows to be made.
    changed
        Rows to be saved, with their state before.
    merged
        Rows in which answers of somebody else, changed meanwhile, were kept.
    is_year_kept
        Whether somebody wrote another year than that of the answers; it stays.
    """

    new: list[Row] = field(default_factory=list)
    changed: dict[int, tuple[Row, State]] = field(default_factory=dict)
    merged: set[int] = field(default_factory=set)
    is_year_kept: bool = False

    def __bool__(self) -> bool:
        return bool(self.new or self.changed)


def state_of(row: Row) -> State:
    """A row as a change keeps it."""
    if row.is_removed:
        return None
    return {"cells": dict(row.cells), "carried": list(row.carried), "position": row.position}


def plan(answer_set: AnswerSet, edits: Sequence[RowEdit]) -> Written:
    """Work out what edits do; nothing is saved.

    Raises
    ------
    Conflict
        If somebody else changed the same answers since the person saw them.
    NotOfTheForm
        If an edit names a table, field or row that is not there.
    """
    tables = {edit.table: table_of(edit.table) for edit in edits}
    rows = {row.pk: row for row in Row.objects.filter(answer_set=answer_set, table__in=tables)}
    last = {name: max((row.position for row in rows.values() if row.table == name), default=0) for name in tables}
    before = _as_seen(rows, edits)
    clashes: list[Clash] = []
    written = Written()
    for edit, cells in zip(edits, _read(answer_set, edits, before, rows), strict=True):
        row = _row_of(edit, rows)
        if edit.table == "city" and edit.cells is not None:
            year = str(answer_set.year)
            written.is_year_kept = written.is_year_kept or cells.get("year", year) != year
            cells["year"] = year
        if row is None:
            if cells:
                last[edit.table] += 1
                at = last[edit.table] if edit.position is None else edit.position
                written.new.append(
                    Row(
                        answer_set=answer_set,
                        table=edit.table,
                        position=at,
                        cells=cells,
                        instance=edit.instance,
                    )
                )
            continue
        clashes += _write(row, edit, cells, before.get(row.pk, row.cells), written)
    if clashes:
        raise Conflict(_named(clashes))
    return written


def _row_of(edit: RowEdit, rows: Mapping[int, Row]) -> Row | None:
    if edit.row_id is not None:
        row = rows.get(edit.row_id)
        if row is None or row.table != edit.table:
            raise NotOfTheForm.row(edit.table, edit.row_id)
        return row
    if edit.table == "city":  # there is one city; a second row of it is the first one
        return next((row for row in rows.values() if row.table == "city" and not row.is_removed), None)
    return None


def _as_seen(rows: Mapping[int, Row], edits: Iterable[RowEdit]) -> dict[int, Cells]:
    """The rows as the people saw them who edited an older version."""
    seen: dict[int, int] = {}
    for edit in edits:
        row = rows.get(edit.row_id) if edit.row_id is not None else None
        if row is not None and edit.expected_version not in {None, row.version}:
            seen[row.pk] = edit.expected_version or 0
    found: dict[int, Cells] = {}
    if seen:
        states: dict[int, list[State]] = {}
        for each in RowChange.objects.filter(row__in=list(seen)).order_by("change__revision", "pk"):
            states.setdefault(each.row_id, []).append(each.after)
        for row_id, version in seen.items():
            known = states.get(row_id, [])
            state = known[version - 1] if 0 < version <= len(known) else None
            found[row_id] = state["cells"] if state else {}
    return found


def _read(
    answer_set: AnswerSet, edits: Sequence[RowEdit], before: Mapping[int, Cells], rows: Mapping[int, Row]
) -> list[dict[str, str]]:
    """Read what was typed, table by table; an answer that was left as it was shown is not read anew."""
    read: list[dict[str, str]] = [{} for _ in edits]
    by_table: dict[str, list[int]] = {}
    for number, edit in enumerate(edits):
        by_table.setdefault(edit.table, []).append(number)
    for name, numbers in by_table.items():
        table = table_of(name)
        known = {field.name for field in table.fields}
        typed: list[Mapping[str, object]] = []
        standing: list[Cells] = []
        for number in numbers:
            edit = edits[number]
            cells = edit.cells or {}
            if strange := next((each for each in cells if each not in known), None):
                raise NotOfTheForm.field(name, strange)
            row = rows.get(edit.row_id) if edit.row_id is not None else None
            shown = before.get(row.pk, row.cells) if row else {}
            same = {each: text for each, text in cells.items() if edit.is_canonical or shown.get(each) == text}
            typed.append({**cells, **typed_cells(table, same)})
            standing.append(shown)
        measured = known_numbers(answer_set, name, [edits[number] for number in numbers], standing, rows.values())
        for number, cells in zip(numbers, canonical_rows(table, typed, known=measured), strict=True):
            read[number] = cells
    return read


def _write(row: Row, edit: RowEdit, cells: dict[str, str], before: Cells, written: Written) -> list[Clash]:
    was, is_stale = state_of(row), edit.expected_version not in {None, row.version}
    if row.is_removed:
        if edit.cells is None:
            return []
        return [Clash(table=row.table, row_id=row.pk, field="", before="", mine=_said(cells), theirs="")]
    if edit.cells is None:
        if is_stale and dict(row.cells) != dict(before):
            return [Clash(table=row.table, row_id=row.pk, field="", before="", mine="", theirs=_said(row.cells))]
        row.is_removed = True
    else:
        touched = [*edit.cells, *cells] if edit.is_partial else [*before, *row.cells, *cells]
        joined = join_cells(before, row.cells, cells, dict.fromkeys(touched))
        if joined.clashing:
            return [
                Clash(
                    table=row.table,
                    row_id=row.pk,
                    field=name,
                    before=before.get(name, ""),
                    mine=cells.get(name, ""),
                    theirs=row.cells.get(name, ""),
                )
                for name in joined.clashing
            ]
        if joined.is_merged:
            written.merged.add(row.pk)
        row.cells = joined.cells
        row.carried = [name for name in row.carried if name not in edit.cells]
        row.position = row.position if edit.position is None else edit.position
        row.instance = edit.instance or row.instance
    if state_of(row) != was and row.pk not in written.changed:
        written.changed[row.pk] = (row, was)
        row.version += 1
    return []


def _said(cells: Cells) -> str:
    return ", ".join(cells.values())


def _named(clashes: Sequence[Clash]) -> list[Clash]:
    """Say of each clash who wrote the other answer, and when."""
    latest: dict[tuple[int, str], RowChange] = {}
    found = RowChange.objects.filter(row__in={clash.row_id for clash in clashes}).select_related("change__person")
    for each in found.order_by("change__revision"):
        before, after = (each.before or {}).get("cells", {}), (each.after or {}).get("cells", {})
        for name in {*before, *after}:
            if before.get(name, "") != after.get(name, ""):
                latest[each.row_id, name] = each
        latest[each.row_id, ""] = each
    named = []
    for clash in clashes:
        change = latest[clash.row_id, clash.field].change if (clash.row_id, clash.field) in latest else None
        by = change.person.name if change and change.person else ""
        named.append(replace(clash, by=by, at=change.at if change else None))
    return named


def save(change: Change, written: Written) -> None:
    """Save rows and what the change did to each."""
    Row.objects.bulk_create(written.new, batch_size=500)
    rows = [row for row, _ in written.changed.values()]
    Row.objects.bulk_create(  # the rows are there: this is one UPDATE for many, far quicker than bulk_update
        rows, batch_size=500, update_conflicts=True, update_fields=WRITTEN, unique_fields=["id"]
    )
    RowChange.objects.bulk_create(
        [
            *(RowChange(change=change, row=row, before=None, after=state_of(row)) for row in written.new),
            *(
                RowChange(change=change, row=row, before=was, after=state_of(row))
                for row, was in written.changed.values()
            ),
        ],
        batch_size=500,
    )
