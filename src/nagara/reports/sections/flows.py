"""Where the waste goes, as a picture and as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nagara.reports import words
from nagara.reports.charts import flow_picture
from nagara.reports.charts.drawing import NARROW, WIDE, Frame
from nagara.reports.paper import Picture, Section, Table, Words
from nagara.reports.sections.tables import columns

if TYPE_CHECKING:
    from nagara.indicators.result import CityYear, Flow
    from nagara.reports.said import Voice

__all__ = ["flows"]

_AMOUNT = "flow_t_per_day"
FIGURE_OF_NODE: Final = {
    "generated": "msw_generated_t_per_day",
    "household": "household_generated_t_per_day",
    "non_household": "non_household_generated_t_per_day",
    "collected": "msw_collected_t_per_day",
    "uncollected": "uncollected_t_per_day",
    "recovered": "recovered_t_per_day",
    "recovery": "recovered_gross_t_per_day",
    "waste_to_energy": "waste_to_energy_t_per_day",
    "rejects": "rejects_t_per_day",
    "disposal": "disposed_t_per_day",
    "disposed": "disposed_t_per_day",
    "picked": "picked_at_disposal_t_per_day",
}
"""The figure that says the size of a flow's end."""

_NOT_UNDER_CONTROL = ("uncollected", "other_recovery", "uncontrolled", "unknown", "rejects", "dumped", "burned")


def flows(result: CityYear, voice: Voice) -> Section | None:
    """The flow picture, or nothing where no flow is known."""
    known = tuple(flow for flow in result.flows if flow.high > 0)
    if not known:
        return None
    largest = max(known, key=lambda flow: flow.t_per_day)
    source, target = (_label(name, result, voice) for name in (largest.source, largest.target))
    sentence = voice.text(words.FLOWS_SENTENCE, source=source, target=target, said=_said(largest, voice))
    note = voice.text(words.FLOWS_NOTE)
    title = voice.text(words.FLOWS_PICTURE)
    chart = flow_picture.FlowPicture(
        frame=Frame(id="flow", title=title, description=f"{sentence} {note}"),
        nodes={name: _node(name, result, voice) for flow in known for name in (flow.source, flow.target)},
        ribbons=tuple(_ribbon(flow, voice) for flow in known),
    )
    picture = Picture(
        title=title,
        description=note,
        wide=flow_picture.draw(chart, WIDE),
        narrow=flow_picture.draw(chart, NARROW),
        table=_table(title, known, result, voice),
    )
    return Section(id="flows", heading=voice.text(words.FLOWS), blocks=(Words(words=sentence), picture))


def _label(name: str, result: CityYear, voice: Voice) -> str:
    if name in words.FLOW_NODES:
        return voice.text(words.FLOW_NODES[name])
    names = {line.facility: line.name for line in result.facilities}
    return names.get(name) or name.replace("_", " ").capitalize()


def _node(name: str, result: CityYear, voice: Voice) -> flow_picture.Node:
    label, is_warm = _label(name, result, voice), name.startswith(_NOT_UNDER_CONTROL)
    figure = result.figures.get(FIGURE_OF_NODE.get(name, ""))
    if figure and figure.value is not None:
        interval = voice.interval(figure) if figure.low is not None else ""
        return flow_picture.Node(label=label, said=voice.value(figure), interval=interval, is_warm=is_warm)
    received = [flow for flow in result.flows if flow.target == name]
    if len(received) == 1:
        value, interval = _value_and_interval(received[0], voice)
        return flow_picture.Node(label=label, said=value, interval=interval, is_warm=is_warm)
    given = [flow for flow in result.flows if flow.source == name]
    said = voice.amount(sum(flow.t_per_day for flow in received or given), voice.unit(_AMOUNT))
    return flow_picture.Node(label=label, said=said, is_warm=is_warm)


def _ribbon(flow: Flow, voice: Voice) -> flow_picture.Ribbon:
    return flow_picture.Ribbon(
        source=flow.source,
        target=flow.target,
        value=flow.t_per_day,
        low=max(0.0, flow.low),
        high=flow.high,
        said=_said(flow, voice),
    )


def _said(flow: Flow, voice: Voice) -> str:
    return voice.said_numbers(_AMOUNT, flow.t_per_day, flow.low, flow.high)


def _value_and_interval(flow: Flow, voice: Voice) -> tuple[str, str]:
    value, low, high = _numbers(flow, voice)
    said = voice.text(words.AMOUNT, number=value, unit=voice.unit(_AMOUNT))
    return said, voice.text(words.RANGE, low=low, high=high)


def _numbers(flow: Flow, voice: Voice) -> tuple[str, str, str]:
    seen = voice.digits(_AMOUNT, flow.t_per_day, flow.low, flow.high)
    value, low, high = (voice.number(number or 0.0, seen.decimals) for number in (seen.value, seen.low, seen.high))
    return value, low, high


def _table(caption: str, known: tuple[Flow, ...], result: CityYear, voice: Voice) -> Table:
    rows = tuple(
        (_label(flow.source, result, voice), _label(flow.target, result, voice), *_numbers(flow, voice))
        for flow in known
    )
    heads = columns(voice, "from", "to", "value", "low", "high", numbers=("value", "low", "high"))
    return Table(caption=caption, columns=heads, rows=rows)
