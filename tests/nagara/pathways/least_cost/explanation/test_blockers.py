"""What stands in the way of an impossible promise is found by trying."""

from __future__ import annotations

from dataclasses import replace

import pytest

from invented_plan_city import small_city
from nagara.evidence import factor
from nagara.pathways.least_cost.explanation.blockers import what_blocks
from nagara.pathways.least_cost.solving.answers import first_answer
from nagara.reports.words.plans import HINDRANCES


def test_a_promise_that_is_kept_is_blocked_by_nothing() -> None:
    assert what_blocks(first_answer(small_city(10, "sdg_11_6_1_frac>=0.5@2033"))) == ()


def test_the_bins_stand_in_the_way_of_zero_waste() -> None:
    (missed,) = what_blocks(first_answer(small_city(12, "zero_waste_frac>=0.9@2032")))
    assert missed.short == pytest.approx(0.9 - missed.reached, abs=1e-6)
    first = missed.hindrances[0]
    assert (first.code, first.what) == ("capture", "three")
    assert first.short_without < missed.short


def test_the_pace_and_the_lead_time_stand_in_the_way_of_an_early_promise() -> None:
    (missed,) = what_blocks(first_answer(small_city(10, "sdg_11_6_1_frac>=0.95@2027")))
    codes = {(each.code, each.what) for each in missed.hindrances}
    assert ("lead-time", "L") in codes
    assert all(0 < each.cleared_frac <= 1 for each in missed.hindrances)


def test_a_budget_that_is_too_small_is_named() -> None:
    problem = small_city(10, "sdg_11_6_1_frac>=0.9@2032")
    needed = first_answer(problem).total_usd
    money = replace(problem.money, budget_usd=0.9 * needed)
    plan = first_answer(replace(problem, money=money))
    if any(not kept.is_kept for kept in plan.kept):
        (missed,) = what_blocks(plan)
        assert "budget" in {each.code for each in missed.hindrances}
    else:
        assert plan.over_budget_usd.max() > 0


def test_sentences_say_how_far_a_trial_goes() -> None:
    """Each sentence has its number as a word, so the rows of the evidence table may not move without them."""
    assert factor("technology", "trial", "larger_sizes").value == 4
    assert "four times" in HINDRANCES["size"]
    assert factor("technology", "trial", "years_later").value == 5
    assert "five years" in HINDRANCES["year"]
