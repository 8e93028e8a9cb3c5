"""The rows of a table of factors, from a CSV file or the first sheet of a workbook that has the columns."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from nagara.errors import UnreadableFileError
from nagara.exchange.cells import fold
from nagara.exchange.refuse import read_bytes
from nagara.exchange.small_table import SmallTable, find_table

__all__ = ["read_factor_sheet"]

NEEDED: Final = ("stage", "influencer", "level", "value")
KNOWN: Final = (*NEEDED, "low", "high", "source", "licence")
REFUSAL: Final = "A table of factors is read from .xlsx, .ods or .csv only"


def read_factor_sheet(path: Path) -> SmallTable:
    """Find the table in a file.

    Raises
    ------
    UnreadableFileError
        If the file cannot be read, no sheet has the needed columns, or one of them stands there twice.
    """
    file = path.name
    found = find_table(read_bytes(path, file), file, name_of=_name, told_by=NEEDED, refusal=REFUSAL)
    if found is None:
        why = f"No row has the columns {', '.join(NEEDED)}"
        mend = "Name the columns so in the first row; low, high, source and licence may follow."
        raise UnreadableFileError(file, why, mend)
    places: dict[str, int] = {}
    for index, cell in enumerate(found.rows[found.header]):
        name = _name(cell)
        if name in places:
            raise UnreadableFileError(file, f"The column {name} stands there twice", "Delete one of the two columns.")
        if name in KNOWN:
            places[name] = index
    return found.cut(places)


def _name(cell: object) -> str:
    return fold(str(cell)).replace("license", "licence")
