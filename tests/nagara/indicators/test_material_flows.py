"""The chapter on flows: balanced with everything that was measured, and saying what does not fit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from invented_city import invented_city
from invented_flows import chapter_of, measured, network_of, printed_of, received, year_of
from nagara.exchange.read import read_city
from nagara.indicators.city_year import DEFAULT_SEED, city_year
from nagara.indicators.flow_rows import FlowRow
from nagara.indicators.material_flows import MaterialFlows, material_flows
from nagara.waste.records import DisposalSorting, Facility, NonHousehold, RowAt

EXAMPLE = Path(__file__).parents[3] / "examples" / "demo-city"


def row(flows: MaterialFlows, name: str, layer: str = "wet-mass") -> FlowRow:
    return next(entry for entry in flows.rows if (entry.flow, entry.layer) == (name, layer))


def codes(chapter) -> list[str]:
    return [finding.code for finding in chapter.findings]


def test_a_flow_occurs_in_a_layer_whatever_the_seed():
    """A draw that is mixed with what is possible puts traces of everything everywhere: they are no rows."""
    records = read_city(EXAMPLE.with_name("demo-city-2025")).records
    assert records is not None
    traced, plain = (city_year(records, seed=seed).material_flows for seed in (DEFAULT_SEED, 1))
    assert traced is not None
    assert plain is not None
    assert {(each.flow, each.layer) for each in traced.rows} == {(each.flow, each.layer) for each in plain.rows}


def test_without_a_second_measurement_nothing_moves_and_nothing_is_checked():
    chapter = chapter_of()
    assert chapter.printed is not None
    assert chapter.printed.test.degrees_of_freedom == 0
    assert chapter.printed.test.p_value is None
    assert chapter.plug_in == chapter.draws == {}
    assert {entry.status for entry in chapter.printed.rows} <= {"measured", "computed"}
    assert row(chapter.printed, "generated > collected").t_per_day == pytest.approx(60.0)


def test_two_measurements_of_one_flow_meet_where_their_variances_say():
    """The closed form for one check: each measurement moves by its share of the summed variances."""
    chapter = chapter_of(measured(t_per_day=54.0, t_per_day_low=50.0, t_per_day_high=58.0), draws=4_000)
    flows = chapter.printed
    assert flows is not None
    drawn = network_of(invented_city(), 4_000)
    place = {name: at for at, name in enumerate(drawn.drawn)}
    direct = drawn.draws[place["LF1 > disposed"]] - drawn.draws[place["RC1 > LF1"]]
    own, other = direct.var(ddof=1), ((58.0 - 50.0) / (2 * 1.96)) ** 2
    expected = (50.0 / own + 54.0 / other) / (1 / own + 1 / other)
    assert row(flows, "books").t_per_day == pytest.approx(expected, rel=2e-3)
    assert chapter.plug_in["reconciled_collected_t_per_day"] == pytest.approx(expected + 10.0, rel=2e-3)
    account = year_of(invented_city(), 4_000).amounts.collected_t_per_day
    assert chapter.draws["reconciled_collected_t_per_day"].std() < account.std()


def test_a_balanced_interval_is_narrower_than_both_measurements():
    flows = printed_of(measured(t_per_day=51.0, t_per_day_low=48.0, t_per_day_high=54.0))
    books, alone = row(flows, "books"), row(printed_of(), "collected > LF1")
    assert books.low is not None
    assert books.high is not None
    assert alone.low is not None
    assert alone.high is not None
    assert books.high - books.low < min(54.0 - 48.0, alone.high - alone.low)


def test_a_measurement_that_does_not_fit_is_named_with_its_rivals_and_its_place():
    at = RowAt(file="town.xlsx", sheet="Other flows", row=5, columns={"t_per_day": "E"})
    far = replace(measured(t_per_day=30.0, t_per_day_low=29.0, t_per_day_high=31.0), at=at)
    chapter = chapter_of(far)
    assert chapter.printed is not None
    assert chapter.printed.test.is_rejected
    assert "books" in chapter.printed.test.suspicious
    doubt = next(finding for finding in chapter.findings if finding.code == "flows-not-separable")
    assert "books" in str(doubt.values["flows"])
    assert str(doubt.place) == "town.xlsx, sheet Other flows, cell E5"
    assert "flows-contradict" in codes(chapter)


def test_of_three_measurements_the_wrong_one_is_named_alone():
    chapter = chapter_of(
        measured("books", t_per_day=50.0, t_per_day_low=49.0, t_per_day_high=51.0),
        measured("counts", t_per_day=70.0, t_per_day_low=69.0, t_per_day_high=71.0),
    )
    assert chapter.printed is not None
    assert chapter.printed.test.suspicious == ("counts",)
    (doubt,) = (finding for finding in chapter.findings if finding.code == "flow-suspicious")
    assert doubt.values["flow"] == "counts"
    assert float(doubt.values["others"]) == pytest.approx(50.0, abs=1.0)


def test_a_flow_that_nothing_tells_has_no_number():
    rows = (
        measured("in", "collected", "TS", t_per_day=20.0, t_per_day_low=18.0, t_per_day_high=22.0),
        measured("to landfill", "TS", "LF1", layer="plastic", t_per_day=2.0),
        measured("to yard", "TS", "RC1", layer="plastic", t_per_day=1.0),
    )
    chapter = chapter_of(*rows)
    flows = chapter.printed
    assert flows is not None
    unknown = row(flows, "to yard")
    assert (unknown.t_per_day, unknown.low, unknown.status) == (None, None, "not-observable")
    assert {"flow-not-observable", "flow-layer-not-used"} <= set(codes(chapter))
    assert flows.layers == ("wet-mass",)


def test_waste_of_a_neighbour_leaves_less_to_be_collected_here():
    chapter = chapter_of(measured("nb", "neighbour", "LF1", t_per_day=5.0, t_per_day_low=4.0, t_per_day_high=6.0))
    assert chapter.plug_in["reconciled_collected_t_per_day"] == pytest.approx(55.0)
    assert "process-without-inlet" in codes(chapter)


def test_a_buyer_that_receives_less_than_traders_sell_to_it_is_doubted():
    facilities = (*invented_city().facilities, Facility(facility="JS1", name="Junk shop", kind="intermediate-trader"))
    trader = received(facility="JS1", t_per_day=14.0, t_per_day_low=13.5, t_per_day_high=14.5, sold_to="RC1")
    chapter = chapter_of(facilities=facilities, received=(received(), trader))
    doubt = next(finding for finding in chapter.findings if finding.code == "trader-exceeds-buyer")
    assert float(doubt.values["amount"]) == pytest.approx(14.0 * 0.9 - 10.0, rel=1e-3)
    flows = chapter.printed
    assert flows is not None
    assert row(flows, "collected > RC1").t_per_day == pytest.approx(0.0, abs=1e-6)


def test_a_category_that_households_alone_exceed_is_doubted_and_stays_above_zero():
    at_gate = tuple(
        DisposalSorting(sample=f"G{at}", facility="LF1", kitchen_canteen_kg=2.0 + 0.1 * at, other_kg=90.0)
        for at in range(4)
    )
    chapter = chapter_of(disposal_sorting=at_gate)
    doubt = next(finding for finding in chapter.findings if finding.code == "category-negative")
    assert float(doubt.values["amount"]) < 0
    assert chapter.printed is not None
    assert min(entry.low or 0.0 for entry in chapter.printed.rows) >= 0


def test_the_default_range_of_a_measurement_is_listed_among_the_defaults():
    chapter = chapter_of(measured(t_per_day=50.0))
    assert [entry.name for entry in chapter.defaults] in (["records_relative_error"], [])
    assert "flow-range-assumed" in codes(chapter)


def test_only_sources_at_all_give_no_chapter():
    assert material_flows(year_of(invented_city(received=(), loads=()))).printed is None


def test_no_sorting_leaves_all_waste_only():
    flows = printed_of(household_sorting=())
    assert flows.layers == ("wet-mass",)
    assert {entry.layer for entry in flows.points} == {"wet-mass"}


def test_points_are_the_sums_of_their_flows():
    flows = printed_of()
    generated = {entry.layer: entry for entry in flows.points if entry.point == "generated"}
    parts = [row(flows, f"{name} > generated").t_per_day or 0.0 for name in ("household", "non_household")]
    assert generated["wet-mass"].t_per_day == pytest.approx(sum(parts))
    assert 0 < generated["carbon"].t_per_day < generated["wet-mass"].t_per_day


def test_the_same_seed_gives_the_same_flows():
    extra = measured(t_per_day=51.0, t_per_day_low=48.0, t_per_day_high=54.0)
    assert printed_of(extra) == printed_of(extra)


def test_ledger_draws_are_the_same_whether_kept_or_drawn_again():
    year = year_of(invented_city(), 300)
    again = replace(year, inputs={}).ledger_draws()
    assert all(np.array_equal(again[name], year.inputs[name]) for name in year.examination.ledger.inputs)


@pytest.mark.parametrize(
    "changes", [{"non_household": ()}, {"non_household": (NonHousehold(origin="all", t_per_day=0.0),)}]
)
def test_cities_that_lack_a_part_still_balance(changes: dict[str, object]):
    flows = printed_of(**changes)
    assert all(entry.t_per_day is not None and entry.t_per_day >= 0 for entry in flows.rows)


def test_the_example_city_draws_its_small_facilities_together():
    flows = material_flows(year_of(read_city(EXAMPLE).records)).printed
    assert flows is not None
    named = {node.name: node for node in flows.view.nodes}
    assert set(named["small-recovery"].members) == {"MRF1", "CP1", "RC1", "RC2", "JS1"}
    assert named["LF1"].controlled == 1
    assert named["DS1"].controlled == 0
    arriving = [flow for flow in flows.view.flows if flow.target == "LF1"]
    assert sum(flow.t_per_day for flow in arriving) <= named["LF1"].t_per_day + 1e-9


def test_other_flows_that_cannot_be_are_left_out_and_said():
    exact = {"t_per_day_low": None, "t_per_day_high": None}
    rows = (
        measured("a", "collected", "TS", t_per_day=0.0, **exact),
        measured("b", "TS", "LF1", t_per_day=30.0, t_per_day_low=30.0, t_per_day_high=30.0),
    )
    chapter = chapter_of(*rows)
    doubt = next(finding for finding in chapter.findings if finding.code == "flows-left-out")
    assert "fixed values contradict" in str(doubt.values["why"])
    assert chapter.printed is not None
    assert row(chapter.printed, "generated > collected").t_per_day == pytest.approx(60.0)


POINTS = ("household", "generated", "collected", "uncollected", "recovered", "disposed", "LF1", "RC1", "TS", "X")
AMOUNTS = st.sampled_from([0.0, 0.5, 5.0, 20.0, 200.0])
LAYERS = st.sampled_from([None, None, "plastic", "glass"])


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(POINTS), st.sampled_from(POINTS), AMOUNTS, st.sampled_from([None, "plastic", "glass"])
        ),
        min_size=1,
        max_size=4,
    )
)
@example([("household", "collected", 0.0, "plastic")])  # a place that nothing known reaches
def test_no_row_whatsoever_breaks_a_law(rows: list[tuple[str, str, float, str | None]]):
    """Nonsense may be left out with a doubt; what is printed closes and stays above zero."""
    written = tuple(
        measured(
            f"f{at}", source, target, t_per_day=amount, t_per_day_low=0.8 * amount, t_per_day_high=amount, layer=layer
        )
        for at, (source, target, amount, layer) in enumerate(rows)
        if source != target
    )
    records = replace(BASE.examination.records, measured_flows=written)
    flows = material_flows(replace(BASE, examination=replace(BASE.examination, records=records))).printed
    assert flows is not None
    assert all(entry.t_per_day is None or entry.t_per_day >= -1e-6 for entry in flows.rows)


BASE = year_of(invented_city(), 120)


def test_rounding_is_nothing_and_not_a_number_of_its_own():
    flows = printed_of(
        measured("books", t_per_day=50.0, t_per_day_low=49.0, t_per_day_high=51.0),
        measured("counts", t_per_day=70.0, t_per_day_low=69.0, t_per_day_high=71.0),
    )
    numbers = [entry.t_per_day or 0.0 for entry in (*flows.rows, *flows.points)]
    assert not [number for number in numbers if 0.0 < number < 1e-9]
