"""Mass that is sorted into other lists stays the same mass."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nagara.errors import FractionSumError
from nagara.evidence import codelist, table
from nagara.uncertainty.published_number import drawn_from
from nagara.waste.material_map import (
    CATEGORIES,
    FRACTIONS,
    MATERIALS,
    MaterialMap,
    mass_gap,
    material_map,
    plug_in_material_map,
    to_ipcc,
    to_planning,
)

some_t = arrays(float, (12, 3), elements=st.floats(0.0, 1e7))


@given(some_t)
def test_mass_is_conserved_in_both_lists(mass):
    assert mass_gap(mass, to_ipcc(mass)) <= 1e-12
    assert mass_gap(mass, to_planning(mass)) <= 1e-12


@given(some_t, st.floats(0.0, 1e3))
def test_the_map_is_linear_and_never_negative(mass, times):
    assert to_ipcc(mass * times) == pytest.approx(to_ipcc(mass) * times)
    assert to_ipcc(mass).min() >= 0


def test_the_table_sums_to_one_before_anything_is_scaled():
    for category in CATEGORIES:
        values = [row.value for key, row in table("material_map").factors.items() if key[0] == category]
        assert sum(values) == pytest.approx(1.0, abs=1e-12), category


def test_the_table_names_only_known_codes():
    for category, material, fraction in table("material_map").factors:
        assert category in codelist("waste_category")
        assert material in MATERIALS
        assert fraction in FRACTIONS


def test_every_material_and_fraction_can_be_reached():
    mass = np.ones((12, 1))
    assert to_ipcc(mass).min() > 0
    assert to_planning(mass).min() > 0


@pytest.mark.parametrize(
    ("category", "material"),
    [
        ("kitchen_canteen", "food"),
        ("garden_park", "garden"),
        ("plastic_film", "plastics"),
        ("plastic_dense", "plastics"),
    ],
)
def test_what_has_one_name_in_both_lists_goes_there_whole(category, material):
    mass = np.zeros(12)
    mass[CATEGORIES.index(category)] = 7.0
    assert to_ipcc(mass)[MATERIALS.index(material)] == 7.0


def test_a_category_that_is_one_thing_has_no_doubt():
    mapping = material_map(drawn_from(1, 50))
    for at, split in enumerate(mapping.splits):
        if split.category == "metals":
            assert mapping.frac[at] == pytest.approx(1.0, abs=0)


def test_drawn_shares_sum_to_one_and_keep_to_their_range():
    mapping = material_map(drawn_from(1, 4000))
    mass = np.random.default_rng(2).gamma(2.0, 1.0, (12, 4000))
    assert mass_gap(mass, mapping.to_ipcc(mass)) <= 1e-12
    shoes = [at for at, split in enumerate(mapping.splits) if split.material == "rubber"][0]
    assert np.median(mapping.frac[shoes]) == pytest.approx(0.2, abs=0.04)
    assert mapping.frac[shoes].std() > 0.03


def test_both_lists_tell_the_same_story_of_plastic():
    mass = np.random.default_rng(3).gamma(2.0, 1.0, (12, 5))
    fractions = to_planning(mass)
    in_plans = fractions[FRACTIONS.index("plastic_rigid")] + fractions[FRACTIONS.index("plastic_film")]
    assert in_plans == pytest.approx(to_ipcc(mass)[MATERIALS.index("plastics")])


def test_a_map_that_loses_mass_is_refused():
    mapping = plug_in_material_map()
    short = mapping.frac.copy()
    short[0] = 0.9
    with pytest.raises(FractionSumError, match="kitchen_canteen"):
        MaterialMap(splits=mapping.splits, frac=short)


def test_eleven_rows_are_not_twelve_categories():
    with pytest.raises(ValueError, match="11 categories"):
        to_ipcc(np.ones((11, 2)))
