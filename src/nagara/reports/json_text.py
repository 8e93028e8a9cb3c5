"""Frozen values written as JSON in one pass: keys sorted, numbers to nine significant digits.

A report has thousands of small values. Turning them into lists and dictionaries first, for a writer
that goes through them again, takes twice as long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache, lru_cache, partial
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
_FEWEST_AT_ONCE: Final = 6
"""Fewer values are written sooner one by one."""
_NUMBERS_WITH_GAPS: Final = {float, NoneType}
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
        lines = _named_texts(value)
    elif isinstance(value, tuple | list) and value:
        return "[\n  " + ",\n  ".join(_texts(value)) + "\n]"
    else:
        shown = entries(value) if is_dataclass(value) else value
        if not isinstance(shown, Mapping):
            return json_text(value)
        keys = sorted(shown)
        lines = _after_keys(keys, _texts([shown[key] for key in keys]))
    return "{\n  " + ",\n  ".join(lines) + "\n}" if lines else "{}"


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
    frame = _record_frame(kind)
    return lambda value: frame.filled % tuple(_texts(frame.values_of(value)))


@dataclass(frozen=True, slots=True)
class _Frame:
    """What alike objects look like.

    Parameters
    ----------
    pieces
        The text around their values, keys in the order of the file.
    filled
        The same as a format that the values fill.
    values_of
        What reads the values of an object in that order.
    """

    pieces: Sequence[str]
    filled: str
    values_of: ValuesOf


def _frame(names: Sequence[str], values_of: ValuesOf) -> _Frame:
    keys = [f"{encode_basestring(name)}: " for name in names]
    pieces = ["{" + keys[0], *(f", {key}" for key in keys[1:]), "}"] if keys else ["{}"]
    return _Frame(pieces, "%s".join(piece.replace("%", "%%") for piece in pieces), values_of)


@cache
def _record_frame(kind: type, left_out: str = "") -> _Frame:
    names = sorted(name for name in _names_of(kind) if name != left_out)
    if len(names) > 1:
        return _frame(names, attrgetter(*names))
    return _frame(names, lambda value: tuple(getattr(value, name) for name in names))  # one name is no tuple


@lru_cache(maxsize=256)
def _object_frame(keys: tuple[str, ...]) -> _Frame:
    """What an object of these keys looks like; most come again."""
    order = sorted(range(len(keys)), key=keys.__getitem__)
    in_order: ValuesOf = itemgetter(*order) if len(keys) > 1 else tuple
    return _frame([keys[at] for at in order], lambda entries_by_key: in_order(tuple(entries_by_key.values())))


def _object(entries_by_key: Mapping[object, object]) -> str:
    frame = _object_frame(tuple(map(str, entries_by_key)))
    return frame.filled % tuple(_texts(frame.values_of(entries_by_key)))


def _named_texts(value: ByName) -> list[str]:
    names = sorted(value.records)
    records = [value.records[name] for name in names]
    if not records:
        return []
    kind: type = type(records[0])
    return _after_keys(names, _table(_record_frame(kind, value.name), records))


def _after_keys(keys: Iterable[str], texts: Iterable[str]) -> list[str]:
    return [f"{encode_basestring(key)}: {text}" for key, text in zip(keys, texts, strict=True)]


def _list(values: Sequence[object]) -> str:
    return "[" + ", ".join(_texts(values)) + "]"


def _texts(values: Sequence[Any]) -> Iterable[str]:
    """Write values one by one, or all at once where they are alike."""
    if len(values) >= _FEWEST_AT_ONCE:
        kinds = set(map(type, values))
        if len(kinds) == 1:
            return _AT_ONCE[kinds.pop()](values)
        if kinds == _NUMBERS_WITH_GAPS:
            numbers = iter(_numbers([value for value in values if value is not None]))
            return ["null" if value is None else next(numbers) for value in values]
    writers = _WRITERS
    return [writers[type(value)](value) for value in values]


class _AtOnce(dict[type, Callable[[Sequence[Any]], Iterable[str]]]):
    """What writes many values of one exact type."""

    def __missing__(self, kind: type) -> Callable[[Sequence[Any]], Iterable[str]]:
        is_record = is_dataclass(kind) and not issubclass(kind, ByName | Phrase)
        self[kind] = partial(_table, _record_frame(kind)) if is_record else partial(map, _WRITERS[kind])
        return self[kind]


def _objects(values: Sequence[Mapping[object, object]]) -> Iterable[str]:
    keys = {tuple(map(str, value)) for value in values}
    return _table(_object_frame(keys.pop()), values) if len(keys) == 1 else map(_object, values)


def _table(frame: _Frame, records: Sequence[object]) -> Iterable[str]:
    """Write alike records column by column, for a column mostly holds one kind of value."""
    columns = zip(*map(frame.values_of, records), strict=True)
    *before, after = frame.pieces
    pieces = chain.from_iterable((repeat(piece), _texts(column)) for piece, column in zip(before, columns, strict=True))
    return map("".join, zip(*pieces, repeat(after, len(records)), strict=False))  # twice as fast as filling the frame


def _numbers(values: Sequence[float]) -> list[str]:
    texts = (_NUMBER_AND_GAP * len(values) % tuple(values)).split()
    return [text if "." in text and "e" not in text else _as_python_writes(text) for text in texts]


def _number(value: float) -> str:
    text = _NUMBER % value
    return text if "." in text and "e" not in text else _as_python_writes(text)


def _as_python_writes(number: str) -> str:
    """Write a whole number, or one with an exponent, as Python does: 12 as 12.0, 1e+10 in full, -0 as 0.0."""
    if "n" in number:  # nan, inf
        msg = f"{number} cannot stand in a report; an absent figure is None"
        raise ValueError(msg)
    return repr(float(number) + 0.0)


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

_AT_ONCE: Final = _AtOnce({float: _numbers, dict: _objects})
"""What writes a column of alike values."""
