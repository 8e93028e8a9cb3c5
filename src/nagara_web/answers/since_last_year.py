"""What an answer to an own indicator says against the answer of last year: a promise that moved back, a number far off.

Neither is an error. Whoever says why, in the reason of a commitment or in the note of a number, is not asked again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from nagara.commitments.answers import AnswerKind
from nagara.commitments.moves import Move, move_of
from nagara.exchange.canonical_rows import typed_cell
from nagara.exchange.own_indicators import OWN_INDICATORS
from nagara.findings import Finding
from nagara_web.answers.commitment_answers import is_commitment, kind_of
from nagara_web.answers.results import ResultFigure
from nagara_web.figures.commitments import answer_words
from nagara_web.figures.queries import IndicatorRow

__all__ = ["since_last_year"]

FAR: Final = 10.0
"""A number so many times as large, or as small, as last year's is more often a wrong unit than a change."""
Sayer = Callable[..., Finding]


def since_last_year(
    figure: ResultFigure, indicator: IndicatorRow, last: Mapping[str, str], said: Sayer
) -> list[Finding]:
    """Hold an answer against that of last year.

    Parameters
    ----------
    figure
        The answer of this year.
    indicator
        What was asked.
    last
        The row of last year; empty where there is none.
    said
        Makes a finding of a code, the name of the cell and what its sentence needs.
    """
    if is_commitment(indicator):
        before, now = kind_of(last.get("answer", "")), AnswerKind(figure.answer)
        if before is None or figure.method_note or move_of(before, now) is not Move.BACK:
            return []
        return [
            said("commitment-moved-back", "answer", answer=answer_words(now.value), before=answer_words(before.value))
        ]
    number = typed_cell(OWN_INDICATORS["value"], last.get("value", ""))
    if figure.note or not isinstance(number, int | float) or not number > 0 or not (figure.value or 0) > 0:
        return []
    if number / FAR <= (figure.value or 0) <= number * FAR:
        return []
    return [said("number-far-from-last-year", "value", value=figure.value or 0.0, before=float(number))]
