"""Where the waste goes: ribbons whose solid core is the lower and whose pale edge the upper bound."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from nagara.reports.charts.drawing import CLOSE, WIDE, Frame, coordinate, path, rect, stacked, svg, text
from nagara.reports.charts.wrapping import lines

__all__ = ["FlowPicture", "Node", "Ribbon", "draw"]

_BAR, _GAP = 10.0, 26.0
_HEIGHT: Final = 330.0
_SIDE = 148.0
"""Room for the words beside the first and the last column [px]."""
_NOTHING: Final = 1e-200
"""A whole below which nothing flows: its inverse would not be a number [t/day]."""
_NO_NUMBER_CUT: Final = 9
"""More lines than any number or interval needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A place that waste comes from or goes to; ``is_warm`` marks what is not under control."""

    label: str
    said: str
    interval: str = ""
    is_warm: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ribbon:
    """Waste from one node to another [t/day], and the sentence that says it.

    ``is_side`` marks waste that one end hands to another, such as rejects: a curve beside the column.
    """

    source: str
    target: str
    value: float
    low: float
    high: float
    said: str
    is_side: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowPicture:
    """All nodes by name and the ribbons between them; ``order`` may say which stands above which.

    ``height`` is that of all ribbons of the fullest column together [px].
    """

    frame: Frame
    nodes: Mapping[str, Node]
    ribbons: tuple[Ribbon, ...]
    order: tuple[str, ...] = ()
    height: float = _HEIGHT


@dataclass(frozen=True, slots=True)
class _Bar:
    x: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class _Label:
    """The words of a node, line by line, each with its look."""

    side: str
    lines: tuple[tuple[str, str], ...]

    @property
    def above(self) -> float:
        """Room that the words take above the bar [px]."""
        return CLOSE * len(self.lines) + 10.0 if self.side == "top" else 0.0

    @property
    def below(self) -> float:
        """Room that the words take beside the bar [px]."""
        return 0.0 if self.side == "top" else CLOSE * len(self.lines)


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
    """In which column each node stands: right of all it receives from, the ends in the last.

    Raises
    ------
    ValueError
        If the flows run in a circle.
    """
    column = {name: 0 for ribbon in ribbons for name in (ribbon.source, ribbon.target)}
    for _ in range(len(column) + 1):
        earlier = dict(column)
        for ribbon in ribbons:
            column[ribbon.target] = max(column[ribbon.target], column[ribbon.source] + 1)
        if column == earlier:
            break
    else:
        msg = "the flows run in a circle and cannot be drawn in columns"
        raise ValueError(msg)
    givers, last = {ribbon.source for ribbon in ribbons}, max(column.values(), default=0)
    reached = {name: number if name in givers else last for name, number in column.items()}
    return dict(sorted(reached.items(), key=lambda entry: entry[1] == last and column[entry[0]] < last))


def _columns(chart: FlowPicture, width: float) -> str:
    ribbons = tuple(ribbon for ribbon in chart.ribbons if not ribbon.is_side)
    column = columns(ribbons)
    if chart.order:
        column = {name: column[name] for name in chart.order if name in column}
    labels = _labels(chart.nodes, column, width)
    bars, scale = _layout(column, labels, _sizes(ribbons), (width, chart.height))
    given = _slots(ribbons, bars, scale, at="source")
    received = _slots(ribbons, bars, scale, at="target")
    far_first = sorted(ribbons, key=lambda ribbon: column[ribbon.source] - column[ribbon.target])
    pieces = [
        piece
        for ribbon in far_first
        for piece in _ribbon(
            ribbon, chart, (bars[ribbon.source].x + _BAR, given[ribbon], bars[ribbon.target].x, received[ribbon]), scale
        )
    ]
    pieces += [
        piece
        for ribbon in chart.ribbons
        if ribbon.is_side and {ribbon.source, ribbon.target} <= bars.keys()
        for piece in _side(bars[ribbon.source], bars[ribbon.target])
    ]
    for name, bar in bars.items():
        pieces.append(rect(bar.x, bar.y, _BAR, max(1.0, bar.height), "node"))
        pieces += _set(labels[name], bar)
    bottom = max((bar.y + max(bar.height, labels[name].below) for name, bar in bars.items()), default=0.0)
    return svg(chart.frame, width, bottom + 8.0, pieces)


def _labels(nodes: Mapping[str, Node], column: Mapping[str, int], width: float) -> dict[str, _Label]:
    """Break the words of each node to the room it has: beside it where no ribbon runs, else above it."""
    last = max(column.values(), default=0)
    between = (width - 2 * _SIDE - _BAR) / max(1, last) - 8.0 if last > 2 else 2 * _SIDE
    labels = {}
    for name, number in column.items():
        side = {0: "left", last: "right"}.get(number, "top")
        node, room = nodes[name], between if side == "top" else _SIDE - 12.0
        said = lines(node.said, room, most=_NO_NUMBER_CUT, is_strong=True)
        interval = lines(node.interval, room, most=_NO_NUMBER_CUT)
        looks = ((lines(node.label, room), ""), (said, "strong"), (interval, "soft"))
        labels[name] = _Label(side, tuple((part, look) for parts, look in looks for part in parts))
    return labels


def _layout(
    column: Mapping[str, int], labels: Mapping[str, _Label], size: Mapping[str, float], room: tuple[float, float]
) -> tuple[dict[str, _Bar], float]:
    """Set the nodes of each column under each other; the fullest column fills the height."""
    by_column: dict[int, list[str]] = defaultdict(list)
    for name, number in column.items():
        by_column[number].append(name)
    whole = max((sum(size[name] for name in names) for names in by_column.values()), default=0.0)
    width, height = room
    scale = height / whole if whole > _NOTHING else 0.0
    step = (width - 2 * _SIDE - _BAR) / max(1, max(by_column, default=0))
    head = max((labels[names[0]].above for names in by_column.values()), default=0.0)
    bars = {}
    for number, names in by_column.items():
        y = head
        for at, name in enumerate(names):
            high = size[name] * scale
            y += labels[name].above if at else 0.0
            bars[name] = _Bar(_SIDE + step * number, y, high)
            y += max(high, labels[name].below) + _GAP
    return bars, scale


def _sizes(ribbons: tuple[Ribbon, ...]) -> dict[str, float]:
    received: dict[str, float] = defaultdict(float)
    given: dict[str, float] = defaultdict(float)
    for ribbon in ribbons:
        given[ribbon.source] += max(ribbon.high, 0.0)
        received[ribbon.target] += max(ribbon.high, 0.0)
    return {name: max(received[name], given[name]) for name in {**given, **received}}


def _slots(ribbons: tuple[Ribbon, ...], bars: Mapping[str, _Bar], scale: float, *, at: str) -> dict[Ribbon, float]:
    """Height at which each ribbon leaves or reaches its bar, sorted by where its other end stands."""
    other = {"source": "target", "target": "source"}[at]
    used: dict[str, float] = defaultdict(float)
    places = {}
    for ribbon in sorted(ribbons, key=lambda ribbon: bars[getattr(ribbon, other)].y):
        bar, slot = getattr(ribbon, at), max(ribbon.high, 0.0) * scale
        places[ribbon] = bars[bar].y + used[bar] + slot / 2
        used[bar] += slot
    return places


def _ribbon(ribbon: Ribbon, chart: FlowPicture, ends: tuple[float, float, float, float], scale: float) -> list[str]:
    warm = " warm" if chart.nodes[ribbon.target].is_warm else ""
    return [
        _band(*ends, max(ribbon.high, 0.0) * scale, f"ribbon-pale{warm}"),
        _band(*ends, max(ribbon.low, 0.0) * scale, f"ribbon{warm}"),
    ]


def _band(x: float, y: float, to_x: float, to_y: float, thick: float, look: str) -> str:
    half, mid = thick / 2, (x + to_x) / 2
    a, b, m = coordinate(x), coordinate(to_x), coordinate(mid)
    top, bottom = coordinate(y - half), coordinate(y + half)
    to_top, to_bottom = coordinate(to_y - half), coordinate(to_y + half)
    steps = f"M{a} {top}C{m} {top} {m} {to_top} {b} {to_top}V{to_bottom}C{m} {to_bottom} {m} {bottom} {a} {bottom}Z"
    return path(steps, look)


def _side(source: _Bar, target: _Bar) -> list[str]:
    """A curve with its head from one bar to another; how much it is stands in the table."""
    start, end = source.y + source.height * 0.75, target.y + target.height * 0.25
    out = 14.0 + min(0.12 * abs(end - start), 30.0)
    x, to_x = source.x, target.x
    a, b, bent, to_bent = map(coordinate, (x, to_x - 2.0, x - out, to_x - out))
    y, to_y = coordinate(start), coordinate(end)
    head = f"M{coordinate(to_x)} {to_y}l-7-4v8z"
    return [path(f"M{a} {y}C{bent} {y} {to_bent} {to_y} {b} {to_y}", "side"), path(head, "node")]


def _set(label: _Label, bar: _Bar) -> list[str]:
    """Write the words of a node."""
    x, y, anchor = {
        "left": (bar.x - 12.0, bar.y + 13.0, "end"),
        "right": (bar.x + _BAR + 12.0, bar.y + 13.0, "start"),
        "top": (bar.x + _BAR / 2, bar.y + 16.0 - label.above, "middle"),
    }[label.side]
    halo = "halo " if label.side == "top" else ""
    return [
        text(x, y + CLOSE * number, part, (halo + look).strip(), anchor=anchor)
        for number, (part, look) in enumerate(label.lines)
    ]


def _rows(chart: FlowPicture, width: float) -> str:
    largest = max((ribbon.high for ribbon in chart.ribbons), default=1.0) or 1.0
    pieces, y = [], 0.0
    for ribbon in chart.ribbons:
        source, target = chart.nodes[ribbon.source], chart.nodes[ribbon.target]
        warm = " warm" if target.is_warm else ""
        label = lines(f"{source.label} → {target.label}", width - 4.0)
        said = lines(ribbon.said, width - 4.0, most=_NO_NUMBER_CUT, is_strong=True)
        bar = y + CLOSE * (len(label) + len(said)) + 4.0
        pieces += [
            *stacked(2.0, y + 15.0, label),
            *stacked(2.0, y + 15.0 + CLOSE * len(label), said, "strong"),
            rect(2.0, bar, max(0.0, ribbon.high) / largest * (width - 4.0), 12.0, f"ribbon-pale{warm}"),
            rect(2.0, bar, max(0.0, ribbon.low) / largest * (width - 4.0), 12.0, f"ribbon{warm}"),
        ]
        y = bar + 26.0
    return svg(chart.frame, width, max(y, 20.0), pieces)
