"""A plan in other draws: a draw in which it cannot be run at all counts as one that keeps nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from invented_plan_city import small_city
from nagara.pathways.least_cost import robustness as tried
from nagara.pathways.least_cost.promise import read_promise
from nagara.pathways.least_cost.solving import first_answer


@pytest.mark.parametrize(
    ("costs", "middle"), [((10.0, None, 30.0, 20.0), 20.0), ((None,), None)], ids=["some run", "none runs"]
)
def test_a_draw_without_any_way_keeps_nothing_and_costs_nothing(monkeypatch, costs, middle):
    plan = first_answer(replace(small_city(), promises=(read_promise("collected_frac>=0.5@2030"),)))

    def in_draw(_city, _plan, number):
        usd = costs[number - 1]
        return usd, [1.0 if usd is None else 0.0]

    monkeypatch.setattr(tried, "_in_draw", in_draw)
    found = tried.robustness(None, plan, range(1, len(costs) + 1))
    assert found.draws == len(costs)
    runnable = sum(each is not None for each in costs)
    assert found.runnable == runnable
    assert (None if found.usd is None else found.usd[1]) == middle, "no cost stands in for draws that have none"
    assert found.held[0].held_frac == pytest.approx(runnable / len(costs))
