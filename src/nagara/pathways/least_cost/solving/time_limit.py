"""A while that an answer may take; it tells no day, and nothing but the end of a search depends on it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from nagara.pathways.least_cost.program.solution import Status
from nagara.pathways.least_cost.question.refusals import PlanError
from nagara.uncertainty.executor import StoppedEarlyError

if TYPE_CHECKING:
    from nagara.pathways.least_cost.program.highs import WarmProgram
    from nagara.pathways.least_cost.program.solution import Solution
    from nagara.pathways.least_cost.question.problem import Problem

__all__ = ["TimeLimit", "in_time"]


class TimeLimit:
    """A stopwatch that begins when it is made.

    Parameters
    ----------
    limit_s
        How long everything together may take; without end if nothing is said [s].
    should_stop
        Asked as well; somebody may lose patience earlier. A solver that keeps the time itself is given this alone, as
        :attr:`asked`: to be asked by it costs every other thread the interpreter.
    """

    def __init__(self, limit_s: float | None = None, should_stop: Callable[[], bool] | None = None) -> None:
        self.limit_s, self.asked, self._said_s = limit_s, should_stop, limit_s
        self._begun = time.monotonic()

    @property
    def seconds(self) -> float:
        """How long it has been [s]."""
        return time.monotonic() - self._begun

    @property
    def left_s(self) -> float | None:
        """What is left; nothing is said where it has no end [s]."""
        return None if self.limit_s is None else max(self.limit_s - self.seconds, 0.0)

    @property
    def is_out(self) -> bool:
        """Whether the time is over."""
        return self.limit_s is not None and self.seconds >= self.limit_s

    def should_stop(self) -> bool:
        """Whether the time is over or somebody asks to stop."""
        return self.is_out or (self.asked is not None and self.asked())

    def part(self, frac: float) -> TimeLimit:
        """A stopwatch for a part of what is left.

        Parameters
        ----------
        frac
            The part [frac].
        """
        out = TimeLimit(None if self.left_s is None else self.left_s * frac, self.asked)
        out._said_s = self._said_s
        return out

    def refuse(self, problem: Problem, columns: int | None = None) -> None:
        """Refuse to go on writing a question down when the time is over.

        Raises
        ------
        PlanError
            In words, with how large the question is.
        """
        if not self.is_out:
            return
        zones, places = len(problem.zones), len(problem.facilities)
        size = f"{zones} zone{'s' * (zones != 1)}, {places} facilities and {len(problem.years)} years"
        known = "" if columns is None else f", {columns:,} decisions"
        why = f"no plan was found within {self._said_s:.3g} s, for a question of {size}{known}"
        raise PlanError(problem.name, why, "Give it more time, or ask with fewer zones, years or technologies.")


def in_time(warm: WarmProgram, limit: TimeLimit) -> Solution:
    """Solve a program in the time that is left.

    Parameters
    ----------
    warm
        The program.
    limit
        The time, and who is asked whether to stop.

    Raises
    ------
    StoppedEarlyError
        If it was stopped, or not done in time.
    """
    solution = warm.solve(time_limit_s=limit.left_s, should_stop=limit.asked)
    if solution.status in {Status.STOPPED, Status.TIME_LIMIT}:
        raise StoppedEarlyError({}, 1)
    return solution
