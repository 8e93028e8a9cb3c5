"""Names, telephone numbers and positions of households: kept apart from the weights, and not for ever.

The survey team needs them for a few weeks, to come back with bags. Nobody needs them afterwards, and
beside the weights they would tell what a family throws away. So they stand in a file of their own
that no report reads, joined to the survey only by the number on the bags, and every row says on
which day it has to be deleted.
"""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final

from nagara.errors import UnreadableFileError
from nagara.exchange.cells import Doubts
from nagara.exchange.cells.dates import read_date
from nagara.exchange.formula_guard import guarded

__all__ = ["CONTACT_FIELDS", "purge_contacts", "write_contacts_sheet"]

CONTACT_FIELDS: Final = ("household", "name", "telephone", "latitude", "longitude", "delete_on")
"""Columns of the contacts file."""
CERTAIN: Final = {"buddhist-year-read", "other-digits-read"}
"""What may be said of a day that can mean one day only."""


def write_contacts_sheet(path: Path, households: Iterable[str], *, delete_on: date) -> None:
    """Write the empty contacts file of a survey; only its owner may read it.

    Parameters
    ----------
    path
        The ``.csv`` file to write.
    households
        Numbers on the bags.
    delete_on
        Day on which every row has to be gone.
    """
    rows = [{"household": guarded(household), "delete_on": delete_on.isoformat()} for household in households]
    _write(path, CONTACT_FIELDS, rows)


def purge_contacts(path: Path, today: date) -> int:
    """Delete the contacts whose day has come.

    The file is written anew beside the old one and put in its place in one step, so that a failure
    half-way loses nothing and leaves nothing behind.

    Parameters
    ----------
    path
        The contacts file.
    today
        The day it is.

    Returns
    -------
    int
        How many rows were deleted.

    Raises
    ------
    UnreadableFileError
        If the file cannot be read, or a row does not say when it has to be deleted.
    """
    fields, rows = _read(path)
    kept = [row for number, row in enumerate(rows, start=2) if _delete_on(path, number, row) > today]
    if len(kept) < len(rows):
        _write(path, fields, kept)
    return len(rows) - len(kept)


def _read(path: Path) -> tuple[tuple[str, ...], list[dict[str, str]]]:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFileError(path.name, "It cannot be read", "Name the contacts file, saved as UTF-8.") from error
    reader = csv.DictReader(io.StringIO(text, newline=""))
    fields = tuple(reader.fieldnames or ())
    if "delete_on" not in fields:
        raise UnreadableFileError(path.name, "It has no column delete_on", "Add the day on which each row is to go.")
    return fields, list(reader)


def _delete_on(path: Path, number: int, row: dict[str, str]) -> date:
    doubts: Doubts = []
    day = read_date(row["delete_on"] or "", doubts)
    if day is None or not {doubt.code for doubt in doubts} <= CERTAIN:
        why = f"Row {number} does not say when it has to be deleted"
        raise UnreadableFileError(path.name, why, "Write a date as year-month-day in delete_on.")
    return day


def _write(path: Path, fields: tuple[str, ...], rows: list[dict[str, str]]) -> None:
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".contacts-")  # readable by its owner only
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, fields, restval="", extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
