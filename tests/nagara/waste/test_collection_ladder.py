"""The collection ladder of the indicator metadata (11.6.1, 2021-12-20, Table 1), retyped as cases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nagara.waste.collection_ladder import service_level
from nagara.waste.records import Household

DOOR = {"service": "door-to-door"}
NEAR = {"service": "point", "point_distance_m": 200, "is_littered": False}
FAR = NEAR | {"point_distance_m": 201}
WEEKLY = {"is_weekly": True}
RARELY = {"is_weekly": False}


def level(*answers):
    return service_level(
        Household(household="A-1", area="A", **{key: value for part in answers for key, value in part.items()})
    )


SETTLED = [
    (5, [DOOR, WEEKLY, {"separate_fractions": 3}]),
    (5, [NEAR, WEEKLY, {"separate_fractions": 4}]),
    (4, [DOOR, WEEKLY, {"separate_fractions": 2}]),
    (4, [NEAR, WEEKLY, {"separate_fractions": 2}]),
    (3, [DOOR, WEEKLY, {"separate_fractions": 1}]),
    (3, [NEAR, WEEKLY, {"separate_fractions": 0}]),
    (3, [NEAR, WEEKLY, {"separate_fractions": 3, "is_littered": True}]),
    (2, [DOOR, RARELY, {"separate_fractions": 3}]),
    (2, [NEAR, RARELY]),
    (2, [FAR, WEEKLY, {"separate_fractions": 3}]),
    (2, [FAR]),
    (1, [{"service": "none"}]),
    (1, [{"service": "none", "is_weekly": True, "separate_fractions": 3}]),
]


@pytest.mark.parametrize(("number", "answers"), SETTLED)
def test_settled_answers_give_the_printed_step(number, answers):
    found = level(*answers)
    assert found.number == number
    assert found.is_basic is (number >= 3)


OPEN = [
    ((3, 5), True, [DOOR, WEEKLY]),
    ((3, 4), True, [NEAR, WEEKLY, {"separate_fractions": 2, "is_littered": None}]),
    ((2, 5), None, [DOOR]),
    ((2, 3), None, [DOOR, {"separate_fractions": 1}]),
    ((2, 5), None, [{"service": "point"}, WEEKLY]),
    ((2, 2), False, [{"service": "point"}, RARELY]),
]


@pytest.mark.parametrize(("steps", "is_basic", "answers"), OPEN)
def test_missing_answers_leave_steps_open(steps, is_basic, answers):
    found = level(*answers)
    assert (found.lowest, found.highest) == steps
    assert found.is_basic is is_basic


def test_unknown_service_is_not_observed():
    assert level(WEEKLY, {"separate_fractions": 3}) is None


@given(
    st.sampled_from(["door-to-door", "point", "none"]),
    st.none() | st.floats(0, 1000),
    st.none() | st.booleans(),
    st.none() | st.integers(0, 12),
    st.none() | st.booleans(),
)
def test_an_answer_never_widens_what_is_open(service, distance, weekly, fractions, littered):
    known = {
        "point_distance_m": distance,
        "is_weekly": weekly,
        "separate_fractions": fractions,
        "is_littered": littered,
    }
    closed = level({"service": service}, known)
    for name in known:
        opened = level({"service": service}, known | {name: None})
        assert opened.lowest <= closed.lowest <= closed.highest <= opened.highest
