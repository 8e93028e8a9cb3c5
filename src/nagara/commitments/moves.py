"""What became of answers from one year to the next: moved on, moved back, new, fallen silent.

What is planned comes before what is under way, and that before what is done; what was done stays done. An answer
that asks nothing of the city stands beside this order: from it and to it an answer changes, and moves neither way.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nagara.commitments.answers import CODES, KINDS, AnswerKind
from nagara.errors import MeasureError

__all__ = ["MOVES", "Move", "move_of", "moves"]


class Move(StrEnum):
    """What became of one answer since the year before."""

    SAME = "same"
    STILL_SILENT = "still-silent"
    NEW = "new"
    FORWARD = "forward"
    BACK = "back"
    OTHERWISE = "otherwise"
    FELL_SILENT = "fell-silent"


MOVES: Final = tuple(Move)
"""In the order of their codes in an array."""
STEPS: Final = {
    AnswerKind.PLANNED: 1,
    AnswerKind.UNDER_WAY: 2,
    AnswerKind.DONE: 3,
    AnswerKind.DONE_BEFORE: 3,
}


def move_of(before: AnswerKind, now: AnswerKind) -> Move:
    """What became of one answer.

    Parameters
    ----------
    before, now
        The answers of the year before and of this year.

    Examples
    --------
    >>> move_of(AnswerKind.PLANNED, AnswerKind.DONE), move_of(AnswerKind.DONE, AnswerKind.DONE_BEFORE)
    (<Move.FORWARD: 'forward'>, <Move.SAME: 'same'>)
    """
    silent = AnswerKind.NOT_ANSWERED
    if before is silent:
        return Move.STILL_SILENT if now is silent else Move.NEW
    if now is silent:
        return Move.FELL_SILENT
    if before in STEPS and now in STEPS:
        step = STEPS[now] - STEPS[before]
        return Move.FORWARD if step > 0 else Move.BACK if step < 0 else Move.SAME
    return Move.SAME if before is now else Move.OTHERWISE


_TABLE: Final[NDArray[np.int8]] = np.array(
    [[MOVES.index(move_of(before, now)) for now in KINDS] for before in KINDS], dtype=np.int8
)


def moves(before: NDArray[np.int8], now: NDArray[np.int8]) -> NDArray[np.int8]:
    """What became of each answer, as places in :data:`MOVES`.

    Parameters
    ----------
    before, now
        Codes of the answers of two years, of the same shape; see :data:`nagara.commitments.answers.CODES`.

    Raises
    ------
    MeasureError
        If they are not of one shape, or hold a code that is none.

    Examples
    --------
    >>> [MOVES[place].value for place in moves(np.array([0, 4, 1], np.int8), np.array([3, 3, 0], np.int8))]
    ['new', 'forward', 'fell-silent']
    """
    most = max(CODES.values())
    if before.shape != now.shape or any(
        each.size and not 0 <= each.min() <= each.max() <= most for each in (before, now)
    ):
        raise MeasureError("answers", "the two years do not lie over each other", "Give codes of the same cells.")
    return _TABLE[before, now]
