"""Raw tables: what stands in a file, before anybody asks what it means.

Each format (workbook, CSV folder, phone export) is read into these and into nothing else; one
validator (:mod:`nagara.exchange.city_records`) turns them into typed records. The same data
therefore give the same records, whatever file they came in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, overload

from nagara.waste.records import RowAt

__all__ = ["NEVER_CALCULATED", "EvenRows", "RawRow", "RawTable"]


class NeverCalculated:
    """What stands in a cell whose formula no spreadsheet program has calculated yet."""

    def __str__(self) -> str:
        return "a formula that was never calculated"


NEVER_CALCULATED: Final = NeverCalculated()


@dataclass(slots=True, kw_only=True)  # not frozen: a file has thousands, and those take three times as long
class RawRow:
    """One row as it stands in the file.

    Parameters
    ----------
    row_number
        Row as a spreadsheet counts it, from 1; the header is a row too.
    cells
        What stands in the cell, by field of the form: ``str``, ``int``, ``float``, ``bool``,
        ``date``, ``datetime``, :data:`NEVER_CALCULATED` or ``None``. Fields that the file does not have are absent.
    instance
        Id of the phone submission the row came from.
    """

    row_number: int
    cells: Mapping[str, object]
    instance: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvenRows(Sequence[RawRow]):
    """Rows that all have the same columns, kept column by column: whoever reads columns makes no row.

    Parameters
    ----------
    row_numbers
        As in :class:`RawRow`, row by row.
    cells
        What stands in the cells by field of the form, row by row; an empty text where nothing stands.
    """

    row_numbers: Sequence[int]
    cells: Mapping[str, Sequence[str]]

    def __len__(self) -> int:
        return len(self.row_numbers)

    @overload
    def __getitem__(self, at: int) -> RawRow: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[RawRow, ...]: ...

    def __getitem__(self, at: int | slice) -> RawRow | tuple[RawRow, ...]:
        if isinstance(at, slice):
            return tuple(self[each] for each in range(len(self))[at])
        cells = {name: column[at] for name, column in self.cells.items() if column[at]}
        return RawRow(row_number=self.row_numbers[at], cells=cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTable:
    """All rows of one table of the form that stand in one file.

    Parameters
    ----------
    table
        Name of the table in :func:`nagara.exchange.form.form_tables`.
    file
        Name of the file, without folders.
    sheet
        Sheet of a workbook, if the file is one.
    columns
        Letter of the column (workbook) or name of the column (CSV) by field of the form.
    rows
        The rows that hold anything.
    rows_by_field
        Row of each field where the table is written downwards, as the sheet ``City`` is.
    """

    table: str
    file: str
    sheet: str | None
    columns: Mapping[str, str]
    rows: Sequence[RawRow]
    rows_by_field: Mapping[str, int] = field(default_factory=dict)

    def at(self, row: RawRow) -> RowAt:
        """Where one of its rows stands."""
        return RowAt(
            file=self.file,
            sheet=self.sheet,
            row=row.row_number,
            columns=dict(self.columns),
            rows=dict(self.rows_by_field),
        )
