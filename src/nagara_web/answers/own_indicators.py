"""Answers to a network's own indicators: checked by their type, and made into figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from nagara.exchange.canonical_rows import typed_cell
from nagara.exchange.cells import CellReader, Doubts, cell_reader, fold
from nagara.exchange.cells.words import read_yes_no
from nagara.exchange.own_indicators import OWN_INDICATORS as OWN_TABLE
from nagara.exchange.own_indicators import OwnQuestion
from nagara.findings import Finding, Place
from nagara_web.answers.commitment_answers import commitment_figure, is_commitment
from nagara_web.answers.models import OWN_INDICATORS, Row
from nagara_web.answers.results import ResultFigure
from nagara_web.answers.since_last_year import since_last_year
from nagara_web.figures.commitments import ANSWERS as COMMITMENT_ANSWERS
from nagara_web.figures.commitments import answer_words
from nagara_web.figures.queries import IndicatorRow

__all__ = ["own_figures", "own_question"]

ANSWERS: Final = ("value", "low", "high", "answer", "notation")
"""Fields that answer; a note alone does not."""
LONGEST_EVIDENCE: Final = 480
YES_NO: Final = frozenset({"yes-no", "proportion-of-cities"})


class _Sayer:
    """Makes findings about the answer to one indicator in one row."""

    def __init__(self, indicator: IndicatorRow, number: int) -> None:
        self._name, self._number = indicator.name, number

    def __call__(self, code: str, field: str, **values: str | float) -> Finding:
        place = Place(file="answers", sheet=OWN_INDICATORS, row=self._number, column=field)
        times = {"times": "once"}
        return Finding(code=code, values={"label": self._name, "what": self._name, **times, **values}, place=place)


def own_question(indicator: IndicatorRow) -> OwnQuestion:
    """How a workbook asks for it."""
    words = {"yes-no": "yes / no", "proportion-of-cities": "yes / no", "level": " / ".join(indicator.levels)}
    answer = words.get(indicator.answer_type) or indicator.unit or "number"
    if indicator.answer_type == "share":
        answer = "0 to 1"
    known = tuple(indicator.levels) if indicator.answer_type == "level" else ()
    if is_commitment(indicator):
        known = tuple(map(answer_words, COMMITMENT_ANSWERS))
        answer = " / ".join(known)
    return OwnQuestion(code=indicator.code, name=indicator.name, answer=answer, words=known)


def own_figures(
    rows: Sequence[Row],
    asked: Mapping[str, IndicatorRow],
    last_year: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
) -> tuple[list[ResultFigure], list[Finding]]:
    """Read the answers to own indicators.

    Parameters
    ----------
    rows
        The rows of the table, in their order.
    asked
        The indicators that the questionnaire asks for, by code.
    last_year
        The rows of last year, by code of their indicator.

    Returns
    -------
    tuple
        A figure for each answer that can be read, and what is in doubt.
    """
    figures: dict[str, ResultFigure] = {}
    findings: list[Finding] = []
    for number, row in enumerate(rows, start=1):
        cells = row.cells
        indicator = asked.get(cells.get("indicator", ""))
        if indicator is None or not any(cells.get(name) for name in ANSWERS):
            continue
        figure, doubts = _figure(cells, indicator, number)
        findings += doubts
        if figure is not None and figure.code not in figures:
            figures[figure.code] = figure
            last = last_year.get(figure.code, {})
            findings += since_last_year(figure, indicator, last, _Sayer(indicator, number))
    return list(figures.values()), findings


def _figure(
    cells: Mapping[str, str], indicator: IndicatorRow, number: int
) -> tuple[ResultFigure | None, list[Finding]]:
    said = _Sayer(indicator, number)
    if is_commitment(indicator):
        return commitment_figure(cells, indicator, said)
    answer = cells.get("answer", "")
    if key := cells.get("notation", ""):
        if other := cells.get("value") or answer:
            return None, [said("notation-conflict", "notation", key=key, notation=other)]
        return _made(indicator, cells, notation_key=key), []
    if indicator.answer_type in YES_NO:
        truth = read_yes_no(answer or cells.get("value", ""), [])
        if truth is None:
            return None, [said("neither-yes-nor-no", "answer", text=answer or cells.get("value", ""))]
        return _made(indicator, cells, answer="yes" if truth else "no"), []
    if indicator.answer_type == "level":
        level = {fold(word): word for word in indicator.levels}.get(fold(answer))
        if level is None:
            known = ", ".join(indicator.levels)
            return None, [
                said("choice-unknown", "answer", text=answer or cells.get("value", ""), nearest="", known=known)
            ]
        shown = cells.get("evidence", "").strip()[:LONGEST_EVIDENCE]
        return replace(_made(indicator, cells, answer=level), locator=shown), []
    return _quantity(cells, indicator, said)


def _quantity(
    cells: Mapping[str, str], indicator: IndicatorRow, said: _Sayer
) -> tuple[ResultFigure | None, list[Finding]]:
    findings: list[Finding] = []
    numbers: dict[str, float] = {}
    for name in ("value", "low", "high"):
        doubts: Doubts = []
        if (text := cells.get(name)) and isinstance(read := _reader(indicator)(_plain(text), doubts), float):
            numbers[name] = read
        findings += [said(doubt.code, name, **doubt.values) for doubt in doubts]
    value, low, high = numbers.get("value"), numbers.get("low"), numbers.get("high")
    if value is None:
        if low is not None or high is not None:
            findings.append(said("range-without-value", "value"))
        elif not findings and cells.get("answer"):
            wanted = "a number"
            findings.append(said("text-in-number-cell", "answer", text=cells["answer"][:40], wanted=wanted))
        return None, findings
    if low is not None and high is not None:
        if low > high:
            return None, [*findings, said("range-the-wrong-way", "low", low=low, high=high)]
        if not low <= value <= high:
            return None, [*findings, said("value-outside-range", "value", value=value, low=low, high=high)]
        return _made(indicator, cells, value=value, low=low, high=high), findings
    if low is not None or high is not None:
        findings.append(said("range-half-given", "low" if low is None else "high"))
        reach = abs(value - (low if low is not None else high or 0.0))
        low, high = value - reach, value + reach
    return _made(indicator, cells, value=value, low=low, high=high), findings


def _made(
    indicator: IndicatorRow,
    cells: Mapping[str, str],
    *,
    value: float | None = None,
    low: float | None = None,
    high: float | None = None,
    notation_key: str = "",
    answer: str = "",
) -> ResultFigure:
    return ResultFigure(
        code=indicator.code,
        value=value,
        low=low,
        high=high,
        unit=indicator.unit,
        method="reported",
        method_note=indicator.method,
        source="records",
        notation_key=notation_key,
        answer=answer,
        is_own=True,
        note=cells.get("note", ""),
    )


def _reader(indicator: IndicatorRow) -> CellReader:
    is_share = indicator.answer_type == "share"
    question = replace(
        OWN_TABLE["value"],
        kind="fraction" if is_share else "number",
        unit="" if is_share else indicator.unit,
        label=indicator.name,
        low=0.0 if is_share and indicator.low is None else indicator.low,
        high=1.0 if is_share and indicator.high is None else indicator.high,
    )
    return cell_reader(question)


def _plain(text: str) -> object:
    """A canonical number as a number, so that no separator of thousands is seen in it."""
    cell = typed_cell(OWN_TABLE["value"], text)
    return cell if isinstance(cell, str) or cell is None else float(cell)  # type: ignore[arg-type]  # no day
