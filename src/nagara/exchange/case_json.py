"""A case in JSON: read strictly, refused with the path of what is wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Final, NoReturn

from nagara.errors import UnreadableFileError
from nagara.exchange.json_file import is_one_line, read_json

__all__ = ["Bound", "CaseJson", "what"]

DIGITS: Final = 1e15


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """The most that a kind of number can be [its unit], and what to do where it is more."""

    limit: float
    beyond: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseJson:
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

    def parsed(self, path: Path) -> Mapping[str, object]:
        """The object that the file holds.

        Raises
        ------
        UnreadableFileError
            If the file cannot be opened, is too large, or is not one JSON object.
        """
        data = read_json(
            path,
            shape="Give one object in braces.",
            smaller="Split the sites over several cases.",
            digits="Write it as a plain number.",
        )
        if not isinstance(data, dict):
            self.refuse("the file", f"is {what(data)}, not an object", "Give one object in braces.")
        return data

    def block(self, at: str, value: object) -> Mapping[str, object]:
        """A value that must be an object."""
        if not isinstance(value, dict):
            self.refuse(at, _is(value, "an object"), "Give names with their values in braces.")
        return value

    def entries(self, at: str, value: object) -> list[object]:
        """A value that must be a list with something in it."""
        if not isinstance(value, list):
            self.refuse(at, _is(value, "a list"), "Give the values in square brackets.")
        if not value:
            self.refuse(at, "is an empty list", "Give one value at least.")
        return value

    def text(self, at: str, value: object) -> str:
        """A value that must be a text with something in it."""
        if not isinstance(value, str) or not value.strip():
            self.refuse(at, _is(value, "a name"), "Give it as text in quotes.")
        if not is_one_line(value):
            self.refuse(at, "holds a line break or another control character", "Write it on one line.")
        return value.strip()

    def whole(self, at: str, value: object, least: int, most: int) -> int:
        """A value that must be a whole number between two others; 2021.0 of a spreadsheet is one."""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            self.refuse(at, _is(value, "a whole number"), "Write it without decimal point and without quotes.")
        if not least <= value <= most:
            self.refuse(at, f"is {_digits(value)}, outside {least} to {most}", "Correct it.")
        return value

    def number(self, at: str, value: object, bound: Bound) -> float:
        """A value that must be a number from zero to a limit."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.refuse(at, _is(value, "a number"), "Write the number with a decimal point, without quotes.")
        if isinstance(value, float) and not isfinite(value):
            self.refuse(at, f"is {json.dumps(value)}, not a number", "Write the number, or leave the key out.")
        if value < 0:
            self.refuse(at, f"is {_digits(value)}, less than zero", "Check the sign.")
        if value > bound.limit:
            self.refuse(at, f"is {_digits(value)}, more than {_digits(bound.limit)}", bound.beyond)
        return float(value)


def what(value: object) -> str:
    """Name a JSON value as its writer would."""
    match value:
        case None:
            return "missing"
        case bool():
            return "true" if value else "false"
        case str():
            return f"the text {json.dumps(value[:40], ensure_ascii=False)}"
        case list():
            return "a list"
        case dict():
            return "an object"
    return _digits(value) if isinstance(value, int | float) else str(value)


def _is(value: object, wanted: str) -> str:
    return "is missing" if value is None else f"is {what(value)}, not {wanted}"


def _digits(value: float) -> str:
    if isinstance(value, float) and not isfinite(value):
        return json.dumps(value)
    return f"{value:,.10g}".replace(",", "") if abs(value) < DIGITS else "a number of more than 15 digits"
