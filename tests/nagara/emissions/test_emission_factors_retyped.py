"""Published factors, typed a second time from the notes on the sources and not from the tables."""

from math import exp, log, sqrt

import pytest

from nagara.evidence import factor, table

# IPCC 2006, Volume 5, Table 2.4: dry matter of wet waste, total carbon of dry matter, fossil carbon of total carbon [%]
TABLE_2_4 = {
    "paper": (90, 46, 1),
    "textiles": (80, 50, 20),
    "food": (40, 38, 0),
    "wood": (85, 50, 0),
    "garden": (40, 49, 0),
    "nappies": (40, 70, 10),
    "rubber": (84, 67, 20),
    "plastics": (100, 75, 100),
    "metal": (100, 0, 0),
    "glass": (100, 0, 0),
    "other": (90, 3, 100),
}
# Table 4.1: value and range of methane and nitrous oxide [g/kg treated]
TABLE_4_1 = {
    ("composting", "ch4", "dry"): (10, 0.08, 20),
    ("composting", "ch4", "wet"): (4, 0.03, 8),
    ("composting", "n2o", "dry"): (0.6, 0.2, 1.6),
    ("composting", "n2o", "wet"): (0.24, 0.06, 0.6),
    ("digestion", "ch4", "dry"): (2, 0, 20),
    ("digestion", "ch4", "wet"): (0.8, 0, 8),
}
# Akagi et al. 2011 and Wiedinmyer et al. 2014: mean of garbage burning [g/kg]
SMOKE = {
    "black_carbon": 0.65,
    "organic_carbon": 5.27,
    "pm2_5": 9.8,
    "pm10": 11.9,
    "carbon_monoxide": 38,
    "carbon_dioxide": 1453,
    "nitrogen_oxides": 3.74,
    "sulphur_dioxide": 0.5,
    "ammonia": 1.12,
    "hydrogen_chloride": 3.61,
    "benzene": 0.9,
    "mercury": 0.00021,
}
# Their standard deviations over fires [g/kg], methane 3.7 (4.4)
SPREAD = {
    "black_carbon": 0.27,
    "organic_carbon": 4.89,
    "pm2_5": 5.7,
    "carbon_monoxide": 19,
    "carbon_dioxide": 69,
}
# Net credit of recycling, WARM v15 [t CO2e per metric tonne], as printed with two digits
CREDITS = {
    ("plastic_pet", "without"): 1.14,
    ("plastic_hdpe", "without"): 0.84,
    ("plastic_pp", "without"): 0.87,
    ("plastic_other_mixed", "without"): 1.02,
    ("paper_cardboard", "without"): 0.54,
    ("paper_cardboard", "with"): 3.91,
    ("glass", "without"): 0.30,
    ("metal", "without"): 4.61,
}


def lognormal_interval(mean, standard_deviation):
    """The middle 95 % of a lognormal with this mean and this standard deviation."""
    spread = sqrt(log(1 + (standard_deviation / mean) ** 2))
    median = mean * exp(-(spread**2) / 2)
    return median * exp(-1.96 * spread), median * exp(1.96 * spread)


@pytest.mark.parametrize("pollutant", SPREAD)
def test_measured_smoke_has_the_interval_of_its_mean_and_standard_deviation(pollutant):
    """The mean stood in the middle of the interval as if it were the median."""
    row = factor("open_burning_pollutants", pollutant)
    assert (row.low, row.high) == pytest.approx(lognormal_interval(SMOKE[pollutant], SPREAD[pollutant]), rel=0.005)


def test_measured_methane_of_fires_has_the_interval_of_its_mean_and_standard_deviation():
    row = factor("burning", "open-burning", "ch4", "measured", "wet")
    assert (row.low, row.high) == pytest.approx(lognormal_interval(3700, 4400), rel=0.005)


@pytest.mark.parametrize("material", TABLE_2_4)
def test_carbon_of_materials(material):
    quantities = ("dry_matter", "carbon_of_dry", "fossil_of_carbon")
    found = tuple(factor("material_carbon", material, quantity).value * 100 for quantity in quantities)
    assert found == pytest.approx(TABLE_2_4[material])


def test_no_material_is_left_out():
    assert {material for material, _ in table("material_carbon").factors} == set(TABLE_2_4)


@pytest.mark.parametrize("key", TABLE_4_1, ids=" ".join)
def test_factors_of_treatment(key):
    row = factor("biological_treatment", *key, "corrected")
    assert (row.value, row.low, row.high) == TABLE_4_1[key]


def test_smoke_of_open_fires():
    assert {name: row.value for (name,), row in table("open_burning_pollutants").factors.items()} == SMOKE


@pytest.mark.parametrize("key", CREDITS, ids=" ".join)
def test_credits_of_recycling(key):
    assert factor("avoided", *key).value == pytest.approx(CREDITS[key], abs=0.005)


@pytest.mark.parametrize(
    ("key", "value", "low", "high"),
    [
        (("open-burning", "oxidation", "2006", "wet"), 0.58, 0.58, 0.58),
        (("open-burning", "oxidation", "2019", "wet"), 0.71, 0.65, 0.77),
        (("open-burning", "ch4", "2019", "wet"), 6500, 0, 13000),
        (("open-burning", "burnt_of_available", "2019", "wet"), 0.6, 0.42, 0.78),
        (("continuous-stoker", "ch4", "2006", "wet"), 0.2, 0, 0.4),
    ],
)
def test_factors_of_burning(key, value, low, high):
    row = factor("burning", *key)
    assert (row.value, row.low, row.high) == (value, low, high)


@pytest.mark.parametrize(("fuel", "mj", "kg_per_tj"), [("diesel", 36.4, 74_100), ("lpg", 25.1, 63_100)])
def test_fuel(fuel, mj, kg_per_tj):
    assert factor("fuel", fuel, "energy").value == mj
    assert factor("fuel", fuel, "co2").value * 1e6 == pytest.approx(kg_per_tj)
