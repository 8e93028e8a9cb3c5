"""A recycler takes plastic over from sorting plants, pays what traders pay, and loses what it cannot use."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nagara.cli.inputs import one_city
from nagara.pathways.least_cost.city.city_problem import CityStart, city_problem, city_start
from nagara.pathways.least_cost.city.settings import PlanSettings
from nagara.pathways.least_cost.explanation.replay import TOLERANCE, replay
from nagara.pathways.least_cost.question.places import NewPlace, OwnNumber, Places
from nagara.pathways.least_cost.question.problem import CONSTITUENTS
from nagara.pathways.least_cost.question.promise import read_promise
from nagara.pathways.least_cost.solving.answers import first_answer
from nagara.pathways.least_cost.solving.plan import Plan
from nagara.reports.plans.flows import flows_of_year

DEMO = Path(__file__).parents[5] / "examples" / "demo-city"
PLASTIC = np.array([split.fraction.startswith("plastic") for split in CONSTITUENTS])
RECYCLER = NewPlace(code="RY", name="Pellets", technology="recycler")
PROMISE = read_promise("recycled_frac>=0.12@2032")
YIELD = 0.74


@pytest.fixture(scope="module")
def start() -> CityStart:
    records = one_city(DEMO).records
    assert records is not None
    settings = PlanSettings(last_year=2034, technologies=("sorting", "landfill", "recycler"))
    return city_start(records, settings, draws=2, seed=1)


def planned(start: CityStart, *new: NewPlace, pellets_usd_per_t: float = 700.0) -> Plan:
    price = OwnNumber(
        technology="recycler",
        parameter="product_price",
        value=pellets_usd_per_t,
        low=pellets_usd_per_t,
        high=pellets_usd_per_t,
        source="offer",
    )
    settings = replace(start.settings, places=Places(new=new, numbers=(price,)))
    return first_answer(city_problem(replace(start, settings=settings), (PROMISE,)))


def taken(plan: Plan, origin: str, target: str) -> np.ndarray:
    flows = [flow.by_constituent_t for flow in plan.flows if (flow.origin, flow.target) == (origin, target)]
    return np.sum(flows, axis=0) if flows else np.zeros((len(CONSTITUENTS), len(plan.problem.years)))


def test_without_a_place_for_it_there_is_no_recycler(start: CityStart) -> None:
    plan = planned(start)
    assert not [place for place in plan.problem.facilities if place.is_new and place.technology.code == "recycler"]


def test_a_recycler_that_earns_its_keep_takes_sorted_plastic_and_nothing_else(start: CityStart) -> None:
    plan, without = planned(start, RECYCLER), planned(start)
    assert plan.discounted_usd < without.discounted_usd
    into, out = taken(plan, "new-sorting", "RY"), taken(plan, "RY", "LF1") + taken(plan, "RY", "DS1")
    assert into[PLASTIC, -1].sum() > 100.0
    assert into[~PLASTIC].sum() == pytest.approx(0.0, abs=1e-6)
    assert out.sum(axis=0) == pytest.approx((1.0 - YIELD) * into.sum(axis=0), rel=1e-6, abs=1e-3)
    assert {flow.origin for flow in plan.flows if flow.target == "RY"} == {"new-sorting"}


def test_it_never_takes_more_than_was_sorted_and_every_tonne_comes_out_again(start: CityStart) -> None:
    plan = planned(start, RECYCLER)
    sorting = next(place.technology for place in plan.problem.facilities if place.code == "new-sorting")
    sorted_t = sorting.recovered_frac[:, None] * taken(plan, "city", "new-sorting")
    assert (taken(plan, "new-sorting", "RY") <= sorted_t + 1e-3).all()
    played = replay(plan, potentials=start.gases.potentials)
    assert max(played.gap.values()) <= TOLERANCE
    assert played.figures["everything"] == pytest.approx(np.ones(len(plan.problem.years)))
    assert all(mass > 0 for mass in flows_of_year(plan, len(plan.problem.years) - 1).values())


def test_pellets_that_nobody_pays_for_are_not_made_and_what_is_sorted_is_sold_at_the_gate(start: CityStart) -> None:
    idle, without = planned(start, RECYCLER, pellets_usd_per_t=100.0), planned(start)
    assert taken(idle, "new-sorting", "RY").sum() == pytest.approx(0.0, abs=1e-3)
    assert idle.discounted_usd == pytest.approx(without.discounted_usd, rel=1e-6)
