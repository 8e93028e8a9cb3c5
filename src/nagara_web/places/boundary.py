"""Read a city's boundary from GeoJSON: refuse in words what cannot be one, and say what looks odd."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians
from typing import Any, Final, NoReturn

import shapely
from django.utils.translation import gettext as _
from shapely.geometry import MultiPolygon, Point, Polygon, mapping
from shapely.geometry.base import BaseGeometry

from nagara_web.places.area import area_km2

__all__ = ["MAX_BYTES", "BoundaryRefusedError", "CheckedBoundary", "read_boundary"]

MAX_BYTES: Final = 2 * 1024 * 1024
MAX_DEPTH: Final = 12
MAX_POSITIONS: Final = 60_000
DECIMALS: Final = 6
"""About 0.1 m; more digits than that are no better line."""
FAR_KM: Final = 50.0
LARGE_KM2: Final = 25_000.0
SMALL_KM2: Final = 0.5
KM_PER_DEG: Final = 111.2
PLAIN_REFERENCES: Final = ("CRS84", "EPSG::4326", "EPSG:4326", "EPSG/0/4326")
_STRINGS: Final = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)


class BoundaryRefusedError(ValueError):
    """A file that cannot be a city's boundary.

    Parameters
    ----------
    sentence
        What is wrong, where, and how to mend it.
    """

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedBoundary:
    """A boundary that can stand: one geometry in WGS 84, its area, and what looks odd about it."""

    geometry: Polygon | MultiPolygon
    area_km2: float
    positions: int
    findings: tuple[str, ...] = ()

    @property
    def geojson(self) -> dict[str, Any]:
        """The geometry as GeoJSON, its digits cut to what a line on the ground can mean."""
        return json.loads(json.dumps(mapping(self.geometry)))  # type: ignore[no-any-return]  # tuples become lists


def read_boundary(data: bytes, *, point: tuple[float, float] | None = None) -> CheckedBoundary:
    """Read and check a boundary.

    Parameters
    ----------
    data
        The file as it came: a FeatureCollection, a Feature, a Polygon or a MultiPolygon.
    point
        Longitude and latitude of the city, to tell a shifted or swapped line [deg].

    Raises
    ------
    BoundaryRefusedError
        If the file is no boundary; its sentence says what is wrong, where, and how to mend it.
    """
    document = _parsed(data)
    _check_reference(document)
    polygons = [_polygon(rings, place, point) for rings, place in _polygons(document, _("the file"))]
    if not polygons:
        _refuse(_("The file holds no area. Export the boundary as a polygon."))
    whole = MultiPolygon(polygons) if len(polygons) > 1 else polygons[0]
    if not whole.is_valid:
        _refuse(_("Two areas of the file lie over each other: %(why)s. Merge them before you export.") % _why(whole))
    whole = shapely.orient_polygons(whole) if hasattr(shapely, "orient_polygons") else whole
    area = area_km2(whole)
    return CheckedBoundary(
        geometry=whole,
        area_km2=area,
        positions=int(shapely.get_num_coordinates(whole)),
        findings=tuple(_findings(whole, area, point)),
    )


# ---------------------------------------------------------------------------- the file


def _parsed(data: bytes) -> Mapping[str, Any]:
    if len(data) > MAX_BYTES:
        _refuse(
            _("The file has %(size).1f MB; at most %(most)s MB are read. Simplify the line to about 10 m.")
            % {"size": len(data) / 1024 / 1024, "most": MAX_BYTES // 1024 // 1024}
        )
    if _depth(data) > MAX_DEPTH:
        _refuse(_("The file is nested deeper than GeoJSON can be. Export it again from your map program."))
    try:
        document = json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError:
        _refuse(_("The file is not text in UTF-8. Export the boundary as GeoJSON, not as a shapefile."))
    except (ValueError, RecursionError) as error:
        if isinstance(error, BoundaryRefusedError):
            raise
        line = getattr(error, "lineno", 1)
        _refuse(_("The file is not JSON: line %(line)s cannot be read. Export it again as GeoJSON.") % {"line": line})
    if not isinstance(document, dict):
        _refuse(_("The file is JSON, but not GeoJSON. Export the boundary as GeoJSON."))
    return document


def _depth(data: bytes) -> int:
    """Deepest nesting of brackets outside of strings, found without building anything."""
    deepest = depth = 0
    for byte in _STRINGS.sub(b"", data):
        if byte in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif byte in b"]}":
            depth -= 1
    return deepest


def _no_number(word: str) -> NoReturn:
    _refuse(_("The file says %(word)s where a number belongs. Export it again as GeoJSON.") % {"word": word})


def _check_reference(document: Mapping[str, Any]) -> None:
    reference = document.get("crs")
    if reference is None:
        return
    said = json.dumps(reference)
    if not any(each in said for each in PLAIN_REFERENCES):
        _refuse(
            _("The file is in another reference system (%(said)s). Export it in WGS 84, longitude and latitude.")
            % {"said": said[:80]}
        )


# ---------------------------------------------------------------------------- what it holds


def _polygons(part: object, place: str) -> Iterator[tuple[Sequence[Any], str]]:
    """Rings of each polygon, with the place in the file where it stands."""
    kind = part.get("type") if isinstance(part, dict) else None
    geometry = part.get("geometry") if isinstance(part, dict) else None
    if kind == "FeatureCollection":
        for number, feature in enumerate(_list(part, "features", place), start=1):
            yield from _polygons(feature, _("feature %(number)s") % {"number": number})
    elif kind == "Feature":
        yield from _polygons(geometry, place)
    elif kind == "Polygon":
        yield _list(part, "coordinates", place), place
    elif kind == "MultiPolygon":
        for number, rings in enumerate(_list(part, "coordinates", place), start=1):
            if not isinstance(rings, list):
                _refuse(_("The coordinates of %(place)s are no list.") % {"place": place})
            yield rings, _("part %(number)s of %(place)s") % {"number": number, "place": place}
    else:
        _refuse(
            _("%(place)s is of the kind %(kind)s. A boundary is a Polygon or a MultiPolygon.")
            % {"place": place[:1].upper() + place[1:], "kind": str(kind)[:40]}
        )


def _list(part: object, key: str, place: str) -> list[Any]:
    value = part.get(key) if isinstance(part, dict) else None
    if not isinstance(value, list):
        _refuse(_("There is no list of %(key)s in %(place)s.") % {"key": key, "place": place})
    return value


def _polygon(rings: Sequence[Any], place: str, point: tuple[float, float] | None) -> Polygon:
    if not rings:
        _refuse(_("There is no line in %(place)s.") % {"place": place})
    made = [_ring(ring, place, number, point) for number, ring in enumerate(rings, start=1)]
    polygon = Polygon(made[0], made[1:])
    if not polygon.is_valid:
        _refuse(
            _("The line of %(place)s cannot enclose an area: %(why)s. Mend it in your map program.")
            % {"place": place, **_why(polygon)}
        )
    return polygon


def _ring(ring: object, place: str, number: int, point: tuple[float, float] | None) -> list[tuple[float, float]]:
    if not isinstance(ring, list) or len(ring) > MAX_POSITIONS:
        _refuse(
            _("Line %(number)s of %(place)s has more than %(most)s points, or is no list. Simplify it.")
            % {"number": number, "place": place, "most": MAX_POSITIONS}
        )
    points = [_position(each, place, at, point) for at, each in enumerate(ring, start=1)]
    if len(points) < 4:
        _refuse(_("Line %(number)s of %(place)s has fewer than four points.") % {"number": number, "place": place})
    if points[0] != points[-1]:
        _refuse(
            _("Line %(number)s of %(place)s is not closed: it begins at %(first)s and ends at %(last)s.")
            % {"number": number, "place": place, "first": _said(points[0]), "last": _said(points[-1])}
        )
    return points


def _position(each: object, place: str, at: int, point: tuple[float, float] | None) -> tuple[float, float]:
    longitude, latitude = _pair(each, place, at)
    if abs(longitude) > 180 or abs(latitude) > 90:
        _refuse(_out_of_range(longitude, latitude, place, at))
    if point is not None and _is_swapped((longitude, latitude), point):
        _refuse(_swapped(longitude, latitude))
    return round(longitude, DECIMALS), round(latitude, DECIMALS)


def _pair(each: object, place: str, at: int) -> tuple[float, float]:
    numbers = each if isinstance(each, list) and 2 <= len(each) <= 4 else []
    if not numbers or any(isinstance(n, bool) or not isinstance(n, int | float) for n in numbers):
        _refuse(_("Point %(at)s of %(place)s is not a pair of numbers.") % {"at": at, "place": place})
    return tuple(float(n) if abs(n) < 1e300 else float("inf") for n in numbers[:2])  # type: ignore[return-value]  # two


def _out_of_range(longitude: float, latitude: float, place: str, at: int) -> str:
    if abs(longitude) <= 90 and abs(latitude) <= 180:
        return _swapped(longitude, latitude)
    return _(
        "Point %(at)s of %(place)s is %(said)s, which is no longitude and latitude. "
        "Export the boundary in WGS 84, in degrees."
    ) % {"at": at, "place": place, "said": f"{longitude:g}, {latitude:g}"}


# ---------------------------------------------------------------------------- what looks odd


def _findings(whole: BaseGeometry, area: float, point: tuple[float, float] | None) -> Iterator[str]:
    if point is not None:
        away = _km(whole, point)
        if away > FAR_KM:
            yield _("The line lies %(km).0f km away from the point of the city. Is it shifted, or of another city?") % {
                "km": away
            }
        elif away > 0:
            yield _("The point of the city lies %(km).1f km outside of the line.") % {"km": away}
    if area > LARGE_KM2:
        yield _("The area is %(area).0f km²: more than any city. Is it a province or a country?") % {"area": area}
    if area < SMALL_KM2:
        yield _("The area is %(area).2f km²: less than a city block or two. Is it a building or a district?") % {
            "area": area
        }


def _km(whole: BaseGeometry, point: tuple[float, float]) -> float:
    """Distance from the city's point to the area; near enough for a doubt [km]."""
    nearest = shapely.shortest_line(whole, Point(point))
    (east, north), (to_east, to_north) = nearest.coords[0], nearest.coords[-1]
    return hypot((to_east - east) * cos(radians(north)), to_north - north) * KM_PER_DEG


