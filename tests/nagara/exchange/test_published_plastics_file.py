"""A file of published plastic leakage is read whole, or refused with the place that is wrong."""

import json
import re

import pytest

from nagara.errors import UnreadableFileError
from nagara.exchange.published.plastics import read_published_plastics
from nagara.indicators.published.plastics_findings import plastic_contradictions

CITY = {
    "city": "Exampleville",
    "country": "Nowhere",
    "year": 2021.0,
    "input": {
        "population": 1000,
        "plastic_generated_t_per_year": 100,
        "disposed_msw_t_per_day": 2,
        "plastic_share_at_disposal": 0.1,
        "formal_plastic_recovered_t_per_day": 0,
        "informal_plastic_recovered_t_per_day": None,
    },
    "published_output": {"unmanaged_plastic_t_per_year": 30, "source_shares": {"uncollected": 0.9}},
    "inferred": {"collection": 0.01, "disposal": None, "usable": True, "balance_error": "any"},
}


@pytest.fixture
def written(tmp_path):
    def write(data):
        path = tmp_path / "plastics.json"
        path.write_text(json.dumps(data), "utf-8")
        return path

    return write


def with_value(path, value):
    city = json.loads(json.dumps(CITY))
    *blocks, key = path.split(".")
    place = city
    for block in blocks:
        place = place[block]
    place[key] = value
    return city


def test_what_is_needed_is_read(written):
    (city,) = read_published_plastics(written({"what": "any", "balance": "any", "cases": [CITY]}))
    assert (city.city, city.country, city.year) == ("Exampleville", "Nowhere", 2021)
    assert city.inputs["plastic_at_disposal_frac"] == 0.1
    assert "plastic_recovered_informal_t_per_day" not in city.inputs
    assert city.inputs["plastic_recovered_formal_t_per_day"] == 0.0
    assert city.factors["collection_service"] == 0.01
    assert city.factors["disposal"] is None
    assert city.uncollected_t_per_year == pytest.approx(27.0)
    assert city.is_usable is True


def test_a_bare_list_is_the_same(written):
    assert read_published_plastics(written([CITY])) == read_published_plastics(written({"cases": [CITY]}))


def test_results_and_factors_may_be_left_out(written):
    (city,) = read_published_plastics(written([{"city": "Exampleville", "input": {}}]))
    assert city.unmanaged_plastic_t_per_year is None
    assert city.uncollected_t_per_year is None
    assert city.factors == {}
    assert city.is_usable is None


@pytest.mark.parametrize("nothing", [{"input": None}, {}])
def test_a_city_without_inputs_is_a_finding_and_stops_no_other(written, nothing):
    bare, whole = read_published_plastics(written([{"city": "Elsewhere", **nothing}, CITY]))
    assert (bare.inputs, bare.city, whole.city) == ({}, "Elsewhere", "Exampleville")
    assert [finding.code for finding in plastic_contradictions(bare)] == ["plastic-input-missing"]


def test_a_file_in_which_no_city_has_inputs_is_another_kind_of_file(written):
    with pytest.raises(UnreadableFileError, match=re.escape("cases[0].input is missing. Give the city's inputs")):
        read_published_plastics(written({"cases": [{"city": "Exampleville", "inputs": {}}]}))


def test_all_plastic_of_a_site_may_leak(written):
    (city,) = read_published_plastics(written([with_value("inferred.disposal", 1)]))
    assert city.factors["disposal"] == 1.0


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("input", [], "cases[0].input is a list"),
        ("input.plastic_share_at_disposal", 12.5, "cases[0].input.plastic_share_at_disposal is 12.5, more than 1"),
        ("input.disposed_msw_t_per_day", "2", 'cases[0].input.disposed_msw_t_per_day is the text "2", not a number'),
        ("input.plastic_generated_t_per_year", -1, "is -1, less than zero"),
        ("inferred.transport", 5, "cases[0].inferred.transport is 5, more than 0.999"),
        ("inferred.usable", "yes", 'cases[0].inferred.usable is the text "yes", not true or false'),
        ("published_output.source_shares.transport", 7, "published_output.source_shares.transport is 7"),
        ("published_output.unmanaged_plastic_t_per_year", [3], "unmanaged_plastic_t_per_year is a list"),
        ("city", None, "cases[0].city is missing"),
        ("city", "Example\nville", "cases[0].city holds a line break or another control character"),
        ("year", "last", "cases[0].year"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(written, path, value, said):
    with pytest.raises(UnreadableFileError, match=re.escape(said)):
        read_published_plastics(written({"cases": [with_value(path, value)]}))


def test_a_city_stands_once_for_each_year(written):
    with pytest.raises(UnreadableFileError, match="Exampleville, Nowhere, 2021 again, as cases"):
        read_published_plastics(written({"cases": [CITY, CITY]}))
    assert len(read_published_plastics(written([CITY, {**CITY, "year": 2022}]))) == 2
