"""Lists of published cities in JSON: read strictly, refused with the place that is wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Final, NoReturn

from nagara.errors import UnreadableFileError
from nagara.exchange.json_file import is_one_line, read_json

__all__ = ["Kind", "PublishedJson", "what"]

SHAPE: Final = 'Give a list of cities, or an object with the list under "cases".'


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a kind of figure can be, and how many decimals it is printed with.

    Parameters
    ----------
    limit
        The largest number that it can be, in its own unit.
    beyond
        What to do where it is larger.
    least
        The smallest; amounts are never negative, but a rate that something was taken off is printed so.
    places
        Decimals of every such figure; as many as it was written with where this is left out.
    is_exact
        Whether it was chosen, so that it was never rounded.
    """

    limit: float
    beyond: str
    least: float = 0.0
    places: int | None = None
    is_exact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedJson:
    """The reader of one file.

    Parameters
    ----------
    file
        Its name, for messages.
    """

    file: str

    def refuse(self, at: str, why: str, mend: str) -> NoReturn:
        """Stop with a message that names the place inside the file."""
        raise UnreadableFileError(self.file, f"{at} {why}" if at else why, mend)

    def cities(self, path: Path) -> tuple[str, list[object]]:
        """The path of the list of cities inside the file, and its entries."""
        data = self._parsed(path)
        where = "cases" if isinstance(data, dict) else ""
        entries = data.get("cases") if isinstance(data, dict) else data
        if isinstance(data, dict) and entries is None:
            self.refuse("", 'there is no "cases"', SHAPE)
        if not isinstance(entries, list):
            self.refuse(where or "the file", f"is {what(entries)}, not a list", SHAPE)
        if not entries:
            self.refuse(where or "the file", "is an empty list", "Give at least one city.")
        return where, entries

    def _parsed(self, path: Path) -> object:
        return read_json(
            path,
            shape=SHAPE,
            smaller="Split the cities over several files.",
            digits="Write tonnes per day and people as plain numbers.",
        )

    def block(self, at: str, case: Mapping[str, object], key: str) -> Mapping[str, object]:
        """The object under a key; empty where there is none."""
        return {} if case.get(key) is None else self.named_values(f"{at}.{key}", case[key])

    def named_values(self, at: str, value: object) -> Mapping[str, object]:
        """A value that must be an object."""
        if not isinstance(value, dict):
            self.refuse(at, f"is {what(value)}, not an object", "Give names with their values in braces.")
        return value

    def text(self, at: str, case: Mapping[str, object], key: str) -> str:
        """A name that must be there."""
        value = case.get(key)
        if not isinstance(value, str) or not value.strip():
            why = "is missing" if value is None else f"is {what(value)}, not a name"
            self.refuse(f"{at}.{key}", why, "Give it as text in quotes.")
        if not is_one_line(value):
            self.refuse(f"{at}.{key}", "holds a line break or another control character", "Write it on one line.")
        return value.strip()

    def year(self, at: str, case: Mapping[str, object]) -> int | None:
        """The year of a city, if it was given; a spreadsheet may have written it as 2021.0."""
        value = case.get("year")
        if isinstance(value, float) and value.is_integer():
            return int(value)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            self.refuse(f"{at}.year", f"is {what(value)}, not a year", "Give it as a whole number, or leave it out.")
        return value

    def number(self, at: str, value: object, kind: Kind) -> float:
        """A number within the bounds of its kind."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.refuse(at, f"is {what(value)}, not a number", "Write the number with a decimal point, without quotes.")
        if isinstance(value, float) and not isfinite(value):
            self.refuse(at, f"is {what(value)}, not a number", "Write the number, or leave the key out.")
        if value < kind.least:
            self.refuse(
                at, f"is {_digits(value)}, less than zero", "Amounts and shares are never negative; check the sign."
            )
        if value > kind.limit:
            self.refuse(at, f"is {_digits(value)}, more than {_digits(kind.limit)}", f"{kind.beyond.capitalize()}.")
        return float(value)


def _digits(value: float) -> str:
    return f"{value:,.10g}" if abs(value) < 1e15 else "a number of more than 15 digits"


def what(value: object) -> str:
    """Name a JSON value as its writer would."""
    if value is None:
        return "missing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"the text {json.dumps(value[:40], ensure_ascii=False)}"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "an object"
    return json.dumps(value)
