"""Texts that a spreadsheet would run as a formula, made harmless in CSV files and read back as they were.

A CSV file cannot say that a cell is text. An apostrophe in front does, for the spreadsheets people use;
whoever reads the file with nagara gets the text without it.
"""

from __future__ import annotations

from typing import Final

__all__ = ["guarded", "unguarded"]

STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that spreadsheets run (OWASP, CSV injection)."""


def guarded(text: str) -> str:
    """Put an apostrophe before what looks like a formula.

    Examples
    --------
    >>> guarded("=1+1"), guarded("Hill landfill")
    ("'=1+1", 'Hill landfill')
    """
    return f"'{text}" if text.startswith(STARTS) else text


def unguarded(text: str) -> str:
    """Take it away again.

    Examples
    --------
    >>> unguarded("'=1+1"), unguarded("'Hill' landfill")
    ('=1+1', "'Hill' landfill")
    """
    return text[1:] if text[:1] == "'" and text[1:].startswith(STARTS) else text
