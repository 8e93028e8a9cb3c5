"""What nobody weighed is not zero: the intervals reach as far as the waste that is left allows."""

from __future__ import annotations

import pytest

from invented_city import invented_city
from nagara.indicators.city_year import city_year
from nagara.indicators.result import CityYear
from nagara.waste.records import Notation, Received

DRAWS = 400
OF_RECOVERY = ("recovered_t_per_day", "recovery_frac", "recycling_frac")
OF_COLLECTION = ("msw_collected_t_per_day", "msw_collected_frac", "sdg_11_6_1_a_frac")


def year(**changes: object) -> CityYear:
    return city_year(invented_city(**changes), draws=DRAWS)


def test_recovery_that_nobody_weighed_is_not_printed_as_a_zero_without_doubt() -> None:
    figures = year(received=()).figures
    for name in OF_RECOVERY:
        assert figures[name].low == 0.0
        assert figures[name].high is not None
        assert figures[name].high > 0.1


def test_what_recovery_may_take_may_also_be_collected_and_is_then_not_left_lying() -> None:
    known, unknown = year().figures, year(received=()).figures
    for name in OF_COLLECTION:
        assert unknown[name].high is not None
        assert unknown[name].value is not None
        assert unknown[name].high >= known[name].value
    assert unknown["msw_collected_frac"].high == pytest.approx(1.0, abs=1e-6)
    assert unknown["uncollected_t_per_day"].low == pytest.approx(0.0, abs=1e-6)


def test_disposal_that_nobody_weighed_is_not_zero_either() -> None:
    figures = year(loads=(), trucks=(), picking=()).figures
    assert figures["disposed_t_per_day"].low == 0.0
    assert figures["disposed_t_per_day"].high is not None
    assert figures["disposed_t_per_day"].high > 10.0
    assert figures["sdg_11_6_1_frac"].high is not None
    assert figures["sdg_11_6_1_frac"].high > 0.5, "its landfill is controlled, so its waste would be"


@pytest.mark.parametrize("key", [Notation.NOT_OCCURRING, Notation.INCLUDED_ELSEWHERE])
def test_a_city_that_says_there_is_none_keeps_its_zero(key: Notation) -> None:
    records = invented_city()
    said = tuple(Received(facility=row.facility, material=row.material, notation=key) for row in records.received)
    figures = city_year(invented_city(received=said), draws=DRAWS).figures
    assert (figures["recovery_frac"].low, figures["recovery_frac"].high) == (0.0, 0.0)


def test_a_number_that_is_not_estimated_is_no_zero() -> None:
    records = invented_city()
    said = tuple(
        Received(facility=row.facility, material=row.material, notation=Notation.NOT_ESTIMATED)
        for row in records.received
    )
    high = city_year(invented_city(received=said), draws=DRAWS).figures["recovery_frac"].high
    assert high is not None
    assert high > 0.1


def test_one_weighed_facility_is_enough_for_its_own_interval() -> None:
    high = year().figures["recovery_frac"].high
    assert high is not None
    assert high < 0.3
