"""The sheet of inputs: every uncertain number once, with its range and source."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import TYPE_CHECKING

from nagara.reports import words
from nagara.reports.arithmetic_workbook.book import Cell, Content, Formula, Sheet, reference
from nagara.uncertainty.estimates import RangeMeaning, Shape

if TYPE_CHECKING:
    from nagara.indicators.examination import Examination
    from nagara.reports.said import Voice
    from nagara.uncertainty.estimates import Estimate
    from nagara.waste.ledger import Term

__all__ = ["labels", "product", "write_inputs"]

_VALUE = 2
_FACTORS = 4
"""How many inputs a term may multiply and still fit the columns of a sheet."""


def write_inputs(sheet: Sheet, examination: Examination, voice: Voice) -> dict[str, Cell]:
    """Write all inputs of the ledger and the surveyed rates; return the cell of each value."""
    sheet.widths(38, 22, 14, 14, 14, 18, 44, 16)
    sheet.line(voice.text(words.WORKBOOK_NOTE))
    sheet.skip()
    heads = ("name", "group", "value", "low", "high", "range_is", "source", "is_default")
    sheet.head(voice.text(words.WORKBOOK_TABLES["inputs"]), labels(voice, *heads))
    cells = {}
    for name, entry in examination.ledger.inputs.items():
        one = entry.estimate
        default = voice.text(words.YES if one.is_default else words.NO)
        row = (name, entry.group, one.value, one.low, one.high, _means(one, voice), one.source, default)
        cells[name] = sheet.write(row, looks={_VALUE: "input"})[_VALUE]
    for name, value in examination.inputs.plug_in().items():
        if name not in cells:
            surveyed = voice.source("survey")
            cells[name] = sheet.write((name, surveyed, float(value[0])), looks={_VALUE: "input"})[_VALUE]
    return cells


def labels(voice: Voice, *names: str) -> list[str]:
    """Heads of columns of the workbook; repeated ones are numbered."""
    said, seen = [], 0
    for name in names:
        seen += name == "factor"
        words_ = words.WORKBOOK_COLUMNS.get(name) or words.COLUMNS[name]
        said.append(voice.text(words_, number=str(seen)) if name == "factor" else voice.text(words_))
    return said


def product(row: int, term: Term, inputs: Mapping[str, Cell]) -> tuple[Content, ...]:
    """A constant, up to four inputs, and their product, in the columns B to G."""
    cells = [inputs[name] for name in term.inputs]
    blank: tuple[Content, ...] = (None,) * (_FACTORS - len(cells))
    value = term.constant * prod(cell.value for cell in cells)
    return term.constant, *(reference(cell) for cell in cells), *blank, Formula(f"PRODUCT(B{row}:F{row})", value)


def _means(estimate: Estimate, voice: Voice) -> str:
    name = "exact" if estimate.shape is Shape.FIXED else RangeMeaning(estimate.means).value
    return voice.text(words.WORKBOOK_COLUMNS[name])
