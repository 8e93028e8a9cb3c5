"""A promise through the years: one step down for each text that takes it up, until it ends or stays open.

Years run across. A shape says what a text does to the one before it; a hollow shape is known from a report
only. The line leads to an end mark, so that an open promise is seen to be open.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from nagara.reports.charts.drawing import CLOSE, WIDE, Frame, box, coordinate, line, path, stacked, svg, text
from nagara.reports.charts.letters import text_width
from nagara.reports.charts.wrapping import fitted, lines

__all__ = ["Mark", "Point", "ThreadPicture", "draw"]

_MARGIN: Final = 16.0
"""Between the frame and the first or last year [px]."""
_TOP: Final = 30.0
"""Above the first point, for the years [px]."""
_YEAR_LABEL: Final = 44.0
"""Room that a year needs beside the next one [px]."""
_GAP: Final = 12.0
"""Between a point and its words [px]."""


class Mark(StrEnum):
    """What a point of the line is."""

    FIRST = "first"
    REAFFIRMS = "reaffirms"
    REPEATS = "repeats"
    SHARPENS = "sharpens"
    WEAKENS = "weakens"
    FULFILS = "fulfils"
    LAPSES = "lapses"
    EVENT = "event"
    OPEN = "open"
    """Only an end: the promise goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One text or event.

    Parameters
    ----------
    on
        Its day, which sets its place.
    label
        When and what, as in ``2017 · Taguig Action Agenda``.
    said
        What it says, in own words.
    mark
        What it does to the promise.
    is_reported
        Whether it is known from a report only; it is then hollow.
    """

    on: date
    label: str
    said: str
    mark: Mark
    is_reported: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadPicture:
    """The points of one promise in order of time.

    Parameters
    ----------
    frame
        Its name and words.
    points
        In order of time; at least one.
    end
        ``OPEN``, ``FULFILS`` or ``LAPSES``.
    end_said
        The end in words, as in ``Open since 27 July 2017``.
    until
        Day to which an open line runs.
    legend
        What each mark means, in the order in which it is printed; marks that do not occur are left out.
    reported
        What a hollow mark means.
    """

    frame: Frame
    points: tuple[Point, ...]
    end: Mark
    end_said: str
    until: date
    legend: tuple[tuple[Mark, str], ...]
    reported: str


def draw(chart: ThreadPicture, width: float = WIDE) -> str:
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
        If there is no point, or time runs back.
    """
    days = [each.on for each in chart.points]
    if not days or days != sorted(days):
        msg = "a thread has at least one point, and its points run on in time"
        raise ValueError(msg)
    first, last = days[0].year, max(days[-1], chart.until).year
    places = [_place(day, first, last, width) for day in days]
    words, y, steps = [], _TOP + 10.0, []
    for point, x in zip(chart.points, places, strict=True):
        steps.append(y)
        pieces, y = _words(point, x, y, width)
        words += pieces
    foot, height = _end(chart, places[-1], _place(max(days[-1], chart.until), first, last, width), y, width)
    legend, bottom = _legend(chart, height, width)
    return svg(
        chart.frame,
        width,
        bottom,
        [
            *_years(first, last, height - 8.0, width),
            path(_stairs(places, steps, y), "series"),
            *words,
            *foot,
            *(
                path(_shape(point.mark, x, at), _look(point.mark, is_hollow=point.is_reported))
                for point, x, at in zip(chart.points, places, steps, strict=True)
            ),
            *legend,
        ],
    )


def _place(day: date, first: int, last: int, width: float) -> float:
    """Where a day stands between the first day of the first year and the last of the last one."""
    start, stop = date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal()
    return _MARGIN + (day.toordinal() - start) / (stop - start) * (width - 2 * _MARGIN)


def _years(first: int, last: int, bottom: float, width: float) -> list[str]:
    each = (width - 2 * _MARGIN) / (last - first + 1)
    every = next(step for step in (1, 2, 5, 10, 20, 50, 100) if step * each >= _YEAR_LABEL or step == 100)
    pieces = []
    for number in range(last - first + 1):
        x = _MARGIN + number * each
        pieces.append(line(x, _TOP - 8.0, x, bottom, "grid"))
        if number % every == 0:
            pieces.append(text(x + 3.0, 14.0, str(first + number), "soft"))
    return pieces


