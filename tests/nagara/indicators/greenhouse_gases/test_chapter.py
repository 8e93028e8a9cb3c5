"""The climate chapter: decay by hand, sums of sources and lines, what stands in, and empty cases."""

from __future__ import annotations

from dataclasses import replace
from math import exp

import numpy as np
import pytest

from invented_city import invented_city
from nagara.indicators.city_year import city_year
from nagara.indicators.greenhouse_gases.result import GreenhouseGases
from nagara.indicators.result import CityYear
from nagara.waste.material_map import MATERIALS, to_ipcc
from nagara.waste.records import (
    CityRecords,
    DisposalHistory,
    EnergyUse,
    Facility,
    Notation,
    PastDeposit,
    Received,
)

DRAWS = 1_000
TOTAL = "ghg_emitted_t_co2e_per_year"
METHANE = "landfill_methane_t_per_year"
BY_HAND = {
    "food": (0.0700, 0.40),
    "garden": (0.2 * 0.7 * 0.5 * 16 / 12, 0.17),
    "wood": (0.43 * 0.1 * 0.5 * 16 / 12, 0.035),
    "paper": (0.4 * 0.5 * 0.5 * 16 / 12, 0.07),
    "textiles": (0.0800, 0.07),
    "nappies": (0.0800, 0.07),
}
"""Methane potential [t/t] and rate [1/year] of IPCC 2019 in the wet tropics, Vol. 5, ch. 3, Tables 2.4, 3.0 and 3.3."""


def year_of(records: CityRecords, **changes: object) -> CityYear:
    return city_year(replace(records, **changes), draws=DRAWS)  # type: ignore[arg-type]


def printed(result: CityYear) -> GreenhouseGases:
    assert result.greenhouse_gases is not None
    return result.greenhouse_gases


def codes(result: CityYear) -> set[str]:
    return {finding.code for finding in result.findings}


def in_the_tropics(**changes: object) -> CityRecords:
    base = invented_city()
    return replace(base, city=replace(base.city, climate_zone="tropical-wet", uncollected_burnt_frac=0.0), **changes)  # type: ignore[arg-type]


def history(**changes: object) -> tuple[DisposalHistory, ...]:
    known = {"facility": "LF1", "opened_year": 2025, "management": "managed-anaerobic", **changes}
    return (DisposalHistory(**known),)  # type: ignore[arg-type]


def test_methane_of_one_recorded_year_is_that_of_a_hand_calculation() -> None:
    records = in_the_tropics(
        disposal_history=history(), past_deposits=(PastDeposit(facility="LF1", year=2025, tonnes_t=10_000),)
    )
    result = year_of(records)
    assert result.disposal_composition is not None
    shares = np.array([figure.value for figure in result.disposal_composition.parts.values()])
    parts = dict(zip(MATERIALS, to_ipcc(shares), strict=True))
    expected = sum(10_000 * parts[name] * potential * (1.0 - exp(-rate)) for name, (potential, rate) in BY_HAND.items())
    assert result[METHANE].value == pytest.approx(expected, rel=1e-3)


def test_sources_and_lines_add_up_to_the_total() -> None:
    gases = printed(year_of(invented_city()))
    assert sum(span.value for span in gases.by_source_t_co2e_per_year.values()) == pytest.approx(
        gases.total_t_co2e_per_year.value
    )
    known = [line.t_co2e_per_year for line in gases.lines if line.t_co2e_per_year is not None]
    assert sum(span.value for span in known) == pytest.approx(gases.total_t_co2e_per_year.value)
    assert all((line.t_co2e_per_year is None) <= (line.notation is not None) for line in gases.lines)


def test_masses_times_their_potentials_are_the_total() -> None:
    """Warming potentials of AR5 over 100 years (IPCC 2013, WG I, Table 8.A.1): methane 28, nitrous oxide 265."""
    gases = printed(year_of(invented_city()))
    summed = sum(m.fossil_t_co2 + 28 * (m.waste_t_ch4 + m.fuel_t_ch4) + 265 * m.t_n2o for m in gases.masses)
    assert summed == pytest.approx(gases.total_t_co2e_per_year.value)
    assert sum(m.t_black_carbon for m in gases.masses) == pytest.approx(gases.apart_t_per_year["black_carbon"].value)


