"""A program in HiGHS that stays warm: change costs or limits, and solve again from where it stood.

The solver keeps its basis between solves, so that the next point of a front costs a few steps and not the whole way.
A warm answer can depend on the way that led to it where several answers are equally good; :meth:`WarmProgram.forget`
begins anew. With the same program, the same steps, the same number of threads and no time limit, answers are
identical to the bit. One object belongs to one thread at a time.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from nagara.pathways.least_cost.program.arrays import ProgramArrays, ProgramError
from nagara.pathways.least_cost.program.conflict import explain
from nagara.pathways.least_cost.program.interruption import Interruption
from nagara.pathways.least_cost.program.scaling import Scaling, remarks, scaling_of
from nagara.pathways.least_cost.program.scheduler import highspy, threads_set
from nagara.pathways.least_cost.program.solution import Progress, Solution, Status, Vectors

if TYPE_CHECKING:
    from highspy import Highs
    from numpy.typing import ArrayLike, NDArray

    Numbers = NDArray[np.float64]
    Places = NDArray[np.integer[Any]]

__all__ = ["WarmProgram"]

PROVEN: Final = 1e-9
"""Gap, relative or in the unit of the objective, below which an answer counts as proven."""
SMALLEST: Final = 1e-12
"""Smaller coefficients are dropped by the solver, which can be told no less."""
WHOLE: Final = 1e-9
"""How far a whole number may be from one, and a sum from its limit, in the search for whole numbers."""
DUAL: Final = 1
PRIMAL: Final = 4
SEARCHES_WITHIN: Final = ("mip_heuristic_run_rins", "mip_heuristic_run_rens")
"""Searches inside the search: they hear no wish to stop, for a minute at worst, and hold up the proof of plans."""
COLUMN_WISE: Final = 1
MINIMISE: Final = 1
FEASIBLE: Final = 2
AT_LEAST_S: Final = 1.0
"""However short the time given, so long the reason of a failure is looked for [s]."""
EXPLAIN_S: Final = 10.0
"""And no longer than that [s]."""


class WarmProgram:
    """A program that is handed over once, then changed and solved as often as is wanted.

    Parameters
    ----------
    arrays
        The program.

    Raises
    ------
    MissingSolverError
        If HiGHS is not installed.
    ProgramError
        If a number is none, or HiGHS does not take the program.

    Examples
    --------
    >>> from nagara.pathways.least_cost.program.linear_program import LinearProgram
    >>> program = LinearProgram()
    >>> flow = program.columns("flow", 2, cost=[3.0, 5.0], upper=[10.0, 20.0])
    >>> demand = program.rows("demand", (), lower=14.0)
    >>> program.add(demand.at, flow.at, 1.0)
    >>> warm = WarmProgram(program.arrays())
    >>> warm.solve().objective
    50.0
    >>> warm.change_row_bounds(demand.at, lower=16.0)
    >>> answer = warm.solve()
    >>> answer.status.value, answer.of(flow), float(answer.duals_of(demand))
    ('optimal', array([10.,  6.]), 5.0)
    """

    def __init__(self, arrays: ProgramArrays) -> None:
        arrays.refuse_what_is_no_number()
        self.arrays = arrays
        self._scaling = scaling_of(arrays)
        self.remarks = remarks(arrays, self._scaling) if self._scaling is not None else ()
        self._relaxed = False
        given = arrays if self._scaling is None else self._scaling.scaled(arrays)
        self._costs = arrays.cost.copy()
        self._bounds = {
            "columns": (arrays.column_lower.copy(), arrays.column_upper.copy()),
            "rows": (arrays.row_lower.copy(), arrays.row_upper.copy()),
        }
        self._highs: Highs = highspy().Highs()
        self._set("output_flag", False)
        self._set("small_matrix_value", SMALLEST)
        self._set("mip_feasibility_tolerance", WHOLE)
        for search in SEARCHES_WITHIN:
            self._set(search, False)
        self._hand_over(given)

    def _hand_over(self, given: ProgramArrays) -> None:
        whole = given.is_integer.astype(np.int32)
        status = self._highs.passModel(
            given.column_count,
            given.row_count,
            given.value.size,
            COLUMN_WISE,
            MINIMISE,
            given.offset,
            given.cost,
            given.column_lower,
            given.column_upper,
            given.row_lower,
            given.row_upper,
            given.starts,
            given.index,
            given.value,
            whole,
        )
        if status == highspy().HighsStatus.kError:
            why = "the solver does not take it, mostly because a number is too large for it"
            raise ProgramError("linear program", why, " ".join(self.remarks) or "Look at its largest numbers.")

    # ------------------------------------------------------------------------------------------------ changes

    def change_costs(self, columns_at: Places, costs: ArrayLike) -> None:
        """Give columns another cost.

        Parameters
        ----------
        columns_at
            Their numbers; gaps are passed over.
        costs
            Broadcasts to them.
        """
        at, (numbers,) = self._given("costs", columns_at, costs)
        self._costs[at] = numbers
        self._highs.changeColsCost(at.size, at, numbers * self._cost_scale(at))

    def change_column_bounds(
        self, columns_at: Places, *, lower: ArrayLike | None = None, upper: ArrayLike | None = None
    ) -> None:
        """Give columns other bounds; a bound that is left out stays.

        Parameters
        ----------
        columns_at
            Their numbers; gaps are passed over.
        lower, upper
            Broadcast to them.
        """
        scale = None if self._scaling is None else 1.0 / self._scaling.columns
        self._change_bounds("columns", columns_at, lower, upper, scale)

    def change_row_bounds(
        self, rows_at: Places, *, lower: ArrayLike | None = None, upper: ArrayLike | None = None
    ) -> None:
        """Give rows other bounds; a bound that is left out stays.

        Parameters
        ----------
        rows_at
            Their numbers; gaps are passed over.
        lower, upper
            Broadcast to them.
        """
        self._change_bounds("rows", rows_at, lower, upper, None if self._scaling is None else self._scaling.rows)

    def _change_bounds(
        self, side: str, at: Places, lower: ArrayLike | None, upper: ArrayLike | None, scale: Numbers | None
    ) -> None:
        kept = self._bounds[side]
        given = [old[np.maximum(at, 0)] if new is None else new for old, new in zip(kept, (lower, upper), strict=True)]
        places, bounds = self._given("bounds", at, *given)
        if (crossed := bounds[0] > bounds[1]).any():
            first = int(places[np.argmax(crossed)])
            name = self.arrays.column_name(first) if side == "columns" else self.arrays.row_name(first)
            raise ProgramError(name, "its lower bound would be above its upper bound", "Change both together.")
        for old, new in zip(kept, bounds, strict=True):
            old[places] = new
        factor = 1.0 if scale is None else scale[places]
        change = self._highs.changeColsBounds if side == "columns" else self._highs.changeRowsBounds  # type: ignore[attr-defined]
        change(places.size, places, bounds[0] * factor, bounds[1] * factor)

    def change_coefficients(self, rows_at: Places, columns_at: Places, values: ArrayLike) -> None:
        """Give a few places of the matrix another coefficient.

        Parameters
        ----------
        rows_at, columns_at, values
            Broadcast together; places with a gap are passed over.
        """
        every = np.broadcast_arrays(rows_at, columns_at, np.asarray(values, dtype=np.float64))
        if not np.isfinite(every[2]).all():
            raise ProgramError("changed coefficients", "one is not a finite number", "Look where it is worked out.")
        for row, column, value in zip(*(each.ravel().tolist() for each in every), strict=True):
            if row >= 0 and column >= 0:
                scale = 1.0 if self._scaling is None else self._scaling.rows[row] * self._scaling.columns[column]
                self._highs.changeCoeff(row, column, value * scale)

    def relax(self) -> None:
        """Let whole numbers be divided, until :meth:`restore`."""
        self._relaxed = True

    def restore(self) -> None:
        """Ask for whole numbers again."""
        self._relaxed = False

    def prefer_primal(self, *, is_preferred: bool = True) -> None:
        """Go on by the primal simplex: where only costs change, the last answer still keeps all rows.

        Parameters
        ----------
        is_preferred
            No to go back to the dual simplex, which is for changed bounds.
        """
        self._set("simplex_strategy", PRIMAL if is_preferred else DUAL)

    def forget(self) -> None:
        """Begin the next solve anew, as if none had been before."""
        self._highs.clearSolver()

    # ------------------------------------------------------------------------------------------------ solving

    @property
    def has_whole_numbers(self) -> bool:
        """Whether the next solve has to find whole numbers."""
        return not self._relaxed and bool(self.arrays.is_integer.any())

    def solve(
        self,
        *,
        time_limit_s: float | None = None,
        gap: float | None = None,
        cutoff: float | None = None,
        threads: int = 1,
        on_progress: Callable[[Progress], None] | None = None,
        should_stop: Callable[[], bool] | None = None,
    ) -> Solution:
        """Find the columns of least cost.

        Ctrl-C in the main thread stops the search as `should_stop` does: what was found until then is returned, with
        the status :attr:`Status.STOPPED`, and the caller decides what to do.

        Parameters
        ----------
        time_limit_s
            After this the best found until then is returned [s].
        gap
            An answer this near to the bound is good enough [frac]; proven optimal if left out.
        cutoff
            An answer that costs more is not looked for; the status is then :attr:`Status.STOPPED`.
        threads
            Threads of the search for whole numbers.
        on_progress
            Told now and then how far it has come.
        should_stop
            Asked often; the search ends soon after it says yes.
        """
        begun = self._highs.getRunTime()
        self._set("time_limit", math.inf if time_limit_s is None else begun + max(0.0, time_limit_s))
        self._set("mip_rel_gap", PROVEN if gap is None else gap)
        self._set("mip_abs_gap", PROVEN)
        self._set("solve_relaxation", self._relaxed)
        unit = 1.0 if self._scaling is None else self._scaling.objective
        self._set("objective_bound", math.inf if cutoff is None else cutoff * unit)
        watched = on_progress is not None or should_stop is not None
        watched = watched or threading.current_thread() is threading.main_thread()
        interruption = Interruption(self._highs, begun, 1.0 / unit, on_progress, should_stop)
        with interruption.watching() if watched else nullcontext():
            status = self._run(threads, gap)
            if status is Status.NO_ANSWER and not interruption.is_asked_for:
                self._highs.clearSolver()
                self._set("presolve", "off")
                status = self._run(threads, gap)
                self._set("presolve", "choose")
        if interruption.is_asked_for and status in {Status.NO_ANSWER, Status.TIME_LIMIT}:
            status = Status.STOPPED
        left = EXPLAIN_S if time_limit_s is None else time_limit_s - (self._highs.getRunTime() - begun)
        return self._solution(status, begun, min(EXPLAIN_S, max(AT_LEAST_S, left)))

    def _run(self, threads: int, gap: float | None) -> Status:
        highs, statuses = self._highs, highspy().HighsModelStatus
        threads_set(threads)
        self._set("threads", threads)
        failed = highspy().HighsStatus.kError
        if highs.run() == failed:
            threads_set(threads, anew=True)
            if highs.run() == failed:
                return Status.NO_ANSWER
        found = highs.getModelStatus()
        if found == statuses.kOptimal:
            if highs.getInfo().primal_solution_status != FEASIBLE:  # optimal scaled, and not within the rows unscaled
                return Status.NO_ANSWER
            near = gap is not None and self.has_whole_numbers and highs.getInfo().mip_gap > PROVEN
            return Status.WITHIN_GAP if near else Status.OPTIMAL
        if found == statuses.kUnboundedOrInfeasible:
            return self._told_apart()
        return {
            statuses.kInfeasible: Status.INFEASIBLE,
            statuses.kUnbounded: Status.UNBOUNDED,
            statuses.kTimeLimit: Status.TIME_LIMIT,
            statuses.kInterrupt: Status.STOPPED,
            statuses.kObjectiveBound: Status.STOPPED,
        }.get(found, Status.NO_ANSWER)

    def _told_apart(self) -> Status:
        """Solve without costs: what has an answer then, runs away with them."""
        highs, statuses = self._highs, highspy().HighsModelStatus
        every = np.arange(self.arrays.column_count, dtype=np.int32)
        highs.changeColsCost(every.size, every, np.zeros(every.size))
        highs.run()
        found = highs.getModelStatus()
        highs.changeColsCost(every.size, every, self._costs * self._cost_scale(every))
        return {
            statuses.kOptimal: Status.UNBOUNDED,
            statuses.kInfeasible: Status.INFEASIBLE,
            statuses.kTimeLimit: Status.TIME_LIMIT,
            statuses.kInterrupt: Status.STOPPED,
        }.get(found, Status.NO_ANSWER)

    def _solution(self, status: Status, begun: float, explain_s: float) -> Solution:
        info = self._highs.getInfo()
        answered = status not in {Status.INFEASIBLE, Status.UNBOUNDED, Status.NO_ANSWER}
        answered = answered and info.primal_solution_status == FEASIBLE
        scale = 1.0 if self._scaling is None else self._scaling.objective
        objective = info.objective_function_value / scale if answered else math.inf
        if status in {Status.OPTIMAL, Status.WITHIN_GAP} and not self.has_whole_numbers:
            bound = objective
        elif status is Status.INFEASIBLE:
            bound = math.inf
        elif status is Status.UNBOUNDED:
            objective = bound = -math.inf
        else:
            bound = info.mip_dual_bound / scale if self.has_whole_numbers else -math.inf
        seconds, iterations = self._highs.getRunTime() - begun, info.simplex_iteration_count
        vectors = self._vectors(status) if answered else Vectors({})
        why = explain(self._highs, self.arrays, status, explain_s, self.has_whole_numbers)
        return Solution(
            status=status,
            objective=objective,
            bound=bound,
            gap=relative_gap(objective, bound),
            seconds=seconds,
            iterations=iterations,
            vectors=vectors,
            explanation=" ".join((why.sentence, *self.remarks)) if why.sentence else "",
            rows_named=why.rows,
            columns_named=why.columns,
        )

    def _vectors(self, status: Status) -> Vectors:
        found = self._highs.getSolution()
        scaling = self._scaling or _unscaled(self.arrays)
        lists: dict[str, Callable[[], Numbers]] = {
            "column_values": lambda: np.array(found.col_value) * scaling.columns,
            "row_values": lambda: np.array(found.row_value) / scaling.rows,
        }
        if status is Status.OPTIMAL and found.dual_valid and not self.has_whole_numbers:
            lists["row_duals"] = lambda: np.array(found.row_dual) * scaling.rows / scaling.objective
            lists["reduced_costs"] = lambda: np.array(found.col_dual) / scaling.columns / scaling.objective
        return Vectors(lists)

    # ------------------------------------------------------------------------------------------------ small parts

    def _set(self, option: str, value: bool | float | str) -> None:
        self._highs.setOptionValue(option, value)

    def _cost_scale(self, at: NDArray[np.int32]) -> Numbers | float:
        return 1.0 if self._scaling is None else self._scaling.columns[at] * self._scaling.objective

    def _given(self, what: str, at: Places, *numbers: ArrayLike) -> tuple[NDArray[np.int32], list[Numbers]]:
        """Flatten numbers of columns or rows with what is given for them, without gaps."""
        shape = np.shape(at)
        flat = np.asarray(at, dtype=np.int32).ravel()
        values = [np.broadcast_to(np.asarray(each, dtype=np.float64), shape).ravel() for each in numbers]
        if any(np.isnan(each).any() for each in values):
            raise ProgramError(f"changed {what}", "one is not a number", "Look where it is worked out.")
        kept = flat >= 0
        return (flat, values) if kept.all() else (flat[kept], [each[kept] for each in values])


def relative_gap(objective: float, bound: float) -> float:
    """Distance of an answer from the bound, as a part of the answer [frac]; infinite where there is no answer."""
    if not math.isfinite(objective) or not math.isfinite(bound):
        return 0.0 if objective == bound else math.inf
    distance = max(0.0, objective - bound)
    if distance <= PROVEN:  # the solver closes no smaller one, and beside an objective of nought it would look large
        return 0.0
    return distance / abs(objective) if objective else (math.inf if distance > 0.0 else 0.0)


def _unscaled(arrays: ProgramArrays) -> Scaling:
    return Scaling(columns=np.ones(arrays.column_count), rows=np.ones(arrays.row_count), objective=1.0)
