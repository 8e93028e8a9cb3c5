"""What a form that was given out says of itself: for which city and year, from which state of the answers.

A network that gives out a filled-in workbook writes these lines on its sheet ``About`` (in a CSV folder
into ``datapackage.json``), and reads them when it comes back. Every line may be missing: people copy
sheets into new files.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

__all__ = ["ISSUED_LINES", "issued_of_package", "issued_of_sheet"]

ISSUED_LINES: Final = ("for city", "for year", "questionnaire", "answers", "answers at change")
"""Names of the lines, which are never translated."""
ROWS_TO_SEARCH: Final = 12
LONGEST: Final = 200


def issued_of_sheet(rows: Sequence[Sequence[Any]]) -> dict[str, str]:
    """Read the lines from the rows of the sheet ``About``.

    Examples
    --------
    >>> issued_of_sheet([["nagara city workbook"], ["for city", "Rivermouth"], ["for year", 2026.0]])
    {'for city': 'Rivermouth', 'for year': '2026'}
    """
    found: dict[str, str] = {}
    for row in rows[:ROWS_TO_SEARCH]:
        name = str(row[0]).strip().casefold() if row else ""
        if name in ISSUED_LINES and len(row) > 1 and row[1] != "":
            found[name] = _text(row[1])
    return found


def issued_of_package(text: str) -> dict[str, str]:
    """Read the lines from ``datapackage.json``; nothing where it is not readable."""
    try:
        said = json.loads(text).get("issued")
    except (ValueError, AttributeError, RecursionError):
        return {}
    if not isinstance(said, Mapping):
        return {}
    return {name: _text(said[name]) for name in ISSUED_LINES if isinstance(said.get(name), str | int)}


def _text(cell: object) -> str:
    text = f"{cell:.0f}" if isinstance(cell, float) and cell.is_integer() else str(cell)
    return text.strip()[:LONGEST]
