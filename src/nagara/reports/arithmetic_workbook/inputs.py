"""The sheet of inputs: every uncertain number once, with its range and source."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import TYPE_CHECKING, Final

from nagara.reports import words
from nagara.reports.arithmetic_workbook.book import Cell, Content, Formula, Sheet, column_name, reference
from nagara.uncertainty.estimates import RangeMeaning, Shape

if TYPE_CHECKING:
    from nagara.indicators.examination import Examination
    from nagara.reports.said import Voice
    from nagara.uncertainty.estimates import Estimate
    from nagara.waste.ledger import Term

__all__ = ["labels", "product", "write_inputs"]

_NAME, _VALUE, _LOW, _HIGH = 0, 2, 3, 4
_NUMBERS = (_VALUE, _LOW, _HIGH)
_KINDS: Final = {
    "population": "people",
    "stratum_share": "rate",
    "non_household": "amount",
    "non_household_share": "percent",
    "received": "amount",
    "reject": "percent",
    "gate": "amount",
    "trips": "count",
    "fill": "percent",
    "density": "rate",
    "picker_rate": "count",
    "rate": "rate",
    "household_rate": "rate",
    "msw_rate": "rate",
    "controlled": "flag",
}
"""How the number of an input is written, by the first word of its name."""


def write_inputs(sheet: Sheet, examination: Examination, voice: Voice) -> dict[str, Cell]:
    """Write all inputs of the ledger and the surveyed rates; return the cell of each value."""
    sheet.widths(38, 22, 14, 14, 14, 18, 44, 16)
    sheet.line(voice.text(words.WORKBOOK_NOTE))
    sheet.skip()
    heads = ("name", "group", "value", "low", "high", "range_is", "source", "is_default")
    sheet.head(voice.text(words.WORKBOOK_TABLES["inputs"]), labels(voice, *heads), numbers=_NUMBERS)
    cells = {}
    for name, entry in examination.ledger.inputs.items():
        one = entry.estimate
        default = voice.text(words.YES if one.is_default else words.NO)
        row = (name, entry.group, one.value, one.low, one.high, _means(one, voice), one.source, default)
        cells[name] = _write(sheet, row)
    for name, value in examination.inputs.plug_in().items():
        if name not in cells:
            surveyed = voice.source("survey")
            cells[name] = _write(sheet, (name, surveyed, float(value[0])))
    return cells


def _write(sheet: Sheet, row: tuple[Content, ...]) -> Cell:
    kind = _KINDS.get(str(row[_NAME]).partition(".")[0], "number")
    return sheet.write(row, look=kind, looks={_VALUE: f"{kind} input"})[_VALUE]


def labels(voice: Voice, *names: str) -> list[str]:
    """Heads of columns of the workbook; an empty name leaves a column without head."""
    heads = {"": "", **words.COLUMNS, **words.WORKBOOK_COLUMNS}
    return [voice.text(heads[name]) if name else "" for name in names]


def product(row: int, term: Term, inputs: Mapping[str, Cell], *, width: int = 1) -> tuple[Content, ...]:
    """A constant, some inputs over a width of columns, and their product, from column B on."""
    cells = [inputs[name] for name in term.inputs]
    blank: tuple[Content, ...] = (None,) * (width - len(cells))
    value = term.constant * prod(cell.value for cell in cells)
    last = column_name(1 + width)
    amount = Formula(f"PRODUCT(B{row}:{last}{row})", value)
    return term.constant, *(reference(cell) for cell in cells), *blank, amount


def _means(estimate: Estimate, voice: Voice) -> str:
    name = "exact" if estimate.shape is Shape.FIXED else RangeMeaning(estimate.means).value
    return voice.text(words.WORKBOOK_COLUMNS[name])
