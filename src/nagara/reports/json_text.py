"""Frozen values written as JSON in one pass: keys sorted, numbers to nine significant digits.

A report has thousands of small values. Turning them into lists and dictionaries first, for a writer
that goes through them again, takes twice as long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache, lru_cache
from itertools import chain, repeat
from json.encoder import encode_basestring
from numbers import Integral, Real
from operator import attrgetter, itemgetter
from types import NoneType
from typing import Any, Final, TypeAlias

from nagara.indicators.phrases import Phrase

__all__ = ["ByName", "entries", "json_lines", "json_text"]

SIGNIFICANT_DIGITS: Final = 9
_NUMBER: Final = f"%.{SIGNIFICANT_DIGITS}g"
_NUMBER_AND_GAP: Final = f"{_NUMBER} "
Write: TypeAlias = Callable[[Any], str]
ValuesOf: TypeAlias = Callable[[Any], tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class ByName:
    """Alike records by the name that each of them bears, which is not written a second time.

    Parameters
    ----------
    records
        The records by name.
    name
        The field of the name.
    """

    records: Mapping[str, object]
    name: str = "name"


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
    if isinstance(value, ByName):
        return "{\n  " + ",\n  ".join(_named_texts(value)) + "\n}" if value.records else "{}"
    shown = entries(value) if is_dataclass(value) else value
    if isinstance(shown, Mapping) and shown:
        lines = (f"{encode_basestring(key)}: {json_text(shown[key])}" for key in sorted(shown))
        return "{\n  " + ",\n  ".join(lines) + "\n}"
    if isinstance(value, tuple | list) and value:
        return "[\n  " + ",\n  ".join(_texts_of_list(value)) + "\n]"
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
    return _WRITERS[type(value)](value)


def entries(value: object) -> dict[str, object]:
    """Name the fields of one frozen value."""
    kind: type = type(value)
    return {name: getattr(value, name) for name in _names_of(kind)}


@cache
def _names_of(kind: type) -> tuple[str, ...]:
    return tuple(entry.name for entry in fields(kind))


def _texts(values: Iterable[object]) -> list[str]:
    writers = _WRITERS
    return [writers[type(value)](value) for value in values]


class _Writers(dict[type, Write]):
    """What writes a value of one exact type, found once for each: patterns ask abstract classes and take their time."""

    def __missing__(self, kind: type) -> Write:
        write = self[kind] = _writer_of(kind)
        return write


def _writer_of(kind: type) -> Write:
    for bases, write in _BY_BASE:
        if issubclass(kind, bases):
            return write
    if is_dataclass(kind):
        return _record_writer(kind)
    msg = f"{kind.__name__} has no place in a report"
    raise TypeError(msg)


def _record_writer(kind: type) -> Write:
    frame, values_of = _record_frame(kind)
    return lambda value: frame % tuple(_texts(values_of(value)))


@cache
def _record_frame(kind: type, left_out: str = "") -> tuple[str, ValuesOf]:
    """What a frozen value looks like, its keys in the order of the file, and what reads all fields at once."""
    names = sorted(name for name in _names_of(kind) if name != left_out)
    if len(names) > 1:
        return _frame(names), attrgetter(*names)
    return _frame(names), lambda value: tuple(getattr(value, name) for name in names)  # one name is no tuple


def _object(entries_by_key: Mapping[object, object]) -> str:
    frame, in_order = _object_frame(tuple(map(str, entries_by_key)))
    return frame % tuple(_texts(in_order(tuple(entries_by_key.values()))))


@lru_cache(maxsize=256)
def _object_frame(keys: tuple[str, ...]) -> tuple[str, ValuesOf]:
    """What an object of these keys looks like, and what puts its values in the order of the file; most come again."""
    order = sorted(range(len(keys)), key=keys.__getitem__)
    frame = _frame([keys[at] for at in order])
    return frame, itemgetter(*order) if len(keys) > 1 else tuple


def _frame(names: Iterable[str]) -> str:
    pairs = (encode_basestring(name).replace("%", "%%") + ": %s" for name in names)
    return "{" + ", ".join(pairs) + "}"


def _named_texts(value: ByName) -> Iterable[str]:
    if not value.records:
        return ()
    names = sorted(value.records)
    records = [value.records[name] for name in names]
    kind: type = type(records[0])
    texts = _table(records, *_record_frame(kind, value.name))
    return (f"{encode_basestring(name)}: {text}" for name, text in zip(names, texts, strict=True))


def _list(values: Sequence[object]) -> str:
    return "[" + ", ".join(_texts_of_list(values)) + "]"


def _texts_of_list(values: Sequence[object]) -> Iterable[str]:
    kinds = set(map(type, values))
    if len(kinds) == 1 and is_dataclass(kind := kinds.pop()) and kind is not Phrase:
        return _table(values, *_record_frame(kind))
    return _texts(values)


def _table(records: Sequence[object], frame: str, values_of: ValuesOf) -> Iterable[str]:
    """Write alike records column by column, for a column mostly holds one kind of value."""
    columns = zip(*map(values_of, records), strict=True)
    *before, after = frame.split("%s")
    pieces = chain.from_iterable(
        (repeat(piece), _column(column)) for piece, column in zip(before, columns, strict=True)
    )
    return map("".join, zip(*pieces, repeat(after, len(records)), strict=False))  # twice as fast as filling the frame


def _column(values: tuple[Any, ...]) -> Iterable[str]:
    kinds = set(map(type, values))
    if kinds == {float}:
        return map(_as_python_writes, (_NUMBER_AND_GAP * len(values) % values).split())
    return map(_WRITERS[kinds.pop()], values) if len(kinds) == 1 else _texts(values)


def _number(value: float) -> str:
    return _as_python_writes(_NUMBER % value)


def _as_python_writes(number: str) -> str:
    if "." in number and "e" not in number:
        return number
    if "n" in number:  # nan, inf
        msg = f"{number} cannot stand in a report; an absent figure is None"
        raise ValueError(msg)
    return repr(float(number) + 0.0)  # 12 as 12.0, 1e+10 in full, -0 as 0.0


def _truth(value: object) -> str:
    return "true" if value else "false"


_BY_BASE: Final[tuple[tuple[type | tuple[type, ...], Write], ...]] = (
    (Phrase, lambda value: encode_basestring(str(value))),
    (Enum, lambda value: encode_basestring(str(value.value))),
    (str, encode_basestring),
    (date, lambda value: encode_basestring(value.isoformat())),
    (Integral, lambda value: str(int(value))),
    (Real, lambda value: _number(float(value))),
    (Mapping, _object),
    ((tuple, list), _list),
)
"""What writes the values of a class and of those made from it; the first that fits."""

_WRITERS: Final = _Writers(
    {
        str: encode_basestring,
        float: _number,
        NoneType: lambda _: "null",
        int: repr,
        bool: _truth,
        dict: _object,
        tuple: _list,
        list: _list,
        ByName: lambda value: "{" + ", ".join(_named_texts(value)) + "}",
    }
)
