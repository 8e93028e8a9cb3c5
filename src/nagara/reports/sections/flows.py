"""Where the waste goes: the picture of the network, and whether its measurements agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nagara.reports import words
from nagara.reports.charts import flow_picture
from nagara.reports.charts.drawing import NARROW, WIDE, Frame
from nagara.reports.paper import Block, Picture, Section, Table, Words
from nagara.reports.sections.flow_checks import flow_checks
from nagara.reports.sections.tables import columns
from nagara.reports.words import flows as said

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from nagara.indicators.flow_picture import FlowNode, FlowView
    from nagara.indicators.result import CityYear, Flow
    from nagara.reports.said import Voice

__all__ = ["flows", "place_label"]

_AMOUNT = "flow_t_per_day"
FIGURE_OF_NODE: Final = {
    "generated": "msw_generated_t_per_day",
    "household": "household_generated_t_per_day",
    "non_household": "non_household_generated_t_per_day",
    "collected": "msw_collected_t_per_day",
    "uncollected": "uncollected_t_per_day",
}
"""The figure that says the size of a flow's end, where no network was balanced."""

_NOT_UNDER_CONTROL = ("uncollected", "other_recovery", "uncontrolled")
_SIDES: Final = frozenset({"recovery", "disposal"})


def flows(result: CityYear, voice: Voice) -> Section | None:
    """The flow picture and the balance behind it, or nothing where no flow is known."""
    network = result.material_flows
    view = None if network is None else network.view
    known = tuple(flow for flow in (view.flows if view else result.flows) if flow.high > 0)
    if not known:
        return None
    nodes = _nodes_of_view(view, result, voice) if view else _nodes_of_account(known, result, voice)
    largest = _largest_end(known)
    sentence = voice.text(
        words.FLOWS_SENTENCE,
        source=nodes[largest.source].label,
        target=nodes[largest.target].label,
        said=_said(largest, voice),
    )
    note = voice.text(said.VIEW_NOTE if view else words.FLOWS_NOTE)
    title = voice.text(words.FLOWS_PICTURE)
    chart = flow_picture.FlowPicture(
        frame=Frame(id="flow", title=title, description=f"{sentence} {note}"),
        nodes=nodes,
        ribbons=_ribbons(known, view, voice),
        order=_order(view) if view else (),
    )
    picture = Picture(
        title=title,
        description=note,
        wide=flow_picture.draw(chart, WIDE),
        narrow=flow_picture.draw(chart, NARROW),
        table=_table(title, known, nodes, voice),
    )
    blocks: tuple[Block, ...] = (Words(words=sentence), picture)
    return Section(id="flows", heading=voice.text(words.FLOWS), blocks=(*blocks, *flow_checks(result, voice)))


def _largest_end(known: tuple[Flow, ...]) -> Flow:
    """The largest flow to a place where waste ends; that most of it is collected first is no news."""
    sources = {flow.source for flow in known if flow.t_per_day > 0}
    ends = [flow for flow in known if flow.target not in sources]
    return max(ends or known, key=lambda flow: flow.t_per_day)


def place_label(name: str, result: CityYear, voice: Voice) -> str:
    """What a point, a facility or a place of the user's own is called."""
    if name in words.FLOW_NODES:
        return voice.text(words.FLOW_NODES[name])
    names = {line.facility: line.name for line in result.facilities}
    return names.get(name) or name.replace("_", " ")


def _nodes_of_view(view: FlowView, result: CityYear, voice: Voice) -> dict[str, flow_picture.Node]:
    return {node.name: _node_of_view(node, result, voice) for node in view.nodes}


def _node_of_view(node: FlowNode, result: CityYear, voice: Voice) -> flow_picture.Node:
    value, interval = _value_and_interval(node.t_per_day, node.low, node.high, voice)
    is_facility = node.kind in _SIDES
    if len(node.members) > 1:
        counts = {"count": voice.number(len(node.members)), "controlled": voice.number(node.controlled)}
        label = voice.text(said.SMALL_PLACES[node.kind], **counts)
    else:
        label = place_label(node.members[0], result, voice)
        if is_facility and not node.controlled:
            label = voice.text(said.PLACE_UNCONTROLLED, name=label)
    is_warm = node.name == "uncollected" or (is_facility and not node.controlled)
    return flow_picture.Node(label=label, said=value, interval=interval, is_warm=is_warm)


