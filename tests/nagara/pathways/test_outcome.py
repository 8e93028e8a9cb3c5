"""Waste, plastic and gases of a scenario: laws, analytic limits, and the year of the records as the report has it."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invented_city import invented_city
from nagara.emissions.decay_parameters import default_parameters
from nagara.emissions.gases import warming_potentials
from nagara.errors import ScenarioError
from nagara.exchange.read import read_city
from nagara.indicators.chapter_account import sorted_waste, taken_by_lines
from nagara.indicators.city_year import city_year
from nagara.indicators.composition_figures import composition_draws
from nagara.indicators.plastic_leakage.factors import grades_of
from nagara.indicators.plastic_leakage.inputs import PlasticAccount, plastic_inputs
from nagara.pathways.difference import difference
from nagara.pathways.gas_path import gas_path, gas_start
from nagara.pathways.outcome import FIGURES, outcome
from nagara.pathways.plastic_path import plastic_start
from nagara.pathways.projection import project
from nagara.pathways.scenario import Change, Scenario
from nagara.pathways.starting_point import starting_point
from nagara.pathways.study import try_scenarios
from nagara.uncertainty.published_number import at_plug_in
from nagara.waste.flow_records import DisposalHistory
from nagara.waste.plastics import backward

HISTORY = DisposalHistory(
    facility="LF1",
    opened_year=2010,
    management="managed-anaerobic",
    has_oxidising_cover=False,
    deposit_growth_frac=0.02,
)


def city(**facts: object):
    records = invented_city(disposal_history=(HISTORY,))
    facts = {"climate_zone": "tropical-wet", "uncollected_burnt_frac": 0.3, **facts}
    return replace(records, city=replace(records.city, **facts))


def demo():
    records = read_city(Path(__file__).parents[3] / "examples" / "demo-city").records
    assert records is not None
    return records


START = starting_point(city(), draws=150, seed=11)
GASES, PLASTICS = gas_start(START, gwp="AR5", edition="2019"), plastic_start(START)
NOTHING = Scenario(name="Baseline")
FIRST, LAST = START.year, START.year + 40
POTENTIALS = warming_potentials("AR5")


def end(*changes: Change, last: int = LAST):
    return outcome(project(START, Scenario(name="Tried", changes=changes), last), PLASTICS, GASES)


BASELINE = end()


def opened(kind: str = "composting") -> Change:
    return Change(what="facility_opens", of_which=kind, facility="NEW", from_year=FIRST + 1)


def sent(value: float, **more: object) -> Change:
    row = {"what": "send_to_facility", "of_which": "kitchen_canteen", "facility": "NEW", "from_year": FIRST + 1}
    return Change(**{**row, "value": value, **more})


NO_REJECTS = Change(what="reject_share", facility="NEW", from_year=FIRST + 1, value=0.0)


def test_nothing_changed_is_exactly_nothing_in_every_figure_and_draw():
    same = end(
        opened(),
        sent(0.0),
        Change(what="waste_per_person", of_which="all", from_year=FIRST + 1, value=0.0),
        Change(what="leakage_change", of_which="disposal", from_year=FIRST + 2, value=0.0),
    )
    assert set(same.figures) == set(FIGURES)
    for name in FIGURES:
        assert np.array_equal(same.figures[name], BASELINE.figures[name]), name


@given(
    st.sampled_from(
        [
            Change(what="collected_share", from_year=FIRST + 5, value=0.97),
            Change(what="gas_recovery", facility="LF1", from_year=FIRST + 5, value=0.6, low=0.4, high=0.7),
            Change(what="site_management", of_which="managed-aerated", facility="LF1", from_year=FIRST + 5),
            Change(what="site_cover", of_which="oxidising", facility="LF1", from_year=FIRST + 5),
            Change(what="burnt_share", from_year=FIRST + 5, value=0.0),
            Change(what="leakage_change", of_which="disposal", from_year=FIRST + 5, ramp_years=3, value=-0.9),
            Change(what="waste_per_person", of_which="plastics", from_year=FIRST + 5, value=-0.4),
            Change(what="population_growth", from_year=FIRST + 5, value=0.05),
            Change(what="composition_share", of_which="plastics", from_year=FIRST + 5, value=0.3),
        ]
    )
)
@settings(max_examples=9)
def test_the_past_never_changes(change):
    tried = end(change)
    for name in FIGURES:
        assert np.array_equal(tried.figures[name][:5], BASELINE.figures[name][:5]), (name, change)
    assert any(not np.array_equal(tried.figures[name], BASELINE.figures[name]) for name in FIGURES), change


def test_plastic_of_the_first_year_is_that_of_the_report():
    examination = START.examination
    survey, disposal = examination.survey, examination.inputs.disposal
    shares = composition_draws(examination.amounts, survey.composition_frac[:, :, None], disposal.frac[:, None])
    account = PlasticAccount.of(examination, examination.amounts, sorted_waste(shares))
    inputs = plastic_inputs(examination, account, taken_by_lines(examination))
    grades = grades_of(examination.records)
    leakage = backward(inputs, grades.factors(at_plug_in), grades.fates_of(at_plug_in))
    assert BASELINE.figures["plastic_unmanaged_t_per_year"][0, 0] == pytest.approx(
        float(leakage.unmanaged_t_per_year[0]), rel=1e-9
    )
    assert BASELINE.figures["plastic_to_water_t_per_year"][0, 0] == pytest.approx(
        float(leakage.to_water_t_per_year[0]), rel=1e-9
    )


def test_food_kept_out_for_one_year_saves_its_methane_potential_in_the_end():
    """IPCC 2006, Vol. 5, Eq. 3.3 and 3.6: over all years a tonne gives DOC x DOCf x MCF x F x 16/12."""
    tried = end(opened("recycler"), NO_REJECTS, sent(0.1, until_year=FIRST + 1))
    food = float(tried.projection.mass_t[0, tried.projection.at("NEW"), 1, 0])
    parameters = default_parameters("2019", "tropical-wet", ("food",))
    potential = float(parameters.potential_t_ch4_per_t[0, 0])
    years = LAST - FIRST - 1
    gone = 1.0 - math.exp(-float(parameters.k_per_year[0, 0]) * years)
    less = (tried.figures["ghg_disposal_t_co2e_per_year"] - BASELINE.figures["ghg_disposal_t_co2e_per_year"])[:, 0]
    assert less[:2] == pytest.approx([0.0, 0.0], abs=1e-9)  # decay begins in the year after deposition
    assert less.sum() == pytest.approx(-food * potential * gone * POTENTIALS.ch4_biogenic, rel=1e-9)
    assert np.all(np.diff(less[2:]) > 0)


def test_composted_waste_gives_off_what_the_guidelines_print():
    """IPCC 2006, Vol. 5, Table 4.1, wet: 4 g CH4 and 0.24 g N2O per kg; AR5: 28 and 265."""
    tried = end(opened(), NO_REJECTS, sent(0.1))
    food = tried.projection.mass_t[0, tried.projection.at("NEW"), :, 0]
    more = tried.figures["ghg_composting_t_co2e_per_year"][:, 0]
    assert more == pytest.approx(food * (4 * 28 + 0.24 * 265) / 1000, rel=1e-9)


def test_old_deposits_go_on_giving_gas_after_a_site_closes():
    closing = Change(what="facility_closes", of_which="NEW", facility="LF1", from_year=FIRST + 1)
    tried = end(opened("incineration-with-energy"), closing)
    methane = tried.figures["ghg_disposal_t_co2e_per_year"]
    assert np.all(methane[2:] > 0)
    assert np.all(np.diff(methane[2:], axis=0) < 0)


def test_gas_recovery_takes_its_share_of_the_methane():
    tried = end(Change(what="gas_recovery", facility="LF1", from_year=FIRST + 1, value=0.5))
    ratio = tried.figures["ghg_disposal_t_co2e_per_year"] / BASELINE.figures["ghg_disposal_t_co2e_per_year"]
    assert ratio[0] == pytest.approx(1.0)
    assert ratio[1:] == pytest.approx(np.full_like(ratio[1:], 0.5))


def test_a_scenario_is_known_better_than_its_baseline():
    tried = end(Change(what="gas_recovery", facility="LF1", from_year=FIRST + 1, value=0.1))
    band = difference(BASELINE, tried, FIRST + 1).differences["ghg_emitted_t_co2e_per_year"].by_year[-1]
    level = np.quantile(BASELINE.figures["ghg_emitted_t_co2e_per_year"][-1, 1:], [0.025, 0.975])
    assert band.high < 0 < band.reduction_frac == 1.0
    assert band.high - band.low < 0.3 * (level[1] - level[0])


def test_the_published_difference_is_that_of_the_published_values():
    tried = end(sent(0.2, of_which="paper_cardboard", facility="RC1"))
    bands = difference(BASELINE, tried, FIRST).differences["disposed_t_per_year"]
    assert bands.by_year[0].value == 0.0
    assert bands.in_all.value == pytest.approx(sum(band.value for band in bands.by_year))
    for band in bands.by_year:
        assert list(band.quantiles) == sorted(band.quantiles)


def test_moving_waste_between_sites_changes_no_tonnes():
    moved = Change(what="facility_closes", of_which="NEW", facility="LF1", from_year=FIRST + 3)
    tried = difference(BASELINE, end(opened("landfill"), moved), FIRST)
    for name in ("disposed_t_per_year", "msw_collected_t_per_year", "recovered_t_per_year", "msw_generated_t_per_year"):
        assert all(set(band.quantiles) == {0.0} for band in tried.differences[name].by_year), name


def test_gases_add_up():
    parts = [name for name in FIGURES if name.startswith("ghg_") and "emitted" not in name]
    total = sum(BASELINE.figures[name] for name in parts)
    assert total == pytest.approx(BASELINE.figures["ghg_emitted_t_co2e_per_year"], rel=1e-12)


def test_unseen_fires_take_the_published_share_and_say_so():
    start = starting_point(city(uncollected_burnt_frac=None), draws=60, seed=11)
    common = gas_start(start, gwp="AR5", edition="2019")
    assert "scenario-burning-unseen" in {finding.code for finding in common.findings}
    ended = Scenario(name="Ended", changes=(Change(what="burnt_share", from_year=FIRST + 1, value=0.0),))
    fires = gas_path(common, project(start, ended, FIRST + 2))[0]["open_burning"].t_co2e(POTENTIALS)
    assert fires[0].all()
    assert not fires[1:].any()


@pytest.mark.parametrize(
    "records", [city(), city(uncollected_burnt_frac=None), demo()], ids=["paper", "unseen", "demo"]
)
def test_the_first_year_is_that_of_the_annual_report(records):
    # A seed none of whose draws contradicts itself: a plan leaves such a draw out, the report does not.
    start = starting_point(records, draws=400, seed=6)
    common = gas_start(start, gwp="AR5", edition="2019")
    ended = outcome(project(start, NOTHING, start.year + 1), plastic_start(start), common)
    report = city_year(records, draws=400, seed=6).figures
    for name in ("ghg_emitted_t_co2e_per_year", "plastic_unmanaged_t_per_year", "plastic_to_water_t_per_year"):
        row = ended.figures[name][0]
        assert row[0] == pytest.approx(report[name].value, rel=1e-9), name
        low, high = np.quantile(row[1:], [0.025, 0.975])
        assert [low, high] == pytest.approx([report[name].low, report[name].high], rel=1e-9), name


def test_plastic_that_contradicts_itself_is_left_out_and_said():
    full = tuple(
        replace(load, tonnes_t=69 * 365.0, tonnes_low=68 * 365.0, tonnes_high=70 * 365.0)
        if load.load == "msw"
        else load
        for load in city().loads
    )
    study = try_scenarios(replace(city(), loads=full), (), last_year=FIRST + 3, draws=300, seed=1)
    assert "plastic_unmanaged_t_per_year" not in study.baseline
    said = {finding.code for finding in study.findings}
    assert said & {"scenario-plastic-impossible", "scenario-plastic-contradicts"}
    assert "ghg_emitted_t_co2e_per_year" in study.baseline


def test_scenarios_beside_each_other_are_what_they_are_alone():
    one = Scenario(name="One", changes=(opened(), sent(0.2, low=0.1, high=0.3)))
    two = Scenario(name="Two", changes=(Change(what="collected_share", from_year=FIRST + 1, value=0.9),))
    together = try_scenarios(city(), (one, two), last_year=FIRST + 6, draws=100, seed=3)
    alone = [try_scenarios(city(), (each,), last_year=FIRST + 6, draws=100, seed=3) for each in (one, two)]
    assert together.baseline == alone[0].baseline == alone[1].baseline
    assert together.differences == (*alone[0].differences, *alone[1].differences)


def test_a_plant_that_is_built_in_any_case_stands_in_the_baseline_too():
    plan = Scenario(name="Plan", changes=(opened(), sent(0.1)))
    more = Scenario(name="More", changes=(sent(0.1, of_which="garden_park", from_year=FIRST + 2),))
    study = try_scenarios(city(), (more,), plan=plan, last_year=FIRST + 5, draws=100, seed=3)
    composting = study.differences[0].differences["ghg_composting_t_co2e_per_year"].by_year
    assert study.baseline["ghg_composting_t_co2e_per_year"].by_year[1].value > 0
    assert [band.value > 0 for band in composting] == [False, False, True, True, True, True]
    with pytest.raises(ScenarioError, match="No facility NEW is known"):
        try_scenarios(city(), (more,), last_year=FIRST + 5, draws=100, seed=3)


def test_years_have_to_follow_on_the_records():
    with pytest.raises(ScenarioError, match="do not follow on the year of the records"):
        try_scenarios(city(), (), last_year=FIRST, draws=100, seed=3)
    row = Change(what="control_level", facility="RC1", from_year=FIRST + 2, value=4)
    with pytest.raises(ScenarioError, match="do not follow on the year of the records"):
        try_scenarios(city(), (Scenario(name="Later", changes=(row,)),), last_year=FIRST - 5, draws=100, seed=3)


def test_more_control_is_more_controlled_waste():
    tried = end(Change(what="control_level", facility="RC1", from_year=FIRST + 2, value=4))
    more = tried.figures["msw_controlled_t_per_year"] - BASELINE.figures["msw_controlled_t_per_year"]
    assert not more[:2].any()
    assert np.all(more[2:] > 0)
