"""What must hold of plastic leakage whatever the city: mass, order, limits, and both modes agree."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nagara.waste.plastics import (
    FATES,
    SOURCES,
    STAGES,
    Fates,
    LeakageFactors,
    PlasticInputs,
    backward,
    forward,
)
from nagara.waste.plastics.laws import LAWS, broken_laws

TOLERANCE = 1e-9

shares = st.floats(0.0, 0.6)
amounts = st.floats(0.0, 1e5)


@st.composite
def cities(draw):
    return PlasticInputs(
        population=draw(st.floats(1e3, 1e7)),
        generated_t_per_year=draw(st.floats(1.0, 1e6)),
        disposed_t_per_year=draw(amounts),
        recovered_formal_t_per_year=draw(amounts),
        recovered_informal_t_per_year=draw(amounts),
        treated_t_per_year=draw(st.just(0.0) | amounts),
        formal_reject_frac=draw(st.just(0.0) | st.floats(0.0, 0.5)),
        informal_reject_frac=draw(st.just(0.0) | st.floats(0.0, 0.5)),
    )


@st.composite
def factors(draw):
    return LeakageFactors(**{f"{stage}_frac": draw(st.none() | shares) for stage in STAGES})


@st.composite
def fates(draw):
    def one_source():
        weights = [draw(st.floats(0.01, 1.0)) for _ in FATES]
        return {fate: weight / sum(weights) for fate, weight in zip(FATES, weights, strict=True)}

    return Fates(by_source={source: one_source() for source in SOURCES}, storm_drain_frac=draw(st.floats(0.0, 1.0)))


def feasible(inputs, leaks):
    """The same city with plastic enough that something is left uncollected."""
    whole = backward(inputs, leaks, Fates.same_for_all(dict.fromkeys(FATES, 0.25)))
    missing = max(0.0, -float(whole.by_source["uncollected"]))
    return replace(inputs, generated_t_per_year=inputs.generated_t_per_year + 1.01 * missing)


@given(cities(), factors(), fates())
def test_every_law_holds_of_backward_mode(inputs, leaks, ends):
    result = backward(inputs, leaks, ends)
    assert broken_laws(result) == {}


@given(cities(), st.floats(0.0, 1.0), factors(), fates())
def test_every_law_holds_of_forward_mode(inputs, collected, leaks, ends):
    result = forward(inputs, collected, leaks, ends)
    assert broken_laws(result) == {}


@given(cities(), factors(), fates())
def test_mass_closes_even_where_the_inputs_contradict_each_other(inputs, leaks, ends):
    result = backward(inputs, leaks, ends)
    placed = sum(result.by_fate.values()) + result.recovered_formal_t_per_year + result.recovered_informal_t_per_year
    placed = placed + result.treated_t_per_year + result.kept_at_disposal_t_per_year
    turnover = inputs.generated_t_per_year + abs(float(result.by_source["uncollected"]))
    assert abs(float(placed) - inputs.generated_t_per_year) <= TOLERANCE * turnover


@given(cities(), factors(), fates())
def test_forward_agrees_with_backward_when_given_the_share_that_it_implies(inputs, leaks, ends):
    inputs = feasible(inputs, leaks)
    back = backward(inputs, leaks, ends)
    assume(bool(back.is_possible))
    ahead = forward(inputs, np.clip(back.collected_frac, 0.0, 1.0), leaks, ends)
    scale = TOLERANCE * inputs.generated_t_per_year
    for source in SOURCES:
        assert ahead.by_source[source] == pytest.approx(back.by_source[source], rel=1e-9, abs=scale)
    for fate in FATES:
        assert ahead.by_fate[fate] == pytest.approx(back.by_fate[fate], rel=1e-9, abs=scale)
    assert ahead.at_disposal_t_per_year == pytest.approx(inputs.disposed_t_per_year, rel=1e-9, abs=scale)


def test_services_that_collect_less_than_nothing_are_not_possible():
    """The value chain takes up a little of next to nothing collected; a large leak made it a broken law."""
    city = PlasticInputs(population=1000.0, generated_t_per_year=195_313.0, recovered_informal_t_per_year=0.001953125)
    shares = dict.fromkeys(FATES, 0.25)
    result = forward(city, 0.0, LeakageFactors(collection_service_frac=0.9), Fates.same_for_all(shares))
    assert not result.is_possible


@given(cities(), st.floats(0.0, 1.0), factors(), fates(), st.sampled_from(STAGES), st.floats(0.0, 1.0))
def test_more_leakage_at_a_stage_never_leaves_less_unmanaged(inputs, collected, leaks, ends, stage, step):
    name = f"{stage}_frac"
    more = replace(leaks, **{name: leaks.share(stage) + step * (0.9 - leaks.share(stage))})
    scale = TOLERANCE * inputs.generated_t_per_year
    before, after = forward(inputs, collected, leaks, ends), forward(inputs, collected, more, ends)
    assume(bool(before.is_possible) and bool(after.is_possible))
    assert after.unmanaged_t_per_year >= before.unmanaged_t_per_year - scale


@given(cities(), st.floats(0.0, 1.0), st.floats(0.0, 1.0), factors(), fates())
def test_more_collection_never_leaves_more_unmanaged(inputs, one, other, leaks, ends):
    few, many = (forward(inputs, share, leaks, ends) for share in sorted((one, other)))
    assume(bool(few.is_possible))
    scale = TOLERANCE * inputs.generated_t_per_year
    assert many.unmanaged_t_per_year <= few.unmanaged_t_per_year + scale


@given(cities(), fates())
def test_nothing_leaks_where_all_is_collected_and_no_stage_leaks(inputs, ends):
    result = forward(inputs, 1.0, LeakageFactors(**{f"{stage}_frac": 0.0 for stage in STAGES}), ends)
    assert result.unmanaged_t_per_year == 0.0
    assert all(tonnes == 0.0 for tonnes in result.by_fate.values())
    assert all(share == 0.0 for share in result.source_shares.values())


@given(cities(), factors(), fates())
def test_unmanaged_measured_at_the_gate_does_not_depend_on_leaks_before_the_gate(inputs, leaks, ends):
    """They only part it between sources: what arrived and what was recovered are data."""
    alone = backward(inputs, replace(LeakageFactors(), disposal_frac=leaks.disposal_frac), ends)
    result = backward(inputs, leaks, ends)
    turnover = inputs.generated_t_per_year + abs(float(result.by_source["uncollected"]))
    assert result.unmanaged_t_per_year == pytest.approx(float(alone.unmanaged_t_per_year), abs=1e-9 * turnover)


@given(cities(), factors(), fates())
def test_fates_and_sources_are_shares_of_one_whole(inputs, leaks, ends):
    result = backward(feasible(inputs, leaks), leaks, ends)
    assume(bool(result.is_possible) and float(result.unmanaged_t_per_year) > 0)
    assert sum(result.source_shares.values()) == pytest.approx(1.0, abs=TOLERANCE)
    assert sum(result.fate_shares.values()) == pytest.approx(1.0, abs=TOLERANCE)


@given(cities(), factors(), fates())
def test_a_storm_drain_moves_tonnes_to_water_and_makes_none(inputs, leaks, ends):
    dry, wet = (backward(inputs, leaks, replace(ends, storm_drain_frac=share)) for share in (0.0, 1.0))
    assert wet.by_fate["drains"] == pytest.approx(0.0)
    moved = float(dry.by_fate["drains"] + dry.by_fate["water"])
    assert float(wet.by_fate["water"]) == pytest.approx(moved)


def test_a_law_that_is_broken_is_named():
    whole = backward(
        PlasticInputs(population=1e5, generated_t_per_year=1000.0, disposed_t_per_year=500.0),
        LeakageFactors(disposal_frac=0.1),
        Fates.same_for_all({"land": 1.0, "burnt": 0.0, "drains": 0.0, "water": 0.0}),
    )
    spoiled = replace(whole, by_source={**whole.by_source, "transport": np.asarray(10.0)})
    assert set(broken_laws(spoiled)) == set(list(LAWS)[:2])
    assert max(broken_laws(spoiled).values()) == pytest.approx(0.01)
