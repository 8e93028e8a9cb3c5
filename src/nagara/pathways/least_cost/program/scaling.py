"""Numbers of very different size: say where they are, and bring them closer by powers of two.

A solver works with absolute tolerances near 1e-7. Where tonnes meet kilotonnes and dollars meet millions, it may
call a program solved that is not. Rows, columns and the objective are then multiplied by powers of two, which
changes no digit of any number, and what the solver says is turned back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nagara.pathways.least_cost.program.arrays import ProgramArrays

    Numbers = NDArray[np.float64]

__all__ = ["Scaling", "remarks", "scaling_of"]

WIDE: Final = 1e9
"""Largest over smallest coefficient from which on a program is scaled."""
HUGE: Final = 1e12
"""Largest bound or cost that is not."""
TINY: Final = 1e-9
"""Smaller coefficients are dropped by solvers, unless they are scaled."""
LOST: Final = 1e-12
"""What is smaller than this even after scaling is dropped by the solver."""
PASSES: Final = 4
"""Rows and columns take turns this often; their means hardly move after that."""
COMFORTABLE: Final = 2.0**20
"""To about this size the largest bound and the largest cost are brought."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scaling:
    """Powers of two by which a program is multiplied.

    Parameters
    ----------
    columns
        Value of each column as it was written down, over its value in the solver.
    rows
        Value of each row in the solver, over its value as it was written down.
    objective
        The objective in the solver, over the objective as it was written down.
    """

    columns: Numbers
    rows: Numbers
    objective: float

    def scaled(self, arrays: ProgramArrays) -> ProgramArrays:
        """Return the program as the solver gets it."""
        return replace(
            arrays,
            cost=arrays.cost * self.columns * self.objective,
            column_lower=arrays.column_lower / self.columns,
            column_upper=arrays.column_upper / self.columns,
            row_lower=arrays.row_lower * self.rows,
            row_upper=arrays.row_upper * self.rows,
            value=arrays.value * self.rows[arrays.index] * self.columns[arrays.entry_columns],
            offset=arrays.offset * self.objective,
        )


def scaling_of(arrays: ProgramArrays) -> Scaling | None:
    """Choose the powers of two; ``None`` where the numbers are near enough to each other as they are.

    Parameters
    ----------
    arrays
        The program. Columns of whole numbers keep their scale.
    """
    if _near(arrays):
        return None
    logs, in_row, in_column = np.log2(np.abs(arrays.value)), arrays.index, arrays.entry_columns
    rows, columns = np.zeros(arrays.row_count), np.zeros(arrays.column_count)
    for _ in range(PASSES):
        rows = -_mean(logs + columns[in_column], in_row, arrays.row_count)
        columns = -_mean(logs + rows[in_row], in_column, arrays.column_count)
        columns[arrays.is_integer] = 0.0
    larger = _larger_unit(arrays, np.exp2(columns), np.exp2(rows))
    columns = np.where(arrays.is_integer, 0.0, np.round(columns) + larger)
    cost = _largest(arrays.cost * np.exp2(columns))
    objective = np.round(np.log2(COMFORTABLE / cost)) if cost > COMFORTABLE else 0.0
    return Scaling(columns=np.exp2(columns), rows=np.exp2(np.round(rows) - larger), objective=float(np.exp2(objective)))


def remarks(arrays: ProgramArrays, scaling: Scaling) -> tuple[str, ...]:
    """Say in words where numbers are of very different size.

    Parameters
    ----------
    arrays
        The program.
    scaling
        How it was scaled.
    """
    said = []
    size = np.abs(arrays.value)
    if size.size and (size.max() / size.min() > WIDE or size.min() < TINY):
        said.append(
            f"The coefficients reach from {_coefficient(arrays, int(size.argmin()))} "
            f"to {_coefficient(arrays, int(size.argmax()))}; rows and columns were scaled. "
            "Count what is small or large in other units if the answer surprises."
        )
    for what, numbers, name in (
        ("cost", arrays.cost, arrays.column_name),
        ("bound", arrays.column_lower, arrays.column_name),
        ("bound", arrays.column_upper, arrays.column_name),
        ("bound", arrays.row_lower, arrays.row_name),
        ("bound", arrays.row_upper, arrays.row_name),
    ):
        finite = np.where(np.isfinite(numbers), np.abs(numbers), 0.0)
        if finite.size and finite.max() > HUGE:
            at = int(finite.argmax())
            said.append(f"The {what} of {name(at)} is {numbers[at]:g}; leave it out if it is there for safety only.")
    if (lost := np.flatnonzero(np.abs(scaling.scaled(arrays).value) < LOST)).size:
        said.append(
            f"{lost.size:,} coefficients are too small to count; "
            f"the first of them is {_coefficient(arrays, int(lost[0]))}."
        )
    return tuple(said)


def _near(arrays: ProgramArrays) -> bool:
    """Tell in one look whether all numbers are near enough to each other."""
    numbers = (arrays.cost, arrays.column_lower, arrays.column_upper, arrays.row_lower, arrays.row_upper)
    if max(map(_largest, numbers)) > HUGE:
        return False
    size = np.abs(arrays.value)
    return not size.size or bool(size.max() <= WIDE * size.min() and size.min() >= TINY)


def _coefficient(arrays: ProgramArrays, entry: int) -> str:
    column = int(np.searchsorted(arrays.starts, entry, side="right")) - 1
    return f"{arrays.value[entry]:g} ({arrays.row_name(int(arrays.index[entry]))}, {arrays.column_name(column)})"


def _mean(values: Numbers, at: NDArray[np.int32], count: int) -> Numbers:
    entries = np.bincount(at, minlength=count)
    return np.bincount(at, weights=values, minlength=count) / np.maximum(entries, 1)


def _largest(numbers: Numbers) -> float:
    finite = np.abs(numbers[np.isfinite(numbers)])
    return float(finite.max(initial=0.0))


def _larger_unit(arrays: ProgramArrays, columns: Numbers, rows: Numbers) -> float:
    """Power by which all columns are counted in a larger unit, so that bounds are of a comfortable size."""
    free = ~arrays.is_integer
    bounds = (arrays.column_lower / columns, arrays.column_upper / columns)
    bound = max(
        *(_largest(each[free]) for each in bounds), _largest(arrays.row_lower * rows), _largest(arrays.row_upper * rows)
    )
    return float(np.round(np.log2(bound / COMFORTABLE))) if bound > HUGE else 0.0
