"""The formula of collection tours against tours that something else solves: savings here, PyVRP where it is there."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from nagara.errors import QuantityError
from nagara.pathways.least_cost.city.district_check import MissingRoutingError, check_district, formula_km

SIDE_KM = 6.0


def district(count: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).uniform(0.0, SIDE_KM, (count, 2))


def solved_by_savings(stops: np.ndarray, site: tuple[float, float], per_load: int) -> float:
    """Clarke and Wright 1964, then two-opt within each tour: four to ten in a hundred above PyVRP."""
    points = np.vstack([site, stops])
    way = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    tours = {at: [at] for at in range(1, len(points))}
    saved = way[:, :1] + way[:1] - way
    one, other = np.triu_indices(len(points), k=1)
    for at in np.argsort(-saved[one, other]):
        left, right = tours.get(int(one[at])), tours.get(int(other[at]))
        if not left or not right or left is right or len(left) + len(right) > per_load:
            continue
        if one[at] not in (left[0], left[-1]) or other[at] not in (right[0], right[-1]):
            continue
        joined = (left if left[-1] == one[at] else left[::-1]) + (right if right[0] == other[at] else right[::-1])
        for stop in joined:
            tours[stop] = joined
    every = {id(tour): [0, *tour, 0] for tour in tours.values()}
    return sum(_two_opt(tour, way) for tour in every.values())


def _two_opt(tour: list[int], way: np.ndarray) -> float:
    better = True
    while better:
        better = False
        for start in range(1, len(tour) - 2):
            for end in range(start + 1, len(tour) - 1):
                before = way[tour[start - 1], tour[start]] + way[tour[end], tour[end + 1]]
                after = way[tour[start - 1], tour[end]] + way[tour[start], tour[end + 1]]
                if after < before - 1e-9:
                    tour[start : end + 1] = reversed(tour[start : end + 1])
                    better = True
    return float(way[tour[:-1], tour[1:]].sum())


@pytest.mark.parametrize(("count", "site"), [(80, (12.0, 3.0)), (160, (15.0, 9.0)), (120, (3.0, 3.0))])
def test_the_formula_is_as_long_as_tours_that_are_solved(count: int, site: tuple[float, float]) -> None:
    stops = district(count, seed=count)
    formula = formula_km(stops, site_km=site, area_km2=SIDE_KM**2, stops_per_load=20)
    assert formula == pytest.approx(solved_by_savings(stops, site, 20), rel=0.1)


def test_four_times_the_stops_on_the_same_loads_make_twice_the_way_in_the_district() -> None:
    few, many = district(50, 1), np.repeat(district(50, 1), 4, axis=0)
    out = 2.0 * float(np.hypot(*(few - (9.0, 9.0)).T).mean())
    near, far = (
        formula_km(stops, site_km=(9.0, 9.0), area_km2=36.0, stops_per_load=1_000) - out for stops in (few, many)
    )
    assert far == pytest.approx(2.0 * near)


@pytest.mark.parametrize(
    ("given", "said"), [({"area_km2": 0.0}, "area_km2"), ({"stops_per_load": 0}, "stops_per_load")]
)
def test_a_district_without_area_or_load_is_refused(given: dict[str, float], said: str) -> None:
    usual = {"site_km": (0.0, 0.0), "area_km2": 36.0, "stops_per_load": 20}
    with pytest.raises(QuantityError, match=said):
        formula_km(district(5, 1), **{**usual, **given})


def test_without_pyvrp_the_remedy_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyvrp", None)
    with pytest.raises(MissingRoutingError, match="pip install pyvrp"):
        check_district(district(5, 1), site_km=(0.0, 0.0), area_km2=36.0, stops_per_load=20)


@pytest.mark.long
@pytest.mark.parametrize(("count", "site"), [(100, (12.0, 3.0)), (200, (15.0, 9.0)), (200, (3.0, 3.0))])
def test_the_formula_is_as_long_as_the_tours_of_pyvrp(count: int, site: tuple[float, float]) -> None:
    pytest.importorskip("pyvrp", reason="the check of a district is optional: pip install pyvrp")
    checked = check_district(
        district(count, seed=count), site_km=site, area_km2=SIDE_KM**2, stops_per_load=20, iterations=3_000
    )
    assert checked.loads >= count // 20
    assert abs(checked.gap_frac) < 0.08
