"""A least-cost program in the MPS format, which every solver reads, with names that a person can read.

The free form of the format is written, because its names may be as long as they need to be. A name has no blanks
in it: ``flow[3,4]``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from nagara.pathways.least_cost.program.arrays import ProgramArrays

__all__ = ["mps_lines", "write_mps"]

_OBJECTIVE = "objective"


def write_mps(arrays: ProgramArrays, path: Path) -> None:
    """Write a program to a file.

    Parameters
    ----------
    arrays
        The program.
    path
        The file, usually ending with ``.mps``.
    """
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(f"{line}\n" for line in mps_lines(arrays))


def mps_lines(arrays: ProgramArrays) -> Iterator[str]:
    """Write a program line by line.

    Parameters
    ----------
    arrays
        The program.
    """
    rows, columns = (["".join(name.split()) for name in names] for names in (arrays.row_names(), arrays.column_names()))
    kinds = [_kind(lower, upper) for lower, upper in zip(arrays.row_lower, arrays.row_upper, strict=True)]
    yield "NAME nagara"
    yield "ROWS"
    yield f" N {_OBJECTIVE}"
    yield from (f" {kind} {name}" for kind, name in zip(kinds, rows, strict=True))
    yield "COLUMNS"
    yield from _columns(arrays, rows, columns)
    yield "RHS"
    if arrays.offset:
        yield f" RHS {_OBJECTIVE} {-arrays.offset!r}"
    limits = np.where(np.isin(kinds, ("L",)), arrays.row_upper, arrays.row_lower).tolist()
    for kind, name, limit in zip(kinds, rows, limits, strict=True):
        if kind != "N" and limit:
            yield f" RHS {name} {limit!r}"
    yield "RANGES"
    for kind, name, lower, upper in zip(kinds, rows, arrays.row_lower.tolist(), arrays.row_upper.tolist(), strict=True):
        if kind == "G" and upper < math.inf:
            yield f" RANGE {name} {upper - lower!r}"
    yield "BOUNDS"
    yield from _bounds(arrays, columns)
    yield "ENDATA"


def _kind(lower: float, upper: float) -> str:
    if lower == upper:
        return "E"
    if lower > -math.inf:
        return "G"
    return "L" if upper < math.inf else "N"


def _columns(arrays: ProgramArrays, rows: list[str], columns: list[str]) -> Iterator[str]:
    index, value, starts = arrays.index.tolist(), arrays.value.tolist(), arrays.starts.tolist()
    was_whole = False
    for number, (name, cost) in enumerate(zip(columns, arrays.cost.tolist(), strict=True)):
        is_whole = bool(arrays.is_integer[number])
        if is_whole != was_whole:
            yield f" MARKER 'MARKER' '{'INTORG' if is_whole else 'INTEND'}'"
            was_whole = is_whole
        entries = range(starts[number], starts[number + 1])
        if cost or not entries:
            yield f" {name} {_OBJECTIVE} {cost!r}"
        yield from (f" {name} {rows[index[entry]]} {value[entry]!r}" for entry in entries)
    if was_whole:
        yield " MARKER 'MARKER' 'INTEND'"


def _bounds(arrays: ProgramArrays, columns: list[str]) -> Iterator[str]:
    """Write both bounds of every column: what is left out is read in more than one way."""
    for name, lower, upper in zip(columns, arrays.column_lower.tolist(), arrays.column_upper.tolist(), strict=True):
        if lower == upper:
            yield f" FX BOUND {name} {lower!r}"
        elif lower == -math.inf and upper == math.inf:
            yield f" FR BOUND {name}"
        else:
            yield f" MI BOUND {name}" if lower == -math.inf else f" LO BOUND {name} {lower!r}"
            yield f" PL BOUND {name}" if upper == math.inf else f" UP BOUND {name} {upper!r}"
