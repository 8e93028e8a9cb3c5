"""Figures of a plan against what was promised, and what a household pays, year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.explanation.robustness import HOUSEHOLD
from nagara.pathways.least_cost.formulation.promise_rows import OF_THE_FIRST_YEAR
from nagara.pathways.least_cost.question.promise import PROMISED_FIGURES
from nagara.reports import words as annual
from nagara.reports.charts.axis import round_axis
from nagara.reports.charts.drawing import NARROW, WIDE, Frame
from nagara.reports.charts.paths import Key, PathPanel, PathPicture, Target, draw
from nagara.reports.paper import Block, Column, Picture, Section, Table
from nagara.reports.plans.promises import promise_label, promised, state_said, target_said
from nagara.reports.plans.tables import figures_table
from nagara.reports.words import plans as words

if TYPE_CHECKING:
    from nagara.pathways.least_cost.explanation.robustness import Band
    from nagara.pathways.least_cost.solving.plan import Kept
    from nagara.pathways.least_cost.study import PlanStudy
    from nagara.reports.said import Voice

__all__ = ["fee_picture", "figures"]

Array: TypeAlias = NDArray[np.float64]

PERCENT: Final = 100.0
FINE_BELOW: Final = 10.0


def figures(study: PlanStudy, voice: Voice) -> Section:
    """What was promised as lines over the years, and every figure of the plan in a table.

    Parameters
    ----------
    study
        The plan and what was asked beside it.
    voice
        The language.
    """
    blocks: list[Block] = []
    if study.plan.kept:
        blocks.append(_picture(study, voice))
    blocks.append(figures_table(study, voice, is_folded=bool(blocks)))
    heading = words.PATHS if study.plan.kept else words.FIGURES_HEADING
    return Section(id="figures", heading=voice.text(heading), blocks=tuple(blocks))


def _shown(study: PlanStudy) -> list[Kept]:
    """One promise of each figure that is drawn; what keeps today's share only where nobody promised more."""
    made = promised(study.plan)
    figures_made = {kept.promise.figure for kept in made}
    drawn: dict[tuple[str, str | None], Kept] = {}
    for kept in (*made, *(each for each in study.plan.kept if each.promise.figure not in figures_made)):
        drawn.setdefault((kept.promise.figure, kept.promise.city), kept)
    return list(drawn.values())


def _without(study: PlanStudy, kept: Kept) -> Array | None:
    """The same figure without any promise; nothing where that was not asked, or where it is one city's of many."""
    figure = kept.promise.figure
    if study.without is None:
        return None
    if kept.promise.city is not None and len({zone.city for zone in study.plan.problem.zones}) > 1:
        return None
    if figure in OF_THE_FIRST_YEAR:
        whole = study.without.figures[OF_THE_FIRST_YEAR[figure]]
        return np.asarray(1.0 - whole / whole[0]) if whole[0] > 0 else None
    return study.without.figures[figure]


def _band(study: PlanStudy, name: str) -> Band | None:
    return None if study.robustness is None else study.robustness.bands.get(name)


def _picture(study: PlanStudy, voice: Voice) -> Picture:
    shown, years = _shown(study), study.plan.problem.years
    title, last = voice.text(words.PATHS), str(years[-1])
    panels, sentences = [], []
    for kept in shown:
        unit, without = PROMISED_FIGURES[kept.promise.figure].unit, _without(study, kept)
        label = promise_label(kept.promise, voice)
        panel = _panel(study, kept, without, voice)
        panels.append(panel)
        if without is not None:
            after, before = (_with_unit(each, unit, voice) for each in panel.ends)
            sentences.append(voice.text(words.PATHS_SAID, label=label, after=after, last=last, without=before))
    has_band = any(panel.lows for panel in panels)
    if has_band and study.robustness is not None:
        sentences.append(voice.text(words.PATHS_BAND, draws=voice.number(study.robustness.runnable)))
    chart = PathPicture(
        frame=Frame(id="plan-paths", title=title, description=" ".join(sentences)),
        years=years,
        key=_key(voice, has_beside=any(panel.beside for panel in panels), has_band=has_band, has_target=True),
        panels=tuple(panels),
    )
    return Picture(
        title=title,
        description=" ".join(sentences),
        wide=draw(chart, WIDE),
        narrow=draw(chart, NARROW),
        table=_table(study, shown, voice),
    )


