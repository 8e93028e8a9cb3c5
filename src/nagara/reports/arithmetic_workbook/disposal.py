"""What is disposed of: loads at the gate, then each site less what is picked there and counted at recovery."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from nagara.reports import words
from nagara.reports.arithmetic_workbook.book import Cell, Formula, Sheet
from nagara.reports.arithmetic_workbook.inputs import labels, product

if TYPE_CHECKING:
    from nagara.indicators.examination import Examination
    from nagara.reports.said import Voice

__all__ = ["write_disposal"]

_LOAD = 5
"""Column of a load's amount; weighed and counted loads share it, so that a site can add up both."""
_FACTORS = 3
_GATE, _ON_SITE, _PICKED, _DISPOSED, _CONTROLLED = 1, 2, 3, 4, 5


def write_disposal(
    sheet: Sheet,
    examination: Examination,
    inputs: Mapping[str, Cell],
    recovery: tuple[Mapping[str, Cell], Mapping[str, str]],
    voice: Voice,
) -> dict[str, Cell]:
    """Write the sheet; return the cells of its sums [t/day]."""
    sheet.widths(36, *(16.0,) * 5, 36)
    gates, first = _loads(sheet, examination, inputs, voice)
    last = sheet.row - 1
    on_site = _on_site(sheet, examination, inputs, voice)
    sheet.skip()
    heads = labels(voice, "facility", "gate", "on_site", "picked", "disposed", "controlled", "facility_name")
    names = {facility.facility: facility.name for facility in examination.records.facilities}
    sheet.head(voice.text(words.WORKBOOK_TABLES["sites"]), heads, numbers=range(_GATE, _CONTROLLED + 1))
    sites = _Sites(sheet, sheet.row, sheet.row + len(gates) - 1)
    for line in examination.ledger.disposal:
        row, gate = sheet.row, gates[line.facility]
        disposed = float(examination.amounts.counted_by_facility[line.facility][0])
        loads = f"SUMIF({sheet.span(0, first, last)},$A{row},{sheet.span(_LOAD, first, last)})"
        picker = on_site.get(line.facility)
        sheet.write(
            (
                line.facility,
                Formula(loads, gate),
                Formula(str(picker), picker.value) if picker else 0.0,
                Formula(sites.picked(examination, row, recovery), gate - disposed),
                Formula(f"B{row}-D{row}", disposed),
                float(line.is_controlled),
                names[line.facility],
            ),
            look="amount",
            looks={_CONTROLLED: "flag"},
        )
    sheet.skip()
    return _sums(sheet, sites, examination, recovery[0], voice)


def _loads(
    sheet: Sheet, examination: Examination, inputs: Mapping[str, Cell], voice: Voice
) -> tuple[dict[str, float], int]:
    """Loads that were weighed, then loads told by trucks; return what each gate receives and the first row."""
    first, gates = sheet.row, dict.fromkeys((line.facility for line in examination.ledger.disposal), 0.0)
    terms = [(line.facility, term) for line in examination.ledger.disposal for term in line.gate]
    weighed = [entry for entry in terms if len(entry[1].inputs) == 1]
    counted = [entry for entry in terms if len(entry[1].inputs) == _FACTORS]
    tables = (
        ("lines", weighed, ("per_day", "tonnes", "", ""), "number"),
        ("trucks", counted, ("volume", "trips", "fill", "density"), "count"),
    )
    for table, entries, heads, kind in tables:
        if not entries:
            continue
        if sheet.row > first:
            sheet.skip()
        columns = labels(voice, "facility", *heads, "t_per_day")
        sheet.head(voice.text(words.WORKBOOK_TABLES[table]), columns, numbers=range(1, _LOAD + 1))
        for facility, term in entries:
            row = (facility, *product(sheet.row, term, inputs, width=_FACTORS))
            gates[facility] += sheet.write(row, look="amount", looks={1: kind})[_LOAD].value
    return gates, first


def _on_site(sheet: Sheet, examination: Examination, inputs: Mapping[str, Cell], voice: Voice) -> dict[str, Cell]:
    """Rows of what pickers take out on site, as they were counted."""
    lines = [line for line in examination.ledger.disposal if line.on_site_picking]
    if not lines:
        return {}
    sheet.skip()
    title = voice.text(words.WORKBOOK_COLUMNS["on_site"])
    sheet.head(title, labels(voice, "facility", "pickers", "picker_rate", "t_per_day"), numbers=range(1, 4))
    picked = {}
    for line in lines:
        if line.on_site_picking:
            row = (line.facility, *product(sheet.row, line.on_site_picking, inputs))
            picked[line.facility] = sheet.write(row, look="amount", looks={1: "rate"})[-1]
    return picked


class _Sites:
    """The rows of the disposal sites."""

    def __init__(self, sheet: Sheet, top: int, bottom: int) -> None:
        self.spans = {column: sheet.span(column, top, bottom) for column in range(_CONTROLLED + 1)}

    def picked(self, examination: Examination, row: int, recovery: tuple[Mapping[str, Cell], Mapping[str, str]]) -> str:
        """What is picked at one site: pickers' counts, else the named shares and the rest by size."""
        sums, ranges = recovery
        if examination.ledger.picking_to_deduct:
            whole = f"SUM({self.spans[_ON_SITE]})"
            return f"IF({whole}>0,C{row}*MIN({whole},{sums['recovered_gross_t_per_day']})/{whole},0)"
        picked, where, counted = (ranges[name] for name in ("picked", "from", "counted"))
        named = f"SUMIFS({picked},{where},$A{row},{counted},1)"
        known = f"SUMPRODUCT(COUNTIF({self.spans[0]},{where}),{picked},{counted})"
        gates = f"SUM({self.spans[_GATE]})"
        return f"{named}+IF({gates}>0,({sums['picked_t_per_day']}-{known})*B{row}/{gates},0)"


def _sums(
    sheet: Sheet, sites: _Sites, examination: Examination, recovered: Mapping[str, Cell], voice: Voice
) -> dict[str, Cell]:
    made = examination.amounts
    controlled = float(made.controlled_t_per_day[0]) - recovered["controlled_recovery_t_per_day"].value
    sums = {
        "gate_t_per_day": (f"SUM({sites.spans[_GATE]})", float(made.gate_t_per_day[0])),
        "picked_at_disposal_t_per_day": (f"SUM({sites.spans[_PICKED]})", float(made.picked_t_per_day[0])),
        "disposed_t_per_day": (f"SUM({sites.spans[_DISPOSED]})", float(made.disposed_t_per_day[0])),
        "controlled_disposal_t_per_day": (
            f"SUMPRODUCT({sites.spans[_DISPOSED]},{sites.spans[_CONTROLLED]})",
            controlled,
        ),
    }
    return {
        name: sheet.write((voice.text(words.WORKBOOK_SUMS[name]), Formula(formula, value)), look="amount total")[1]
        for name, (formula, value) in sums.items()
    }
