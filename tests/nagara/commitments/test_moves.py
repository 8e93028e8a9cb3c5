"""What became of answers since the year before: every pair has one move, and silence is never a step."""

from __future__ import annotations

import numpy as np
import pytest

from nagara.commitments.answers import CODES, KINDS, AnswerKind
from nagara.commitments.moves import MOVES, Move, move_of, moves
from nagara.errors import MeasureError


def test_what_was_done_stays_done_and_only_steps_have_a_direction():
    assert move_of(AnswerKind.DONE, AnswerKind.DONE_BEFORE) is Move.SAME
    assert move_of(AnswerKind.UNDER_WAY, AnswerKind.PLANNED) is Move.BACK
    assert move_of(AnswerKind.PLANNED, AnswerKind.NATIONAL_COMPETENCE) is Move.OTHERWISE
    assert move_of(AnswerKind.NOT_APPLICABLE, AnswerKind.NOT_APPLICABLE) is Move.SAME


@pytest.mark.parametrize("kind", KINDS)
def test_silence_begins_and_ends_and_is_no_step(kind):
    is_silent = kind is AnswerKind.NOT_ANSWERED
    assert move_of(AnswerKind.NOT_ANSWERED, kind) is (Move.STILL_SILENT if is_silent else Move.NEW)
    assert move_of(kind, AnswerKind.NOT_ANSWERED) is (Move.STILL_SILENT if is_silent else Move.FELL_SILENT)


def test_forward_one_way_is_back_the_other_way_and_an_array_says_what_each_pair_says():
    turned = {Move.FORWARD: Move.BACK, Move.BACK: Move.FORWARD, Move.NEW: Move.FELL_SILENT, Move.FELL_SILENT: Move.NEW}
    before, now = np.meshgrid(*([np.array(list(CODES.values()), dtype=np.int8)] * 2), indexing="ij")
    found = moves(before, now)
    for one, other in np.ndindex(found.shape):
        assert MOVES[found[one, other]] is move_of(KINDS[one], KINDS[other])
        assert MOVES[found[other, one]] is turned.get(MOVES[found[one, other]], MOVES[found[one, other]])


@pytest.mark.parametrize("now", [np.zeros(3, np.int8), np.array([9, 0], np.int8), np.array([-1, 0], np.int8)])
def test_what_does_not_lie_over_each_other_is_refused(now):
    with pytest.raises(MeasureError, match="two years"):
        moves(np.zeros(2, np.int8), now)
