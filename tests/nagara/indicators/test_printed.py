"""A printed number stands for all numbers that print as it does."""

from math import isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nagara.indicators.printed import Printed, decimals, total

AMOUNT = st.floats(0.01, 1e5)
PLACES = st.integers(0, 4)


@given(AMOUNT, PLACES)
def test_a_number_lies_where_its_rounded_print_says(value, places):
    printed = Printed.to(places, round(value, places))
    assert printed.low - 1e-9 <= value <= printed.high + 1e-9


@given(st.lists(AMOUNT, min_size=1, max_size=13), PLACES)
def test_a_sum_lies_where_its_printed_parts_say(values, places):
    printed = total(Printed.to(places, round(value, places)) for value in values)
    assert printed.low - 1e-6 <= sum(values) <= printed.high + 1e-6


@given(AMOUNT, st.floats(1.0, 1e5), PLACES)
def test_quotients_products_and_differences_lie_where_printing_says(one, other, places):
    a, b = (Printed.to(places, round(value, places)) for value in (one, other))
    for exact, printed in ((one / other, a / b), (one * other, a * b), (one - other, a - b), (one + other, a + b)):
        slack = 1e-9 * max(1.0, abs(exact))
        assert printed.low - slack <= exact <= printed.high + slack


def test_a_whole_that_may_be_nothing_says_nothing():
    share = Printed.to(0, 1.0) / Printed.to(0, 0.0)
    assert isnan(share.value)
    assert not Printed.to(2, 0.5).excludes(share)


@pytest.mark.parametrize(
    ("value", "places"), [(441.0, 0), (732, 0), (0.96, 2), (1753.338, 3), (5.390000000000001, 2), (1e6, 0), (0.0, 0)]
)
def test_decimals_are_those_that_were_written(value, places):
    assert decimals(value) == places


@pytest.mark.parametrize(("coarse", "fine"), [(55, 55.69), (1754, 1753.338), (30, 30.42), (312, 311.769)])
def test_rounded_cut_and_raised_numbers_are_no_contradiction(coarse, fine):
    assert not Printed.to(0, coarse).excludes(Printed.to(2, fine))


def test_three_units_are_a_contradiction():
    assert Printed.to(0, 627).excludes(Printed.to(2, 629.95))


def test_a_part_may_print_one_unit_above_its_whole():
    assert not Printed.to(0, 52).exceeds(Printed.to(1, 51.3))
    assert Printed.to(0, 53).exceeds(Printed.to(1, 51.3))
