"""The answer of a city to a part of a commitment: read from a word or a code, and made into a figure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Final

from django.utils.translation import override

from nagara.commitments.answers import NEEDS_REASON, AnswerKind
from nagara.exchange.canonical_rows import typed_cell
from nagara.exchange.cells import Doubts, cell_reader, fold
from nagara.exchange.own_indicators import OWN_INDICATORS
from nagara.findings import Finding
from nagara.reports.language import LANGUAGES
from nagara_web.answers.results import ResultFigure
from nagara_web.figures.commitments import ANSWERS, COMMITMENT, answer_words
from nagara_web.figures.queries import IndicatorRow

__all__ = ["commitment_figure", "is_commitment", "kept_from_last_year", "kind_of", "shown_answer"]

KEPT: Final = ("answer", "because", "evidence", "day")
"""What of last year's answer a new year begins with."""
LONGEST_EVIDENCE: Final = 480
Sayer = Callable[..., Finding]


def is_commitment(indicator: IndicatorRow) -> bool:
    """Whether an indicator is a part of a commitment."""
    return indicator.answer_type == COMMITMENT


def kind_of(text: str) -> AnswerKind | None:
    """The answer that a text says: its code, or its words in any language of the site; ``None`` if it is none.

    Examples
    --------
    >>> kind_of("Under way"), kind_of("done-before"), kind_of("no")
    (<AnswerKind.UNDER_WAY: 'under-way'>, <AnswerKind.DONE_BEFORE: 'done-before'>, None)
    """
    return _known().get(fold(text))


def shown_answer(text: str) -> str:
    """An answer in the language of the request; what was typed if it is none."""
    kind = kind_of(text)
    return answer_words(kind.value) if kind else text


@cache
def _known() -> dict[str, AnswerKind]:
    found: dict[str, AnswerKind] = {}
    for language in LANGUAGES:
        with override(language):
            for code, words in ANSWERS.items():
                found.setdefault(fold(str(words)), AnswerKind(code))
    return found | {fold(code): AnswerKind(code) for code in ANSWERS}


def commitment_figure(
    cells: Mapping[str, str], indicator: IndicatorRow, said: Sayer
) -> tuple[ResultFigure | None, list[Finding]]:
    """Make a figure of one answer.

    Parameters
    ----------
    cells
        The row: ``answer``, ``because``, ``evidence`` and ``day``.
    indicator
        The part.
    said
        Makes a finding of a code, the name of the cell and what its sentence needs.

    Returns
    -------
    tuple
        The figure, or nothing where the answer is none of the six or lacks its reason; and what is in doubt.
    """
    text = cells.get("answer") or cells.get("notation") or cells.get("value", "")
    kind = kind_of(text)
    if kind is None:
        known = ", ".join(map(answer_words, ANSWERS))
        return None, [said("choice-unknown", "answer", text=text, nearest="", known=known)]
    because = cells.get("because", "").strip()
    if kind in NEEDS_REASON and not because:
        return None, [said("answer-without-reason", "because", answer=answer_words(kind.value))]
    day, doubts = _day(cells.get("day", ""))
    figure = ResultFigure(
        code=indicator.code,
        value=None,
        low=None,
        high=None,
        unit="",
        method="reported",
        method_note=because,
        source="records",
        answer=kind.value,
        is_own=True,
        locator=_locator(cells.get("evidence", "").strip(), day),
        note=cells.get("note", ""),
    )
    return figure, [said(doubt.code, "day", **doubt.values) for doubt in doubts]


def _day(text: str) -> tuple[date | None, Doubts]:
    doubts: Doubts = []
    field = OWN_INDICATORS["day"]
    read = cell_reader(field)(typed_cell(field, text), doubts) if text else None
    return (read if isinstance(read, date) else None), doubts


def _locator(evidence: str, day: date | None) -> str:
    """What shows it, with its day; a text that is too long ends in an ellipsis."""
    if len(evidence) > LONGEST_EVIDENCE:
        evidence = f"{evidence[: LONGEST_EVIDENCE - 1]}…"
    return " · ".join(filter(None, (evidence, day.isoformat() if day else "")))


def kept_from_last_year(cells: Mapping[str, str]) -> dict[str, str]:
    """What a new year begins with: what was done last year was done before.

    Examples
    --------
    >>> kept_from_last_year({"indicator": "a--1--a", "answer": "done", "note": "x"})
    {'answer': 'done-before'}
    """
    kind = kind_of(cells.get("answer", ""))
    if kind is None:
        return {}
    answer = AnswerKind.DONE_BEFORE if kind is AnswerKind.DONE else kind
    return {name: cells[name] for name in KEPT if cells.get(name)} | {"answer": answer.value}
