"""What is known of a number before it is written: it settles whether 25.790 means 25.79 or 25790."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from nagara.exchange.canonical_rows import Known, typed_cells
from nagara_web.answers.edits import RowEdit, table_of
from nagara_web.answers.form_queries import previous_row
from nagara_web.answers.models import AnswerSet, Row

__all__ = ["known_numbers"]


def known_numbers(
    answer_set: AnswerSet,
    table: str,
    edits: Sequence[RowEdit],
    standing: Sequence[Mapping[str, str]],
    rows: Iterable[Row],
) -> Known:
    """Find what the numbers of a table may be measured against.

    Parameters
    ----------
    edits
        The rows that somebody writes, all of one table.
    standing
        The answers that stand in the row of each edit; empty for a new row.
    rows
        Every row of the answers.

    Returns
    -------
    Known
        Asked for one number of one edit: what stands in its place and what was answered there last year; where
        neither is, the same answer of the other rows of the table.
    """
    form, others = table_of(table), [row for row in rows if row.table == table and not row.is_removed]

    def numbers(field: str, cells: Iterable[Mapping[str, str]]) -> list[float]:
        found = (typed_cells(form, {field: each.get(field, "")}).get(field) for each in cells)
        return [float(each) for each in found if isinstance(each, int | float)]

    def known(number: int, field: str) -> list[float]:
        edit, stands = edits[number], standing[number]
        key = {name: (edit.cells or {}).get(name) or stands.get(name, "") for name in form.key}
        last = previous_row(answer_set, table, key) if form.key or table == "city" else None
        own = numbers(field, [stands, *([last.cells] if last else [])])
        return own or numbers(field, (row.cells for row in others if row.pk != edit.row_id))

    return known