def _words(point: Point, x: float, y: float, width: float) -> tuple[list[str], float]:
    """The words under a point, on the side that has more room, and where the next point stands."""
    is_right = x < width / 2
    room = (width - x if is_right else x) - _GAP - 4.0
    label = lines(point.label, room, most=2, is_strong=True)
    said = lines(point.said, room, most=5)
    at, anchor = (x + _GAP, "start") if is_right else (x - _GAP, "end")
    top = y + CLOSE + 2.0
    pieces = stacked(at, top, label, "halo strong", anchor=anchor)
    pieces += stacked(at, top + CLOSE * len(label), said, "halo", anchor=anchor)
    return pieces, top + CLOSE * (len(label) + len(said)) + 6.0


def _stairs(places: list[float], steps: list[float], bottom: float) -> str:
    """Down from each point, then across to the next one."""
    written = [f"M{coordinate(places[0])} {coordinate(steps[0])}"]
    written += [f"V{coordinate(y)}H{coordinate(x)}" for x, y in zip(places[1:], steps[1:], strict=True)]
    return "".join((*written, f"V{coordinate(bottom)}"))


def _end(chart: ThreadPicture, x: float, until: float, y: float, width: float) -> tuple[list[str], float]:
    """The end mark with its words, and where the drawing of the line stops."""
    is_open = chart.end is Mark.OPEN
    to = max(x, min(until, width - _MARGIN)) if is_open else x
    dashes = "".join(f"M{coordinate(x + 8.0 * n)} {coordinate(y)}h5" for n in range(int((to - x) / 8.0)))
    pieces = [path(dashes, "series")] if dashes else []
    pieces.append(path(_shape(chart.end, to, y), _look(chart.end)))
    is_right = to < width / 2
    room = (width - to if is_right else to) - _GAP - 4.0
    at, anchor = (to + _GAP, "start") if is_right else (to - _GAP, "end")
    said = lines(chart.end_said, room, most=2, is_strong=True)
    return [*pieces, *stacked(at, y + CLOSE + 4.0, said, "halo strong", anchor=anchor)], y + CLOSE * (
        len(said) + 1
    ) + 8.0


def _legend(chart: ThreadPicture, y: float, width: float) -> tuple[list[str], float]:
    """The marks that occur, each with its word, in as many lines as they need."""
    present = {each.mark for each in chart.points}
    entries = [(mark, words, False) for mark, words in chart.legend if mark in present]
    if any(each.is_reported for each in chart.points):
        entries.append((Mark.FIRST, chart.reported, True))
    x, y = _MARGIN, y + CLOSE
    pieces = []
    for mark, words, is_hollow in entries:
        said = fitted(words, width - 2 * _MARGIN - 20.0)
        if x > _MARGIN and x + 18.0 + text_width(said) > width - 4.0:
            x, y = _MARGIN, y + CLOSE + 2.0
        pieces += [path(_shape(mark, x, y - 5.0), _look(mark, is_hollow=is_hollow)), text(x + 12.0, y, said, "soft")]
        x += 12.0 + text_width(said) + 24.0
    return pieces, y + 10.0


def _look(mark: Mark, *, is_hollow: bool = False) -> str:
    if is_hollow or mark is Mark.EVENT:
        return "open"
    return "mark-1" if mark is Mark.LAPSES else "mark-0"


def _shape(mark: Mark, x: float, y: float) -> str:
    """The steps of a mark; no two are alike, so that colour never speaks alone."""
    at = f"{coordinate(x)} {coordinate(y)}"
    match mark:
        case Mark.REAFFIRMS:
            return box(x - 5.0, y - 5.0, 10.0, 10.0)
        case Mark.REPEATS:
            return f"M{at}m0-7l7 7l-7 7l-7-7z"
        case Mark.SHARPENS:
            return f"M{at}m0-7l7 12h-14z"
        case Mark.WEAKENS:
            return f"M{at}m0 7l7-12h-14z"
        case Mark.FULFILS:
            return f"M{at}m-7-1l3-3l3 3l6-6l3 3l-9 9z"
        case Mark.LAPSES:
            return f"M{at}m-7-4l3-3l4 4l4-4l3 3l-4 4l4 4l-3 3l-4-4l-4 4l-3-3l4-4z"
        case Mark.EVENT:
            return box(x - 2.5, y - 7.0, 5.0, 14.0)
        case Mark.OPEN:
            return f"M{at}m-7-6l9 6l-9 6z"
        case _:
            return f"M{at}m-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0z"
