"""Write a linear program down in whole blocks: names and shapes first, then coefficients by broadcasting.

A block of columns or rows is laid under one name and has a shape, such as arcs by streams by years. Its ``at`` holds
the numbers of its columns in that shape. Coefficients are added by three arrays that broadcast together, so that
a balance of a thousand nodes is one call. Nothing is ever looped over entry by entry.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy.sparse import coo_array

from nagara.pathways.least_cost.program.arrays import Block, ProgramArrays, ProgramError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Numbers = NDArray[np.float64]
    Places = NDArray[np.int32]

__all__ = ["Columns", "LinearProgram", "Rows"]

GAP: Final = -1
"""Stands in ``at`` where a mask has left a gap; coefficients that fall on it are dropped."""
ENDLESS: Final = 1e20
"""From here on solvers take a bound or a cost for infinite."""
MOST: Final = 2**31 - 1
"""Columns, rows and entries are counted in 32 bits."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Columns:
    """A block of columns.

    Parameters
    ----------
    name
        What the block is called.
    at
        Number of each column, in the shape of the block; -1 where the mask left a gap.
    """

    name: str
    at: Places


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rows:
    """A block of rows.

    Parameters
    ----------
    name
        What the block is called.
    at
        Number of each row, in the shape of the block; -1 where the mask left a gap.
    """

    name: str
    at: Places