def test_a_site_emits_what_is_neither_recovered_nor_oxidised() -> None:
    records = in_the_tropics(
        disposal_history=history(opened_year=2010, has_oxidising_cover=True, methane_recovered_t_per_year=50.0)
    )
    (site,) = printed(year_of(records)).sites
    left = site.methane_generated_t_per_year.value - site.methane_recovered_t_per_year.value
    assert site.oxidation_frac == 0.1
    assert site.methane_emitted_t_per_year.value == pytest.approx(left * 0.9)


def test_methane_of_the_sites_is_the_figure() -> None:
    result = year_of(invented_city())
    gases = printed(result)
    assert sum(site.methane_emitted_t_per_year.value for site in gases.sites) == pytest.approx(result[METHANE].value)
    assert gases.by_source_t_co2e_per_year["landfill"].value == pytest.approx(28 * (result[METHANE].value or 0.0))


def test_nothing_of_step_7_gives_figures_that_say_what_stands_in() -> None:
    result = year_of(invented_city())
    assert result[TOTAL].value is not None
    assert {
        "climate-zone-assumed",
        "site-management-assumed",
        "past-deposits-assumed",
        "open-burning-assumed",
        "fuel-assumed",
    } <= codes(result)
    names = {used.name for used in result.provenance.defaults}
    assert {"methane_correction", "site_history", "population_growth", "uncollected_burnt"} <= names
    assert printed(result).is_climate_default
    assert result[TOTAL].source.endswith("assumed histories")


def test_recorded_pasts_leave_no_default() -> None:
    records = in_the_tropics(
        disposal_history=history(opened_year=2020, deposit_growth_frac=0.02),
        energy=(EnergyUse(use="collection", carrier="diesel", amount_per_year=100_000),),
    )
    result = year_of(records)
    names = {used.name for used in result.provenance.defaults}
    assert not names & {"methane_correction", "site_history", "population_growth", "collection_diesel"}
    assert result[TOTAL].source.endswith("site histories")


def test_a_site_that_opens_this_year_gives_no_methane_yet_but_is_committed_to_some() -> None:
    result = year_of(in_the_tropics(disposal_history=history(opened_year=2026)))
    gases = printed(result)
    assert result[METHANE].value == 0
    assert gases.others_t_co2e_per_year["methane-commitment"].value > gases.total_t_co2e_per_year.value


def test_more_years_of_deposits_give_more_methane() -> None:
    amounts = [
        year_of(in_the_tropics(disposal_history=history(opened_year=year, deposit_growth_frac=0.0)))[METHANE].value
        for year in (2024, 2015, 1990)
    ]
    assert amounts == sorted(amounts)


def test_what_burns_on_the_site_does_not_rot() -> None:
    calm, fire = (
        printed(year_of(in_the_tropics(disposal_history=history(opened_year=2010, burnt_frac=share))))
        for share in (0.0, 0.5)
    )
    assert fire.by_source_t_co2e_per_year["landfill"].value == pytest.approx(
        0.5 * calm.by_source_t_co2e_per_year["landfill"].value
    )
    assert fire.by_source_t_co2e_per_year["open_burning_sites"].value > 0
    assert fire.apart_t_per_year["black_carbon"].value > calm.apart_t_per_year["black_carbon"].value


def test_metered_methane_is_taken_off_before_oxidation_and_never_beyond_what_is_generated() -> None:
    free, metered, beyond = (
        printed(
            year_of(
                in_the_tropics(
                    disposal_history=history(opened_year=2000, has_oxidising_cover=True, methane_recovered_t_per_year=t)
                )
            )
        ).sites[0]
        for t in (None, 100.0, 1e6)
    )
    assert metered.methane_emitted_t_per_year.value == pytest.approx(
        0.9 * (free.methane_generated_t_per_year.value - 100.0)
    )
    assert beyond.methane_emitted_t_per_year.value == 0
    assert beyond.methane_recovered_t_per_year.value == pytest.approx(free.methane_generated_t_per_year.value)


def test_too_much_metered_methane_is_said() -> None:
    records = in_the_tropics(disposal_history=history(opened_year=2024, methane_recovered_t_per_year=5_000))
    (finding,) = [each for each in year_of(records).findings if each.code == "recovery-exceeds-generated"]
    assert finding.values["recovered"] == pytest.approx(5_000, rel=0.05), "what the meter says, not what was left of it"
    assert float(finding.values["generated"]) < 5_000


