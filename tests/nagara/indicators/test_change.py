"""Whether a change is real: what two years share cancels, and unlike years are refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from invented_city import invented_city
from nagara.indicators.change import (
    change_standard_deviation,
    changes_since,
    probability_of_sign,
    shared_covariance,
)
from nagara.indicators.city_year import city_year, earlier_year
from nagara.waste.records import CityRecords, TruckCount

DRAWS = 20_000


def year_before(**changes: object) -> CityRecords:
    base = invented_city(**changes)
    areas = tuple(replace(area, name=f"Other {area.area}") for area in base.areas)
    loads = tuple(replace(row, tonnes_t=46 * 365, tonnes_low=44 * 365, tonnes_high=48 * 365) for row in base.loads)
    return replace(base, city=replace(base.city, year=2025), areas=areas, loads=loads)


def with_share(records: CityRecords) -> CityRecords:
    (row,) = records.non_household
    shared = replace(
        row,
        t_per_day=None,
        t_per_day_low=None,
        t_per_day_high=None,
        share_of_total_frac=0.3,
        share_of_total_low=0.15,
        share_of_total_high=0.45,
        source="Invented study",
    )
    return replace(records, non_household=(shared,))


def test_worked_example_of_the_sheet() -> None:
    """Independent years: sd 0.071 and probability 0.81; with shared inputs 0.050 and 0.90 (hand calculation)."""
    single = 0.0502
    change = 0.0623
    apart = change_standard_deviation(single, single, 0.0)
    together = change_standard_deviation(single, single, (2 * single**2 - 0.05**2) / 2)
    assert apart == pytest.approx(0.071, abs=0.001)
    assert together == pytest.approx(0.050, abs=0.0005)
    assert probability_of_sign(change, apart) == pytest.approx(0.81, abs=0.005)
    assert probability_of_sign(change, together) == pytest.approx(0.894, abs=0.005)


def test_what_did_not_move_and_has_no_doubt_has_no_sign() -> None:
    """Two years in which no waste is known to be controlled: no change, not a sure one downwards."""
    assert probability_of_sign(0.0, 0.0) == 0.5
    assert probability_of_sign(-0.01, 0.0) == 1.0


@pytest.mark.parametrize("keeps_draws", [True, False])
def test_nothing_controlled_in_either_year_has_no_sign_by_either_route(keeps_draws: bool) -> None:
    earlier = earlier_year(year_before(control=()), draws=500)
    earlier = earlier if keeps_draws else replace(earlier, draws={})
    (first, *_) = city_year(invented_city(control=()), earlier=earlier, draws=500).changes
    assert first.figure == "sdg_11_6_1_frac"
    assert (first.change, first.low, first.high) == (0.0, 0.0, 0.0)
    assert first.probability_of_sign == 0.5


def test_change_of_the_headline_is_the_difference() -> None:
    (first, *_) = city_year(invented_city(), earlier=earlier_year(year_before(), draws=DRAWS), draws=DRAWS).changes
    assert first.figure == "sdg_11_6_1_frac"
    assert first.change == pytest.approx((51 - 46) / 80)
    assert first.low is not None
    assert first.high is not None
    assert first.low < first.change < first.high
    assert first.probability_of_sign is not None
    assert 0.5 < first.probability_of_sign < 1.0


def test_shared_input_narrows_the_change() -> None:
    now, before = with_share(invented_city()), with_share(year_before())
    (row,) = before.non_household
    other = replace(before, non_household=(replace(row, source="Another invented study"),))
    widths = []
    for earlier in (before, other):
        (change, *_) = city_year(now, earlier=earlier_year(earlier, draws=DRAWS), draws=DRAWS).changes
        assert change.low is not None
        assert change.high is not None
        widths.append(change.high - change.low)
    assert widths[0] < 0.9 * widths[1]


def test_same_areas_in_both_years_narrow_the_change() -> None:
    panel = year_before()
    panel = replace(panel, areas=invented_city().areas)
    widths = []
    for earlier in (panel, year_before()):
        (change, *_) = city_year(invented_city(), earlier=earlier_year(earlier, draws=DRAWS), draws=DRAWS).changes
        assert change.low is not None
        assert change.high is not None
        widths.append(change.high - change.low)
    assert widths[0] < 0.8 * widths[1]


def test_report_json_route_agrees_with_the_draws() -> None:
    now, before = with_share(invented_city()), with_share(year_before())
    earlier = earlier_year(before, draws=DRAWS, seed=1)
    by_draws = city_year(now, earlier=earlier, draws=DRAWS, seed=1).changes[0]
    by_report = city_year(now, earlier=replace(earlier, draws={}), draws=DRAWS, seed=1).changes[0]
    assert by_report.change == by_draws.change
    assert by_report.low == pytest.approx(by_draws.low, abs=0.01)
    assert by_report.high == pytest.approx(by_draws.high, abs=0.01)
    # the report stores no shape: a normal law stands in for a t with four degrees of freedom, which is 0.038 here
    assert by_report.probability_of_sign == pytest.approx(by_draws.probability_of_sign, abs=0.04)


def test_shared_covariance_counts_only_common_inputs() -> None:
    before = {"density": {"f": 2.0}, "area.A": {"f": 1.0}}
    after = {"density": {"f": 3.0}, "area.B": {"f": 1.0}}
    assert shared_covariance("f", before, after) == 6.0


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("boundary", "metropolitan", "the boundary was another (metropolitan, now administrative)"),
        ("population_basis", "census", "the population rested on another basis (census, now projection)"),
        ("city", "Elsewhere", "the earlier year is of another city"),
        ("year", 2027, "which is not an earlier year"),
    ],
)
def test_unlike_years_are_not_compared(field: str, value: object, why: str) -> None:
    now = replace(earlier_year(invented_city(), draws=500), population_basis="projection")
    before = replace(earlier_year(year_before(), draws=500), population_basis="projection")
    other = replace(before, **{field: value})  # type: ignore[arg-type]
    for change in changes_since(other, now):
        assert change.change is None
        assert change.method_break is not None
        assert why in str(change.method_break)


def test_another_way_to_non_household_waste_is_a_method_break() -> None:
    now = earlier_year(invented_city(), draws=500)
    other = earlier_year(with_share(year_before()), draws=500)
    breaks = [str(change.method_break) for change in changes_since(other, now)]
    assert all("rested on something else (survey + given share" in text for text in breaks)


def test_same_source_with_another_number_shares_nothing() -> None:
    """Two studies of one name that found different numbers are two studies."""
    now, before = with_share(invented_city()), with_share(year_before())
    (row,) = before.non_household
    revised = replace(before, non_household=(replace(row, share_of_total_frac=0.35),))
    names = [set(earlier_year(each, draws=500).variance_by_input) for each in (now, before, revised)]
    share = [{name for name in of_year if name.startswith("non_household_share")} for of_year in names]
    assert share[0] == share[1]
    assert share[0].isdisjoint(share[2])


def test_reject_rate_of_one_source_is_shared_between_years() -> None:
    now, before = (earlier_year(each, draws=500).variance_by_input for each in (invented_city(), year_before()))
    assert any(name.startswith("reject.RC1") for name in now.keys() & before.keys())


def test_trucks_counted_where_a_scale_stood_is_a_method_break() -> None:
    now = earlier_year(invented_city(), draws=500)
    trucks = TruckCount(
        facility="LF1", truck_class="tipper", trips_per_day=20, volume_m3=10, fill_frac=0.9, density_t_per_m3=0.26
    )
    counted = replace(year_before(), loads=(), trucks=(trucks,))
    by_figure = {change.figure: change for change in changes_since(earlier_year(counted, draws=500), now)}
    assert "truck counts" in str(by_figure["msw_collected_frac"].method_break)
    assert by_figure["recovery_frac"].method_break is None
