"""Whatever is asked, an answer comes: a plan, or words that say why there is none and what to do."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

import numpy as np
import pytest

from invented_plan_city import small_city
from nagara.pathways.least_cost.question.problem import Problem
from nagara.pathways.least_cost.question.refusals import PlanError
from nagara.pathways.least_cost.solving.answers import first_answer, proven_answer
from nagara.pathways.least_cost.solving.plan import Plan
from nagara.pathways.least_cost.solving.size_prices import lowest_usd

PROMISES = ("sdg_11_6_1_frac>=0.8@2030", "recycled_frac>=0.2@2031", "methane_cut_frac>=0.2@2031")
SOON_S = 3.0
"""What a busy machine may take beyond the time given [s]."""


def large(zones: int, years: int, *, are_alike: bool) -> Problem:
    """A city of many districts, of the same waste or each of its own."""
    problem = small_city(years, *PROMISES, zones=zones, total_t=1e6)
    if are_alike:
        return problem
    draw = np.random.default_rng(1)
    own = [zone.generated_t * draw.lognormal(0.0, 0.2, (zone.generated_t.shape[0], 1)) for zone in problem.zones]
    several = tuple(replace(zone, generated_t=mass) for zone, mass in zip(problem.zones, own, strict=True))
    return replace(problem, zones=several)


@pytest.mark.parametrize("answer", [first_answer, proven_answer])
def test_without_time_the_answer_says_how_large_the_question_is(answer) -> None:
    with pytest.raises(
        PlanError, match="no plan was found within 0 s, for a question of 1 zone, 4 facilities and 8 years"
    ):
        answer(small_city(8, *PROMISES), time_limit_s=0.0)


def test_a_first_answer_stands_when_no_time_is_left_to_prove_it() -> None:
    problem = small_city(8, *PROMISES)
    first = first_answer(problem)
    assert proven_answer(problem, first=first, time_limit_s=0.0) is first


def test_waste_that_fits_nowhere_is_refused_in_words() -> None:
    problem = small_city(8, *PROMISES)
    places = tuple(replace(place, capacity_t=np.full(8, 10.0)) for place in problem.facilities if place.code == "D")
    ways = tuple(way for way in problem.ways if way.target == "D" and way.origin.startswith("Z"))
    schemes = tuple(replace(scheme, containers=scheme.containers[:1]) for scheme in problem.schemes)
    with pytest.raises(PlanError, match="no plan exists, even with every promise missed"):
        first_answer(replace(problem, facilities=places, ways=ways, schemes=schemes), time_limit_s=20.0)


@pytest.mark.parametrize("total_t", [1e-9, 1e-3, 1e9, 1e12])
@pytest.mark.parametrize("usd", [1e-6, 1e6])
def test_numbers_of_any_size_are_answered(total_t: float, usd: float) -> None:
    problem = small_city(8, *PROMISES, total_t=total_t)
    places = tuple(
        place
        if place.expansion is None
        else replace(place, expansion=replace(place.expansion, reference_usd=place.expansion.reference_usd * usd))
        for place in problem.facilities
    )
    try:
        plan: Plan | None = first_answer(replace(problem, facilities=places), time_limit_s=20.0)
    except PlanError as said:
        plan = None
        assert len(str(said)) > 40  # noqa: PT017  # either is an answer
    if plan is not None:
        assert np.isfinite(plan.discounted_usd)
        assert plan.bound_usd <= plan.discounted_usd + 1e-6 * (1.0 + abs(plan.discounted_usd))
        assert lowest_usd(plan.problem) <= plan.discounted_usd


@pytest.mark.long
@pytest.mark.parametrize(("zones", "years", "seconds"), [(200, 40, 5.0), (200, 40, 60.0), (30, 20, 5.0)])
@pytest.mark.parametrize("are_alike", [True, False])
def test_the_largest_question_is_answered_in_the_time_given(zones, years, seconds, are_alike) -> None:
    problem = large(zones, years, are_alike=are_alike)
    begun = perf_counter()
    try:
        plan = proven_answer(problem, time_limit_s=seconds)
        assert plan.bound_usd <= plan.discounted_usd
    except PlanError as said:
        assert "zones" in str(said)  # noqa: PT017  # either is an answer
    assert perf_counter() - begun < 2.0 * seconds + SOON_S
