"""Cities as equal circles on the outline of Southeast Asia: a small city does not vanish beside a large one.

The outline is Natural Earth's 1:50 million land with its de facto borders (public domain), clipped and
simplified to about 13 km. It is for finding one's way and not for areas or for where a border runs.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from nagara.reports.charts.drawing import NARROW, WIDE, Frame, circle, coordinate, path, svg, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["MOST_NAMED", "Point", "PointMap", "draw"]

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


def draw(chart: PointMap, width: float = WIDE) -> str:
    """Draw it.

    Parameters
    ----------
    chart
        What to draw.
    width
        640 or 340 [px].

    Notes
    -----
    More than :data:`MOST_NAMED` cities are small circles without names; whoever shows the map says so.
    """
    scale = width / (EAST - WEST)
    height = (NORTH - SOUTH) * scale
    pieces = [path(_land(scale, is_member=False), "land"), path(_land(scale, is_member=True), "land-here")]
    places = [(point, *_place(point, scale)) for point in chart.points if _is_inside(point)]
    if len(places) > MOST_NAMED:
        return svg(chart.frame, width, height, [*pieces, *_dots(places)])
    taken: list[tuple[float, float, float, float]] = []
    radius = RADIUS.get(width, 5.0)
    pieces += [circle(x, y, radius, LOOKS[point.look]) for point, x, y in places]
    taken += [(x - radius, y - radius, x + radius, y + radius) for _, x, y in places]
    for point, x, y in sorted(places, key=lambda each: each[1]):
        label = _label(point.name, x, y, radius, width, taken)
        if label is not None:
            pieces.append(label)
    return svg(chart.frame, width, height, pieces)


def _dots(places: Iterable[tuple[Point, float, float]]) -> Iterable[str]:
    """Many cities as one path for each look; those with a figure lie on top."""
    for look in sorted(range(len(LOOKS)), reverse=True):
        spots = {(round(x), round(y)) for point, x, y in places if point.look == look}
        steps = "".join(f"M{x - SMALL} {y}a{SMALL} {SMALL} 0 1 0 0-.1z" for x, y in sorted(spots))
        if steps:
            yield path(steps, LOOKS[look])


def _label(
    name: str, x: float, y: float, radius: float, width: float, taken: list[tuple[float, float, float, float]]
) -> str | None:
    """Write a name to the right or left of its circle, unless something stands there already."""
    length = len(name) * LABEL_WIDTH
    for left, anchor in ((x + radius + 4, "start"), (x - radius - 4 - length, "end")):
        box = (left, y - 8, left + length, y + 8)
        inside = box[0] >= 2 and box[2] <= width - 2
        if inside and not any(_touch(box, other) for other in taken if other[:2] != (x - radius, y - radius)):
            taken.append(box)
            return text(left if anchor == "start" else left + length, y + 5, name, "halo", anchor=anchor)
    return None


def _touch(one: Sequence[float], other: Sequence[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _is_inside(point: Point) -> bool:
    return WEST <= point.longitude_deg <= EAST and SOUTH <= point.latitude_deg <= NORTH


def _place(point: Point, scale: float) -> tuple[float, float]:
    return (point.longitude_deg - WEST) * scale, (NORTH - point.latitude_deg) * scale


@cache
def _land(scale: float, *, is_member: bool) -> str:
    steps: list[str] = []
    for inside, tenths in _rings():
        if bool(inside) is is_member:
            pairs = zip(tenths[::2], tenths[1::2], strict=True)
            steps.append("M" + "L".join(_step(pairs, scale)) + "Z")
    return "".join(steps)


def _step(pairs: Iterable[tuple[int, int]], scale: float) -> Iterable[str]:
    for longitude, latitude in pairs:
        x = (longitude / 10.0 - WEST) * scale
        y = (NORTH - latitude / 10.0) * scale
        yield f"{coordinate(x)} {coordinate(y)}"


@cache
def _rings() -> tuple[tuple[int, tuple[int, ...]], ...]:
    """Rings of land: whether its country is a member of ASEAN, then longitude and latitude in tenths of a degree."""
    stored = json.loads((resources.files(__package__) / "southeast_asia.json").read_text("utf-8"))
    return tuple((inside, tuple(tenths)) for inside, tenths in stored)
