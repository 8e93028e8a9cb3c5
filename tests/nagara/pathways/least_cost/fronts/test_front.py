"""A front is convex, its prices are its slopes, and every point is a plan of its own."""

from __future__ import annotations

import numpy as np
import pytest

from invented_plan_city import small_city
from nagara.pathways.least_cost.fronts.front import Front, front
from nagara.pathways.least_cost.question.promise import read_promise

TARGETS = np.linspace(0.0, 0.44, 12)


@pytest.fixture(scope="module")
def recycled() -> Front:
    return front(small_city(12, "sdg_11_6_1_frac>=0.7@2032"), read_promise("recycled_frac>=0.4@2033"), list(TARGETS))


def test_cost_rises_with_the_target_and_ever_faster(recycled: Front) -> None:
    usd = np.array([point.slope_usd for point in recycled.points])
    assert np.all(np.diff(usd) > -1e-3)
    assert np.all(np.diff(usd, 2) > -1e-6 * usd[0])


def test_the_price_of_a_point_lies_between_the_slopes_beside_it(recycled: Front) -> None:
    usd = np.array([point.slope_usd for point in recycled.points])
    slopes = np.diff(usd) / np.diff(TARGETS)
    for at, point in enumerate(recycled.points[1:-1], start=1):
        assert slopes[at - 1] * (1 - 1e-6) - 1.0 <= point.usd_per_unit <= slopes[at] * (1 + 1e-6) + 1.0


def test_no_point_is_cheaper_by_the_law_of_size_than_by_its_slopes(recycled: Front) -> None:
    assert all(point.short < 1e-9 for point in recycled.points)
    assert all(point.usd > 0.98 * point.slope_usd for point in recycled.points)


def test_a_front_that_is_stopped_keeps_the_points_that_are_done() -> None:
    asked = iter([False, False, True])
    some = front(
        small_city(8), read_promise("recycled_frac>=0.2@2031"), [0.0, 0.1, 0.2], should_stop=lambda: next(asked)
    )
    assert [point.target for point in some.points] == [0.0, 0.1]
