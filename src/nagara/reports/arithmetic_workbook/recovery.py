"""What is recovered: one row for each material at each facility, sums over what is counted there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from nagara.reports import words
from nagara.reports.arithmetic_workbook.book import Cell, Formula, Sheet, reference
from nagara.reports.arithmetic_workbook.inputs import labels

if TYPE_CHECKING:
    from nagara.indicators.examination import Examination
    from nagara.reports.said import Voice
    from nagara.waste.ledger import RecoveryLine

__all__ = ["write_recovery"]

_HEADS = (
    "facility", "material", "received", "municipal", "reject", "gross", "rejects", "net",
    "picked_share", "picked", "picked_from", "counted", "controlled", "energy", "informal", "facility_name",
)  # fmt: skip
_GROSS, _NET, _PICKED, _FROM, _COUNTED, _CONTROLLED, _ENERGY, _INFORMAL = 5, 7, 9, 10, 11, 12, 13, 14
_FLAGS = (_COUNTED, _CONTROLLED, _ENERGY, _INFORMAL)
_SUMS = (
    ("recovered_gross_t_per_day", _GROSS, None),
    ("recovered_t_per_day", _NET, None),
    ("controlled_recovery_t_per_day", _NET, _CONTROLLED),
    ("waste_to_energy_t_per_day", _NET, _ENERGY),
    ("informal_recovery_t_per_day", _NET, _INFORMAL),
    ("picked_t_per_day", _PICKED, None),
)


def write_recovery(
    sheet: Sheet, examination: Examination, inputs: Mapping[str, Cell], voice: Voice
) -> tuple[dict[str, Cell], dict[str, str]]:
    """Write the sheet; return the cells of its sums [t/day] and the ranges that disposal needs."""
    sheet.widths(36, 22, *(13.0,) * 13, 36)
    sheet.head(voice.label("recovered_t_per_day"), labels(voice, *_HEADS), numbers={*range(2, 10), *_FLAGS})
    first = sheet.row
    lines = examination.ledger.recovery
    names = {facility.facility: facility.name for facility in examination.records.facilities}
    rows = [_row(sheet, line, inputs, names[line.facility]) for line in lines]
    last = sheet.row - 1
    sheet.skip()
    counted = [row for row, line in zip(rows, lines, strict=True) if line.is_counted]
    sums = {}
    for name, column, flag in _SUMS:
        spans = [sheet.span(at, first, last) for at in (column, _COUNTED, flag) if at is not None]
        value = sum(row[column].value * (row[flag].value if flag else 1.0) for row in counted)
        total = Formula(f"SUMPRODUCT({','.join(spans)})", value)
        sums[name] = sheet.write((voice.text(words.WORKBOOK_SUMS[name]), total), look="amount total")[1]
    gross, net = sums["recovered_gross_t_per_day"], sums["recovered_t_per_day"]
    rejects = Formula(f"{gross}-{net}", gross.value - net.value)
    sums["rejects_t_per_day"] = sheet.write((voice.label("rejects_t_per_day"), rejects), look="amount total")[1]
    columns = {"picked": _PICKED, "from": _FROM, "counted": _COUNTED}
    return sums, {name: sheet.span(column, first, last) for name, column in columns.items()}


def _row(sheet: Sheet, line: RecoveryLine, inputs: Mapping[str, Cell], name_of_facility: str) -> list[Cell]:
    row, reject = sheet.row, inputs[line.reject]
    (name,) = line.received.inputs
    received, municipal = inputs[name], line.received.constant
    gross = received.value * municipal
    return sheet.write(
        (
            line.facility,
            line.material,
            reference(received),
            municipal,
            reference(reject),
            Formula(f"C{row}*D{row}", gross),
            Formula(f"F{row}*E{row}", gross * reject.value),
            Formula(f"F{row}-G{row}", gross * (1.0 - reject.value)),
            line.picked_frac,
            Formula(f"F{row}*I{row}", gross * line.picked_frac),
            line.picked_from or "",
            float(line.is_counted),
            float(line.is_controlled),
            float(line.is_waste_to_energy),
            float(line.is_informal),
            name_of_facility,
        ),
        look="amount",
        looks={**dict.fromkeys((3, 8), "percent"), **dict.fromkeys(_FLAGS, "flag")},
    )
