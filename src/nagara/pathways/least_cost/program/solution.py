"""What came of solving a program: how sure it is, what it costs, and every block of it by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from nagara.errors import NagaraError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nagara.pathways.least_cost.program.linear_program import Columns, Rows

    Numbers = NDArray[np.float64]

__all__ = ["NoAnswerError", "Progress", "Solution", "Status", "Vectors"]


class NoAnswerError(NagaraError, ArithmeticError):
    """A value was asked of a program that has no answer, or of one whose answer has no such value.

    Parameters
    ----------
    what
        What was asked for.
    why
        Why there is none, as a clause.
    mend
        What the user can do, as a sentence.
    """

    code: ClassVar[str] = "program-without-answer"

    def __init__(self, what: str, why: str, mend: str) -> None:
        self.what, self.why, self.mend = what, why, mend
        super().__init__(what, why, mend)

    def __str__(self) -> str:
        return f"{self.what}: {self.why}. {self.mend}"


class Status(StrEnum):
    """How sure an answer is, or why there is none."""

    OPTIMAL = "optimal"
    """Nothing better exists."""
    WITHIN_GAP = "within-gap"
    """Nothing better by more than the stated gap exists, and that was asked for."""
    TIME_LIMIT = "time-limit"
    """The time was over; the best found until then stands, if any was found."""
    STOPPED = "stopped"
    """Somebody stopped it; the best found until then stands, if any was found."""
    INFEASIBLE = "infeasible"
    """No values keep all rows."""
    UNBOUNDED = "unbounded"
    """The objective can fall without end."""
    NO_ANSWER = "no-answer"
    """The solver could not tell, mostly because of numbers of very different size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far solving has come.

    Parameters
    ----------
    seconds
        Time since it began [s].
    incumbent
        Objective of the best answer so far; infinite while there is none.
    bound
        What no answer can fall below, as far as is known.
    gap
        ``(incumbent - bound) / |incumbent|`` [frac]; infinite while there is no answer.
    iterations
        Steps of the simplex method.
    """

    seconds: float
    incumbent: float
    bound: float
    gap: float
    iterations: int


class Vectors:
    """The solver's lists of values, each turned into an array when it is first asked for.

    Parameters
    ----------
    lists
        For each kind of value the function that makes the array.
    """

    def __init__(self, lists: dict[str, Callable[[], Numbers]]) -> None:
        self._lists = lists
        self._arrays: dict[str, Numbers] = {}

    def __contains__(self, kind: str) -> bool:
        return kind in self._lists or kind in self._arrays

    def __getitem__(self, kind: str) -> Numbers:
        if kind not in self._arrays:
            array = self._lists[kind]()
            array.flags.writeable = False
            self._arrays[kind] = array
        return self._arrays[kind]

    def __reduce__(self) -> tuple[Callable[[dict[str, Numbers]], Vectors], tuple[dict[str, Numbers]]]:
        """Hand over arrays, because the solver's own lists cannot leave the process."""
        return _vectors_of, ({kind: self[kind] for kind in self._lists.keys() | self._arrays.keys()},)


def _vectors_of(arrays: dict[str, Numbers]) -> Vectors:
    vectors = Vectors({})
    vectors._arrays = arrays
    return vectors


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Solution:
    """What came of one solve.

    Parameters
    ----------
    status
        How sure it is.
    objective
        Value of the answer; infinite where there is none, minus infinite where it falls without end.
    bound
        What no answer can fall below.
    gap
        ``(objective - bound) / |objective|`` [frac]; zero where optimality is proven, infinite where nothing is known.
    seconds
        What it took [s].
    iterations
        Steps of the simplex method.
    vectors
        Values and prices.
    explanation
        For an answer that is none: what stands in its way, as a sentence; else empty.
    rows_named, columns_named
        Rows that clash if it is infeasible, columns that run away if it is unbounded, by block.
    """

    status: Status
    objective: float
    bound: float
    gap: float
    seconds: float
    iterations: int
    vectors: Vectors
    explanation: str = ""
    rows_named: dict[str, tuple[str, ...]]
    columns_named: dict[str, tuple[str, ...]]

    @property
    def has_answer(self) -> bool:
        """Whether there are values that keep all rows."""
        return "column_values" in self.vectors

    @property
    def column_values(self) -> Numbers:
        """Value of each column."""
        return self._values("column_values")

    @property
    def row_values(self) -> Numbers:
        """Sum of each row."""
        return self._values("row_values")

    @property
    def row_duals(self) -> Numbers:
        """What the objective would rise by per unit that a row's limits are raised by, row by row."""
        return self._values("row_duals")

    @property
    def reduced_costs(self) -> Numbers:
        """What the objective would rise by per unit that a column is forced up by, column by column."""
        return self._values("reduced_costs")

    def of(self, columns: Columns, *, absent: float = 0.0) -> Numbers:
        """Return the values of a block of columns in its shape.

        Parameters
        ----------
        columns
            The block.
        absent
            What stands where the block has a gap.
        """
        return _shaped(self.column_values, columns.at, absent)

    def reduced_costs_of(self, columns: Columns) -> Numbers:
        """Return the reduced costs of a block of columns in its shape; zero in its gaps."""
        return _shaped(self.reduced_costs, columns.at, 0.0)

    def sums_of(self, rows: Rows) -> Numbers:
        """Return the sums of a block of rows in its shape; zero in its gaps."""
        return _shaped(self.row_values, rows.at, 0.0)

    def duals_of(self, rows: Rows) -> Numbers:
        """Return the prices of a block of rows in its shape; zero in its gaps."""
        return _shaped(self.row_duals, rows.at, 0.0)

    def _values(self, kind: str) -> Numbers:
        if kind in self.vectors:
            return self.vectors[kind]
        said = kind.replace("_", " ")
        if self.has_answer:
            why = "they are known only where everything may be divided and the optimum was reached"
            raise NoAnswerError(said, why, "Solve with relax(), or with whole numbers fixed by their bounds.")
        raise NoAnswerError(said, f"the status is {self.status.value}", self.explanation or "Give it more time.")


def _shaped(values: Numbers, at: NDArray[np.int32], absent: float) -> Numbers:
    if (at >= 0).all():
        return values[at]
    return np.where(at >= 0, values[at], absent)