def _nodes_of_account(known: Iterable[Flow], result: CityYear, voice: Voice) -> dict[str, flow_picture.Node]:
    names = dict.fromkeys(name for flow in known for name in (flow.source, flow.target))
    return {name: _node_of_account(name, result, voice) for name in names}


def _node_of_account(name: str, result: CityYear, voice: Voice) -> flow_picture.Node:
    label, is_warm = place_label(name, result, voice), name.startswith(_NOT_UNDER_CONTROL)
    figure = result.figures.get(FIGURE_OF_NODE.get(name, ""))
    if figure and figure.value is not None:
        interval = voice.interval(figure) if figure.low is not None else ""
        return flow_picture.Node(label=label, said=voice.value(figure), interval=interval, is_warm=is_warm)
    received = [flow for flow in result.flows if flow.target == name]
    if len(received) == 1:
        (flow,) = received
        value, interval = _value_and_interval(flow.t_per_day, flow.low, flow.high, voice)
        return flow_picture.Node(label=label, said=value, interval=interval, is_warm=is_warm)
    given = [flow for flow in result.flows if flow.source == name]
    amount = voice.amount(sum(flow.t_per_day for flow in received or given), voice.unit(_AMOUNT))
    return flow_picture.Node(label=label, said=amount, is_warm=is_warm)


def _order(view: FlowView) -> tuple[str, ...]:
    """Recovery above disposal, and what is not collected at the foot."""
    ranks = {"point": 0, "own": 1, "recovery": 2, "disposal": 3}
    ordered = sorted(view.nodes, key=lambda node: (node.name == "uncollected", ranks[node.kind]))
    return tuple(node.name for node in ordered)


def _ribbons(known: Iterable[Flow], view: FlowView | None, voice: Voice) -> tuple[flow_picture.Ribbon, ...]:
    kinds = {node.name: node.kind for node in view.nodes} if view else {}
    sides = _sides(known, kinds)
    return tuple(
        flow_picture.Ribbon(
            source=flow.source,
            target=flow.target,
            value=flow.t_per_day,
            low=max(0.0, flow.low),
            high=flow.high,
            said=_said(flow, voice),
            is_side=(flow.source, flow.target) in sides,
        )
        for flow in known
    )


def _sides(known: Iterable[Flow], kinds: Mapping[str, str]) -> set[tuple[str, str]]:
    """Flows that run between ends of the picture, or back towards its beginning."""
    sides: set[tuple[str, str]] = set()
    onward: dict[str, set[str]] = {}
    for flow in sorted(known, key=lambda flow: -flow.t_per_day):
        between_ends = kinds.get(flow.source) in _SIDES and kinds.get(flow.target) != "own"
        if between_ends or flow.source in _reached(flow.target, onward):
            sides.add((flow.source, flow.target))
        else:
            onward.setdefault(flow.source, set()).add(flow.target)
    return sides


def _reached(start: str, onward: Mapping[str, set[str]]) -> set[str]:
    seen, ahead = {start}, {start}
    while ahead:
        ahead = {target for name in ahead for target in onward.get(name, ())} - seen
        seen |= ahead
    return seen


def _said(flow: Flow, voice: Voice) -> str:
    return voice.said_numbers(_AMOUNT, flow.t_per_day, flow.low, flow.high)


def _value_and_interval(value: float, low: float, high: float, voice: Voice) -> tuple[str, str]:
    middle, least, most = _numbers(value, low, high, voice)
    amount = voice.text(words.AMOUNT, number=middle, unit=voice.unit(_AMOUNT))
    return amount, voice.text(words.RANGE, low=least, high=most)


def _numbers(value: float, low: float, high: float, voice: Voice) -> tuple[str, str, str]:
    seen = voice.digits(_AMOUNT, value, low, high)
    middle, least, most = (voice.number(number or 0.0, seen.decimals) for number in (seen.value, seen.low, seen.high))
    return middle, least, most


def _table(caption: str, known: Iterable[Flow], nodes: Mapping[str, flow_picture.Node], voice: Voice) -> Table:
    rows = tuple(
        (
            nodes[flow.source].label,
            nodes[flow.target].label,
            *_numbers(flow.t_per_day, flow.low, flow.high, voice),
        )
        for flow in known
    )
    heads = columns(voice, "from", "to", "value", "low", "high", numbers=("value", "low", "high"))
    return Table(caption=caption, columns=heads, rows=rows)
