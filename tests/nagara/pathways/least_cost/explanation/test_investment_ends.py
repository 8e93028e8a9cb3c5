"""Between what an investment lies: draws of its law at the size that the plan has."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from invented_plan_city import small_city
from nagara.pathways.least_cost.city.settings import PlanSettings
from nagara.pathways.least_cost.city.technologies import expansion
from nagara.pathways.least_cost.explanation.investment_ends import invested_ends, investment_ends
from nagara.pathways.least_cost.solving.answers import first_answer
from nagara.pathways.least_cost.solving.plan import Plan
from nagara.uncertainty.estimates import Shape
from nagara.uncertainty.published_number import at_plug_in

KNOWN = {"C": "composting", "M": "sorting", "L": "landfill"}


def plan() -> Plan:
    """A plan whose plants are named as in the evidence tables."""
    found = first_answer(small_city(10, "sdg_11_6_1_frac>=0.9@2031", "recycled_frac>=0.15@2033"))
    places = tuple(
        replace(each, technology=replace(each.technology, code=KNOWN.get(each.code, each.technology.code)))
        for each in found.problem.facilities
    )
    assert found.investments
    return replace(found, problem=replace(found.problem, facilities=places))


def draw(_name, estimate):
    """The best value, then two hundred draws that go together."""
    if estimate.shape is Shape.FIXED:
        return np.full(201, estimate.value)
    return np.concatenate([[estimate.value], estimate.from_normal(np.linspace(-3.0, 3.0, 200))])


CITY = SimpleNamespace(start=SimpleNamespace(draw=draw), settings=PlanSettings())


def test_every_known_plant_has_two_ends_and_all_together_lie_between_their_sums():
    found = plan()
    ends = investment_ends(CITY, found)
    assert len(ends) == len(found.investments)
    assert all(low < high for low, high in ends)
    low, high = invested_ends(CITY, found)
    assert sum(each[0] for each in ends) * (1 - 1e-9) <= low < high <= sum(each[1] for each in ends) * (1 + 1e-9)


def test_a_larger_plant_costs_more_at_both_ends():
    found = plan()
    larger = replace(found, investments=tuple(replace(each, size=2.0 * each.size) for each in found.investments))
    for small, large in zip(investment_ends(CITY, found), investment_ends(CITY, larger), strict=True):
        assert small[0] < large[0] < 2.0 * small[0] * (1 + 1e-9)
        assert small[1] < large[1]


def test_what_no_table_knows_has_no_interval_and_neither_has_the_whole():
    found = first_answer(small_city(10, "recycled_frac>=0.15@2033"))
    assert set(investment_ends(CITY, found)) == {None}
    assert invested_ends(CITY, found) is None


def test_nothing_built_has_no_interval():
    assert invested_ends(CITY, replace(plan(), investments=())) is None


@pytest.mark.parametrize("code", ["composting", "sorting"])
def test_the_best_value_lies_between_the_ends(code):
    found = plan()
    places = tuple(replace(each, technology=replace(each.technology, code=code)) for each in found.problem.facilities)
    named = replace(found, problem=replace(found.problem, facilities=places))
    for each, (low, high) in zip(named.investments, investment_ends(CITY, named), strict=True):
        assert low < float(expansion(code, at_plug_in, largest=1e9).usd(each.size)) < high
