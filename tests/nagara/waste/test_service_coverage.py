"""The share of people served at Basic or above."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented_survey import POPULATIONS, invented_survey
from nagara.waste.service_coverage import basic_service_share


def served_city(answer, **options):
    """An invented city whose households answer as `answer(number of the household)` says."""
    records = invented_survey(**options)
    homes = tuple(replace(home, **answer(at)) for at, home in enumerate(records.households))
    return replace(records, households=homes)


def served(is_served):
    return {"service": "door-to-door", "is_weekly": True, "separate_fractions": 1} if is_served else {"service": "none"}


def coverage(records):
    return basic_service_share(records)[0]


@given(st.integers(0, 1000))
def test_share_is_people_over_people_pooled_by_population(seed):
    rng = np.random.default_rng(seed)
    records = served_city(lambda _: served(rng.random() < 0.6), seed=seed)
    found = coverage(records)
    stratum_of = {area.area: area.stratum for area in records.areas}
    expected = 0.0
    for code, population in POPULATIONS.items():
        homes = [home for home in records.households if stratum_of[home.area] == code]
        share = sum(home.people for home in homes if home.is_weekly) / sum(home.people for home in homes)
        assert found.strata[code] == pytest.approx(share)
        expected += population / sum(POPULATIONS.values()) * share
    assert found.frac == pytest.approx(expected)
    assert 0 <= found.low <= found.frac <= found.high <= 1
    assert sum(found.levels.values()) == pytest.approx(1.0)
    assert found.levels["basic"] + found.levels["none"] == pytest.approx(1.0)


@pytest.mark.parametrize("is_served", [True, False])
def test_one_answer_everywhere_is_not_certainty(is_served):
    found = coverage(served_city(lambda _: served(is_served)))
    assert found.frac == float(is_served)
    assert found.high - found.low > 0.01


def test_one_unanimous_stratum_still_carries_doubt():
    mixed = coverage(served_city(lambda at: served(at < 50 or at % 2 == 0)))
    assert mixed.strata["low"] == 1.0
    assert mixed.low < mixed.frac < mixed.high < 1.0


def test_areas_that_differ_widen_the_interval():
    alike = coverage(served_city(lambda at: served(at % 10 < 5)))
    apart = coverage(served_city(lambda at: served(at // 10 % 2 == 0)))
    assert apart.high - apart.low > 1.5 * (alike.high - alike.low)


def test_unknown_answers_are_left_out_and_said():
    records = served_city(lambda at: {} if at % 3 == 0 else served(is_served=True))
    found, findings = basic_service_share(records)
    assert (found.frac, found.observed, found.not_observed) == (1.0, 100, 50)
    assert [(finding.code, finding.values["unjudged"]) for finding in findings] == [("service-not-observed", 50)]


def test_a_stratum_without_answers_is_said():
    found, findings = basic_service_share(served_city(lambda at: {} if at >= 100 else served(at % 2 == 0)))
    assert set(found.strata) == {"low", "middle"}
    assert "service-stratum-not-observed" in [finding.code for finding in findings]


def test_no_answer_is_no_figure():
    assert basic_service_share(invented_survey()) == (None, ())


def test_one_area_per_stratum_counts_effective_households():
    found = coverage(served_city(lambda at: served(at % 2 == 0), areas=(1, 1, 1)))
    assert found.high - found.low > 0.2
