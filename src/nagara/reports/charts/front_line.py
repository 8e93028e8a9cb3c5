"""Cost against a target: dots for plans that were found, a thin line that nothing can lie below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from nagara.reports.charts.drawing import LINE, NARROW, WIDE, Frame, circle, coordinate, line, path, svg, text
from nagara.reports.charts.letters import text_width
from nagara.reports.charts.wrapping import fitted

if TYPE_CHECKING:
    from nagara.reports.charts.axis import Axis

__all__ = ["FrontLine", "FrontMark", "draw"]

LEFT: Final = 56.0
HEIGHT: Final = 220.0
KEY_GAP: Final = 28.0
"""Room before a sample of the key and between two of them [px]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMark:
    """One target: its cost, and what nothing can lie below; ``is_promised`` marks the target that was promised."""

    target: float
    cost: float
    bound: float
    is_promised: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontLine:
    """A front.

    Parameters
    ----------
    frame
        What stands around it.
    targets, costs
        The scales.
    label
        What the targets are.
    marks
        In the order of the targets.
    key
        What dots, the thin line and the filled dot are, in words.
    """

    frame: Frame
    targets: Axis
    costs: Axis
    label: str
    marks: tuple[FrontMark, ...]
    key: tuple[str, str, str]


def draw(chart: FrontLine, width: float = WIDE) -> str:
    """Draw it.

    Parameters
    ----------
    chart
        What to draw.
    width
        640 or 340 [px].
    """
    right, top = width - 20.0, 12.0
    bottom = top + HEIGHT
    found = [_at(chart, mark.target, mark.cost, right, top) for mark in chart.marks]
    below = [_at(chart, mark.target, mark.bound, right, top) for mark in chart.marks]
    pieces = _scales(chart, right, top, bottom, width)
    pieces += [path(_polyline(below), "side"), path(_polyline(found), "series")]
    for (x, y), mark in zip(found, chart.marks, strict=True):
        pieces.append(circle(x, y, 6.0 if mark.is_promised else 4.5, "mark-0" if mark.is_promised else "open"))
    pieces.append(text(right, bottom + 2 * LINE, fitted(chart.label, right - LEFT), "soft", anchor="end"))
    key, height = _key(chart, bottom + 3 * LINE + 6.0, width)
    return svg(chart.frame, width, bottom + 3 * LINE + 6.0 + height, [*pieces, *key])


def _at(chart: FrontLine, target: float, cost: float, right: float, top: float) -> tuple[float, float]:
    return chart.targets.at(target, LEFT, right), chart.costs.at(cost, top + HEIGHT, top)


def _scales(chart: FrontLine, right: float, top: float, bottom: float, width: float) -> list[str]:
    pieces = []
    for value, words in chart.costs.ticks:
        y = chart.costs.at(value, bottom, top)
        pieces += [line(LEFT, y, right, y, "grid"), text(LEFT - 8.0, y + 5.0, words, "soft", anchor="end")]
    every = 2 if width <= NARROW and len(chart.targets.ticks) > 5 else 1
    for value, words in chart.targets.ticks[::every]:
        x = chart.targets.at(value, LEFT, right)
        pieces += [line(x, bottom, x, bottom + 4.0, "axis"), text(x, bottom + LINE, words, "soft", anchor="middle")]
    return [*pieces, line(LEFT, bottom, right, bottom, "axis")]


def _key(chart: FrontLine, top: float, width: float) -> tuple[list[str], float]:
    """Samples with their words, beside each other where there is room."""
    promised = any(mark.is_promised for mark in chart.marks)
    pieces: list[str] = []
    x, y = 8.0, top
    for kind, words in list(enumerate(chart.key))[: 3 if promised else 2]:
        if x > 8.0 and x + KEY_GAP + text_width(words) > width:
            x, y = 8.0, y + LINE
        sample = [line(x, y - 5.0, x + 18.0, y - 5.0, "series" if kind == 0 else "side")] if kind < 2 else []
        dots = [circle(x + 9.0, y - 5.0, 4.5, "open")] if kind == 0 else []
        filled = [circle(x + 9.0, y - 5.0, 6.0, "mark-0")] if kind == 2 else []
        pieces += [*sample, *dots, *filled, text(x + KEY_GAP, y, fitted(words, width - KEY_GAP - 8.0))]
        x += 2 * KEY_GAP + text_width(words)
    return pieces, y - top + 10.0


def _polyline(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in points)
