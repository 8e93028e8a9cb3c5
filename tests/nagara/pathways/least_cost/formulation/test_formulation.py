"""A question that contradicts itself is refused in words before it is written down; an empty district is none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from invented_plan_city import small_city
from nagara.pathways.least_cost.question.problem import Problem
from nagara.pathways.least_cost.question.refusals import PlanError
from nagara.pathways.least_cost.solving.answers import first_answer

CITY = small_city(8, "sdg_11_6_1_frac>=0.8@2030")


def with_waste(problem: Problem, factor: float, years: slice = slice(None)) -> Problem:
    def changed(generated_t):
        out = generated_t.copy()
        out[:, years] = out[:, years] * factor if np.isfinite(factor) else factor
        return out

    return replace(problem, zones=tuple(replace(each, generated_t=changed(each.generated_t)) for each in problem.zones))


def with_sizes(problem: Problem, **changed: float) -> Problem:
    places = tuple(
        place if place.expansion is None else replace(place, expansion=replace(place.expansion, **changed))
        for place in problem.facilities
    )
    return replace(problem, facilities=places)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (replace(CITY, zones=(*CITY.zones, *CITY.zones)), "zone Z0: is there twice"),
        (replace(CITY, facilities=(*CITY.facilities, CITY.facilities[0])), "facility D: is there twice"),
        (replace(CITY, schemes=(*CITY.schemes, CITY.schemes[0])), "scheme none: is there twice"),
        (with_waste(CITY, np.nan), "zone Z0: its waste is nan t in 2025"),
        (with_waste(CITY, np.inf, slice(3, 4)), "zone Z0: its waste is inf t in 2028"),
        (with_waste(CITY, -1.0, slice(2, 3)), "zone Z0: its waste is -30000 t in 2027"),
        (with_sizes(CITY, largest=0.0), "facility .: its largest size is 0"),
        (with_sizes(CITY, reference_usd=np.nan), "facility .: its cost of building is nan"),
        (with_sizes(CITY, largest=np.inf), "facility .: its largest size is inf"),
        (replace(CITY, money=replace(CITY.money, discount_frac=-1.0)), "discount rate is -1"),
        (replace(CITY, money=replace(CITY.money, discount_frac=np.nan)), "discount rate is nan"),
        (with_waste(CITY, 0.0), "nobody generates any waste"),
    ],
)
@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_what_cannot_be_meant_is_refused_by_name(asked: Problem, said: str) -> None:
    with pytest.raises(PlanError, match=said):
        first_answer(asked)


@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_a_district_that_is_empty_for_some_years_or_always_costs_nothing_more() -> None:
    city = small_city(8, "sdg_11_6_1_frac>=0.8@2030", zones=2)
    one, other = city.zones
    later = other.generated_t.copy()
    later[:, :3] = 0.0
    empty = replace(city, zones=(one, replace(other, generated_t=0.0 * later, households=0.0 * other.households)))
    growing = replace(city, zones=(one, replace(other, generated_t=later)))
    none, some, whole = (first_answer(each) for each in (empty, growing, city))
    assert none.discounted_usd < some.discounted_usd < whole.discounted_usd
    assert all(each.is_kept for each in some.kept)


@pytest.mark.parametrize("usd", [np.nan, np.inf, -np.inf])
def test_a_cost_that_is_no_number_is_refused_and_not_solved_for_ever(usd: float) -> None:
    places = tuple(replace(each, technology=replace(each.technology, usd_per_t=usd)) for each in CITY.facilities)
    with pytest.raises(PlanError, match="facility D: it costs .* a tonne"):
        first_answer(replace(CITY, facilities=places), time_limit_s=5.0)
