"""What may be said about one cell before anybody knows where it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

__all__ = ["CellReader", "Doubt", "Doubts"]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A finding without its place.

    Parameters
    ----------
    code
        Code of the findings catalogue.
    values
        What fills its sentence; the label of the question is added by the reader.
    """

    code: str
    values: Mapping[str, str | float] = field(default_factory=dict)


Doubts: TypeAlias = list[Doubt]
CellReader: TypeAlias = Callable[[object, Doubts], object]
"""Turn what stands in a cell into the answer, or into ``None``; add a doubt for each liberty taken."""
