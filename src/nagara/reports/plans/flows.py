"""Where waste goes under a plan: today, in the years of the promises and in the last, each a picture with its table."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from nagara.pathways.least_cost.formulation.figure_forms import FURNACES, is_recovery
from nagara.pathways.least_cost.question.problem import StreamKind
from nagara.reports.charts import flow_picture
from nagara.reports.charts.drawing import NARROW, WIDE, Frame
from nagara.reports.paper import Block, Column, Picture, Section, Table, Words
from nagara.reports.plans.promises import promised
from nagara.reports.plans.tables import flows_table, place_name
from nagara.reports.precision import shown
from nagara.reports.words import plans as words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nagara.pathways.least_cost.question.problem import Facility
    from nagara.pathways.least_cost.solving.plan import Plan, PlannedFlow
    from nagara.pathways.least_cost.study import PlanStudy
    from nagara.reports.said import Voice

__all__ = ["flow_years", "flows", "flows_of_year"]

Amounts: TypeAlias = "dict[tuple[str, str], float]"

GENERATED: Final = "generated"
UNCOLLECTED: Final = "uncollected"
RECOVERY: Final = "recovery"
RECYCLED: Final = "recycled"
BURNED: Final = "burned"
SMALLEST_FRAC: Final = 1e-3
"""Part of all waste below which a flow is not drawn; the table holds it [frac]."""
SMALLEST_T: Final = 0.5
MOST_PICTURES: Final = 4
APART: Final = 3
"""Years that lie nearer to each other than this look alike [years]."""
HEIGHT: Final = 150.0
"""So low that two pictures find room on a page of paper [px]."""


def flows(study: PlanStudy, voice: Voice) -> Section:
    """Pictures of the years that count, those between the first and the last folded; then tonnes by place and year.

    Parameters
    ----------
    study
        The plan and what was asked beside it.
    voice
        The language.
    """
    years = flow_years(study.plan)
    pictures = [_picture(study, at, voice, is_folded=at not in {years[0], years[-1]}) for at in years]
    blocks: tuple[Block, ...] = (Words(words=voice.text(words.FLOWS_INTRO)), *pictures)
    return Section(
        id="flows", heading=voice.text(words.FLOWS), blocks=(*blocks, flows_table(study, voice, is_folded=True))
    )


def flow_years(plan: Plan) -> list[int]:
    """Places of the years that are drawn: the first, those of the promises where they lie apart, the last.

    Parameters
    ----------
    plan
        The plan.
    """
    years = plan.problem.years
    shown = [0, len(years) - 1]
    for at in sorted({years.index(each.promise.from_year) for each in promised(plan)}, reverse=True):
        if len(shown) < MOST_PICTURES and all(abs(at - other) >= APART for other in shown):
            shown.append(at)
    return sorted(shown)


def flows_of_year(plan: Plan, at: int) -> Amounts:
    """Tonnes between the nodes of the picture of a year: what is generated, how it is kept, plants, ends.

    Parameters
    ----------
    plan
        The plan.
    at
        Place of the year.

    Returns
    -------
    dict
        By the two nodes [t]; what leaves a node that is no end is what reaches it.
    """
    places = {each.code: each for each in plan.problem.facilities}
    nodes = {code: node_of(place) for code, place in places.items()}
    kinds = {(each.code, bin_.code): bin_.kind for each in plan.problem.schemes for bin_ in each.containers}
    out: dict[tuple[str, str], float] = defaultdict(float)
    reached: dict[str, float] = defaultdict(float)
    for flow in plan.flows:
        mass = float(flow.mass_t[at])
        if mass < SMALLEST_T:
            continue
        target = nodes[flow.target]
        if flow.origin in places:
            out[nodes[flow.origin], target] += mass
            reached[flow.origin] -= mass
        else:
            kept = _kept_as(flow, kinds)
            out[GENERATED, kept] += mass
            out[kept, target] += mass
        reached[flow.target] += mass
    for code, mass in reached.items():
        place = places[code]
        is_end = not place.is_new and not any(source == code for source, _ in out)
        if not is_end and is_recovery(place) and mass >= SMALLEST_T:
            out[code, BURNED if place.technology.kind in FURNACES else RECYCLED] += mass
    left = float(plan.figures["uncollected_t_per_year"][at])
    if left >= SMALLEST_T:
        out[GENERATED, UNCOLLECTED] += left
    return dict(out)


def node_of(place: Facility) -> str:
    """The node that a facility stands for; recovery that stands today is one, without what burns for energy."""
    keeps_all = place.site is None and bool((place.technology.recovered_frac >= 1.0).all())
    is_one_of_many = keeps_all and is_recovery(place) and place.technology.kind not in FURNACES
    return RECOVERY if is_one_of_many else place.code


def _kept_as(flow: PlannedFlow, kinds: Mapping[tuple[str, str], StreamKind]) -> str:
    """The kind of the container that a flow from a zone came out of."""
    _, scheme, container = flow.stream.rsplit("/", 2)
    return str(kinds.get((scheme, container), StreamKind.MIXED).value)


# --- the picture ----------------------------------------------------------------------------------


def _picture(study: PlanStudy, at: int, voice: Voice, *, is_folded: bool) -> Picture:
    plan, year = study.plan, str(study.plan.problem.years[at])
    amounts = flows_of_year(plan, at)
    generated = sum(mass for (source, _), mass in amounts.items() if source == GENERATED)
    labels = {name: _label(name, plan, voice) for pair in amounts for name in pair}
    title = voice.text(words.FLOW_PICTURE, year=year)
    gaps = {
        "generated": _tonnes(generated, voice),
        "controlled": voice.percent(float(plan.figures["sdg_11_6_1_frac"][at])),
        "recycled": voice.percent(float(plan.figures["recycled_frac"][at])),
        "uncollected": voice.percent(1.0 - float(plan.figures["collected_frac"][at])),
    }
    said = voice.text(words.FLOW_SAID, **gaps)
    drawn = {pair: mass for pair, mass in amounts.items() if mass >= SMALLEST_FRAC * generated}
    order = _order(drawn, plan)
    chart = flow_picture.FlowPicture(
        frame=Frame(id=f"plan-flow-{year}", title=title, description=said),
        nodes=_nodes(drawn, plan, labels, voice),
        ribbons=tuple(
            flow_picture.Ribbon(
                source=source,
                target=target,
                value=mass,
                low=mass,
                high=mass,
                said=voice.text(words.TONNES, value=_tonnes(mass, voice)),
            )
            for (source, target), mass in sorted(drawn.items(), key=lambda each: _rank(each[0], order))
        ),
        order=tuple(order),
        height=HEIGHT,
    )
    return Picture(
        title=title,
        description=said,
        wide=flow_picture.draw(chart, WIDE),
        narrow=flow_picture.draw(chart, NARROW),
        table=_table(title, amounts, labels, generated, voice, order),
        is_folded=is_folded,
    )


def _label(name: str, plan: Plan, voice: Voice) -> str:
    if name in words.FLOW_NODES:
        return voice.text(words.FLOW_NODES[name])
    place = next(each for each in plan.problem.facilities if each.code == name)
    said = place_name(place, voice)
    if place.site is not None and not place.technology.is_controlled:
        return voice.text(words.FLOW_UNCONTROLLED, name=said)
    return said


def _nodes(
    drawn: Mapping[tuple[str, str], float], plan: Plan, labels: Mapping[str, str], voice: Voice
) -> dict[str, flow_picture.Node]:
    places = {each.code: each for each in plan.problem.facilities}
    out = {}
    for name in dict.fromkeys(name for pair in drawn for name in pair):
        through = [sum(mass for pair, mass in drawn.items() if pair[side] == name) for side in (0, 1)]
        place = places.get(name)
        out[name] = flow_picture.Node(
            label=labels[name],
            said=voice.text(words.TONNES, value=_tonnes(max(through), voice)),
            is_warm=name == UNCOLLECTED
            or (place is not None and place.site is not None and not place.technology.is_controlled),
        )
    return out


def _order(drawn: Mapping[tuple[str, str], float], plan: Plan) -> list[str]:
    """Recovery above, sites below it, what nobody collects at the foot."""
    kinds = [each.value for each in (StreamKind.PICKED, StreamKind.RECYCLABLES, StreamKind.ORGANICS, StreamKind.MIXED)]
    plants = [each.code for each in plan.problem.facilities if each.site is None]
    sites = sorted(
        (each for each in plan.problem.facilities if each.site is not None),
        key=lambda place: not place.technology.is_controlled,
    )
    known = (GENERATED, *kinds, *plants, RECOVERY, RECYCLED, BURNED, *(each.code for each in sites), UNCOLLECTED)
    there = {name for pair in drawn for name in pair}
    return [name for name in dict.fromkeys(known) if name in there]


def _rank(pair: tuple[str, str], order: list[str]) -> tuple[int, int]:
    at = {name: number for number, name in enumerate(order)}
    return at.get(pair[0], len(order)), at.get(pair[1], len(order))


def _tonnes(mass: float, voice: Voice) -> str:
    seen = shown(mass)
    return voice.number(float(np.round(seen.value)), 0)


def _table(
    caption: str,
    amounts: Mapping[tuple[str, str], float],
    labels: Mapping[str, str],
    generated: float,
    voice: Voice,
    order: list[str],
) -> Table:
    columns = tuple(Column(label=voice.text(label), is_number=at > 1) for at, label in enumerate(words.FLOW_COLUMNS))
    rows = tuple(
        (labels[source], labels[target], voice.number(mass), voice.percent(mass / generated if generated else 0.0, 1))
        for (source, target), mass in sorted(amounts.items(), key=lambda each: _rank(each[0], order))
    )
    return Table(caption=caption, columns=columns, rows=rows)
