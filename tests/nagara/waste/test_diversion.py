"""Nobody takes out more than is in."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nagara.errors import DiversionError, QuantityError
from nagara.waste.diversion import left_after

FRACTIONS = ("food", "garden", "paper")
some_t = arrays(float, (3, 4), elements=st.floats(0.0, 1e6))
some_share = arrays(float, (3, 4), elements=st.floats(0.0, 0.5))


@given(some_t, some_share, some_share)
def test_what_is_left_and_what_is_taken_are_what_was_there(there, first, second):
    taken = {"composting": there * first, "recycling": there * second}
    left = left_after(there, taken, FRACTIONS)
    assert left.min() >= 0
    assert left + sum(taken.values()) == pytest.approx(there, rel=1e-9)


def test_taking_more_than_there_is_names_the_fraction_and_the_tonnes():
    there = np.array([[100.0], [50.0], [30.0]])
    taken = {"composting": np.array([[90.0], [60.0], [0.0]]), "recycling": np.array([[0.0], [5.0], [0.0]])}
    with pytest.raises(DiversionError, match=r"Hat Yai.*65 t of garden.*only 50 t.*15 t too much") as caught:
        left_after(there, taken, FRACTIONS, where="Hat Yai")
    assert (caught.value.fraction, caught.value.asked_t, caught.value.there_t) == ("garden", 65.0, 50.0)


def test_small_amounts_keep_their_digits():
    assert "4.26 t of glass are taken, but only 4.25 t are there (0.01 t" in str(
        DiversionError("x", "glass", 4.26, 4.25)
    )


def test_one_draw_is_enough_to_refuse():
    there = np.full((3, 5), 10.0)
    taken = np.zeros((3, 5))
    taken[2, 3] = 10.1
    with pytest.raises(DiversionError, match="paper"):
        left_after(there, {"recycling": taken}, FRACTIONS)


@pytest.mark.parametrize("wrong", [-1.0, np.nan, np.inf])
def test_impossible_amounts_are_refused(wrong):
    with pytest.raises(QuantityError, match="composting"):
        left_after(np.ones((3, 1)), {"composting": np.array([[wrong], [0.0], [0.0]])}, FRACTIONS)
