"""Scenarios of a city as one page: one table, one picture, and what they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nagara.reports import words as annual
from nagara.reports.charts.axis import round_axis
from nagara.reports.charts.drawing import NARROW, WIDE, Frame
from nagara.reports.paper import (
    Block,
    Column,
    Facts,
    Items,
    Paper,
    Picture,
    Section,
    Strip,
    Table,
    Words,
)
from nagara.reports.precision import shown
from nagara.reports.said import Voice
from nagara.reports.scenarios.changes import changed
from nagara.reports.scenarios.picture import Panel, ScenarioPicture, draw
from nagara.reports.sections.doubts import doubts_of
from nagara.reports.words import scenarios as words
from nagara.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nagara.pathways.difference import Band, Difference
    from nagara.pathways.study import Study
    from nagara.reports.language import Language

__all__ = ["answers", "scenario_paper"]

GHG: Final = "ghg_emitted_t_co2e_per_year"
WATER: Final = "plastic_to_water_t_per_year"
IN_ALL: Final = ("uncollected_t_per_year", "plastic_unmanaged_t_per_year", WATER, GHG, "ghg_disposal_t_co2e_per_year")
"""Figures whose sum over the years is printed too."""
HARDLY_EVER: Final = 0.01
KILO_FROM: Final = 10_000.0


def scenario_paper(study: Study, language: Language) -> Paper:
    """Write the page of a city's scenarios.

    Parameters
    ----------
    study
        The scenarios beside their baseline.
    language
        The language it is written in.
    """
    voice = Voice(language)
    first, last = str(study.years[0]), str(study.years[-1])
    doubts = doubts_of(study.findings, voice, heading=words.DOUBTS, none=words.NO_DOUBTS)
    sections = (_picture_section(study, voice), changed(study, voice), _assumed(study, voice), doubts)
    return Paper(
        language=language.code,
        title=voice.text(words.TITLE, city=study.city.city, first=first, last=last),
        subtitle=voice.text(words.SUBTITLE),
        answer=_answers(study, voice)[0],
        strips=_strips(study, voice),
        summary=_summary(study, voice),
        sections=tuple(section for section in sections if section is not None),
        foot=voice.text(
            words.FOOT,
            city=study.city.city,
            version=VERSION,
            seed=str(study.seed),
            draws=voice.number(study.draws),
        ),
    )


def _strips(study: Study, voice: Voice) -> tuple[Strip, ...]:
    strips = []
    if study.city.is_invented:
        strips.append(Strip(words=voice.text(words.EXAMPLE), tone="example"))
    if voice.language.status:
        status = voice.text(annual.TRANSLATION_STATUS, status=voice.text(voice.language.status))
        strips.append(Strip(words=status, tone="attention"))
    return tuple(strips)


# --- numbers ----------------------------------------------------------------------------------------


def _signed(value: float, decimals: int, voice: Voice) -> str:
    return f"+{voice.number(value, decimals)}" if value > 0 else voice.number(value, decimals)


def _said(band: Band, voice: Voice, *, is_signed: bool = True) -> str:
    """A number with its interval; a change has a sign."""
    seen = shown(band.value, band.low, band.high)
    if is_signed and _is_nothing(band):
        return voice.text(words.NO_CHANGE)

    def say(value: float) -> str:
        return _signed(value, seen.decimals, voice) if is_signed else voice.number(value, seen.decimals)

    low, high = (say(0.0 if end is None else end) for end in (seen.low, seen.high))
    if low == high:
        return say(seen.value)
    return voice.text(annual.VALUE_AND_RANGE, value=say(seen.value), low=low, high=high)


def answers(study: Study, language: Language) -> tuple[str, ...]:
    """What each scenario changes over all years, in one sentence.

    Parameters
    ----------
    study
        The scenarios beside their baseline.
    language
        The language it is said in.
    """
    return _answers(study, Voice(language))


def _answers(study: Study, voice: Voice) -> tuple[str, ...]:
    if not study.differences:
        return (voice.text(words.ANSWER_BASELINE),)
    return tuple(_answer(each, study, voice) for each in study.differences)


def _answer(each: Difference, study: Study, voice: Voice) -> str:
    gas, water = each.differences[GHG].in_all, each.differences.get(WATER)
    gaps = {"scenario": each.scenario, "first": str(study.years[0]), "last": str(study.years[-1])}
    gaps["probability"] = _probability(gas.reduction_frac, voice)
    said = _change_said(gas, (words.GAS_LESS, words.GAS_OTHER, words.GAS_SAME), gaps, voice)
    if water is None:
        return said
    plastic = _change_said(water.in_all, (words.PLASTIC_LESS, words.PLASTIC_OTHER, words.PLASTIC_SAME), {}, voice)
    return voice.text(words.ANSWER, gas=said, plastic=plastic)


def _change_said(band: Band, sentences: tuple[str, str, str], gaps: Mapping[str, str], voice: Voice) -> str:
    """Say a change as an amount less where it is clearly that, else with its sign."""
    less, other, same = sentences
    if _is_nothing(band):
        return voice.text(same, **gaps)
    seen = shown(band.value, band.low, band.high)
    low, high = seen.low or 0.0, seen.high or 0.0
    if band.value < 0 and band.high <= 0:
        numbers = {"change": -seen.value, "low": -high, "high": -low}
        return voice.text(less, **gaps, **{name: voice.number(abs(x), seen.decimals) for name, x in numbers.items()})
    numbers = {"change": seen.value, "low": low, "high": high}
    return voice.text(other, **gaps, **{name: _signed(x, seen.decimals, voice) for name, x in numbers.items()})


def _probability(share: float, voice: Voice) -> str:
    """A probability; near zero it says less than 1 %."""
    if share < HARDLY_EVER:
        return voice.text(words.LESS_THAN, number=voice.percent(HARDLY_EVER))
    return voice.probability(share)


def _is_nothing(band: Band) -> bool:
    return band.value == band.low == band.high == 0


# --- the table --------------------------------------------------------------------------------------


def _summary(study: Study, voice: Voice) -> Section:
    more = _answers(study, voice)[1:]
    blocks: list[Block] = [Items(items=more)] if more else []
    blocks += [
        Table(
            caption=voice.text(words.TABLE),
            columns=(
                Column(label=voice.text(words.COLUMN_FIGURE)),
                Column(label=voice.text(words.COLUMN_UNIT)),
                Column(label=voice.text(words.COLUMN_BASELINE), is_number=True),
                *(Column(label=each.scenario, is_number=True) for each in study.differences),
            ),
            rows=tuple(_rows(study, voice)),
        ),
        Words(words=voice.text(words.HOW_TO_READ, draws=voice.number(study.kept)), look="quiet"),
    ]
    return Section(id="summary", heading=voice.text(words.SUMMARY), blocks=tuple(blocks))


def _rows(study: Study, voice: Voice) -> list[tuple[str, ...]]:
    rows = []
    for name, bands in study.baseline.items():
        if _is_absent(name, study):
            continue
        label, last = voice.text(words.FIGURES[name]), bands.by_year[-1]
        of_year = [each.differences[name].by_year[-1] for each in study.differences]
        cells = [_said(last, voice, is_signed=False), *(_said(band, voice) for band in of_year)]
        rows.append((label, _unit(name, study, voice, in_all=False), *cells))
        if name in IN_ALL:
            sums = [each.differences[name].in_all for each in study.differences]
            cells = [_said(bands.in_all, voice, is_signed=False), *(_said(band, voice) for band in sums)]
            rows.append((label, _unit(name, study, voice, in_all=True), *cells))
    return rows


def _is_absent(name: str, study: Study) -> bool:
    """Whether a source of gases is nowhere, neither in the baseline nor in a scenario."""
    if not name.startswith("ghg_") or name == GHG:
        return False
    whole = [study.baseline[name].in_all, *(each.levels[name].in_all for each in study.differences)]
    return not any(band.value for band in whole)


def _unit(name: str, study: Study, voice: Voice, *, in_all: bool) -> str:
    is_gas, first, last = "co2e" in name, str(study.years[0]), str(study.years[-1])
    if in_all:
        return voice.text(words.UNIT_OF_GAS_SUM if is_gas else words.UNIT_OF_SUM, first=first, last=last)
    return voice.text(words.UNIT_OF_GAS if is_gas else words.UNIT_OF_YEAR, year=last)


# --- the picture ------------------------------------------------------------------------------------


def _picture_section(study: Study, voice: Voice) -> Section | None:
    if not study.differences:
        return None
    return Section(id="picture", heading=voice.text(words.PICTURE_SECTION), blocks=(_picture(study, voice),))


def _picture(study: Study, voice: Voice) -> Picture:
    series = [each.differences[GHG].by_year for each in study.differences]
    ends = [end for bands in series for band in bands for end in (band.low, band.high, band.value, 0.0)]
    factor = 1.0 / 1000.0 if max(map(abs, ends)) >= KILO_FROM else 1.0
    unit = voice.text(words.KILO if factor < 1 else words.PLAIN_UNIT)
    panels = tuple(_panel(each, factor, unit, voice) for each in study.differences)
    title = voice.text(words.PICTURE)
    said = " ".join([*(sentence for _, sentence in panels), voice.text(words.PICTURE_BAND, unit=unit)])
    chart = ScenarioPicture(
        frame=Frame(id="scenario-picture", title=title, description=said),
        axis=round_axis(min(ends) * factor, max(ends) * factor, voice.number, most=4),
        years=study.years,
        panels=tuple(panel for panel, _ in panels),
    )
    return Picture(
        title=title,
        description=said,
        wide=draw(chart, WIDE),
        narrow=draw(chart, NARROW),
        table=_yearly(study, voice),
    )


def _panel(each: Difference, factor: float, unit: str, voice: Voice) -> tuple[Panel, str]:
    """One panel, and the sentence that says the same."""
    bands = each.differences[GHG].by_year
    last, year = bands[-1], str(each.years[-1])
    seen = shown(last.value * factor, last.low * factor, last.high * factor)
    value, low, high = (_signed(number or 0.0, seen.decimals, voice) for number in (seen.value, seen.low, seen.high))
    panel = Panel(
        label=each.scenario,
        said=f"{year}: {voice.text(annual.VALUE_AND_RANGE, value=value, low=low, high=high)}",
        values=tuple(band.value * factor for band in bands),
        lows=tuple(band.low * factor for band in bands),
        highs=tuple(band.high * factor for band in bands),
    )
    gaps = {"scenario": each.scenario, "value": value, "low": low, "high": high, "unit": unit, "year": year}
    return panel, voice.text(words.PICTURE_SAID, **gaps)


def _yearly(study: Study, voice: Voice) -> Table:
    columns = [Column(label=voice.text(words.COLUMN_YEAR))]
    for each in study.differences:
        columns.append(Column(label=each.scenario, is_number=True))
        label = voice.text(words.COLUMN_REDUCTION, scenario=each.scenario)
        columns.append(Column(label=label, is_number=True))
    rows = []
    for at, year in enumerate(study.years):
        cells = [str(year)]
        for each in study.differences:
            band = each.differences[GHG].by_year[at]
            cells += [_said(band, voice), "–" if _is_nothing(band) else _probability(band.reduction_frac, voice)]
        rows.append(tuple(cells))
    return Table(caption=voice.text(words.PICTURE), columns=tuple(columns), rows=tuple(rows))


# --- what it rests on ------------------------------------------------------------------------------


def _assumed(study: Study, voice: Voice) -> Section:
    facts = [
        (
            voice.text(words.FACTS[growth.name]),
            voice.text(
                words.GROWTH_FACT,
                value=voice.percent(growth.value, 1),
                low=voice.percent(growth.low, 1),
                high=voice.percent(growth.high, 1),
            ),
        )
        for growth in study.growth
    ]
    potentials = {"edition": study.potentials.edition, "years": str(study.potentials.horizon_years)}
    kept = {"draws": voice.number(study.draws), "kept": voice.number(study.kept)}
    facts += [
        (voice.text(words.FACTS["potentials"]), voice.text(words.POTENTIALS_FACT, **potentials)),
        (voice.text(words.FACTS["edition"]), study.edition),
        (voice.text(words.FACTS["draws"]), voice.text(words.DRAWS_FACT, **kept)),
    ]
    limits = Items(items=tuple(voice.text(limit) for limit in words.LIMITS))
    return Section(id="assumed", heading=voice.text(words.ASSUMED), blocks=(Facts(facts=tuple(facts)), limits))
