"""A file of published cities is read whole, or refused with the place that is wrong."""

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nagara.errors import UnreadableFileError
from nagara.exchange.published.cities import read_published

BROKEN = Path(__file__).parents[3] / "formats" / "published" / "broken"
CITY = {"city": "Exampleville", "iso3": "XXX", "inputs": {"msw_generated_t_d": 60}}


@pytest.fixture
def written(tmp_path):
    def write(data):
        path = tmp_path / "cities.json"
        path.write_text(json.dumps(data), "utf-8")
        return path

    return write


@pytest.mark.parametrize("case", sorted(path.name for path in BROKEN.iterdir()))
def test_a_broken_file_is_refused_with_its_place_and_remedy(case):
    with pytest.raises(UnreadableFileError) as refused:
        read_published(BROKEN / case / "file.json")
    assert str(refused.value) == (BROKEN / case / "expected.txt").read_text("utf-8").strip()


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(UnreadableFileError, match="nowhere.json: the file cannot be opened"):
        read_published(tmp_path / "nowhere.json")


def test_a_bare_list_and_an_object_with_cases_are_the_same(written):
    bare = read_published(written([CITY]))
    assert read_published(written({"meta": {"title": "any"}, "cases": [CITY]})) == bare


def test_other_keys_are_left_unread(written):
    more = {
        **CITY,
        "recomputed": "not even an object",
        "anomalies": [1],
        "agrees_within_0_011": None,
        "spreadsheet": {"f_collected": "=1/0"},
        "source_comment": 7,
    }
    assert read_published(written([more])) == read_published(written([CITY]))


def test_a_country_that_is_null_was_not_given(written):
    (city,) = read_published(written([{**CITY, "iso3": None}]))
    assert city.iso3 == ""


def test_a_year_that_a_spreadsheet_wrote_with_a_decimal_is_read(written):
    (city,) = read_published(written([{**CITY, "year": 2021.0}]))
    assert city.year == 2021


def test_a_figure_that_is_null_was_not_published(written):
    (city,) = read_published(written([{**CITY, "published": {"collected_share": None}, "composition_household": None}]))
    assert city.published == {}
    assert city.compositions == {"household": None}


def test_amounts_keep_their_digits_and_shares_have_two(written):
    inputs = {"msw_generated_t_d": 60, "recovered_gross_t_d": 6.55, "reject_rate": 0.1, "disposal_received_t_d": 41.0}
    (city,) = read_published(written([{**CITY, "inputs": inputs, "published": {"collected_share": 0.9}}]))
    width = {name: round(figure.high - figure.low, 6) for name, figure in (city.inputs | city.published).items()}
    assert width == {
        "msw_generated_t_per_day": 1.0,
        "recovered_gross_t_per_day": 0.01,
        "reject_frac": 0.0,
        "disposal_t_per_day": 1.0,
        "msw_collected_frac": 0.01,
    }


def test_an_amount_of_nothing_was_not_rounded(written):
    (city,) = read_published(written([{**CITY, "inputs": {**CITY["inputs"], "disposal_received_t_d": 0.0}}]))
    assert city.inputs["disposal_t_per_day"].high == 0.0


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(("cases", "city", "iso3", "inputs", "published", "year", "x")), inner, max_size=5
        )
    ),
    max_leaves=20,
)


@given(JSON)
def test_any_json_is_read_or_refused_in_words(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_text(json.dumps(data), "utf-8")
    with suppress(UnreadableFileError):
        assert all(city.figures for city in read_published(path))
