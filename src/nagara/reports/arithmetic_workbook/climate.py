"""The greenhouse gases: methane of each site, gases of each source, and their sums by source and by line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from nagara.emissions.gases import warming_potentials
from nagara.reports import words
from nagara.reports.arithmetic_workbook.book import Cell, Content, Formula, Sheet
from nagara.reports.arithmetic_workbook.inputs import labels
from nagara.reports.words import arithmetic
from nagara.reports.words import climate as text
from nagara.units import KG_PER_T

if TYPE_CHECKING:
    from nagara.indicators.greenhouse_gases.result import GasLine, GasMass, GreenhouseGases
    from nagara.indicators.result import Figure
    from nagara.indicators.spans import Span
    from nagara.reports.said import Voice

__all__ = ["write_climate"]

_COUNTED: Final = ("fossil_t_co2", "waste_t_ch4", "fuel_t_ch4", "t_n2o")
_APART: Final = ("biogenic_t_co2", "t_black_carbon")
_METHANE: Final = "waste_t_ch4"
_TOTAL: Final = "ghg_emitted_t_co2e_per_year"
_SUM = 6
"""Column of the sum of a source's gases; the line stands before the gases, what is in no total after it."""


def write_climate(
    sheet: Sheet, gases: GreenhouseGases, figures: Mapping[str, Figure], population: float, voice: Voice
) -> dict[str, Cell]:
    """Write the sheet; return the cells of the chapter's figures by name."""
    sheet.widths(58, *(19.0,) * 8)
    sheet.title(voice.text(text.CLIMATE))
    zone = voice.text(text.ZONES[gases.climate])
    sheet.line(voice.text(text.METHOD, edition=gases.edition, potentials=gases.potentials, climate=zone))
    sheet.line(voice.text(arithmetic.STARTS_FROM))
    sheet.skip()
    potentials = _potentials(sheet, gases, voice)
    methane = _sites(sheet, gases, voice)
    sums, totals = _sources(sheet, gases, potentials, methane, voice)
    _by_source(sheet, gases, sums, voice)
    _by_line(sheet, gases, sums, voice)
    avoided = _avoided(sheet, gases, voice)
    people = sheet.write((voice.text(words.POPULATION), population), look="people", looks={1: "people input"})[1]
    sheet.skip()
    sheet.head(voice.text(words.SUMMARY), labels(voice, "figure", "value", "low", "high", "unit"), numbers=(1, 2, 3))
    formulas = {
        _TOTAL: str(totals[_TOTAL]),
        "ghg_emitted_kg_co2e_per_cap_year": f"{totals[_TOTAL]}*{KG_PER_T:.0f}/{people}",
        "landfill_methane_t_per_year": _added(cell for cells in methane.values() for cell in cells),
        "black_carbon_t_per_year": str(totals["t_black_carbon"]),
        "ghg_avoided_t_co2e_per_year": _added(avoided),
    }
    return {name: cell for name, formula in formulas.items() if (cell := _figure(sheet, figures, name, formula, voice))}


def _figure(sheet: Sheet, figures: Mapping[str, Figure], name: str, formula: str, voice: Voice) -> Cell | None:
    figure = figures.get(name)
    if figure is None or figure.value is None:
        return None
    row = (voice.label(name), Formula(formula, figure.value), figure.low, figure.high, voice.unit(name))
    return sheet.write(row, look="amount")[1]


def _potentials(sheet: Sheet, gases: GreenhouseGases, voice: Voice) -> dict[str, Cell]:
    """What a tonne of each gas counts as."""
    weights = warming_potentials(gases.potentials)
    values = (1.0, weights.ch4_biogenic, weights.ch4_fossil, weights.n2o)
    sheet.line(voice.text(arithmetic.POTENTIALS), look="table")
    cells = {
        gas: sheet.write((voice.text(arithmetic.GASES[gas]), value), look="count", looks={1: "count input"})[1]
        for gas, value in zip(_COUNTED, values, strict=True)
    }
    sheet.skip()
    return cells


def _sites(sheet: Sheet, gases: GreenhouseGases, voice: Voice) -> dict[str, list[Cell]]:
    """Methane of each site: generated less recovered, less what the cover oxidises; by line of the inventory."""
    emitted: dict[str, list[Cell]] = {}
    if not gases.sites:
        return emitted
    names = [voice.text(text.COLUMNS[name]) for name in ("site", "generated", "recovered")]
    names += [voice.text(arithmetic.OXIDISED), voice.text(text.COLUMNS["emitted"]), *labels(voice, "low", "high")]
    sheet.head(voice.text(text.SITES), [*names, voice.text(text.COLUMNS["line"])], numbers=range(1, 7))
    for site in gases.sites:
        row, given = sheet.row, (site.methane_generated_t_per_year, site.methane_recovered_t_per_year)
        span = site.methane_emitted_t_per_year
        formula = Formula(f"(B{row}-C{row})*(1-D{row})", span.value)
        made, recovered = (each.value for each in given)
        values = (site.name, made, recovered, site.oxidation_frac, formula, span.low, span.high, site.line)
        looks = {1: "amount input", 2: "amount input", 3: "fine_percent input"}
        emitted.setdefault(site.line, []).append(sheet.write(values, look="amount", looks=looks)[4])
    sheet.skip()
    return emitted


