"""Who hosts what: the ways to it, one plant for all where that is cheaper, and who lays out what."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from invented_plan_city import small_city
from nagara.pathways.least_cost.explanation.replay import TOLERANCE, replay
from nagara.pathways.least_cost.question.problem import Problem
from nagara.pathways.least_cost.question.promise import read_promise
from nagara.pathways.least_cost.question.refusals import PlanError, PromiseError
from nagara.pathways.least_cost.regions.coalition_parts import hang_together, learn_from_larger
from nagara.pathways.least_cost.regions.concentration import concentrated, shared_answer
from nagara.pathways.least_cost.regions.fair_split import Coalition, coalitions
from nagara.pathways.least_cost.regions.payments import payments, spent_by_city
from nagara.pathways.least_cost.regions.region import cities_of
from nagara.pathways.least_cost.regions.regional import Regional, regional_plan
from nagara.pathways.least_cost.regions.shared_plants import Region, of_city
from nagara.pathways.least_cost.solving.answers import first_answer
from nagara.pathways.least_cost.solving.plan import Plan

YEARS = 7
HOSTS = {"A": ("landfill",), "B": ("landfill",)}
KM = {frozenset("AB"): 10.0, frozenset("AC"): 12.0, frozenset("BC"): 9.0}


def city(total_t: float) -> Problem:
    """A small city whose landfill could be built, called as those of real cities are."""
    problem = small_city(YEARS, "sdg_11_6_1_frac>=0.9@2030", total_t=total_t)

    def new(code: str) -> str:
        return {"L": "new-landfill", "C": "new-compost", "M": "new-mrf"}.get(code, code)

    return replace(
        problem,
        facilities=tuple(replace(place, code=new(place.code)) for place in problem.facilities),
        ways=tuple(replace(way, origin=new(way.origin), target=new(way.target)) for way in problem.ways),
    )


def region(hosts: dict[str, tuple[str, ...]], *, tonnes: tuple[float, ...] = (40_000.0, 40_000.0, 20_000.0)) -> Region:
    problems = {code: of_city(city(total_t), code) for code, total_t in zip("ABC", tonnes, strict=False)}
    return Region(name="Region", problems=problems, hosts=hosts, road_km=KM)


def planned(asked: Region) -> Regional:
    return regional_plan(asked.cities, asked.question, answer=lambda problem: shared_answer(problem, asked.shared()))


def plan_of(regional: Regional) -> Plan:
    """The plan of all cities as one."""
    return regional.plans[frozenset(regional.cities)]


@pytest.fixture(scope="module")
def shared() -> Regional:
    return planned(region(HOSTS))


def test_one_city_asks_what_it_asks_alone() -> None:
    alone = region({"A": ("landfill",)}).question(["A"])
    before = first_answer(city(40_000.0))
    after = shared_answer(alone, ["A/new-landfill"])
    assert after.discounted_usd == pytest.approx(before.discounted_usd, rel=1e-9)
    assert [each.size for each in after.investments] == pytest.approx([each.size for each in before.investments])


def test_the_way_to_a_host_is_ones_own_way_and_the_road() -> None:
    joined = region({"A": ("landfill",)}).question("AB")
    own = next(way for way in joined.ways if (way.origin, way.target) == ("B/Z0", "B/new-landfill"))
    led_on = next(way for way in joined.ways if (way.origin, way.target) == ("B/Z0", "A/new-landfill"))
    assert led_on.km == own.km + 10.0
    assert led_on.usd_per_t == pytest.approx(own.usd_per_t * led_on.km / own.km)
    assert not any(way.origin.startswith("A/") and way.target.startswith("B/") for way in joined.ways)


def test_a_shared_plant_may_be_as_much_larger_as_there_is_more_waste() -> None:
    def largest(cities: str) -> float:
        place = next(
            each for each in region({"A": ("landfill",)}).question(cities).facilities if each.code == "A/new-landfill"
        )
        assert place.expansion is not None
        return place.expansion.largest

    assert largest("AB") == pytest.approx(2 * largest("A"))


def test_a_road_that_is_not_there_carries_nothing() -> None:
    asked = replace(region({"A": ("landfill",)}), road_km={}).question("ABC")
    assert not any(way.origin[0] != way.target[0] for way in asked.ways)


def test_cities_share_one_landfill_where_that_is_cheaper(shared: Regional) -> None:
    assert shared.saving_usd > 0.005 * shared.together_usd
    sites = {each.facility for each in plan_of(shared).investments if each.facility.endswith("landfill")}
    assert len(sites) == 1
    assert max(replay(plan_of(shared)).gap.values()) < TOLERANCE
    assert plan_of(shared).bound_usd <= plan_of(shared).discounted_usd


def test_saving_is_never_below_nought_and_all_of_it_is_split(shared: Regional) -> None:
    for some in coalitions(shared.cities):
        assert shared.cost_usd[some] <= sum(shared.alone_usd[each] for each in some) * (1 + 1e-9)
    for split in (shared.by_value_usd, shared.by_complaint_usd):
        saved = sum(shared.alone_usd[each] - split[each] for each in shared.cities)
        assert saved == pytest.approx(shared.saving_usd)


def test_what_cities_lay_out_is_what_the_plan_costs(shared: Regional) -> None:
    spent = spent_by_city(plan_of(shared))
    for purpose, total in plan_of(shared).cost_usd.items():
        assert np.sum([of[purpose] for of in spent.values()], axis=0) == pytest.approx(total, rel=1e-9)
    host = next(each.facility[0] for each in plan_of(shared).investments if each.facility.endswith("landfill"))
    assert spent[host]["debt"].sum() > 0.9 * plan_of(shared).cost_usd["debt"].sum()


def test_payments_between_cities_cancel_and_each_bears_its_share(shared: Regional) -> None:
    paid = payments(shared)
    assert sum(each.settles_usd for each in paid) == pytest.approx(0.0, abs=1e-3)
    for each in paid:
        assert each.lays_out_usd + each.settles_usd == pytest.approx(each.by_value_usd)
        assert each.saving_usd > 0.0
    assert paid[0].by_value_usd == pytest.approx(paid[1].by_value_usd, rel=0.02)


def test_a_plant_left_out_elsewhere_is_left_out_with_its_ways() -> None:
    joined = concentrated(region({"A": ("landfill",)}).question("AB"), "A/new-landfill")
    assert "B/new-landfill" not in {place.code for place in joined.facilities}
    assert not any("B/new-landfill" in {way.origin, way.target} for way in joined.ways)


def test_what_cannot_be_hosted_or_promised_is_said() -> None:
    with pytest.raises(PlanError, match="hosts of A: palace is neither a technology of this plan nor a place of A"):
        region({"A": ("palace",)})
    with pytest.raises(PlanError, match="Name one of landfill, compost, mrf, D"):
        region({"A": ("palace",)})
    with pytest.raises(PromiseError, match="is one city's and not all cities'"):
        replace(region({}), together=(replace(read_promise("collected_frac>=0.9@2030"), city="A"),))


def again(shared: Regional, **more: Any) -> Regional:
    """The same region with answers that are known already."""
    return regional_plan(
        shared.cities,
        region(HOSTS).question,
        answer=lambda problem: shared.plans[frozenset(cities_of(problem))],
        **more,
    )


def test_what_was_found_is_kept_when_somebody_stops(shared: Regional) -> None:
    """Every city alone and all together are planned for first; the rest stands at what its parts cost."""
    done: list[int] = []
    stopped = again(shared, on_progress=lambda step, at, of: done.append(at), should_stop=lambda: len(done) >= 4)
    assert stopped.unplanned == tuple(some for some in shared.plans if len(some) == 2)
    assert stopped.cost_usd[frozenset("AB")] == pytest.approx(stopped.alone_usd["A"] + stopped.alone_usd["B"])
    assert sum(stopped.split_usd.values()) == pytest.approx(stopped.together_usd)
    with pytest.raises(PlanError, match="it was stopped before each city alone and all together"):
        again(shared, should_stop=lambda: True)


def test_a_better_plan_stands_in_the_place_of_a_first_answer(shared: Regional) -> None:
    def cheaper(some: Coalition, plan: Plan) -> Plan:
        return replace(plan, discounted_usd=plan.discounted_usd * 0.99, bound_usd=plan.bound_usd * 0.99)

    better = again(shared, prove=cheaper)
    assert better.together_usd == pytest.approx(0.99 * shared.together_usd)
    low, high = better.saving_between_usd
    assert low <= better.saving_usd <= high


def test_who_cannot_share_is_not_asked_and_saves_nothing() -> None:
    alone = region({"A": ("landfill",)}, tonnes=(40_000.0, 40_000.0))
    far = replace(alone, problems={**alone.problems, "Far": of_city(city(20_000.0), "Far")})
    everybody = far.question(far.cities)
    assert hang_together(everybody, "AB")
    assert not hang_together(everybody, ["A", "Far"])
    assert not hang_together(everybody, far.cities)
    assert hang_together(replace(everybody, promises=(read_promise("collected_frac>=0.9@2030"),)), ["A", "Far"])


def test_a_city_learns_from_a_larger_plan_in_which_it_shares_nothing(shared: Regional) -> None:
    """A luckier answer to a larger question must not look like a saving."""
    apart = region({})
    plans = {frozenset("A"): replace(shared.plans_alone["A"], discounted_usd=1e12)}
    both = shared_answer(apart.question("AB"), [])
    plans[frozenset("AB")] = both
    learn_from_larger(plans, apart.question, first_answer)
    assert plans[frozenset("A")].discounted_usd < 1e9
    assert plans[frozenset("A")].bound_usd <= plans[frozenset("A")].discounted_usd
