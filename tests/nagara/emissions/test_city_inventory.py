"""A whole city: every source on its line, nothing lost, nothing counted twice, gaps said."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nagara.emissions.city_inventory import city_inventory
from nagara.emissions.city_sources import CityWaste, DisposalSource, EnergyAmount, Options, Plant, Uncollected
from nagara.emissions.gases import warming_potentials
from nagara.emissions.gpc import LandfillMethod
from nagara.emissions.open_burning import Methane
from nagara.errors import ComparisonRefusedError, QuantityError
from nagara.uncertainty.published_number import at_plug_in, drawn_from
from nagara.waste.material_map import MATERIALS
from nagara.waste.records import Notation

AR5 = Options(potentials=warming_potentials("AR5"), edition="2019")
DECAY, COMMITMENT = LandfillMethod.FIRST_ORDER_DECAY, LandfillMethod.METHANE_COMMITMENT


def mass(**tonnes):
    return np.array([[float(tonnes.get(material, 0.0))] for material in MATERIALS])


def tonnes(value):
    return np.array([float(value)])


LANDFILL = DisposalSource(name="Hill", emitted_t_ch4=tonnes(100), method=DECAY, burns_not=Notation.NOT_OCCURRING)
INVENTED = CityWaste(
    sites=(LANDFILL,),
    plants=(
        Plant(name="Heap", kind="composting", mass_t_wet=mass(food=800, garden=200)),
        Plant(name="Tank", kind="digestion", mass_t_wet=mass(food=1000), sold_kwh=tonnes(50_000)),
        Plant(name="Furnace", kind="incineration-with-energy", mass_t_wet=mass(plastics=100, food=400)),
    ),
    uncollected=Uncollected(
        mass_t_wet=mass(food=500, plastics=100), set_alight_frac=tonnes(0.5), left_lying=Notation.INCLUDED_ELSEWHERE
    ),
    energy=(
        EnergyAmount(use="collection", carrier="diesel", amount=tonnes(100_000)),
        EnergyAmount(use="recovery", carrier="electricity", amount=tonnes(1e6), grid_kg_co2e_per_kwh=0.6),
    ),
    recycled_t={"metal": tonnes(10), "plastic_eps": tonnes(1)},
    grid_kg_co2e_per_kwh=0.6,
)


def line(found, code):
    value = found.inventory.t_co2e(code)
    return None if value is None else float(value[0])


def test_every_line_by_hand():
    found = city_inventory(INVENTED, at_plug_in, AR5)
    assert line(found, "III.1.1") == pytest.approx(100 * 28)
    assert line(found, "III.2.1") == pytest.approx(1000 * (0.004 * 28 + 0.00024 * 265) + 1000 * 0.0008 * 28)
    assert line(found, "I.4.4") == pytest.approx(100 * 2.75 + 500 * (0.2e-6 * 28 + 50e-6 * 265))
    burned_food, burned_plastics = 500 * 0.5 * 0.6, 100 * 0.5 * 0.6
    dry = burned_food * 0.4 + burned_plastics
    methane = (burned_food + burned_plastics) * 6.5e-3
    assert line(found, "III.3.1") == pytest.approx(burned_plastics * 2.75 * 0.71 + methane * 28 + dry * 150e-6 * 265)
    assert line(found, "II.1.1") == pytest.approx(100_000 * 36.4e-3 * (0.0741 + 3.9e-6 * 28 + 3.9e-6 * 265))
    assert line(found, "I.2.2") == pytest.approx(600.0)
    assert found.burned_in_the_open_t_wet == pytest.approx(burned_food + burned_plastics)


def test_what_stands_beside_the_inventory():
    found = city_inventory(INVENTED, at_plug_in, AR5)
    soot = 180 * 0.65e-3 + 100_000 * 36.4e-3 * 2.34e-5
    assert found.t_black_carbon == pytest.approx(soot)
    assert found.black_carbon_t_co2e == pytest.approx(soot * 900)
    assert found.smoke_t["pm2_5"] == pytest.approx(180 * 9.8e-3)
    assert found.avoided.recycling.total_t_co2e == pytest.approx(46.08)
    assert found.avoided.electricity_t_co2e == pytest.approx(30.0)
    assert found.avoided.compost_t_co2e == pytest.approx(1000 * 0.153 * 21.3e-3, rel=0.01)
    without = city_inventory(replace(INVENTED, recycled_t={}), at_plug_in, AR5)
    assert without.inventory.everything_t_co2e == found.inventory.everything_t_co2e
    assert [doubt.code for doubt in found.findings] == ["recovered-without-credit"]


def test_waste_from_outside_has_a_line_of_its_own():
    shared = replace(LANDFILL, own_frac=tonnes(0.7))
    found = city_inventory(CityWaste(sites=(shared,)), at_plug_in, AR5)
    assert line(found, "III.1.1") == pytest.approx(70 * 28)
    assert line(found, "III.1.3") == pytest.approx(30 * 28)
    assert found.inventory.basic_t_co2e == pytest.approx(70 * 28)
    assert found.inventory.territorial_t_co2e == pytest.approx(100 * 28)


def test_a_fire_on_a_shared_site_burns_the_waste_of_both():
    """All of it stood on the line of the city's own waste, and so in the BASIC total."""
    shared = replace(LANDFILL, own_frac=tonnes(0.7), burned_t_wet=mass(plastics=10))
    found = city_inventory(CityWaste(sites=(shared,)), at_plug_in, AR5)
    whole = 10 * (2.75 * 0.71 + 6.5e-3 * 28 + 150e-6 * 265)
    assert line(found, "III.3.1") == pytest.approx(0.7 * whole)
    assert line(found, "III.3.3") == pytest.approx(0.3 * whole)
    assert found.inventory.territorial_t_co2e == pytest.approx(100 * 28 + whole)
    assert found.t_black_carbon == pytest.approx(10 * 0.65e-3)


