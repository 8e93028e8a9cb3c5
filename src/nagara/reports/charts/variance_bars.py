"""Where the doubt comes from: bars of variance shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nagara.reports.charts.drawing import CLOSE, LINE, WIDE, Frame, rect, stacked, svg, text
from nagara.reports.charts.wrapping import lines

if TYPE_CHECKING:
    from nagara.reports.charts.axis import Axis

__all__ = ["Bar", "VarianceBars", "draw"]

_LABEL, _SAID, _THICK = 250.0, 60.0, 16.0


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
    labels = [lines(bar.label, _LABEL - 16.0 if wide else width - 12.0) for bar in chart.bars]
    steps = [max(38.0, CLOSE * len(parts) + 8.0) if wide else CLOSE * len(parts) + 30.0 for parts in labels]
    bottom = sum(steps)
    pieces = chart.axis.grid(left, right, 0.0, bottom)
    top = 0.0
    for bar, parts, step in zip(chart.bars, labels, steps, strict=True):
        words = CLOSE * len(parts)
        y = top + ((step - _THICK) / 2 if wide else words + 7.0)
        pieces += stacked(2.0, top + (step - words) / 2 + 14.0, parts) if wide else stacked(6.0, top + 17.0, parts)
        end = chart.axis.at(max(0.0, bar.share), left, right)
        pieces.append(rect(left, y, max(1.0, end - left), _THICK, "bar"))
        pieces.append(text(end + 8.0, y + 13.0, bar.said, "strong"))
        top += step
    return svg(chart.frame, width, bottom + LINE + 4.0, pieces)
