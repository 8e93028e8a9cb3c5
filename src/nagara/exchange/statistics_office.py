"""A statistics office's city table, for the national questionnaire on environment statistics.

The United Nations Statistics Division and the UN Environment Programme ask countries for waste
statistics of their cities (questionnaire on environment statistics, section waste, table R5). The
exact items of that table could not be read when this was written: the lines here carry what it is
known to ask for, and the table says so in its first note. Compare them with the questionnaire
before you hand the table on.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from typing import Final

from nagara.exchange.formula_guard import guarded
from nagara.indicators.result import CityYear, FacilityLine, Figure, Tier
from nagara.units import DAYS_PER_YEAR

__all__ = ["NOTES", "StatisticsLine", "city_table", "write_city_table"]

NOTES: Final = {
    "1": "The exact items of table R5 could not be read; compare the lines with your questionnaire.",
    "2": "Low and high are the ends of the 95 % interval.",
    "3": "Low and high are as the city stated them.",
    "4": "No interval is computed for this line.",
    "5": "Net of rejects and of material picked at disposal sites; counted once, at the last facility of the chain.",
    "6": "Share of people with at least basic collection service (SDG 1.4.1 ladder).",
    "7": "The amount generated was not measured this year; the earlier household rate was carried forward.",
    "8": "The amount generated rests on a published rate, not on a survey of this city.",
    "9": "This is an invented example, not a real city.",
}
"""Footnotes of the table, by the number that its lines bear."""

TREATMENTS: Final = {
    "Municipal waste recycled": ("materials-recovery", "recycler", "apex-trader", "intermediate-trader", "exporter"),
    "Municipal waste composted or digested": ("composting", "digestion"),
    "Municipal waste to other recovery": ("mechanical-biological", "refuse-derived-fuel"),
    "Municipal waste incinerated with energy recovery": ("incineration-with-energy",),
    "Municipal waste incinerated without energy recovery": ("incineration-without-energy",),
}
"""Kinds of facility that each line of treatment adds up."""

THOUSAND: Final = 1000.0
LAND: Final = ("landfill", "dumpsite")
COLUMNS: Final = ("line", "unit", "year", "value", "low", "high", "footnotes")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsLine:
    """One line of the table.

    Parameters
    ----------
    line
        What it counts.
    unit
        ``1000 persons``, ``%``, ``t/day`` or ``1000 t/year``.
    year
        Year that it speaks of.
    value, low, high
        The figure and its range; ``None`` where there is none.
    footnotes
        Numbers of its :data:`NOTES`.
    """

    line: str
    unit: str
    year: int
    value: float | None
    low: float | None
    high: float | None
    footnotes: tuple[str, ...]


def city_table(result: CityYear) -> tuple[StatisticsLine, ...]:
    """Lay a city's account out as a statistics office asks for it.

    Amounts stand in tonnes per day and in thousand tonnes per year; shares in percent, because the
    questionnaire asks for percent.

    Parameters
    ----------
    result
        The account of the year.
    """
    return (*_people(result), *_amounts(result), *_treatments(result), *_shares(result))


def write_city_table(result: CityYear, path: Path) -> None:
    """Write the table as ``.csv`` or ``.xlsx``, by the ending of the path; the notes stand below it.

    Parameters
    ----------
    result
        The account of the year.
    path
        The file to write.
    """
    lines = city_table(result)
    if path.suffix.lower() == ".xlsx":
        _write_workbook(result, lines, path)
    else:
        path.write_bytes(_csv(result, lines).encode())


def _people(result: CityYear) -> list[StatisticsLine]:
    city = result.city
    low, high = (None if end is None else end / THOUSAND for end in (city.population_low, city.population_high))
    population = StatisticsLine(
        line="Total population of the city",
        unit="1000 persons",
        year=city.population_year or city.year,
        value=city.population / THOUSAND,
        low=low,
        high=high,
        footnotes=_always(result, "3" if low is not None else "4"),
    )
    served = _percent(result, "Population served by municipal waste collection", "basic_collection_service_frac", "6")
    return [population, *served]


def _amounts(result: CityYear) -> list[StatisticsLine]:
    tiers = {Tier.CARRIED_FORWARD: ("7",), Tier.RECORDS: ("8",)}.get(result.tier, ())
    return [
        *_tonnes(result, "Municipal waste generated", "msw_generated_t_per_day", *tiers),
        *_tonnes(result, "of which household waste", "household_generated_t_per_day", *tiers),
        *_tonnes(result, "Municipal waste collected", "msw_collected_t_per_day"),
        *_tonnes(result, "Municipal waste not collected", "uncollected_t_per_day", *tiers),
        *_tonnes(result, "Municipal waste managed in controlled facilities", "msw_controlled_t_per_day"),
    ]


def _treatments(result: CityYear) -> list[StatisticsLine]:
    lines = []
    for line, kinds in TREATMENTS.items():
        lines += _sum(result, line, [each for each in result.facilities if each.kind in kinds])
    land = [each for each in result.facilities if each.kind in LAND]
    lines += _sum(result, "Municipal waste landfilled, controlled", [each for each in land if each.is_controlled])
    lines += _sum(result, "Municipal waste to other land disposal", [each for each in land if not each.is_controlled])
    return lines


def _shares(result: CityYear) -> list[StatisticsLine]:
    lines = [
        *_percent(result, "Municipal waste collected, of generated", "msw_collected_frac"),
        *_percent(result, "Collected and managed in controlled facilities (SDG 11.6.1)", "sdg_11_6_1_frac"),
    ]
    composition = result.city_composition or result.household_composition
    if composition is None:
        return lines
    where = {"city": "all municipal waste", "household": "household waste"}.get(composition.point, composition.point)
    named = {part: f"Composition of {where}: {part.replace('_', ' ')}" for part in composition.parts}
    return lines + [_line(result, named[part], "%", figure, 100.0) for part, figure in composition.parts.items()]


def _tonnes(result: CityYear, line: str, name: str, *notes: str) -> list[StatisticsLine]:
    figure = result.figures.get(name)
    if figure is None:
        return []
    yearly = DAYS_PER_YEAR / THOUSAND
    return [
        _line(result, line, "t/day", figure, 1.0, *notes),
        _line(result, line, "1000 t/year", figure, yearly, *notes),
    ]


def _percent(result: CityYear, line: str, name: str, *notes: str) -> list[StatisticsLine]:
    figure = result.figures.get(name)
    return [] if figure is None else [_line(result, line, "%", figure, 100.0, *notes)]


def _line(result: CityYear, line: str, unit: str, figure: Figure, factor: float, *notes: str) -> StatisticsLine:
    value, low, high = (None if each is None else each * factor for each in (figure.value, figure.low, figure.high))
    notes = ("2" if low is not None else "4", *notes)
    footnotes = _always(result, *notes)
    return StatisticsLine(
        line=line, unit=unit, year=result.city.year, value=value, low=low, high=high, footnotes=footnotes
    )


def _sum(result: CityYear, line: str, facilities: list[FacilityLine]) -> list[StatisticsLine]:
    amount = sum(each.counted_t_per_day for each in facilities)
    units: Mapping[str, float] = {"t/day": 1.0, "1000 t/year": DAYS_PER_YEAR / THOUSAND}
    footnotes = _always(result, "4", "5")
    return [
        StatisticsLine(
            line=line,
            unit=unit,
            year=result.city.year,
            value=amount * factor,
            low=None,
            high=None,
            footnotes=footnotes,
        )
        for unit, factor in units.items()
    ]


def _always(result: CityYear, *notes: str) -> tuple[str, ...]:
    return ("1", *notes, "9") if result.city.is_invented else ("1", *notes)


def _used_notes(lines: tuple[StatisticsLine, ...]) -> dict[str, str]:
    used = {note for line in lines for note in line.footnotes}
    return {number: note for number, note in NOTES.items() if number in used}


def _cells(line: StatisticsLine) -> tuple[str | float | None, ...]:
    numbers = (None if each is None else float(f"{each:.6g}") for each in (line.value, line.low, line.high))
    return (line.line, line.unit, line.year, *numbers, " ".join(line.footnotes))


def _csv(result: CityYear, lines: tuple[StatisticsLine, ...]) -> str:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(("city", "country", *COLUMNS))
    place = (guarded(result.city.city), guarded(result.city.country_iso3))
    writer.writerows((*place, *_cells(line)) for line in lines)
    writer.writerows((*place, f"note {number}: {note}") for number, note in _used_notes(lines).items())
    return text.getvalue()


def _write_workbook(result: CityYear, lines: tuple[StatisticsLine, ...], path: Path) -> None:
    from xlsxwriter import Workbook

    city = result.city
    day = city.fieldwork_end or date(city.year, 1, 1)
    book = Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": f"{city.city} {city.year}", "created": datetime(day.year, day.month, day.day)})  # noqa: DTZ001
    sheet = book.add_worksheet("City table")
    bold, number = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.0##"})
    sheet.set_column(0, 0, 62)
    sheet.set_column(1, 6, 14)
    sheet.write_string(0, 0, f"{city.city} ({city.country_iso3}), {city.year}", bold)
    sheet.write_row(2, 0, COLUMNS, bold)
    for row, line in enumerate(lines, start=3):
        name, unit, year, *figures, notes = _cells(line)
        sheet.write_row(row, 0, (name, unit, year))
        sheet.write_row(row, 3, figures, number)
        sheet.write_string(row, 6, str(notes))
    for row, (mark, note) in enumerate(_used_notes(lines).items(), start=len(lines) + 4):
        sheet.write_string(row, 0, f"{mark}. {note}")
    sheet.freeze_panes(3, 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    book.close()