def test_a_closed_site_still_gives_methane() -> None:
    base = in_the_tropics(disposal_history=history(opened_year=2026))
    old = Facility(facility="OLD", name="Old dump (invented)", kind="dumpsite")
    row = DisposalHistory(facility="OLD", opened_year=2000, closed_year=2015, management="unmanaged-deep")
    deposits = (PastDeposit(facility="OLD", year=2015, tonnes_t=5_000),)
    result = year_of(
        base,
        facilities=(*base.facilities, old),
        disposal_history=(*base.disposal_history, row),
        past_deposits=deposits,
    )
    assert {site.facility: site.methane_emitted_t_per_year.value > 0 for site in printed(result).sites} == {
        "LF1": False,
        "OLD": True,
    }


def test_a_site_outside_the_boundary_counts_in_scope_3() -> None:
    base = in_the_tropics(disposal_history=history(opened_year=2000))
    outside = tuple(replace(each, is_outside_boundary=each.facility == "LF1") for each in base.facilities)
    inside, beyond = (
        {line.line: line for line in printed(year_of(base, **change)).lines} for change in ({}, {"facilities": outside})
    )
    assert inside["III.1.2"].notation == "NO"
    assert beyond["III.1.2"].t_co2e_per_year is not None
    assert beyond["III.1.2"].scope == 3
    assert inside["III.1.1"].t_co2e_per_year is not None
    assert beyond["III.1.2"].t_co2e_per_year.value == pytest.approx(inside["III.1.1"].t_co2e_per_year.value)


def test_the_earlier_guidelines_stand_beside_the_total() -> None:
    """With half of the food rotting in place of seven tenths there is less methane."""
    gases = printed(year_of(in_the_tropics(disposal_history=history(opened_year=2000))))
    assert 0 < gases.others_t_co2e_per_year["2006"].value < gases.total_t_co2e_per_year.value


def test_nothing_disposed_of_and_nothing_burnt_gives_nothing() -> None:
    base = in_the_tropics()
    nothing = (Received(facility="RC1", material="metal", notation=Notation.NOT_OCCURRING),)
    result = year_of(base, facilities=(), received=nothing, loads=(), control=(), disposal_sorting=())
    assert result[TOTAL].value == 0
    assert result[METHANE].value == 0
    assert result["black_carbon_t_per_year"].value == 0
    assert result["ghg_avoided_t_co2e_per_year"].value == 0


def test_without_sorting_there_is_no_figure_and_no_doubt() -> None:
    result = year_of(invented_city(), household_sorting=(), disposal_sorting=())
    assert result.greenhouse_gases is None
    assert result[TOTAL].value is None
    assert not codes(result) & {"climate-zone-assumed", "fuel-assumed", "past-deposits-assumed"}


def test_power_without_a_grid_factor_is_a_gap_and_not_a_zero() -> None:
    energy = (EnergyUse(use="recovery", carrier="electricity", amount_per_year=1_000),)
    result = year_of(in_the_tropics(energy=energy))
    assert "grid-factor-missing" in codes(result)
    assert {line.line: line.notation for line in printed(result).lines}["I.2.2"] == "NE"


def test_avoided_emissions_are_in_no_total() -> None:
    result = year_of(invented_city())
    gases = printed(result)
    assert result["ghg_avoided_t_co2e_per_year"].value == pytest.approx(
        sum(span.value for span in gases.avoided_t_co2e_per_year.values())
    )
    assert gases.avoided_t_co2e_per_year["recycling"].value > 0
    assert gases.total_t_co2e_per_year.value == pytest.approx(
        sum(span.value for span in gases.by_source_t_co2e_per_year.values())
    )


def test_the_chapter_is_the_same_each_time() -> None:
    one, two = (city_year(invented_city(), draws=300, seed=5) for _ in range(2))
    assert one.greenhouse_gases == two.greenhouse_gases
    assert one.plastic_leakage == two.plastic_leakage


def test_deposits_cast_back_give_what_the_same_deposits_written_down_give() -> None:
    """The closed form of a growing past is the recursion over every one of its years."""
    growth, opened, known = 0.03, 1996, 30_000.0
    last = (PastDeposit(facility="LF1", year=2025, tonnes_t=known),)
    every = tuple(
        PastDeposit(facility="LF1", year=year, tonnes_t=known / (1 + growth) ** (2025 - year))
        for year in range(opened, 2026)
    )
    past = history(opened_year=opened, deposit_growth_frac=growth)
    cast, written = (
        year_of(in_the_tropics(disposal_history=past, past_deposits=rows))[METHANE].value for rows in (last, every)
    )
    assert cast == pytest.approx(written, rel=1e-9)
