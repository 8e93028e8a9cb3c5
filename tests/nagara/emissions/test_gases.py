"""Gases of several sources together: sums by gas, whatever a source does not give off, and refusals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nagara.emissions.gases import Gases, add_up, warming_potentials
from nagara.errors import QuantityError

NAMES = ("fossil_t_co2", "waste_t_ch4", "fuel_t_ch4", "t_n2o", "biogenic_t_co2", "t_black_carbon")
MASSES = st.one_of(
    st.just(0.0), st.floats(0.0, 1e9), st.lists(st.floats(0.0, 1e9), min_size=3, max_size=3).map(np.asarray)
)
SOURCES = st.dictionaries(st.sampled_from(NAMES), MASSES)


@given(st.lists(SOURCES, max_size=5))
def test_sources_add_up_gas_by_gas(sources: list[dict[str, float | np.ndarray]]) -> None:
    total = add_up(tuple(Gases.of(**source) for source in sources))
    for name, mass in total.by_gas().items():
        expected = sum((np.asarray(source.get(name, 0.0)) for source in sources), np.zeros(1))
        np.testing.assert_allclose(mass, np.broadcast_to(expected, mass.shape), rtol=1e-12)
    assert len({mass.shape for mass in total.by_gas().values()}) == 1


@given(SOURCES, SOURCES, st.sampled_from(["AR4", "AR5", "AR6"]))
def test_the_sum_by_warming_potential_is_that_of_its_parts(
    one: dict[str, float | np.ndarray], other: dict[str, float | np.ndarray], edition: str
) -> None:
    potentials = warming_potentials(edition)
    apart = Gases.of(**one).t_co2e(potentials) + Gases.of(**other).t_co2e(potentials)
    together = (Gases.of(**one) + Gases.of(**other)).t_co2e(potentials)
    np.testing.assert_allclose(together, np.broadcast_to(apart, together.shape), rtol=1e-12)


@given(SOURCES, st.floats(0.0, 1.0))
def test_two_parts_are_the_whole(source: dict[str, float | np.ndarray], part: float) -> None:
    gases = Gases.of(**source)
    whole = gases.times(part) + gases.times(np.array([1.0 - part]))
    for name, mass in gases.by_gas().items():
        np.testing.assert_allclose(whole.by_gas()[name], mass, rtol=1e-9)


@pytest.mark.parametrize("bad", [-1e-9, np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("name", NAMES)
def test_a_mass_that_cannot_be_is_refused_whether_it_is_one_number_or_many(name: str, bad: float) -> None:
    for mass in (bad, np.array([1.0, bad, 2.0]), np.broadcast_to(bad, (3,))):
        with pytest.raises(QuantityError, match=name):
            Gases.of(**{name: mass})
