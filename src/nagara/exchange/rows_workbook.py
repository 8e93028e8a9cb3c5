"""A workbook of plain rows: one sheet by name, its first row the head, numbers as numbers and formulas nowhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, Final

import xlsxwriter

from nagara.exchange.formula_guard import guarded

__all__ = ["rows_workbook"]

WIDE: Final = 40
"""Width of columns with words [characters]."""
NARROW: Final = 14
"""Width of all others [characters]."""
LAST_COLUMN: Final = 60


def rows_workbook(
    title: str, year: int, sheets: Mapping[str, Sequence[Sequence[Any]]], *, columns_of_words: int = 1
) -> bytes:
    """Write rows as a workbook; the same rows give the same bytes.

    Parameters
    ----------
    title
        Of the file.
    year
        What the file says that it was made at the end of, whenever that is.
    sheets
        Rows by the name of their sheet, the head first; an empty cell is ``None``.
    columns_of_words
        So many columns from the left are wide.
    """
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"title": title, "created": datetime(year, 12, 31)})  # noqa: DTZ001
    head, number = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "#,##0.###"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, columns_of_words - 1, WIDE)
        sheet.set_column(columns_of_words, LAST_COLUMN, NARROW)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, (int, float)) and not isinstance(cell, bool):
                    sheet.write_number(row, column, cell, head if row == 0 else number)
                elif cell is not None:
                    sheet.write_string(row, column, guarded(str(cell)), head if row == 0 else None)
    book.close()
    return target.getvalue()
