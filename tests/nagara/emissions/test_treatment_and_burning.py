"""Gases of treatment and burning: hand calculations, retyped numbers, laws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nagara.emissions.biological_treatment import Basis, biological_gases
from nagara.emissions.black_carbon import black_carbon_t_co2e, open_burning_pollutants_t, pollutant_factors
from nagara.emissions.composting import compost_t, compost_yield, composting, composting_factors
from nagara.emissions.digestion import digestion, digestion_factors, made_t_ch4
from nagara.emissions.gases import Gases, add_up, warming_potentials
from nagara.emissions.incineration import incineration, incineration_factors
from nagara.emissions.material_carbon import material_carbon
from nagara.emissions.open_burning import (
    Methane,
    burned_t_wet,
    burnt_of_available,
    open_burning,
    open_burning_factors,
)
from nagara.errors import QuantityError, UnknownCodeError
from nagara.uncertainty.published_number import at_plug_in, drawn_from
from nagara.waste.material_map import MATERIALS

AR5, AR6 = warming_potentials("AR5"), warming_potentials("AR6")
CARBON = material_carbon(at_plug_in)
SOOT = pollutant_factors(at_plug_in)["black_carbon"]
NO_SOOT = np.zeros(1)
some_t = arrays(float, (11, 2), elements=st.floats(0.0, 1e6))

# IPCC 2006, Volume 5: 44/12 times dry matter, carbon and fossil share of Table 2.4, worked out by hand
# in kg of fossil CO2 per wet tonne: burned whole, and with 58 % and 71 % of the carbon oxidised.
FOSSIL_CO2_KG_PER_T = {
    "plastics": (2750, 1595, 1952),
    "rubber": (413, 239, 293),
    "textiles": (293, 170, 208),
    "nappies": (103, 60, 73),
    "other": (99, 57, 70),
    "paper": (15, 9, 11),
    "food": (0, 0, 0),
    "garden": (0, 0, 0),
    "wood": (0, 0, 0),
    "metal": (0, 0, 0),
    "glass": (0, 0, 0),
}


def one_tonne(material):
    return np.where(np.array(MATERIALS) == material, 1.0, 0.0)[:, None]


def test_a_tonne_of_compost_gives_176_kg():
    gases = composting(np.array([1.0]), composting_factors(at_plug_in))
    assert gases.waste_t_ch4 == pytest.approx(4e-3)
    assert gases.t_n2o == pytest.approx(0.24e-3)
    assert gases.t_co2e(AR5) * 1000 == pytest.approx(4 * 28 + 0.24 * 265)
    assert gases.t_co2e(AR5) * 1000 == pytest.approx(176, abs=0.5)
    assert gases.t_co2e(AR6) * 1000 == pytest.approx(174, abs=0.5)


def test_a_digested_tonne_gives_22_kg():
    gases = digestion(np.array([1.0]), digestion_factors(at_plug_in))
    assert gases.t_co2e(AR5) * 1000 == pytest.approx(22.4)
    assert gases.t_n2o == 0


def test_a_dry_tonne_has_factors_of_its_own():
    gases = composting(np.array([1.0]), composting_factors(at_plug_in, basis=Basis.DRY))
    assert gases.waste_t_ch4 == pytest.approx(10e-3)
    assert gases.t_n2o == pytest.approx(0.6e-3)


def test_older_tools_hold_the_first_printing():
    first = composting_factors(at_plug_in, printing="first")
    assert composting(np.array([1.0]), first).t_n2o == pytest.approx(0.3e-3)
    assert digestion(np.array([1.0]), digestion_factors(at_plug_in, printing="first")).waste_t_ch4 == pytest.approx(
        1e-3
    )
    with pytest.raises(UnknownCodeError, match="dry / first"):
        composting_factors(at_plug_in, basis=Basis.DRY, printing="first")


def test_no_more_methane_is_caught_than_escapes():
    factors = digestion_factors(at_plug_in)
    assert biological_gases(np.array([1000.0]), factors, 0.3).waste_t_ch4 == pytest.approx(0.5)
    with pytest.raises(QuantityError, match="more methane than"):
        biological_gases(np.array([1000.0]), factors, 0.9)


def test_products_of_treatment():
    assert compost_t(np.array([100.0]), compost_yield(at_plug_in)) == pytest.approx(15.3)
    assert made_t_ch4(np.array([1000.0]), np.array([65.0]), 0.717) == pytest.approx(46.605)


@pytest.mark.parametrize("material", MATERIALS)
def test_fossil_carbon_dioxide_per_tonne_of_material(material):
    whole = incineration(one_tonne(material), CARBON, incineration_factors(at_plug_in, "continuous-stoker"))
    of_2006 = open_burning(one_tonne(material), CARBON, open_burning_factors(at_plug_in, "2006"), NO_SOOT)
    of_2019 = open_burning(one_tonne(material), CARBON, open_burning_factors(at_plug_in, "2019"), NO_SOOT)
    found = tuple(float(gases.fossil_t_co2[0]) * 1000 for gases in (whole, of_2006, of_2019))
    assert found == pytest.approx(FOSSIL_CO2_KG_PER_T[material], abs=1.0)


def test_a_tonne_of_bottles_in_an_open_fire_gives_1952_kg():
    gases = open_burning(one_tonne("plastics"), CARBON, open_burning_factors(at_plug_in, "2019"), SOOT)
    assert float(gases.fossil_t_co2[0]) * 1000 == pytest.approx(0.75 * 0.71 * 44 / 12 * 1000)
    assert float(gases.fossil_t_co2[0]) * 1000 == pytest.approx(1952, abs=1)


def test_carbon_of_plants_is_a_memo_item():
    gases = incineration(one_tonne("food"), CARBON, incineration_factors(at_plug_in, "continuous-fluidised"))
    assert gases.biogenic_t_co2 == pytest.approx(0.4 * 0.38 * 44 / 12)
    assert gases.t_co2e(AR5) == pytest.approx(50e-6 * 265)


@pytest.mark.parametrize(
    ("technology", "ch4", "n2o"),
    [("continuous-stoker", 0.2, 50), ("semi-continuous-stoker", 6, 50), ("semi-continuous-fluidised", 188, 50)]
    + [("batch-stoker", 60, 60), ("batch-fluidised", 237, 60), ("continuous-fluidised", 0, 50)],
)
def test_furnaces_differ(technology, ch4, n2o):
    gases = incineration(one_tonne("paper") * 1e6, CARBON, incineration_factors(at_plug_in, technology))
    assert gases.waste_t_ch4 == pytest.approx(ch4)
    assert gases.t_n2o == pytest.approx(n2o)


def test_nitrous_oxide_of_open_fires_counts_dry_tonnes():
    gases = open_burning(one_tonne("food") * 1e6, CARBON, open_burning_factors(at_plug_in, "2019"), NO_SOOT)
    assert gases.t_n2o == pytest.approx(150 * 0.4)
    assert gases.waste_t_ch4 == pytest.approx(6500)


def test_methane_of_open_fires_can_be_the_measured_one():
    factors = open_burning_factors(at_plug_in, "2019", Methane.MEASURED)
    assert open_burning(one_tonne("food"), CARBON, factors, NO_SOOT).waste_t_ch4 * 1000 == pytest.approx(3.7)
    assert factors.oxidation_frac == 0.71


def test_three_fifths_of_what_is_set_alight_burns():
    share = burnt_of_available(at_plug_in, "2019")
    assert burned_t_wet(np.array([1000.0]), np.array([0.3]), share) == pytest.approx(180.0)
    with pytest.raises(QuantityError, match="set_alight_frac"):
        burned_t_wet(np.array([1000.0]), np.array([30.0]), share)


def test_black_carbon_stands_apart():
    gases = open_burning(one_tonne("food"), CARBON, open_burning_factors(at_plug_in, "2019"), SOOT)
    without = open_burning(one_tonne("food"), CARBON, open_burning_factors(at_plug_in, "2019"), NO_SOOT)
    assert gases.t_black_carbon * 1000 == pytest.approx(0.65)
    assert gases.t_co2e(AR5) == without.t_co2e(AR5)
    assert black_carbon_t_co2e(gases.t_black_carbon, at_plug_in) * 1000 == pytest.approx(585)
    assert black_carbon_t_co2e(gases.t_black_carbon, at_plug_in, 20) * 1000 == pytest.approx(2080)


def test_smoke_holds_more_than_gases():
    smoke = open_burning_pollutants_t(np.array([1000.0]), pollutant_factors(at_plug_in))
    # Akagi et al. 2011 and Wiedinmyer et al. 2014, g per kg of garbage
    retyped = {"pm2_5": 9.8, "organic_carbon": 5.27, "carbon_monoxide": 38, "sulphur_dioxide": 0.5, "benzene": 0.9}
    assert {name: float(smoke[name][0]) for name in retyped} == pytest.approx(retyped)


@given(some_t, st.floats(0.0, 100.0))
def test_burning_is_linear_and_never_negative(mass, times):
    factors = open_burning_factors(at_plug_in, "2019")
    once, more = open_burning(mass, CARBON, factors, SOOT), open_burning(mass * times, CARBON, factors, SOOT)
    for name, amount in once.by_gas().items():
        assert amount.min() >= 0
        assert more.by_gas()[name] == pytest.approx(amount * times, rel=1e-9, abs=1e-12)


@given(some_t, some_t)
def test_more_waste_never_gives_less_gas(mass, extra):
    factors = incineration_factors(at_plug_in, "batch-stoker")
    less, more = (incineration(each, CARBON, factors).t_co2e(AR5) for each in (mass, mass + extra))
    assert np.all(more >= less * (1 - 1e-12))


@given(some_t)
def test_no_more_carbon_leaves_than_came(mass):
    gases = incineration(mass, CARBON, incineration_factors(at_plug_in, "continuous-stoker"))
    fossil, biogenic = CARBON.carbon_t(mass)
    left = (gases.fossil_t_co2 + gases.biogenic_t_co2) * 12 / 44
    assert left == pytest.approx((fossil + biogenic).sum(axis=0), rel=1e-9)


@given(arrays(float, 5, elements=st.floats(0.0, 1e6)), st.floats(0.0, 100.0))
def test_treatment_is_linear(mass, times):
    factors = composting_factors(at_plug_in)
    once, more = composting(mass, factors).t_co2e(AR5), composting(mass * times, factors).t_co2e(AR5)
    assert more == pytest.approx(once * times, rel=1e-9, abs=1e-12)


def test_draws_stay_around_the_published_value_and_in_its_range():
    factors = composting_factors(drawn_from(1, 20_000))
    assert np.median(factors.ch4_kg_per_t) == pytest.approx(4.0, rel=0.05)
    low, high = np.quantile(factors.ch4_kg_per_t, [0.025, 0.975])
    assert low == pytest.approx(0.03, rel=0.3)
    assert high == pytest.approx(8.0, rel=0.1)


def test_the_same_number_has_the_same_draws_everywhere():
    one, other = (material_carbon(drawn_from(7, 9)) for _ in range(2))
    assert np.array_equal(one.fossil_of_carbon_frac, other.fossil_of_carbon_frac)


def test_gases_add_up_by_gas():
    parts = tuple(composting(np.array([mass]), composting_factors(at_plug_in)) for mass in (1.0, 2.0, 3.0))
    whole = composting(np.array([6.0]), composting_factors(at_plug_in))
    assert {name: float(mass[0]) for name, mass in add_up(parts).by_gas().items()} == pytest.approx(
        {name: float(mass[0]) for name, mass in whole.by_gas().items()}
    )


@pytest.mark.parametrize("wrong", [-1.0, np.nan])
def test_an_impossible_mass_of_gas_is_refused(wrong):
    with pytest.raises(QuantityError, match="waste_t_ch4"):
        Gases.of(waste_t_ch4=np.array([1.0, wrong]))


@pytest.mark.parametrize(
    ("edition", "horizon", "ch4", "n2o"),
    [
        ("AR4", 100, 25, 298),
        ("AR5", 100, 28, 265),
        ("AR6", 100, 27.0, 273),
        ("AR5", 20, 84, 264),
        ("AR6", 20, 79.7, 273),
    ],
)
def test_the_edition_of_the_warming_is_named(edition, horizon, ch4, n2o):
    potentials = warming_potentials(edition, horizon)
    assert (potentials.ch4_biogenic, potentials.n2o) == (ch4, n2o)
    assert Gases.of(waste_t_ch4=1.0, t_n2o=1.0).t_co2e(potentials) == pytest.approx(ch4 + n2o)


def test_an_unknown_edition_is_refused():
    with pytest.raises(UnknownCodeError, match="AR3"):
        warming_potentials("AR3")
