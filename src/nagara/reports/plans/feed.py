"""Trucks of a plan, what its plants are fed against what they need, and how full they run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.explanation.fleet_and_feed import Load, feeds_of, loads_of, trucks_of
from nagara.reports.file_numbers import file_number
from nagara.reports.paper import Block, Column, Section, Table, Words
from nagara.reports.plans.tables import place_name, shown_years
from nagara.reports.words import plan_feed as words

if TYPE_CHECKING:
    from nagara.pathways.least_cost.explanation.fleet_and_feed import Feed
    from nagara.pathways.least_cost.solving.plan import Plan
    from nagara.pathways.least_cost.study import PlanStudy
    from nagara.reports.said import Voice

__all__ = ["feed", "feed_data"]

Array: TypeAlias = NDArray[np.float64]


def feed(study: PlanStudy, voice: Voice) -> Section:
    """Trucks, the feed of plants, and their load.

    Parameters
    ----------
    study
        The plan and what was asked beside it.
    voice
        The language.
    """
    blocks: list[Block] = [Words(words=_trucks(study, voice))]
    fed, loads = feeds_of(study.plan), loads_of(study.plan)
    if fed:
        blocks.append(_feed_table(study, fed, voice))
    if loads:
        blocks.append(_load_table(study, loads, voice))
    return Section(id="feed", heading=voice.text(words.HEADING), blocks=tuple(blocks))


def _trucks(study: PlanStudy, voice: Voice) -> str:
    trucks, years = trucks_of(study.plan), study.plan.problem.years
    if trucks is None:
        return voice.text(words.TRUCKS_UNKNOWN)
    ends = {"before": float(trucks[0]), "after": float(trucks[-1])}
    gaps = {name: voice.number(float(np.ceil(value))) for name, value in ends.items()}
    return voice.text(words.TRUCKS_SAID, first=str(years[0]), last=str(years[-1]), **gaps)


def _feed_table(study: PlanStudy, fed: tuple[Feed, ...], voice: Voice) -> Table:
    names, at = _names(study, voice), shown_years(study.plan.problem.years)
    rows = []
    for each in fed:
        scale = 100.0 if each.window.unit == "frac" else 1.0
        cells = [_cell(float(each.mean[year]) * scale, voice) for year in at]
        rows.append(
            (names[each.facility], voice.text(words.PROPERTIES[each.window.name]), _needed(each, scale, voice), *cells)
        )
    columns = _columns(study, voice, (words.COLUMN_PLANT, words.COLUMN_PROPERTY, words.COLUMN_NEEDED))
    return Table(caption=voice.text(words.FEED_TABLE), columns=columns, rows=tuple(rows), is_folded=True)


def _needed(each: Feed, scale: float, voice: Voice) -> str:
    low, high = each.window.smallest, each.window.largest
    said = {name: voice.number(end * scale, 1) for name, end in (("low", low), ("high", high)) if end is not None}
    if low is not None and high is not None:
        return voice.text(words.BETWEEN, **said)
    if low is not None:
        return voice.text(words.AT_LEAST, value=said["low"])
    return voice.text(words.AT_MOST, value=said["high"])


def _load_table(study: PlanStudy, loads: tuple[Load, ...], voice: Voice) -> Table:
    names, at = _names(study, voice), shown_years(study.plan.problem.years)
    rows = tuple(
        (
            names[each.facility],
            voice.percent(each.smallest_frac),
            *(_share(float(each.frac[year]), voice) for year in at),
        )
        for each in loads
    )
    columns = _columns(study, voice, (words.COLUMN_PLANT, words.COLUMN_SMALLEST))
    return Table(caption=voice.text(words.LOAD_TABLE), columns=columns, rows=rows, is_folded=True)


def _names(study: PlanStudy, voice: Voice) -> dict[str, str]:
    return {each.code: place_name(each, voice) for each in study.plan.problem.facilities}


def _columns(study: PlanStudy, voice: Voice, heads: tuple[str, ...]) -> tuple[Column, ...]:
    years = study.plan.problem.years
    shown = (Column(label=str(years[at]), is_number=True) for at in shown_years(years))
    return (*(Column(label=voice.text(head)) for head in heads), *shown)


def _cell(value: float, voice: Voice) -> str:
    return words.NOT_STANDING if np.isnan(value) else voice.number(value, 1)


def _share(value: float, voice: Voice) -> str:
    return words.NOT_STANDING if np.isnan(value) else voice.percent(value)


def feed_data(plan: Plan) -> dict[str, Any]:
    """Trucks, feeds and loads for ``plan.json``; ``None`` in a year in which nothing stands or arrives.

    Parameters
    ----------
    plan
        The plan.
    """
    trucks = trucks_of(plan)
    return {
        "zones": {zone.code: zone.name for zone in plan.problem.zones},
        "trucks": None if trucks is None else _series(trucks),
        "feeds": [
            {
                "facility": each.facility,
                "property": each.window.name,
                "unit": each.window.unit,
                "smallest": each.window.smallest,
                "largest": each.window.largest,
                "mean": _series(each.mean),
            }
            for each in feeds_of(plan)
        ],
        "loads": [
            {"facility": each.facility, "smallest_frac": each.smallest_frac, "load_frac": _series(each.frac)}
            for each in loads_of(plan)
        ],
    }


def _series(values: Array) -> list[float | None]:
    return [None if np.isnan(value) else file_number(value) for value in values.tolist()]
