"""Rows of answers: one by one, or column by column for as long as nobody asks for a single row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Final, overload

from nagara.exchange.made_at_once import made_at_once
from nagara.waste.records import RowAt

__all__ = ["NONE_SPOILED", "AnsweredRows", "TypedRow", "columns_of"]

NONE_SPOILED: Final[frozenset[str]] = frozenset()


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
    spoiled: set[str] | frozenset[str] = field(default_factory=set)
    instance: str | None = None


class AnsweredRows(Sequence[TypedRow]):
    """Rows without any doubt: their answers stay in columns until somebody asks for a row.

    A row that was asked for may be changed. From then on the rows are what counts, and there are no columns.

    Parameters
    ----------
    places
        Where each row stands.
    columns
        Answers by question, row by row; ``None`` where there is none.
    """

    def __init__(self, places: Sequence[RowAt], columns: Mapping[str, Sequence[object]]) -> None:
        self.places = places
        self._columns: Mapping[str, Sequence[object]] | None = columns
        self._rows: list[TypedRow] = []

    @property
    def columns(self) -> Mapping[str, Sequence[object]] | None:
        """Answers by question; ``None`` once somebody has asked for a row."""
        return self._columns

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, at: int) -> TypedRow: ...

    @overload
    def __getitem__(self, at: slice) -> list[TypedRow]: ...

    def __getitem__(self, at: int | slice) -> TypedRow | list[TypedRow]:
        if self._columns is not None:
            self._rows = rows_of_columns(self.places, self._columns)
            self._columns = None
        return self._rows[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self[:] == other[:]

    __hash__ = None  # type: ignore[assignment]  # rows may be changed


def columns_of(rows: Sequence[TypedRow]) -> Mapping[str, Sequence[object]] | None:
    """Answers by question, where rows still stand in columns."""
    return rows.columns if isinstance(rows, AnsweredRows) else None


def rows_of_columns(places: Sequence[RowAt], columns: Mapping[str, Iterable[object]]) -> list[TypedRow]:
    """Make the rows one by one; a question without an answer is absent from its row."""
    count = len(places)
    values: list[dict[str, object]] = list(map(dict, repeat((), count)))
    rows = made_at_once(TypedRow, count, {"at": places, "values": values, "spoiled": repeat(NONE_SPOILED, count)})
    for name, answers in columns.items():
        for value, row in zip(answers, values, strict=True):
            if value is not None:
                row[name] = value
    return rows
