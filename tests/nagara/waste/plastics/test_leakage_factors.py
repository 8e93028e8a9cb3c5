"""Observed levels become factors, what was not looked at keeps its whole range, and draws carry both."""

import numpy as np
import pytest

from nagara.errors import UnknownCodeError
from nagara.evidence import table
from nagara.uncertainty.estimates import Shape
from nagara.uncertainty.streams import stream
from nagara.waste.plastics import (
    FATES,
    SOURCES,
    STAGES,
    CombinationRule,
    PlasticInputs,
    backward,
    factor_estimates,
    factors_from_draws,
    fate_estimates,
    fates_from_draws,
    influencers,
    rank_drivers,
)
from nagara.waste.plastics.stages import LEVELS, STORM_DRAINS


def test_every_influencer_has_five_levels_in_words():
    for influencer in influencers().values():
        assert tuple(influencer.levels) == LEVELS
        assert len(set(influencer.levels.values())) == len(LEVELS)
    assert {stage for stage, _ in influencers()} == {*STAGES, STORM_DRAINS}


def test_every_default_row_says_that_it_is_inferred():
    for name in ("plastic_leakage_factor", "plastic_leakage_spread", "plastic_fate_default"):
        assert all("inferred" in row.note for row in table(name).factors.values())


def test_every_influencer_of_a_stage_has_a_row_for_each_level():
    rows = table("plastic_leakage_factor").factors
    for stage, influencer in influencers():
        levels = [rows.get((stage, influencer, level)) for level in LEVELS]
        assert all(levels) or (stage == STORM_DRAINS and not any(levels))


def test_a_worse_level_never_leaks_less():
    rows = table("plastic_leakage_factor").factors
    for stage, influencer in influencers():
        if stage != STORM_DRAINS:
            values = [rows[stage, influencer, level].value for level in LEVELS]
            assert values == sorted(values)


@pytest.mark.parametrize(
    ("stage", "level", "published"),
    [("disposal", "medium", 0.0203), ("disposal", "high", 0.1005), ("disposal", "very_high", 0.4009)],
)
def test_a_stage_graded_alike_throughout_comes_near_its_published_group(stage, level, published):
    seen = {(of, code): level for of, code in influencers() if of == stage}
    assert factor_estimates(seen)[f"plastic_factor.{stage}"].value == pytest.approx(published, rel=0.1)


def test_nothing_graded_gives_the_whole_published_spread():
    estimates = factor_estimates({})
    assert list(estimates) == [f"plastic_factor.{stage}" for stage in STAGES]
    disposal = estimates["plastic_factor.disposal"]
    assert (disposal.low, disposal.high) == (0.0, 0.408)
    assert all(estimate.is_default for estimate in estimates.values())


@pytest.mark.parametrize("seen", [{}, {("disposal", "cover"): "high"}])
def test_half_of_the_draws_lie_below_the_value_where_somebody_did_not_look(seen):
    disposal = factor_estimates(seen)["plastic_factor.disposal"]
    draws = disposal.from_normal(stream(5, "disposal").standard_normal(100_000))
    assert np.median(draws) == pytest.approx(disposal.value, rel=0.05)
    assert np.quantile(draws, [0.025, 0.975]) == pytest.approx([disposal.low, disposal.high], abs=0.02)


def test_a_stage_that_was_graded_whole_has_bounds():
    seen = {("transport", "vehicle"): "medium"}
    transport = factor_estimates(seen)["plastic_factor.transport"]
    assert transport.shape is Shape.TRIANGULAR
    assert (transport.low, transport.value, transport.high) == (0.0003, 0.0015, 0.0025)


def test_influencers_of_a_stage_add_up():
    seen = {("collection_service", "containment"): "high", ("collection_service", "loading"): "low"}
    whole = factor_estimates(seen)["plastic_factor.collection_service"]
    assert whole.value == pytest.approx(0.025 + 0.005)
    assert not whole.is_default
    worst = factor_estimates(seen, rule=CombinationRule.LARGEST)["plastic_factor.collection_service"]
    assert worst.value == pytest.approx(0.025)


def test_an_influencer_that_was_not_graded_keeps_its_whole_range():
    seen = {("collection_service", "containment"): "high"}
    partly = factor_estimates(seen)["plastic_factor.collection_service"]
    wholly = factor_estimates({**seen, ("collection_service", "loading"): "medium"})[
        "plastic_factor.collection_service"
    ]
    assert partly.is_default
    assert partly.value == pytest.approx(wholly.value)
    assert partly.low < wholly.low
    assert partly.high > wholly.high


def test_a_worse_grade_never_lowers_the_factor():
    for stage, influencer in influencers():
        if stage == STORM_DRAINS:
            continue
        values = [factor_estimates({(stage, influencer): level})[f"plastic_factor.{stage}"].value for level in LEVELS]
        assert values == sorted(values)


def test_an_unknown_word_is_refused_with_those_that_are_known():
    with pytest.raises(UnknownCodeError, match="fencing"):
        factor_estimates({("disposal", "guard_dogs"): "high"})
    with pytest.raises(UnknownCodeError, match="very_high"):
        factor_estimates({("disposal", "cover"): "awful"})


def test_default_fates_sum_to_one_in_every_draw():
    draws = {name: each.from_normal(stream(3, name).standard_normal(500)) for name, each in fate_estimates().items()}
    fates = fates_from_draws(draws)
    for source in SOURCES:
        assert sum(fates.by_source[source].values()) == pytest.approx(np.ones(500))


def test_default_fates_keep_the_published_percentiles():
    water = fate_estimates()["plastic_fate.water"]
    draws = water.from_normal(stream(4, "water").standard_normal(100_000))
    assert np.quantile(draws, [0.1, 0.5, 0.9]) == pytest.approx([0.16, 0.35, 0.53], abs=0.01)


def test_what_drives_unmanaged_plastic_at_a_measured_gate_is_the_disposal_site():
    estimates = {**factor_estimates({}), **fate_estimates()}

    def model(draws):
        town = PlasticInputs(
            population=1e5,
            generated_t_per_year=5000.0,
            disposed_t_per_year=3000.0,
            recovered_informal_t_per_year=200.0,
        )
        return backward(town, factors_from_draws(draws), fates_from_draws(draws))

    drivers = rank_drivers(model, estimates, seed=1, draws=2000)
    assert {driver.name for driver in drivers} == set(estimates)
    assert drivers[0].name == "plastic_factor.disposal"
    assert drivers[0].unmanaged_frac == pytest.approx(1.0, abs=0.05)
    assert max(driver.to_water_frac for driver in drivers if driver.name.startswith("plastic_fate.")) > 0.3
    assert all(f"plastic_fate.{fate}" in estimates for fate in FATES)
