"""The account obeys the laws of nature and the counting rules of the metadata."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented_city import invented_city
from nagara.indicators.examination import examine
from nagara.waste.account import balance
from nagara.waste.records import CityRecords, Facility, Load, NonHousehold, Notation, Picking, Received, TruckCount

AMOUNTS = st.floats(min_value=0.0, max_value=500.0)
SHARES = st.floats(min_value=0.0, max_value=1.0)


def plug_in(records: CityRecords) -> dict[str, float]:
    amounts = examine(records).amounts
    names = [name for name in amounts.__slots__ if name.endswith("_t_per_day") and not name.startswith("stratum")]
    return {name: float(getattr(amounts, name)[0]) for name in names}


def received(**values: object) -> Received:
    base: dict[str, object] = {"facility": "RC1", "material": "paper_cardboard", "picked_at_disposal_frac": 0.0}
    return Received(**(base | values))  # type: ignore[arg-type]


def test_adds_up_as_on_paper() -> None:
    amounts = plug_in(invented_city())
    assert amounts["household_t_per_day"] == pytest.approx(62.0)
    assert amounts["generated_t_per_day"] == pytest.approx(80.0)
    assert amounts["recovered_t_per_day"] == pytest.approx(9.0)
    assert amounts["disposed_t_per_day"] == pytest.approx(51.0)
    assert amounts["collected_t_per_day"] == pytest.approx(60.0)
    assert amounts["controlled_t_per_day"] == pytest.approx(51.0)
    assert amounts["uncollected_t_per_day"] == pytest.approx(20.0)


def test_construction_loads_are_left_out_and_said() -> None:
    found = [finding for finding in examine(invented_city()).findings if finding.code == "load-left-out"]
    assert [finding.values["amount"] for finding in found] == pytest.approx([20.0])


def test_non_household_share_of_the_total() -> None:
    (row,) = invented_city().non_household
    shared = replace(row, t_per_day=None, t_per_day_low=None, t_per_day_high=None, share_of_total_frac=0.3)
    amounts = plug_in(invented_city(non_household=(shared,)))
    assert amounts["generated_t_per_day"] == pytest.approx(62.0 / 0.7)
    assert amounts["non_household_t_per_day"] == pytest.approx(0.3 * 62.0 / 0.7)


@pytest.mark.parametrize(("source", "is_doubted"), [(None, True), ("City plan of 2023", False)])
def test_a_share_without_its_source_is_doubted(source, is_doubted) -> None:
    shared = NonHousehold(origin="all", method="share", share_of_total_frac=0.3, source=source)
    assert ("share-without-source" in codes(invented_city(non_household=(shared,)))) is is_doubted


def test_recorded_waste_without_a_range_is_said() -> None:
    found = examine(invented_city(non_household=(NonHousehold(origin="markets", t_per_day=18.0),))).findings
    said = [finding.values["facility"] for finding in found if finding.code == "records-range-assumed"]
    assert "Non-household waste (markets)" in said


@given(gross=AMOUNTS, from_city=SHARES, outside=SHARES, picked=SHARES, rejected=SHARES)
def test_collected_is_recovery_plus_disposal_less_rejects_and_picking(
    gross: float, from_city: float, outside: float, picked: float, rejected: float
) -> None:
    row = received(
        t_per_day=gross,
        from_city_frac=from_city,
        outside_msw_frac=outside,
        picked_at_disposal_frac=picked,
        reject_frac=rejected,
    )
    amounts = plug_in(invented_city(received=(row,)))
    arrived = gross * from_city * (1 - outside)
    by_metadata = arrived + 51.0 - arrived * rejected - arrived * picked
    assert amounts["collected_t_per_day"] == pytest.approx(by_metadata)


@given(gross=AMOUNTS, rejected=SHARES)
def test_mass_is_conserved(gross: float, rejected: float) -> None:
    amounts = plug_in(invented_city(received=(received(t_per_day=gross, reject_frac=rejected),)))
    assert amounts["household_t_per_day"] + amounts["non_household_t_per_day"] == pytest.approx(
        amounts["generated_t_per_day"], rel=1e-12
    )
    assert amounts["recovered_t_per_day"] + amounts["disposed_t_per_day"] == pytest.approx(
        amounts["collected_t_per_day"], rel=1e-12
    )
    assert amounts["recovered_gross_t_per_day"] - amounts["rejects_t_per_day"] == pytest.approx(
        amounts["recovered_t_per_day"], rel=1e-12
    )


def test_material_is_counted_once_at_the_last_facility() -> None:
    trader = Facility(facility="TR1", name="Trader (invented)", kind="intermediate-trader", operator="informal")
    passed_on = received(facility="TR1", t_per_day=6, reject_frac=0.0, sold_to="RC1")
    base = invented_city()
    chained = replace(base, facilities=(*base.facilities, trader), received=(*base.received, passed_on))
    assert plug_in(chained)["collected_t_per_day"] == pytest.approx(plug_in(base)["collected_t_per_day"])


def test_picked_material_leaves_the_site_it_was_picked_at() -> None:
    second = Facility(facility="DS1", name="River dump (invented)", kind="dumpsite")
    trucks = TruckCount(
        facility="DS1", truck_class="tipper", trips_per_day=10, volume_m3=10, fill_frac=1.0, density_t_per_m3=0.2
    )
    base = invented_city()
    picked = received(t_per_day=10, reject_frac=0.0, picked_at_disposal_frac=0.4, picked_from="DS1")
    city = replace(base, facilities=(*base.facilities, second), trucks=(trucks,), received=(picked,))
    examination = examine(city)
    assert examination.amounts.counted_by_facility["DS1"][0] == pytest.approx(20.0 - 4.0)
    assert examination.amounts.counted_by_facility["LF1"][0] == pytest.approx(51.0)


def test_pickers_count_stands_in_where_buyers_do_not_say() -> None:
    silent = received(t_per_day=10, reject_frac=0.1, picked_at_disposal_frac=None)
    pickers = Picking(facility="LF1", pickers=100, kg_per_picker_day=30)
    city = invented_city(received=(silent,), picking=(pickers,))
    amounts = plug_in(city)
    assert amounts["picked_t_per_day"] == pytest.approx(3.0)
    assert amounts["collected_t_per_day"] == pytest.approx(60.0 - 3.0)
    assert "picked-from-pickers" in {finding.code for finding in examine(city).findings}


def test_more_picked_than_arrived_blocks() -> None:
    impossible = received(t_per_day=100, reject_frac=0.0, picked_at_disposal_frac=0.9, picked_from="LF1")
    findings = examine(invented_city(received=(impossible,))).findings
    assert "picked-exceeds-gate" in {finding.code for finding in findings if finding.severity == "blocking"}


def test_doubling_every_amount_leaves_every_share() -> None:
    base = invented_city()
    doubled = replace(
        base,
        city=replace(base.city, population=200_000, population_low=194_000, population_high=206_000),
        non_household=tuple(
            replace(row, t_per_day=36, t_per_day_low=30, t_per_day_high=42) for row in base.non_household
        ),
        received=tuple(replace(row, t_per_day=20, t_per_day_low=18, t_per_day_high=22) for row in base.received),
        loads=tuple(
            replace(row, tonnes_t=2 * (row.tonnes_t or 0), tonnes_low=None, tonnes_high=None) for row in base.loads
        ),
    )
    once, twice = plug_in(base), plug_in(doubled)
    for name, amount in once.items():
        assert twice[name] == pytest.approx(2 * amount), name


def test_order_of_rows_does_not_matter() -> None:
    base = invented_city()
    turned = replace(
        base,
        **{
            name: tuple(reversed(getattr(base, name)))
            for name in ("areas", "households", "weighings", "household_sorting", "facilities", "received", "loads")
        },
    )
    assert plug_in(turned) == pytest.approx(plug_in(base))


@pytest.mark.parametrize("more", [0.5, 5.0, 50.0])
def test_more_waste_at_the_gate_never_collects_less(more: float) -> None:
    base = invented_city()
    loads = tuple(replace(row, tonnes_t=(row.tonnes_t or 0) + 365 * more, tonnes_high=None) for row in base.loads)
    grown = plug_in(replace(base, loads=loads))
    assert grown["collected_t_per_day"] > plug_in(base)["collected_t_per_day"]
    assert grown["controlled_t_per_day"] > plug_in(base)["controlled_t_per_day"]


def test_draws_and_plug_in_are_the_same_account() -> None:
    examination = examine(invented_city())
    values = {name: np.repeat(value, 3) for name, value in examination.inputs.plug_in().items()}
    amounts = balance(examination.ledger, values)
    assert amounts.collected_t_per_day == pytest.approx([60.0] * 3)


DUMP = Facility(facility="DS1", name="River dump (invented)", kind="dumpsite")
DUMP_TOO = Facility(facility="DS2", name="Lake dump (invented)", kind="dumpsite")


def truck(**values: object) -> TruckCount:
    base: dict[str, object] = {
        "facility": "DS1",
        "truck_class": "tipper",
        "trips_per_day": 10,
        "days_counted": 7,
        "volume_m3": 5,
        "fill_frac": 1.0,
        "fill_low": 0.9,
        "density_t_per_m3": 0.2,
        "density_low": 0.15,
        "density_high": 0.25,
    }
    return TruckCount(**(base | values))  # type: ignore[arg-type]


def codes(records: CityRecords) -> set[str]:
    return {finding.code for finding in examine(records).findings}


def with_trucks(*trucks: TruckCount) -> CityRecords:
    base = invented_city()
    return replace(base, facilities=(*base.facilities, DUMP, DUMP_TOO), trucks=trucks)


def test_each_site_keeps_the_density_that_was_weighed_there() -> None:
    city = with_trucks(truck(), truck(facility="DS2", density_t_per_m3=0.4, density_low=0.3, density_high=0.5))
    counted = examine(city).amounts.counted_by_facility
    assert counted["DS1"][0] == pytest.approx(10.0)
    assert counted["DS2"][0] == pytest.approx(20.0)


def test_trucks_with_rejects_do_not_replace_the_trucks_with_waste() -> None:
    city = with_trucks(truck(), truck(load="rejects", trips_per_day=1))
    assert examine(city).amounts.counted_by_facility["DS1"][0] == pytest.approx(10.0 + 1.0)


def test_trucks_with_construction_waste_are_left_out_and_said() -> None:
    city = with_trucks(truck(), truck(load="construction", trips_per_day=3))
    left_out = [finding for finding in examine(city).findings if finding.code == "load-left-out"]
    assert [finding.values["amount"] for finding in left_out] == pytest.approx([20.0, 3.0])


def test_density_without_range_is_not_exact() -> None:
    city = with_trucks(truck(density_low=None, density_high=None))
    estimate = examine(city).ledger.inputs["density.tipper"].estimate
    assert estimate.low < 0.2 < estimate.high
    assert estimate.is_default
    assert "records-range-assumed" in codes(city)


def test_reject_rate_without_range_is_not_exact() -> None:
    row = received(t_per_day=10, t_per_day_low=9, t_per_day_high=11, from_city_frac=1.0, reject_frac=0.1)
    city = invented_city(received=(row,))
    estimate = examine(city).ledger.inputs["reject.RC1.paper_cardboard"].estimate
    assert estimate.low < 0.1 < estimate.high
    assert "records-range-assumed" in codes(city)


def test_absent_gate_number_is_a_gap_and_not_zero() -> None:
    silent = Load(facility="LF1", load="msw", notation=Notation.NOT_ESTIMATED)
    rejects = Load(facility="LF1", load="rejects", days=365, tonnes_t=365.0)
    assert "no-number-at-gate" in codes(invented_city(loads=(silent, rejects)))
    assert "no-number-at-gate" in codes(invented_city(loads=(silent,)))


def test_site_where_nothing_arrives_is_no_gap() -> None:
    nothing = Load(facility="LF1", load="msw", notation=Notation.NOT_OCCURRING)
    assert codes(invented_city(loads=(nothing,))).isdisjoint({"no-number-at-gate", "facility-without-tonnage"})


def test_tonnes_without_days_block() -> None:
    (row, _) = invented_city().loads
    findings = examine(invented_city(loads=(replace(row, days=None),))).findings
    assert "days-missing" in {finding.code for finding in findings if finding.severity == "blocking"}


def test_recovery_facility_without_any_row_is_said() -> None:
    assert "facility-without-tonnage" in codes(invented_city(received=()))


def test_what_is_passed_to_a_buyer_without_number_is_not_lost() -> None:
    trader = Facility(facility="TR1", name="Trader (invented)", kind="intermediate-trader", operator="informal")
    passed_on = received(facility="TR1", t_per_day=6, reject_frac=0.0, sold_to="RC1")
    silent = received(notation=Notation.NOT_REPORTED)
    city = invented_city(facilities=(*invented_city().facilities, trader), received=(passed_on, silent))
    assert plug_in(city)["recovered_t_per_day"] == pytest.approx(6.0)
    assert "buyer-without-number" in codes(city)


@pytest.mark.parametrize(
    ("material", "recovered", "code"),
    [
        ("plastic_hdpe", 8.0, "counted-further-on"),  # plastics under another name
        ("mixed_waste", 8.0, "counted-further-on"),  # sorted before it is sold
        ("glass", 14.0, "buyer-without-material"),
    ],
)
def test_a_buyer_counts_only_material_of_its_kind(material, recovered, code) -> None:
    trader = Facility(facility="TR1", name="Trader (invented)", kind="intermediate-trader", operator="informal")
    passed_on = received(facility="TR1", material=material, t_per_day=6, reject_frac=0.0, sold_to="RC1")
    bought = received(t_per_day=8, reject_frac=0.0, material="plastic_pet")
    city = invented_city(facilities=(*invented_city().facilities, trader), received=(passed_on, bought))
    assert plug_in(city)["recovered_t_per_day"] == pytest.approx(recovered)
    assert code in codes(city)


def test_chain_that_returns_blocks() -> None:
    trader = Facility(facility="TR1", name="Trader (invented)", kind="intermediate-trader", operator="informal")
    there = received(facility="TR1", t_per_day=6, reject_frac=0.0, sold_to="RC1")
    back = received(t_per_day=6, reject_frac=0.0, sold_to="TR1")
    findings = examine(invented_city(facilities=(*invented_city().facilities, trader), received=(there, back))).findings
    assert "chain-returns" in {finding.code for finding in findings if finding.severity == "blocking"}


def test_silence_of_some_buyers_is_not_silence_of_all() -> None:
    telling = received(t_per_day=2, reject_frac=0.0, picked_at_disposal_frac=0.4, picked_from="LF1")
    silent = received(material="metal", t_per_day=1, reject_frac=0.0, picked_at_disposal_frac=None)
    found = codes(invented_city(received=(telling, silent)))
    assert "picked-share-said-by-some" in found
    assert "picked-share-not-said" not in found


def test_picking_at_a_site_without_gate_record_leaves_the_other_sites_alone() -> None:
    base = invented_city()
    picked = received(t_per_day=10, reject_frac=0.0, picked_at_disposal_frac=0.4, picked_from="DS1")
    city = replace(base, facilities=(*base.facilities, DUMP), received=(picked,))
    assert examine(city).amounts.counted_by_facility["LF1"][0] == pytest.approx(51.0)
    assert plug_in(city)["picked_t_per_day"] == 0.0
    assert "picked-from-silent-site" in codes(city)


def test_picking_from_an_unnamed_site_is_shared_by_size() -> None:
    picked = received(t_per_day=10, reject_frac=0.0, picked_at_disposal_frac=0.61)
    city = replace(with_trucks(truck()), received=(picked,))
    counted = examine(city).amounts.counted_by_facility
    assert counted["LF1"][0] == pytest.approx(51.0 * (1 - 0.1))
    assert counted["DS1"][0] == pytest.approx(10.0 * (1 - 0.1))


def test_too_much_picked_names_the_amounts_of_its_own_site() -> None:
    impossible = received(t_per_day=50, reject_frac=0.0, picked_at_disposal_frac=0.5, picked_from="DS1")
    city = replace(with_trucks(truck()), received=(impossible,))
    (finding,) = [entry for entry in examine(city).findings if entry.code == "picked-exceeds-gate"]
    assert finding.values["facility"] == "River dump (invented)"
    assert finding.values["picked"] == pytest.approx(25.0)
    assert finding.values["gate"] == pytest.approx(10.0)


def test_unused_pickers_count_is_said() -> None:
    told = received(t_per_day=10, reject_frac=0.1, picked_at_disposal_frac=0.2, picked_from="LF1")
    pickers = Picking(facility="LF1", pickers=100, kg_per_picker_day=30)
    (finding,) = [
        entry
        for entry in examine(invented_city(received=(told,), picking=(pickers,))).findings
        if entry.code == "picking-not-used"
    ]
    assert finding.values["counted"] == pytest.approx(3.0)
    assert finding.values["said"] == pytest.approx(2.0)


def test_silence_about_picking_is_said() -> None:
    silent = received(t_per_day=10, reject_frac=0.1, picked_at_disposal_frac=None)
    assert "picked-share-not-said" in codes(invented_city(received=(silent,)))


@pytest.mark.parametrize(
    ("where", "code"),
    [("burned", "rejects-unmanaged"), ("dumped", "rejects-unmanaged"), (None, "rejects-destination-unknown")],
)
def test_where_rejects_go_is_said(where: str | None, code: str) -> None:
    (row,) = invented_city().received
    assert code in codes(invented_city(received=(replace(row, rejects_to=where),)))
    assert code not in codes(invented_city())


@pytest.mark.parametrize("share", [0.05, 0.3, 0.7, 0.95])
def test_share_without_range_gets_one_around_it_and_says_so(share: float) -> None:
    row = NonHousehold(origin="all", share_of_total_frac=share, source="Invented study")
    examination = examine(invented_city(non_household=(row,)))
    estimate = examination.ledger.inputs["non_household_share"].estimate
    assert 0.0 < estimate.low < share < estimate.high < 1.0
    assert "share-range-assumed" in {finding.code for finding in examination.findings}
    assert "non_household_share_half_width" in {entry.name for entry in examination.ledger.assumed}


def test_share_with_unexplained_range_is_an_interval_as_the_reader_says() -> None:
    row = NonHousehold(origin="all", share_of_total_frac=0.3, share_of_total_low=0.2, share_of_total_high=0.4)
    assert (
        examine(invented_city(non_household=(row,))).ledger.inputs["non_household_share"].estimate.means
        == "interval-95"
    )


def test_origin_that_is_only_a_gap_takes_the_default_and_no_lower_bound() -> None:
    row = NonHousehold(origin="all", notation=Notation.NOT_ESTIMATED)
    found = codes(invented_city(non_household=(row,)))
    assert "non-household-assumed" in found
    assert "non-household-incomplete" not in found
