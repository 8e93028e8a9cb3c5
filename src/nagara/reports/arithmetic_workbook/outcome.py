"""The figures: each a formula over the sheets of the account, its interval beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from nagara.reports import words
from nagara.reports.arithmetic_workbook.book import Cell, Content, Formula, Sheet, reference
from nagara.reports.arithmetic_workbook.inputs import labels
from nagara.reports.sections.lower_bound import lower_bound
from nagara.reports.sections.summary import HEADLINE_FIGURES
from nagara.units import DAYS_PER_YEAR, KG_PER_T

if TYPE_CHECKING:
    from nagara.indicators.result import CityYear, Figure
    from nagara.reports.said import Voice

__all__ = ["write_indicators", "write_summary"]

_HEADS = ("name", "figure", "value", "low", "high", "unit", "method", "rests_on")
_VALUE, _NUMBERS = 2, (2, 3, 4)
_WIDTHS = (36, 44, 14, 14, 14, 18, 60, 24)
_ACCOUNT_FIRST = (
    "population_persons",
    "msw_generated_t_per_day",
    "msw_collected_t_per_day",
    "msw_controlled_t_per_day",
    "recovered_t_per_day",
    "waste_to_energy_t_per_day",
)
"""Figures that the formulas of the others point at, so they stand first."""

_KINDS: Final = {
    "_persons": "people",
    "_t_per_year": "people",
    "_t_co2e_per_year": "people",
    "_t_per_day": "count",
    "_cap_day": "rate",
    "_cap_year": "count",
}
"""How a figure is written, by the suffix of its name."""

FORMULAS: Final = {
    "population_persons": "{population}",
    "msw_generated_t_per_day": "{generated}",
    "msw_generated_kg_per_cap_day": f"{{msw_generated_t_per_day}}*{KG_PER_T:.0f}/{{population}}",
    "msw_generated_t_per_year": f"{{msw_generated_t_per_day}}*{DAYS_PER_YEAR:.0f}",
    "household_generated_t_per_day": "{household}",
    "household_rate_kg_per_cap_day": f"{{household}}*{KG_PER_T:.0f}/{{population}}",
    "non_household_generated_t_per_day": "{non_household}",
    "recovered_gross_t_per_day": "{recovered_gross_t_per_day}",
    "rejects_t_per_day": "{rejects_t_per_day}",
    "recovered_t_per_day": "{recovered_t_per_day}",
    "waste_to_energy_t_per_day": "{waste_to_energy_t_per_day}",
    "disposed_t_per_day": "{disposed_t_per_day}",
    "picked_at_disposal_t_per_day": "{picked_at_disposal_t_per_day}",
    "msw_collected_t_per_day": "{recovered_t_per_day}+{disposed_t_per_day}",
    "msw_controlled_t_per_day": "{controlled_recovery_t_per_day}+{controlled_disposal_t_per_day}",
    "uncollected_t_per_day": "{msw_generated_t_per_day}-{msw_collected_t_per_day}",
    "msw_collected_frac": "{msw_collected_t_per_day}/{msw_generated_t_per_day}",
    "sdg_11_6_1_frac": "{msw_controlled_t_per_day}/{msw_generated_t_per_day}",
    "sdg_11_6_1_a_frac": "{msw_collected_t_per_day}/{msw_generated_t_per_day}",
    "sdg_11_6_1_b_frac": "{msw_controlled_t_per_day}/{msw_generated_t_per_day}",
    "recovery_frac": "{recovered_t_per_day}/{msw_generated_t_per_day}",
    "recycling_frac": "({recovered_t_per_day}-{waste_to_energy_t_per_day})/{msw_generated_t_per_day}",
    "informal_recovery_frac": "IF({recovered_t_per_day}>0,{informal_recovery_t_per_day}/{recovered_t_per_day},0)",
}
"""The formula of each figure that the account gives; composition and service are plain numbers."""


def write_indicators(
    sheet: Sheet,
    result: CityYear,
    inputs: Mapping[str, Cell],
    sums: Mapping[str, Cell],
    chapters: Mapping[str, Cell],
    voice: Voice,
) -> dict[str, Cell]:
    """Write all figures, those of chapters as they stand on their sheets; return the cell of each value."""
    sheet.widths(*_WIDTHS)
    sheet.head(voice.text(words.ALL_FIGURES_CAPTION), labels(voice, *_HEADS), numbers=_NUMBERS)
    order = dict.fromkeys((*(name for name in _ACCOUNT_FIRST if name in result.figures), *result.figures))
    cells: dict[str, Cell] = {}
    for name in order:
        figure = result.figures[name]
        value: Content = figure.value
        if figure.value is not None and name in FORMULAS:
            value = Formula(FORMULAS[name].format_map({**inputs, **sums, **cells}), figure.value)
        elif name in chapters:
            value = Formula(str(chapters[name]), chapters[name].value)
        cells[name] = _row(sheet, figure, value, voice)
    return cells


def write_summary(sheet: Sheet, result: CityYear, figures: Mapping[str, Cell], voice: Voice) -> None:
    """Write the headline figures, each pointing at the sheet that computes it."""
    sheet.widths(*_WIDTHS)
    city = result.city
    if city.is_invented:
        sheet.banner(voice.text(words.EXAMPLE), columns=len(_HEADS))
    sheet.title(voice.text(words.TITLE, city=city.city, year=str(city.year)))
    if bound := lower_bound(result, voice):
        sheet.line(bound)
    sheet.line(voice.text(words.WORKBOOK_NOTE))
    sheet.skip()
    sheet.head(voice.text(words.SUMMARY), labels(voice, *_HEADS), numbers=_NUMBERS)
    for name in HEADLINE_FIGURES:
        figure = result.figures.get(name)
        if figure is not None:
            value = reference(figures[name]) if figure.value is not None else voice.text(words.NO_FIGURE)
            _row(sheet, figure, value, voice)


def _row(sheet: Sheet, figure: Figure, value: Content, voice: Voice) -> Cell:
    said = value if value is not None else voice.text(words.NO_FIGURE)
    row = (figure.name, voice.label(figure.name), said, figure.low, figure.high)
    rests_on = voice.source(figure.source)
    kind = _kind(figure, voice)
    looks = dict.fromkeys(_NUMBERS, kind)
    said_of_it = (voice.unit(figure.name), voice.text(figure.method), rests_on)
    return sheet.write((*row, *said_of_it), look=kind, looks=looks)[_VALUE]


def _kind(figure: Figure, voice: Voice) -> str:
    """How a figure is written; a share with the digits that its interval supports."""
    if figure.name.endswith("_frac"):
        seen = voice.of(figure)
        return "percent" if seen and seen.decimals else "whole_percent"
    return next((kind for suffix, kind in _KINDS.items() if figure.name.endswith(suffix)), "number")