def _sources(
    sheet: Sheet,
    gases: GreenhouseGases,
    potentials: Mapping[str, Cell],
    methane: Mapping[str, list[Cell]],
    voice: Voice,
) -> tuple[list[tuple[GasMass, Cell]], dict[str, Cell]]:
    """Tonnes of each gas times its potential; return the sum of each row and the sums of columns."""
    heads = [voice.text(text.COLUMNS[name]) for name in ("what", "line")]
    heads += [voice.text(arithmetic.GASES[gas]) for gas in _COUNTED]
    heads += [voice.text(text.COLUMNS["value"]), *(voice.text(arithmetic.GASES[gas]) for gas in _APART)]
    sheet.head(voice.text(arithmetic.MASSES), heads, numbers=range(2, 9))
    first, sums = sheet.row, []
    for mass in gases.masses:
        row = sheet.row
        given: dict[str, Content] = {gas: getattr(mass, gas) for gas in (*_COUNTED, *_APART)}
        looks = dict.fromkeys((2, 3, 4, 5, 7, 8), "rate input")
        if mass.source == "landfill":
            given[_METHANE], looks[3] = Formula(_added(methane[mass.line]), mass.waste_t_ch4), "rate"
        terms = [f"{column}{row}*{potentials[gas]}" for column, gas in zip("CDEF", _COUNTED, strict=True)]
        value = sum(getattr(mass, gas) * potentials[gas].value for gas in _COUNTED)
        cells = (voice.text(text.SOURCES[mass.source]), mass.line, *(given[gas] for gas in _COUNTED))
        amounts = (Formula("+".join(terms), value), *(given[gas] for gas in _APART))
        sums.append((mass, sheet.write((*cells, *amounts), look="amount", looks=looks)[_SUM]))
    totals = {
        _TOTAL: (_SUM, gases.total_t_co2e_per_year.value),
        "biogenic_t_co2": (_SUM + 1, gases.apart_t_per_year["biogenic_co2"].value),
        "t_black_carbon": (_SUM + 2, gases.apart_t_per_year["black_carbon"].value),
    }
    formulas = [Formula(f"SUM({sheet.span(at, first, sheet.row - 1)})", value) for at, value in totals.values()]
    blank = (None,) * (_SUM - 1)
    cells_of = sheet.write((voice.text(text.TOTAL), *blank, *formulas), look="amount total")[_SUM:]
    sheet.skip()
    return sums, dict(zip(totals, cells_of, strict=True))


def _by_source(sheet: Sheet, gases: GreenhouseGases, sums: list[tuple[GasMass, Cell]], voice: Voice) -> None:
    heads = [voice.text(text.COLUMNS["what"]), voice.text(text.COLUMNS["value"]), *labels(voice, "low", "high")]
    sheet.head(voice.text(text.PICTURE), heads, numbers=(1, 2, 3))
    first = sheet.row
    for source, span in gases.by_source_t_co2e_per_year.items():
        cells = (cell for mass, cell in sums if mass.source == source)
        sheet.write((voice.text(text.SOURCES[source]), *_summed(cells, span)), look="amount")
    _all(sheet, gases, first, voice)


def _by_line(sheet: Sheet, gases: GreenhouseGases, sums: list[tuple[GasMass, Cell]], voice: Voice) -> None:
    """The lines with a figure; the others say why they have none."""
    heads = [voice.text(text.COLUMNS["line"]), voice.text(text.COLUMNS["value"]), *labels(voice, "low", "high")]
    sheet.head(voice.text(text.LINES), [*heads, voice.text(text.COLUMNS["scope"])], numbers=(1, 2, 3, 4))
    first = sheet.row
    for line in gases.lines:
        label = voice.text(text.LINE, line=line.line, label=voice.text(line.label))
        span, why = line.t_co2e_per_year, _why(line, voice)
        cells = (cell for mass, cell in sums if mass.line == line.line)
        amounts: tuple[Content, ...] = (None, None, None) if span is None else _summed(cells, span)
        sheet.write((label, *amounts, float(line.scope), why), look="amount", looks={4: "flag"})
    _all(sheet, gases, first, voice)


def _why(line: GasLine, voice: Voice) -> str:
    """Why a line has no figure, or that its figure is not the whole."""
    if line.notation is None:
        return ""
    has_gap = line.t_co2e_per_year is not None and line.notation != "NO"
    return voice.text(arithmetic.PART_MISSING if has_gap else text.NOTATIONS[line.notation])


def _avoided(sheet: Sheet, gases: GreenhouseGases, voice: Voice) -> list[Cell]:
    """What is avoided elsewhere, in no total."""
    if not gases.avoided_t_co2e_per_year:
        return []
    heads = [voice.text(text.COLUMNS["beside"]), voice.text(text.COLUMNS["amount"]), *labels(voice, "low", "high")]
    sheet.head(voice.text(text.BESIDE), heads, numbers=(1, 2, 3))
    cells = [
        sheet.write(
            (voice.text(text.OTHERS[code]), span.value, span.low, span.high), look="amount", looks={1: "amount input"}
        )[1]
        for code, span in gases.avoided_t_co2e_per_year.items()
    ]
    sheet.skip()
    return cells


def _all(sheet: Sheet, gases: GreenhouseGases, first: int, voice: Voice) -> None:
    sheet.total(voice.text(text.TOTAL), 1, first, gases.total_t_co2e_per_year.value)
    sheet.skip()


def _summed(cells: Iterable[Cell], span: Span) -> tuple[Content, ...]:
    return Formula(_added(cells), span.value), span.low, span.high


def _added(cells: Iterable[Cell]) -> str:
    """The sum of single cells; nought of none."""
    return "+".join(map(str, cells)) or "0"
