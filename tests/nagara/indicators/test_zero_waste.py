"""Zero waste by a definition: what every possible fate of the waste allows, and no more surely than was published."""

from itertools import combinations, product

import pytest

from nagara.errors import UnknownCodeError
from nagara.indicators.zero_waste import SHARES, Doubt, Fate, Share, Verdict, needed_shares, zero_waste

COLLECTED, RECOVERED, RECYCLED = 0.8, 0.34, 0.27
ACCOUNT = {
    "msw_collected_frac": Share(value=COLLECTED, low=0.72, high=0.86),
    "recovery_frac": Share(value=RECOVERED, low=0.3, high=0.41),
    "recycling_frac": Share(value=RECYCLED, low=0.22, high=0.33),
}
DEFINITIONS = [set(some) for count in range(1, 6) for some in combinations(Fate, count)]
RECYCLED_IN = "recycled"
"""What ends in a product at home, which no definition names."""
POSSIBLE: dict[str, tuple[str, ...]] = {
    "recycled": (RECYCLED_IN, Fate.EXPORTED),
    "burned": (Fate.BURNED_WITH_ENERGY,),
    "burned abroad": (Fate.BURNED_WITH_ENERGY, Fate.EXPORTED),
    "disposed": (Fate.LANDFILLED, Fate.BURNED_WITHOUT_ENERGY),
    "uncollected": (Fate.BURNED_WITHOUT_ENERGY, Fate.LEAKED),
}
HOUSEHOLDS = {
    "recycled": RECYCLED,
    "burned": RECOVERED - RECYCLED,
    "disposed": COLLECTED - RECOVERED,
    "uncollected": 1 - COLLECTED,
}


@pytest.mark.parametrize("named", DEFINITIONS, ids=lambda named: "+".join(sorted(named)))
def test_no_world_that_fits_the_account_lies_outside_the_two_ends(named: set[Fate]) -> None:
    found = zero_waste(ACCOUNT, named)
    assert found.at_least is not None
    assert found.at_most is not None
    worlds = [
        sum(share for (part, share), fate in zip(HOUSEHOLDS.items(), fates, strict=True) if fate not in named)
        for fates in product(*(POSSIBLE[part] for part in HOUSEHOLDS))
    ]
    assert found.at_least.value <= min(worlds) + 1e-12
    assert found.at_most.value >= max(worlds) - 1e-12
    assert bool(found.doubts) == (found.at_least.value < found.at_most.value)


@pytest.mark.parametrize("named", DEFINITIONS, ids=lambda named: "+".join(sorted(named)))
def test_whoever_names_more_ways_calls_less_zero_waste(named: set[Fate]) -> None:
    found = zero_waste(ACCOUNT, named)
    for more in set(Fate) - named:
        stricter = zero_waste(ACCOUNT, {*named, more})
        assert stricter.at_least.value <= found.at_least.value + 1e-12  # type: ignore[union-attr]
        assert stricter.at_most.value <= found.at_most.value + 1e-12  # type: ignore[union-attr]


def test_where_one_published_share_says_it_its_interval_stands() -> None:
    every = {Fate.LANDFILLED, Fate.BURNED_WITHOUT_ENERGY, Fate.LEAKED}
    assert zero_waste(ACCOUNT, every).at_least == zero_waste(ACCOUNT, every).at_most == ACCOUNT["recovery_frac"]
    strict = zero_waste(ACCOUNT, {*every, Fate.BURNED_WITH_ENERGY})
    assert strict.at_least == ACCOUNT["recycling_frac"]
    assert strict.is_known
    assert needed_shares({*every, Fate.BURNED_WITH_ENERGY}) == ("recycling_frac",)


def test_two_shares_that_were_published_apart_have_no_interval_together() -> None:
    found = zero_waste(ACCOUNT, {Fate.LANDFILLED, Fate.BURNED_WITHOUT_ENERGY})
    assert found.at_least == ACCOUNT["recovery_frac"]
    assert found.at_most == Share(value=pytest.approx(1 - (COLLECTED - RECOVERED)))
    assert found.doubts == (Doubt.UNCOLLECTED_UNKNOWN,)


def test_what_is_taken_out_of_the_country_leaves_only_the_upper_end() -> None:
    found = zero_waste(ACCOUNT, {Fate.LANDFILLED, Fate.BURNED_WITHOUT_ENERGY, Fate.LEAKED, Fate.EXPORTED})
    assert found.at_least == Share(value=0.0, low=0.0, high=0.0)
    assert found.at_most == ACCOUNT["recovery_frac"]
    assert found.doubts == (Doubt.EXPORTS_UNKNOWN,)
    assert found.says_something


def test_what_is_not_published_is_said_and_nothing_is_put_in_its_place() -> None:
    named = {Fate.LANDFILLED, Fate.BURNED_WITHOUT_ENERGY}
    found = zero_waste({"recovery_frac": ACCOUNT["recovery_frac"]}, named)
    assert found.missing == ("msw_collected_frac",)
    assert found.at_most is None
    assert found.at_least == ACCOUNT["recovery_frac"]
    nothing = zero_waste({}, named)
    assert nothing.missing == ("msw_collected_frac", "recovery_frac")
    assert not nothing.says_something
    assert nothing.against(0.1) is None
    assert set(needed_shares(named)) <= set(SHARES)


@pytest.mark.parametrize(
    ("target", "low", "high", "verdict"),
    [
        (0.2, 0.3, 0.41, Verdict.REACHED),
        (0.5, 0.3, 0.41, Verdict.NOT_REACHED),
        (0.35, 0.3, 0.41, Verdict.NOT_CLEAR),
        (0.3, None, None, Verdict.REACHED_BY_VALUE),
        (0.35, None, None, Verdict.NOT_REACHED_BY_VALUE),
    ],
)
def test_a_target_is_reached_only_where_the_whole_interval_says_so(
    target: float, low: float | None, high: float | None, verdict: Verdict
) -> None:
    account = {"recovery_frac": Share(value=RECOVERED, low=low, high=high)}
    assert zero_waste(account, {"landfilled", "burned-without-energy", "leaked"}).against(target) is verdict


def test_a_definition_names_ways_that_are_known_and_at_least_one() -> None:
    with pytest.raises(UnknownCodeError, match="sunk"):
        zero_waste(ACCOUNT, {"landfilled", "sunk"})
    with pytest.raises(UnknownCodeError):
        zero_waste(ACCOUNT, set())
