"""What every least-cost plan must do, whatever the numbers: laws that no price can bend."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from invented_plan_city import CONSTITUENTS, small_city
from nagara.emissions.gases import warming_potentials
from nagara.pathways.least_cost.explanation.replay import TOLERANCE, replay
from nagara.pathways.least_cost.question.problem import Container, Problem, Scheme, StreamKind
from nagara.pathways.least_cost.question.promise import read_promise
from nagara.pathways.least_cost.solving.answers import first_answer, proven_answer
from nagara.pathways.least_cost.solving.plan import Plan

TIGHT = 1e-7


def exact(problem: Problem) -> Plan:
    return proven_answer(problem, gap_frac=TIGHT)


def linear(problem: Problem) -> Problem:
    """The same with constant returns: half the size costs half, and nothing is too small."""
    places = tuple(
        place
        if place.expansion is None
        else replace(place, expansion=replace(place.expansion, exponent=1.0, smallest=0.0))
        for place in problem.facilities
    )
    return replace(problem, facilities=places)


@pytest.mark.parametrize("target", [0.5, 0.7, 0.9])
def test_a_looser_promise_never_costs_more(target: float) -> None:
    strict = exact(linear(small_city(10, f"sdg_11_6_1_frac>={target}@2031")))
    loose = exact(linear(small_city(10, f"sdg_11_6_1_frac>={target - 0.1}@2031")))
    later = exact(linear(small_city(10, f"sdg_11_6_1_frac>={target}@2033")))
    assert loose.discounted_usd <= strict.discounted_usd * (1 + TIGHT)
    assert later.discounted_usd <= strict.discounted_usd * (1 + TIGHT)


@pytest.mark.parametrize("code", ["L", "C", "M"])
def test_a_cheaper_plant_never_raises_cost(code: str) -> None:
    problem = small_city(10, "sdg_11_6_1_frac>=0.85@2031", "recycled_frac>=0.25@2032")
    cheaper = tuple(
        replace(place, expansion=replace(place.expansion, reference_usd=0.7 * place.expansion.reference_usd))
        if place.code == code and place.expansion is not None
        else place
        for place in problem.facilities
    )
    before = exact(linear(problem))
    after = exact(linear(replace(problem, facilities=cheaper)))
    assert after.discounted_usd <= before.discounted_usd * (1 + TIGHT)


def test_a_city_twice_as_large_costs_twice_as_much_at_constant_returns() -> None:
    promises = ("sdg_11_6_1_frac>=0.85@2031", "recycled_frac>=0.25@2032")
    one, two = linear(small_city(10, *promises)), linear(small_city(10, *promises, total_t=120_000.0))
    zones = tuple(replace(zone, households=2 * zone.households) for zone in two.zones)
    places = tuple(
        place
        if place.site is None
        else replace(place, site=replace(place.site, stock_t_carbon=2 * place.site.stock_t_carbon))
        for place in two.facilities
    )
    twice = exact(replace(two, zones=zones, facilities=places))
    assert twice.discounted_usd == pytest.approx(2 * exact(one).discounted_usd, rel=1e-6)


def test_with_no_promise_and_free_dumping_the_plan_dumps() -> None:
    plan = first_answer(small_city(10))
    assert not plan.investments
    assert {flow.target for flow in plan.flows} == {"D"}
    assert plan.figures["sdg_11_6_1_frac"].max() == 0.0


def test_no_zone_loses_the_service_it_has() -> None:
    plan = first_answer(small_city(10))
    assert np.all(np.diff(plan.figures["collected_frac"]) >= -1e-9)
    given_up = first_answer(replace(small_city(10), keeps_service=False))
    assert given_up.figures["collected_frac"][-1] < 0.01


@pytest.mark.parametrize(
    "promises",
    [
        (),
        ("sdg_11_6_1_frac>=0.9@2032", "recycled_frac>=0.3@2033"),
        ("zero_waste_frac>=0.9@2031",),
        ("methane_cut_frac>=0.2@2033",),
    ],
)
def test_every_plan_comes_out_again_without_its_program(promises: tuple[str, ...]) -> None:
    for plan in (first_answer(small_city(10, *promises)), proven_answer(small_city(10, *promises), time_limit_s=20)):
        played = replay(plan)
        assert max(played.gap.values()) < TOLERANCE
        assert played.figures["everything"] == pytest.approx(np.ones(10))


def test_a_plan_below_zero_by_the_rounding_of_a_solver_comes_out_again() -> None:
    plan = first_answer(small_city(10, "recycled_frac>=0.2@2033"))
    less = [replace(flow, by_constituent_t=flow.by_constituent_t - 1e-9) for flow in plan.flows]
    assert min(flow.by_constituent_t.min() for flow in less) < 0
    again = replay(replace(plan, flows=tuple(less)), potentials=warming_potentials("AR5"), edition="2019")
    assert again.gap == pytest.approx(replay(plan, potentials=warming_potentials("AR5"), edition="2019").gap, abs=1e-6)


@pytest.mark.parametrize(("part_of_all", "comes_out_again"), [(1e-10, True), (1e-4, False)])
def test_a_gap_is_measured_against_the_whole_and_not_against_next_to_nothing(
    part_of_all: float, comes_out_again: bool
) -> None:
    plan, ar5 = first_answer(small_city(5)), warming_potentials("AR5")
    assert plan.gases_t_co2e["treatment"].max() == plan.figures["recycled_frac"].max() == 0.0
    rest = part_of_all * sum(plan.gases_t_co2e.values())  # what a solver leaves where nothing is
    gases = {**plan.gases_t_co2e, "treatment": rest}
    shares = {**plan.figures, "recycled_frac": np.full(5, part_of_all)}
    played = replay(replace(plan, gases_t_co2e=gases, figures=shares), potentials=ar5)
    assert all((played.gap[name] < TOLERANCE) == comes_out_again for name in ("gas_treatment", "recycled_frac"))


def test_a_first_answer_is_never_cheaper_than_its_bound_nor_than_a_proven_plan() -> None:
    problem = small_city(12, "sdg_11_6_1_frac>=0.9@2032", "recycled_frac>=0.3@2033")
    first = first_answer(problem)
    proven = exact(problem)
    assert first.bound_usd <= proven.bound_usd * (1 + 1e-6)
    assert proven.bound_usd <= first.discounted_usd * (1 + 1e-6)
    assert 0.0 <= first.gap_frac < 0.1


def test_an_impossible_promise_is_missed_by_as_little_as_can_be() -> None:
    plan = exact(linear(small_city(10, "zero_waste_frac>=0.9@2032")))
    reached = plan.figures["zero_waste_frac"][-1]
    assert not plan.kept[0].is_kept
    assert plan.kept[0].short[-1] == pytest.approx(0.9 - reached, abs=1e-6)
    as_far = exact(linear(small_city(10, f"zero_waste_frac>={reached:.4f}@2034")))
    assert as_far.kept[0].short[-1] < 1e-3


# --- the trap -------------------------------------------------------------------------------------


def free_sorting(problem: Problem) -> Problem:
    """The same city where a truck can send every fraction another way, at the price of one bin."""
    mixed = problem.schemes[1].containers[0]
    each = tuple(
        Container(
            code=f"part-{row}",
            kind=kind,
            captured_frac=np.eye(len(CONSTITUENTS))[row] / 3.0,
            usd_per_t=mixed.usd_per_t,
            diesel_l_per_t=mixed.diesel_l_per_t,
        )
        for row in range(len(CONSTITUENTS))
        for kind in (StreamKind.MIXED, StreamKind.ORGANICS, StreamKind.RECYCLABLES)
    )
    free = Scheme(code="free", label="Sorted by nobody", containers=each, largest_change_frac=0.2)
    return replace(problem, schemes=(*problem.schemes, free))


def test_free_sorting_makes_a_city_look_cheaper_and_this_model_does_not_fall_into_it() -> None:
    """The trap of flows by fraction: what a tipping floor cannot do looks like a bargain."""
    problem = linear(small_city(10, "sdg_11_6_1_frac>=0.9@2032", "recycled_frac>=0.25@2032"))
    honest, trapped = exact(problem), exact(free_sorting(problem))
    assert trapped.discounted_usd < 0.95 * honest.discounted_usd
    for flow in honest.flows:  # whatever leaves a place in one stream keeps its composition wherever it goes
        made_of = flow.by_constituent_t / np.maximum(flow.mass_t, 1e-12)
        same = [other for other in honest.flows if (other.origin, other.stream) == (flow.origin, flow.stream)]
        for other in same:
            both = (flow.mass_t > 1.0) & (other.mass_t > 1.0)
            np.testing.assert_allclose(
                made_of[:, both], (other.by_constituent_t / np.maximum(other.mass_t, 1e-12))[:, both], atol=1e-9
            )


def test_a_promise_of_one_city_is_kept_by_its_own_waste() -> None:
    problem = small_city(10, zones=2)
    zones = (problem.zones[0], replace(problem.zones[1], city="B"))
    asked = replace(problem, zones=zones, promises=(read_promise("B:sdg_11_6_1_frac>=0.8@2032"),))
    plan = first_answer(asked)
    assert plan.kept[0].is_kept
    assert plan.kept[0].value[-1] >= 0.8 - 1e-6
    assert plan.figures["sdg_11_6_1_frac"][-1] < 0.8
