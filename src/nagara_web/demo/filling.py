"""Write an example's tables into a city's answers, as its officer would."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest

from nagara_web.answers import actions
from nagara_web.answers.edits import RowEdit
from nagara_web.answers.queries import rows_by_table
from nagara_web.demo.varied import Tables

__all__ = ["BEGUN", "answer_own", "change_cells", "fill", "fill_half"]

BEGUN = ("city", "strata", "areas", "facilities", "control", "non_household", "loads")
"""Tables that the half-filled draft has."""


def fill(answer_set_id: int, tables: Tables, *, person_id: int, way: str, note: str = "") -> None:
    """Let every table hold exactly these rows; rows that are there already are written over."""
    standing = rows_by_table(answer_set_id)
    edits = [edit for table, rows in tables.items() for edit in _edits(table, rows, standing.get(table, ()))]
    actions.apply(answer_set_id, edits, way=way, person_id=person_id, note=note)


def fill_half(answer_set_id: int, tables: Tables, *, person_id: int) -> None:
    """Fill the first tables page by page, and leave the last of them in the middle."""
    for table in BEGUN[:-1]:
        fill(answer_set_id, {table: tables[table]}, person_id=person_id, way="form")
    fill(answer_set_id, {BEGUN[-1]: tables[BEGUN[-1]][:2]}, person_id=person_id, way="form")


def answer_own(answer_set_id: int, answers: Mapping[str, Mapping[str, str]], *, person_id: int) -> None:
    """Answer the network's own indicators."""
    edits = [
        RowEdit("own_indicators", row_id=row.pk, cells={**row.cells, **answers[row.cells["indicator"]]})
        for row in rows_by_table(answer_set_id).get("own_indicators", ())
        if row.cells.get("indicator") in answers
    ]
    actions.apply(answer_set_id, edits, way="form", person_id=person_id)


def change_cells(answer_set_id: int, table: str, row_id: int, cells: Mapping[str, str], *, person_id: int) -> None:
    """Change some answers of one row."""
    edit = RowEdit(table, row_id=row_id, cells=cells, is_partial=True)
    actions.apply(answer_set_id, [edit], way="form", person_id=person_id)


def _edits(table: str, rows: Sequence[Mapping[str, str]], standing: Sequence[object]) -> Iterable[RowEdit]:
    for position, (cells, row) in enumerate(zip_longest(rows, standing), start=1):
        row_id = getattr(row, "pk", None)
        yield RowEdit(table, row_id=row_id, cells=cells, position=position)
