"""Draw a boundary as a small SVG of our own: no tiles, no other host."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from math import cos, radians
from typing import Any, Final

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

__all__ = ["outline_svg"]

SIDE: Final = 320.0
MARGIN: Final = 12.0


def outline_svg(geojson: Mapping[str, Any], *, title: str, point: tuple[float, float] | None = None) -> str:
    """Draw a boundary, north up, its longer side across the drawing.

    Parameters
    ----------
    geojson
        A checked geometry.
    title
        What it shows, read aloud in place of the drawing.
    point
        Longitude and latitude of the city, drawn as a dot [deg].
    """
    area = shape(dict(geojson))
    west, south, east, north = area.bounds
    squeeze = cos(radians((south + north) / 2))
    width, height = max((east - west) * squeeze, 1e-9), max(north - south, 1e-9)
    scale = (SIDE - 2 * MARGIN) / max(width, height)

    def placed(longitude: float, latitude: float) -> tuple[float, float]:
        return MARGIN + (longitude - west) * squeeze * scale, MARGIN + (north - latitude) * scale

    fine = shapely.simplify(area, 0.5 / scale)  # half a pixel; nobody sees less
    path = " ".join(_path(each, placed) for each in getattr(fine, "geoms", [fine]))
    dot = ""
    if point is not None and west <= point[0] <= east and south <= point[1] <= north:
        x, y = placed(*point)
        dot = f'<circle class="mark-1" cx="{x:.1f}" cy="{y:.1f}" r="5"/>'
    box = f"0 0 {width * scale + 2 * MARGIN:.0f} {height * scale + 2 * MARGIN:.0f}"
    return (
        f'<svg class="outline" viewBox="{box}" role="img" width="{SIDE:.0f}" aria-label="{escape(title)}">'
        f'<path class="outline-area" fill-rule="evenodd" d="{path}"/>{dot}</svg>'
    )


def _path(polygon: BaseGeometry, placed: Callable[[float, float], tuple[float, float]]) -> str:
    rings = [polygon.exterior, *polygon.interiors]  # type: ignore[attr-defined]  # only polygons come here
    return " ".join(
        "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in (placed(*p) for p in ring.coords)) + "Z" for ring in rings
    )
