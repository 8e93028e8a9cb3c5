"""Why a program has no answer: which rows clash, or along which columns the objective runs away.

For rows that clash the solver looks for a set of which none could be left out; in a large program it takes the rows
that it has added up to a contradiction. Where it finds none, as with rows
that only whole numbers break, whole blocks are freed one after the other, and those that do not matter are left
out; what remains clashes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from nagara.pathways.least_cost.program.arrays import Block, ProgramArrays, blocks_of
from nagara.pathways.least_cost.program.scheduler import highspy
from nagara.pathways.least_cost.program.solution import Status

if TYPE_CHECKING:
    from highspy import Highs
    from numpy.typing import NDArray

__all__ = ["Reason", "explain"]

IRREDUCIBLE: Final = 2 + 4
"""HiGHS: begin from the relaxation, and leave out what is not needed."""
NAMED: Final = 4
"""Entries of a block that a sentence names."""
RUNS: Final = 1e-9
"""Smaller parts of a ray are rounding."""
FEW_ROWS: Final = 500
"""Up to so many rows the fewest that clash are looked for; of more rows those that prove the clash are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why there is no answer.

    Parameters
    ----------
    sentence
        The reason in words; empty if there is an answer.
    rows, columns
        The rows and columns it speaks of, by block.
    """

    sentence: str = ""
    rows: dict[str, tuple[str, ...]] = field(default_factory=dict)
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)


def explain(highs: Highs, arrays: ProgramArrays, status: Status, seconds: float, whole: bool) -> Reason:
    """Find out why a solve gave no answer.

    Parameters
    ----------
    highs
        The solver, just after the solve.
    arrays
        The program's names.
    status
        What came of the solve.
    seconds
        How long may be looked [s].
    whole
        Whether whole numbers were asked for.
    """
    if status is Status.INFEASIBLE:
        return _clash(highs, arrays, seconds, whole)
    if status is Status.UNBOUNDED:
        return _runaway(highs, arrays, seconds)
    if status is Status.NO_ANSWER:
        return Reason(
            sentence="The solver found no answer and could not say why; it could not tell in the precision it has. "
            "Bring the numbers closer together, or take promises out one by one."
        )
    return Reason()


def _clash(highs: Highs, arrays: ProgramArrays, seconds: float, whole: bool) -> Reason:
    until = highs.getRunTime() + seconds
    highs.setOptionValue("time_limit", until)
    if arrays.row_count > FEW_ROWS:
        proof = _proof(highs)
        if proof:
            return _said(blocks_of(arrays.rows, proof))
    highs.setOptionValue("solve_relaxation", not whole)
    highs.setOptionValue("iis_strategy", IRREDUCIBLE)
    highs.setOptionValue("iis_time_limit", seconds)
    done, found = highs.getIis()
    if found.valid_ and found.row_index_ and (done == highspy().HighsStatus.kOk or arrays.row_count <= FEW_ROWS):
        return _said(blocks_of(arrays.rows, found.row_index_), blocks_of(arrays.columns, found.col_index_))
    if found.valid_ and found.col_index_:
        columns = blocks_of(arrays.columns, found.col_index_)
        return Reason(sentence=f"The bounds of {_listed(columns)} leave no value. Widen them.", columns=columns)
    needed = _needed_blocks(highs, arrays, until)
    rows: dict[str, tuple[str, ...]] = {block.name: (block.name,) for block in needed}
    said = ", ".join(rows) or "the bounds of the columns"
    numbers = " with whole numbers" if whole else ""
    return Reason(sentence=f"No values keep all rows of {said} at once{numbers}. Loosen one of them.", rows=rows)


def _said(rows: dict[str, tuple[str, ...]], columns: dict[str, tuple[str, ...]] | None = None) -> Reason:
    sentence = f"No values keep all of these at once: {_listed(rows)}. Loosen one of them."
    return Reason(sentence=sentence, rows=rows, columns=columns or {})


def _proof(highs: Highs) -> list[int]:
    """Rows that add up to a contradiction, if everything may be divided; they need not be the fewest."""
    for is_known_already in (True, False):
        if not is_known_already:
            highs.setOptionValue("solve_relaxation", True)
            highs.setOptionValue("presolve", "off")
            highs.clearSolver()
            highs.run()
            highs.setOptionValue("presolve", "choose")
        if highs.getModelStatus() == highspy().HighsModelStatus.kInfeasible:
            _, known, ray = highs.getDualRay()  # type: ignore[attr-defined]  # the stubs lack it
            if known:
                size = np.abs(ray)
                return np.flatnonzero(size > RUNS * size.max()).tolist()
    return []


def _needed_blocks(highs: Highs, arrays: ProgramArrays, until: float) -> list[Block]:
    """Free one block of rows after the other, and put back those without which there is an answer."""
    infeasible = highspy().HighsModelStatus.kInfeasible
    lp = highs.getLp()
    lower, upper = np.array(lp.row_lower_), np.array(lp.row_upper_)
    every = np.arange(arrays.column_count, dtype=np.int32)
    costs = np.array(lp.col_cost_)
    highs.changeColsCost(every.size, every, np.zeros(every.size))
    needed = []

    def limit_rows(at: NDArray[np.int32], low: NDArray[np.float64], high: NDArray[np.float64]) -> None:
        highs.changeRowsBounds(at.size, at, low, high)  # type: ignore[attr-defined]  # the stubs lack it

    for block in arrays.rows:
        at = np.arange(block.start, block.start + block.count, dtype=np.int32)
        if highs.getRunTime() < until:
            limit_rows(at, np.full(at.size, -np.inf), np.full(at.size, np.inf))
            highs.run()
            if highs.getModelStatus() == infeasible:
                continue
        needed.append(block)
        limit_rows(at, lower[at], upper[at])
    limit_rows(np.arange(arrays.row_count, dtype=np.int32), lower, upper)
    highs.changeColsCost(every.size, every, costs)
    return needed


def _runaway(highs: Highs, arrays: ProgramArrays, seconds: float) -> Reason:
    highs.setOptionValue("time_limit", highs.getRunTime() + seconds)
    highs.setOptionValue("solve_relaxation", True)
    highs.setOptionValue("presolve", "off")
    highs.run()
    _, known, ray = highs.getPrimalRay()  # type: ignore[attr-defined]  # the stubs lack it
    highs.setOptionValue("presolve", "choose")
    if not known:
        return Reason(sentence="The objective can fall without end. Give what earns money an upper bound.")
    size = np.abs(ray)
    columns = blocks_of(arrays.columns, np.flatnonzero(size > RUNS * size.max()).tolist())
    return Reason(
        sentence=f"The objective can fall without end along {_listed(columns)}. "
        "Give one of them an upper bound, or mend its cost.",
        columns=columns,
    )


def _listed(blocks: dict[str, tuple[str, ...]]) -> str:
    """Name entries, those of small blocks first: a single limit tells more than a thousand balances."""
    return "; ".join(
        ", ".join(entries[:NAMED]) + (f" and {len(entries) - NAMED:,} more of {name}" if len(entries) > NAMED else "")
        for name, entries in sorted(blocks.items(), key=lambda entry: len(entry[1]))
    )
