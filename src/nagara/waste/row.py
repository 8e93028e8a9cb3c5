"""One row of a city's records: where it stands, and why a number may be missing from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from nagara.findings import Place

__all__ = ["Notation", "Row", "RowAt"]


class Notation(StrEnum):
    """Why there is no number: five different answers, none of them zero."""

    NOT_ESTIMATED = "NE"
    NOT_OCCURRING = "NO"
    INCLUDED_ELSEWHERE = "IE"
    CONFIDENTIAL = "C"
    NOT_REPORTED = "NR"


class RowAt(NamedTuple):  # a tuple: a city has thousands, and eight of them are made in the time of one data class
    """Where a row stands in the file it was read from.

    Parameters
    ----------
    file, sheet, row
        As in :class:`nagara.findings.Place`.
    columns
        Column letter or name by field.
    rows
        Row by field, where the record is written downwards.
    joined
        Where an answer stands that came from another copy of the row.
    """

    file: str
    sheet: str | None
    row: int
    columns: Mapping[str, str] = {}
    rows: Mapping[str, int] = {}
    joined: Mapping[str, RowAt] = {}

    def __call__(self, column: str | None = None) -> Place:
        """Name the place of one field of the row."""
        if column is None:
            return Place(file=self.file, sheet=self.sheet, row=self.row)
        if column in self.joined:
            return self.joined[column](column)
        row = self.rows.get(column, self.row)
        return Place(file=self.file, sheet=self.sheet, row=row, column=self.columns.get(column, column))


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of any sheet, with its place in the file it was read from."""

    at: RowAt | None = None

    def place(self, column: str | None = None) -> Place | None:
        """Where the row, or one field of it, stands in the user's file."""
        return self.at(column) if self.at else None
