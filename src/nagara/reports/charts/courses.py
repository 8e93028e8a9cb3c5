"""Courses of one figure: a line for each, what was measured with its interval, and what was promised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Final

from nagara.reports.charts.drawing import (
    CLOSE,
    LINE,
    WIDE,
    Frame,
    circle,
    coordinate,
    line,
    mark,
    path,
    stacked,
    svg,
    text,
)
from nagara.reports.charts.wrapping import fitted, lines

if TYPE_CHECKING:
    from nagara.reports.charts.axis import Axis

__all__ = ["CourseLine", "CoursePicture", "CoursePoint", "draw"]

HEIGHT: Final = 190.0
LEFT: Final = 56.0
LABELS: Final = 148.0
"""Room for the names at the ends of lines [px]."""
YEAR_WIDTH: Final = 44.0
SAMPLE: Final = 26.0
CAP: Final = 4.0
AWAY: Final = 2.0
"""How far a name may stand from the end of its line without a mark of its own [px]."""
DIAMOND: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseLine:
    """One course: its name, its years with their values, and its interval where it has one and may show it."""

    label: str
    points: tuple[tuple[int, float], ...]
    band: tuple[tuple[int, float, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CoursePoint:
    """What was measured in a year."""

    year: int
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CoursePicture:
    """One figure of several courses.

    Parameters
    ----------
    frame, axis
        Words around it, and its scale.
    years
        First and last year.
    lines
        The courses; their look follows their place.
    points
        What was measured.
    promised
        First year and target of each promise.
    said_measured, said_promised
        What the points and the lines of promises are called.
    """

    frame: Frame
    axis: Axis
    years: tuple[int, int]
    lines: tuple[CourseLine | None, ...]
    points: tuple[CoursePoint, ...]
    promised: tuple[tuple[int, float], ...]
    said_measured: str
    said_promised: str


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where years and values stand."""

    picture: CoursePicture
    right: float
    top: float

    @property
    def bottom(self) -> float:
        return self.top + HEIGHT

    def x(self, year: int) -> float:
        first, last = self.picture.years
        return LEFT + (self.right - LEFT) * (year - first) / max(1, last - first)

    def y(self, value: float) -> float:
        return self.picture.axis.at(value, self.bottom, self.top)


def draw(picture: CoursePicture, width: float = WIDE) -> str:
    """Draw it.

    Parameters
    ----------
    picture
        What to draw.
    width
        640 or 340 [px].
    """
    is_wide = width >= WIDE
    legend, top = _legend(picture, width, names=not is_wide)
    plot = _Plot(picture, width - (LABELS if is_wide else 16.0), top + 10.0)
    pieces = [*legend, *_scale(plot)]
    pieces += [_band(each, plot) for each in picture.lines if each is not None and each.band]
    for year, target in picture.promised:
        x, y = plot.x(max(year, picture.years[0])), plot.y(target)
        pieces += [line(x, y, plot.right, y, "side"), path(mark(DIAMOND, x, y), "node")]
    for at, each in enumerate(picture.lines):
        if each is not None:
            pieces += _course(each, at, plot)
    for point in picture.points:
        pieces += _measured(point, plot)
    if is_wide:
        pieces += _names(picture.lines, plot, width)
    return svg(picture.frame, width, plot.bottom + LINE + 8.0, pieces)


def _legend(picture: CoursePicture, width: float, *, names: bool) -> tuple[list[str], float]:
    """What marks mean, line by line; names of courses too where there is no room beside their ends."""
    pieces: list[str] = []
    y = 14.0

    def said(words: str) -> str:
        return text(SAMPLE + 10.0, y, fitted(words, width - SAMPLE - 12.0))

    for at, each in enumerate(picture.lines if names else ()):
        if each is not None:
            pieces += [line(2.0, y - 5.0, SAMPLE, y - 5.0, f"line line-{at}"), _mark(at, SAMPLE / 2 + 1.0, y - 5.0)]
            pieces.append(said(each.label))
            y += LINE
    if picture.points:
        pieces += [line(14.0, y - 13.0, 14.0, y + 3.0, "side"), circle(14.0, y - 5.0, 4.5, "node")]
        pieces.append(said(picture.said_measured))
        y += LINE
    if picture.promised:
        pieces += [line(2.0, y - 5.0, SAMPLE, y - 5.0, "side"), path(mark(DIAMOND, 14.0, y - 5.0), "node")]
        pieces.append(said(picture.said_promised))
        y += LINE
    return pieces, y - 14.0


