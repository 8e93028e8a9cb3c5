"""The price of a promise is what a little more of it costs: the slope of the least cost on both sides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from invented_plan_city import small_city
from nagara.pathways.least_cost.explanation.shadow_price import Counted, counted_in, plan_slopes, shadow_prices
from nagara.pathways.least_cost.formulation.formulation import formulate
from nagara.pathways.least_cost.least_regret.shared_program import priced
from nagara.pathways.least_cost.program.highs import WarmProgram
from nagara.pathways.least_cost.question.problem import Problem
from nagara.pathways.least_cost.question.promise import PROMISED_FIGURES
from nagara.pathways.least_cost.solving.answers import first_answer, first_year_of
from nagara.pathways.least_cost.solving.plan import Plan

YEARS = 9


def with_target(problem: Problem, target: float) -> Problem:
    """The city with another target of its last promise; a cut below zero lets the figure grow."""
    return replace(problem, promises=(*problem.promises[:-1], replace(problem.promises[-1], target=target)))


def least_cost(problem: Problem, plan: Plan, target: float) -> float:
    """Cost of a target with a unit of size at the price that it has in a plan [USD]."""
    asked = with_target(problem, target)
    before = first_year_of(problem)
    plain = formulate(problem, first_year=before)
    formulation = formulate(asked, slope_usd=plan_slopes(plain, plan), first_year=before)
    return WarmProgram(priced(formulation)).solve().objective


@pytest.mark.parametrize(
    ("promise", "target", "stricter"),
    [
        ("recycled_frac>=0.2@2031", 0.2, 1e-4),
        ("methane_cut_frac>=0@2031", -4.5, 1e-4),
        ("landfilled_t_per_year<=40000@2031", 40_000.0, -10.0),
        ("plastic_to_water_t_per_year<=500@2031", 500.0, -0.1),
    ],
)
def test_the_price_is_the_slope_of_the_least_cost(promise: str, target: float, stricter: float) -> None:
    problem = with_target(small_city(YEARS, "sdg_11_6_1_frac>=0.7@2031", promise), target)
    plan = first_answer(problem)
    price = shadow_prices(plan)[-1]
    here, more, less = (least_cost(problem, plan, target + step) for step in (0.0, stricter, -stricter))
    room = 1e-6 * here / abs(stricter)
    assert price.usd_per_unit is not None
    assert price.usd_per_unit >= (here - less) / abs(stricter) - room
    assert price.usd_per_unit <= (more - here) / abs(stricter) + room
    assert price.usd_per_unit > 0.0, "a promise that binds has a price"


def test_a_promise_that_asks_for_nothing_costs_nothing_more() -> None:
    (price,) = shadow_prices(first_answer(small_city(YEARS, "recycled_frac>=0@2031")))
    assert price.usd_per_unit == pytest.approx(0.0, abs=1.0)
    assert shadow_prices(first_answer(small_city(YEARS))) == ()


def test_money_that_is_lacking_is_not_what_a_promise_costs() -> None:
    rich = small_city(YEARS, "recycled_frac>=0.2@2031")
    poor = replace(rich, money=replace(rich.money, budget_usd=1_000.0))
    plan = first_answer(poor)
    assert plan.over_budget_usd.any()
    (price,), (without,) = shadow_prices(plan), shadow_prices(replace(plan, problem=rich))
    assert price.usd_per_unit == pytest.approx(without.usd_per_unit, rel=1e-6)


def test_a_promise_that_is_missed_has_no_price() -> None:
    (price,) = shadow_prices(first_answer(small_city(YEARS, "sdg_11_6_1_frac>=1@2026")))
    assert price.usd_per_unit is None
    assert price.usd_per_t is None


def test_a_tonne_of_methane_counts_at_its_warming_potential() -> None:
    problem = with_target(small_city(YEARS, "methane_cut_frac>=0@2031"), -4.5)
    (price,) = shadow_prices(first_answer(problem))
    methane = first_year_of(problem)[None]["methane_t_per_year"]
    years = problem.years[-1] - 2031 + 1
    assert price.one_unit_t == pytest.approx(years * methane * problem.climate.ch4_t_co2e_per_t)
    assert price.usd_per_unit is not None
    assert price.usd_per_t == pytest.approx(price.usd_per_unit / price.one_unit_t)


def test_every_figure_says_what_its_tonnes_are() -> None:
    counted = {code: counted_in(code) for code in PROMISED_FIGURES}
    assert counted["methane_cut_frac"] is counted["ghg_t_co2e_per_year"] is Counted.CO2E
    assert counted["plastic_to_water_cut_frac"] is Counted.PLASTIC
    assert counted["cost_usd_per_household"] is Counted.NOTHING
    assert counted["diverted_frac"] is counted["open_burning_t_per_year"] is Counted.WASTE
