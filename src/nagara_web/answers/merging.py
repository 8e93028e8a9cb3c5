"""Join what two people wrote in one row, field by field; what both changed is a clash."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

__all__ = ["Joined", "join_cells"]

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A row after joining.

    Parameters
    ----------
    cells
        The answers that stand now.
    clashing
        Fields that both changed to different answers; for them `cells` holds what stood.
    is_merged
        Whether answers of somebody else, changed meanwhile, were kept.
    """

    cells: dict[str, str]
    clashing: tuple[str, ...]
    is_merged: bool


def join_cells(before: Cells, now: Cells, mine: Cells, touched: Iterable[str]) -> Joined:
    """Write one person's answers over a row that may have changed since the person saw it.

    Parameters
    ----------
    before
        The row as the person saw it.
    now
        The row as it stands.
    mine
        The row as the person wants it; a touched field that it does not name is emptied.
    touched
        The fields that the person may have changed.

    Examples
    --------
    >>> join_cells({"a": "1", "b": "2"}, {"a": "1", "b": "3"}, {"a": "5", "b": "2"}, ("a", "b")).cells
    {'a': '5', 'b': '3'}
    """
    cells, clashing, is_merged = dict(now), [], False
    for field in touched:
        was, stands, wanted = before.get(field, ""), now.get(field, ""), mine.get(field, "")
        if wanted == was:
            is_merged = is_merged or stands != was
            continue
        if stands not in {was, wanted}:
            clashing.append(field)
            continue
        if wanted:
            cells[field] = wanted
        else:
            cells.pop(field, None)
    is_merged = is_merged or any(now.get(name, "") != before.get(name, "") for name in {*before, *now} - {*touched})
    return Joined(cells=cells, clashing=tuple(clashing), is_merged=is_merged)