class LinearProgram:
    """A linear program that is being written down; it minimises.

    Examples
    --------
    Two plants and one demand: the cheap plant runs full, the dear one does the rest.

    >>> program = LinearProgram()
    >>> flow = program.columns("flow", 2, cost=[3.0, 5.0], upper=[10.0, 20.0])
    >>> demand = program.rows("demand", (), lower=14.0)
    >>> program.add(demand.at, flow.at, 1.0)
    >>> arrays = program.arrays()
    >>> arrays.column_name(1), arrays.row_name(0), arrays.value
    ('flow[1]', 'demand', array([1., 1.]))
    """

    def __init__(self, *, offset: float = 0.0) -> None:
        self.offset = offset
        self._columns = _Side("columns", "cost", "lower", "upper", "integer")
        self._rows = _Side("rows", "lower", "upper")
        self._entries: list[tuple[Places, Places, Numbers, tuple[int, ...]]] = []

    def columns(
        self,
        name: str,
        shape: int | tuple[int, ...],
        *,
        cost: ArrayLike = 0.0,
        lower: ArrayLike = 0.0,
        upper: ArrayLike = np.inf,
        integer: ArrayLike = False,
        mask: NDArray[np.bool_] | None = None,
    ) -> Columns:
        """Lay a block of columns.

        Parameters
        ----------
        name
            What it is called; no other block of columns has the name.
        shape
            Its shape; ``()`` for a single column.
        cost, lower, upper
            One number, or an array that broadcasts into the shape.
        integer
            Whether its columns are whole numbers.
        mask
            Where there is a column at all; everywhere if left out.

        Raises
        ------
        ProgramError
            If the name is taken, a shape does not fit or a number cannot be meant.
        """
        given = {"cost": cost, "lower": lower, "upper": upper, "integer": integer}
        return Columns(name=name, at=self._columns.lay(name, shape, mask, given))

    def rows(
        self,
        name: str,
        shape: int | tuple[int, ...],
        *,
        lower: ArrayLike = -np.inf,
        upper: ArrayLike = np.inf,
        mask: NDArray[np.bool_] | None = None,
    ) -> Rows:
        """Lay a block of rows, still empty.

        Parameters
        ----------
        name
            What it is called; no other block of rows has the name.
        shape
            Its shape; ``()`` for a single row.
        lower, upper
            Between what the sum of a row has to lie; the same in both for an equation.
        mask
            Where there is a row at all; everywhere if left out.

        Raises
        ------
        ProgramError
            If the name is taken, a shape does not fit or a number cannot be meant.
        """
        return Rows(name=name, at=self._rows.lay(name, shape, mask, {"lower": lower, "upper": upper}))

    def add(self, rows_at: NDArray[np.integer[Any]], columns_at: NDArray[np.integer[Any]], values: ArrayLike) -> None:
        """Add coefficients; the three arrays broadcast together, and what falls on one place is summed.

        Parameters
        ----------
        rows_at, columns_at
            Numbers of rows and columns: parts of the ``at`` of a block, reshaped at will.
        values
            The coefficients.

        Raises
        ------
        ProgramError
            If the shapes do not fit, a coefficient is not finite, or there is no such row or column.
        """
        rows, columns = (np.array(at, dtype=np.int32) for at in (rows_at, columns_at))
        numbers = np.array(values, dtype=np.float64)
        try:
            shape = np.broadcast_shapes(rows.shape, columns.shape, numbers.shape)
        except ValueError:
            why = f"rows {rows.shape}, columns {columns.shape} and coefficients {numbers.shape} do not fit together"
            raise ProgramError(
                self._said(rows, columns), why, "Give them axes that broadcast, as in at[:, None]."
            ) from None
        if not np.isfinite(numbers).all():
            why = "a coefficient is not a finite number"
            raise ProgramError(self._said(rows, columns), why, "Look where it is worked out.")
        if 0 in shape:
            return
        has_gap = False
        for side, at in ((self._rows, rows), (self._columns, columns)):
            least, most = at.min(), at.max()
            if most >= side.count or least < GAP:
                why = f"there are {side.count:,} {side.what}, and no {most if most >= side.count else least}"
                raise ProgramError(self._said(rows, columns), why, "Take the numbers from at.")
            has_gap = has_gap or least == GAP
        if has_gap or np.count_nonzero(numbers) < numbers.size:
            rows, columns = (np.broadcast_to(at, shape).ravel() for at in (rows, columns))
            numbers = np.broadcast_to(numbers, shape).ravel()
            kept = (rows != GAP) & (columns != GAP) & (numbers != 0.0)
            rows, columns, numbers = rows[kept], columns[kept], numbers[kept]
            shape = rows.shape
        self._entries.append((rows, columns, numbers, shape))

    def _said(self, rows: Places, columns: Places) -> str:
        """Say which blocks are meant, as far as the numbers tell."""
        return " x ".join(
            side.named(int(at.max())) if at.size and 0 <= at.max() < side.count else f"unknown {side.what}"
            for side, at in ((self._rows, rows), (self._columns, columns))
        )

    def arrays(self) -> ProgramArrays:
        """Write the program as flat arrays.

        Raises
        ------
        ProgramError
            If it has no column, or its entries are more than can be counted.
        """
        if not self._columns.count:
            raise ProgramError("linear program", "it has no columns, so there is nothing to choose", "Lay a block.")
        starts, index, value = self._matrix()
        return ProgramArrays(
            cost=self._columns.flat("cost"),
            column_lower=self._columns.flat("lower"),
            column_upper=self._columns.flat("upper"),
            is_integer=self._columns.flat("integer") != 0.0,
            row_lower=self._rows.flat("lower"),
            row_upper=self._rows.flat("upper"),
            starts=starts,
            index=index,
            value=value,
            offset=self.offset,
            columns=tuple(self._columns.blocks),
            rows=tuple(self._rows.blocks),
        )

    def _matrix(self) -> tuple[Places, Places, Numbers]:
        """Flatten the coefficients once, and sum those on one place."""
        ends = np.cumsum([0, *(math.prod(shape) for *_, shape in self._entries)], dtype=np.int64)
        if ends[-1] > MOST:
            raise ProgramError("linear program", f"it has {ends[-1]:,} coefficients", "Plan with fewer parts or years.")
        rows, columns = np.empty((2, ends[-1]), dtype=np.int32)
        values = np.empty(ends[-1])
        for begin, end, (*parts, shape) in zip(ends[:-1], ends[1:], self._entries, strict=True):
            for whole, part in zip((rows, columns, values), parts, strict=True):
                whole[begin:end].reshape(shape)[...] = part
        entries = coo_array((values, (rows, columns)), shape=(self._rows.count, self._columns.count))
        matrix = entries.tocsc()
        if np.count_nonzero(matrix.data) < matrix.nnz:
            matrix.eliminate_zeros()
        return matrix.indptr.astype(np.int32, copy=False), matrix.indices.astype(np.int32, copy=False), matrix.data


