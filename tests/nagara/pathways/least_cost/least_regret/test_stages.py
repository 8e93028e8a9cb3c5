"""Draws of a city differ in everything that nobody knows, and a programme for many of them can be given up."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nagara.cli.inputs import one_city
from nagara.pathways.least_cost.asked_beside import Beside, refuse_beside, stages_of
from nagara.pathways.least_cost.city.city_problem import CityStart, city_problem, city_start
from nagara.pathways.least_cost.city.settings import PlanSettings
from nagara.pathways.least_cost.least_regret.stages import plan_stages
from nagara.pathways.least_cost.question.problem import Problem
from nagara.pathways.least_cost.question.promise import read_promise
from nagara.pathways.least_cost.question.refusals import PlanError
from nagara.pathways.least_cost.solving.answers import first_answer
from nagara.pathways.least_cost.solving.plan import Plan
from nagara.pathways.least_cost.solving.time_limit import TimeLimit
from nagara.pathways.least_cost.solving.what_fits import Parts

DEMO = Path(__file__).parents[5] / "examples" / "demo-city"
PROMISE = read_promise("sdg_11_6_1_frac>=0.7@2030")


@pytest.fixture(scope="module")
def city() -> CityStart:
    records = one_city(DEMO).records
    assert records is not None
    return city_start(records, PlanSettings(last_year=2031, technologies=("landfill", "sorting")), draws=100, seed=1)


@pytest.fixture(scope="module")
def draws(city: CityStart) -> list[Problem]:
    return [city_problem(city, (PROMISE,), draw_number=number) for number in range(3)]


@pytest.fixture(scope="module")
def plan(draws: list[Problem]) -> Plan:
    return first_answer(draws[0])


def generation(problem: Problem) -> float:
    return float(sum(zone.generated_t[:, 0].sum() for zone in problem.zones))


def growth(problem: Problem) -> float:
    return float(sum(zone.generated_t[:, -1].sum() for zone in problem.zones)) / generation(problem)


def composition(problem: Problem) -> float:
    waste = np.sum([zone.generated_t[:, 0] for zone in problem.zones], axis=0)
    return float(waste.max() / waste.sum())


def cost_of_collection(problem: Problem) -> float:
    return max(each.usd_per_t for scheme in problem.schemes for each in scheme.containers)


def cost_of_running(problem: Problem) -> float:
    return sum(place.technology.usd_per_t for place in problem.facilities if place.is_new)


def cost_of_building(problem: Problem) -> float:
    return sum(place.expansion.reference_usd for place in problem.facilities if place.expansion is not None)


def what_households_sort(problem: Problem) -> float:
    return float(problem.schemes[-1].containers[1].captured_frac.max())


def how_fast_they_join(problem: Problem) -> float:
    return problem.schemes[-1].largest_change_frac


@pytest.mark.parametrize(
    "unknown",
    [
        generation,
        growth,
        composition,
        cost_of_collection,
        cost_of_running,
        cost_of_building,
        what_households_sort,
        how_fast_they_join,
    ],
)
def test_every_draw_has_its_own(unknown, draws: list[Problem]) -> None:
    assert len({round(unknown(each), 9) for each in draws}) == len(draws)


def test_a_programme_that_is_given_up_is_none(city: CityStart, plan: Plan) -> None:
    told: list[tuple[int, int]] = []

    def told_of(at: int, of: int) -> None:
        told.append((at, of))

    assert plan_stages(city, plan.problem, 5, on_draw=told_of, within=TimeLimit(None, lambda: len(told) == 1)) is None
    assert told == [(1, 5)]
    while_solving = iter([False, True])
    assert plan_stages(city, plan.problem, 1, within=TimeLimit(None, lambda: next(while_solving, True))) is None


def test_too_many_draws_are_refused(city: CityStart, plan: Plan) -> None:
    with pytest.raises(PlanError, match="31 draws cannot stand in one program. Ask for 30 at most."):
        refuse_beside(city, plan.problem, Beside(stages=31))
    assert stages_of(city, plan, Beside(), Parts()) is None
