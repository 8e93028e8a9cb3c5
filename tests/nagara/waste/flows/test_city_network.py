"""The network of a city says what its account says, tonne by tonne."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invented_city import invented_city
from invented_flows import network_of, received, year_of
from nagara.waste.flows.city_network import CityNetwork
from nagara.waste.flows.city_reconciliation import reconciled_city
from nagara.waste.flows.network_laws import balance_gap
from nagara.waste.records import CityRecords, Facility, Load, Picking

SHARES = st.floats(min_value=0.0, max_value=0.4)


def plug_in(city: CityNetwork) -> dict[str, float]:
    flows = reconciled_city(city, {})
    return dict(zip(flows.network.names, flows.plug_in[:, 0], strict=True))


def chain() -> CityRecords:
    """A trader sells on what it buys; a dumpsite is picked over; rejects go to the landfill."""
    records = invented_city()
    return invented_city(
        facilities=(
            *records.facilities,
            Facility(facility="JS1", name="Junk shop (invented)", kind="intermediate-trader"),
            Facility(facility="DS1", name="Dump (invented)", kind="dumpsite"),
        ),
        received=(
            received(picked_at_disposal_frac=0.1, picked_from="DS1"),
            received(facility="JS1", t_per_day=3.0, t_per_day_low=2.5, t_per_day_high=3.5, sold_to="RC1"),
        ),
        loads=(
            *records.loads,
            Load(facility="LF1", load="rejects", days=365, tonnes_t=365.0),
            Load(facility="DS1", load="msw", days=365, tonnes_t=8 * 365.0),
        ),
    )


def test_adds_up_as_on_paper():
    flows = plug_in(network_of(invented_city()))
    assert flows["generated > collected"] == pytest.approx(60.0)
    assert flows["generated > uncollected"] == pytest.approx(20.0)
    assert flows["collected > LF1"] == pytest.approx(50.0)
    assert flows["RC1 > LF1"] == pytest.approx(1.0)
    assert flows["recovered > outside"] == pytest.approx(9.0)
    assert flows["stock.disposed"] == pytest.approx(51.0)


def test_a_tonne_that_is_sold_on_or_picked_is_counted_once():
    records = chain()
    flows, amounts = plug_in(network_of(records)), year_of(records).examination.amounts
    assert flows["JS1 > RC1"] == pytest.approx(2.7)
    assert flows["DS1 > RC1"] == pytest.approx(1.0)
    assert flows["collected > RC1"] == pytest.approx(10.0 - 2.7 - 1.0)
    assert flows["RC1 > LF1"] == pytest.approx(1.0)
    assert flows["generated > collected"] == pytest.approx(float(amounts.collected_t_per_day[0]))


@pytest.mark.parametrize(
    ("fate", "runs_to"), [("burned", "uncollected"), ("dumped", "uncollected"), ("recovery", "collected")]
)
def test_rejects_go_where_the_facility_says(fate: str, runs_to: str):
    records = invented_city(received=(received(rejects_to=fate),))
    flows, amounts = plug_in(network_of(records)), year_of(records).examination.amounts
    assert flows[f"RC1 > {runs_to}"] == pytest.approx(1.0)
    assert flows["stock.uncollected"] == pytest.approx(float(amounts.uncollected_t_per_day[0]))


def test_rejects_without_a_disposal_site_are_not_collected_in_the_end():
    records = invented_city(loads=())
    flows, amounts = plug_in(network_of(records)), year_of(records).examination.amounts
    assert flows["RC1 > uncollected"] == pytest.approx(1.0)
    assert flows["stock.uncollected"] == pytest.approx(float(amounts.uncollected_t_per_day[0]))


def test_what_pickers_count_runs_from_their_site_to_the_buyers():
    records = invented_city(
        received=(received(picked_at_disposal_frac=None),),
        picking=(Picking(facility="LF1", pickers=50, kg_per_picker_day=20.0),),
    )
    flows = plug_in(network_of(records))
    assert flows["LF1 > RC1"] == pytest.approx(1.0)
    assert flows["LF1 > disposed"] == pytest.approx(50.0)


@settings(max_examples=8, deadline=None)
@given(picked=SHARES, rejected=SHARES, outside=SHARES)
def test_the_account_and_the_network_agree_draw_by_draw(picked: float, rejected: float, outside: float):
    row = received(
        picked_at_disposal_frac=picked,
        outside_msw_frac=outside,
        reject_frac=rejected,
        reject_low=0.5 * rejected,
        reject_high=min(1.0, 2 * rejected),
    )
    records = invented_city(received=(row,))
    year = year_of(records, 200)
    flows = reconciled_city(network_of(records, 200), {})
    rows = dict(zip(flows.network.names, flows.draws, strict=True))
    possible = year.amounts.uncollected_t_per_day > 0
    np.testing.assert_allclose(
        rows["stock.uncollected"][possible], year.amounts.uncollected_t_per_day[possible], rtol=1e-6, atol=1e-6
    )
    np.testing.assert_allclose(rows["stock.disposed"], year.amounts.disposed_t_per_day, rtol=1e-9)
    assert balance_gap(flows.network, flows.draws) < 1e-9


def test_more_collected_than_generated_in_some_draws_is_lifted_to_nothing_uncollected():
    records = invented_city(loads=(Load(facility="LF1", load="msw", days=365, tonnes_t=66 * 365),))
    year = year_of(records)
    assert (year.amounts.uncollected_t_per_day < 0).any()
    flows = reconciled_city(network_of(records), {})
    assert flows.draws.min() > -1e-9
    assert balance_gap(flows.network, flows.draws) < 1e-9


def test_flows_that_share_no_input_have_no_covariance():
    city = network_of(invented_city(), 4_000)
    covariance = city.covariance()
    place = {name: at for at, name in enumerate(city.drawn)}
    assert covariance[place["outside > household"], place["LF1 > disposed"]] == 0.0
    assert covariance[place["RC1 > recovered"], place["RC1 > LF1"]] != 0.0
