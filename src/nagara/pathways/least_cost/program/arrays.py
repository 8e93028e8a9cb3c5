"""A linear program as flat arrays, with the names by which its columns and rows are known.

This is what a solver is given and what an exchange file is written from. Numbers of columns and rows are places
in the arrays; :meth:`ProgramArrays.column_name` and :meth:`ProgramArrays.row_name` turn them back into
``block[index]``, so that an answer can be said in words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from nagara.errors import NagaraError, Placed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Places = NDArray[np.int32]
    Flags = NDArray[np.bool_]

__all__ = ["Block", "ProgramArrays", "ProgramError", "blocks_of"]


class ProgramError(Placed, NagaraError, ValueError):
    """A linear program that cannot be written down: a name twice, shapes that do not fit, a number that is none."""

    code: ClassVar[str] = "program-impossible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Columns or rows that were laid together under one name.

    Parameters
    ----------
    name
        What they are called.
    start
        Number of the first of them.
    shape
        Shape of the block.
    places
        For a block with gaps the flat places that are filled, in rising order; ``None`` if all are.
    """

    name: str
    start: int
    shape: tuple[int, ...]
    places: Places | None = None

    @property
    def count(self) -> int:
        """How many columns or rows it has."""
        return int(np.prod(self.shape, dtype=np.int64)) if self.places is None else self.places.size

    def entry(self, number: int) -> str:
        """Say a column or row of this block as ``name[index]``; a single one has its bare name."""
        flat = number - self.start if self.places is None else int(self.places[number - self.start])
        index = ", ".join(str(each) for each in np.unravel_index(flat, self.shape)) if self.shape else ""
        return f"{self.name}[{index}]" if index else self.name


def _block(blocks: tuple[Block, ...], number: int) -> Block:
    for block in reversed(blocks):
        if block.start <= number < block.start + block.count:
            return block
    raise IndexError(number)


def blocks_of(blocks: tuple[Block, ...], numbers: Iterable[int]) -> dict[str, tuple[str, ...]]:
    """Sort columns or rows by the block they belong to.

    Parameters
    ----------
    blocks
        The blocks of the columns, or those of the rows.
    numbers
        Their numbers.
    """
    sorted_out: dict[str, list[str]] = {}
    for number in sorted(numbers):
        block = _block(blocks, number)
        sorted_out.setdefault(block.name, []).append(block.entry(number))
    return {name: tuple(entries) for name, entries in sorted_out.items()}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ProgramArrays:
    """Minimise ``cost @ x + offset`` within bounds of columns and rows.

    Parameters
    ----------
    cost, column_lower, column_upper
        One number per column.
    is_integer
        Whether a column has to be a whole number.
    row_lower, row_upper
        One number per row; the same in both for an equation.
    starts, index, value
        The matrix column by column: the entries of column ``j`` stand from ``starts[j]`` to ``starts[j + 1]``,
        ``index`` says in which row. No entry stands twice and none is zero.
    offset
        What is added to the objective.
    columns, rows
        The blocks, in the order in which they were laid.
    """

    cost: Numbers
    column_lower: Numbers
    column_upper: Numbers
    is_integer: Flags
    row_lower: Numbers
    row_upper: Numbers
    starts: Places
    index: Places
    value: Numbers
    offset: float
    columns: tuple[Block, ...]
    rows: tuple[Block, ...]

    @property
    def column_count(self) -> int:
        """How many columns there are."""
        return self.cost.size

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return self.row_lower.size

    @property
    def entry_columns(self) -> Places:
        """In which column each entry of the matrix stands."""
        return np.repeat(np.arange(self.column_count, dtype=np.int32), np.diff(self.starts))

    def by_row(self) -> tuple[Places, Places, Numbers]:
        """Return the matrix row by row: where each row starts, its columns, its values."""
        from scipy.sparse import csc_array

        matrix = csc_array((self.value, self.index, self.starts), shape=(self.row_count, self.column_count)).tocsr()
        return matrix.indptr.astype(np.int32), matrix.indices.astype(np.int32), matrix.data

    def refuse_what_is_no_number(self) -> None:
        """Refuse numbers on which a solver would never end.

        Raises
        ------
        ProgramError
            By the name of the first column or row in which one stands.
        """
        entries = self.entry_columns
        for what, numbers, name, is_bound in (
            ("cost", self.cost, self.column_name, False),
            ("lower bound", self.column_lower, self.column_name, True),
            ("upper bound", self.column_upper, self.column_name, True),
            ("lower limit", self.row_lower, self.row_name, True),
            ("upper limit", self.row_upper, self.row_name, True),
            ("coefficient", self.value, lambda at: self.column_name(int(entries[at])), False),
        ):
            wrong = np.isnan(numbers) if is_bound else ~np.isfinite(numbers)
            if wrong.any():
                at = int(np.argmax(wrong))
                why = f"a {what} of it is {numbers[at]:g}, which is no finite number"
                raise ProgramError(name(at), why, "Look where it is worked out.")

    def column_name(self, number: int) -> str:
        """Say which column has a number, as ``block[index]``."""
        return _block(self.columns, number).entry(number)

    def row_name(self, number: int) -> str:
        """Say which row has a number, as ``block[index]``."""
        return _block(self.rows, number).entry(number)

    def column_names(self) -> list[str]:
        """Name all columns, in their order."""
        return _all_names(self.columns)

    def row_names(self) -> list[str]:
        """Name all rows, in their order."""
        return _all_names(self.rows)


def _all_names(blocks: tuple[Block, ...]) -> list[str]:
    return [block.entry(number) for block in blocks for number in range(block.start, block.start + block.count)]
