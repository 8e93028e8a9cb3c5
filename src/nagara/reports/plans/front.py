"""What promises cost at the margin, and at other targets: prices, fronts with their steps, and what is built then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nagara.pathways.least_cost.explanation.shadow_price import Counted
from nagara.pathways.least_cost.fronts.changes import Change, ChangeKind, changes_between
from nagara.pathways.least_cost.question.promise import PROMISED_FIGURES
from nagara.reports.charts.axis import round_axis
from nagara.reports.charts.drawing import NARROW, WIDE, Frame
from nagara.reports.charts.front_line import FrontLine, FrontMark, draw
from nagara.reports.paper import Block, Column, Heading, Items, Picture, Section, Strip, Table, Words
from nagara.reports.plans.tables import MILLION, million, place_name, value_said
from nagara.reports.words import plan_fronts as words
from nagara.reports.words import plans

if TYPE_CHECKING:
    from nagara.pathways.least_cost.explanation.shadow_price import ShadowPrice
    from nagara.pathways.least_cost.fronts.planned import PlannedFront, PlannedPoint, Step
    from nagara.pathways.least_cost.question.problem import Problem
    from nagara.pathways.least_cost.question.promise import Promise
    from nagara.pathways.least_cost.solving.what_fits import LeftOut
    from nagara.pathways.least_cost.study import PlanStudy
    from nagara.reports.said import Voice

__all__ = ["fronts", "promise_said", "stopped"]

POINT: Final = 0.01
"""One of a hundred."""
FINE_BELOW: Final = 10.0


def stopped(study: PlanStudy, voice: Voice) -> tuple[Strip, ...]:
    """Lines for a plan that somebody stopped, or whose time was over, before all was asked.

    Parameters
    ----------
    study
        The plan and what was asked beside it.
    voice
        The language.
    """
    strips = []
    if study.stopped_at is not None:
        strips.append(voice.text(words.STOPPED.get(study.stopped_at, words.STOPPED_EARLY)))
    if study.left_out:
        parts = "; ".join(_left_out(each, voice) for each in study.left_out)
        strips.append(voice.text(words.OUT_OF_TIME, seconds=voice.number(study.time_limit_s or 0.0), parts=parts))
    return tuple(Strip(words=said, tone="attention") for said in strips)


def _left_out(each: LeftOut, voice: Voice) -> str:
    said = voice.text(words.PARTS[each.part])
    if not each.done:
        return said
    return voice.text(words.PART_BEGUN, part=said, done=voice.number(each.done), of=voice.number(each.of))


def fronts(study: PlanStudy, voice: Voice) -> tuple[Section, ...]:
    """Prices of the promises, and a section for each front that was asked for.

    Parameters
    ----------
    study
        The plan and what was asked beside it.
    voice
        The language.
    """
    every = [_front(front, number, study, voice) for number, front in enumerate(study.fronts, start=1)]
    return (*_prices(study, voice), *every)


# --- prices ---------------------------------------------------------------------------------------


def _prices(study: PlanStudy, voice: Voice) -> tuple[Section, ...]:
    if not study.prices:
        return ()
    columns = tuple(
        Column(label=voice.text(label), is_number=name in {"point", "tonne"})
        for name, label in words.COLUMNS_OF_PRICES.items()
    )
    table = Table(
        caption=voice.text(words.PRICES_TABLE),
        columns=columns,
        rows=tuple(_price(each, voice) for each in study.prices),
    )
    intro = Words(words=voice.text(words.PRICES_INTRO), look="quiet")
    return (Section(id="prices", heading=voice.text(words.PRICES), blocks=(intro, table)),)


def _price(each: ShadowPrice, voice: Voice) -> tuple[str, ...]:
    label = promise_said(each.promise, voice)
    if each.usd_per_unit is None:
        return label, voice.text(words.NO_PRICE), voice.text(words.NO_PRICE), voice.text(words.COUNTED[each.counted])
    point = words.NOTHING
    if PROMISED_FIGURES[each.promise.figure].unit == "frac":
        point = million(each.usd_per_unit * POINT, voice)
    tonne = _usd(each.usd_per_t, voice)
    return label, point, tonne, voice.text(words.COUNTED[each.counted])


def promise_said(promise: Promise, voice: Voice) -> str:
    """A promise in words: figure, target and year.

    Parameters
    ----------
    promise
        The promise.
    voice
        The language.
    """
    relation = plans.AT_LEAST if promise.relation == ">=" else plans.AT_MOST
    target = voice.text(relation, value=value_said(promise.target, PROMISED_FIGURES[promise.figure].unit, voice))
    figure = voice.text(plans.FIGURES[promise.figure])
    if promise.is_today:
        figure = voice.text(plans.OF_TODAY, promise=figure)
    said = voice.text(words.OF_PROMISE, figure=figure, target=target, year=str(promise.from_year))
    return f"{promise.city}: {said}" if promise.city else said


def _usd(usd: float | None, voice: Voice) -> str:
    if usd is None:
        return words.NOTHING
    return voice.number(usd, 2 if 0.0 < abs(usd) < FINE_BELOW else 0)


# --- one front ------------------------------------------------------------------------------------


def _front(front: PlannedFront, number: int, study: PlanStudy, voice: Voice) -> Section:
    figure = voice.text(plans.FIGURES[front.promise.figure])
    heading = voice.text(words.FRONT, figure=figure)
    not_whole = voice.text(words.FRONT_OUT_OF_TIME if study.left_out else words.FRONT_STOPPED)
    if len(front.points) < 2:
        if not front.is_whole:
            return Section(id=f"front-{number}", heading=heading, blocks=(Words(words=not_whole),))
        one = front.points[0]
        alone = voice.text(words.FRONT_ALONE, target=_target(front, one, voice), usd=million(one.usd, voice))
        return Section(id=f"front-{number}", heading=heading, blocks=(Words(words=alone),))
    intro = voice.text(words.FRONT_INTRO, year=str(front.promise.from_year))
    if front.points[0].target < 0.0:
        intro = f"{intro} {voice.text(words.BELOW_ZERO)}"
    blocks: list[Block] = [
        Words(words=intro, look="quiet"),
        _picture(front, number, study.plan.problem, voice),
        Heading(words=voice.text(words.STEPS)),
        _steps_table(front, voice),
        Heading(words=voice.text(words.CHANGES)),
        Items(items=_changes(front, voice)),
    ]
    if not front.is_whole:
        blocks.insert(1, Words(words=not_whole))
    return Section(id=f"front-{number}", heading=heading, blocks=tuple(blocks))


def _target(front: PlannedFront, point: PlannedPoint, voice: Voice) -> str:
    return value_said(point.target, PROMISED_FIGURES[front.promise.figure].unit, voice)


def _picture(front: PlannedFront, number: int, problem: Problem, voice: Voice) -> Picture:
    title = voice.text(words.PICTURE, price_year=str(problem.money.price_year))
    description = _said(front, voice)
    is_share = PROMISED_FIGURES[front.promise.figure].unit == "frac"
    targets = [each.target for each in front.points]
    low = min(min(each.usd, each.bound_usd) for each in front.points) / MILLION
    high = max(each.usd for each in front.points) / MILLION

    def say(value: float, decimals: int) -> str:
        return voice.percent(value, max(decimals - 2, 0)) if is_share else voice.number(value, decimals)

    chart = FrontLine(
        frame=Frame(id=f"front-{number}-chart", title=title, description=description),
        targets=round_axis(min(targets), max(targets), say),
        costs=round_axis(low, high, voice.number),
        label=voice.text(plans.FIGURES[front.promise.figure]),
        marks=tuple(
            FrontMark(
                target=each.target,
                cost=each.usd / MILLION,
                bound=each.bound_usd / MILLION,
                is_promised=each.is_promised,
            )
            for each in front.points
        ),
        key=(voice.text(words.KEY_PLANS), voice.text(words.KEY_BOUND), voice.text(words.KEY_PROMISED)),
    )
    return Picture(
        title=title,
        description=description,
        wide=draw(chart, WIDE),
        narrow=draw(chart, NARROW),
        table=_points_table(front, voice),
    )


def _said(front: PlannedFront, voice: Voice) -> str:
    """The shape of the front in words: its ends, and its cheapest and dearest step."""
    first, last = front.points[0], front.points[-1]
    said = [
        voice.text(
            words.SAID,
            first=_target(front, first, voice),
            last=_target(front, last, voice),
            first_usd=million(first.usd, voice),
            last_usd=million(last.usd, voice),
        )
    ]
    priced = [
        (step.usd_per_t, point)
        for step, point in zip(front.steps, front.points[1:], strict=True)
        if step.usd_per_t is not None
    ]
    if len(priced) > 1:
        for sentence, choose in ((words.CHEAPEST, min), (words.DEAREST, max)):
            usd, point = choose(priced, key=lambda each: each[0])
            said.append(voice.text(sentence, target=_target(front, point, voice), usd=_usd(usd, voice)))
    return " ".join(said)


def _points_table(front: PlannedFront, voice: Voice) -> Table:
    is_share = PROMISED_FIGURES[front.promise.figure].unit == "frac"
    names = [name for name in words.COLUMNS_OF_POINTS if name != "point" or is_share]
    columns = tuple(
        Column(label=voice.text(words.COLUMNS_OF_POINTS[name]), is_number=name != "target") for name in names
    )
    rows = []
    for point in front.points:
        cells = _point_cells(front, point, voice)
        rows.append(tuple(cells[name] for name in names))
    return Table(caption=voice.text(words.POINTS_TABLE), columns=columns, rows=tuple(rows))


def _point_cells(front: PlannedFront, point: PlannedPoint, voice: Voice) -> dict[str, str]:
    target = _target(front, point, voice)
    per_unit = point.price.usd_per_unit
    return {
        "target": voice.text(words.AS_PROMISED, target=target) if point.is_promised else target,
        "usd": million(point.usd, voice),
        "bound": million(point.bound_usd, voice),
        "invested": million(sum(each.usd for each in point.plan.investments), voice),
        "point": words.NOTHING if per_unit is None else million(per_unit * POINT, voice),
        "tonne": _usd(point.price.usd_per_t, voice),
    }


def _steps_table(front: PlannedFront, voice: Voice) -> Table:
    """The marginal cost between neighbours, by tonne of what the figure counts."""
    counted = voice.text(words.COUNTED[front.counted])
    columns = tuple(
        Column(
            label=voice.text(label, counted=counted) if "{counted}" in label else voice.text(label),
            is_number=name != "step",
        )
        for name, label in words.COLUMNS_OF_STEPS.items()
    )
    pairs = zip(front.points, front.points[1:], front.steps, strict=False)
    rows = tuple(_step(front, one, other, step, voice) for one, other, step in pairs)
    return Table(caption=voice.text(words.STEPS_TABLE), columns=columns, rows=rows)


def _step(front: PlannedFront, one: PlannedPoint, other: PlannedPoint, step: Step, voice: Voice) -> tuple[str, ...]:
    has_tonnes = front.counted is not Counted.NOTHING
    return (
        voice.text(words.STEP, before=_target(front, one, voice), after=_target(front, other, voice)),
        million(step.usd, voice),
        voice.number(step.avoided_t) if has_tonnes else words.NOTHING,
        _usd(step.usd_per_t, voice),
        _usd(step.from_first_usd_per_t, voice),
    )


def _changes(front: PlannedFront, voice: Voice) -> tuple[str, ...]:
    out = []
    for one, other in zip(front.points, front.points[1:], strict=False):
        problem = other.plan.problem
        found = [_change(each, problem, voice) for each in changes_between(one.plan, other.plan)]
        said = "; ".join(found) or voice.text(words.NO_CHANGE)
        out.append(voice.text(words.CHANGE, target=_target(front, other, voice), changes=said))
    return tuple(out)


def _change(each: Change, problem: Problem, voice: Voice) -> str:
    if each.kind is ChangeKind.SERVES:
        label = next(scheme.label for scheme in problem.schemes if scheme.code == each.code)
        shares = {"before": voice.percent(each.before), "after": voice.percent(each.after)}
        return voice.text(words.CHANGES_OF[each.kind], what=voice.text(label), **shares)
    place = next(facility for facility in problem.facilities if facility.code == each.code)
    what = place_name(place, voice)
    size = words.SIZE_SITE if place.site is not None else words.SIZE_PLANT
    sizes = {
        "before": voice.text(size, size=voice.plain(each.before)),
        "after": voice.text(size, size=voice.plain(each.after)),
        "year": str(each.year),
    }
    sentence = words.CHANGES_OF[each.kind]
    gaps = {name: said for name, said in sizes.items() if f"{{{name}}}" in sentence}
    return voice.text(sentence, what=what, **gaps)
