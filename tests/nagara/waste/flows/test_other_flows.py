"""Rows of the sheet Other flows extend the network or check it, and say what is odd about them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from invented_city import invented_city
from invented_flows import measured, network_of
from nagara.waste.flows.network import OUTSIDE
from nagara.waste.flows.other_flows import OtherFlows, other_flows
from nagara.waste.records import Facility, MeasuredFlow, RowAt


def extended(*rows: MeasuredFlow, **changes: object) -> OtherFlows:
    records = replace(invented_city(**changes), measured_flows=rows)
    return other_flows(network_of(records, 100).network, records)


def codes(found: OtherFlows) -> list[str]:
    return [finding.code for finding in found.findings]


TONNES = {"t_per_day": 5.0, "t_per_day_low": 4.0, "t_per_day_high": 6.0}


def test_a_known_flow_becomes_a_further_measurement_of_it():
    found = extended(measured(**TONNES))
    (entry,) = found.network.measurements
    assert (entry.name, entry.flows, entry.t_per_day.value) == ("books", ("collected > LF1",), 5.0)
    assert codes(found) == []


def test_names_are_read_whatever_their_case():
    found = extended(measured(source="Collected", target="lf1", **TONNES))
    assert found.network.measurements[0].flows == ("collected > LF1",)
    both = extended(measured(source="Non household", target="generated", **TONNES))
    assert both.network.measurements[0].flows == ("non_household > generated",)


def test_a_total_is_a_measurement_of_all_that_reaches_the_point():
    found = extended(measured(target="disposed", **TONNES), measured("all", target="recovered", **TONNES))
    assert [entry.flows for entry in found.network.measurements] == [("LF1 > disposed",), ("RC1 > recovered",)]


def test_a_place_of_its_own_becomes_a_process():
    found = extended(measured("in", target="TS", **TONNES), measured("out", "TS", "LF1", **TONNES))
    assert [(flow.name, flow.source, flow.target) for flow in found.network.flows[-2:]] == [
        ("in", "collected", "TS"),
        ("out", "TS", "LF1"),
    ]
    assert codes(found) == []


def test_a_place_that_nothing_leaves_or_reaches_is_closed_and_said():
    found = extended(measured("in", target="island", **TONNES), measured("from afar", "neighbour", "LF1", **TONNES))
    assert found.network.between("island", OUTSIDE)
    assert found.network.between(OUTSIDE, "neighbour")
    assert codes(found) == ["process-without-outlet", "process-without-inlet"]


def test_a_slip_in_a_name_is_doubted_with_the_nearest():
    at = RowAt(file="town.xlsx", sheet="Other flows", row=7, columns={"from_process": "B"})
    found = extended(replace(measured(source="colected", **TONNES), at=at))
    doubt = found.findings[0]
    assert (doubt.code, doubt.values["nearest"]) == ("flow-process-unknown", "collected")
    assert str(doubt.place) == "town.xlsx, sheet Other flows, cell B7"


def test_a_facility_without_a_tonnage_joins_by_a_measured_flow():
    facilities = (*invented_city().facilities, Facility(facility="CP1", name="Compost (invented)", kind="composting"))
    found = extended(measured(target="CP1", **TONNES), facilities=facilities)
    assert found.network.between("CP1", "recovered")
    assert codes(found) == ["flow-added"]


def test_names_twice_and_circles_of_one_are_left_out():
    found = extended(measured(**TONNES), measured(**TONNES), measured("x", "LF1", "LF1", **TONNES))
    assert codes(found) == ["flow-name-twice", "flow-ends-where-it-begins"]
    assert len(found.network.measurements) == 1


def test_a_share_is_read_of_all_waste_of_one_flow_only():
    share = {"share_of_source_frac": 0.7, "share_of_source_low": 0.6, "share_of_source_high": 0.8}
    found = extended(measured("kept", "generated", "collected", **share))
    assert [entry.flow for entry in found.network.coefficients] == ["generated > collected"]
    assert codes(extended(measured("kept", "generated", "collected", layer="plastic", **share))) == [
        "flow-share-not-used"
    ]


def test_a_number_without_range_takes_the_default_and_says_so():
    found = extended(measured(t_per_day=50.0))
    assert codes(found) == ["flow-range-assumed"]
    assert found.has_default_range
    assert found.network.measurements[0].t_per_day.low < 50.0 < found.network.measurements[0].t_per_day.high


def test_a_layer_is_kept_apart():
    found = extended(measured("film", "generated", "uncollected", layer="plastic_film", **TONNES))
    assert found.network.measurements == ()
    assert [(entry.name, entry.flows, entry.layer) for entry in found.layers] == [
        ("film", ("generated > uncollected",), "plastic_film")
    ]


def test_rows_without_a_number_change_nothing():
    found = extended(measured(t_per_day=None))
    assert found.network == network_of(invented_city(), 100).network


@pytest.mark.parametrize("name", ["disposed", "recovered"])
def test_an_end_that_the_account_lacks_can_be_measured(name: str):
    found = extended(
        measured(target=name, **TONNES), loads=(), received=invented_city().received if name == "disposed" else ()
    )
    assert name in {process.name for process in found.network.processes}
