import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import shape

from nagara_web.places.boundary import MAX_BYTES, BoundaryRefusedError, read_boundary
from nagara_web.places.outline import outline_svg

VIENTIANE = (102.6, 17.96667)


def square(west: float = 102.5, south: float = 17.8, side: float = 0.3) -> list[list[float]]:
    return [
        [west, south],
        [west + side, south],
        [west + side, south + side],
        [west, south + side],
        [west, south],
    ]


def polygon(*rings: list[list[float]]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def written(geometry: object) -> bytes:
    return json.dumps(geometry).encode()


def refusal(document: object, point: tuple[float, float] | None = VIENTIANE) -> str:
    data = document if isinstance(document, bytes) else written(document)
    with pytest.raises(BoundaryRefusedError) as refused:
        read_boundary(data, point=point)
    return refused.value.sentence


@pytest.mark.parametrize(
    "document",
    [
        polygon(square()),
        {"type": "Feature", "properties": None, "geometry": polygon(square())},
        {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": polygon(square())}]},
        {"type": "MultiPolygon", "coordinates": [[square()]]},
        {**polygon(square()), "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}},
        polygon([[*each, 120.0] for each in square()]),
    ],
)
def test_the_same_line_is_the_same_boundary_in_whatever_wrapping(document: object) -> None:
    read = read_boundary(written(document), point=VIENTIANE)
    assert read.geometry.equals(shape(polygon(square())))
    assert read.area_km2 == pytest.approx(1055, rel=0.01)
    assert read.findings == ()


@given(west=st.floats(90, 140), south=st.floats(-11, 27), side=st.floats(0.02, 1.0))
def test_any_square_of_the_region_is_read_and_read_again_is_itself(west: float, south: float, side: float) -> None:
    middle = (west + side / 2, south + side / 2)
    once = read_boundary(written(polygon(square(west, south, side))), point=middle)
    again = read_boundary(written(once.geojson), point=middle)
    assert again == once
    assert once.findings == ()


@given(west=st.floats(91, 140), south=st.floats(-11, 27))
def test_swapped_numbers_are_told_from_longitude_and_latitude(west: float, south: float) -> None:
    swapped = [[latitude, longitude] for longitude, latitude in square(west, south)]
    assert "swapped" in refusal(polygon(swapped), (west, south))
    assert "swapped" in refusal(polygon(swapped), None)


@given(east=st.floats(1.5, 30), north=st.floats(-20, 20))
def test_a_shifted_line_is_doubted(east: float, north: float) -> None:
    read = read_boundary(written(polygon(square(102.5 + east, 17.8 + north))), point=VIENTIANE)
    assert any("km away from the point" in each for each in read.findings)


def test_a_line_that_is_not_closed_is_refused_with_both_ends() -> None:
    said = refusal(polygon(square()[:-1]))
    assert "not closed" in said
    assert "102.50000, 17.80000" in said
    assert "102.50000, 18.10000" in said


def test_a_line_that_crosses_itself_is_refused_with_the_place() -> None:
    bow = [[102.5, 17.8], [102.7, 18.0], [102.7, 17.8], [102.5, 18.0], [102.5, 17.8]]
    assert "crosses itself near 102.60000, 17.90000" in refusal(polygon(bow))


@pytest.mark.parametrize(
    ("document", "says"),
    [
        (b"PK\x03\x04 a zip file", "not JSON"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"[1, 2]", "not GeoJSON"),
        (b"[" * 100_000, "nested deeper"),
        (b'{"a":' * 100_000, "nested deeper"),
        (b'{"type": "Polygon", "coordinates": [[[NaN, 1]]]}', "NaN"),
        (b'{"type": "Polygon", "coordinates": [[[1e400, 1]]]}', "no longitude and latitude"),
        (b'{"type": "Polygon", "coordinates": [[[' + b"9" * 400 + b", 1]]]}", "no longitude and latitude"),
        (b'{"type": "Polygon", "coordinates": [[[' + b"9" * 5000 + b", 1]]]}", "not JSON"),
        (b" " * (MAX_BYTES + 1), "at most 2 MB"),
        ({"type": "Point", "coordinates": [102.6, 17.9]}, "kind Point"),
        ({"type": "LineString", "coordinates": square()}, "kind LineString"),
        ({"type": "GeometryCollection", "geometries": []}, "kind GeometryCollection"),
        ({"type": "FeatureCollection", "features": []}, "holds no area"),
        ({"type": "FeatureCollection", "features": 3}, "no list of features"),
        ({"type": "Feature", "geometry": None}, "kind None"),
        (polygon(), "no line"),
        (polygon([[102.5, 17.8], [102.6, 17.8], [102.5, 17.8]]), "fewer than four"),
        (polygon([[102.5, 17.8]] * 5), "enclose an area"),
        (polygon([["102.5", 17.8], *square()]), "not a pair of numbers"),
        (polygon([[True, 17.8], *square()]), "not a pair of numbers"),
        (polygon([[245_000, 1_987_000], *square()]), "degrees"),
        (polygon(square(), square(110.0, 10.0)), "hole lies outside"),
        ({"type": "MultiPolygon", "coordinates": [[square()], [square(102.6, 17.9)]]}, "lie over each other"),
        ({**polygon(square()), "crs": {"properties": {"name": "EPSG:32648"}}}, "reference system"),
    ],
)
def test_what_cannot_be_a_boundary_is_refused_in_words(document: object, says: str) -> None:
    assert says in refusal(document)


@given(st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text() | st.sampled_from(["Polygon", "Feature"]),
    lambda inner: st.lists(inner) | st.dictionaries(
        st.sampled_from(["type", "coordinates", "geometry", "features", "x"]), inner
    ),
))  # fmt: skip
def test_whatever_comes_is_read_or_refused_and_never_breaks(document: object) -> None:
    with contextlib.suppress(BoundaryRefusedError):
        assert read_boundary(written(document)).area_km2 > 0


def test_a_province_and_a_building_are_doubted() -> None:
    assert "more than any city" in " ".join(read_boundary(written(polygon(square(102, 17, 2)))).findings)
    assert "building" in " ".join(read_boundary(written(polygon(square(102, 17, 0.001)))).findings)


def test_the_outline_is_small_and_escapes_its_title() -> None:
    read = read_boundary(written(polygon(square())), point=VIENTIANE)
    drawn = outline_svg(read.geojson, title='<b>"Vientiane"', point=VIENTIANE)
    assert drawn.startswith("<svg")
    assert "<b>" not in drawn
    assert len(drawn) < 700
    assert "<circle" in drawn
