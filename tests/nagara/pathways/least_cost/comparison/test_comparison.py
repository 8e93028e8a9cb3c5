"""Courses side by side: the same by the same definitions, nothing that is not alike, and what was measured."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compared_plans import YEARS, plan_content
from nagara.exchange.read import read_cities
from nagara.pathways.least_cost.city.settings import PlanSettings
from nagara.pathways.least_cost.comparison.course import COMPARED_FIGURES, Course, CourseKind, Level
from nagara.pathways.least_cost.comparison.plan_course import plan_course
from nagara.pathways.least_cost.comparison.records_course import Counting, account_course, scenario_course
from nagara.pathways.least_cost.comparison.side_by_side import State, compare, unlike, unlike_cost
from nagara.pathways.least_cost.question.refusals import PlanError
from nagara.pathways.least_cost.study import study_plan
from nagara.pathways.scenario import Scenario
from nagara.reports.comparisons.data import study_course
from nagara.waste.records import CityRecords

EXAMPLES = Path(__file__).parents[5] / "examples"
COUNTING = Counting(gwp="AR5", guidelines="2019", seed=20_260_101, draws=100)
PLAN = plan_course(plan_content(), "Plan")


def account(year: int = 2027, **levels: Level) -> Course:
    plan = plan_course(plan_content(), "Plan")
    return Course(
        name=str(year),
        kind=CourseKind.ACCOUNT,
        basis=replace(plan.basis, records_year=year, price_year=None, currency=None, digests=frozenset()),
        years=(year,),
        levels={figure: (level,) for figure, level in levels.items()},
    )


def records(folder: str) -> CityRecords:
    found = read_cities([EXAMPLES / folder])[0].records
    assert found is not None
    return found


def test_a_file_is_read_by_its_definitions() -> None:
    plan = plan_course(plan_content(), "Plan")
    assert [each.value for each in plan.levels["generated_t_per_year"]] == pytest.approx([100.0] * 4)
    assert [each.value for each in plan.levels["cost_usd_per_t"]] == pytest.approx([9.0, 10.0, 10.0, 10.0])
    assert [each.value for each in plan.levels["ghg_without_fuel_t_co2e_per_year"]] == [140.0, 154.0, 112.0, 84.0]
    assert [each.value for each in plan.levels["methane_cut_frac"]] == pytest.approx([0.0, -0.1, 0.2, 0.4])
    assert plan.unknown["plastic_to_water_t_per_year"] == "not-in-file"
    assert plan.made is not None
    assert [str(each.promise) for each in plan.made.promised] == ["sdg_11_6_1_frac>=0.9@2027"], "today is no promise"


def test_a_plan_beside_itself_shows_no_difference() -> None:
    plan = plan_course(plan_content(), "Plan")
    both = compare([plan, replace(plan, name="Again")])
    for figure in both.figures:
        for year in both.years:
            assert both.difference(both.courses[1], figure, year) == 0.0
    assert both.unlike == both.gaps == both.verdicts == ()
    assert not unlike_cost(*both.courses)


def test_differences_turn_round_with_the_order_of_plans() -> None:
    one = plan_course(plan_content(), "One")
    figures = plan_content()["figures"] | {"sdg_11_6_1_frac": [0.4, 0.5, 0.8, 0.95]}
    two = plan_course(plan_content(figures=figures), "Two")
    there, back = compare([one, two]), compare([two, one])
    for year in YEARS:
        less = there.difference(two, "sdg_11_6_1_frac", year)
        assert less is not None
        assert back.difference(one, "sdg_11_6_1_frac", year) == -less


def test_an_account_that_says_what_was_planned_is_as_planned() -> None:
    plan = plan_course(plan_content(), "Plan")
    said = {figure: Level(value=plan.levels[figure][2].value) for figure in plan.levels if "cost" not in figure}
    verdicts = compare([plan, account(**said)]).verdicts
    assert {each.figure for each in verdicts} == set(said)
    assert {each.state for each in verdicts} == {State.AS_PLANNED}


@given(
    low=st.floats(0.0, 1.0), high=st.floats(0.0, 1.0), figure=st.sampled_from(["sdg_11_6_1_frac", "methane_t_per_year"])
)
def test_inside_is_as_planned_and_outside_has_a_side(low: float, high: float, figure: str) -> None:
    plan = PLAN
    planned = plan.levels[figure][2].value
    low, high = sorted((low * 2 * planned, high * 2 * planned))
    (verdict,) = compare([plan, account(**{figure: Level(value=(low + high) / 2, low=low, high=high)})]).verdicts
    near = 1e-5 * planned
    if low <= planned <= high:
        assert verdict.state is State.AS_PLANNED
    elif planned < low - near:
        assert verdict.state is (State.BETTER if figure.endswith("frac") else State.WORSE)
    elif planned > high + near:
        assert verdict.state is (State.WORSE if figure.endswith("frac") else State.BETTER)


def test_more_waste_is_neither_better_nor_worse() -> None:
    plan = plan_course(plan_content(), "Plan")
    (verdict,) = compare([plan, account(generated_t_per_year=Level(value=130.0, low=120.0, high=140.0))]).verdicts
    assert verdict.state is State.MORE


def test_the_year_of_a_plans_own_records_was_not_foreseen() -> None:
    plan = plan_course(plan_content(), "Plan")
    assert compare([plan, account(2025, sdg_11_6_1_frac=Level(value=0.1))]).verdicts == ()


def test_what_a_plan_needs_by_a_year_is_listed() -> None:
    plan = plan_course(plan_content(), "Plan")
    assert [each.facility for each in plan.needed_by(2027)] == ["L"]
    assert plan.needed_by(2026) == ()
    ((service, before, share),) = plan.served_by(2027)
    assert (service.label, before, share) == ("One bin, everybody served", 0.0, 0.5)


@pytest.mark.parametrize(
    ("changed", "figure", "code"),
    [
        ({"boundary": "metropolitan"}, "sdg_11_6_1_frac", "boundary"),
        ({"population_basis": "census"}, "collected_frac", "population"),
        ({"price_year": 2023}, "cost_usd_per_t", "prices"),
        ({"gwp": "AR6"}, "ghg_t_co2e_per_year", "gwp"),
        ({"guidelines": "2006"}, "methane_t_per_year", "guidelines"),
        ({"years": [2026, 2027, 2028, 2029]}, "methane_cut_frac", "base-year"),
    ],
)
def test_what_is_not_alike_is_not_compared(changed: dict[str, object], figure: str, code: str) -> None:
    one, two = plan_course(plan_content(), "One"), plan_course(plan_content(**changed), "Two")
    why = unlike(one, two, figure)
    assert why is not None
    assert why[0] == code
    both = compare([one, two])
    if figure in one.levels:
        assert all(both.difference(two, figure, year) is None for year in both.years)
        assert code in {each.code for each in both.unlike}
    others = {"boundary", "population"}
    assert (unlike(one, two, "sdg_11_6_1_frac") is None) is (code not in others), "other figures stand"


def test_an_older_file_that_does_not_say_its_boundary_is_compared() -> None:
    older = {key: value for key, value in plan_content().items() if key not in {"boundary", "services"}}
    one, two = plan_course(plan_content(), "One"), plan_course(older, "Two")
    assert unlike(one, two, "sdg_11_6_1_frac") is None


@pytest.mark.parametrize(
    ("courses", "said"),
    [
        (lambda plan: [plan], "one course alone cannot be compared"),
        (lambda plan: [account(), account(2028)], "there is no plan"),
        (lambda plan: [plan, plan_course(plan_content(city="Elsewhere"), "Two")], "it is of Elsewhere"),
        (lambda plan: [plan, account(), account()], "two accounts of 2027"),
        (lambda plan: [plan] * 5, "5 plans and scenarios are more than a picture tells apart"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_words(courses, said) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(PlanError, match=said):
        compare(courses(plan_course(plan_content(), "Plan")))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"format": "nagara-plan/9"}, "it is no plan of the format nagara-plan/1"),
        ({"years": [2025, 2027]}, "Plan, years: it holds no consecutive years"),
        ({"figures": {"uncollected_t_per_year": [1.0]}}, "does not hold one number for each of 4 years"),
        ({"cost_usd": None}, "Plan, cost_usd: it is missing"),
        ({"gap_frac": "small"}, "Plan, gap_frac: it holds no number"),
    ],
)
def test_a_file_that_lacks_something_says_what(changed: dict[str, object], said: str) -> None:
    with pytest.raises(PlanError, match=said):
        plan_course(plan_content(**changed), "Plan")


def test_plan_scenario_and_account_count_the_same_in_the_year_of_the_records() -> None:
    city = records("demo-city-2025")
    settings = PlanSettings(last_year=2027, technologies=("landfill",))
    study = study_plan(city, (), settings, draws=0, seed=COUNTING.seed, is_proven=False)
    plan = study_course(study, "Plan")
    account_of = account_course(city, "2025", COUNTING, base=city)
    scenario = scenario_course(city, Scenario(name="Nothing new"), COUNTING, last_year=2027)
    comparison = compare([plan, scenario, account_of])
    assert {each.figure for each in comparison.gaps} <= {"plastic_to_water_t_per_year"}
    for figure in COMPARED_FIGURES:
        for other in (scenario, account_of):
            if figure in other.unknown or figure == "plastic_to_water_t_per_year":
                continue
            said, level = plan.levels[figure][0].value, other.levels[figure][0]
            assert level.value == pytest.approx(said, rel=1e-6, abs=1e-9), figure
            assert level.low is not None and level.high is not None  # noqa: PT018
            assert level.low <= level.value * (1 + 1e-9) + 1e-9


def test_cuts_are_told_only_against_records_that_are_given() -> None:
    city = records("demo-city")
    assert account_course(city, "2026", COUNTING).unknown["methane_cut_frac"] == "no-base"
    paired = account_course(city, "2026", COUNTING, base=records("demo-city-2025"))
    cut, methane = paired.levels["methane_cut_frac"][0], paired.levels["methane_t_per_year"][0]
    assert cut.low is not None and cut.high is not None and methane.low is not None and methane.high is not None  # noqa: PT018
    assert cut.high - cut.low < (methane.high - methane.low) / methane.value, "what both years share cancels"
    assert paired.basis.base_year == 2025