def test_a_site_outside_counts_with_the_citys_part_alone():
    far = replace(LANDFILL, own_frac=tonnes(0.7), is_outside=True)
    found = city_inventory(CityWaste(sites=(far,)), at_plug_in, AR5)
    assert line(found, "III.1.2") == pytest.approx(70 * 28)
    assert line(found, "III.1.3") is None
    assert found.inventory.territorial_t_co2e is None


def test_a_furnace_without_energy_stands_under_waste():
    plant = Plant(name="F", kind="incineration-without-energy", mass_t_wet=mass(plastics=10), is_outside=True)
    found = city_inventory(CityWaste(plants=(plant,)), at_plug_in, AR5)
    assert line(found, "III.3.2") > 27.5
    sold = city_inventory(CityWaste(plants=(replace(plant, kind="incineration-with-energy"),)), at_plug_in, AR5)
    assert line(sold, "III.3.2") is None
    assert line(sold, "I.4.4-outside") == line(found, "III.3.2")


def test_fires_that_nobody_looked_for_are_a_gap_and_not_zero():
    unseen = replace(INVENTED.uncollected, set_alight_frac=None, left_lying=Notation.NOT_ESTIMATED)
    found = city_inventory(CityWaste(uncollected=unseen), at_plug_in, AR5)
    assert line(found, "III.3.1") is None
    assert {"III.3.1", "III.1.1"} <= set(found.inventory.incomplete)
    assert [doubt.code for doubt in found.findings] == ["left-lying-not-reckoned", "open-burning-not-observed"]


def test_no_fire_is_not_the_same_as_no_look():
    none = replace(INVENTED.uncollected, set_alight_frac=tonnes(0.0))
    found = city_inventory(CityWaste(uncollected=none), at_plug_in, AR5)
    assert line(found, "III.3.1") == 0.0
    assert "III.3.1" not in found.inventory.incomplete


def test_electricity_without_a_grid_is_a_gap():
    used = EnergyAmount(use="disposal", carrier="electricity", amount=tonnes(1000))
    found = city_inventory(CityWaste(energy=(used,)), at_plug_in, AR5)
    assert line(found, "I.2.2") is None
    assert [doubt.code for doubt in found.findings] == ["grid-factor-missing"]
    sold = city_inventory(replace(INVENTED, grid_kg_co2e_per_kwh=None), at_plug_in, AR5)
    assert sold.avoided.electricity_t_co2e is None
    assert "electricity-sold-without-grid-factor" in {doubt.code for doubt in sold.findings}


