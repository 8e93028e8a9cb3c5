"""Frozen values written as JSON in one pass: keys sorted, numbers to nine significant digits.

A report has thousands of small values. Turning them into lists and dictionaries first, for a writer
that goes through them again, takes twice as long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from json.encoder import encode_basestring
from numbers import Integral, Real
from operator import attrgetter, itemgetter
from types import NoneType
from typing import Any, Final, TypeAlias

from nagara.indicators.phrases import Phrase

__all__ = ["entries", "json_lines", "json_text"]

SIGNIFICANT_DIGITS: Final = 9
ValuesOf: TypeAlias = Callable[[object], tuple[object, ...]]


def json_lines(value: object) -> str:
    """Write a value with one line per entry: short to compare by eye.

    Examples
    --------
    >>> print(json_lines({"b": 1.0, "a": (None, "x")}))
    {
      "a": [null, "x"],
      "b": 1.0
    }
    """
    shown = entries(value) if is_dataclass(value) else value
    if isinstance(shown, Mapping) and shown:
        lines = (f"{encode_basestring(key)}: {json_text(shown[key])}" for key in sorted(shown))
        return "{\n  " + ",\n  ".join(lines) + "\n}"
    if isinstance(value, tuple | list) and value:
        return "[\n  " + ",\n  ".join(_texts(value)) + "\n]"
    return json_text(value)


def json_text(value: object) -> str:
    """Write a value in one line.

    Raises
    ------
    ValueError
        If a number is not finite: an absent figure is ``None`` and says why, it is never NaN.
    TypeError
        If JSON has no such value.
    """
    kind: type = type(value)
    if (write := _WRITERS.get(kind)) is not None:  # the patterns below ask abstract classes
        return write(value)
    frame, values_of = _frame_of(kind)
    if frame:
        return frame % tuple(_texts(values_of(value)))
    match value:
        case bool():
            return "true" if value else "false"
        case Phrase():
            return encode_basestring(str(value))
        case Enum():
            return encode_basestring(str(value.value))
        case str():
            return encode_basestring(value)
        case date():
            return encode_basestring(value.isoformat())
        case Integral():
            return str(int(value))
        case Real():
            return _number(float(value))
        case Mapping():
            return _object(value)
        case tuple() | list():
            return _list(value)
        case _:
            msg = f"{kind.__name__} has no place in a report"
            raise TypeError(msg)


def _texts(values: Iterable[object]) -> list[str]:
    """Write many values; a report has eight thousand, and most of them are texts, numbers or nothing."""
    return [_WRITERS.get(type(value), json_text)(value) for value in values]


def entries(value: object) -> dict[str, object]:
    """Name the fields of one frozen value."""
    kind: type = type(value)
    return {name: getattr(value, name) for name in _names_of(kind)}


@cache
def _names_of(kind: type) -> tuple[str, ...]:
    return tuple(entry.name for entry in fields(kind))


@cache
def _frame_of(kind: type) -> tuple[str, ValuesOf]:
    """What a frozen value looks like, its keys in the order of the file, and what reads all fields at once."""
    names = sorted(entry.name for entry in fields(kind)) if is_dataclass(kind) and kind is not Phrase else []
    if not names:
        return "", lambda _: ()
    frame = "{" + ", ".join(f"{encode_basestring(name)}: %s" for name in names) + "}"  # a name has no percent sign
    if len(names) == 1:  # of one name the getter gives the value itself
        return frame, lambda value: (getattr(value, names[0]),)
    return frame, attrgetter(*names)


def _object(entries_by_key: Mapping[object, object]) -> str:
    named = sorted([(str(key), entry) for key, entry in entries_by_key.items()], key=itemgetter(0))
    texts = _texts([entry for _, entry in named])
    pairs = [f"{encode_basestring(key)}: {text}" for (key, _), text in zip(named, texts, strict=True)]
    return "{" + ", ".join(pairs) + "}"


def _list(values: Iterable[object]) -> str:
    return "[" + ", ".join(_texts(values)) + "]"


def _number(value: float) -> str:
    text = f"{value:.{SIGNIFICANT_DIGITS}g}"
    if "e" in text or text == "-0":
        return repr(float(text) + 0.0)
    if "n" in text:  # nan, inf
        msg = f"{value} cannot stand in a report; an absent figure is None"
        raise ValueError(msg)
    return text if "." in text else f"{text}.0"


_WRITERS: Final[dict[type, Callable[[Any], str]]] = {
    str: encode_basestring,
    float: _number,
    NoneType: lambda _: "null",
    int: repr,
    bool: lambda value: "true" if value else "false",
    dict: _object,
    tuple: _list,
}
"""What writes the most frequent values, by their exact type."""
