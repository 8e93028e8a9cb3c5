"""Rows of the tables beside this module, and what a row must have before it is believed."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TypeVar

from nagara.commitments.documents import Confidence, Source
from nagara.errors import EvidenceError

__all__ = ["Row", "parse_rows", "rows", "sources"]

_Word = TypeVar("_Word", bound=StrEnum)


class Row:
    """One line of a table; a cell that cannot be read is refused by table and line.

    Parameters
    ----------
    table, line
        Where it stands.
    cells
        Its cells by column.
    """

    def __init__(self, table: str, line: int, cells: Mapping[str, str]) -> None:
        self.table, self.line, self.cells = table, line, cells

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def refused(self, why: str) -> EvidenceError:
        """The error that says where the row stands."""
        return EvidenceError(f"commitments/{self.table}", self.line, why)

    def said(self, column: str) -> str:
        """A cell that must not be empty."""
        if not self[column]:
            raise self.refused(f"{column} is empty")
        return self[column]

    def several(self, column: str, between: str = " ") -> tuple[str, ...]:
        """The words of a cell that holds several."""
        return tuple(word.strip() for word in self[column].split(between) if word.strip())

    def yes(self, column: str) -> bool:
        """Whether a cell says yes; it must say yes or no."""
        if self[column] not in {"yes", "no"}:
            raise self.refused(f"{column} holds {self[column]!r}; write yes or no")
        return self[column] == "yes"

    def number(self, column: str) -> int | None:
        """A whole number, or nothing."""
        if not self[column]:
            return None
        if not self[column].isdecimal():
            raise self.refused(f"{column} holds {self[column]!r}, which is not a whole number")
        return int(self[column])

    def day(self, column: str) -> date | None:
        """A day, or nothing."""
        try:
            return date.fromisoformat(self[column]) if self[column] else None
        except ValueError:
            raise self.refused(f"{column} holds {self[column]!r}; write a day as 2024-09-19") from None

    def word(self, column: str, words: type[_Word]) -> _Word:
        """One word of a closed list."""
        try:
            return words(self[column])
        except ValueError:
            known = ", ".join(words)
            raise self.refused(f"{column} holds {self[column]!r}; use one of: {known}") from None

    def sources(self) -> tuple[Source, ...]:
        """Its sources; a row has at least one, and a place in it."""
        self.said("locator")
        unknown = [key for key in self.several("sources") if key not in sources()]
        if unknown:
            raise self.refused(f"source {unknown[0]!r} is not in sources.toml")
        if not self.several("sources"):
            raise self.refused("sources is empty")
        return tuple(sources()[key] for key in self.several("sources"))

    def confidence(self) -> Confidence:
        """How far it was confirmed."""
        return self.word("confidence", Confidence)


@cache
def sources() -> Mapping[str, Source]:
    """All sources of the register by key."""
    text = (resources.files(__package__) / "tables" / "sources.toml").read_text("utf-8")
    return MappingProxyType({key: Source(**entry) for key, entry in tomllib.loads(text).items()})


def rows(table: str) -> tuple[Row, ...]:
    """All rows of one table.

    Raises
    ------
    EvidenceError
        If a line has too few or too many cells.
    """
    text = (resources.files(__package__) / "tables" / f"{table}.csv").read_text("utf-8")
    return tuple(parse_rows(table, text))


def parse_rows(table: str, text: str) -> Iterator[Row]:
    """Turn the text of a CSV file into rows (see :func:`rows` for what is refused)."""
    lines = iter(csv.reader(text.splitlines()))
    head = next(lines, [])
    for number, cells in enumerate(lines, start=2):
        row = Row(table, number, dict(zip(head, cells, strict=False)))
        if len(cells) != len(head):
            raise row.refused(f"it has {len(cells)} cells; the head has {len(head)}")
        yield row