def test_fuel_that_is_confidential_stays_so():
    used = EnergyAmount(use="transfer", carrier="diesel", amount=None, notation=Notation.CONFIDENTIAL)
    found = city_inventory(CityWaste(energy=(used,)), at_plug_in, AR5)
    assert found.inventory.lines["II.1.1"].notation is Notation.CONFIDENTIAL


def test_a_plant_without_factors_is_named():
    plant = Plant(name="Mixed hall", kind="mechanical-biological", mass_t_wet=mass(food=10))
    found = city_inventory(CityWaste(plants=(plant,)), at_plug_in, AR5)
    assert line(found, "III.2.1") is None
    assert "Mixed hall" in found.findings[0].sentence


def test_one_inventory_counts_disposal_in_one_way():
    other = replace(LANDFILL, name="Valley", method=COMMITMENT)
    with pytest.raises(ComparisonRefusedError, match="methane-commitment"):
        city_inventory(CityWaste(sites=(LANDFILL, other)), at_plug_in, AR5)


def test_a_site_that_was_not_worked_out_is_a_gap():
    site = replace(LANDFILL, emitted_t_ch4=None)
    found = city_inventory(CityWaste(sites=(site, replace(LANDFILL, name="Valley"))), at_plug_in, AR5)
    assert line(found, "III.1.1") == pytest.approx(2800)
    assert "III.1.1" in found.inventory.incomplete


def test_waste_that_burned_on_a_site_was_seen_burning():
    site = replace(LANDFILL, burned_t_wet=mass(plastics=10))
    found = city_inventory(CityWaste(sites=(site,)), at_plug_in, AR5)
    assert float(found.inventory.lines["III.3.1"].gases.fossil_t_co2[0]) == pytest.approx(10 * 2.75 * 0.71)


def test_choices_of_method_change_what_they_say():
    found = {
        name: city_inventory(INVENTED, at_plug_in, replace(AR5, **change))
        for name, change in {
            "default": {},
            "2006": {"edition": "2006"},
            "measured": {"methane": Methane.MEASURED},
            "counted": {"burnt_of_available_frac": 1.0},
        }.items()
    }
    fire = {name: line(each, "III.3.1") for name, each in found.items()}
    assert fire["2006"] < fire["default"]
    assert fire["measured"] < fire["default"]
    assert fire["counted"] == pytest.approx(fire["default"] / 0.6)
    assert len({line(each, "III.2.1") for each in found.values()}) == 1


@given(st.floats(0.0, 50.0))
def test_the_whole_is_linear_in_waste(times):
    more = replace(
        INVENTED,
        plants=tuple(replace(plant, mass_t_wet=plant.mass_t_wet * times) for plant in INVENTED.plants),
        uncollected=replace(INVENTED.uncollected, mass_t_wet=INVENTED.uncollected.mass_t_wet * times),
    )
    once, now = (city_inventory(each, at_plug_in, AR5) for each in (INVENTED, more))
    for code in ("III.2.1", "III.3.1", "I.4.4"):
        assert line(now, code) == pytest.approx(times * line(once, code), rel=1e-9)


def test_draws_keep_their_number_and_surround_the_plug_in_value():
    waste = replace(
        INVENTED, sites=(replace(LANDFILL, emitted_t_ch4=np.random.default_rng(1).gamma(100.0, 1.0, 2000)),)
    )
    drawn = city_inventory(waste, drawn_from(1, 2000), AR5).inventory
    plain = city_inventory(INVENTED, at_plug_in, AR5).inventory
    for code in ("III.1.1", "III.2.1", "III.3.1", "I.4.4", "II.1.1"):
        low, high = np.quantile(drawn.t_co2e(code), [0.025, 0.975])
        assert drawn.t_co2e(code).shape == (2000,)
        assert low < plain.t_co2e(code)[0] < high


def test_masses_of_the_wrong_shape_or_sign_are_refused():
    with pytest.raises(QuantityError, match="in this order: food, garden"):
        Plant(name="X", kind="composting", mass_t_wet=np.ones((12, 1)))
    with pytest.raises(QuantityError, match="negative"):
        Uncollected(mass_t_wet=mass(food=-1.0), set_alight_frac=None)
    with pytest.raises(QuantityError, match="own_frac"):
        replace(LANDFILL, own_frac=70.0)
