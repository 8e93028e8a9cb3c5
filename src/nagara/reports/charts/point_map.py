"""Cities as equal circles on the outline of Southeast Asia: a small city does not vanish beside a large one.

The outline is Natural Earth's 1:50 million land with its de facto borders (public domain), clipped and
simplified to about 13 km. It is for finding one's way and not for areas or for where a border runs.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from nagara.reports.charts.drawing import NARROW, WIDE, Frame, circle, coordinate, path, svg, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["MOST_NAMED", "Point", "PointMap", "draw", "is_inside"]

WEST, EAST, SOUTH, NORTH = 92.0, 141.0, -11.5, 28.5
"""Edges of the map [degrees]."""
RADIUS: Final = {WIDE: 6.0, NARROW: 5.0}
SMALL: Final = 3
"""Radius of a circle among many [px]."""
MOST_NAMED: Final = 200
"""So many cities can have their names beside them; more would only stand in each other's way."""
LOOKS: Final = ("mark-0", "mark-1", "mark-2")
LABEL_WIDTH: Final = 7.4
"""Mean width of a letter of 14 px [px]; enough to keep labels apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One city.

    Parameters
    ----------
    name
        Its name, written beside the circle where there is room.
    latitude_deg, longitude_deg
        Where it lies [degrees].
    look
        0 for a city with a figure, 1 for one that needs attention, 2 for one without a figure.
    """

    name: str
    latitude_deg: float
    longitude_deg: float
    look: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PointMap:
    """Cities on the map."""

    frame: Frame
    points: tuple[Point, ...]


def draw(chart: PointMap) -> str:
    """Draw it, once for wide pages and phones: one outline, and the names that find room on each.

    Parameters
    ----------
    chart
        What to draw.

    Notes
    -----
    Names for a phone have the class ``on-phone`` and stand where those of the narrow drawing would; the style
    sheet shows them, larger, in place of the others: the outline is most of the weight, and is there once.
    More than :data:`MOST_NAMED` cities are small circles without names; whoever shows the map says so.
    """
    scale = WIDE / (EAST - WEST)
    height = (NORTH - SOUTH) * scale
    pieces = [path(_land(scale, is_member=False), "land"), path(_land(scale, is_member=True), "land-here")]
    places = _places(chart, scale)
    if len(places) > MOST_NAMED:
        return svg(chart.frame, WIDE, height, [*pieces, *_dots(places)])
    pieces += [circle(x, y, RADIUS[WIDE], LOOKS[point.look]) for point, x, y in places]
    for x, y, name, anchor in _names(places, RADIUS[WIDE], WIDE):
        pieces.append(text(x, y, name, "halo on-page", anchor=anchor))
    larger = WIDE / NARROW
    narrow = _places(chart, scale / larger)
    for x, y, name, anchor in _names(narrow, RADIUS[NARROW], NARROW):
        pieces.append(text(x * larger, y * larger, name, "halo on-phone", anchor=anchor))
    return svg(chart.frame, WIDE, height, pieces)


def _places(chart: PointMap, scale: float) -> list[tuple[Point, float, float]]:
    return [(point, *_place(point, scale)) for point in chart.points if is_inside(point)]


def _names(
    places: Sequence[tuple[Point, float, float]], radius: float, width: float
) -> Iterable[tuple[float, float, str, str]]:
    """Where the names stand that find room: x, y, name, anchor."""
    taken = [(x - radius, y - radius, x + radius, y + radius) for _, x, y in places]
    for point, x, y in sorted(places, key=lambda each: each[1]):
        label = _label(point.name, x, y, radius, width, taken)
        if label is not None:
            yield label


def _dots(places: Iterable[tuple[Point, float, float]]) -> Iterable[str]:
    """Many cities as one path for each look; those with a figure lie on top."""
    for look in sorted(range(len(LOOKS)), reverse=True):
        spots = {(round(x), round(y)) for point, x, y in places if point.look == look}
        steps = "".join(f"M{x - SMALL} {y}a{SMALL} {SMALL} 0 1 0 0-.1z" for x, y in sorted(spots))
        if steps:
            yield path(steps, LOOKS[look])


def _label(
    name: str, x: float, y: float, radius: float, width: float, taken: list[tuple[float, float, float, float]]
) -> tuple[float, float, str, str] | None:
    """Write a name to the right or left of its circle, unless something stands there already."""
    length = len(name) * LABEL_WIDTH
    for left, anchor in ((x + radius + 4, "start"), (x - radius - 4 - length, "end")):
        box = (left, y - 8, left + length, y + 8)
        inside = box[0] >= 2 and box[2] <= width - 2
        if inside and not any(_touch(box, other) for other in taken if other[:2] != (x - radius, y - radius)):
            taken.append(box)
            return left if anchor == "start" else left + length, y + 5, name, anchor
    return None


def _touch(one: Sequence[float], other: Sequence[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def is_inside(point: Point) -> bool:
    """Whether the map reaches a city."""
    return WEST <= point.longitude_deg <= EAST and SOUTH <= point.latitude_deg <= NORTH


def _place(point: Point, scale: float) -> tuple[float, float]:
    return (point.longitude_deg - WEST) * scale, (NORTH - point.latitude_deg) * scale


@cache
def _land(scale: float, *, is_member: bool) -> str:
    steps: list[str] = []
    for inside, tenths in _rings():
        if bool(inside) is is_member:
            steps.append(_ring(zip(tenths[::2], tenths[1::2], strict=True), scale))
    return "".join(steps)


def _ring(pairs: Iterable[tuple[int, int]], scale: float) -> str:
    """A closed line in steps from point to point, which are shorter to write than the points themselves."""
    points = [
        (round((longitude / 10.0 - WEST) * scale * 10), round((NORTH - latitude / 10.0) * scale * 10))
        for longitude, latitude in pairs
    ]
    first, moves = points[0], pairwise(points)
    steps = (f"{coordinate((x - x0) / 10)} {coordinate((y - y0) / 10)}" for (x0, y0), (x, y) in moves)
    return f"M{coordinate(first[0] / 10)} {coordinate(first[1] / 10)}l" + " ".join(steps).replace(" -", "-") + "z"


@cache
def _rings() -> tuple[tuple[int, tuple[int, ...]], ...]:
    """Rings of land: whether its country is a member of ASEAN, then longitude and latitude in tenths of a degree."""
    stored = json.loads((resources.files(__package__) / "southeast_asia.json").read_text("utf-8"))
    return tuple((inside, tuple(tenths)) for inside, tenths in stored)
