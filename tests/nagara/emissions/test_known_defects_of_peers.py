"""Defects that were found in other open programs, each as a test that holds here.

What belongs to the decay of landfills stands with the tests of landfills.
"""

import ast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from contracts.source_tree import modules
from nagara.emissions.avoided import recycling_credits
from nagara.emissions.city_inventory import city_inventory
from nagara.emissions.city_sources import CityWaste, Options, Plant, Uncollected
from nagara.emissions.composting import composting, composting_factors
from nagara.emissions.decay_parameters import default_parameters
from nagara.emissions.digestion import digestion, digestion_factors
from nagara.emissions.gases import warming_potentials
from nagara.emissions.incineration import incineration, incineration_factors
from nagara.emissions.material_carbon import material_carbon
from nagara.emissions.methane_commitment import methane_commitment
from nagara.emissions.open_burning import open_burning, open_burning_factors
from nagara.errors import DiversionError, FractionSumError, UnknownCodeError
from nagara.evidence import table
from nagara.uncertainty.published_number import at_plug_in, published
from nagara.waste.composition import normalised_shares
from nagara.waste.diversion import left_after
from nagara.waste.material_map import CATEGORIES, MATERIALS, to_ipcc

CARBON = material_carbon(at_plug_in)
NO_SOOT = np.zeros(1)
INERT = ("plastics", "metal", "glass", "rubber", "other")


def tonne_of(material):
    return np.where(np.array(MATERIALS) == material, 1.0, 0.0)[:, None]


# Traps of several programs


def test_a_thousand_tonnes_of_compost_give_4_t_of_methane_not_40():
    """One program multiplies by 0.01 where grams per kilogram ask for 0.001."""
    gases = composting(np.array([1000.0]), composting_factors(at_plug_in))
    assert gases.waste_t_ch4 == pytest.approx(4.0)
    assert digestion(np.array([1000.0]), digestion_factors(at_plug_in)).waste_t_ch4 == pytest.approx(0.8)


def test_nitrous_oxide_of_open_fires_is_150_g_per_dry_tonne_not_1500_and_not_100():
    """One program holds ten times as much, another 0.1 kg per wet tonne."""
    gases = open_burning(tonne_of("paper"), CARBON, open_burning_factors(at_plug_in, "2006"), NO_SOOT)
    assert gases.t_n2o * 1e6 == pytest.approx(150 * 0.9)


@pytest.mark.parametrize("material", INERT)
@pytest.mark.parametrize("edition", ["2006", "2019"])
def test_inert_waste_gives_no_methane_in_a_landfill(material, edition):
    """One program gives plastic, metal, glass and the rest a tenth of carbon that rots."""
    at = MATERIALS.index(material)
    assert default_parameters(edition, "tropical-wet").potential_t_ch4_per_t[at] == 0


def test_textiles_hold_24_percent_of_degradable_carbon():
    """One program has 20 per cent."""
    assert default_parameters("2006", "tropical-wet").doc_frac[MATERIALS.index("textiles")] == 0.24


def test_compost_gives_nitrous_oxide_too():
    """One program leaves it out: a third of the warming of compost."""
    gases = composting(np.array([1000.0]), composting_factors(at_plug_in))
    part = 265 * gases.t_n2o / gases.t_co2e(warming_potentials("AR5"))
    assert part == pytest.approx(63.6 / 175.6)


def test_materials_do_not_share_one_bulk_carbon():
    """One program has a single degradable carbon of 0.17 for all."""
    whole = default_parameters("2006", "tropical-wet").potential_t_ch4_per_t[:, 0] * 1000
    found = dict(zip(MATERIALS, whole.tolist(), strict=True))
    retyped = {"food": 50.0, "garden": 66.7, "paper": 133.3, "textiles": 80.0, "wood": 143.3}
    assert {name: found[name] for name in retyped} == pytest.approx(retyped, abs=0.05)


def test_the_commitment_is_not_called_decay():
    """One program writes the whole potential down in the month of deposition and calls it decay."""
    committed = methane_commitment(tonne_of("food"), np.ones(1), default_parameters("2019", "tropical-wet"))
    assert committed.emitted_t_ch4 * 1000 == pytest.approx(70.0)


def test_the_emission_of_recycling_is_not_its_credit():
    """One program credits aluminium with what its recycling gives off."""
    assert published("avoided", "metal", "without").high > 10 > 0.59
    assert all(credit[0] > 0 for credit in recycling_credits(at_plug_in).values())


# Defects of one program, by the number of the list that was kept of them


PUBLISHED = table("published_city").factors
CITIES = sorted({key[:3] for key in PUBLISHED})


