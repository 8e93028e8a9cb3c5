"""Tracked data as text and back: the record from which a paper can be made again, byte for byte."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from hashlib import sha256
from types import UnionType
from typing import TypeVar, Union, get_args, get_origin, get_type_hints

from nagara.meetings.tracked import Tracked, TrackedDataError

__all__ = ["digest_of", "record_of", "tracked_from"]

T = TypeVar("T")


def record_of(tracked: Tracked) -> str:
    """Write tracked data as JSON with sorted names, so that the same data is the same text.

    Parameters
    ----------
    tracked
        The data; it has put its rows in order itself.
    """
    return json.dumps(tracked, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_said) + "\n"


def tracked_from(record: str) -> Tracked:
    """Read a record.

    Raises
    ------
    TrackedDataError
        If it is none.
    """
    try:
        return _read(Tracked, json.loads(record))
    except (ValueError, TypeError, KeyError) as error:
        if isinstance(error, TrackedDataError):
            raise
        raise TrackedDataError("record", f"it cannot be read ({error})", "Take the file as it was made.") from error


def digest_of(tracked: Tracked) -> str:
    """SHA-256 of the record of tracked data, in hexadecimal."""
    return sha256(record_of(tracked).encode()).hexdigest()


def _said(value: object) -> str | dict[str, object]:
    """A day as its date, a row as its fields: three hundred thousand answers are written in a few seconds."""
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {name: getattr(value, name) for name in _names(value.__class__)}
    raise TypeError(type(value).__name__)


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


def _read(kind: type[T], data: Mapping[str, object]) -> T:
    hints = get_type_hints(kind)
    known = {each.name for each in fields(kind)}  # type: ignore[arg-type]  # only called with dataclasses
    if unknown := sorted(set(data) - known):
        raise KeyError(unknown[0])
    return kind(**{name: _value(hints[name], value) for name, value in data.items()})


def _value(hint: object, value: object) -> object:
    if value is None or hint in (str, int, bool):
        return value
    if get_origin(hint) in (UnionType, Union):
        return _value(next(each for each in get_args(hint) if each is not type(None)), value)
    if get_origin(hint) is tuple and isinstance(value, list):
        return tuple(_value(get_args(hint)[0], each) for each in value)
    if hint is date and isinstance(value, str):
        return date.fromisoformat(value)
    if hint is float and isinstance(value, int | float):
        return float(value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    if isinstance(hint, type) and is_dataclass(hint) and isinstance(value, dict):
        return _read(hint, value)
    raise TypeError(str(value))
