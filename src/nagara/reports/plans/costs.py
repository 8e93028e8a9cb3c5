"""What a plan builds and costs: investments with their intervals, cost by kind, what a household pays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.explanation.robustness import TOTAL
from nagara.reports import words as annual
from nagara.reports.charts import dot_and_span
from nagara.reports.charts.axis import round_axis
from nagara.reports.charts.drawing import NARROW, WIDE, Frame
from nagara.reports.charts.stacked_years import Part, StackedYears, draw
from nagara.reports.paper import Block, Column, Picture, Section, Table, Words
from nagara.reports.plans.paths import fee_picture
from nagara.reports.plans.projects import projects
from nagara.reports.plans.tables import cost_table, million, place_name, schemes_table
from nagara.reports.words import plans as words

if TYPE_CHECKING:
    from nagara.pathways.least_cost.solving.plan import Investment
    from nagara.pathways.least_cost.study import PlanStudy
    from nagara.reports.said import Voice

__all__ = ["built", "cost"]

Array: TypeAlias = NDArray[np.float64]

MILLION: Final = 1e6
PARTS: Final = {
    "collection": ("collection", "haul"),
    "running": ("running", "standing", "other"),
    "debt": ("debt",),
    "revenues": ("revenues",),
}
"""Which kinds of cost are drawn together, so that four colours suffice; the table has each of its own."""


# --- what is built --------------------------------------------------------------------------------


def built(study: PlanStudy, voice: Voice) -> Section:
    """Investments with what they cost at least and at most, and how households are served.

    Parameters
    ----------
    study
        The plan and what was asked beside it.
    voice
        The language.
    """
    first: Block = (
        _investments(study, voice) if study.plan.investments else Words(words=voice.text(words.NOTHING_BUILT))
    )
    listed = (_project_table(study, voice),) if study.plan.investments else ()
    blocks = (first, *listed, schemes_table(study, voice, is_folded=True))
    return Section(id="built", heading=voice.text(words.INVESTMENTS), blocks=blocks)


def _investments(study: PlanStudy, voice: Voice) -> Picture:
    title = voice.text(words.INVESTMENTS_PICTURE, price_year=str(study.plan.problem.money.price_year))
    names = {each.code: place_name(each, voice) for each in study.plan.problem.facilities}
    largest = max(study.plan.investments, key=lambda each: each.usd)
    gaps = {"facility": names[largest.facility], "year": str(largest.year), "usd": million(largest.usd, voice)}
    said = voice.text(words.INVESTMENT_SAID, **gaps)
    if len(study.plan.investments) > 1:
        said = voice.text(words.INVESTMENTS_SAID, count=voice.number(len(study.plan.investments)), **gaps)
    ends = study.investment_ends or (None,) * len(study.plan.investments)
    rows = tuple(
        dot_and_span.Row(
            label=voice.text(
                words.INVESTMENT_ROW, year=str(each.year), facility=names[each.facility], size=_size(study, each, voice)
            ),
            said=_with_ends(each.usd, end, voice),
            value=each.usd / MILLION,
            low=None if end is None else end[0] / MILLION,
            high=None if end is None else end[1] / MILLION,
        )
        for each, end in zip(study.plan.investments, ends, strict=True)
    )
    chart = dot_and_span.DotAndSpan(
        frame=Frame(id="plan-investments", title=title, description=said),
        axis=round_axis(0.0, max(max(row.value or 0.0, row.high or 0.0) for row in rows), voice.number, most=4),
        rows=rows,
    )
    return Picture(
        title=title,
        description=said,
        wide=dot_and_span.draw(chart, WIDE),
        narrow=dot_and_span.draw(chart, NARROW),
        table=_yearly_table(study, voice, title),
    )


def _size(study: PlanStudy, each: Investment, voice: Voice) -> str:
    place = next(facility for facility in study.plan.problem.facilities if facility.code == each.facility)
    said = voice.text(words.SIZE_SITE if place.site is not None else words.SIZE_PLANT, size=voice.plain(each.size))
    return said if place.site is not None else said.replace(" ", "\N{NO-BREAK SPACE}")


def _with_ends(usd: float, ends: tuple[float, float] | None, voice: Voice) -> str:
    if ends is None:
        return million(usd, voice)
    low, high = (million(each, voice) for each in ends)
    return voice.text(annual.VALUE_AND_RANGE, value=million(usd, voice), low=low, high=high)


def _yearly_table(study: PlanStudy, voice: Voice, title: str) -> Table:
    """What is decided in each year, and what it costs at once and by year."""
    labels = words.COLUMNS_OF_INVESTMENTS
    names = ("facility", "year", "opens", "usd", "ends", "usd_per_year", "jobs", "land")
    columns = tuple(Column(label=voice.text(labels[name]), is_number=name != "facility") for name in names)
    rows = tuple(
        (
            each["title"].rsplit(",", 1)[0],
            str(each["decided"]),
            str(each["needed_by"]),
            million(each["investment_usd"], voice),
            _range(each, voice),
            million(each["debt_service_usd_per_year"], voice),
            voice.number(each["jobs"]),
            voice.number(each["land_ha"], 1),
        )
        for each in _said_projects(study, voice)
    )
    return Table(caption=title, columns=columns, rows=rows)


def _project_table(study: PlanStudy, voice: Voice) -> Table:
    """The project list as a pipeline asks for it; the files have it with every unit in its name."""
    labels = words.COLUMNS_OF_PROJECTS
    columns = tuple(
        Column(label=voice.text(label), is_number=name not in {"title", "site_class"}) for name, label in labels.items()
    )
    rows = tuple(
        (
            each["title"].rsplit(",", 1)[0],
            voice.text(words.SITE_CLASSES.get(each["site_class"], each["site_class"])),
            voice.text(
                words.SIZE_SITE if each["size_unit"] == "t" else words.SIZE_PLANT, size=voice.plain(each["size"])
            ),
            million(each["investment_usd"], voice),
            _range(each, voice),
            million(each["running_usd_per_year"], voice),
            voice.plain(each["handled_t_per_year"]),
            voice.plain(each["recovered_t_per_year"]),
            str(each["needed_by"]),
        )
        for each in _said_projects(study, voice)
    )
    caption = voice.text(words.PROJECTS_TABLE, count=voice.number(len(rows)))
    return Table(caption=caption, columns=columns, rows=rows, is_folded=True)


def _said_projects(study: PlanStudy, voice: Voice) -> list[dict[str, Any]]:
    names = {each.code: place_name(each, voice) for each in study.plan.problem.facilities}
    return [{**each, "title": f"{names[each['facility']]}, "} for each in projects(study)]


def _range(each: dict[str, Any], voice: Voice) -> str:
    if each["investment_usd_low"] is None:
        return voice.text(words.NO_INTERVAL)
    low, high = (million(each[name], voice) for name in ("investment_usd_low", "investment_usd_high"))
    return voice.text(annual.RANGE, low=low, high=high)


# --- what it costs --------------------------------------------------------------------------------


def cost(study: PlanStudy, voice: Voice) -> Section:
    """Cost by kind, for a tonne and for a household, and in other draws.

    Parameters
    ----------
    study
        The plan and what was asked beside it.
    voice
        The language.
    """
    said = _in_draws(study, voice)
    first = (Words(words=said),) if said else ()
    blocks: tuple[Block, ...] = (
        *first,
        _picture(study, voice),
        cost_table(study, voice, is_folded=True),
        fee_picture(study, voice),
    )
    return Section(id="cost", heading=voice.text(words.COST), blocks=blocks)


def _in_draws(study: PlanStudy, voice: Voice) -> str:
    """Between what the cost lies in other draws, and in how many nothing can be run; nothing if none was tried."""
    tried = study.robustness
    if tried is None or not tried.draws:
        return ""
    said, draws = [], voice.number(tried.draws)
    if tried.usd is not None:
        low, middle, high = (million(each, voice) for each in tried.usd)
        said.append(voice.text(words.COST_IN_DRAWS, draws=draws, low=low, middle=middle, high=high))
    if tried.runnable < tried.draws:
        count = voice.number(tried.draws - tried.runnable)
        said.append(voice.text(words.NOT_RUNNABLE, count=count, draws=draws))
    return " ".join(said)


def _picture(study: PlanStudy, voice: Voice) -> Picture:
    plan, years = study.plan, study.plan.problem.years
    price_year, total = str(plan.problem.money.price_year), plan.total_usd
    title = voice.text(words.COST_PICTURE, price_year=price_year)
    gaps = {"first": str(years[0]), "last": str(years[-1])}
    gaps |= {"before": million(float(total[0]), voice), "after": million(float(total[-1]), voice)}
    generated = np.sum([zone.generated_t.sum(axis=0) for zone in plan.problem.zones], axis=0)
    of_tonne = {"before": float(total[0] / generated[0]), "after": float(total[-1] / generated[-1])}
    tonne = {**gaps, **{name: voice.number(usd) for name, usd in of_tonne.items()}}
    said = f"{voice.text(words.COST_SAID, **gaps)} {voice.text(words.COST_OF_TONNE, **tonne)}"
    of_parts = {
        name: np.sum([plan.cost_usd[kind] for kind in kinds if kind in plan.cost_usd], axis=0) + 0.0 * total
        for name, kinds in PARTS.items()
    }
    drawn = {name: usd for name, usd in of_parts.items() if np.abs(usd).max() > 0}
    highs = np.sum([np.maximum(usd, 0.0) for usd in drawn.values()], axis=0).max() / MILLION
    lows = np.sum([np.minimum(usd, 0.0) for usd in drawn.values()], axis=0).min() / MILLION
    chart = StackedYears(
        frame=Frame(id="plan-cost", title=title, description=said),
        axis=round_axis(float(lows), float(highs), voice.number),
        years=years,
        parts=tuple(
            Part(
                label=voice.text(words.COST_PARTS[name]),
                said=voice.text(words.IN_YEAR, value=million(float(usd[-1]), voice), year=str(years[-1])),
                values=tuple(usd / MILLION),
            )
            for name, usd in drawn.items()
        ),
        total=voice.text(words.IN_ALL_IN, value=million(float(total[-1]), voice), year=str(years[-1])),
    )
    return Picture(
        title=title,
        description=said,
        wide=draw(chart, WIDE),
        narrow=draw(chart, NARROW),
        table=_by_year(study, voice),
    )


def _by_year(study: PlanStudy, voice: Voice) -> Table:
    """Every kind of cost in every year, and between what all of it lies."""
    plan, price_year = study.plan, str(study.plan.problem.money.price_year)
    kinds = {name: usd for name, usd in plan.cost_usd.items() if np.abs(usd).max() > 0}
    band = None if study.robustness is None else study.robustness.bands.get(TOTAL)
    heads = [words.COLUMN_YEAR, *(words.COSTS[name] for name in kinds), words.TOTAL]
    heads += [] if band is None else [words.COLUMN_ENDS]
    rows = []
    for at, year in enumerate(plan.problem.years):
        cells = [str(year), *(million(float(usd[at]), voice) for usd in kinds.values())]
        cells.append(million(float(plan.total_usd[at]), voice))
        if band is not None:
            low, high = (million(float(end[at]), voice) for end in (band.low, band.high))
            cells.append(voice.text(annual.RANGE, low=low, high=high))
        rows.append(tuple(cells))
    columns = tuple(Column(label=voice.text(head), is_number=at > 0) for at, head in enumerate(heads))
    return Table(caption=voice.text(words.COST_BY_YEAR, price_year=price_year), columns=columns, rows=tuple(rows))
