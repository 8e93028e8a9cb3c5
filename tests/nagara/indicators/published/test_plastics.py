"""Published plastic leakage is met where its balance closes; where it does not, the reason is found."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from nagara.exchange.published.plastics import read_published_plastics
from nagara.findings import Severity
from nagara.indicators.published.plastics import NEEDED, recompute_plastics
from nagara.indicators.published.plastics_findings import plastic_contradictions
from nagara.indicators.published.plastics_table import published_plastics_table
from nagara.waste.plastics import SOURCES

GOLDEN = Path(__file__).parents[3] / "golden" / "plastics"
CASE = tomllib.loads((GOLDEN / "case.toml").read_text("utf-8"))
CITIES = {city.city: city for city in read_published_plastics(GOLDEN / "cities.json")}
USABLE = {
    **dict.fromkeys(CASE["closes"], CASE["closes_within"]),
    **dict.fromkeys(CASE["usable"], CASE["usable_within"]),
}
PRINTED_SHARE = 0.00005


def codes(city):
    return [finding.code for finding in plastic_contradictions(city)]


def test_every_city_of_the_workbook_is_judged():
    assert set(CITIES) == {*USABLE, *CASE["open"]}
    assert len(CITIES) == 38


@pytest.mark.parametrize(("name", "within"), USABLE.items())
def test_unmanaged_and_uncollected_plastic_are_met(name, within):
    city = CITIES[name]
    result = recompute_plastics(city)
    assert result.unmanaged_plastic_t_per_year == pytest.approx(city.unmanaged_plastic_t_per_year, rel=within)
    assert result.uncollected_plastic_t_per_year == pytest.approx(city.uncollected_t_per_year, rel=within)


@pytest.mark.parametrize("name", CASE["closes"])
def test_the_shares_of_the_sources_are_met_where_the_balance_closes(name):
    city = CITIES[name]
    shares = recompute_plastics(city).source_shares
    for source in SOURCES:
        assert shares[source] == pytest.approx(city.source_shares[source], rel=0.01, abs=PRINTED_SHARE)


@pytest.mark.parametrize("name", CASE["closes"])
def test_a_balance_that_closes_has_no_finding(name):
    assert codes(CITIES[name]) == []


@pytest.mark.parametrize("name", CASE["usable"])
def test_a_balance_that_closes_loosely_has_a_note(name):
    findings = plastic_contradictions(CITIES[name])
    assert len(findings) == 1
    assert findings[0].code in {"plastic-balance-loose", "plastic-balance-rounding"}
    assert findings[0].severity is Severity.NOTE


@pytest.mark.parametrize(("name", "reason"), CASE["open"].items())
def test_an_open_balance_has_its_reason(name, reason):
    assert codes(CITIES[name])[0] == reason


@pytest.mark.parametrize("name", ["Songkhla", "Thiruvananthapuram"])
def test_where_there_is_no_answer_there_is_no_figure(name):
    assert recompute_plastics(CITIES[name]) is None


@pytest.mark.parametrize(("name", "disposed"), [("Mangalore", 264.65), ("Songkhla", 80.0)])
def test_a_slip_of_the_waste_results_opens_the_plastic_balance_too(name, disposed):
    """The known slips of the shares disposed of, undone: both balances come near what was printed."""
    city = CITIES[name]
    mended = replace(city, inputs={**city.inputs, "disposed_msw_t_per_day": disposed})
    leaked = mended.factors["disposal"] * city.inputs["disposed_msw_t_per_day"] / disposed
    mended = replace(mended, factors={**city.factors, "disposal": leaked})
    apart = recompute_plastics(mended).unmanaged_plastic_t_per_year - city.unmanaged_plastic_t_per_year
    assert abs(apart) < 0.02 * city.inputs["plastic_generated_t_per_year"]


@pytest.mark.parametrize("name", NEEDED)
def test_a_missing_input_is_named(name):
    city = CITIES["Khulna"]
    without = replace(city, inputs={key: value for key, value in city.inputs.items() if key != name})
    assert recompute_plastics(without) is None
    (finding,) = plastic_contradictions(without)
    assert finding.code == "plastic-input-missing"
    assert "share of plastic at disposal" in finding.sentence or name != "plastic_at_disposal_frac"


def test_without_any_factor_nothing_is_recomputed():
    bare = replace(CITIES["Khulna"], factors={})
    assert recompute_plastics(bare) is None
    (finding,) = plastic_contradictions(bare)
    assert "without leakage factors" in finding.sentence


def test_what_is_not_needed_may_be_missing():
    city = CITIES["Khulna"]
    bare = replace(city, inputs={name: city.inputs[name] for name in NEEDED}, source_shares={})
    result = recompute_plastics(bare)
    assert result.unmanaged_plastic_t_per_year == pytest.approx(5931, rel=0.01)
    assert result.unmanaged_plastic_kg_per_cap_year is None
    assert codes(bare) == []


def test_without_a_published_result_there_is_nothing_to_compare_with():
    assert codes(replace(CITIES["Khulna"], unmanaged_plastic_t_per_year=None)) == ["plastic-published-missing"]


def test_without_coverage_the_missing_tonnes_have_no_explanation():
    city = CITIES["Chonburi"]
    inputs = {name: value for name, value in city.inputs.items() if name != "collection_coverage_frac"}
    assert codes(replace(city, inputs=inputs))[0] == "plastic-balance-short"


def test_a_stage_without_factor_is_said_where_plastic_passes_it():
    city = CITIES["Khulna"]
    assert "plastic-factor-missing" in codes(replace(city, factors={**city.factors, "disposal": None}))


def test_the_mark_of_the_file_is_repeated_where_nothing_else_is_found():
    assert codes(replace(CITIES["Khulna"], is_usable=False)) == ["plastic-balance-marked"]


def test_the_own_table_holds_the_same_figures_as_the_workbook():
    own = published_plastics_table()
    assert len(own) == 16
    for city in own:
        golden = CITIES[city.city]
        assert city.inputs == golden.inputs
        assert city.source_shares == golden.source_shares
        assert {stage for stage, leak in city.factors.items() if leak is None} == {
            stage for stage, leak in golden.factors.items() if leak is None
        }
        for stage, leak in city.factors.items():
            assert leak is None or leak == pytest.approx(golden.factors[stage], rel=1e-4)
        assert city.unmanaged_plastic_t_per_year == golden.unmanaged_plastic_t_per_year


def test_no_plastic_is_an_amount_and_not_a_gap():
    """A zero was called missing, and the remedy was to write a zero."""
    town = CITIES["Khulna"]
    none = replace(
        town, inputs={**town.inputs, **dict.fromkeys(NEEDED, 0.0)}, unmanaged_plastic_t_per_year=0.0, source_shares={}
    )
    result = recompute_plastics(none)
    assert (result.unmanaged_plastic_t_per_year, result.unmanaged_plastic_frac) == (0.0, 0.0)
    assert "plastic-input-missing" not in codes(none)
    more = replace(town, inputs={**town.inputs, "plastic_generated_t_per_year": 0.0})
    assert recompute_plastics(more) is None
    assert codes(more)[0] == "plastic-residual-negative"


def test_a_share_of_zero_is_no_rounded_share():
    """Zero was taken for anything below a half, so that rounding explained every gap."""
    town = CITIES["Khulna"]
    assert codes(replace(town, inputs={**town.inputs, "plastic_at_disposal_frac": 0.0})) == ["plastic-balance-short"]