def _scale(plot: _Plot) -> list[str]:
    pieces = []
    for value, words in plot.picture.axis.ticks:
        y = plot.y(value)
        look = "zero" if value == 0.0 else "grid"
        pieces += [line(LEFT, y, plot.right, y, look), text(LEFT - 8.0, y + 5.0, words, "soft", anchor="end")]
    first, last = plot.picture.years
    apart = max(1, ceil(YEAR_WIDTH / max(plot.x(first + 1) - LEFT, 1.0)))
    for year in range(first, last + 1):
        if (last - year) % apart == 0:
            pieces.append(text(plot.x(year), plot.bottom + LINE, str(year), "soft", anchor="middle"))
    return pieces


def _band(each: CourseLine, plot: _Plot) -> str:
    upper = [(plot.x(year), plot.y(high)) for year, _, high in each.band]
    lower = [(plot.x(year), plot.y(low)) for year, low, _ in each.band]
    return path(_steps([*upper, *reversed(lower)]) + "Z", "span-2")


def _course(each: CourseLine, at: int, plot: _Plot) -> list[str]:
    points = [(plot.x(year), plot.y(value)) for year, value in each.points]
    return [path(_steps(points), f"line line-{at}"), *(_mark(at, x, y) for x, y in points[-1:])]


def _mark(at: int, x: float, y: float) -> str:
    """Disc, square, and triangles that stand on a side or on a corner; the diamond belongs to promises."""
    if at < DIAMOND:
        return path(mark(at, x, y), f"point-{at}")
    up = 1.0 if at == DIAMOND else -1.0
    left, base, top = coordinate(x - 6.0), coordinate(y + 5.0 * up), coordinate(y - 6.0 * up)
    return path(f"M{left} {base}h12L{coordinate(x)} {top}z", f"point-{at}")


def _measured(point: CoursePoint, plot: _Plot) -> list[str]:
    x, high, low = plot.x(point.year), plot.y(point.high), plot.y(point.low)
    caps = [line(x - CAP, end, x + CAP, end, "side") for end in (high, low)]
    return [line(x, high, x, low, "side"), *caps, circle(x, plot.y(point.value), 4.5, "node")]


def _names(courses: Sequence[CourseLine | None], plot: _Plot, width: float) -> list[str]:
    """Names at the ends of lines, in rows where they are long, pushed apart where they would cover each other."""
    ends = [(plot.y(each.points[-1][1]), at, each) for at, each in enumerate(courses) if each is not None]
    ends.sort(key=lambda end: end[0])
    room = width - plot.right - 26.0
    rows = [lines(each.label, room, most=3, is_strong=True) for _, _, each in ends]
    places: list[float] = []
    for at, (wished, _, _) in enumerate(ends):
        above = places[-1] + CLOSE * len(rows[at - 1]) if places else plot.top
        places.append(max(wished, above))
    beyond = max(0.0, places[-1] + CLOSE * (len(rows[-1]) - 1) - plot.bottom) if places else 0.0
    pieces = []
    for place, parts, (wished, at, each) in zip(places, rows, ends, strict=True):
        y, x = place - beyond, plot.right + 14.0
        if abs(y - wished) > AWAY or each.points[-1][0] < plot.picture.years[1]:
            pieces.append(_mark(at, x, y))  # which line the name is of, where it does not stand at its end
            x += 10.0
        pieces += stacked(x, y + 5.0, parts, "strong")
    return pieces


def _steps(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in points)
