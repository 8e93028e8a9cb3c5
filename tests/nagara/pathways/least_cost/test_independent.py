"""A second formulation, written apart, finds the same cheapest plans."""

from __future__ import annotations

import pytest

from any_plan_city import any_city, city_of_contracts, rich_city
from nagara.pathways.least_cost.explanation.replay import TOLERANCE, replay
from nagara.pathways.least_cost.solving.answers import proven_answer
from plan_by_paths import PathPlan

AGREES = 1e-6
TIGHT = 1e-9

PROBLEMS = {
    "control and recycling": lambda: rich_city("sdg_11_6_1_frac>=0.8@2031", "recycled_frac>=0.2@2032"),
    "plastic, pickers and carbon": lambda: rich_city(
        "plastic_to_water_cut_frac>=0.5@2032",
        "informal_recovered_t_per_year>=200@2029",
        "collected_frac>=0.9@2031",
        carbon_usd_per_t=40.0,
    ),
    "methane and gases": lambda: rich_city("methane_cut_frac>=0.1@2034", "ghg_t_co2e_per_year<=26000@2033"),
    "a recycler, contracts, tours and pickers": lambda: city_of_contracts(
        "recycled_frac>=0.18@2032",
        "plastic_to_water_cut_frac>=0.4@2033",
        "informal_recovered_t_per_year>=100@2029",
        "ghg_cut_frac>=0.05@2034",
    ),
    "a budget": lambda: rich_city("diverted_frac>=0.3@2033", budget_usd=2_508_500.0),
}


COVERED = {"plastic, pickers and carbon"}
"""What the city of contracts holds as well is left to the long walk."""


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "name", [pytest.param(each, marks=pytest.mark.long) if each in COVERED else each for each in PROBLEMS]
)
def test_a_formulation_by_paths_finds_the_same_cost(name: str) -> None:
    problem = PROBLEMS[name]()
    plan = proven_answer(problem, gap_frac=TIGHT)
    assert all(kept.short.max() < AGREES for kept in plan.kept), [str(kept.promise) for kept in plan.kept]
    assert plan.over_budget_usd.max() < AGREES
    assert plan.discounted_usd == pytest.approx(PathPlan(problem).solve(), rel=AGREES)


@pytest.mark.long
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", range(60))
def test_a_formulation_by_paths_finds_the_same_cost_of_any_city(seed: int) -> None:
    problem = any_city(seed)
    plan = proven_answer(problem, gap_frac=TIGHT)
    assert max(replay(plan).gap.values()) < TOLERANCE
    if any(kept.short.max() > AGREES for kept in plan.kept):
        with pytest.raises(AssertionError):
            PathPlan(problem).solve()
    else:
        assert plan.discounted_usd == pytest.approx(PathPlan(problem).solve(), rel=AGREES)
