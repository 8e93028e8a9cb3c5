"""What of a study fits into the time given: one part after the other is asked, and what is left out is remembered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeVar

from nagara.pathways.least_cost.question.refusals import PlanError
from nagara.pathways.least_cost.solving.time_limit import TimeLimit
from nagara.uncertainty.executor import StoppedEarlyError

__all__ = ["LeftOut", "Part", "Parts", "proof_s"]

T = TypeVar("T")

PROOF_PART: Final = 0.5
"""Part of the time that the proof may take however much is asked beside it [frac]."""
SHORT_PARTS: Final = 5.0
"""What the short parts take together, in first answers."""
OF_A_DRAW, OF_A_FRONT, OF_A_POINT, OF_A_STAGE = 0.7, 12.0, 3.0, 6.0
"""What a draw, the ends of a front, each of its targets and a draw of one programme take, in first answers."""


class Part(StrEnum):
    """A part of a study that can be left out, in the order in which they are asked."""

    WITHOUT = "without"
    """What the city does without any promise."""
    PRICES = "prices"
    """What one more unit of every promise costs."""
    LOOSENED = "loosened"
    """What one more year or one more million would change."""
    BLOCKERS = "blockers"
    """What stands in the way of promises that are missed."""
    DRAWS = "draws"
    """The plan in other draws."""
    FRONTS = "fronts"
    """Cost against other targets."""
    STAGES = "stages"
    """One programme of building for many draws."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A part of a study for which there was no time, or not enough.

    Parameters
    ----------
    part
        Which one.
    done, of
        How much of it is there, and of how much: hindrances, draws or fronts; nothing where it is one whole.
    """

    part: Part
    done: int = 0
    of: int = 0


class Parts:
    """The parts of a study as they are asked, until the time is over or somebody stops.

    Parameters
    ----------
    limit_s
        Time of the whole study; without end if nothing is said [s].
    on_step, on_part
        Told the name of each step, and how many of how many parts of it are done.
    should_stop
        Asked whether somebody wants to stop.
    """

    def __init__(
        self,
        limit_s: float | None = None,
        *,
        on_step: Callable[[str], None] = lambda _: None,
        on_part: Callable[[int, int], None] = lambda _at, _of: None,
        should_stop: Callable[[], bool] | None = None,
    ) -> None:
        self.on_part = on_part
        self._on_step, self._asked, self._step = on_step, should_stop, ""
        self.limit = TimeLimit(limit_s, self.should_stop)
        self.stopped_at: str | None = None
        self.left_out: list[LeftOut] = []

    def begin(self, step: str) -> None:
        """Say that a step begins."""
        self._step = step
        self._on_step(step)

    def should_stop(self) -> bool:
        """Whether somebody asked to stop; the step at which it was heard is remembered."""
        if self.stopped_at is None and self._asked is not None and self._asked():
            self.stopped_at = self._step
        return self.stopped_at is not None

    def whole(self, part: Part, ask: Callable[[TimeLimit], T]) -> T | None:
        """Ask a part that counts only as a whole.

        Parameters
        ----------
        part
            Which one.
        ask
            Given its time; what it answers after that counts for nothing.

        Returns
        -------
        object or None
            Nothing where it was not done in time, or somebody stopped.
        """
        try:
            found = None if self.limit.should_stop() else ask(self.limit)
        except (PlanError, StoppedEarlyError):
            if not self.limit.should_stop():
                raise
            found = None
        self.leave_out(part)
        return None if self.limit.should_stop() else found

    def leave_out(self, part: Part, done: int = 0, of: int = 1) -> None:
        """Remember that a part is not whole, where it is the time that was lacking.

        Parameters
        ----------
        part
            Which one.
        done, of
            How much of it is there, and of how much.
        """
        if done < of and self.limit.is_out and not self.should_stop():
            self.left_out.append(LeftOut(part=part, done=done, of=of if of > 1 else 0))


def proof_s(limit: TimeLimit, first_s: float, *, draws: int, fronts: int, points: int, stages: int) -> float | None:
    """How long the proof may take so that what is asked beside it mostly fits too [s].

    Parameters
    ----------
    limit
        The time of the whole.
    first_s
        What the first answer took [s].
    draws, fronts, points, stages
        What is asked beside the plan: draws, fronts with so many targets each, and draws of one programme.
    """
    if limit.left_s is None:
        return None
    answers = SHORT_PARTS + OF_A_DRAW * draws + OF_A_STAGE * stages + fronts * (OF_A_FRONT + OF_A_POINT * points)
    return max(PROOF_PART * limit.left_s, limit.left_s - answers * first_s)