class _Side:
    """The blocks of the columns, or those of the rows, with their numbers of each kind."""

    def __init__(self, what: str, *kinds: str) -> None:
        self.what = what
        self.blocks: list[Block] = []
        self.numbers: dict[str, list[Numbers]] = {kind: [] for kind in kinds}
        self.count = 0

    def lay(
        self, name: str, shape: int | tuple[int, ...], mask: NDArray[np.bool_] | None, given: dict[str, ArrayLike]
    ) -> Places:
        """Lay one block and return its numbers."""
        shape = tuple(int(each) for each in np.atleast_1d(shape))
        if any(block.name == name for block in self.blocks):
            raise ProgramError(name, f"there are {self.what} of that name already", "Give each block its own name.")
        filled = None if mask is None else np.flatnonzero(_fit(name, "mask", mask, shape)).astype(np.int32)
        block = Block(name=name, start=self.count, shape=shape, places=filled)
        if self.count + block.count > MOST:
            why = f"there are {self.count + block.count:,} {self.what} with it"
            raise ProgramError(name, why, "Plan with fewer parts or years.")
        for kind, numbers in given.items():
            values = _fit(name, kind, numbers, shape).ravel()
            self.numbers[kind].append(values if filled is None else values[filled])
        self._check_bounds(block)
        self.blocks.append(block)
        self.count += block.count
        return _numbered(block)

    def _check_bounds(self, block: Block) -> None:
        lower, upper = (self.numbers[kind][-1] for kind in ("lower", "upper"))
        if (crossed := lower > upper).any():
            at = int(np.argmax(crossed))
            why = f"its lower bound {lower[at]:g} is above its upper bound {upper[at]:g}"
            raise ProgramError(block.entry(block.start + at), why, "Exchange them, or mend the one that is wrong.")
        if (lower == np.inf).any() or (upper == -np.inf).any():
            raise ProgramError(block.name, "a bound leaves nothing to choose", "Give inf as an upper bound only.")

    def flat(self, kind: str) -> Numbers:
        """Return the numbers of one kind, of all blocks."""
        return np.concatenate(self.numbers[kind]) if self.blocks else np.zeros(0)

    def named(self, number: int) -> str:
        """Say which entry of which block has a number."""
        return next(block.entry(number) for block in self.blocks if block.start <= number < block.start + block.count)


def _fit(name: str, kind: str, given: ArrayLike, shape: tuple[int, ...]) -> Numbers:
    """Broadcast numbers into a block, and refuse those that cannot be meant."""
    numbers = np.asarray(given, dtype=np.float64)
    if np.isnan(numbers).any():
        raise ProgramError(name, f"its {kind} is not a number somewhere", "Look where it is worked out.")
    size = np.abs(numbers)
    if ((size >= ENDLESS) & ((size < np.inf) | (kind == "cost"))).any():
        why = f"its {kind} reaches {size.max():g}, which a solver takes for infinite"
        raise ProgramError(name, why, "Count in a larger unit, and give inf where there is no bound.")
    try:
        return np.broadcast_to(numbers, shape)
    except ValueError:
        why = f"its {kind} has the shape {numbers.shape}, which does not fit into {shape}"
        raise ProgramError(name, why, "Give one number, or an array that broadcasts into the block.") from None


def _numbered(block: Block) -> Places:
    numbers = np.arange(block.start, block.start + block.count, dtype=np.int32)
    if block.places is None:
        at = numbers.reshape(block.shape)
    else:
        at = np.full(block.shape, GAP, dtype=np.int32)
        at.reshape(-1)[block.places] = numbers
    at.flags.writeable = False
    return at
