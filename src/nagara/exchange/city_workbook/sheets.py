"""The values of a workbook (.xlsx, .xlsm, .ods), sheet by sheet."""

from __future__ import annotations

from collections.abc import Collection
from io import BytesIO
from typing import Any

from nagara.errors import UnreadableFileError

__all__ = ["read_sheets", "sheet_names"]


def read_sheets(data: bytes, file: str, *, only: Collection[str] = (), rows: bool = True) -> dict[str, list[list[Any]]]:
    """Read the rows of every sheet, each from column A and row 1.

    Parameters
    ----------
    data
        The file, already searched by :func:`nagara.exchange.city_workbook.scan.scan_workbook`.
    file
        Its name, as messages print it.
    only
        Names of sheets in small letters, if not all are wanted.
    rows
        Whether their rows are read too.

    Raises
    ------
    UnreadableFileError
        If its parts do not fit together, or it is locked with a password.
    """
    from python_calamine import CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(data))
        names = [name for name in workbook.sheet_names if not only or name.strip().casefold() in only]
        if not rows:
            return {name: [] for name in names}
        return {name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names}
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # a panic of the reader is not an Exception
        if "password" in str(error).lower():
            raise UnreadableFileError(file, "It is locked with a password", "Save it without a password.") from error
        why = "Its parts do not fit together, so it cannot be read as a workbook"
        mend = "Open it in a spreadsheet program, save it as .xlsx and send that."
        raise UnreadableFileError(file, why, mend) from error


def sheet_names(data: bytes, file: str) -> list[str]:
    """Name the sheets of a workbook, filled or empty.

    Raises
    ------
    UnreadableFileError
        As :func:`read_sheets`.
    """
    return list(read_sheets(data, file, rows=False))
