"""Read a workbook of the old kind (.xls) in a process of its own.

A damaged file of this kind can ask its reader for more memory than the machine has, and the reader
then ends the whole process. So it runs in a child with a limit on memory and time; a child that dies
is a file that cannot be read.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final

from nagara.errors import UnreadableFileError

__all__ = ["read_old_workbook"]

MOST_MEMORY_BYTES: Final = 2 * 2**30
MOST_SECONDS: Final = 60
DAY: Final = "day"


def read_old_workbook(data: bytes, file: str) -> dict[str, list[list[Any]]]:
    """Read the rows of every sheet.

    Parameters
    ----------
    data
        The file.
    file
        Its name, as messages print it.

    Raises
    ------
    UnreadableFileError
        If the file is damaged or locked with a password.
    """
    try:
        child = subprocess.run(  # noqa: S603  # this very interpreter, this very module
            [sys.executable, "-m", __name__], input=data, capture_output=True, timeout=MOST_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        child = None
    if child is not None and child.returncode == 0:
        sheets: dict[str, list[list[Any]]] = json.loads(child.stdout, object_hook=_day)
        return sheets
    if child is not None and b"password" in child.stderr.lower():
        raise UnreadableFileError(file, "It is locked with a password", "Save it without a password.")
    why = "Its parts do not fit together, so it cannot be read as a workbook"
    raise UnreadableFileError(file, why, "Open it in a spreadsheet program, save it as .xlsx and send that.")


def _day(entry: dict[str, Any]) -> object:
    return date.fromisoformat(entry[DAY]) if entry.keys() == {DAY} else entry


def _plain(cell: object) -> object:
    """Write what JSON has no word for: a day as a day, everything else as text."""
    if isinstance(cell, datetime):
        return {DAY: cell.date().isoformat()}
    return {DAY: cell.isoformat()} if isinstance(cell, date) else str(cell)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _main() -> None:
    from python_calamine import CalamineWorkbook

    _limit_memory()
    workbook = CalamineWorkbook.from_filelike(BytesIO(sys.stdin.buffer.read()))
    names = workbook.sheet_names
    sheets = {name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names}
    json.dump(sheets, sys.stdout, default=_plain)


if __name__ == "__main__":
    _main()
