"""A front for a planner: cost rises, nothing lies below a convex line, and every point is a plan of its own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from invented_plan_city import small_city
from nagara.errors import UnknownCodeError
from nagara.pathways.least_cost.fronts.changes import ChangeKind, changes_between
from nagara.pathways.least_cost.fronts.planned import PlannedFront, planned_front
from nagara.pathways.least_cost.fronts.wish import FRONT_WORDS, FrontWish, read_front
from nagara.pathways.least_cost.question.promise import PROMISED_FIGURES
from nagara.pathways.least_cost.question.refusals import PromiseError
from nagara.pathways.least_cost.solving.answers import first_answer
from nagara.pathways.least_cost.solving.plan import Plan
from nagara.pathways.least_cost.solving.time_limit import TimeLimit

YEARS = 9
CONTROL, RECYCLED = "sdg_11_6_1_frac>=0.7@2031", "recycled_frac>=0.2@2031"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return first_answer(small_city(YEARS, CONTROL, RECYCLED))


@pytest.fixture(scope="module", params=["recycling", "methane", "landfilled_t_per_year"])
def front(request: pytest.FixtureRequest, plan: Plan) -> PlannedFront:
    return planned_front(plan, read_front(request.param), points=6)


def test_cost_rises_with_every_step(front: PlannedFront) -> None:
    targets, usd = (np.array(each) for each in zip(*((one.target, one.usd) for one in front.points), strict=True))
    stricter = 1.0 if front.promise.relation == ">=" else -1.0
    assert np.all(np.diff(targets) * stricter > 0.0)
    assert np.all(np.diff(usd) >= 0.0)
    assert len(front.points) > 1


def test_no_plan_lies_below_the_line_and_the_line_is_convex(front: PlannedFront) -> None:
    targets, bounds = (
        np.array(each) for each in zip(*((one.target, one.bound_usd) for one in front.points), strict=True)
    )
    assert all(one.bound_usd <= one.usd for one in front.points)
    slopes = np.diff(bounds) / np.abs(np.diff(targets))
    assert np.all(np.diff(slopes) >= -1e-6 * bounds[0] / np.abs(np.diff(targets)).min())


def test_every_point_keeps_its_target_and_all_else_that_was_promised(front: PlannedFront) -> None:
    for point in front.points:
        assert all(kept.is_kept for kept in point.plan.kept), point.target
        assert point.price.usd_per_unit is not None
        assert point.price.usd_per_unit >= -1.0


def test_a_step_costs_its_tonnes_at_its_price(front: PlannedFront) -> None:
    for one, other, step in zip(front.points, front.points[1:], front.steps, strict=False):
        assert step.usd == pytest.approx(other.usd - one.usd)
        if step.usd_per_t is not None:
            assert step.usd_per_t * step.avoided_t == pytest.approx(step.usd)
    whole = front.points[-1].usd - front.points[0].usd
    tonnes = front.points[-1].counted_t - front.points[0].counted_t
    assert front.steps[-1].from_first_usd_per_t == pytest.approx(whole / tonnes)


def test_the_promised_target_is_a_point_and_costs_no_more_than_the_plan(plan: Plan) -> None:
    front = planned_front(plan, read_front("recycling"), points=5)
    (own,) = [point for point in front.points if point.is_promised]
    assert own.target == 0.2
    assert own.usd <= plan.discounted_usd * (1 + 1e-9)
    assert front.promise.from_year == 2031, "the year is that of the promise"
    assert all(len(point.plan.kept) == 2 for point in front.points), "it stands in for the promise"


def test_nothing_stricter_than_the_last_point_can_be_kept(plan: Plan) -> None:
    front = planned_front(plan, read_front("recycling"), points=2)
    last = front.points[-1].target
    stricter = first_answer(small_city(YEARS, CONTROL, f"recycled_frac>={last + 0.01}@2031"))
    assert not all(kept.is_kept for kept in stricter.kept)


def test_a_budget_ends_the_front_where_it_is_spent() -> None:
    def ends(budget_usd: float | None) -> float:
        city = small_city(YEARS, CONTROL)
        budget = None if budget_usd is None else np.full(YEARS, budget_usd)
        plan = first_answer(replace(city, money=replace(city.money, budget_usd=budget)))
        front = planned_front(plan, read_front("recycling@2031"), points=2)
        assert all(point.plan.over_budget_usd.max() < 1_000.0 for point in front.points)
        return front.points[-1].target

    assert ends(3_000_000.0) < ends(None)


def test_a_front_that_is_stopped_keeps_the_points_that_are_done(plan: Plan) -> None:
    told: list[tuple[int, int]] = []
    front = planned_front(
        plan,
        read_front("methane"),
        points=5,
        on_point=lambda at, of: told.append((at, of)),
        within=TimeLimit(None, lambda: len(told) == 2),
    )
    assert told == [(1, 5), (2, 5)]
    assert not front.is_whole
    assert 1 <= len(front.points) <= 2


def test_what_changes_between_points_is_named(plan: Plan) -> None:
    front = planned_front(plan, read_front("recycling"), points=3)
    first, last = front.points[0].plan, front.points[-1].plan
    changes = changes_between(first, last)
    assert {each.kind for each in changes} & {ChangeKind.APPEARS, ChangeKind.GROWS}
    assert all(each.after > each.before for each in changes if each.kind in {ChangeKind.APPEARS, ChangeKind.GROWS})
    assert changes_between(last, last) == ()


def test_fronts_are_asked_for_by_a_word_or_a_figure() -> None:
    assert set(FRONT_WORDS.values()) <= set(PROMISED_FIGURES)
    assert read_front(" landfilled_t_per_year@2033 ") == FrontWish(
        word="landfilled_t_per_year", figure="landfilled_t_per_year", from_year=2033
    )
    with pytest.raises(UnknownCodeError, match="front 'happiness' is not known; use one of: methane, gases, leakage"):
        read_front("happiness")
    with pytest.raises(PromiseError, match="has 'soon' where a year belongs"):
        read_front("methane@soon")
    with pytest.raises(PromiseError, match="asks from 2090 on, and the plan decides 2026 to 2033"):
        read_front("methane@2090").of(small_city(YEARS))
