"""Next year's form starts from what stays and forgets what was measured."""

from __future__ import annotations

from dataclasses import replace

import pytest

from invented_city import invented_city
from nagara.errors import BlockedError
from nagara.indicators.city_year import city_year
from nagara.indicators.result import Tier
from nagara.waste.next_year import records_for_next_year
from nagara.waste.survey.rates import survey_estimate


def test_measurements_are_empty_and_the_rest_is_kept() -> None:
    base = invented_city()
    following = records_for_next_year(base, survey_estimate(base)[0])
    assert following.city.year == 2027
    assert following.city.season is None
    assert (following.strata, following.areas, following.control) == (base.strata, base.areas, base.control)
    measured = (following.weighings, following.received, following.loads, following.disposal_sorting)
    assert not any(measured)


def test_rate_stands_among_the_earlier_surveys() -> None:
    base = invented_city()
    (earlier,) = records_for_next_year(base, survey_estimate(base)[0]).earlier
    assert earlier.year == 2026
    assert earlier.household_rate_kg_per_cap_day == pytest.approx(0.62)
    assert earlier.household_rate_low < 0.62 < earlier.household_rate_high


def test_next_year_with_tonnages_alone_carries_the_rate() -> None:
    base = invented_city()
    following = replace(records_for_next_year(base, survey_estimate(base)[0]), loads=base.loads)
    assert city_year(following, draws=500).tier is Tier.CARRIED_FORWARD


def test_empty_form_says_that_nothing_is_known_of_collection() -> None:
    base = invented_city()
    with pytest.raises(BlockedError, match="No facility has a tonnage"):
        city_year(records_for_next_year(base, survey_estimate(base)[0]), draws=500)
