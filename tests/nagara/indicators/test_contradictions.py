"""A slip beyond rounding is always found; rounding alone never is one."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nagara.evidence import codelist
from nagara.exchange.published.cities import read_published
from nagara.indicators.contradictions import contradictions
from nagara.indicators.printed import Printed
from nagara.indicators.published.cities_table import published_table
from nagara.indicators.published.shares import PublishedCity

GOLDEN = Path(__file__).parents[2] / "golden" / "published"
SLIPS = tomllib.loads((GOLDEN / "case.toml").read_text("utf-8"))["slips"]
CITIES = {city.city: city for city in (*published_table(), *read_published(GOLDEN / "cities.json"))}
CLEAN = sorted(set(CITIES) - set(SLIPS))


def codes(city):
    return {finding.code for finding in contradictions(city)}


@pytest.mark.parametrize("name", SLIPS)
def test_known_slips_are_reported(name):
    assert set(SLIPS[name]) <= codes(CITIES[name])


@pytest.mark.parametrize("name", CLEAN)
def test_rounding_is_not_reported(name):
    assert contradictions(CITIES[name]) == ()


@pytest.mark.parametrize("name", sorted(CITIES))
def test_the_name_of_a_city_decides_nothing(name):
    renamed = replace(CITIES[name], city="Exampleville", iso3="XXX", year=None)
    assert contradictions(renamed) == contradictions(CITIES[name])


def test_a_finding_says_the_numbers_that_disagree():
    (finding,) = contradictions(CITIES["Mangalore"])
    assert finding.sentence == "Disposal is printed as 57% of the waste, but 264.6 t/day of 405 t/day are 65.3%."


def test_nothing_published_contradicts_nothing():
    assert contradictions(PublishedCity(city="Exampleville", iso3="XXX")) == ()


@st.composite
def consistent(draw):
    """A city whose figures follow from each other, each printed as publishers do."""
    household = draw(st.floats(20.0, 5000.0))
    generated = household / draw(st.floats(0.25, 0.9))
    gross = draw(st.floats(0.0, 0.4)) * generated
    rejects = draw(st.sampled_from((0.0, 0.03, 0.05, 0.1, 0.2)))
    net = gross * (1.0 - rejects)
    disposal = draw(st.floats(0.05, 0.95)) * (generated - net)
    population = round(household / draw(st.floats(2e-4, 8e-4)))
    recovered_controlled = draw(st.floats(0.0, 1.0)) * net
    disposal_controlled = draw(st.floats(0.0, 1.0)) * disposal
    energy = draw(st.floats(0.0, 0.9)) * net
    weights = draw(st.lists(st.floats(0.0, 1.0), min_size=12, max_size=12).filter(lambda each: sum(each) > 1.0))
    shares = [weight / sum(weights) for weight in weights]
    materials = draw(st.lists(st.floats(0.05, 1.0), min_size=2, max_size=13))
    pieces = [gross * material / sum(materials) for material in materials]
    whole, cents, ten_thousandths = 0, 2, 4

    def printed(places, value):
        return Printed.to(places, round(value, places))

    return PublishedCity(
        city="Exampleville",
        iso3="XXX",
        inputs={
            "population_persons": Printed.to(0, population),
            "msw_generated_t_per_day": printed(whole, generated),
            "household_t_per_day": printed(whole, household),
            "non_household_t_per_day": printed(whole, generated - household),
            "recovered_gross_t_per_day": printed(cents, gross),
            "reject_frac": Printed.exactly(rejects),
            "recovered_net_t_per_day": printed(cents, net),
            "recovered_controlled_t_per_day": printed(whole, recovered_controlled),
            "disposal_t_per_day": printed(whole, disposal),
            "disposal_unrounded_t_per_day": printed(cents, disposal),
            "disposal_controlled_t_per_day": printed(whole, disposal_controlled),
            "waste_to_energy_t_per_day": printed(whole, energy),
        },
        published={
            "msw_generated_kg_per_cap_day": printed(cents, 1000.0 * generated / population),
            "household_food_waste_kg_per_cap_day": printed(cents, 1000.0 * household / population * shares[0]),
            "msw_collected_frac": printed(cents, (net + disposal) / generated),
            "msw_collected_unrounded_frac": printed(cents, (net + disposal) / round(generated)),
            "disposal_frac": printed(cents, disposal / generated),
            "disposal_controlled_frac": printed(cents, disposal_controlled / disposal),
            "sdg_11_6_1_frac": printed(cents, (recovered_controlled + disposal_controlled) / generated),
            "recovery_frac": printed(cents, net / generated),
            "recycling_frac": printed(cents, (net - energy) / generated),
        },
        compositions={
            "household": {
                "kitchen_canteen" if index == 0 else f"category {index}": printed(ten_thousandths, share)
                for index, share in enumerate(shares)
            }
        },
        materials={f"material {index}": printed(cents, piece) for index, piece in enumerate(pieces)},
    )


@given(consistent())
def test_printing_alone_never_contradicts(city):
    single = {"published-composition-single"}
    assert codes(city) - single == set()


SLIPPING_SHARES = {
    "msw_collected_frac": "published-collected-mismatch",
    "msw_collected_unrounded_frac": "published-collected-unrounded-mismatch",
    "disposal_frac": "published-disposal-mismatch",
    "sdg_11_6_1_frac": "published-sdg-11-6-1-mismatch",
    "recovery_frac": "published-recovery-mismatch",
    "recycling_frac": "published-recycling-mismatch",
}


@pytest.mark.parametrize("share", SLIPPING_SHARES)
@given(city=consistent(), slip=st.floats(0.12, 0.5), up=st.booleans())
def test_a_slip_in_a_share_is_found(share, city, slip, up):
    value = city.published[share].value + (slip if up else -slip)
    slipped = replace(city, published={**city.published, share: Printed.to(2, value)})
    assert SLIPPING_SHARES[share] in codes(slipped)


@given(consistent(), st.floats(1.2, 3.0))
def test_a_slip_in_an_amount_is_found(city, factor):
    old = city.inputs["msw_generated_t_per_day"].value
    slipped = replace(city, inputs={**city.inputs, "msw_generated_t_per_day": Printed.to(0, round(factor * old) + 3)})
    assert "published-total-mismatch" in codes(slipped)


def example(**changes):
    """A small consistent city with some figures replaced."""
    inputs = {
        "population_persons": Printed.to(0, 100_000),
        "msw_generated_t_per_day": Printed.to(0, 60),
        "household_t_per_day": Printed.to(0, 40),
        "non_household_t_per_day": Printed.to(0, 20),
        "recovered_gross_t_per_day": Printed.to(1, 6.5),
        "reject_frac": Printed.exactly(0.1),
        "recovered_net_t_per_day": Printed.to(2, 5.85),
        "recovered_controlled_t_per_day": Printed.to(1, 2.4),
        "disposal_t_per_day": Printed.to(0, 40),
        "disposal_unrounded_t_per_day": Printed.to(2, 40.2),
        "disposal_controlled_t_per_day": Printed.to(0, 30),
        "waste_to_energy_t_per_day": Printed.exactly(0.0),
    }
    published = {
        "msw_generated_kg_per_cap_day": Printed.to(2, 0.6),
        "household_food_waste_kg_per_cap_day": Printed.to(2, 0.2),
        "disposal_controlled_frac": Printed.to(2, 0.75),
        "msw_collected_frac": Printed.to(2, 0.77),
        "msw_collected_unrounded_frac": Printed.to(2, 0.7675),
        "sdg_11_6_1_frac": Printed.to(2, 0.54),
        "recovery_frac": Printed.to(2, 0.10),
        "recycling_frac": Printed.to(2, 0.10),
    }
    compositions = {
        "household": {"kitchen_canteen": Printed.to(2, 0.5), "other": Printed.to(2, 0.5)},
        "disposal": {"kitchen_canteen": Printed.to(2, 0.4), "other": Printed.to(2, 0.6)},
    }
    return PublishedCity(
        city="Exampleville",
        iso3="XXX",
        inputs={name: changes.get(name, figure) for name, figure in inputs.items()},
        published={name: changes.get(name, figure) for name, figure in published.items()},
        compositions=changes.get("compositions", compositions),
        materials=changes.get("materials", {"glass": Printed.to(1, 2.5), "organic": Printed.to(1, 4.0)}),
    )


def test_the_example_is_consistent():
    assert contradictions(example()) == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"msw_collected_unrounded_frac": Printed.to(2, 0.83)}, "published-collected-twice"),
        ({"disposal_controlled_frac": Printed.to(2, 0.6)}, "published-disposal-controlled-mismatch"),
        ({"msw_generated_kg_per_cap_day": Printed.to(2, 0.66)}, "published-per-capita-mismatch"),
        ({"household_food_waste_kg_per_cap_day": Printed.to(2, 0.3)}, "published-food-waste-mismatch"),
        ({"recovered_net_t_per_day": Printed.to(2, 5.2)}, "published-rejects-mismatch"),
        ({"materials": {"glass": Printed.to(1, 2.5), "organic": Printed.to(1, 3.0)}}, "published-materials-mismatch"),
        ({"disposal_t_per_day": Printed.to(0, 43)}, "published-said-twice"),
        ({"disposal_controlled_t_per_day": Printed.to(0, 44)}, "published-part-exceeds-whole"),
        ({"recovered_controlled_t_per_day": Printed.to(1, 7.0)}, "published-part-exceeds-whole"),
        ({"waste_to_energy_t_per_day": Printed.to(1, 9.0)}, "published-part-exceeds-whole"),
        ({"recycling_frac": Printed.to(2, 0.15)}, "published-part-exceeds-whole"),
        (
            {"disposal_t_per_day": Printed.to(0, 58), "disposal_unrounded_t_per_day": Printed.to(2, 58.2)},
            "published-more-than-generated",
        ),
        ({"msw_collected_frac": Printed.to(2, 1.07)}, "published-share-above-one"),
        ({"recycling_frac": Printed.to(2, -0.05)}, "published-share-below-zero"),
        ({"compositions": {"disposal": None}}, "published-composition-missing"),
        ({"compositions": {"disposal": {"other": Printed.to(2, 0.0)}}}, "published-composition-missing"),
        ({"compositions": {"disposal": {"other": Printed.to(2, 1.0)}}}, "published-composition-single"),
        (
            {"compositions": {"household": {"a": Printed.to(4, 0.5), "b": Printed.to(4, 0.49)}}},
            "published-composition-sum",
        ),
    ],
)
def test_each_relation_is_watched(changes, code):
    assert code in codes(example(**changes))


@pytest.mark.parametrize(
    ("part", "whole", "left_out"),
    [
        ({"recovery_frac": Printed.to(2, 0.85)}, "msw_collected_frac", ("recovered_gross", "recovered_net")),
        ({"disposal_frac": Printed.to(2, 0.85)}, "msw_collected_frac", ("disposal_t", "disposal_unrounded")),
        ({"non_household_t_per_day": Printed.to(0, 66)}, "msw_generated_t_per_day", ("household_t",)),
        ({"waste_to_energy_t_per_day": Printed.to(1, 6.2)}, "recovered_net_t_per_day", ()),
    ],
)
def test_a_part_above_its_whole_is_found_where_little_else_was_published(part, whole, left_out):
    city = example()
    inputs = {name: figure for name, figure in city.inputs.items() if not name.startswith(left_out)}
    slipped = {name: figure for name, figure in part.items() if name in inputs}
    shares = {name: figure for name, figure in part.items() if name not in inputs}
    scarce = replace(city, inputs={**inputs, **slipped}, published={**city.published, **shares}, materials={})
    (found,) = (each for each in contradictions(scarce) if each.code == "published-part-exceeds-whole")
    assert found.values["whole"] == codelist("published_figure")[whole]["label"]


@pytest.mark.parametrize("unrounded", [40.0 / 60.0, 42.0 / 60.0])
def test_a_finer_share_may_rest_on_whole_tonnes(unrounded):
    """Some publishers divide tonnages that they had already rounded to whole tonnes."""
    small = example(
        msw_collected_frac=Printed.to(2, 0.68), msw_collected_unrounded_frac=Printed.to(2, round(unrounded, 6))
    )
    assert "published-collected-twice" not in codes(small)


def test_a_total_printed_twice_must_be_one_total():
    city = example()
    twice = replace(city, published={**city.published, "msw_generated_t_per_day": Printed.to(0, 66)})
    assert "published-said-twice" in codes(twice)


def test_a_composition_of_nothing_may_be_empty():
    city = example(compositions={"disposal": None})
    without_disposal = {name: figure for name, figure in city.inputs.items() if "disposal" not in name}
    assert "published-composition-missing" not in codes(replace(city, inputs=without_disposal))
