"""Figures as dots, each on the span of its interval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from nagara.reports.charts.drawing import CLOSE, LINE, WIDE, Frame, circle, hatching, rect, stacked, svg
from nagara.reports.charts.wrapping import lines

if TYPE_CHECKING:
    from nagara.reports.charts.axis import Axis

__all__ = ["DotAndSpan", "Row", "draw"]

_PLOT_LEFT, _PLOT_RIGHT = 232.0, 452.0
_NARROW_PLOT: Final = (18.0, 316.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure.

    Parameters
    ----------
    label
        Its name.
    said
        Its value and interval in words, or why there is none.
    value, low, high
        Its numbers; ``None`` where there are none.
    """

    label: str
    said: str
    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DotAndSpan:
    """Figures of one unit under each other."""

    frame: Frame
    axis: Axis
    rows: tuple[Row, ...]


def draw(chart: DotAndSpan, width: float = WIDE) -> str:
    """Draw it.

    Parameters
    ----------
    chart
        What to draw.
    width
        640 or 340 [px].
    """
    wide = width >= WIDE
    left, right = (_PLOT_LEFT, _PLOT_RIGHT) if wide else _NARROW_PLOT
    words = [_words(row, width) for row in chart.rows]
    steps = [CLOSE * max(map(len, said)) + 8.0 if wide else CLOSE * sum(map(len, said)) + 22.0 for said in words]
    steps = [max(44.0, step) if wide else step for step in steps]
    bottom = sum(steps) + 4.0
    pieces = chart.axis.grid(left, right, 0.0, bottom)
    top = 0.0
    for row, (label, said), step in zip(chart.rows, words, steps, strict=True):
        if wide:
            middle = top + step / 2
            for x, parts, look in ((2.0, label, ""), (_PLOT_RIGHT + 18.0, said, "strong")):
                pieces += stacked(x, middle + 5.0 - (len(parts) - 1) / 2 * CLOSE, parts, look)
        else:
            middle = top + step - 12.0
            pieces += stacked(6.0, top + 16.0, label)
            pieces += stacked(6.0, top + 16.0 + CLOSE * len(label), said, "strong")
        pieces += _mark(row, chart.axis, left, right, middle)
        top += step
    return svg(chart.frame, width, bottom + LINE + 4.0, pieces)


def _words(row: Row, width: float) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The label and what is said, broken into the lines that find room."""
    label, said = (_PLOT_LEFT - 24.0, width - _PLOT_RIGHT - 20.0) if width >= WIDE else (width - 12.0,) * 2
    return lines(row.label, label), lines(row.said, said, most=4, is_strong=True)


def _mark(row: Row, axis: Axis, left: float, right: float, y: float) -> list[str]:
    if row.value is None:
        return [hatching(left, y - 5.0, right - left, 10.0)]
    pieces = []
    if row.low is not None and row.high is not None:
        start, end = axis.at(row.low, left, right), axis.at(row.high, left, right)
        pieces.append(rect(start, y - 5.0, max(2.0, end - start), 10.0, "area"))
    pieces.append(circle(axis.at(row.value, left, right), y, 5.5, "mark-0"))
    return pieces