def _key(voice: Voice, *, has_beside: bool, has_band: bool, has_target: bool) -> Key:
    said = {name: voice.text(label) for name, label in words.PATHS_KEY.items()}
    return Key(
        values=said["values"],
        beside=said["beside"] if has_beside else "",
        band=said["band"] if has_band else "",
        target=said["target"] if has_target else "",
    )


def _panel(study: PlanStudy, kept: Kept, without: Array | None, voice: Voice) -> PathPanel:
    promise, years = kept.promise, study.plan.problem.years
    unit = PROMISED_FIGURES[promise.figure].unit
    said = voice.text(
        words.PATH_PROMISED,
        target=target_said(promise, voice),
        year=str(promise.from_year),
        state=state_said(kept, years, voice),
    )
    same = [
        each.promise
        for each in study.plan.kept
        if (each.promise.figure, each.promise.city) == (promise.figure, promise.city) and not each.promise.is_today
    ]
    targets = [(each.from_year, each.target) for each in same or [promise] if each.from_year in years]
    label = voice.text(words.PATH_LABEL, label=promise_label(promise, voice), unit=voice.text(words.UNITS[unit]))
    return _panel_of(
        (label, said), kept.value, without, _band(study, str(promise)), targets, voice, years=years, unit=unit
    )


def _panel_of(
    names: tuple[str, str],
    values: Array,
    without: Array | None,
    band: Band | None,
    targets: list[tuple[int, float]],
    voice: Voice,
    *,
    years: tuple[int, ...],
    unit: str,
) -> PathPanel:
    factor = PERCENT if unit == "frac" else 1.0
    lines = [values, *([] if without is None else [without]), *([] if band is None else [band.low, band.high])]
    ends = [float(each) for each in (*np.concatenate(lines), *(target for _, target in targets))]
    low, high = min(0.0, *ends) * factor, max(ends) * factor
    if unit == "frac" and high > 0.5 * PERCENT:
        high = max(high, PERCENT)
    others = () if without is None else tuple(without * factor)
    return PathPanel(
        label=names[0],
        said=names[1],
        axis=round_axis(low, high, voice.number, most=4),
        values=tuple(values * factor),
        lows=() if band is None else tuple(band.low * factor),
        highs=() if band is None else tuple(band.high * factor),
        beside=others,
        ends=(_number(float(values[-1]) * factor, voice), _number(others[-1], voice) if others else ""),
        targets=tuple(Target(at=years.index(year), value=value * factor) for year, value in targets),
    )


def _number(value: float, voice: Voice) -> str:
    return voice.number(value, 1 if abs(value) < PERCENT else 0)


def _with_unit(number: str, unit: str, voice: Voice) -> str:
    return f"{number}\N{NO-BREAK SPACE}{voice.text(words.UNITS[unit])}"


def _table(study: PlanStudy, shown: list[Kept], voice: Voice) -> Table:
    """Every year of what is drawn."""
    columns, series = [Column(label=voice.text(words.COLUMN_YEAR))], list[list[str]]()
    for kept in shown:
        unit = PROMISED_FIGURES[kept.promise.figure].unit
        factor = PERCENT if unit == "frac" else 1.0
        gaps = {"label": f"{promise_label(kept.promise, voice)}, {voice.text(words.UNITS[unit])}"}
        parts = [(words.COLUMN_OF_PLAN, _numbers(kept.value * factor, voice))]
        band, without = _band(study, str(kept.promise)), _without(study, kept)
        if band is not None:
            parts.append((words.COLUMN_OF_ENDS, _ranges(band.low * factor, band.high * factor, voice)))
        if without is not None:
            parts.append((words.COLUMN_OF_NONE, _numbers(without * factor, voice)))
        columns += [Column(label=voice.text(label, **gaps), is_number=True) for label, _ in parts]
        series += [cells for _, cells in parts]
    rows = [(str(year), *(cells[at] for cells in series)) for at, year in enumerate(study.plan.problem.years)]
    return Table(caption=voice.text(words.PATHS_TABLE), columns=tuple(columns), rows=tuple(rows))


