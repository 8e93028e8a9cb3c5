"""Where the waste goes: ribbons whose solid core is the lower and whose pale edge the upper bound."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from nagara.reports.charts.drawing import WIDE, Frame, coordinate, fitted, path, rect, svg, text

__all__ = ["FlowPicture", "Node", "Ribbon", "draw"]

_BAR, _GAP, _HEIGHT = 10.0, 58.0, 330.0
_LABEL_SPACE = 46.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A place that waste comes from or goes to; ``is_warm`` marks what is not under control."""

    label: str
    said: str
    is_warm: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ribbon:
    """Waste from one node to another [t/day], and the sentence that says it."""

    source: str
    target: str
    value: float
    low: float
    high: float
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowPicture:
    """All nodes by name and the ribbons between them."""

    frame: Frame
    nodes: Mapping[str, Node]
    ribbons: tuple[Ribbon, ...]


@dataclass(slots=True)
class _Bar:
    x: float
    y: float
    height: float
    used_in: float = 0.0
    used_out: float = 0.0


def draw(chart: FlowPicture, width: float = WIDE) -> str:
    """Draw ribbons between columns, or on a phone one row for each ribbon.

    Parameters
    ----------
    chart
        What to draw.
    width
        640 or 340 [px].
    """
    return _columns(chart, width) if width >= WIDE else _rows(chart, width)


def columns(ribbons: tuple[Ribbon, ...]) -> dict[str, int]:
    """In which column each node stands: one further right than all it receives from."""
    column = {name: 0 for ribbon in ribbons for name in (ribbon.source, ribbon.target)}
    for _ in column:
        for ribbon in ribbons:
            column[ribbon.target] = max(column[ribbon.target], column[ribbon.source] + 1)
        if max(column.values(), default=0) > len(column):
            msg = "the flows run in a circle and cannot be drawn in columns"
            raise ValueError(msg)
    return column


def _columns(chart: FlowPicture, width: float) -> str:
    column = columns(chart.ribbons)
    by_column: dict[int, list[str]] = defaultdict(list)
    for name, number in column.items():
        by_column[number].append(name)
    size = _sizes(chart.ribbons)
    tallest = max((sum(size[name] for name in names) for names in by_column.values()), default=1.0) or 1.0
    most = max((len(names) for names in by_column.values()), default=1)
    scale = _HEIGHT / tallest
    height = _LABEL_SPACE + _HEIGHT + (most - 1) * _GAP + 8.0
    last = max(by_column, default=0)
    bars = {}
    for number, names in by_column.items():
        x = (width - 2 * 2.0 - _BAR) * number / last + 2.0 if last else 2.0
        y = _LABEL_SPACE
        for name in names:
            bars[name] = _Bar(x, y, size[name] * scale)
            y += size[name] * scale + _GAP
    pieces = [piece for ribbon in chart.ribbons for piece in _ribbon(ribbon, chart, bars, scale)]
    for name, bar in bars.items():
        pieces += _node(chart.nodes[name], bar, column[name], last, width)
    return svg(chart.frame, width, height, pieces)


def _sizes(ribbons: tuple[Ribbon, ...]) -> dict[str, float]:
    received: dict[str, float] = defaultdict(float)
    given: dict[str, float] = defaultdict(float)
    for ribbon in ribbons:
        given[ribbon.source] += max(ribbon.high, 0.0)
        received[ribbon.target] += max(ribbon.high, 0.0)
    return {name: max(received[name], given[name]) for name in {**given, **received}}


def _ribbon(ribbon: Ribbon, chart: FlowPicture, bars: Mapping[str, _Bar], scale: float) -> list[str]:
    source, target = bars[ribbon.source], bars[ribbon.target]
    slot = max(ribbon.high, 0.0) * scale
    start, end = source.y + source.used_out + slot / 2, target.y + target.used_in + slot / 2
    source.used_out += slot
    target.used_in += slot
    warm = " warm" if chart.nodes[ribbon.target].is_warm else ""
    ends = (source.x + _BAR, start, target.x, end)
    return [
        _band(*ends, slot, f"ribbon-pale{warm}"),
        _band(*ends, max(ribbon.low, 0.0) * scale, f"ribbon{warm}"),
    ]


def _band(x: float, y: float, to_x: float, to_y: float, thick: float, look: str) -> str:
    half, mid = thick / 2, (x + to_x) / 2
    a, b, m = coordinate(x), coordinate(to_x), coordinate(mid)
    top, bottom = coordinate(y - half), coordinate(y + half)
    to_top, to_bottom = coordinate(to_y - half), coordinate(to_y + half)
    steps = f"M{a} {top}C{m} {top} {m} {to_top} {b} {to_top}V{to_bottom}C{m} {to_bottom} {m} {bottom} {a} {bottom}Z"
    return path(steps, look)


def _node(node: Node, bar: _Bar, number: int, last: int, width: float) -> list[str]:
    anchor, x = "start", bar.x
    if number == last and last:
        anchor, x = "end", bar.x + _BAR
    elif number:
        anchor, x = "middle", bar.x + _BAR / 2
    room = width / max(1, last) - 24.0 if last else width
    return [
        rect(bar.x, bar.y, _BAR, max(1.0, bar.height), "node"),
        text(x, bar.y - 25.0, fitted(node.label, room), anchor=anchor),
        text(x, bar.y - 8.0, fitted(node.said, room), "strong", anchor=anchor),
    ]


def _rows(chart: FlowPicture, width: float) -> str:
    largest = max((ribbon.high for ribbon in chart.ribbons), default=1.0) or 1.0
    pieces, y = [], 0.0
    for ribbon in chart.ribbons:
        source, target = chart.nodes[ribbon.source], chart.nodes[ribbon.target]
        warm = " warm" if target.is_warm else ""
        pieces += [
            text(2.0, y + 15.0, fitted(f"{source.label} → {target.label}", width - 4.0)),
            text(2.0, y + 33.0, ribbon.said, "strong"),
            rect(2.0, y + 40.0, max(0.0, ribbon.high) / largest * (width - 4.0), 12.0, f"ribbon-pale{warm}"),
            rect(2.0, y + 40.0, max(0.0, ribbon.low) / largest * (width - 4.0), 12.0, f"ribbon{warm}"),
        ]
        y += 66.0
    return svg(chart.frame, width, max(y, 20.0), pieces)
