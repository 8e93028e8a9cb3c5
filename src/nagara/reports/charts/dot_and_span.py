"""Figures as dots, each on the span of its interval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from nagara.reports.charts.drawing import LINE, WIDE, Frame, circle, fitted, hatching, lines, rect, svg, text

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
    step = 44.0 if wide else 58.0
    bottom = step * len(chart.rows) + 4.0
    pieces = chart.axis.grid(left, right, 0.0, bottom)
    for number, row in enumerate(chart.rows):
        top = number * step
        if wide:
            pieces += _wide_words(row, top + step / 2)
            pieces += _mark(row, chart.axis, left, right, top + step / 2)
        else:
            pieces.append(text(6.0, top + 16.0, fitted(row.label, 328.0)))
            pieces.append(text(6.0, top + 34.0, fitted(row.said, 328.0), "strong"))
            pieces += _mark(row, chart.axis, left, right, top + 46.0)
    return svg(chart.frame, width, bottom + LINE + 4.0, pieces)


def _wide_words(row: Row, middle: float) -> list[str]:
    label = lines(row.label, _PLOT_LEFT - 24.0)
    said = lines(row.said, WIDE - _PLOT_RIGHT - 20.0)
    return [
        text(x, middle + 5.0 + (at - (len(words) - 1) / 2) * 17.0, words_line, look)
        for x, words, look in ((0.0, label, ""), (_PLOT_RIGHT + 18.0, said, "strong"))
        for at, words_line in enumerate(words)
    ]


def _mark(row: Row, axis: Axis, left: float, right: float, y: float) -> list[str]:
    if row.value is None:
        return [hatching(left, y - 5.0, right - left, 10.0)]
    pieces = []
    if row.low is not None and row.high is not None:
        start, end = axis.at(row.low, left, right), axis.at(row.high, left, right)
        pieces.append(rect(start, y - 5.0, max(2.0, end - start), 10.0, "area"))
    pieces.append(circle(axis.at(row.value, left, right), y, 5.5, "mark-0"))
    return pieces
