"""Defects of other landfill models, each as a test that holds here.

The numbers are those of the review of open programs: RMI SWEET_python at commit 873202f, bonsai_ipcc 0.5.3,
lfg-calc-py, CityCatalyst and re-implementations of the IGES calculator.
"""

import ast
import json
from pathlib import Path

import numpy as np
import pytest

import nagara.emissions
from nagara.emissions.decay_parameters import CLIMATES, MATERIALS, default_parameters
from nagara.emissions.landfill_case import LandfillCase, work_out
from nagara.emissions.landfill_methane import Disposal, landfill_methane
from nagara.emissions.landfill_site import LandfillSite
from nagara.errors import QuantityError, SiteHistoryError, UnreadableFileError
from nagara.evidence import factor
from nagara.exchange.landfill_case import read_landfill_case

YEARS = tuple(range(2000, 2051))


def site(name="Dump", *, closing=None, until=2050, oxidation=0.0, recovery=0.0, correction=0.8, **tonnes):
    """A site that was opened in 2000 and receives the same tonnes of each fraction in every year until another."""
    waste = tonnes or {"food": 1000.0}
    length = len(YEARS)
    return LandfillSite(
        name=name,
        opening=2000,
        closing=closing,
        mcf_frac=(correction,) * length,
        oxidation_frac=oxidation if isinstance(oxidation, tuple) else (oxidation,) * length,
        recovery_frac=recovery if isinstance(recovery, tuple) else (recovery,) * length,
        deposits_t_wet={
            name: tuple(amount if year <= until else 0.0 for year in YEARS) for name, amount in waste.items()
        },
    )


def case(*sites, climate="tropical-wet", edition="2019", **more):
    return LandfillCase(years=YEARS, gwp="AR5", edition=edition, climate=climate, sites=sites, **more)


def emitted(*sites, **more):
    return work_out(case(*sites, **more)).methane.emitted_t_ch4[:, :, 0].sum(axis=0)


# ---------------------------------------- the eleven of SWEET_python (those of landfills; 4 is composting)


def test_1_a_city_without_a_country_row_does_not_crash():
    """Ten of eleven ASEAN states had no default split and ended in an IndexError: nothing is looked up by country."""
    for climate in CLIMATES:
        assert emitted(site(), climate=climate)[-1] > 0.0


def test_2_plastics_are_counted_and_a_misspelt_fraction_is_refused(tmp_path):
    """`plastic` against `plastics` made a share silently zero."""
    path = tmp_path / "case.json"
    deposits = {"food": [1], "plastic": [1]}
    path.write_text(
        json.dumps(
            {
                "years": [2000],
                "gwp": "AR5",
                "edition": "2019",
                "climate": "tropical-wet",
                "sites": [
                    {"name": "Dump", "opening": 2000, "kind": "unmanaged-deep", "deposits_t_wet_by_year": deposits}
                ],
            }
        ),
        "utf-8",
    )
    with pytest.raises(
        UnreadableFileError, match=r"deposits_t_wet_by_year.plastic is not a fraction. Did you mean plastics"
    ):
        read_landfill_case(path)


def test_3_full_oxidation_from_a_year_on_ends_all_emission_from_that_year_on():
    """Oxidation by year of deposition left the first year unchanged and a tail for decades."""
    oxidation = tuple(1.0 if year >= 2025 else 0.0 for year in YEARS)
    before, after = emitted(site()), emitted(site(oxidation=oxidation))
    assert np.array_equal(after[:25], before[:25])
    assert not after[25:].any()


def test_5_a_scenario_equal_to_the_baseline_is_the_baseline_to_the_last_bit():
    """A scenario that changed nothing rewrote the past."""
    assert np.array_equal(emitted(site()), emitted(site()))


def test_5_what_changes_from_a_year_on_leaves_the_past_alone():
    changed = site(recovery=tuple(0.5 if year >= 2030 else 0.0 for year in YEARS))
    before, after = emitted(site()), emitted(changed)
    assert np.array_equal(after[:30], before[:30])
    assert np.all(after[30:] < before[30:])


def test_6_more_diverted_than_there_is_cannot_become_negative_methane():
    """90 % composted gave a net mass of -121,220 t and -641 t of methane."""
    with pytest.raises(QuantityError, match="deposits_t_wet is -121220, less than zero"):
        work_out(case(site(food=-121_220.0)))


def test_7_no_composition_gives_a_rate_of_zero():
    """Shares that summed to 130 %, and 30 of 861 valid mixes, got k = 0: here each fraction has its own rate."""
    for climate in CLIMATES:
        parameters = default_parameters("2019", climate)
        assert parameters.k_per_year.min() > 0.0
        assert all(factor("decay_rate", each, climate).low > 0.0 for each in MATERIALS)
    share = np.random.default_rng(1).dirichlet(np.ones(6), 200).T
    deposits = np.zeros((200, 6, 2, 1))
    deposits[:, :, 0, 0] = share.T
    nothing = np.zeros((200, 2, 1))
    methane = landfill_methane(
        Disposal(years=np.arange(2), deposits_t_wet=deposits, mcf_frac=nothing + 1, oxidation_frac=nothing),
        default_parameters("2019", "tropical-wet", MATERIALS[:6]),
    )
    assert methane.generated_t_ch4[:, 1].min() > 0.0


