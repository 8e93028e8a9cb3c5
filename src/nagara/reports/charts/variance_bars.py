"""Where the doubt comes from: bars of variance shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nagara.reports.charts.drawing import LINE, WIDE, Frame, fitted, lines, rect, svg, text

if TYPE_CHECKING:
    from nagara.reports.charts.axis import Axis

__all__ = ["Bar", "VarianceBars", "draw"]

_LABEL, _SAID = 250.0, 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One source of doubt: its share of the variance [frac] and how it is said."""

    label: str
    said: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class VarianceBars:
    """Sources of doubt under each other; they need not add up to one."""

    frame: Frame
    axis: Axis
    bars: tuple[Bar, ...]


def draw(chart: VarianceBars, width: float = WIDE) -> str:
    """Draw it.

    Parameters
    ----------
    chart
        What to draw.
    width
        640 or 340 [px].
    """
    wide = width >= WIDE
    left, right = (_LABEL if wide else 18.0), width - _SAID
    step = 38.0 if wide else 48.0
    bottom = step * len(chart.bars)
    pieces = chart.axis.grid(left, right, 0.0, bottom)
    for number, bar in enumerate(chart.bars):
        top = number * step
        y = top + (step - 16.0) / 2 if wide else top + 24.0
        if wide:
            parts = lines(bar.label, _LABEL - 16.0)
            offset = (len(parts) - 1) / 2
            pieces += [text(0.0, y + 13.0 + (at - offset) * 17.0, part) for at, part in enumerate(parts)]
        else:
            pieces.append(text(6.0, top + 17.0, fitted(bar.label, width - 12.0)))
        end = chart.axis.at(max(0.0, bar.share), left, right)
        pieces.append(rect(left, y, max(1.0, end - left), 16.0, "bar"))
        pieces.append(text(end + 8.0, y + 13.0, bar.said, "strong"))
    return svg(chart.frame, width, bottom + LINE + 4.0, pieces)
