"""A pilot gives a plan its rates and spreads."""

from __future__ import annotations

from dataclasses import replace

import pytest

from invented_city import invented_city
from nagara.errors import DesignError
from nagara.waste.survey.pilot import pilot_strata


def test_rates_are_those_of_the_pilot() -> None:
    low, high = pilot_strata(invented_city())
    assert (low.stratum, low.population) == ("low", 60_000)
    assert low.rate_kg_per_cap_day == pytest.approx(0.5)
    assert high.rate_kg_per_cap_day == pytest.approx(0.8)


def test_spread_is_the_one_of_the_ratio_of_totals() -> None:
    """By hand: bags of 1.4, 1.8, 1.8, 2.2, 2.2, 2.6 kg for four people each; sd of the residuals over the mean."""
    low, _ = pilot_strata(invented_city())
    bags = [1.4, 1.8, 1.8, 2.2, 2.2, 2.6]
    mean = sum(bags) / 6
    sd = (sum((bag - mean) ** 2 for bag in bags) / 5) ** 0.5
    assert low.household_cv == pytest.approx(sd / mean)


def test_stratum_without_households_keeps_the_defaults() -> None:
    base = invented_city()
    silent = replace(base, weighings=tuple(row for row in base.weighings if row.household.startswith("L")))
    assert pilot_strata(silent)[1].rate_kg_per_cap_day is None


def test_pilot_without_strata_is_refused() -> None:
    with pytest.raises(DesignError, match="names no stratum"):
        pilot_strata(invented_city(strata=()))
