"""report.json keeps its contract: the same bytes, nothing that is not a number, read back whole."""

from __future__ import annotations

import json
from dataclasses import replace

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented_city import invented_city
from invented_city_year import invented_city_year
from nagara.errors import UnreadableFileError
from nagara.findings import Place
from nagara.indicators.city_year import city_year
from nagara.indicators.result import Figure, Tier
from nagara.reports.contract import FORMAT, read_report_json, report_json, report_schema


def with_figure(value: float | None, low: float | None, high: float | None):
    """The invented year with one figure replaced."""
    year = invented_city_year()
    figure = Figure(name="recovery_frac", value=value, low=low, high=high, unit="share", method="m", source="s")
    return replace(year, figures={**year.figures, "recovery_frac": figure})


def test_satisfies_its_published_schema():
    jsonschema.Draft202012Validator.check_schema(dict(report_schema()))
    jsonschema.Draft202012Validator(report_schema()).validate(json.loads(report_json(invented_city_year())))


def test_chapters_satisfy_the_schema():
    report = json.loads(report_json(city_year(invented_city(), draws=200, seed=1)))
    for chapter in ("material_flows", "plastic_leakage", "greenhouse_gases"):
        assert report[chapter] is not None
    jsonschema.Draft202012Validator(report_schema()).validate(report)


def test_schema_describes_every_key_of_the_flows():
    report = json.loads(report_json(city_year(invented_city(), draws=200, seed=1)))
    report["material_flows"]["rows"][0]["unheard_of"] = 1.0
    with pytest.raises(jsonschema.ValidationError, match="'unheard_of'"):
        jsonschema.Draft202012Validator(report_schema()).validate(report)


def test_schema_refuses_a_figure_without_its_interval():
    report = json.loads(report_json(invented_city_year()))
    del report["figures"]["recovery_frac"]["low"]
    with pytest.raises(jsonschema.ValidationError, match="'low' is a required property"):
        jsonschema.Draft202012Validator(report_schema()).validate(report)


def test_same_result_gives_same_bytes_in_any_order():
    year = invented_city_year()
    turned = replace(year, figures=dict(reversed(list(year.figures.items()))))
    assert report_json(turned) == report_json(year)


def test_ends_with_a_newline_and_keeps_local_scripts():
    city = replace(invented_city_year().city, city="ນະຄອນສີວິໄລ")
    text = report_json(replace(invented_city_year(), city=city))
    assert text.endswith("}\n")
    assert "ນະຄອນສີວິໄລ" in text


@given(st.floats(min_value=1e-12, max_value=1e12))
def test_numbers_carry_nine_significant_digits(value: float):
    written = json.loads(report_json(with_figure(value, value, value)))["figures"]["recovery_frac"]["value"]
    assert written == pytest.approx(value, rel=5.01e-9)
    assert float(f"{written:.9g}") == written


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_is_none_never_gets_out(value: float):
    with pytest.raises(ValueError, match="an absent figure is None"):
        report_json(with_figure(value, None, None))


def test_absent_figure_is_null():
    assert json.loads(report_json(with_figure(None, None, None)))["figures"]["recovery_frac"]["value"] is None


def test_names_files_without_their_folders():
    year = invented_city_year()
    finding = replace(year.findings[0], place=Place(file="C:\\my city\\data.xlsx"))
    made = replace(year.provenance, inputs={"/home/officer/data.csv": "0" * 64, "other/data.csv": "1" * 64})
    report = json.loads(report_json(replace(year, findings=(finding,), provenance=made)))
    assert report["findings"][0]["place"]["file"] == "data.xlsx"
    assert [entry["file"] for entry in report["provenance"]["inputs"]] == ["data.csv", "data.csv"]


def test_reads_back_what_a_later_year_needs():
    year = invented_city_year(tier=Tier.CARRIED_FORWARD)
    earlier = read_report_json(report_json(year))
    assert (earlier.city, earlier.year, earlier.boundary, earlier.tier) == (
        "Nakhon Sivilai",
        2026,
        "administrative",
        Tier.CARRIED_FORWARD,
    )
    assert earlier.figures["sdg_11_6_1_frac"].low == 0.4437
    assert earlier.variance_by_input == year.variance_by_input


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "it is not JSON (line 1"),
        ("[]", f"it does not say '{FORMAT}' as its format"),
        ('{"format": "nagara-report/0"}', f"it does not say '{FORMAT}' as its format"),
        (f'{{"format": "{FORMAT}"}}', "the key 'city' is missing"),
    ],
)
def test_says_why_a_file_is_no_report(text: str, why: str):
    with pytest.raises(UnreadableFileError) as caught:
        read_report_json(text, file="last.json")
    assert str(caught.value).startswith(f"last.json: {why}")
    assert "Give the report.json that nagara wrote" in str(caught.value)


@pytest.mark.parametrize(
    ("value", "why"), [("much", "must be real number, not str"), (float("nan"), "nan is no number")]
)
def test_says_that_an_earlier_figure_is_no_number(value: object, why: str):
    report = json.loads(report_json(invented_city_year()))
    report["figures"]["sdg_11_6_1_frac"]["value"] = value
    with pytest.raises(UnreadableFileError, match=why):
        read_report_json(json.dumps(report))


def test_says_which_entry_breaks_the_contract():
    report = json.loads(report_json(invented_city_year())) | {"tier": "guessed"}
    with pytest.raises(UnreadableFileError, match="'guessed' is not a valid Tier"):
        read_report_json(json.dumps(report))
