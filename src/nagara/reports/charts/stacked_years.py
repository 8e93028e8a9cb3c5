"""Parts of a whole over the years: bars of stacked parts, what is earned below the line, named at their end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from nagara.reports.charts.axis import years_said
from nagara.reports.charts.drawing import CLOSE, LINE, WIDE, Frame, circle, line, path, rect, stacked, svg, text
from nagara.reports.charts.drawing import box as box_steps
from nagara.reports.charts.wrapping import lines

if TYPE_CHECKING:
    from nagara.reports.charts.axis import Axis

__all__ = ["Part", "StackedYears", "draw"]

HEIGHT: Final = 220.0
LEFT: Final = 60.0
BESIDE: Final = 176.0
"""Room for the names of the parts [px]."""
BAR: Final = 0.72
"""Width of a bar as a part of a year's room [frac]."""
MOST_PARTS: Final = 4
"""Parts whose colours can be told apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the whole by year; ``said`` is what it is in the last."""

    label: str
    said: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StackedYears:
    """At most four parts over the same years; ``total`` is the name of the mark that says what they sum to."""

    frame: Frame
    axis: Axis
    years: tuple[int, ...]
    parts: tuple[Part, ...]
    total: str = ""


def draw(chart: StackedYears, width: float = WIDE) -> str:
    """Draw it.

    Parameters
    ----------
    chart
        What to draw.
    width
        640 or 340 [px].

    Raises
    ------
    ValueError
        If there are more parts than colours.
    """
    if len(chart.parts) > MOST_PARTS:
        msg = f"{len(chart.parts)} parts cannot be told apart; put them together into {MOST_PARTS}"
        raise ValueError(msg)
    pieces: list[str] = []
    top = 8.0
    if width < WIDE:
        pieces, top = _names(chart, width, 2.0, 4.0)
        top += 10.0
    right, bottom = width - (BESIDE if width >= WIDE else 12.0), top + HEIGHT
    if width >= WIDE:
        pieces = _names(chart, BESIDE - 8.0, right + 16.0, 6.0)[0]
    step = (right - LEFT) / len(chart.years)
    for value, words in chart.axis.ticks:
        y = chart.axis.at(value, bottom, top)
        look = "zero" if value == 0.0 else "grid"
        pieces += [line(LEFT, y, right, y, look), text(LEFT - 8.0, y + 5.0, words, "soft", anchor="end")]
    pieces += _bars(chart, step, top, bottom)
    for at, anchor in years_said(len(chart.years), step):
        x = LEFT + step * (at + 0.5) + (step / 2 if anchor == "end" else 0.0)
        pieces.append(text(x, bottom + 20.0, str(chart.years[at]), "soft", anchor=anchor))
    return svg(chart.frame, width, bottom + LINE + 10.0, pieces)


def _bars(chart: StackedYears, step: float, top: float, bottom: float) -> list[str]:
    """All bars, one path for each part; the marks of the totals over them."""
    steps: list[list[str]] = [[] for _ in chart.parts]
    marks = []
    for at in range(len(chart.years)):
        x, up, down = LEFT + step * at + step * (1.0 - BAR) / 2, 0.0, 0.0
        for number, part in enumerate(chart.parts):
            value, before = part.values[at], up if part.values[at] >= 0 else down
            high, low = (chart.axis.at(end, bottom, top) for end in (before + max(value, 0), before + min(value, 0)))
            up, down = up + max(value, 0.0), down + min(value, 0.0)
            if low - high >= 0.05:
                steps[number].append(box_steps(x, high, step * BAR, low - high))
        if chart.total:
            marks.append(circle(x + step * BAR / 2, chart.axis.at(up + down, bottom, top), 3.5, "total"))
    return [*(path("".join(each), f"part-{number}") for number, each in enumerate(steps) if each), *marks]


def _names(chart: StackedYears, room: float, x: float, top: float) -> tuple[list[str], float]:
    """Names of the parts, the topmost of a bar first, each with its colour and what it is in the last year."""
    pieces: list[str] = []
    if chart.total:
        pieces.append(circle(x + 7.0, top + 7.0, 4.5, "total"))
        parts = lines(chart.total, room - 22.0)
        pieces += stacked(x + 22.0, top + 12.0, parts)
        top += CLOSE * len(parts) + 8.0
    for number, part in reversed(list(enumerate(chart.parts))):
        parts = lines(part.label, room - 22.0)
        pieces += [rect(x, top, 14.0, 14.0, f"part-{number}"), *stacked(x + 22.0, top + 12.0, parts)]
        top += CLOSE * len(parts)
        pieces.append(text(x + 22.0, top + 12.0, part.said, "strong"))
        top += CLOSE + 8.0
    return pieces, top