def test_8_a_closed_site_receives_nothing():
    """The closing date was ignored."""
    with pytest.raises(SiteHistoryError) as refused:
        work_out(case(site("Old dump", closing=2010, food=500.0)))
    assert str(refused.value) == (
        "Old dump: 500 t of food in 2011, after it closed in 2010. "
        "Move the tonnes to an open site, or correct the year."
    )


def test_8_closing_changes_what_comes_after():
    open_site, closed = emitted(site()), emitted(site(closing=2010, until=2010))
    assert np.array_equal(closed[:12], open_site[:12]), "waste of 2010 decays from 2011 on"
    assert np.all(closed[12:] < open_site[12:])
    assert np.all(np.diff(closed[11:]) < 0.0)


def test_9_one_year_is_enough_and_the_axis_is_the_users():
    """The time axis was fixed to 1960-2073, and a city had to stand in the table twice."""
    for years in ((2026,), tuple(range(1850, 2250))):
        lone = LandfillSite(
            name="Dump",
            opening=years[0],
            closing=None,
            mcf_frac=(1.0,) * len(years),
            oxidation_frac=(0.0,) * len(years),
            recovery_frac=(0.0,) * len(years),
            deposits_t_wet={"food": (1.0,) * len(years)},
        )
        result = work_out(LandfillCase(years=years, gwp="AR5", edition="2019", climate="tropical-wet", sites=(lone,)))
        assert result.methane.generated_t_ch4.shape == (1, len(years), 1)


def test_10_recovered_gas_never_meets_the_cover():
    """Gas that a flare left unburnt went through the oxidation of the cover a second time."""
    result = work_out(case(site(recovery=0.4, oxidation=0.1))).methane
    assert result.emitted_t_ch4 == pytest.approx(0.9 * (result.generated_t_ch4 - result.recovered_t_ch4))


def test_10_wetter_and_warmer_never_decays_slower():
    """The rate fell above 25 degrees."""
    for material in MATERIALS[:6]:
        dry, wet, tropical_dry, tropical_wet = (factor("decay_rate", material, climate).value for climate in CLIMATES)
        assert dry < wet < tropical_wet
        assert dry < tropical_dry < tropical_wet


def test_11_no_error_is_swallowed_and_nothing_is_printed():
    """Errors in data ended in a bare `except:`, and the library printed."""
    folder = Path(nagara.emissions.__file__).parent
    for module in folder.glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            assert not (isinstance(node, ast.ExceptHandler) and node.type is None), module.name
            assert not (isinstance(node, ast.Call) and ast.unparse(node.func) == "print"), module.name


# ------------------------------------------------------------------ traps of the other programs


@pytest.mark.parametrize("material", ["plastics", "metal", "glass", "rubber", "other"])
def test_inert_waste_makes_no_methane(material):
    """A carbon content of 0.10 for plastics, metal, glass and others made methane of them."""
    assert not emitted(site(**{material: 1e6})).any()


def test_carbon_that_a_user_gives_to_inert_waste_is_doubted():
    result = work_out(case(site(plastics=1.0), doc_frac={"plastics": 0.1}))
    assert [finding.code for finding in result.findings] == ["landfill-carbon-in-inert"]


def test_textiles_hold_the_carbon_of_the_guidelines():
    """0.20 stood in one program for the 0.24 of the table."""
    assert factor("decay_degradable_carbon", "textiles").value == 0.24


def test_decay_is_not_the_whole_potential_in_the_year_of_deposition():
    """A web tool called L0 in the same month first-order decay."""
    once = site(until=2000)
    methane = emitted(once)
    assert methane[0] == 0.0
    assert methane[1] == pytest.approx(1000 * 0.07 * 0.8 * (1 - np.exp(-0.4)))


def test_every_material_has_its_own_carbon():
    """One bulk carbon content of 0.17 stood for every material."""
    potential = default_parameters("2019", "tropical-wet").potential_t_ch4_per_t[:6, 0]
    assert len(set(potential.round(9))) == 5, "textiles and nappies are alike"


def test_a_mix_does_not_decay_at_its_mean_rate():
    """The weighted mean of the rates gives another shape in time: a sum of exponentials is not one."""
    mix = {"food": 600.0, "wood": 400.0}
    apart = emitted(site(until=2000, **mix))
    rates = {each: factor("decay_rate", each, "tropical-wet").value for each in mix}
    mean = sum(rates[each] * tonnes for each, tonnes in mix.items()) / 1000.0
    together = emitted(site(until=2000, **mix), k_per_year=dict.fromkeys(mix, mean))
    assert apart[1] > 1.05 * together[1]
    assert apart[50] > 2.0 * together[50]


def test_a_tonne_is_a_tonne():
    """Gigagrams and per cents of a kilogram made errors of ten and a thousand."""
    once = emitted(site(until=2000, correction=1.0, food=1.0))
    assert 1000 * once[1] == pytest.approx(23.08, abs=0.005)