def _numbers(values: Array, voice: Voice) -> list[str]:
    return [_number(float(value), voice) for value in values]


def _ranges(low: Array, high: Array, voice: Voice) -> list[str]:
    ends = zip(_numbers(low, voice), _numbers(high, voice), strict=True)
    return [voice.text(annual.RANGE, low=one, high=other) for one, other in ends]


# --- what a household pays ------------------------------------------------------------------------


def fee_picture(study: PlanStudy, voice: Voice) -> Picture:
    """What a household would pay each year if fees paid for all of it, against the limit that was promised.

    Parameters
    ----------
    study
        The plan and what was asked beside it.
    voice
        The language.
    """
    plan, years = study.plan, study.plan.problem.years
    values, band = plan.figures[HOUSEHOLD], _band(study, HOUSEHOLD)
    without = None if study.without is None else study.without.figures[HOUSEHOLD]
    title = voice.text(words.FEE, price_year=str(plan.problem.money.price_year))
    income = plan.problem.money.household_income_usd
    gaps = {"first": str(years[0]), "last": str(years[-1]), "before": voice.number(float(values[0]))}
    gaps |= {"after": voice.number(float(values[-1]))}
    gaps |= {} if without is None else {"without": voice.number(float(without[-1]))}
    said = [voice.text(words.FEE_ALONE if without is None else words.FEE_SAID, **gaps)]
    if income:
        share = voice.percent(float(values[-1]) / income, 1)
        said.append(voice.text(words.FEE_OF_INCOME, share=share, last=str(years[-1])))
    else:
        said.append(voice.text(words.FEE_NO_INCOME))
    made = [kept.promise for kept in promised(plan) if kept.promise.figure == HOUSEHOLD]
    targets = [(each.from_year, each.target) for each in made if each.from_year in years]
    limits = ", ".join(target_said(each, voice) for each in made)
    names = (voice.text(words.FEE_PANEL), limits)
    panel = _panel_of(names, values, without, band, targets, voice, years=years, unit="usd_per_year")
    chart = PathPicture(
        frame=Frame(id="plan-fee", title=title, description=" ".join(said)),
        years=years,
        key=_key(voice, has_beside=without is not None, has_band=band is not None, has_target=bool(targets)),
        panels=(panel,),
    )
    return Picture(
        title=title,
        description=" ".join(said),
        wide=draw(chart, WIDE),
        narrow=draw(chart, NARROW),
        table=_fee_table(study, voice, title),
    )


def _fee_table(study: PlanStudy, voice: Voice, title: str) -> Table:
    values = study.plan.figures[HOUSEHOLD]
    keys, band, income = words.PATHS_KEY, _band(study, HOUSEHOLD), study.plan.problem.money.household_income_usd
    parts = [(keys["values"], _numbers(values, voice))]
    if study.without is not None:
        parts.append((keys["beside"], _numbers(study.without.figures[HOUSEHOLD], voice)))
    if band is not None:
        parts.insert(1, (words.COLUMN_ENDS, _ranges(band.low, band.high, voice)))
    if income:
        parts.append((words.OF_INCOME, [voice.percent(float(value) / income, 1) for value in values]))
    heads = [Column(label=voice.text(words.COLUMN_YEAR))]
    heads += [Column(label=voice.text(label), is_number=True) for label, _ in parts]
    rows = [(str(year), *(cells[at] for _, cells in parts)) for at, year in enumerate(study.plan.problem.years)]
    return Table(caption=title, columns=tuple(heads), rows=tuple(rows))
