"""Fuel, electricity, and what is avoided elsewhere."""

import numpy as np
import pytest

from nagara.emissions.avoided import (
    ForestCarbon,
    avoided_by_compost_t_co2e,
    avoided_by_electricity_t_co2e,
    avoided_by_recycling,
    recycling_credits,
)
from nagara.emissions.electricity import (
    electricity_gases,
    electricity_of_methane_kwh,
    electricity_of_waste_kwh,
    energy_number,
)
from nagara.emissions.gases import warming_potentials
from nagara.emissions.transport import (
    FUELS,
    fuel_factors,
    fuel_gases,
    haul_litres,
    transport_default,
    trip_litres,
)
from nagara.evidence import codelist, table
from nagara.uncertainty.published_number import at_plug_in, drawn_from

AR6 = warming_potentials("AR6")
ONE = np.array([1.0])


@pytest.mark.parametrize(("fuel", "kg"), [("diesel", 2.70), ("petrol", 2.467), ("lpg", 1.584), ("cng", 2.693)])
def test_carbon_dioxide_of_a_litre(fuel, kg):
    assert fuel_gases(ONE, fuel_factors(at_plug_in, fuel)).fossil_t_co2 * 1000 == pytest.approx(kg, abs=0.005)


def test_methane_of_fuel_is_fossil():
    gases = fuel_gases(ONE * 1e6, fuel_factors(at_plug_in, "diesel"))
    assert gases.fuel_t_ch4 == pytest.approx(36.4 * 3.9e-6 * 1e6 / 1000)
    assert gases.waste_t_ch4 == 0
    expected = 36.4e6 * (0.0741 + 3.9e-6 * 29.8 + 3.9e-6 * 273) / 1000
    assert gases.t_co2e(AR6) == pytest.approx(expected)
    assert gases.t_black_carbon == pytest.approx(36.4 * 2.34e-5 * 1e6 / 1000)


def test_every_fuel_of_the_form_is_known():
    assert set(FUELS) == {"diesel", "petrol", "lpg", "cng"}


def test_litres_from_tonnes_and_kilometres():
    per_t_km = transport_default(at_plug_in, "haul_diesel")
    assert haul_litres(np.array([1000.0]), 20.0, per_t_km) == pytest.approx(620.0)
    assert trip_litres(np.array([1000.0]), 20.0, 5.0, 0.35) == pytest.approx(1000 / 5 * 20 * 2 * 0.35)
    assert trip_litres(np.array([1000.0]), 20.0, 5.0, 0.35, empty_return_frac=0.0) == pytest.approx(1400.0)


def test_electricity_of_gas_and_of_heat():
    energy, engine = (energy_number(at_plug_in, name) for name in ("methane_energy", "engine_efficiency"))
    assert electricity_of_methane_kwh(ONE, energy, engine) == pytest.approx(1000 * 50 * 0.33 / 3.6)
    # 10 MJ/kg at an efficiency of 0.25 is 0.69 MWh per tonne
    assert electricity_of_waste_kwh(ONE, np.array([10.0]), np.array([0.25])) == pytest.approx(694, abs=1)


def test_a_grid_is_named_by_the_city():
    assert electricity_gases(np.array([1e6]), 0.6).t_co2e(AR6) == pytest.approx(600.0)
    assert avoided_by_electricity_t_co2e(np.array([1e6]), 0.6) == pytest.approx(600.0)


def test_paper_saves_little_without_foreign_forests():
    paper = {"paper_cardboard": ONE * 100}
    without = avoided_by_recycling(paper, recycling_credits(at_plug_in))
    with_forests = avoided_by_recycling(paper, recycling_credits(at_plug_in, ForestCarbon.WITH), ForestCarbon.WITH)
    assert without.total_t_co2e == pytest.approx(54.0)
    assert with_forests.total_t_co2e == pytest.approx(390.83)
    assert without.forest_carbon is ForestCarbon.WITHOUT


def test_only_paper_has_forests():
    without, with_forests = (recycling_credits(at_plug_in, each) for each in ForestCarbon)
    assert {name for name in without if without[name] != with_forests[name]} == {"paper_cardboard"}


def test_credits_retyped_from_the_matrices():
    credits = {name: float(value[0]) for name, value in recycling_credits(at_plug_in).items()}
    retyped = {"plastic_pet": 1.14, "plastic_hdpe": 0.84, "plastic_pp": 0.87, "glass": 0.30, "metal": 4.61}
    assert {name: credits[name] for name in retyped} == pytest.approx(retyped, abs=0.006)


def test_what_has_no_credit_is_named_and_is_not_zero():
    found = avoided_by_recycling({"plastic_eps": ONE, "glass": ONE}, recycling_credits(at_plug_in))
    assert found.without_credit == ("plastic_eps",)
    assert "plastic_eps" not in found.t_co2e


def test_credits_stand_for_materials_of_the_form():
    assert {material for material, _ in table("avoided").factors} <= set(codelist("recovered_material").codes)


def test_a_tonne_of_compost_spares_21_kg():
    spared = avoided_by_compost_t_co2e(ONE, at_plug_in)
    assert spared * 1000 == pytest.approx(7.1 * 2.404 + 4.1 * 0.448 + 5.4 * 0.443)
    assert spared * 1000 == pytest.approx(21, abs=0.5)


def test_a_credit_is_drawn_with_its_doubt():
    credits = recycling_credits(drawn_from(3, 5000))
    assert np.quantile(credits["metal"], [0.025, 0.975]) == pytest.approx([2.02, 10.06], rel=0.08)
