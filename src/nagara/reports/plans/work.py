"""Who works under a plan, by what they do, and the land that is taken by what it builds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.explanation.work_and_land import COLLECTION, INFORMAL, land_ha, workers
from nagara.reports.charts.axis import round_axis
from nagara.reports.charts.drawing import NARROW, WIDE, Frame
from nagara.reports.charts.stacked_years import Part, StackedYears, draw
from nagara.reports.paper import Block, Column, Picture, Section, Table, Words
from nagara.reports.words import plans as words

if TYPE_CHECKING:
    from nagara.pathways.least_cost.solving.plan import Plan
    from nagara.pathways.least_cost.study import PlanStudy
    from nagara.reports.said import Voice

__all__ = ["work"]

Array: TypeAlias = NDArray[np.float64]

SORTING: Final = frozenset({"sorting", "sorting-by-hand"})
FEW: Final = 0.5
"""Fewer workers than this are none."""


def work(study: PlanStudy, voice: Voice) -> Section:
    """Workers by what they do, and land.

    Parameters
    ----------
    study
        The plan and what was asked beside it.
    voice
        The language.
    """
    blocks: list[Block] = [_picture(study.plan, voice)]
    taken = float(land_ha(study.plan)[-1])
    if taken > 0:
        last = str(study.plan.problem.years[-1])
        blocks.insert(0, Words(words=voice.text(words.LAND_SAID, land=voice.number(taken, 1), last=last)))
    return Section(id="work", heading=voice.text(words.WORK), blocks=tuple(blocks))


def _group(name: str) -> str:
    if name in {COLLECTION, INFORMAL}:
        return name
    return "sorting" if name in SORTING else "treatment"


def _picture(plan: Plan, voice: Voice) -> Picture:
    people, years = workers(plan), plan.problem.years
    total = np.sum(list(people.values()), axis=0)
    gaps = {"first": str(years[0]), "last": str(years[-1])}
    said = voice.text(
        words.WORK_SAID, before=voice.number(float(total[0])), after=voice.number(float(total[-1])), **gaps
    )
    groups = {name: np.zeros(len(years)) for name in words.WORK_PARTS}
    for name, values in people.items():
        groups[_group(name)] = groups[_group(name)] + values
    drawn = {name: values for name, values in groups.items() if values.max() > FEW} or {COLLECTION: groups[COLLECTION]}
    title = voice.text(words.WORK_PICTURE)
    chart = StackedYears(
        frame=Frame(id="plan-work", title=title, description=said),
        axis=round_axis(0.0, float(total.max()), voice.number),
        years=years,
        parts=tuple(
            Part(
                label=voice.text(words.WORK_PARTS[name]),
                said=voice.text(words.IN_YEAR, value=voice.number(float(values[-1])), year=str(years[-1])),
                values=tuple(values),
            )
            for name, values in drawn.items()
        ),
    )
    return Picture(
        title=title,
        description=said,
        wide=draw(chart, WIDE),
        narrow=draw(chart, NARROW),
        table=_table(plan, people, voice),
    )


def _table(plan: Plan, people: dict[str, Array], voice: Voice) -> Table:
    """Every year, each technology of its own."""
    kinds = {name: values for name, values in people.items() if values.max() > FEW}
    labels = {each.technology.code: each.technology.label for each in plan.problem.facilities}
    heads = [
        words.COLUMN_YEAR,
        *(words.WORK_KINDS.get(name) or labels[name] for name in kinds),
        words.TOTAL,
        words.LAND,
    ]
    land, total = land_ha(plan), np.sum([*people.values()], axis=0)
    rows = tuple(
        (
            str(year),
            *(voice.number(float(values[at])) for values in kinds.values()),
            voice.number(float(total[at])),
            voice.number(float(land[at]), 1),
        )
        for at, year in enumerate(plan.problem.years)
    )
    columns = tuple(Column(label=voice.text(head), is_number=at > 0) for at, head in enumerate(heads))
    return Table(caption=voice.text(words.WORK_TABLE), columns=columns, rows=rows)
