"""What is generated: households by stratum (or by one rate), then all other origins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from nagara.reports import words
from nagara.reports.arithmetic_workbook.book import Cell, Formula, Sheet, reference
from nagara.reports.arithmetic_workbook.inputs import labels, product
from nagara.units import KG_PER_T

if TYPE_CHECKING:
    from nagara.indicators.examination import Examination
    from nagara.reports.said import Voice

__all__ = ["write_generation"]

_T_PER_DAY = 4
_LAST_ORIGIN_COLUMN = 3


def write_generation(
    sheet: Sheet, examination: Examination, inputs: Mapping[str, Cell], voice: Voice
) -> dict[str, Cell]:
    """Write the sheet; return the cells of household, other and all waste [t/day]."""
    sheet.widths(38, 24, 20, 16, 16, 16, 16)
    ledger, population = examination.ledger, inputs["population"]
    heads = labels(voice, "stratum", "rate", "share", "people", "t_per_day")
    if ledger.total_rate_input is not None:
        all_waste = voice.text(words.WORKBOOK_TABLES["all_waste"])
        sheet.head(all_waste, heads, numbers=range(1, 5))
        return {"generated": _rate_row(sheet, all_waste, inputs[ledger.total_rate_input], population)}
    households = voice.text(words.WORKBOOK_TABLES["households"])
    sheet.head(households, heads, numbers=range(1, 5))
    if ledger.rate_input is not None:
        household = _rate_row(sheet, households, inputs[ledger.rate_input], population)
    else:
        household = _strata(sheet, examination, inputs, voice)
    sheet.skip()
    others = _others(sheet, examination, inputs, household, voice)
    sheet.skip()
    whole = Formula(f"{household}+{others}", household.value + others.value)
    generated = sheet.write((voice.label("msw_generated_t_per_day"), whole), look="amount total")[1]
    return {"household": household, "non_household": others, "generated": generated}


def _strata(sheet: Sheet, examination: Examination, inputs: Mapping[str, Cell], voice: Voice) -> Cell:
    """Rate times people of each stratum; the doubt about a stratum's share stands on the sheet of inputs."""
    ledger, population = examination.ledger, inputs["population"]
    whole, first = sum(ledger.stratum_populations), sheet.row
    last = first + len(ledger.strata) - 1
    for code, people in zip(ledger.strata, ledger.stratum_populations, strict=True):
        row, rate, share = sheet.row, inputs[f"rate.{code}"], people / whole
        doubt = inputs.get(f"stratum_share.{code}")
        weight = Formula(f"{share!r}*{doubt}", share) if doubt else share
        present = share * population.value
        sheet.write(
            (
                code,
                reference(rate),
                weight,
                Formula(f"C{row}/SUM({sheet.span(2, first, last)})*{population}", present),
                Formula(f"B{row}*D{row}/{KG_PER_T:.0f}", rate.value * present / KG_PER_T),
            ),
            look="amount",
            looks={2: "percent", 3: "people"},
        )
    return sheet.total(voice.text(words.WORKBOOK_COLUMNS["total"]), _T_PER_DAY, first, _sum(examination, "household"))


def _rate_row(sheet: Sheet, label: str, rate: Cell, population: Cell) -> Cell:
    row = sheet.row
    amount = Formula(f"B{row}*C{row}*D{row}/{KG_PER_T:.0f}", rate.value * population.value / KG_PER_T)
    return sheet.write(
        (label, reference(rate), 1.0, reference(population), amount), look="amount", looks={2: "percent"}
    )[_T_PER_DAY]


def _others(sheet: Sheet, examination: Examination, inputs: Mapping[str, Cell], household: Cell, voice: Voice) -> Cell:
    ledger, title = examination.ledger, voice.text(words.WORKBOOK_TABLES["non_household"])
    if ledger.non_household_share is not None:
        sheet.head(title, labels(voice, "origin", "non_household_share", "t_per_day"), numbers=(1, 2))
        row, share = sheet.row, inputs[ledger.non_household_share]
        amount = Formula(f"{household}*B{row}/(1-B{row})", household.value * share.value / (1.0 - share.value))
        return sheet.write((title, reference(share), amount), look="amount total")[2]
    sheet.head(title, labels(voice, "origin", "times", "recorded", "t_per_day"), numbers=range(1, 4))
    first = sheet.row
    for line in ledger.non_household:
        origin = words.ORIGINS.get(line.origin)
        sheet.write(
            (voice.text(origin) if origin else line.origin, *product(sheet.row, line.amount, inputs)),
            look="amount",
            looks={1: "flag"},
        )
    total = voice.text(words.WORKBOOK_COLUMNS["total"])
    return sheet.total(total, _LAST_ORIGIN_COLUMN, first, _sum(examination, "non_household"))


def _sum(examination: Examination, what: str) -> float:
    return float(getattr(examination.amounts, f"{what}_t_per_day")[0])