@pytest.mark.parametrize("city", CITIES, ids=lambda city: city[0])
def test_1_and_2_every_published_asean_city_gets_an_answer_with_all_its_plastic(city):
    """Its default path crashed for ten of eleven ASEAN states, and elsewhere lost the plastic."""
    rows = (PUBLISHED.get((*city, "household", category)) for category in CATEGORIES)
    shares = np.array([row.value if row else 0.0 for row in rows])
    tonnes = PUBLISHED[(*city, "inputs", "msw_generated_t_per_day")].value * 365 * shares / shares.sum()
    mass = to_ipcc(tonnes[:, None])
    plastics = mass[MATERIALS.index("plastics"), 0]
    assert mass.sum() == pytest.approx(tonnes.sum(), rel=1e-12)
    assert plastics >= tonnes[CATEGORIES.index("plastic_film")] + tonnes[CATEGORIES.index("plastic_dense")] > 0
    waste = CityWaste(uncollected=Uncollected(mass_t_wet=mass * 0.1, set_alight_frac=np.array([0.2])))
    found = city_inventory(waste, at_plug_in, Options(potentials=warming_potentials("AR5"), edition="2019"))
    assert found.inventory.basic_t_co2e > plastics * 0.1 * 0.2 * 0.6 * 1.9


def test_2_plastic_is_never_lost_between_two_spellings():
    """A column was called plastics and a field plastic, so the share became zero without a word."""
    mass = np.zeros(12)
    mass[[CATEGORIES.index("plastic_film"), CATEGORIES.index("plastic_dense")]] = 3.0, 4.0
    assert to_ipcc(mass)[MATERIALS.index("plastics")] == 7.0
    with pytest.raises(UnknownCodeError, match="plastics"):
        published("material_carbon", "plastic", "dry_matter")


def test_4_compost_gives_120_t_of_methane_where_7_were_said():
    """Tonnes of methane were taken for tonnes of carbon dioxide equivalent: 16 times too low."""
    gases = composting(np.array([30_000.0]), composting_factors(at_plug_in))
    assert gases.waste_t_ch4 == pytest.approx(120.0)
    assert gases.waste_t_ch4 / 7.4 > 16


@given(arrays(float, 30, elements=st.floats(0.0, 1e5)), st.integers(1, 29), st.floats(0.0, 3.0))
def test_5_a_change_from_a_year_on_leaves_the_past_alone(by_year, from_year, times):
    """A scenario equal to the baseline rewrote the year 2000."""
    changed = by_year.copy()
    changed[from_year:] *= times
    factors = composting_factors(at_plug_in)
    before, after = (composting(each, factors).waste_t_ch4 for each in (by_year, changed))
    assert np.array_equal(before[:from_year], after[:from_year])
    assert np.array_equal(composting(by_year.copy(), factors).waste_t_ch4, before)


def test_6_nine_tenths_to_compost_are_refused_where_half_can_rot():
    """It accepted 90 % compost, a net mass of minus 121,220 t and a landfill methane of minus 641 t."""
    there = np.array([[50_000.0], [50_000.0]])
    with pytest.raises(DiversionError, match=r"90,000 t of food are taken, but only 50,000 t are there") as caught:
        left_after(there, {"composting": np.array([[90_000.0], [0.0]])}, ("food", "other"))
    assert caught.value.asked_t - caught.value.there_t == 40_000.0


def test_7_a_composition_of_130_percent_is_refused():
    """It printed a line and went on with a rate of zero."""
    with pytest.raises(FractionSumError, match=r"1\.3"):
        normalised_shares({"food": 0.8, "paper": 0.5}, what="household waste")


@given(arrays(float, 12, elements=st.floats(0.001, 1.0)))
def test_7_every_valid_composition_burns_to_something(shares):
    """Thirty valid compositions hit empty cells of a table and gave nothing."""
    mass = to_ipcc((shares / shares.sum())[:, None] * 1000.0)
    gases = incineration(mass, CARBON, incineration_factors(at_plug_in, "continuous-stoker"))
    assert gases.fossil_t_co2 > 0
    assert gases.t_n2o == pytest.approx(0.05)


@pytest.mark.parametrize("years", [1, 2, 200])
def test_9_one_city_and_any_years_will_do(years):
    """One city in the table was an error, and the years 1960 to 2073 were written into the code."""
    plant = Plant(name="Heap", kind="composting", mass_t_wet=np.ones((11, years)))
    found = city_inventory(
        CityWaste(plants=(plant,)), at_plug_in, Options(potentials=warming_potentials("AR6"), edition="2019")
    )
    assert found.inventory.t_co2e("III.2.1").shape == (years,)


def test_11_nothing_is_swallowed():
    """Bare excepts hid errors of data."""
    rooms = [module for module in modules() if module.floor in {"emissions", "waste"}]
    bare = [
        module.name
        for module in rooms
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
    ]
    assert rooms
    assert not bare