def _is_swapped(read: tuple[float, float], point: tuple[float, float]) -> bool:
    """Whether a point lies near the city only after its two numbers change places."""
    as_read = hypot(read[0] - point[0], read[1] - point[1])
    exchanged = hypot(read[1] - point[0], read[0] - point[1])
    return exchanged < 5 < 20 < as_read


def _swapped(longitude: float, latitude: float) -> str:
    return _(
        "Longitude and latitude are swapped: GeoJSON writes the longitude first, as in %(right)s. "
        "Your file says %(said)s."
    ) % {"right": f"{latitude:g}, {longitude:g}", "said": f"{longitude:g}, {latitude:g}"}


def _why(shape: BaseGeometry) -> dict[str, str]:
    """Shapely's reason in our words, with the place."""
    reason = shapely.is_valid_reason(shape)
    found = re.search(r"\[(-?[\d.eE+-]+) (-?[\d.eE+-]+)", reason)
    at = _said((float(found[1]), float(found[2]))) if found else ""
    kind = reason.split("[")[0].strip()
    words = {
        "Self-intersection": _("it crosses itself near %(at)s"),
        "Ring Self-intersection": _("it touches itself near %(at)s"),
        "Hole lies outside shell": _("a hole lies outside of it near %(at)s"),
        "Nested holes": _("one hole lies in another near %(at)s"),
        "Nested shells": _("one part lies in another near %(at)s"),
        "Interior is disconnected": _("a hole cuts it in two near %(at)s"),
        "Duplicate Rings": _("a line stands there twice near %(at)s"),
        "Too few points in geometry component": _("it has too few different points near %(at)s"),
    }
    return {"why": words.get(kind, kind + " %(at)s") % {"at": at}}


def _said(point: tuple[float, float]) -> str:
    return f"{point[0]:.5f}, {point[1]:.5f}"


def _refuse(sentence: str) -> NoReturn:
    raise BoundaryRefusedError(sentence)
