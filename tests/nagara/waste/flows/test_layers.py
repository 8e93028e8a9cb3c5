"""Every layer closes, adds up and stays above zero; what was sorted decides it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invented_city import SORTED_KG, invented_city
from invented_flows import measured, network_of, received
from nagara.errors import UnknownCodeError
from nagara.uncertainty.estimates import Estimate
from nagara.waste.flows.carbon import carbon_weights
from nagara.waste.flows.city_reconciliation import ReconciledCity, reconciled_city
from nagara.waste.flows.layers import CityLayers, Compositions, city_layers, layer_weights
from nagara.waste.flows.network_laws import balance_gap
from nagara.waste.flows.other_flows import LayerMeasurement, other_flows
from nagara.waste.material_map import CATEGORIES
from nagara.waste.records import CityRecords

EVEN = np.full(12, 1.0 / 12.0)


def laid(
    records: CityRecords,
    household: np.ndarray,
    disposal: np.ndarray,
    draws: int = 200,
    measured: Mapping[str, tuple[LayerMeasurement, np.ndarray]] | None = None,
) -> tuple[ReconciledCity, CityLayers]:
    city = network_of(records, draws)
    further = other_flows(city.network, records).network
    values = {flow.name: flow.t_per_day for flow in further.flows if flow.t_per_day is not None}
    values |= {entry.name: entry.t_per_day for entry in further.measurements}
    generator = np.random.default_rng(2)
    drawn = {name: estimate.from_normal(generator.standard_normal(draws)) for name, estimate in values.items()}
    flows = reconciled_city(city.with_network(further), drawn)

    def shares(around: np.ndarray) -> np.ndarray:
        spread = around[:, None] * np.exp(0.15 * generator.standard_normal((12, draws)))
        return np.hstack([around[:, None], spread / spread.sum(axis=0)])

    return flows, city_layers(
        flows, Compositions(household=shares(household), disposal=shares(disposal)), measured or {}
    )


def closes(flows: ReconciledCity, layers: CityLayers) -> bool:
    by_category = layers.by_category
    totals = np.hstack([flows.plug_in, flows.draws[:, : by_category.shape[2] - 1]])
    adds_up = np.abs(by_category.sum(axis=1) - totals).max() < 1e-9 * np.abs(totals).max()
    gaps = [balance_gap(flows.network, by_category[:, at]) for at in range(12)]
    return bool(adds_up and max(gaps) < 1e-9 and by_category.min() > -1e-9 * np.abs(totals).max())


def test_equal_compositions_run_through_everything():
    records = invented_city(received=(received(material="mixed_waste"),))
    flows, layers = laid(records, EVEN, EVEN)
    np.testing.assert_allclose(layers.by_category[:, :, 0], flows.plug_in / 12.0 * np.ones(12), rtol=1e-9)
    assert closes(flows, layers)


def test_a_recovered_material_is_its_own_category():
    flows, layers = laid(invented_city(), EVEN, EVEN)
    at = flows.network.names.index("RC1 > recovered")
    held = dict(zip(CATEGORIES, layers.by_category[at, :, 0], strict=True))
    assert held["paper_cardboard"] == pytest.approx(9.0)
    assert sum(held.values()) == pytest.approx(9.0)


def test_non_household_waste_is_what_remains():
    household = np.array(SORTED_KG) / sum(SORTED_KG)
    flows, layers = laid(invented_city(), household, EVEN)
    names = flows.network.names
    remains = layers.by_category[names.index("outside > non_household"), :, 0]
    assert remains.sum() == pytest.approx(18.0)
    if layers.as_sorted is not None and layers.as_sorted[:, 0].min() >= 0:
        kept = layers.by_category[names.index("stock.disposed"), :, 0]
        gone = layers.by_category[names.index("stock.uncollected"), :, 0]
        sold = layers.by_category[names.index("RC1 > recovered"), :, 0]
        np.testing.assert_allclose(remains, kept + gone + sold - 62.0 * household, atol=1e-9)


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.floats(min_value=0.01, max_value=1.0), min_size=12, max_size=12),
    st.lists(st.floats(min_value=0.01, max_value=1.0), min_size=12, max_size=12),
)
def test_any_two_compositions_close_and_stay_above_zero(household: list[float], disposal: list[float]):
    at_home, at_gate = np.array(household) / sum(household), np.array(disposal) / sum(disposal)
    assert closes(*laid(invented_city(), at_home, at_gate))


def test_an_added_flow_is_mixed_as_what_enters_its_source():
    rows = (
        measured("in", "collected", "TS", t_per_day=20.0, t_per_day_low=18.0, t_per_day_high=22.0),
        measured("out", "TS", "LF1"),
    )
    rows = (rows[0], replace(rows[1], t_per_day=20.0, t_per_day_low=15.0, t_per_day_high=25.0))
    flows, layers = laid(replace(invented_city(), measured_flows=rows), EVEN, np.array(SORTED_KG) / sum(SORTED_KG))
    assert closes(flows, layers)
    names = flows.network.names
    inside, outside = (layers.by_category[names.index(name), :, 0] for name in ("in", "out"))
    np.testing.assert_allclose(inside, outside, atol=1e-9)
    collected = layers.by_category[names.index("generated > collected"), :, 0]
    np.testing.assert_allclose(inside / inside.sum(), collected / collected.sum(), atol=1e-6)


def test_a_loop_of_added_flows_closes_too():
    rows = (
        measured("out", "LF1", "TS", t_per_day=6.0, t_per_day_low=5.0, t_per_day_high=7.0),
        measured("back", "TS", "collected", t_per_day=6.0, t_per_day_low=5.0, t_per_day_high=7.0),
    )
    assert closes(*laid(replace(invented_city(), measured_flows=rows), EVEN, np.array(SORTED_KG) / sum(SORTED_KG)))


def test_plastic_is_film_and_dense():
    assert dict(zip(CATEGORIES, layer_weights("plastic"), strict=True)) == {
        code: float(code in {"plastic_film", "plastic_dense"}) for code in CATEGORIES
    }
    assert layer_weights("glass").sum() == 1.0
    with pytest.raises(UnknownCodeError):
        layer_weights("gold")


def test_carbon_is_that_of_the_ipcc_by_category():
    """Table 2.4 of the 2006 guidelines, by hand: dry matter times carbon of the dry matter."""
    held = dict(zip(CATEGORIES, carbon_weights()[:, 0], strict=True))
    assert held["kitchen_canteen"] == pytest.approx(0.40 * 0.38)
    assert held["paper_cardboard"] == pytest.approx(0.90 * 0.46)
    assert held["plastic_film"] == pytest.approx(0.75)
    assert held["glass"] == held["metals"] == 0.0
    assert held["textiles_shoes"] == pytest.approx(0.8 * 0.80 * 0.50 + 0.2 * 0.84 * 0.67)


def test_a_measured_layer_moves_the_layer_and_not_the_mass():
    estimate = Estimate(value=4.0, low=3.8, high=4.2)
    entry = LayerMeasurement(
        name="litter", flows=("generated > uncollected",), layer="plastic", t_per_day=estimate, place=None
    )
    drawn = np.concatenate([[4.0], estimate.from_normal(np.random.default_rng(4).standard_normal(200))])
    records = invented_city(received=(received(material="mixed_waste"),))
    flows, before = laid(records, EVEN, EVEN)
    _, after = laid(records, EVEN, EVEN, measured={"litter": (entry, drawn)})
    at = flows.network.names.index("generated > uncollected")
    plastic = [layers.layer(layer_weights("plastic"))[at] for layers in (before, after)]
    assert plastic[0][0] < plastic[1][0] < 4.0
    assert plastic[1][1:].std() < plastic[0][1:].std()
    assert closes(flows, after)
    others, z = after.fit["litter"]
    assert others == pytest.approx(plastic[0][0])
    assert z > 0
