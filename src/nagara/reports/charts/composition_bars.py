"""Shares of the waste by category: a dot on its pale bar, one for each point of measurement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nagara.reports.charts.drawing import CLOSE, LINE, WIDE, Frame, box, mark, path, stacked, svg, text
from nagara.reports.charts.letters import text_width
from nagara.reports.charts.wrapping import lines

if TYPE_CHECKING:
    from nagara.reports.charts.axis import Axis

__all__ = ["CompositionBars", "Share", "draw"]

_LABEL, _SAID = 176.0, 56.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The share of one category at one point of measurement."""

    said: str
    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompositionBars:
    """Categories under each other, each with its share at up to three points.

    Parameters
    ----------
    frame, axis
        Words and scale.
    points
        Names of the points of measurement; each has its own mark.
    rows
        Label of a category and its share at each point, ``None`` where it was not measured there.
    """

    frame: Frame
    axis: Axis
    points: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Share | None, ...]], ...]


def draw(chart: CompositionBars, width: float = WIDE) -> str:
    """Draw it.

    Parameters
    ----------
    chart
        What to draw.
    width
        640 or 340 [px].
    """
    wide = width >= WIDE
    left, right = (_LABEL, width - _SAID) if wide else (18.0, width - _SAID - 4.0)
    head, pieces = _legend(chart.points, width)
    lane = 17.0
    high = lane * len(chart.points)
    seen: list[list[tuple[Share, float]]] = [[] for _ in chart.points]
    labels, top = [], head
    for label, shares in chart.rows:
        parts = lines(label, _LABEL - 16.0 if wide else width - 12.0)
        words = CLOSE * len(parts)
        step = max(high, words) + 10.0 if wide else high + words + 10.0
        first = top + lane / 2 + ((step - high) / 2 if wide else words + 6.0)
        labels += stacked(2.0, top + (step - words) / 2 + 14.0, parts) if wide else stacked(6.0, top + 17.0, parts)
        for at, share in enumerate(shares):
            if share is not None:
                seen[at].append((share, first + at * lane))
        top += step
    bottom = top
    pieces += [*chart.axis.grid(left, right, head, bottom), *labels]
    for at, series in enumerate(seen):
        pieces += _series(series, at, chart.axis, left, right)
    return svg(chart.frame, width, bottom + LINE + 4.0, pieces)


def _series(series: list[tuple[Share, float]], number: int, axis: Axis, left: float, right: float) -> list[str]:
    """Draw one point of measurement: all its spans in one path, all its marks in another."""
    if not series:
        return []
    spans, marks = [], []
    for share, y in series:
        if share.low is not None and share.high is not None:
            start, end = axis.at(share.low, left, right), axis.at(share.high, left, right)
            spans.append(box(start, y - 4.0, max(2.0, end - start), 8.0))
        marks.append(mark(number, axis.at(share.value, left, right), y))
    look = "" if number == 0 else "soft"
    words = [text(right + 12.0, y + 5.0, share.said, look) for share, y in series]
    return [path("".join(spans), f"span-{number % 3}"), path("".join(marks), f"mark-{number % 3}"), *words]


def _legend(points: tuple[str, ...], width: float) -> tuple[float, list[str]]:
    if len(points) == 1:
        return 0.0, []
    pieces, x, y = [], 6.0, 10.0
    for number, words in enumerate(points):
        if x > 6.0 and x + 14.0 + text_width(words) > width:
            x, y = 6.0, y + LINE
        pieces.append(path(mark(number, x + 2.0, y), f"mark-{number % 3}"))
        pieces.append(text(x + 14.0, y + 5.0, words))
        x += 14.0 + text_width(words) + 28.0
    return y + LINE, pieces
