"""Proven plans of tiny cities against full enumeration: every choice of what to build has its own linear program."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csc_array

from invented_plan_city import small_city
from nagara.pathways.least_cost.formulation.decisions import Scale
from nagara.pathways.least_cost.formulation.formulation import Formulation, formulate
from nagara.pathways.least_cost.question.problem import Problem
from nagara.pathways.least_cost.question.promise import read_promise
from nagara.pathways.least_cost.solving.answers import KEPT, first_answer, first_year_of, proven_answer
from nagara.pathways.least_cost.solving.plan import Plan

AGREE = 1e-6


def tiny_city(seed: int) -> Problem:
    """A random city with two or three things to build, at fixed sizes, once."""
    draw = np.random.default_rng(seed)
    problem = small_city(6, total_t=float(draw.uniform(2e4, 9e4)))
    places = []
    for place in problem.facilities:
        law = place.expansion
        if law is not None:
            size = float(law.largest * draw.uniform(0.1, 0.6))
            law = replace(
                law,
                smallest=size * draw.uniform(0.3, 1.0),
                largest=size,
                exponent=1.0,
                reference_usd=law.reference_usd * draw.uniform(0.5, 3.0),
                years=(2026,) if draw.random() < 0.6 else (2026, 2028),
            )
        does = replace(place.technology, usd_per_t=place.technology.usd_per_t * draw.uniform(0.5, 2.0), lead_years=1)
        places.append(replace(place, expansion=law, technology=does))
    promises = [f"sdg_11_6_1_frac>={draw.uniform(0.2, 0.9):.3f}@2029"]
    if draw.random() < 0.6:
        promises.append(f"recycled_frac>={draw.uniform(0.05, 0.3):.3f}@2030")
    return replace(problem, facilities=tuple(places), promises=tuple(read_promise(text) for text in promises))


def cheapest_by_enumeration(formulation: Formulation, first: Plan) -> float:
    """Least cost over every choice of what is built that keeps promises as well, without branch and bound."""
    arrays, decided = formulation.arrays, formulation.decided
    matrix = csc_array((arrays.value, arrays.index, arrays.starts), shape=(arrays.row_lower.size, arrays.cost.size))
    rows = LinearConstraint(matrix, arrays.row_lower, arrays.row_upper)
    lower, upper, best = arrays.column_lower.copy(), arrays.column_upper.copy(), np.inf
    for columns, kept in zip(decided.short, first.kept, strict=True):
        there = columns >= 0
        upper[columns[there]] = kept.short[there] * (1 + KEPT) + KEPT
    for choice in itertools.product((0.0, 1.0), repeat=decided.chosen.size):
        lower[decided.chosen] = upper[decided.chosen] = choice
        solved = milp(arrays.cost, bounds=Bounds(lower, upper), constraints=rows)
        if solved.status == 0:
            best = min(best, float(solved.fun))
    return best + arrays.offset


def _agrees(seed: int) -> None:
    problem = tiny_city(seed)
    first = first_answer(problem)
    formulation = formulate(problem, scale=Scale.CHORDS, first_year=first_year_of(problem))
    assert 2 <= formulation.decided.chosen.size <= 6
    plan = proven_answer(problem, gap_frac=1e-9, first=first)
    cheapest = cheapest_by_enumeration(formulation, first)
    assert plan.is_proven or not np.isfinite(cheapest)
    assert plan.discounted_usd == pytest.approx(min(cheapest, first.discounted_usd), rel=AGREE)


@pytest.mark.parametrize("seed", range(6))
def test_a_proven_plan_is_the_cheapest_of_all(seed: int) -> None:
    _agrees(seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 500))
def test_proven_plans_of_hundreds_of_cities_are_the_cheapest_of_all(seed: int) -> None:
    _agrees(seed)
