"""One figure over the years: a line of dots in the band of its interval, broken where it is unknown."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from math import ceil
from typing import TYPE_CHECKING, Final

from nagara.reports.charts.drawing import (
    CLOSE,
    LINE,
    NARROW,
    WIDE,
    Frame,
    circle,
    coordinate,
    hatching,
    line,
    path,
    stacked,
    svg,
    text,
)
from nagara.reports.charts.letters import text_width
from nagara.reports.charts.wrapping import fitted, lines

if TYPE_CHECKING:
    from nagara.reports.charts.axis import Axis

__all__ = ["SeriesWithBand", "Year", "draw", "sparkline"]

YEAR_WIDTH: Final = 40.0
"""Room that a year takes under the axis; where years stand closer, some are not written, never the last [px]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """One year of the figure; ``value`` is ``None`` where it was not reported, ``said`` tells why.

    ``is_break`` marks the first year of a new method: no line is drawn into it.
    """

    year: int
    said: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    is_break: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesWithBand:
    """A figure over consecutive years."""

    frame: Frame
    axis: Axis
    years: tuple[Year, ...]


def draw(chart: SeriesWithBand, width: float = WIDE) -> str:
    """Draw it.

    Parameters
    ----------
    chart
        What to draw.
    width
        640 or 340 [px].
    """
    left, right, top, bottom = 48.0, width - (120.0 if width > NARROW else 20.0), 24.0, 220.0
    span = max(1, len(chart.years) - 1)
    step = (right - left) / span
    places = [left + step * number for number in range(len(chart.years))]
    pieces = _level_lines(chart.axis, left, right, top, bottom)
    apart = max(1, ceil(YEAR_WIDTH / step))
    for number, (x, year) in enumerate(zip(places, chart.years, strict=True)):
        if (span - number) % apart == 0:
            pieces.append(text(x, bottom + LINE, str(year.year), "soft", anchor="middle"))
        if year.value is None:
            start, end = max(left, x - step / 2), min(right, x + step / 2)
            pieces += [hatching(start, top, max(8.0, end - start), bottom - top)]
        if year.is_break:
            pieces += [line(x - step / 2, top, x - step / 2, bottom, "axis")]
    for part in _parts(chart, places, top, bottom):
        pieces += part
    last = chart.years[-1]
    if last.value is not None:
        if width > NARROW:
            parts = _end_words(last.said, 108.0)
            y = chart.axis.at(last.value, bottom, top) + 5.0 - (len(parts) - 1) / 2 * CLOSE
            pieces += stacked(right + 10.0, max(14.0, y), parts, "strong")
        else:
            pieces.append(text(right, 14.0, fitted(last.said, 268.0, is_strong=True), "strong", anchor="end"))
    return svg(chart.frame, width, bottom + LINE + 8.0, pieces)


def sparkline(values: tuple[float | None, ...], *, width: float = 96.0, height: float = 24.0) -> str:
    """A small line for a figure card; it repeats what the words say, so readers by ear skip it."""
    known = [value for value in values if value is not None]
    if not known:
        return ""
    low, high = min(known), max(known)
    step = (width - 8.0) / max(1, len(values) - 1)
    points = [
        None
        if value is None
        else (4.0 + step * n, height - 4.0 - (value - low) / ((high - low) or 1.0) * (height - 8.0))
        for n, value in enumerate(values)
    ]
    runs = [list(run) for is_known, run in groupby(points, key=lambda point: point is not None) if is_known]
    steps = "".join(_polyline([point for point in run if point]) for run in runs)
    x, y = next(point for point in reversed(points) if point)
    size = f"{coordinate(width)} {coordinate(height)}"
    return (
        f'<svg class="chart spark" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" width="{coordinate(width)}" '
        f'height="{coordinate(height)}" aria-hidden="true">{path(steps, "series")}{circle(x, y, 3.0, "mark-0")}</svg>'
    )


def _end_words(said: str, width: float) -> tuple[str, ...]:
    """What stands at the end of the line: on one line, or the unit under the value, and nothing of it cut."""
    if text_width(said, is_strong=True) <= width:
        return (said,)
    value, _, unit = said.partition("\N{NO-BREAK SPACE}")
    return (*lines(value, width, most=2, is_strong=True), *lines(unit, width, most=4, is_strong=True))


def _level_lines(axis: Axis, left: float, right: float, top: float, bottom: float) -> list[str]:
    pieces = []
    for value, words in axis.ticks:
        y = axis.at(value, bottom, top)
        pieces += [line(left, y, right, y, "grid"), text(left - 8.0, y + 5.0, words, "soft", anchor="end")]
    return pieces


def _parts(chart: SeriesWithBand, places: list[float], top: float, bottom: float) -> list[list[str]]:
    runs: list[list[tuple[float, Year]]] = [[]]
    for x, year in zip(places, chart.years, strict=True):
        if year.value is None or year.is_break:
            runs.append([])
        if year.value is not None:
            runs[-1].append((x, year))
    return [_run(run, chart.axis, top, bottom) for run in runs if run]


def _run(run: list[tuple[float, Year]], axis: Axis, top: float, bottom: float) -> list[str]:
    def at(value: float) -> float:
        return axis.at(value, bottom, top)

    points = [(x, at(year.value)) for x, year in run if year.value is not None]
    upper = [(x, at(year.high)) for x, year in run if year.high is not None]
    lower = [(x, at(year.low)) for x, year in run if year.low is not None]
    band = path(_polyline(upper + lower[::-1]) + "Z", "area") if len(upper) > 1 and len(lower) > 1 else ""
    if len(run) == 1 and upper and lower:
        (x, high), (_, low) = upper[0], lower[0]
        band = path(_polyline([(x - 4, high), (x + 4, high), (x + 4, low), (x - 4, low)]) + "Z", "area")
    return [band, path(_polyline(points), "series"), *(circle(x, y, 4.5, "open") for x, y in points)]


def _polyline(points: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in points)
