"""A plan in other draws: a draw in which it cannot be run at all counts as one that keeps nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from invented_plan_city import composting, generated, small_city
from nagara.pathways.least_cost.explanation.robustness import robustness_in
from nagara.pathways.least_cost.question.problem import Problem
from nagara.pathways.least_cost.solving.answers import first_answer

YEARS = 8
PROMISE = "recycled_frac>=0.1@2030"


def hungry_city(part: float) -> Problem:
    """A city whose composting plant must be fed four fifths of its size, with so much of the usual waste."""
    city = small_city(YEARS, PROMISE)
    plant = composting(YEARS)
    hungry = replace(plant, technology=replace(plant.technology, smallest_load_frac=0.8))
    places = tuple(hungry if place.code == "C" else place for place in city.facilities)
    less = tuple(replace(zone, generated_t=generated(part * 60_000.0, YEARS)) for zone in city.zones)
    return replace(city, facilities=places, zones=less)


@pytest.mark.parametrize(("parts", "runnable"), [((1.0, 0.05, 1.1), 2), ((0.05,), 0)], ids=["some run", "none runs"])
def test_a_draw_in_which_a_plant_cannot_be_fed_keeps_nothing_and_costs_nothing(
    parts: tuple[float, ...], runnable: int
) -> None:
    plan = first_answer(hungry_city(1.0))
    assert "C" in {each.facility for each in plan.investments}
    tried = robustness_in(lambda number: hungry_city(parts[number]), plan, range(len(parts)))
    assert (tried.draws, tried.runnable) == (len(parts), runnable)
    assert (tried.usd is None) == (runnable == 0), "no cost stands in for draws that have none"
    assert bool(tried.bands) == (runnable > 0), "a draw that cannot be run widens no band"
    assert tried.held[0].held_frac <= runnable / len(parts)


def test_the_plan_holds_in_its_own_draw_at_its_own_cost() -> None:
    plan = first_answer(hungry_city(1.0))
    tried = robustness_in(lambda _: hungry_city(1.0), plan, (0,))
    assert tried.usd is not None
    assert tried.held[0].held_frac == 1.0
    assert tried.usd[1] == pytest.approx(plan.discounted_usd, rel=1e-6)
