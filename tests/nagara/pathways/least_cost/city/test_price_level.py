"""A plan counts in the money of one year: defaults follow an index, and what a planner wrote stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from nagara.cli.inputs import one_city
from nagara.pathways.least_cost.city.city_problem import CityStart, city_problem, city_start
from nagara.pathways.least_cost.city.price_level import default_price_year, price_ratio
from nagara.pathways.least_cost.city.settings import PlanSettings
from nagara.pathways.least_cost.explanation.investment_ends import investment_ends
from nagara.pathways.least_cost.question.places import OwnNumber, Places
from nagara.pathways.least_cost.question.promise import read_promise
from nagara.pathways.least_cost.question.refusals import PlanError
from nagara.pathways.least_cost.solving.answers import first_answer
from nagara.pathways.least_cost.solving.plan import Plan

DEMO = Path(__file__).parents[5] / "examples" / "demo-city"
OWN = OwnNumber(technology="landfill", parameter="running", value=11.0, low=11.0, high=11.0, source="tender")


@pytest.fixture(scope="module")
def start() -> CityStart:
    records = one_city(DEMO).records
    assert records is not None
    return city_start(records, PlanSettings(last_year=2032, technologies=("landfill", "composting")), draws=20, seed=1)


def in_money(start: CityStart, year: int | None, *numbers: OwnNumber) -> CityStart:
    return replace(start, settings=replace(start.settings, places=Places(price_year=year, numbers=numbers)))


def planned(city: CityStart) -> Plan:
    return first_answer(city_problem(city, (read_promise("recycled_frac>=0.1@2032"),)))


def test_the_same_plan_in_dearer_money_is_the_same_plan(start: CityStart) -> None:
    before, after = planned(in_money(start, None)), planned(in_money(start, 2024))
    assert (before.problem.money.price_year, after.problem.money.price_year) == (default_price_year(), 2024)
    assert after.discounted_usd == pytest.approx(price_ratio(2024) * before.discounted_usd, rel=1e-4)
    assert after.figures["recycled_frac"] == pytest.approx(before.figures["recycled_frac"], abs=1e-4)


def test_what_a_planner_wrote_is_in_that_money_already(start: CityStart) -> None:
    problem = city_problem(in_money(start, 2024, OWN))
    running = {each.code: each.technology.usd_per_t for each in problem.facilities}
    default = {each.code: each.technology.usd_per_t for each in city_problem(start).facilities}
    assert running["new-landfill"] == OWN.value
    assert running["DS1"] == pytest.approx(price_ratio(2024) * default["DS1"])


def test_ends_of_an_investment_are_in_the_money_and_the_own_numbers_of_the_plan(start: CityStart) -> None:
    own = OwnNumber(technology="composting", parameter="investment", value=300.0, low=299.0, high=301.0, source="offer")
    for city in (in_money(start, 2024), in_money(start, None, own)):
        plan = planned(city)
        for built, ends in zip(plan.investments, investment_ends(city, plan), strict=True):
            assert ends is not None
            assert ends[0] < built.usd < ends[1]


def test_a_year_that_the_index_does_not_know_is_refused_in_words(start: CityStart) -> None:
    with pytest.raises(PlanError, match="is 2031, and the price index knows 2010 to 2024"):
        city_problem(in_money(start, 2031))
