"""A plan is the cheapest that reaches its aim, and what it promises is what a survey finds."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nagara.errors import DesignError, UnknownCodeError
from nagara.evidence import codelist
from nagara.waste.survey.design import Aim, Costs, PlanStratum, SurveyPrior, plan_survey
from nagara.waste.survey.interval import log_interval, t_quantile
from nagara.waste.survey.variance import log_rate_deviations, ratio_of_totals, stratified_rate

STRATA = (
    PlanStratum(stratum="low", population=400_000, rate_kg_per_cap_day=0.4),
    PlanStratum(stratum="middle", population=300_000, rate_kg_per_cap_day=0.5),
    PlanStratum(stratum="high", population=100_000, rate_kg_per_cap_day=0.9, household_cv=0.5),
)
COSTS = Costs(per_area=120, per_household=8)
PRIOR = SurveyPrior(intra_area_correlation=0.05, household_rate_cv=0.633, drop_out_frac=0.25)


def plan(aim, strata=STRATA, **options):
    return plan_survey(strata, aim=aim, **({"costs": COSTS, "prior": PRIOR} | options))


@given(st.floats(0.06, 0.6))
def test_the_aim_is_reached(half_width):
    found = plan(Aim.relative(half_width))
    assert found.half_width <= half_width * (1 + 1e-9)
    assert all(entry.areas >= 2 for entry in found.strata)


@given(st.floats(0.06, 0.3), st.floats(1.0, 3.0))
def test_a_looser_aim_never_costs_more(half_width, looser):
    assert plan(Aim.relative(half_width * looser)).cost <= plan(Aim.relative(half_width)).cost


@given(st.floats(1_200, 30_000), st.floats(1.0, 3.0))
def test_a_larger_budget_is_never_worse(budget, more):
    once, again = (plan(Aim.relative(), budget=amount) for amount in (budget, budget * more))
    assert again.half_width <= once.half_width * (1 + 1e-12)
    assert once.cost <= budget


@given(st.floats(0.08, 0.4))
def test_the_cost_of_a_precision_buys_that_precision(half_width):
    found = plan(Aim.relative(half_width))
    assert plan(Aim.relative(), budget=found.cost).half_width <= found.half_width * (1 + 1e-9)


@given(st.floats(0.0, 0.3), st.floats(0.0, 0.3))
def test_neighbours_that_are_more_alike_never_make_it_cheaper(one, other):
    costs = [
        plan(
            Aim.relative(0.15),
            prior=SurveyPrior(intra_area_correlation=rho, household_rate_cv=0.633, drop_out_frac=0.25),
        ).cost
        for rho in sorted([one, other])
    ]
    assert costs == sorted(costs)


def half_width_by_hand(areas, households, strata):
    """Relative half-width of a design from the formula, stratum by stratum."""
    tonnage = [entry.population * entry.rate_kg_per_cap_day for entry in strata]
    variance = 0.0
    for count, mass, entry in zip(areas, tonnage, strata, strict=True):
        cv = entry.household_cv or PRIOR.household_rate_cv
        known = 1 / entry.areas_total if entry.areas_total else 0.0
        share = mass / sum(tonnage)
        variance += share**2 * cv**2 * ((0.05 + 0.95 / households) / count - 0.05 * known)
    return np.sinh(t_quantile(sum(areas) - len(strata)) * np.sqrt(variance))


@pytest.mark.parametrize("half_width", [0.17, 0.25, 0.4])
@pytest.mark.parametrize("areas_total", [None, 9])
def test_no_design_that_reaches_the_aim_is_cheaper(half_width, areas_total):
    """Every design of two to nine areas and two to nine households in two strata, one by one."""
    strata = tuple(
        PlanStratum(stratum=code, population=size, rate_kg_per_cap_day=rate, areas_total=areas_total)
        for code, size, rate in (("low", 3000, 0.4), ("high", 1000, 0.9))
    )
    found = plan(Aim.relative(half_width), strata, most_areas=9, most_households_per_area=9)
    cheapest = min(
        sum(areas) * (120 + 8 * int(np.ceil(households / 0.75 - 1e-9)))
        for households in range(2, 10)
        for areas in product(range(2, 10), repeat=2)
        if half_width_by_hand(areas, households, strata) <= half_width
    )
    assert found.cost == pytest.approx(cheapest)
    areas = [entry.areas for entry in found.strata]
    assert found.half_width == pytest.approx(half_width_by_hand(areas, found.households_per_area, strata))


def test_the_promised_precision_is_what_surveys_find():
    """2,000 simulated surveys of the planned size: mean half-width and coverage."""
    found = plan(Aim.relative(0.15))
    rng, households = np.random.default_rng(1), found.households_per_area
    rates, variances = [], []
    for entry, stratum in zip(found.strata, STRATA, strict=True):
        cv = stratum.household_cv or PRIOR.household_rate_cv
        shape = (2000, entry.areas, households)
        between = np.log1p(0.05 * cv**2)
        spread = np.log1p(cv**2)
        noise = rng.normal(size=(*shape[:2], 1)) * np.sqrt(between) + rng.normal(size=shape) * np.sqrt(spread - between)
        kg = stratum.rate_kg_per_cap_day * np.exp(noise - spread / 2).sum(axis=-1)
        person_days = np.full(shape[:2], float(households))
        rates.append(ratio_of_totals(kg, person_days))
        variances.append((log_rate_deviations(kg, person_days) ** 2).sum(axis=-1))
    people = np.array([stratum.population for stratum in STRATA], dtype=float)
    city, variance = stratified_rate(np.stack(rates, axis=-1), np.stack(variances, axis=-1), people)
    low, high = log_interval(city, variance, t_quantile(found.degrees_of_freedom))
    truth = sum(stratum.population * stratum.rate_kg_per_cap_day for stratum in STRATA) / people.sum()
    assert np.mean((high - low) / 2 / truth) == pytest.approx(found.half_width, rel=0.06)
    assert np.mean((low < truth) & (truth < high)) > 0.92


def test_absolute_aim_is_the_relative_one_times_the_pilot_rate():
    rate = (400 * 0.4 + 300 * 0.5 + 100 * 0.9) / 800
    relative, absolute = plan(Aim.relative(0.12)), plan(Aim.absolute(0.12 * rate))
    assert absolute.strata == relative.strata
    assert absolute.half_width == pytest.approx(rate * relative.half_width)


@given(st.sampled_from(codelist("waste_category").codes), st.floats(0.3, 3.0))
def test_share_aim_is_reached_for_every_category(category, ease):
    wanted = ease * Aim.share_of(category).share_frac / 2
    found = plan(Aim.share_of(category, min(wanted, 0.45)))
    assert found.half_width <= wanted * (1 + 1e-9)


@given(st.floats(0.001, 0.999), st.floats(0.0001, 0.49))
def test_reach_and_half_width_of_a_share_undo_each_other(share, half_width):
    aim = Aim.share_of("glass", half_width, share_frac=share, household_cv=1.0)
    assert aim.half_width_of(aim.log_reach(None), None) == pytest.approx(half_width, rel=1e-6)


def test_drop_outs_are_given_bags_for_eight_days():
    found = plan(Aim.relative(0.15))
    entry = found.strata[0]
    assert entry.recruits_per_area == np.ceil(entry.households_per_area / 0.75)
    assert found.bags == 8 * found.recruits
    assert found.cost == pytest.approx(found.areas * 120 + found.recruits * 8)


def test_more_always_buys_precision_for_money():
    found = plan(Aim.relative(0.15))
    assert {step.label for step in found.steps} >= {"one more area in each stratum", "5 areas in each stratum"}
    for step in found.steps:
        assert step.half_width < found.half_width
        assert step.cost > found.cost


def test_five_areas_everywhere_promise_coverage():
    assert not plan(Aim.relative(0.3)).is_coverage_promised
    assert plan(Aim.relative(0.3), fewest_areas=5).is_coverage_promised


def test_households_per_area_follow_the_textbook_optimum():
    """sqrt(cost ratio times (1 - rho) / rho), Cochran 1977, section 10.6; t favours more areas a little."""
    found = plan(Aim.relative(0.08))
    assert found.best_households_per_area == pytest.approx(np.sqrt(120 / (8 / 0.75) * 0.95 / 0.05))
    assert found.households_per_area == pytest.approx(found.best_households_per_area, abs=3)


def test_strata_with_more_waste_get_more_areas():
    areas = [entry.areas for entry in plan(Aim.relative(0.08)).strata]
    assert areas == sorted(areas, reverse=True)


def test_no_more_areas_than_exist():
    strata = tuple(PlanStratum(stratum=code, population=1000, areas_total=4) for code in "ab")
    found = plan(Aim.relative(), strata, budget=1e6)
    assert [entry.areas for entry in found.strata] == [4, 4]


def test_labelled_defaults_stand_in_for_a_pilot():
    found = plan_survey([PlanStratum(stratum="all", population=1000)], aim=Aim.relative(0.2))
    assert found.costs.is_relative
    assert found.prior == SurveyPrior.default()
    assert SurveyPrior.default(drop_out_frac=0.0).drop_out_frac == 0.0


REFUSED = [
    (lambda: plan(Aim.relative(0.001)), "No allowed survey reaches a half-width of 0.001"),
    (lambda: plan(Aim.relative(), budget=100), "A budget of 100 does not pay for 2 areas in each of 3 strata"),
    (lambda: plan(Aim.relative()), "either a half-width or a budget"),
    (lambda: plan(Aim.relative(0.1), budget=100), "either a half-width or a budget"),
    (lambda: plan(Aim.relative(0.1), ()), "No stratum was given"),
    (lambda: plan(Aim.relative(0.1), fewest_areas=1), "One area shows no spread"),
    (lambda: plan(Aim.absolute(0.1), [PlanStratum(stratum="a", population=1)]), "needs a rate to start from"),
    (lambda: plan(Aim.relative(0.1), [PlanStratum(stratum="a", population=9, areas_total=1)]), "has 1 area in all"),
    (lambda: plan(Aim.share_of("glass", 0.6)), "cannot be 1.2 wide"),
    (lambda: plan(Aim.relative(0.1), STRATA[:1] * 2), "Stratum low is named twice"),
    (lambda: plan(Aim.relative(), budget=float("inf")), "A budget of inf"),
    (lambda: plan(Aim.relative(), budget=-5), "A budget of -5"),
    (lambda: Aim.relative(15), "A half-width of 15 times the rate"),
    (lambda: Aim.relative(float("nan")), "A half-width of nan"),
    (lambda: PlanStratum(stratum="a", population=float("inf")), "population is inf"),
    (lambda: Costs(per_area=-1, per_household=8), "cannot cost nothing"),
    (lambda: Aim.relative(-0.1), "A half-width of -0.1"),
    (lambda: plan(Aim.relative(0.5), fewest_areas=401), "401 areas are asked for, and 400 areas are the most"),
    (lambda: Aim.share_of("glass", 0.1, share_frac=1.0), "A share of 1"),
    (lambda: PlanStratum(stratum="a", population=0), "population is 0"),
    (lambda: Costs(per_area=0, per_household=0), "cannot cost nothing"),
    (lambda: SurveyPrior.default(drop_out_frac=1.0), "A drop-out of 1"),
    (lambda: SurveyPrior.default(intra_area_correlation=1.0), "correlation of 1"),
    (lambda: SurveyPrior.default(household_rate_cv=0.0), "A spread of 0"),
]


@pytest.mark.parametrize(("ask", "why"), REFUSED)
def test_impossible_questions_are_refused_with_a_way_out(ask, why):
    with pytest.raises(DesignError, match=why) as refused:
        ask()
    assert refused.value.mend


def test_more_households_than_people_live_there_are_refused():
    with pytest.raises(DesignError, match=r"Stratum tiny needs \d+ households, and 30 people live there"):
        plan_survey([PlanStratum(stratum="tiny", population=30)], aim=Aim.relative(0.05))


def test_what_is_offered_instead_is_possible():
    with pytest.raises(DesignError) as refused:
        plan(Aim.relative(0.001))
    offered = float(refused.value.mend.split()[2])
    assert plan(Aim.relative(offered)).half_width <= offered


def test_unknown_category_names_the_known_ones():
    with pytest.raises(UnknownCodeError, match="kitchen_canteen"):
        Aim.share_of("food", 0.1)
