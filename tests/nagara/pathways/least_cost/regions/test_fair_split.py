"""Splits of a cost: published games, and what every fair split must do."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nagara.pathways.least_cost.question.refusals import PlanError
from nagara.pathways.least_cost.regions.fair_split import Coalition, coalitions, complaints, in_core, nucleolus, shapley

TENNESSEE = {  # thousand USD; Ransmeier (1942), as in Young (1994): recalled, the book was not to be read here
    "N": 163_520.0,
    "F": 140_826.0,
    "P": 250_096.0,
    "NF": 301_607.0,
    "NP": 378_821.0,
    "FP": 367_370.0,
    "NFP": 412_584.0,
}


def game(table: dict[str, float]) -> dict[Coalition, float]:
    return {frozenset(some): usd for some, usd in table.items()}


def subadditive(seed: int, cities: str) -> dict[Coalition, float]:
    """A random game in which joining never costs more than staying apart."""
    rng = np.random.default_rng(seed)
    out: dict[Coalition, float] = {}
    for some in coalitions(cities):
        apart = [out[part] + out[some - part] for part in coalitions(some) if part != some]
        out[some] = min(apart) * float(rng.uniform(0.6, 1.0)) if apart else float(rng.uniform(1.0, 10.0))
    return out


def test_the_purposes_of_the_tennessee_valley_pay_what_is_recalled_of_them() -> None:
    cost = game(TENNESSEE)
    by_value, by_complaint = shapley(cost), nucleolus(cost)
    assert by_value == pytest.approx({"N": 117_829.0, "F": 100_756.5, "P": 193_998.5})
    assert by_complaint == pytest.approx({"N": 116_234.0, "F": 93_540.0, "P": 202_810.0}, abs=1.0)
    assert in_core(by_value, cost)
    assert in_core(by_complaint, cost)


@pytest.mark.parametrize(
    ("estate", "shares"),
    [(100.0, (100 / 3, 100 / 3, 100 / 3)), (200.0, (50.0, 75.0, 75.0)), (300.0, (50.0, 100.0, 150.0))],
)
def test_the_estates_of_the_talmud_are_the_nucleolus(estate: float, shares: tuple[float, float, float]) -> None:
    """Aumann and Maschler (1985), J. Econ. Theory 36, 195: claims of 100, 200 and 300 on three estates.

    The shares were read in S. Schecter, How the Talmud divides an estate among creditors; that they are the
    nucleolus, in the abstract of the article. A gain is a negative cost.
    """
    claims = {"A": 100.0, "B": 200.0, "C": 300.0}
    cost = {
        some: -max(0.0, estate - sum(claim for who, claim in claims.items() if who not in some))
        for some in coalitions(claims)
    }
    assert nucleolus(cost) == pytest.approx(dict(zip("ABC", (-share for share in shares), strict=True)))


def test_each_pays_its_part_of_a_runway_by_the_value() -> None:
    """Littlechild and Owen (1973), Management Science 20, 370: who needs a stretch shares it with those who need it.

    The rule was read in the manual of the R package AirportProblems 0.1.0, page of ``SECrule``.
    """
    length = {"A": 6.0, "B": 10.0, "C": 15.0}
    cost = {some: max(length[who] for who in some) for some in coalitions(length)}
    assert shapley(cost) == pytest.approx({"A": 2.0, "B": 4.0, "C": 9.0})


def of_gains(*gains: float) -> dict[Coalition, float]:
    """A game of gains in the order of coalitions that the R packages use, as one of costs."""
    cities = "ABCDE"[: (len(gains) + 1).bit_length() - 1]
    return {some: -gain for some, gain in zip(coalitions(cities), gains, strict=True)}


def test_other_programs_split_alike() -> None:
    """Results that the manuals of three R packages print."""
    four = nucleolus(of_gains(0, 0, 0, 0, 5, 5, 8, 9, 10, 8, 13, 15, 16, 17, 21))
    assert four == pytest.approx(dict(zip("ABCD", (-3.5, -4.5, -5.5, -7.5), strict=True)))  # CoopGame 0.2.2, nucleolus
    three = nucleolus(of_gains(68, 102, 0, 170, 710, 762, 992))
    assert three == pytest.approx({"A": -149.0, "B": -192.0, "C": -651.0})  # coopProductGame 2.0, nucleolus
    value = shapley(game(dict(zip(["A", "B", "C", "AB", "AC", "BC", "ABC"], (1, 1, 2, 1, 2, 2, 2), strict=True))))
    assert value == pytest.approx({"A": 1 / 3, "B": 1 / 3, "C": 4 / 3})  # GameTheoryAllocation 1.0, Shapley_value


@given(st.integers(0, 10_000), st.sampled_from(["AB", "ABC", "ABCD"]))
def test_a_split_is_the_whole_and_nobody_pays_more_than_alone(seed: int, cities: str) -> None:
    cost = subadditive(seed, cities)
    for split in (shapley(cost), nucleolus(cost)):
        assert sum(split.values()) == pytest.approx(cost[frozenset(cities)])
        assert all(split[city] <= cost[frozenset(city)] + 1e-6 for city in cities)


@given(st.integers(0, 10_000))
def test_where_any_split_lies_in_the_core_the_nucleolus_does(seed: int) -> None:
    cost = subadditive(seed, "ABC")
    if in_core(shapley(cost), cost):
        assert in_core(nucleolus(cost), cost)
        assert not complaints(nucleolus(cost), cost)


def test_who_adds_nothing_pays_what_it_costs_alone_and_equals_pay_the_same() -> None:
    inner = game({"A": 8.0, "B": 8.0, "AB": 11.0})
    cost = {**inner, frozenset("Z"): 5.0, **{some | {"Z"}: usd + 5.0 for some, usd in inner.items()}}
    for split in (shapley(cost), nucleolus(cost)):
        assert split == pytest.approx({"A": 5.5, "B": 5.5, "Z": 5.0})


def test_a_core_can_be_empty() -> None:
    cost = {some: {1: 10.0, 2: 11.0, 3: 18.0}[len(some)] for some in coalitions("ABC")}
    assert not in_core(nucleolus(cost), cost)


def test_a_coalition_that_is_missing_is_named() -> None:
    with pytest.raises(PlanError, match="A and B: nobody says what they would pay"):
        shapley({frozenset("A"): 1.0, frozenset("B"): 1.0, frozenset("ABC"): 3.0, frozenset("C"): 1.0})
