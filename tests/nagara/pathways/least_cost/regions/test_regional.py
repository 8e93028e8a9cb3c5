"""Cities that share plants: nobody loses by it, and each alone is what it was before."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from invented_plan_city import small_city
from nagara.pathways.least_cost.explanation.replay import TOLERANCE, replay
from nagara.pathways.least_cost.question.problem import Problem, Way
from nagara.pathways.least_cost.question.promise import read_promise
from nagara.pathways.least_cost.question.refusals import PlanError, PromiseError
from nagara.pathways.least_cost.regions.region import alone, cities_of, code_in, join
from nagara.pathways.least_cost.regions.regional import Regional, regional_plan
from nagara.pathways.least_cost.solving.answers import first_answer

YEARS = 7
PROMISES = ("sdg_11_6_1_frac>=0.9@2030",)


def city(name: str, total_t: float = 60_000.0, promises: tuple[str, ...] = PROMISES) -> Problem:
    problem = small_city(YEARS, *promises, total_t=total_t)
    return replace(
        problem,
        name=name,
        zones=tuple(replace(zone, city=name) for zone in problem.zones),
        facilities=tuple(replace(place, city=name) for place in problem.facilities),
    )


def renamed(problem: Problem, name: str) -> Problem:
    return replace(problem, name=name, zones=tuple(replace(zone, city=name) for zone in problem.zones))


def shared(*pairs: tuple[str, str], usd_per_t: float = 2.5) -> list[Way]:
    """Ways from each city's households and plants to the other's landfill, both ways."""
    return [
        Way(origin=code_in(here, origin), target=code_in(there, "L"), usd_per_t=usd_per_t)
        for here, there in (*pairs, *((there, here) for here, there in pairs))
        for origin in ("Z0", "C", "M")
    ]


def of_all(joined: Problem) -> Regional:
    return regional_plan(cities_of(joined), lambda some: alone(joined, some))


@pytest.fixture(scope="module")
def three() -> Regional:
    """Two equal neighbours, and one that no way leads to."""
    return of_all(join([city("A"), city("B"), city("Far", 30_000.0)], shared(("A", "B"))))


def test_neighbours_save_and_who_is_far_pays_what_it_costs_alone(three: Regional) -> None:
    assert three.saving_usd > 0.002 * three.together_usd
    for split in (three.by_value_usd, three.by_complaint_usd):
        assert sum(split.values()) == pytest.approx(three.together_usd)
        assert split["A"] == pytest.approx(split["B"], rel=1e-3)
        assert split["Far"] == pytest.approx(three.alone_usd["Far"], rel=1e-3)
        assert split["A"] < three.alone_usd["A"]
    assert three.has_core
    assert not three.missing


def test_a_city_alone_is_what_it_was_before_it_was_joined(three: Regional) -> None:
    for name, total_t in (("A", 60_000.0), ("Far", 30_000.0)):
        before = first_answer(city(name, total_t))
        assert three.plans_alone[name].discounted_usd == pytest.approx(before.discounted_usd, rel=1e-6)
        assert three.plans_alone[name].figures["sdg_11_6_1_frac"] == pytest.approx(before.figures["sdg_11_6_1_frac"])


def test_joining_never_costs_more_than_staying_apart(three: Regional) -> None:
    for some, usd in three.cost_usd.items():
        assert usd <= sum(three.alone_usd[city] for city in some) * (1 + 1e-9)


def test_the_plan_of_all_keeps_every_citys_own_promise_and_comes_out_again(three: Regional) -> None:
    kept = [kept for plan in three.plans_chosen for kept in plan.kept]
    assert all(each.is_kept for each in kept)
    assert [each.promise.city for each in kept] == ["A", "B", "Far"]
    assert all(max(replay(plan).gap.values()) < TOLERANCE for plan in three.plans_chosen)


def test_without_ways_between_them_cities_save_nothing() -> None:
    apart = of_all(join([city("A"), city("B", 30_000.0)]))
    assert apart.saving_usd == pytest.approx(0.0, abs=1e-3 * apart.together_usd)
    assert apart.by_value_usd == pytest.approx(dict(apart.alone_usd), rel=1e-3)


def test_a_coalition_has_its_part_of_what_nothing_changes() -> None:
    parts = [city("A"), city("B", 20_000.0)]
    parts = [replace(part, money=replace(part.money, budget_usd=np.full(YEARS, 4e6))) for part in parts]
    joined = join(parts)
    assert joined.money.budget_usd == pytest.approx(np.full(YEARS, 8e6))
    assert alone(joined, ["B"]).money.budget_usd == pytest.approx(np.full(YEARS, 2e6))
    assert cities_of(alone(joined, ["B"])) == ("B",)


def test_what_cannot_be_joined_is_said() -> None:
    with pytest.raises(PlanError, match="A: is in the region twice"):
        join([city("A"), city("A")])
    with pytest.raises(PlanError, match="the years are not those of A"):
        join([city("A"), renamed(small_city(5), "B")])
    with pytest.raises(PlanError, match="the interest is not that of A"):
        join([city("A"), replace(city("B"), money=replace(city("B").money, interest_frac=0.1))])
    used = [replace(way, share_now=0.5) for way in shared(("A", "B"))]
    with pytest.raises(PlanError, match="waste goes this way already"):
        alone(join([city("A"), city("B")], used), ["A"])
    with pytest.raises(PlanError, match="X is no city of it"):
        alone(join([city("A"), city("B")]), ["X"])


def test_a_region_that_is_too_large_or_promises_an_amount_together_is_refused() -> None:
    many = join([city(name) for name in "ABCDEFG"])
    with pytest.raises(PlanError, match="it has 7 cities"):
        of_all(many)
    together = (read_promise("landfilled_t_per_year<=1000@2030"),)
    with pytest.raises(PromiseError, match="amount of all cities together"):
        of_all(replace(join([city("A"), city("B")]), promises=together))
