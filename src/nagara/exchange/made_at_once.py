"""Many values of one kind at once, field by field.

A file has a thousand rows and more, and a frozen value sets each of its fields by a call of its own:
three microseconds a row, most of them to say that nobody may do so later.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields
from functools import cache
from itertools import repeat
from typing import TypeVar

__all__ = ["made_at_once"]

Made = TypeVar("Made")


def made_at_once(kind: type[Made], count: int, columns: Mapping[str, Iterable[object]]) -> list[Made]:
    """Make values of a data class with slots, as many as there are rows.

    Parameters
    ----------
    kind
        The class. It has slots, checks nothing when a value is made, and has no default that is made anew.
    count
        How many.
    columns
        By field, what each value has there; fields without a column have their default.

    Raises
    ------
    TypeError
        If a field without a column has no default, or the class checks its values.

    Examples
    --------
    >>> from nagara.waste.records import Stratum
    >>> columns = {"stratum": ["L", "H"], "name": ["Low", "High"], "population": [900.0, 100.0]}
    >>> made_at_once(Stratum, 2, columns)[1] == Stratum(stratum="H", name="High", population=100.0)
    True
    """
    if hasattr(kind, "__post_init__"):
        msg = f"{kind.__name__} checks its values one by one"
        raise TypeError(msg)
    made = list(map(object.__new__, repeat(kind, count)))
    for name, default, put in _setters(kind):  # type: ignore[arg-type]  # every class can be looked up
        column = columns.get(name)
        if column is None:
            if default is MISSING:
                msg = f"{kind.__name__} has no default for {name}"
                raise TypeError(msg)
            column = repeat(default, count)
        deque(map(put, made, column), maxlen=0)
    return made


@cache
def _setters(kind: type) -> tuple[tuple[str, object, Callable[[object, object], None]], ...]:
    """Name, default and setter of each field."""
    return tuple((entry.name, entry.default, getattr(kind, entry.name).__set__) for entry in fields(kind))
