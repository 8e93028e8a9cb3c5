"""Answers to commitments one by one: the cells behind a count, each with what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from nagara.commitments.answers import KINDS, AnswerKind
from nagara.commitments.moves import MOVES
from nagara_web.figures.commitments import MARKS, answer_words, reasons_of
from nagara_web.figures.words import role_words
from nagara_web.pages.contexts.commitments import move_words
from nagara_web.rounds.commitment_matrix import CityRow, Matrix, PartColumn

__all__ = ["ListedCell", "listed_cells"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedCell:
    """One answer, or silence.

    Parameters
    ----------
    before, move
        The answer of the year before and what became of it, in words; empty where it is not compared.
    reviewed_by, reviewed_on
        In which role it was accepted in the review, and when; empty where it was not.
    """

    city: CityRow
    part: PartColumn
    kind: str
    mark: str
    words: str
    figure: int
    before: str
    move: str
    because: str
    evidence: str
    reviewed_by: str
    reviewed_on: date | None
    published_at: datetime | None


def listed_cells(matrix: Matrix, cells: NDArray[np.intp], *, is_open: bool = False) -> list[ListedCell]:
    """Some cells of a matrix with what stands beside each; read in one query.

    Parameters
    ----------
    matrix
        The answers.
    cells
        Row and column of each, as :meth:`Matrix.cells` gives them.
    is_open
        Whether a round of the year is still open.
    """
    at = [(int(row), int(column)) for row, column in cells]
    reasons = reasons_of(matrix.year, figures=[int(matrix.figures[each]) for each in at if matrix.figures[each]])
    moved, words = matrix.moves(), move_words(is_open=is_open)
    found = []
    for place in at:
        kind, reason = matrix.kind(*place), reasons.get(int(matrix.figures[place]))
        before = KINDS[int(matrix.before[place])]
        found.append(
            ListedCell(
                city=matrix.cities[place[0]],
                part=matrix.parts[place[1]],
                kind=kind.value,
                mark=MARKS[kind.value],
                words=_words(kind),
                figure=int(matrix.figures[place]),
                before=_words(before) if matrix.year_before else "",
                move=words.get(MOVES[moved[place]].value, "") if matrix.year_before else "",
                because=reason.because if reason else "",
                evidence=reason.evidence if reason else "",
                reviewed_by=role_words(reason.reviewed_by) if reason else "",
                reviewed_on=reason.reviewed_on if reason else None,
                published_at=reason.published_at if reason else None,
            )
        )
    return found


def _words(kind: AnswerKind) -> str:
    return _("not answered") if kind is AnswerKind.NOT_ANSWERED else answer_words(kind.value)
