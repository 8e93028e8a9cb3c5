"""Cities on the map: equal circles, names that do not cover each other, nothing outside the frame."""

from __future__ import annotations

import re

from nagara.reports.charts.drawing import Frame
from nagara.reports.charts.point_map import MOST_NAMED, Point, PointMap, draw

FRAME = Frame(id="map", title="Cities", description="Three cities lie near the coast.")


def _circles(drawing: str) -> list[tuple[float, float, float]]:
    found = re.findall(r'<circle cx="([^"]*)" cy="([^"]*)" r="([^"]*)"', drawing)
    return [(float(x), float(y), float(radius)) for x, y, radius in found]


def test_north_is_up_and_east_is_right() -> None:
    west_south = Point(name="A", latitude_deg=-5.0, longitude_deg=100.0)
    east_north = Point(name="B", latitude_deg=15.0, longitude_deg=120.0)
    (x1, y1, _), (x2, y2, _) = _circles(draw(PointMap(frame=FRAME, points=(west_south, east_north))))
    assert x1 < x2
    assert y1 > y2


def test_every_city_has_a_circle_of_one_size_however_near_its_neighbour() -> None:
    points = tuple(Point(name=f"City {n}", latitude_deg=16.0 + n / 100, longitude_deg=108.0) for n in range(9))
    circles = _circles(draw(PointMap(frame=FRAME, points=points)))
    assert len(circles) == 9
    assert len({radius for _, _, radius in circles}) == 1


def test_names_do_not_cover_each_other() -> None:
    points = tuple(Point(name=f"City {n}", latitude_deg=16.0 + n / 100, longitude_deg=108.0) for n in range(9))
    drawing = draw(PointMap(frame=FRAME, points=points))
    for kind in ("on-page", "on-phone"):
        tops = re.findall(rf'<text x="[^"]*" y="[^"]*" class="halo {kind}[^>]*>City', drawing)
        assert 1 <= len(tops) <= 2


def test_page_and_phone_share_one_outline_and_a_phone_has_fewer_names() -> None:
    points = tuple(Point(name=f"City {n}", latitude_deg=5.0 + n, longitude_deg=108.0) for n in range(15))
    drawing = draw(PointMap(frame=FRAME, points=points))
    assert drawing.count('class="land"') == 1
    assert drawing.count("on-page") == 15
    assert 1 <= drawing.count("on-phone") < 15


def test_a_city_off_the_map_is_left_to_the_list() -> None:
    assert not _circles(draw(PointMap(frame=FRAME, points=(Point(name="Far", latitude_deg=51.0, longitude_deg=0.0),))))


def test_a_name_is_escaped() -> None:
    drawing = draw(PointMap(frame=FRAME, points=(Point(name="<b>", latitude_deg=5.0, longitude_deg=100.0),)))
    assert "<b>" not in drawing


def test_a_thousand_cities_are_a_small_drawing_with_every_place_and_no_name() -> None:
    points = tuple(
        Point(name=f"City {n}", latitude_deg=n % 25, longitude_deg=95.0 + n // 25, look=2 * (n % 2))
        for n in range(1000)
    )
    drawing = draw(PointMap(frame=FRAME, points=points))
    bare = draw(PointMap(frame=FRAME, points=()))
    assert drawing.count("M") - bare.count("M") == 1000
    assert "City 1" not in drawing
    assert len(drawing) - len(bare) < 50_000
    assert "City 1" in draw(PointMap(frame=FRAME, points=points[:MOST_NAMED]))
