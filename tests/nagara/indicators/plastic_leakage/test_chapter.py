"""The plastics chapter: laws of its masses, what stands in, and when there is no figure."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from invented_city import invented_city
from nagara.indicators.chapter import YearDraws
from nagara.indicators.chapter_account import sorted_waste, taken_by_lines
from nagara.indicators.city_year import city_year
from nagara.indicators.composition_figures import composition_draws
from nagara.indicators.examination import examine
from nagara.indicators.plastic_leakage.factors import grades_of
from nagara.indicators.plastic_leakage.inputs import PlasticAccount, plastic_inputs
from nagara.indicators.plastic_leakage.result import PlasticLeakage
from nagara.indicators.published.draws import ChapterDraws
from nagara.indicators.result import CityYear
from nagara.uncertainty.published_number import at_plug_in
from nagara.waste.account import balance
from nagara.waste.plastics import backward
from nagara.waste.records import CityRecords, Facility, LeakageFate, LeakageObservation, Load, Received

DRAWS = 1_000
UNMANAGED = "plastic_unmanaged_t_per_year"


def year_of(records: CityRecords, **changes: object) -> CityYear:
    return city_year(replace(records, **changes), draws=DRAWS)  # type: ignore[arg-type]


def printed(result: CityYear) -> PlasticLeakage:
    assert result.plastic_leakage is not None
    return result.plastic_leakage


def codes(result: CityYear) -> set[str]:
    return {finding.code for finding in result.findings}


def plastic_frac(result: CityYear, point: str) -> float:
    parts = getattr(result, f"{point}_composition").parts
    return sum(parts[part].value or 0.0 for part in ("plastic_film", "plastic_dense"))


def seen(stage: str, influencer: str, level: str) -> LeakageObservation:
    return LeakageObservation(stage=stage, influencer=influencer, level=level)


def test_leakage_follows_from_the_account_by_hand() -> None:
    """Paper Town recovers no plastic: what is unmanaged is uncollected plastic and what its landfill loses."""
    result = year_of(invented_city())
    at_home, at_disposal = (plastic_frac(result, point) for point in ("household", "disposal"))
    published_at_disposal = 0.0234
    uncollected, disposed = 365 * 20 * at_home, 365 * 51 * at_disposal
    assert result["plastic_generated_t_per_year"].value == pytest.approx(uncollected + disposed)
    assert result[UNMANAGED].value == pytest.approx(uncollected + published_at_disposal * disposed)
    assert result["plastic_unmanaged_kg_per_cap_year"].value == pytest.approx(result[UNMANAGED].value * 1000 / 100_000)


def test_mass_closes_at_the_plug_in_values() -> None:
    leakage = printed(year_of(invented_city()))
    unmanaged = leakage.totals[UNMANAGED].value
    assert sum(span.value for span in leakage.by_source_t_per_year.values()) == pytest.approx(unmanaged)
    assert sum(span.value for span in leakage.by_fate_t_per_year.values()) == pytest.approx(unmanaged)
    managed = sum(span.value for span in leakage.managed_t_per_year.values())
    assert managed + unmanaged == pytest.approx(leakage.totals["plastic_generated_t_per_year"].value)


def test_every_inner_band_lies_inside_the_outer_one() -> None:
    leakage = printed(year_of(invented_city()))
    for span in (
        *leakage.totals.values(),
        *leakage.by_source_t_per_year.values(),
        *leakage.by_fate_t_per_year.values(),
    ):
        assert span.low <= span.low_80 <= span.high_80 <= span.high


def test_nothing_of_step_7_gives_wide_figures_that_say_so() -> None:
    result = year_of(invented_city())
    leakage = printed(result)
    assert {"plastic-levels-not-graded", "plastic-fates-not-seen"} <= codes(result)
    assert all(factor.is_default for factor in leakage.factors)
    assert [used.is_default for used in leakage.fates] == [True]
    assert "plastic_leakage.disposal" in {used.name for used in result.provenance.defaults}
    assert result[UNMANAGED].source.endswith("published spread of levels")


def test_a_graded_stage_has_its_level_and_no_default() -> None:
    graded = (seen("disposal", "cover", "very_high"), seen("collection_service", "containment", "low"))
    result = year_of(invented_city(), leakage=graded)
    names = {used.name for used in result.provenance.defaults}
    assert "plastic_leakage.disposal" not in names
    assert "plastic_leakage.transport" in names
    assert result[UNMANAGED].source.endswith("graded levels")


@pytest.mark.parametrize("influencer", ["weather", "cover", "open_burning"])
def test_a_worse_level_never_leaks_less(influencer: str) -> None:
    levels = ("very_low", "low", "medium", "high", "very_high")
    amounts = [
        printed(year_of(invented_city(), leakage=(seen("disposal", influencer, level),))).totals[UNMANAGED].value
        for level in levels
    ]
    assert amounts == sorted(amounts)


def test_observed_fates_part_the_leak_and_drains_hand_a_part_on() -> None:
    fates = (LeakageFate(stage="all", land_frac=0.5, burnt_frac=0.1, drains_frac=0.2, water_frac=0.2),)
    levels = (seen("storm_drains", "condition", "medium"),)
    leakage = printed(year_of(invented_city(), leakage_fate=fates, leakage=levels))
    unmanaged = leakage.totals[UNMANAGED].value
    handed_on = 0.5
    assert leakage.by_fate_t_per_year["land"].value == pytest.approx(0.5 * unmanaged)
    assert leakage.by_fate_t_per_year["water"].value == pytest.approx((0.2 + 0.2 * handed_on) * unmanaged)
    assert leakage.by_fate_t_per_year["drains"].value == pytest.approx(0.2 * (1 - handed_on) * unmanaged)
    assert "storm_drains" in {factor.stage for factor in leakage.factors}


def test_one_row_of_fates_leaves_the_others_to_the_published_spread() -> None:
    fates = (LeakageFate(stage="uncollected", land_frac=0.5, water_frac=0.3),)
    result = year_of(invented_city(), leakage_fate=fates)
    assert "plastic-fates-scaled" in codes(result)
    assert [used.stage for used in printed(result).fates] == ["uncollected", "all"]


def test_plastic_at_the_gates_above_what_is_generated_gives_no_figure() -> None:
    gate = Load(facility="LF1", load="msw", days=365, tonnes_t=71 * 365, tonnes_low=70 * 365, tonnes_high=72 * 365)
    result = year_of(invented_city(), loads=(gate,))
    assert result.plastic_leakage is None
    assert result[UNMANAGED].value is None
    assert "plastic-residual-negative" in codes(result)


def test_impossible_draws_are_left_out_and_counted() -> None:
    gate = Load(facility="LF1", load="msw", days=365, tonnes_t=62 * 365, tonnes_low=58 * 365, tonnes_high=66 * 365)
    result = year_of(invented_city(), loads=(gate,))
    leakage = printed(result)
    assert leakage.impossible_frac > 0
    assert leakage.by_source_t_per_year["uncollected"].low >= 0
    assert ("plastic-draws-impossible" in codes(result)) == (leakage.impossible_frac > 0.05)


def test_without_sorting_there_is_no_figure_and_no_doubt() -> None:
    result = year_of(invented_city(), household_sorting=(), disposal_sorting=())
    assert result.plastic_leakage is None
    assert result[UNMANAGED].value is None
    assert not {code for code in codes(result) if code.startswith("plastic-")}


@pytest.mark.parametrize("missing", ["household_sorting", "disposal_sorting"])
def test_one_composition_stands_in_for_the_other(missing: str) -> None:
    result = year_of(invented_city(), **{missing: ()})
    assert printed(result).is_stand_in
    assert "plastic-composition-stands-in" in codes(result)


def test_plastic_is_recovered_by_who_sorts_it_first() -> None:
    """A junk shop passes bottles on to a formal recycler: the shop sorted them, the recycler counts them."""
    base = invented_city()
    shop = Facility(facility="JS", name="Shop (invented)", kind="intermediate-trader", operator="informal")
    yard = Facility(facility="RC", name="Yard (invented)", kind="recycler", operator="formal")
    ends = {"range_is": "interval-95", "picked_at_disposal_frac": 0.0, "reject_frac": 0.0}
    rows = (
        Received(
            facility="JS",
            material="plastic_pet",
            t_per_day=1,
            t_per_day_low=0.9,
            t_per_day_high=1.1,
            sold_to="RC",
            **ends,
        ),
        Received(facility="RC", material="plastic_pet", t_per_day=4, t_per_day_low=3.6, t_per_day_high=4.4, **ends),
    )
    leakage = printed(year_of(base, facilities=(*base.facilities, shop, yard), received=(*base.received, *rows)))
    assert leakage.managed_t_per_year["recovered_informal"].value == pytest.approx(365)
    assert leakage.managed_t_per_year["recovered_formal"].value == pytest.approx(3 * 365)


def test_burned_plastic_is_treated_and_neither_recovered_nor_disposed_of() -> None:
    base = invented_city()
    plant = Facility(facility="WE", name="Plant (invented)", kind="incineration-with-energy", operator="formal")
    row = Received(
        facility="WE",
        material="mixed_waste",
        t_per_day=5,
        t_per_day_low=4,
        t_per_day_high=6,
        reject_frac=0.0,
        picked_at_disposal_frac=0.0,
    )
    result = year_of(base, facilities=(*base.facilities, plant), received=(*base.received, row))
    expected = 365 * 5 * plastic_frac(result, "household")
    assert printed(result).managed_t_per_year["treated"].value == pytest.approx(expected)


def test_a_city_without_facilities_leaves_all_plastic_unmanaged() -> None:
    base = invented_city()
    nothing = (Received(facility="RC1", material="metal", notation="NO"),)  # type: ignore[arg-type]
    result = year_of(base, facilities=(), received=nothing, loads=(), control=(), disposal_sorting=())
    assert result["plastic_unmanaged_frac"].value == pytest.approx(1.0)
    assert printed(result).by_source_t_per_year["uncollected"].value == pytest.approx(result[UNMANAGED].value)


def test_an_influencer_of_another_stage_is_not_used() -> None:
    """The check of the records names the row; the report is written without it."""
    result = year_of(invented_city(), leakage=(seen("transport", "cover", "high"), seen("disposal", "cover", "low")))
    levels = {factor.stage: factor.levels for factor in printed(result).factors}
    assert levels["transport"] == ()
    assert len(levels["disposal"]) == 1


def test_plug_in_values_and_draws_do_not_know_of_each_other() -> None:
    """One run with the plug-in values before the draws says what two runs say."""
    examination = examine(invented_city())
    survey, disposal = examination.survey, examination.inputs.disposal
    assert survey is not None
    assert survey.composition_frac is not None
    assert disposal is not None
    sample = examination.inputs.sample(1, DRAWS)
    year = YearDraws(
        examination=examination,
        amounts=balance(examination.ledger, sample.draws),
        plug_in_shares=composition_draws(
            examination.amounts, survey.composition_frac[:, :, None], disposal.frac[:, None]
        ),
        shares=composition_draws(
            balance(examination.ledger, sample.draws), sample.household_by_stratum, sample.disposal
        ),
        seed=1,
        draws=DRAWS,
        level=0.95,
    )
    first, then = (
        PlasticAccount.of(examination, amounts, waste)
        for amounts, waste in (
            (examination.amounts, sorted_waste(year.plug_in_shares)),
            (year.amounts, sorted_waste(year.shares)),
        )
        if waste is not None
    )
    lines, grades, draw = taken_by_lines(examination), grades_of(examination.records), ChapterDraws(year)
    apart = [
        backward(plastic_inputs(examination, account, lines), grades.factors(each), grades.fates_of(each))
        for account, each in ((first, at_plug_in), (then, draw))
    ]
    inputs = plastic_inputs(examination, first.before(then), lines)
    both = backward(inputs, grades.factors(draw.after_value), grades.fates_of(draw.after_value))
    for fate, row in both.by_fate.items():
        assert np.array_equal(row, np.concatenate([each.by_fate[fate] for each in apart]))
    assert np.array_equal(both.is_possible, np.concatenate([each.is_possible for each in apart]))
