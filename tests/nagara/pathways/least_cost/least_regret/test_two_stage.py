"""Deciding once for all draws costs no less than waiting, and no more than building for the best values."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from invented_plan_city import small_city
from nagara.pathways.least_cost.least_regret.two_stage import Aim, TwoStage, two_stage
from nagara.pathways.least_cost.question.problem import Problem
from nagara.pathways.least_cost.question.promise import read_promise
from nagara.pathways.least_cost.question.refusals import PlanError

YEARS = 8
PROMISES = ("sdg_11_6_1_frac>=0.8@2031", "recycled_frac>=0.2@2031")
ROUNDING = 1e-7


def drawn(number: int) -> Problem:
    """The city with other amounts, running costs, investments, lead times and lives."""
    rng, problem = np.random.default_rng(number), small_city(YEARS, *PROMISES)
    zones = tuple(replace(zone, generated_t=zone.generated_t * rng.lognormal(0.0, 0.25)) for zone in problem.zones)
    places = tuple(
        place
        if place.expansion is None
        else replace(
            place,
            technology=replace(
                place.technology,
                usd_per_t=place.technology.usd_per_t * rng.lognormal(0.0, 0.3),
                lead_years=1 + number % 2,
            ),
            expansion=replace(place.expansion, reference_usd=place.expansion.reference_usd * rng.lognormal(0.0, 0.3)),
        )
        for place in problem.facilities
    )
    return replace(problem, zones=zones, facilities=places)


@pytest.fixture(scope="module")
def found() -> TwoStage:
    return two_stage(small_city(YEARS, *PROMISES), [drawn(number) for number in range(1, 6)])


def test_waiting_is_cheapest_in_every_draw_and_regret_is_its_price(found: TwoStage) -> None:
    wait, recourse, best = found.wait_and_see, found.recourse, found.best_values
    room = ROUNDING * wait.counted_usd.max()
    assert np.all(found.regret_usd >= -room)
    assert np.all(best.counted_usd >= wait.counted_usd - room)
    assert found.perfect_information_usd == pytest.approx(float(np.mean(found.regret_usd)))
    assert recourse.held_frac.shape == (2,)


def test_knowing_and_thinking_of_all_draws_are_worth_something(found: TwoStage) -> None:
    assert found.perfect_information_usd > 0.0
    assert found.stochastic_solution_usd > 0.0
    assert {each.facility for each in found.builds} >= {"L"}


def test_least_regret_has_a_smaller_largest_regret_and_no_smaller_mean(found: TwoStage) -> None:
    least = two_stage(small_city(YEARS, *PROMISES), [drawn(number) for number in range(1, 6)], aim=Aim.REGRET)
    assert least.regret_usd.max() < found.regret_usd.max()
    assert least.recourse.counted_usd.mean() >= found.recourse.counted_usd.mean() * (1 - 1e-3)  # other prices of size
    assert np.all(least.regret_usd >= -ROUNDING * least.wait_and_see.counted_usd.max())


def test_draws_that_are_all_alike_make_knowing_worth_nothing() -> None:
    middle = small_city(YEARS, *PROMISES)
    same = two_stage(middle, [middle, middle, middle])
    whole = same.wait_and_see.counted_usd.mean()
    assert same.perfect_information_usd == pytest.approx(0.0, abs=ROUNDING * whole)
    assert same.stochastic_solution_usd == pytest.approx(0.0, abs=ROUNDING * whole)
    assert [each.facility for each in same.builds] == [each.facility for each in same.best_value_builds]


def test_what_cannot_be_decided_at_once_is_said() -> None:
    middle = small_city(YEARS, *PROMISES)
    with pytest.raises(PlanError, match="0 draws cannot stand in one program"):
        two_stage(middle, [])
    other = replace(middle, promises=(read_promise(PROMISES[0]),))
    with pytest.raises(PlanError, match="draw 1 asks another question"):
        two_stage(middle, [other])
