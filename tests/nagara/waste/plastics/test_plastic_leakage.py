"""Plastic leakage of one invented town, by hand, and what is refused or found."""

import numpy as np
import pytest

from nagara.errors import FractionSumError
from nagara.waste.plastics import (
    SOURCES,
    Fates,
    LeakageFactors,
    PlasticInputs,
    backward,
    forward,
    leakage_findings,
    missing_factors,
)

TOWN = PlasticInputs(
    population=50_000.0,
    generated_t_per_year=2000.0,
    disposed_t_per_year=950.0,
    recovered_formal_t_per_year=90.0,
    recovered_informal_t_per_year=81.0,
)
LEAKS = LeakageFactors(
    collection_service_frac=0.02,
    informal_value_chain_frac=0.10,
    formal_sorting_frac=0.10,
    informal_sorting_frac=0.10,
    transport_frac=0.05,
    disposal_frac=0.20,
)
ENDS = Fates.same_for_all({"land": 0.5, "burnt": 0.1, "drains": 0.2, "water": 0.2}, storm_drain_frac=0.5)


def test_the_town_by_hand():
    result = backward(TOWN, LEAKS, ENDS)
    # gate 950 after 5 %: 1000 carried; 90 sorted after 10 %: 100 received; 1100 delivered after 2 %
    # 81 after 10 %: 90 sorted; 90 after 10 %: 100 taken by the value chain
    collection = 1100 * 0.02 / 0.98
    by_hand = {
        "uncollected": 2000 - 1100 - collection - 100,
        "collection_service": collection,
        "informal_value_chain": 10,
        "formal_sorting": 10,
        "informal_sorting": 9,
        "transport": 50,
        "disposal": 190,
    }
    assert {source: float(tonnes) for source, tonnes in result.by_source.items()} == pytest.approx(by_hand)
    assert result.unmanaged_t_per_year == pytest.approx(2000 - 90 - 81 - 0.8 * 950)
    assert result.unmanaged_kg_per_cap_year == pytest.approx(1069 * 1000 / 50_000)
    assert result.unmanaged_frac == pytest.approx(1069 / 2000)
    assert result.to_water_t_per_year == pytest.approx(1069 * 0.3)
    assert result.to_water_kg_per_cap_year == pytest.approx(1069 * 0.3 * 1000 / 50_000)
    assert result.by_fate["drains"] == pytest.approx(1069 * 0.1)


def test_rejects_go_on_to_disposal_and_are_not_lost():
    town = PlasticInputs(
        population=1.0,
        generated_t_per_year=1000.0,
        disposed_t_per_year=300.0,
        recovered_formal_t_per_year=80.0,
        formal_reject_frac=0.2,
    )
    result = backward(town, LeakageFactors(formal_sorting_frac=0.5), ENDS)
    # 80 are 80 % of the 100 that were sorted, 200 were received: 280 + 200 delivered
    assert result.by_source["formal_sorting"] == pytest.approx(100.0)
    assert result.by_source["uncollected"] == pytest.approx(1000 - 480)


def test_treated_plastic_is_managed():
    burnt = PlasticInputs(population=1.0, generated_t_per_year=100.0, disposed_t_per_year=10.0, treated_t_per_year=80.0)
    assert backward(burnt, LeakageFactors(), ENDS).unmanaged_t_per_year == pytest.approx(10.0)


def test_cities_and_draws_are_computed_at_once():
    gate = np.array([[900.0, 950.0, 1000.0], [400.0, 500.0, 600.0]])
    town = PlasticInputs(
        population=np.array([[5e4], [3e4]]),
        generated_t_per_year=np.array([[2000.0], [900.0]]),
        disposed_t_per_year=gate,
    )
    together = backward(town, LEAKS, ENDS)
    assert together.unmanaged_t_per_year.shape == (2, 3)
    alone = backward(PlasticInputs(population=3e4, generated_t_per_year=900.0, disposed_t_per_year=500.0), LEAKS, ENDS)
    for source in SOURCES:
        assert together.by_source[source][1, 1] == pytest.approx(float(alone.by_source[source]))


