"""Past deposits: cast back from what is known, and the closed form of what lies there."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nagara.emissions.decay_parameters import MATERIALS, default_parameters, drawn_parameters
from nagara.emissions.landfill_methane import Disposal, landfill_methane
from nagara.emissions.past_deposits import cast_back, default_growth, growth_frac, stock_of_growing_deposits
from nagara.errors import QuantityError


def amount(tonnes):
    return np.array([float(tonnes)])


def test_deposits_shrink_backwards_by_the_growth():
    past = cast_back({2024: amount(121)}, opening=2022, growth=0.1)
    assert past.years.tolist() == [2022, 2023, 2024]
    assert past.deposits_t_wet[:, 0] == pytest.approx([100, 110, 121])
    assert past.assumed_years == (2022, 2023)


def test_recorded_years_stay_and_gaps_grow_evenly():
    past = cast_back({2020: amount(100), 2022: amount(144), 2024: amount(0), 2026: amount(10)}, opening=2020, growth=0)
    assert past.deposits_t_wet[:, 0] == pytest.approx([100, 120, 144, 72, 0, 5, 10])
    assert past.assumed_years == (2021, 2023, 2025)


def test_people_of_past_years_replace_their_growth():
    past = cast_back(
        {2020: amount(400)}, opening=2010, growth=0.0, population={2000: 25_000, 2010: 50_000, 2020: 100_000}
    )
    assert past.deposits_t_wet[0, 0] == pytest.approx(200)
    assert past.deposits_t_wet[5, 0] == pytest.approx(400 / np.sqrt(2))
    with_rate = cast_back({2020: amount(400)}, opening=2010, growth=0.01, population={2010: 50_000, 2020: 100_000})
    assert with_rate.deposits_t_wet[0, 0] == pytest.approx(200 / 1.01**10)


def test_growth_is_people_times_waste_of_each():
    assert growth_frac(0.02, 0.01) == pytest.approx(0.0302)
    assert growth_frac(np.array([0.0, 0.02]), 0.0) == pytest.approx([0.0, 0.02])


def test_draws_stand_on_the_last_axis():
    past = cast_back({2024: np.array([[100.0, 200.0], [10.0, 20.0]])}, opening=2023, growth=np.array([0.0, 1.0]))
    assert past.deposits_t_wet.shape == (2, 2, 2)
    assert past.deposits_t_wet[:, 0].tolist() == [[100.0, 100.0], [10.0, 10.0]]


def test_what_was_assumed_is_said_and_labelled():
    past = cast_back({2024: amount(121)}, opening=2022, growth=0.1)
    (finding,) = past.findings("Old dump", 0.1)
    assert str(finding) == (
        "Old dump: the deposits of 2 years between 2022 and 2023 were not recorded; a growth of 10 % a year was "
        "assumed. Give the recorded tonnes of past years, or the people of those years."
    )
    assert cast_back({2024: amount(1)}, opening=2024, growth=0.1).findings("New", 0.1) == ()
    assert {name: entry.source for name, entry in default_growth().items()} == {
        "history": "ipcc-2006-waste",
        "population_growth": "nagara-design",
        "rate_growth": "nagara-design",
    }


@given(
    st.floats(-0.2, 0.5) | st.just(0.0),
    st.integers(1, 60),
    st.integers(7, 13),
    st.sampled_from(("temperate-dry", "tropical-wet")),
)
def test_the_closed_form_is_the_recursion(growth, years, month, climate):
    parameters = default_parameters("2019", climate, start_month=month)
    last = np.linspace(1.0, 11.0, 11)[np.newaxis, :, np.newaxis]
    past = np.stack([last / (1 + growth) ** (years - 1 - year) for year in range(years)], axis=2)
    nothing = np.zeros((1, years, 1))
    case = Disposal(years=np.arange(years), deposits_t_wet=past, mcf_frac=nothing + 0.8, oxidation_frac=nothing)
    stock = stock_of_growing_deposits(last, np.array([[0.8]]), growth, np.array([years]), parameters)
    assert stock == pytest.approx(landfill_methane(case, parameters).stock_t_carbon, rel=1e-9)


def test_the_closed_form_of_waste_that_does_not_rot_is_its_sum():
    parameters = default_parameters("2019", "tropical-wet", ("food",))
    parameters.k_per_year[:] = 0.0
    stock = stock_of_growing_deposits(np.ones((1, 1)), np.ones(1), 0.0, np.array(7), parameters)
    assert stock[0, 0] == pytest.approx(7 * 0.15 * 0.7)


def test_the_closed_form_goes_on_in_the_year_of_the_report():
    draws = 50
    parameters = drawn_parameters("2019", "tropical-wet", draws=draws, seed=1)
    generator = np.random.default_rng(1)
    last, growth = generator.random((3, 11, draws)), generator.normal(0.02, 0.01, (3, draws))
    opened = np.array([30, 8, 0])
    stock = stock_of_growing_deposits(last, np.full((3, 1), 0.8), growth, opened, parameters)
    assert stock.shape == (3, 11, draws)
    assert not stock[2].any(), "a site that is not yet open"
    case = Disposal(
        years=np.array([2026]),
        deposits_t_wet=last[:, :, np.newaxis],
        mcf_frac=np.full((3, 1, 1), 0.8),
        oxidation_frac=np.zeros((3, 1, 1)),
    )
    generated = landfill_methane(case, parameters, stock_t_carbon=stock).generated_t_ch4
    expected = (stock * -np.expm1(-parameters.k_per_year)).sum(axis=1) * parameters.methane_frac * 16 / 12
    assert generated[:, 0] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"known_t_wet": {}}, "known_t_wet is empty"),
        ({"growth": -1.0}, "growth is -1 a year or less"),
        ({"growth": np.nan}, "growth is -1 a year or less, or not finite"),
        ({"opening": 2025}, "opening is 2025, after the first known year 2024"),
        ({"known_t_wet": {2024: amount(-5)}}, "known_t_wet[2024] is -5, less than zero"),
        ({"population": {2015: 1, 2030: 2}}, "population is known from 2015 to 2030, not from 2010 to 2024"),
        ({"population": {2010: 0, 2030: 2}}, "population is zero in a year"),
    ],
)
def test_what_cannot_be_is_refused(arguments, message):
    whole = {"known_t_wet": {2024: amount(100)}, "opening": 2010, "growth": 0.02}
    with pytest.raises(QuantityError) as refused:
        cast_back(**(whole | arguments))
    assert message in str(refused.value)


def test_impossible_growth_has_no_closed_form():
    parameters = default_parameters("2019", "tropical-wet", MATERIALS[:1])
    with pytest.raises(QuantityError, match="growth is -1 a year or less"):
        stock_of_growing_deposits(np.ones((1, 1)), np.ones(1), -1.5, np.array(7), parameters)
    with pytest.raises(QuantityError, match="years is -1, less than zero"):
        stock_of_growing_deposits(np.ones((1, 1)), np.ones(1), 0.0, np.array(-1), parameters)
