"""A city's year: figures, intervals and what is said of their doubt."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from invented_city import BASIC_LANDFILL, invented_city
from nagara.errors import BlockedError
from nagara.indicators.city_year import city_year
from nagara.indicators.examination import examine
from nagara.indicators.result import Tier
from nagara.waste.account import balance
from nagara.waste.records import ControlObservation, EarlierSurvey
from nagara.waste.row import RowAt

DRAWS = 2_000


def test_published_value_is_the_plug_in() -> None:
    figures = city_year(invented_city(), draws=DRAWS).figures
    assert figures["msw_collected_frac"].value == pytest.approx(60 / 80)
    assert figures["sdg_11_6_1_frac"].value == pytest.approx(51 / 80)
    assert figures["recovery_frac"].value == pytest.approx(9 / 80)
    assert figures["recycling_frac"].value == pytest.approx(9 / 80)
    assert figures["informal_recovery_frac"].value == pytest.approx(1.0)
    assert figures["msw_generated_kg_per_cap_day"].value == pytest.approx(0.8)
    assert figures["household_food_waste_kg_per_cap_day"].value == pytest.approx(0.62 * 50 / 104)


def test_every_interval_holds_its_value() -> None:
    for figure in city_year(invented_city(), draws=DRAWS).figures.values():
        if figure.value is not None:
            assert figure.low is not None
            assert figure.high is not None
            assert figure.low <= figure.value <= figure.high, figure.name


def test_same_records_and_seed_give_the_same_account() -> None:
    assert city_year(invented_city(), draws=500, seed=7) == city_year(invented_city(), draws=500, seed=7)


def test_another_seed_gives_nearly_the_same_intervals() -> None:
    one, two = (city_year(invented_city(), draws=20_000, seed=seed).figures["sdg_11_6_1_frac"] for seed in (1, 2))
    assert one.value == two.value
    assert one.low == pytest.approx(two.low, abs=0.01)
    assert one.high == pytest.approx(two.high, abs=0.01)


def test_mass_is_conserved_in_every_draw() -> None:
    examination = examine(invented_city())
    amounts = balance(examination.ledger, examination.inputs.sample(1, DRAWS).draws)
    assert amounts.collected_t_per_day + amounts.uncollected_t_per_day == pytest.approx(amounts.generated_t_per_day)
    assert amounts.stratum_household_t_per_day.sum(axis=0) == pytest.approx(amounts.household_t_per_day)
    assert (amounts.controlled_t_per_day <= amounts.collected_t_per_day * (1 + 1e-12)).all()


def test_compositions_sum_to_one() -> None:
    result = city_year(invented_city(), draws=DRAWS)
    for composition in (result.household_composition, result.disposal_composition, result.city_composition):
        assert composition is not None
        assert sum(figure.value or 0.0 for figure in composition.parts.values()) == pytest.approx(1.0)


def test_survey_interval_is_the_one_of_the_joint_draws() -> None:
    """With exact population the joint interval of the rate is the survey's own t interval."""
    base = invented_city()
    exact = replace(base, city=replace(base.city, population_low=100_000, population_high=100_000), strata=base.strata)
    examination = examine(exact)
    assert examination.survey is not None
    sample = examination.inputs.sample(5, 200_000)
    rates = np.stack([sample.draws[f"rate.{code}"] for code in examination.survey.strata])
    city = (rates * np.array([[0.6], [0.4]])).sum(axis=0)
    value, low, high = examination.survey.city_rate([60_000, 40_000])
    assert np.quantile(city, [0.025, 0.975]) == pytest.approx([low, high], rel=0.02)
    assert value == pytest.approx(0.62)


def test_year_without_survey_carries_the_rate_forward_and_widens() -> None:
    earlier = EarlierSurvey(
        year=2023,
        household_rate_kg_per_cap_day=0.62,
        household_rate_low=0.56,
        household_rate_high=0.68,
        source="Report of 2023 (invented)",
    )
    silent = invented_city(weighings=(), households=(), areas=(), household_sorting=(), earlier=(earlier,))
    result = city_year(silent, draws=20_000)
    figure = result.figures["household_rate_kg_per_cap_day"]
    assert result.tier is Tier.CARRIED_FORWARD
    assert "rate-carried-forward" in {finding.code for finding in result.findings}
    assert figure.value == pytest.approx(0.62)
    assert figure.low is not None
    assert figure.low < 0.56 - 0.005
    later = replace(silent, city=replace(silent.city, year=2029))
    wider = city_year(later, draws=20_000).figures["household_rate_kg_per_cap_day"]
    assert wider.low is not None
    assert wider.low < figure.low


def test_city_with_records_only_gets_the_published_span() -> None:
    bare = invented_city(weighings=(), households=(), areas=(), household_sorting=(), strata=())
    result = city_year(bare, draws=DRAWS)
    assert result.tier is Tier.RECORDS
    assert result.figures["household_rate_kg_per_cap_day"].value is None
    spread = result.figures["msw_generated_kg_per_cap_day"]
    assert spread.value == pytest.approx(0.63)
    assert spread.low is not None
    assert spread.low < 0.6
    assert spread.high is not None
    assert spread.high > 2.0


def test_more_collected_than_generated_beyond_the_ranges_blocks() -> None:
    base = invented_city()
    loads = tuple(
        replace(row, tonnes_t=140 * 365, tonnes_low=139 * 365, tonnes_high=141 * 365) for row in base.loads[:1]
    )
    with pytest.raises(BlockedError, match=r"Collected waste \(149 t/day\) is more than generated waste \(80 t/day\)"):
        city_year(invented_city(loads=loads), draws=DRAWS)


