"""An account that is added up again in parts is the account, to the last digit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from invented_city import BASIC_LANDFILL, invented_city
from nagara.exchange.read import read_city
from nagara.indicators.examination import examine
from nagara.waste.account import balance
from nagara.waste.records import CityRecords, ControlObservation, Facility, Picking, TruckCount
from nagara.waste.recount import HeadlineAmounts, Recount

DEMO = Path(__file__).parents[3] / "examples" / "demo-city"
SUMS = [entry.name for entry in fields(HeadlineAmounts)]


def demo_city() -> CityRecords:
    records = read_city(DEMO).records
    assert records is not None
    return records


def city_without_survey() -> CityRecords:
    return invented_city(areas=(), households=(), weighings=(), household_sorting=(), strata=())


def city_with_share() -> CityRecords:
    (row,) = invented_city().non_household
    share = replace(row, t_per_day=None, t_per_day_low=None, t_per_day_high=None, share_of_total_frac=0.3)
    return invented_city(non_household=(share,))


def city_with_dumps() -> CityRecords:
    """Picked at two sites, one of them named, and weighed by one truck scale."""
    base = invented_city()
    dump = Facility(facility="DS1", name="River dump (invented)", kind="dumpsite")
    trucks = TruckCount(
        facility="DS1", truck_class="tipper", trips_per_day=10, volume_m3=10, fill_frac=1.0, density_t_per_m3=0.2
    )
    paper = replace(base.received[0], picked_at_disposal_frac=0.4, picked_from="DS1")
    glass = replace(base.received[0], material="glass", picked_at_disposal_frac=0.1)
    return replace(base, facilities=(*base.facilities, dump), trucks=(trucks,), received=(paper, glass))


def city_with_pickers() -> CityRecords:
    silent = replace(invented_city().received[0], picked_at_disposal_frac=None)
    return invented_city(received=(silent,), picking=(Picking(facility="LF1", pickers=100, kg_per_picker_day=30),))


def city_without_sites() -> CityRecords:
    """Part of what is recovered was picked at a site that nobody lists."""
    base = city_with_dumps()
    kept = tuple(facility for facility in base.facilities if facility.facility == "RC1")
    return replace(base, facilities=kept, loads=(), trucks=(), control=(), received=base.received[1:])


def city_in_doubt() -> CityRecords:
    """The assessor is not sure whether the landfill is controlled."""
    rows = [
        ControlObservation(facility="LF1", criterion=name, state=state)
        for name, state in BASIC_LANDFILL.items()
        if name != "cover"
    ]
    for state, chance in (("some", 0.6), ("none", 0.4)):
        rows.append(ControlObservation(facility="LF1", criterion="cover", state=state, probability_frac=chance))
    return invented_city(control=tuple(rows))


@pytest.mark.parametrize(
    "records",
    [
        demo_city,
        invented_city,
        city_without_survey,
        city_with_share,
        city_with_dumps,
        city_without_sites,
        city_with_pickers,
        city_in_doubt,
    ],
)
def test_every_sum_is_that_of_the_whole_account(records: Callable[[], CityRecords]) -> None:
    examination = examine(records())
    first, second = (examination.inputs.sample(seed, 40) for seed in (1, 2))
    recount = Recount(examination.ledger, first.draws)
    nothing: dict[str, np.ndarray] = {}
    for changed in (nothing, *second.groups.values(), second.draws, nothing):
        again = recount.with_changed(changed)
        whole = balance(examination.ledger, {**first.draws, **changed})
        for name in SUMS:
            np.testing.assert_array_equal(getattr(again, name), getattr(whole, name), err_msg=name)


def test_what_has_not_changed_is_not_added_up_again() -> None:
    examination = examine(invented_city())
    first, second = (examination.inputs.sample(seed, 40) for seed in (1, 2))
    recount = Recount(examination.ledger, first.draws)
    before = recount.with_changed({})
    after = recount.with_changed(second.groups["facility.RC1"])
    assert after.generated_t_per_day is before.generated_t_per_day
    assert after.recovered_t_per_day is not before.recovered_t_per_day


def test_what_is_picked_rests_on_all_gates_only_where_no_site_is_named() -> None:
    for records, is_moved in ((city_with_dumps(), True), (demo_city(), False)):
        examination = examine(records)
        first, second = (examination.inputs.sample(seed, 40) for seed in (1, 2))
        recount = Recount(examination.ledger, first.draws)
        before = recount.with_changed({})
        after = recount.with_changed(second.groups["facility.DS1"])
        assert after.collected_t_per_day is not before.collected_t_per_day
        assert np.any(after.controlled_t_per_day != before.controlled_t_per_day) == is_moved
