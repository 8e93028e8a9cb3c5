"""What is built when, chosen anew for given flows: never dearer, every row kept, fewer and larger plants."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from invented_plan_city import small_city
from nagara.pathways.least_cost.formulation.decisions import Scale
from nagara.pathways.least_cost.formulation.formulation import Formulation, formulate
from nagara.pathways.least_cost.program.highs import WarmProgram
from nagara.pathways.least_cost.question.problem import Problem
from nagara.pathways.least_cost.question.promise import read_promise
from nagara.pathways.least_cost.solving.answers import first_answer, first_year_of
from nagara.pathways.least_cost.solving.build_times import time_builds
from nagara.pathways.least_cost.solving.size_prices import cost_by_law, priced, reprice, slopes

PROMISES = ("sdg_11_6_1_frac>=0.9@2030", "recycled_frac>=0.25@2031", "methane_cut_frac>=0.1@2034")


def growing(*promises: str, budget: float | None = None) -> Problem:
    """A city whose waste grows by a twentieth a year."""
    problem = small_city(14, *promises)
    more = 1.05 ** np.arange(14)
    zones = tuple(replace(zone, generated_t=zone.generated_t * more) for zone in problem.zones)
    money = replace(problem.money, budget_usd=None if budget is None else np.full(14, budget))
    return replace(problem, zones=zones, epochs=tuple(range(2026, 2039, 2)), money=money)


def solved(problem: Problem, scale: Scale = Scale.SLOPE) -> tuple[Formulation, np.ndarray]:
    formulation = formulate(problem, scale=scale, first_year=first_year_of(problem))
    return formulation, WarmProgram(priced(formulation).arrays).solve(gap=0.01).column_values


def worst_row(formulation: Formulation, values: np.ndarray, rows: tuple[str, ...]) -> float:
    """How far the worst of some rows is from its limits."""
    arrays = formulation.arrays
    sums = np.bincount(arrays.index, arrays.value * values[arrays.entry_columns], arrays.row_count)
    ours = np.concatenate([np.arange(b.start, b.start + b.count) for b in arrays.rows if b.name in rows])
    return float(np.maximum(arrays.row_lower - sums, sums - arrays.row_upper)[ours].max())


@pytest.mark.parametrize("scale", [Scale.SLOPE, Scale.CHORDS])
def test_no_choice_of_years_is_dearer_and_every_plant_still_takes_what_it_is_fed(scale: Scale) -> None:
    formulation, values = solved(growing(*PROMISES), scale)
    timed = time_builds(formulation, values)
    assert timed.usd <= cost_by_law(formulation, values)[0] * (1 + 1e-9)
    assert timed.usd == pytest.approx(cost_by_law(formulation, timed.values)[0])
    rows = {"gate", "air space"} | ({"one size for one build"} if scale is Scale.CHORDS else set())
    assert worst_row(formulation, timed.values, tuple(rows)) < 1e-3
    others = np.setdiff1d(np.arange(values.size), (*formulation.decided.size, *formulation.decided.chosen))
    np.testing.assert_array_equal(timed.values[others], values[others])


def test_a_plan_builds_seldom_though_waste_grows_every_year() -> None:
    problem = growing(*PROMISES[:2])
    formulation, values = solved(problem)
    at_once = np.count_nonzero(values[formulation.decided.size] > 1.0)
    plan = first_answer(problem)
    assert len(plan.investments) <= 0.7 * at_once, at_once
    assert all(kept.is_kept for kept in plan.kept)


def test_a_cost_that_may_not_be_exceeded_is_reckoned_by_the_law_of_size() -> None:
    free = first_answer(growing(*PROMISES[:2]))
    plan = first_answer(growing(*PROMISES[:2], budget=float(free.total_usd.max() * 0.97)))
    budget = plan.problem.money.budget_usd
    np.testing.assert_allclose(plan.over_budget_usd[1:], np.maximum(plan.total_usd - budget, 0.0)[1:], atol=1.0)


@pytest.mark.parametrize("budget", [None, 3e6])
def test_a_program_with_new_prices_is_the_one_that_is_written_anew(budget: float | None) -> None:
    promises = tuple(read_promise(text) for text in (*PROMISES[:2], "cost_usd_per_household<=60@2030"))
    problem = replace(growing(budget=budget), promises=promises)
    before = first_year_of(problem)
    formulation = formulate(problem, first_year=before)
    given = slopes(formulation, None, None)
    after = given * np.linspace(0.5, 3.0, given.size)
    warm = WarmProgram(priced(formulation).arrays)
    warm.solve()
    reprice(warm, formulation, given, after)
    warm.prefer_primal()
    anew = WarmProgram(priced(formulate(problem, slope_usd=after, first_year=before)).arrays)
    assert warm.solve().objective == pytest.approx(anew.solve().objective, rel=1e-9)
