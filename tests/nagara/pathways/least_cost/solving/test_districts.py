"""Many districts planned for as a few: a plan of every district, and a bound that no plan undercuts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from invented_plan_city import small_city
from nagara.pathways.least_cost.explanation.replay import TOLERANCE, replay
from nagara.pathways.least_cost.question.problem import Problem
from nagara.pathways.least_cost.question.promise import read_promise
from nagara.pathways.least_cost.solving.answers import first_answer, proven_answer
from nagara.pathways.least_cost.solving.districts import group_districts

PROMISES = ("sdg_11_6_1_frac>=0.8@2030", "recycled_frac>=0.2@2031")


def districts(count: int, years: int = 8) -> Problem:
    """A small city in districts of other size, distance and streets."""
    problem = small_city(years, *PROMISES, zones=count)
    draw = np.random.default_rng(3)
    parts, far = draw.dirichlet(np.full(count, 4.0)), draw.uniform(0.4, 2.0, count)
    zones = tuple(
        replace(
            zone,
            generated_t=zone.generated_t * count * part,
            households=zone.households * count * part,
            effort=float(draw.uniform(0.8, 1.2)),
        )
        for zone, part in zip(problem.zones, parts, strict=True)
    )
    longer = {zone.code: factor for zone, factor in zip(zones, far, strict=True)}
    ways = tuple(replace(way, usd_per_t=way.usd_per_t * longer.get(way.origin, 1.0)) for way in problem.ways)
    return replace(problem, zones=zones, ways=ways)


@pytest.mark.parametrize("extra", [(), ("zero_waste_frac>=0.9@2030",)], ids=["possible", "impossible"])
def test_a_plan_of_groups_is_a_plan_of_every_district_and_bounds_hold(extra, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = districts(12)
    problem = replace(asked, promises=(*asked.promises, *map(read_promise, extra)))
    plan = first_answer(problem)
    assert plan.problem is problem
    assert {code for code, _ in plan.scheme_share} == {zone.code for zone in problem.zones}
    played = replay(plan)
    assert max(played.gap.values()) < TOLERANCE
    assert played.figures["everything"] == pytest.approx(np.ones(8))
    monkeypatch.setattr("nagara.pathways.least_cost.solving.answers.group_districts", lambda _: None)
    apart = first_answer(problem)
    assert plan.bound_usd <= apart.bound_usd * (1 + 1e-6)
    assert apart.bound_usd <= plan.discounted_usd * (1 + 1e-6)
    assert plan.discounted_usd == pytest.approx(apart.discounted_usd, rel=0.02)
    assert plan.gap_frac < 0.08
    for one, other in zip(plan.kept, apart.kept, strict=True):
        np.testing.assert_allclose(one.short, other.short, atol=1e-6)


def test_a_plan_of_groups_can_be_proven() -> None:
    problem = districts(10, 7)
    proven = proven_answer(problem, gap_frac=0.02, first=first_answer(problem))
    assert proven.is_proven
    assert max(replay(proven).gap.values()) < TOLERANCE


def test_districts_that_differ_in_more_than_cost_stay_apart() -> None:
    problem = districts(12)
    grouped = group_districts(problem)
    assert grouped is not None
    assert len(grouped.mean.zones) == 5
    other = replace(problem.zones[0], share_now={"none": 0.5, "mixed": 0.5})
    wetter = replace(problem.zones[1], generated_t=problem.zones[1].generated_t * np.linspace(1, 2, 8))
    apart = group_districts(replace(problem, zones=(other, wetter, *problem.zones[2:])))
    assert apart is not None
    assert sorted(len(parts) for parts in apart.parts.values())[:2] == [1, 1]
    assert len(apart.mean.zones) == 7
    assert group_districts(small_city(8)) is None
