import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import dblquad
from shapely.geometry import Polygon, box

from nagara_web.places.area import FLATTENING, SEMI_MAJOR_M, area_km2

EARTH_KM2 = 510_065_621.724
"""Area of the ellipsoid of WGS 84 (NIMA TR8350.2: 5.10065621724e14 m²)."""


def test_the_whole_earth_has_its_area() -> None:
    assert area_km2(box(-180, -90, 180, 90)) == pytest.approx(EARTH_KM2, rel=1e-9)


@given(
    west=st.floats(-179, 178),
    south=st.floats(-89, 88),
    wide=st.floats(0.01, 1.0),
    high=st.floats(0.01, 1.0),
)
def test_a_field_of_the_grid_has_the_area_of_its_integral(west: float, south: float, wide: float, high: float) -> None:
    square = FLATTENING * (2 - FLATTENING)

    def density(latitude: float, _longitude: float) -> float:
        radius = 1 - square * np.sin(latitude) ** 2
        return SEMI_MAJOR_M**2 * (1 - square) * np.cos(latitude) / radius**2 / 1e6

    expected, _error = dblquad(density, 0, np.radians(wide), np.radians(south), np.radians(south + high))
    assert area_km2(box(west, south, west + wide, south + high)) == pytest.approx(expected, rel=1e-8)


@given(shift=st.floats(-80, 75))
def test_area_does_not_change_when_a_line_moves_east(shift: float) -> None:
    def city(east: float) -> Polygon:
        return Polygon([(100 + east, 15), (100.4 + east, 15.1), (100.2 + east, 15.5)])

    assert area_km2(city(shift)) == pytest.approx(area_km2(city(0)), rel=1e-9)


@given(cut=st.floats(0.05, 0.95))
def test_two_halves_have_the_area_of_the_whole(cut: float) -> None:
    whole = box(102.0, 17.5, 103.0, 18.5)
    parts = [box(102.0, 17.5, 102.0 + cut, 18.5), box(102.0 + cut, 17.5, 103.0, 18.5)]
    assert sum(map(area_km2, parts)) == pytest.approx(area_km2(whole), rel=1e-9)
