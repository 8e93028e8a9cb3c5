"""Values that are made field by field are those that the class itself makes, and as frozen."""

from dataclasses import FrozenInstanceError

import pytest

from nagara.exchange.made_at_once import made_at_once
from nagara.uncertainty.estimates import Estimate
from nagara.waste.records import Weighing


def test_they_equal_what_the_class_makes():
    made = made_at_once(Weighing, 2, {"household": ["H1", "H2"], "day": [2, 3], "weight_kg": [0.5, None]})
    assert made == [Weighing(household="H1", day=2, weight_kg=0.5), Weighing(household="H2", day=3)]
    assert hash(made[0]) == hash(Weighing(household="H1", day=2, weight_kg=0.5))
    with pytest.raises(FrozenInstanceError):
        made[0].day = 4


def test_a_field_without_answer_and_default_is_refused():
    with pytest.raises(TypeError, match="no default for day"):
        made_at_once(Weighing, 1, {"household": ["H1"]})


def test_a_class_that_checks_its_values_is_refused():
    with pytest.raises(TypeError, match="checks its values"):
        made_at_once(Estimate, 1, {"value": [1.0], "low": [2.0], "high": [3.0]})