def test_a_negative_residual_is_a_finding():
    over = PlasticInputs(population=1e4, generated_t_per_year=1000.0, disposed_t_per_year=1100.0)
    result = backward(over, LEAKS, ENDS)
    assert not result.is_possible
    (finding,) = leakage_findings(result, city="Over")
    assert finding.code == "plastic-residual-negative"
    assert finding.values["generated"] == 1000.0
    assert finding.values["accounted"] > 1100.0


def test_more_recovered_than_collected_is_a_finding():
    result = forward(TOWN, 0.05, LEAKS, ENDS)
    (finding,) = leakage_findings(result, city="Few carts")
    assert finding.code == "plastic-flow-impossible"


def test_a_part_of_impossible_draws_is_a_note():
    gate = PlasticInputs(
        population=1e4, generated_t_per_year=1000.0, disposed_t_per_year=np.array([500.0, 600.0, 700.0, 1200.0])
    )
    result = backward(gate, LEAKS, ENDS)
    assert result.is_possible.tolist() == [True, True, True, False]
    (finding,) = leakage_findings(result, city="Rim")
    assert finding.code == "plastic-draws-impossible"
    assert finding.values["share"] == "25.0%"
    assert leakage_findings(result, city="Rim", notice_from_frac=0.3) == ()


def test_a_stage_with_plastic_and_without_factor_is_a_finding():
    (finding,) = missing_factors(TOWN, LeakageFactors(**{**_without("formal_sorting")}), city="Town")
    assert finding.code == "plastic-factor-missing"
    assert finding.values["stage"] == "Formal sorting"


def _without(stage):
    return {name: getattr(LEAKS, name) for name in LEAKS.__slots__ if name != f"{stage}_frac"}


def test_backward_mode_needs_the_gate():
    with pytest.raises(ValueError, match="disposed_t_per_year"):
        backward(PlasticInputs(population=1.0, generated_t_per_year=1.0), LEAKS, ENDS)


@pytest.mark.parametrize(
    ("name", "value"), [("generated_t_per_year", -1.0), ("population", float("nan")), ("formal_reject_frac", 1.0)]
)
def test_impossible_inputs_are_refused(name, value):
    given = {"population": 1.0, "generated_t_per_year": 1.0, name: value}
    with pytest.raises(ValueError, match=name):
        PlasticInputs(**given)


@pytest.mark.parametrize("factor", [-0.1, 1.0])
def test_impossible_factors_are_refused(factor):
    with pytest.raises(ValueError, match="transport"):
        LeakageFactors(transport_frac=factor)


def test_a_site_may_lose_all():
    assert LeakageFactors(disposal_frac=1.0).share("disposal") == 1.0


def test_fates_that_are_no_parts_of_one_whole_are_refused():
    with pytest.raises(FractionSumError, match="uncollected"):
        Fates.same_for_all({"land": 0.5, "burnt": 0.1, "drains": 0.2, "water": 0.3})
    with pytest.raises(ValueError, match="exactly land, burnt, drains, water"):
        Fates.same_for_all({"land": 0.5, "water": 0.5})
    with pytest.raises(ValueError, match="storm_drain_frac"):
        Fates.same_for_all({"land": 1.0, "burnt": 0.0, "drains": 0.0, "water": 0.0}, storm_drain_frac=1.2)


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_a_collected_share_is_a_share(share):
    with pytest.raises(ValueError, match="collected_frac"):
        forward(TOWN, share, LEAKS, ENDS)


@pytest.mark.parametrize("generated", [0.0, np.array([0.0, 1.0])])
def test_where_no_plastic_is_generated_no_share_of_it_is_missing(generated):
    """Every share was zero over zero: not a number."""
    nothing = PlasticInputs(population=1.0, generated_t_per_year=generated, disposed_t_per_year=0.0)
    for result in (backward(nothing, LEAKS, ENDS), forward(nothing, 0.0, LEAKS, ENDS)):
        assert np.all(result.is_possible)
        assert result.unmanaged_frac == pytest.approx(generated)
        assert result.collected_frac == pytest.approx(1.0 - np.asarray(generated))
        assert sum(result.source_shares.values()) == pytest.approx(generated)


def test_nobody_leaks_nothing_per_person():
    with pytest.raises(ValueError, match="population must be above 0"):
        PlasticInputs(population=np.array([1.0, 0.0]), generated_t_per_year=1.0)