def test_contradiction_within_the_ranges_is_said_and_not_clipped() -> None:
    base = invented_city()
    loads = tuple(replace(row, tonnes_t=70 * 365, tonnes_low=66 * 365, tonnes_high=74 * 365) for row in base.loads[:1])
    result = city_year(invented_city(loads=loads), draws=DRAWS)
    collected = result.figures["msw_collected_frac"]
    assert 0.05 < result.infeasible_frac < 0.9
    assert collected.high is not None
    assert collected.high > 1.0
    assert collected.feasible_high is not None
    assert collected.feasible_high <= 1.0
    assert "collected-exceeds-in-draws" in {finding.code for finding in result.findings}


def test_one_level_down_takes_the_landfill_out_of_the_headline() -> None:
    scenarios = {entry.facility: entry for entry in city_year(invented_city(), draws=DRAWS).ladder_scenarios}
    assert scenarios["LF1"].level == 3
    assert scenarios["LF1"].sdg_11_6_1_frac == 0.0


def test_probabilities_of_the_assessor_enter_the_draws() -> None:
    doubtful = dict(BASIC_LANDFILL)
    rows = [ControlObservation(facility="LF1", criterion=name, state=state) for name, state in doubtful.items()]
    unsure = {
        "cover": ("some", "none"),
        "compaction_equipment": ("sufficient", "some"),
        "fire_smoke": ("none", "some"),
        "slope": ("stable", "unstable"),
        "worker_health_safety": ("provisions", "none"),
        "access": ("fenced_controlled", "some"),
    }
    rows = [row for row in rows if row.criterion not in unsure]
    for criterion, (better, worse) in unsure.items():
        for state, chance in ((better, 0.6), (worse, 0.4)):
            rows.append(ControlObservation(facility="LF1", criterion=criterion, state=state, probability_frac=chance))
    result = city_year(invented_city(control=tuple(rows)), draws=DRAWS)
    (doubt,) = result.ladder_doubts
    assert 0.0 < doubt.probability_controlled < 1.0
    assert doubt.high_if_not == 0.0
    assert doubt.low_if_controlled > 0.5
    figure = result.figures["sdg_11_6_1_frac"]
    assert figure.low == 0.0


def test_variance_shares_name_the_survey_and_leave_no_negative_total() -> None:
    shares = [
        entry for entry in city_year(invented_city(), draws=4_000).variance_shares if entry.figure == "recovery_frac"
    ]
    assert {entry.group for entry in shares} >= {"survey", "facility.RC1", "non-household"}
    assert all(entry.total >= 0.0 for entry in shares)
    assert sum(entry.first_order for entry in shares) < 1.1


def test_variance_shares_hardly_depend_on_the_draws_they_are_counted_on() -> None:
    def totals(seed: int) -> dict[tuple[str, str], float]:
        return {
            (entry.figure, entry.group): entry.total for entry in city_year(invented_city(), seed=seed).variance_shares
        }

    once, again = totals(1), totals(2)
    assert once.keys() == again.keys()
    assert max(abs(once[key] - again[key]) for key in once) < 0.06


def test_facility_that_nobody_assessed_leaves_the_headline_open_upwards() -> None:
    """Only the landfill stands in the ladder; the paper yard's 9 t/day could be controlled too: up to 60 of 80."""
    result = city_year(invented_city(), draws=DRAWS)
    figure = result["sdg_11_6_1_frac"]
    assert figure.value == pytest.approx(51 / 80)
    assert figure.high is not None
    assert figure.high > 60 / 80
    assert result.not_assessed == ("Paper yard (invented)",)
    (found,) = [finding for finding in result.findings if finding.code == "control-not-assessed"]
    assert (found.values["low"], found.values["high"]) == (64, 75)
    unknown = city_year(invented_city(control=()), draws=DRAWS)["sdg_11_6_1_frac"]
    assert (unknown.value, unknown.low) == (0.0, 0.0)
    assert unknown.high is not None
    assert unknown.high > 0.75


def test_city_year_reads_like_a_table() -> None:
    result = city_year(invented_city(), draws=500)
    assert "sdg_11_6_1_frac" in list(result)
    assert len(result) == len(result.rows())
    assert repr(result).startswith("<Paper Town (invented), 2026: ")


def test_a_row_that_alone_is_more_than_a_city_throws_away_is_pointed_at() -> None:
    (row,) = invented_city().non_household
    where = RowAt(file="origins.csv", sheet=None, row=4)
    kilograms = replace(row, t_per_day=18_000.0, t_per_day_low=None, t_per_day_high=None, at=where)
    findings = city_year(invented_city(non_household=(row, kilograms)), draws=100).findings
    (doubt,) = (each for each in findings if each.code == "msw-rate-implausible")
    assert str(doubt.place) == "origins.csv, row 4, column t_per_day"


def test_more_collected_than_generated_points_at_the_largest_tonnage() -> None:
    first, *others = invented_city().loads
    where = RowAt(file="loads.csv", sheet=None, row=2)
    kilograms = replace(first, tonnes_t=1.8e7, tonnes_low=None, tonnes_high=None, at=where)
    with pytest.raises(BlockedError, match="loads.csv, row 2, column tonnes_t: Collected waste"):
        city_year(invented_city(loads=(kilograms, *others)), draws=100)
