"""The laws of a projection: mass closes, the baseline stays, the past stays, nothing changed is nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented_city import invented_city
from nagara.errors import DiversionError, ScenarioError
from nagara.pathways.levers import levers, words_of
from nagara.pathways.projection import TOLERANCE, mass_gap, project
from nagara.pathways.scenario import Change, Scenario, reached
from nagara.pathways.starting_point import UNCOLLECTED, starting_point
from nagara.units import DAYS_PER_YEAR
from nagara.waste.material_map import CATEGORIES

LAST = 2045
START = starting_point(invented_city(), draws=200, seed=7)
FIRST = START.year
NOTHING = Scenario(name="Baseline")
BASELINE = project(START, NOTHING, LAST)
KINDS = ("composting", "digestion", "recycler", "landfill", "incineration-with-energy")


def tried(*changes: Change):
    return project(START, Scenario(name="Tried", changes=changes), LAST)


def opened(
    code: str = "NEW", *, year: int = FIRST + 2, kind: str = "composting", capacity: float | None = None
) -> Change:
    return Change(what="facility_opens", of_which=kind, facility=code, from_year=year, value=capacity)


def sent(
    value: float, *, of: str = "kitchen_canteen", to: str = "NEW", year: int = FIRST + 2, **more: object
) -> Change:
    return Change(what="send_to_facility", of_which=of, facility=to, from_year=year, value=value, **more)


def test_the_first_year_is_the_account():
    amounts = START.examination.amounts
    mass = BASELINE.mass_t[:, :, 0, 0].sum(axis=0)
    assert mass.sum() == pytest.approx(float(amounts.generated_t_per_day[0]) * DAYS_PER_YEAR, rel=1e-12)
    for row, entry in enumerate(BASELINE.destinations):
        if entry.code != UNCOLLECTED:
            assert mass[row] == pytest.approx(
                float(amounts.counted_by_facility[entry.code][0]) * DAYS_PER_YEAR, rel=1e-12
            )
    assert mass[BASELINE.at(UNCOLLECTED)] == pytest.approx(
        float(amounts.uncollected_t_per_day[0]) * DAYS_PER_YEAR, rel=1e-9
    )


def test_controlled_waste_of_the_first_year_is_that_of_the_account():
    controlled = (BASELINE.mass_t.sum(axis=0) * BASELINE.controlled)[:, 0, 0].sum()
    assert controlled == pytest.approx(
        float(START.examination.amounts.controlled_t_per_day[0]) * DAYS_PER_YEAR, rel=1e-12
    )


def test_nothing_changed_is_nothing_in_every_draw():
    same = tried(
        Change(what="waste_per_person", of_which="organic", from_year=FIRST + 1, value=0.0),
        opened(),
        sent(0.0, ramp_years=3),
        sent(0.0, unit="t_per_day"),
    )
    assert np.array_equal(same.mass_t[:, : len(BASELINE.destinations)], BASELINE.mass_t)
    assert np.array_equal(same.generated_t, BASELINE.generated_t)


@given(
    share=st.floats(0.0, 0.5),
    less=st.floats(-0.9, 0.5),
    collected=st.floats(0.5, 1.0),
    year=st.integers(FIRST + 1, LAST),
    ramp=st.integers(0, 10),
    kind=st.sampled_from(KINDS),
    category=st.sampled_from(CATEGORIES),
)
def test_mass_closes_and_the_past_stays(share, less, collected, year, ramp, kind, category):
    result = tried(
        opened(year=year, kind=kind),
        Change(what="waste_per_person", of_which=category, from_year=year, ramp_years=ramp, value=less),
        Change(what="composition_share", of_which="plastics", from_year=year, ramp_years=ramp, value=0.05),
        Change(what="collected_share", from_year=year, ramp_years=ramp, value=collected),
        sent(share / 2, of=category, year=year, ramp_years=ramp, low=0.0, high=share),
    )
    assert mass_gap(result) <= TOLERANCE
    assert result.mass_t.min() >= 0.0
    past, kept = year - FIRST, len(BASELINE.destinations)
    assert np.array_equal(result.mass_t[:, :kept, :past], BASELINE.mass_t[:, :, :past])
    assert not result.mass_t[:, kept:, :past].any()


@st.composite
def any_change(pick):
    lever = pick(st.sampled_from(list(levers().values())))
    words = words_of(lever.of_which)
    codes = ["LF1", "RC1", "NEW"]
    low = max(lever.low, -0.9)
    return Change(
        what=lever.code,
        of_which=pick(st.sampled_from(words)) if words else None,
        facility=pick(st.sampled_from(codes)) if lever.facility else None,
        from_year=pick(st.integers(FIRST + 1, LAST + 1)),
        until_year=pick(st.one_of(st.none(), st.just(LAST))),
        ramp_years=pick(st.integers(0, 4)),
        value=pick(st.floats(low, min(lever.high, 5.0))) if lever.units else None,
        unit=pick(st.sampled_from(lever.units)) if lever.units else None,
    )


@given(st.lists(any_change(), max_size=6))
def test_any_rows_close_their_mass_or_are_refused(changes):
    try:
        result = tried(opened(year=FIRST + 1), *changes)
    except (ScenarioError, DiversionError):
        return
    assert mass_gap(result) <= TOLERANCE
    assert result.mass_t.min() >= 0.0


def test_the_baseline_is_the_same_whatever_stands_beside_it():
    tried(opened(), sent(0.3))
    again = project(START, NOTHING, LAST)
    assert again.mass_t.tobytes() == BASELINE.mass_t.tobytes()


def test_collected_share_becomes_what_was_asked():
    result = tried(Change(what="collected_share", from_year=FIRST + 1, value=0.95))
    mass = result.mass_t.sum(axis=0)
    share = 1.0 - mass[result.at(UNCOLLECTED)] / mass.sum(axis=0)
    assert share[1:] == pytest.approx(np.full_like(share[1:], 0.95), rel=1e-9)


def test_share_sent_away_arrives_but_for_its_rejects():
    result = tried(opened(), Change(what="reject_share", facility="NEW", from_year=FIRST + 2, value=0.25), sent(0.2))
    row = result.at("NEW")
    food = result.generated_t[0, 2:, 0]
    assert result.mass_t[0, row, 2:, 0] == pytest.approx(0.75 * 0.2 * food)
    assert not result.mass_t[1:, row].any()


def test_tonnes_sent_away_arrive_day_by_day():
    result = tried(opened(kind="landfill"), sent(3.0, of="all", unit="t_per_day"))
    assert result.mass_t[:, result.at("NEW"), 2:, 0].sum(axis=0) == pytest.approx(np.full(LAST - FIRST - 1, 3 * 365.0))


def test_composition_shift_keeps_the_total():
    result = tried(Change(what="composition_share", of_which="plastics", from_year=FIRST + 1, value=0.07))
    assert result.generated_t.sum(axis=0) == pytest.approx(BASELINE.generated_t.sum(axis=0), rel=1e-12)
    assert (result.generated_t[3:5].sum(axis=0) / result.generated_t.sum(axis=0))[1:, 0] == pytest.approx(0.07)


def test_a_closed_site_gets_nothing_more():
    site = next(entry.code for entry in BASELINE.destinations if entry.is_site)
    result = tried(
        opened("LF9", kind="landfill"),
        Change(what="facility_closes", of_which="LF9", facility=site, from_year=FIRST + 3),
    )
    assert not result.mass_t[:, result.at(site), 3:].any()
    assert mass_gap(result) <= TOLERANCE


def test_nothing_is_sent_to_a_plant_that_has_closed():
    closes = Change(what="facility_closes", facility="NEW", from_year=FIRST + 6)
    result = tried(opened(), sent(0.2), closes)
    row = result.at("NEW")
    assert result.mass_t[:, row, 5].sum() > 0
    assert not result.mass_t[:, row, 6:].any()


def test_last_site_cannot_close_without_another():
    site = next(entry.code for entry in BASELINE.destinations if entry.is_site)
    with pytest.raises(ScenarioError, match=f"No disposal site is open in {FIRST + 3} for the waste of {site}"):
        tried(Change(what="facility_closes", facility=site, from_year=FIRST + 3))


def test_more_than_there_is_names_fraction_tonnes_and_year():
    with pytest.raises(
        DiversionError, match=rf"send_to_facility NEW, {FIRST + 2}.* t of kitchen and canteen are taken"
    ):
        tried(opened(), sent(0.999))
    with pytest.raises(DiversionError, match="of organic are taken"):
        tried(opened(), sent(5000.0, of="organic", unit="t_per_day"))


def test_more_than_the_plant_can_take_is_refused_with_its_year():
    with pytest.raises(ScenarioError, match=r"NEW would receive .* t per day in .*, but can take 1"):
        tried(opened(capacity=1.0), sent(0.3))


def test_a_plant_takes_no_more_than_it_can_in_any_draw():
    food = float(BASELINE.generated_t[0, :, 0].max()) / DAYS_PER_YEAR
    result = tried(opened(capacity=0.3 * food * 1.001), sent(0.3))
    row = result.at("NEW")
    rejects = result.destinations[row].reject_frac
    gross = result.mass_t[:, row].sum(axis=0) / (1.0 - rejects)
    assert gross.max() <= 0.3 * food * 1.001 * DAYS_PER_YEAR * (1 + 1e-9)
    assert mass_gap(result) <= TOLERANCE


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ((sent(0.2, to="XX9"),), "No facility XX9 is known"),
        ((Change(what="fly", from_year=FIRST + 1),), "fly is nothing that a scenario can change"),
        ((Change(what="collected_share", from_year=FIRST, value=0.9),), f"{FIRST} is not after {FIRST}"),
        ((opened(), sent(0.6), sent(0.6)), "120% of all kitchen and canteen is sent away"),
        ((opened(), sent(20.0)), "send_to_facility is 20, outside 0 to 1"),
        ((opened(), sent(0.2, year=FIRST + 1)), f"NEW is used in {FIRST + 1}, but is open from {FIRST + 2} to the end"),
        (
            (opened(), Change(what="facility_closes", facility="NEW", from_year=FIRST + 1)),
            f"NEW closes in {FIRST + 1}, before it opens in {FIRST + 2}",
        ),
        ((opened(kind="rocket"),), "facility_opens does not know rocket"),
        (
            (opened(), Change(what="gas_recovery", facility="NEW", from_year=FIRST + 2, value=0.5)),
            "does not go with NEW",
        ),
        ((Change(what="collected_share", from_year=FIRST + 1),), "collected_share needs a value"),
        ((Change(what="collected_share", from_year=FIRST + 1, value=0.9, low=0.95),), "lies outside its range"),
        ((Change(what="collected_share", from_year=FIRST + 1, value=0.9, unit="kg"),), "cannot be given in kg"),
        (
            (Change(what="collected_share", from_year=FIRST + 4, until_year=FIRST + 2, value=0.9),),
            f"ends in {FIRST + 2}, before it begins in {FIRST + 4}",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused(changes, said):
    with pytest.raises(ScenarioError) as refused:
        tried(*changes)
    assert said in str(refused.value)


def test_a_row_that_is_drawn_moves_no_other_row():
    one, two = sent(0.2, low=0.1, high=0.25), sent(0.1, of="paper_cardboard", low=0.05, high=0.15)
    alone, beside = tried(opened(), one), tried(opened(), one, two)
    assert np.array_equal(alone.mass_t[0], beside.mass_t[0])


def test_change_ends_with_its_last_year():
    change = Change(what="waste_per_person", of_which="all", from_year=FIRST + 2, until_year=FIRST + 3, value=-0.1)
    ratio = (tried(change).generated_t / BASELINE.generated_t)[0, :6, 0]
    assert ratio == pytest.approx([1, 1, 0.9, 0.9, 1, 1])


def test_what_the_city_plans_with_replaces_the_default_growth():
    plan = Scenario(name="plan", changes=(Change(what="population_growth", from_year=FIRST + 1, value=0.0),))
    people = project(START, NOTHING, LAST, baseline=plan).population
    assert np.array_equal(people, np.repeat(people[:1], len(people), axis=0))


def test_a_ramp_has_equal_steps():
    change = Change(what="collected_share", from_year=2030, ramp_years=1, value=1.0)
    assert reached(change, range(2029, 2033)).tolist() == [0.0, 0.5, 1.0, 1.0]


def test_every_lever_is_explained():
    for lever in levers().values():
        assert lever.label
        assert lever.help
        assert lever.changes
        assert lever.of_which in {"", "facility"} or words_of(lever.of_which)
        assert lever.low < lever.high or not lever.units
