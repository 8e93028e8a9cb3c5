"""What is written in one pass is what the JSON writer of Python would write of the rounded value."""

import json
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nagara.reports.json_text import SIGNIFICANT_DIGITS, ByName, json_lines, json_text
from nagara.waste.records import Notation


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_written_as_python_writes_it_rounded(value):
    assert json_text(value) == json.dumps(float(f"{value:.{SIGNIFICANT_DIGITS}g}") + 0.0)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_everything_else_is_written_as_python_writes_it(value):
    assert json_text(value) == json.dumps(value, sort_keys=True, ensure_ascii=False)
    assert json.loads(json_lines(value)) == value


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_is_not_finite_is_refused(value):
    with pytest.raises(ValueError, match="cannot stand in a report"):
        json_text({"figure": (value,)})


def test_what_json_does_not_know_is_refused():
    with pytest.raises(TypeError, match="set has no place in a report"):
        json_text({1})


@dataclass(frozen=True, slots=True, kw_only=True)
class One:
    only: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Two:
    second: object
    first: object = None


def test_a_frozen_value_is_an_object_of_its_fields_in_order():
    value = Two(second=One(only=Notation.NOT_OCCURRING), first=date(2026, 3, 2))
    assert json_text(value) == '{"first": "2026-03-02", "second": {"only": "NO"}}'
    assert json_lines(value) == '{\n  "first": "2026-03-02",\n  "second": {"only": "NO"}\n}'


@given(
    st.lists(
        st.builds(
            Two,
            second=st.none() | st.floats(allow_nan=False, allow_infinity=False),
            first=st.booleans() | st.text() | st.dictionaries(st.text(), st.integers()),
        )
    )
)
def test_alike_values_are_written_as_each_is_alone(values):
    each = [json_text(value) for value in values]
    assert json_text(values) == f"[{', '.join(each)}]"
    assert json.loads(json_lines(values)) == [json.loads(text) for text in each]


def test_a_number_that_is_not_finite_is_refused_among_alike_values():
    with pytest.raises(ValueError, match="cannot stand in a report"):
        json_text((One(only=1.0), One(only=float("nan"))))


FINITE = st.floats(allow_nan=False, allow_infinity=False)
KEYS = st.text() | st.sampled_from(["%", "%s", "100 %", "%%s"])


@given(st.lists(FINITE | st.none(), min_size=6))
def test_numbers_with_gaps_are_written_as_each_is_alone(values):
    assert json_text(values) == f"[{', '.join(map(json_text, values))}]"


@given(st.lists(KEYS, max_size=4, unique=True), st.lists(st.lists(FINITE | st.text(), min_size=4, max_size=4)))
def test_objects_of_the_same_keys_are_written_as_each_is_alone(keys, rows):
    values = [dict(zip(keys, row, strict=False)) for row in rows]
    each = [json_text(value) for value in values]
    assert each == [json_text(dict(sorted(value.items()))) for value in values]
    assert json_text(values) == f"[{', '.join(each)}]"
    assert [list(json.loads(text)) for text in each] == [sorted(value) for value in values]


def test_objects_whose_keys_only_compare_equal_keep_their_own():
    assert json_text([{1: "a"}] * 6 + [{True: "b"}]) == f'[{"""{"1": "a"}, """ * 6}{{"True": "b"}}]'


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_is_not_finite_is_refused_among_many(value):
    for values in ([1.0] * 6 + [value], [None] * 6 + [value], [{"a": value}] * 6, {str(at): value for at in range(6)}):
        with pytest.raises(ValueError, match="cannot stand in a report"):
            json_text(values)


def test_values_inside_alike_values_are_written_as_each_is_alone():
    inner = [One(only=number) for number in (0.1, -0.0, 1e300, 5e-324, 12.0, 1 / 3)]
    values = [Two(second=one, first=ByName({"x": one}, name="other")) for one in inner]
    assert json_text(values) == f"[{', '.join(map(json_text, values))}]"
    assert json_text(inner[:2]) == '[{"only": 0.1}, {"only": 0.0}]'


def test_records_by_name_do_not_write_their_name_again():
    records = ByName({"b": Two(second="b", first=0.5), "a": Two(second="a", first=2.0)}, name="second")
    assert json_text(records) == '{"a": {"first": 2.0}, "b": {"first": 0.5}}'
    assert json_lines(records) == '{\n  "a": {"first": 2.0},\n  "b": {"first": 0.5}\n}'
    assert json_text(ByName({})) == json_lines(ByName({})) == "{}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Empty:
    pass


def test_values_without_fields_are_empty_objects():
    assert json_text([Empty(), Empty()]) == "[{}, {}]"
    assert json_text((Empty(), None)) == "[{}, null]"
