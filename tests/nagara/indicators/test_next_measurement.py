"""What a measurement is said to buy is what it buys when the data are really added."""

from __future__ import annotations

from dataclasses import replace
from math import log

import numpy as np
import pytest

from invented_city import invented_city
from nagara.indicators.city_year import city_year
from nagara.indicators.examination import examine
from nagara.indicators.next_measurement import Action, actions, expected_widths
from nagara.indicators.variance import HEADLINES
from nagara.uncertainty.estimates import Z95

DRAWS = 10_000
HEADLINE = HEADLINES.index("msw_generated_kg_per_cap_day")


def width(records: object) -> float:
    figure = city_year(records, draws=20_000).figures["msw_generated_kg_per_cap_day"]  # type: ignore[arg-type]
    assert figure.low is not None
    assert figure.high is not None
    return figure.high - figure.low


def doubtful_shops() -> object:
    """Non-household waste is the largest doubt: 18 t/day, 9 to 36."""
    base = invented_city()
    rows = tuple(replace(row, t_per_day_low=9.0, t_per_day_high=36.0) for row in base.non_household)
    return replace(base, non_household=rows)


def test_weighing_non_household_waste_buys_what_was_said() -> None:
    """Really measure it: outcomes from the prior, the posterior of two lognormal measurements, the width anew."""
    city = doubtful_shops()
    examination = examine(city)  # type: ignore[arg-type]
    (action,) = [entry for entry in actions(examination) if entry.code == "non-household-survey"]
    said = expected_widths(examination, examination.inputs.sample(3, DRAWS), action, 3)[HEADLINE]
    prior_sd, error_sd = log(2.0) / Z95, 0.15 / Z95
    weight = 1 / prior_sd**2 / (1 / prior_sd**2 + 1 / error_sd**2)
    posterior_sd = (1 / (1 / prior_sd**2 + 1 / error_sd**2)) ** 0.5
    rng = np.random.default_rng(11)
    widths = []
    for _ in range(20):
        truth = log(18.0) + prior_sd * rng.standard_normal()
        measured = truth + error_sd * rng.standard_normal()
        middle = weight * log(18.0) + (1 - weight) * measured
        ends = np.exp([middle - Z95 * posterior_sd, middle, middle + Z95 * posterior_sd])
        rows = tuple(
            replace(row, t_per_day=ends[1], t_per_day_low=ends[0], t_per_day_high=ends[2])
            for row in city.non_household  # type: ignore[attr-defined]
        )
        widths.append(width(replace(city, non_household=rows)))  # type: ignore[type-var]
    assert said == pytest.approx(np.mean(widths), rel=0.08)
    assert said < 0.8 * width(city)


def test_more_areas_never_widen() -> None:
    examination = examine(invented_city())
    sample = examination.inputs.sample(3, DRAWS)
    widths = [
        expected_widths(examination, sample, Action(code="x", label="", remaining={}, more_areas=more), 3)[HEADLINE]
        for more in (0, 2, 5, 20)
    ]
    assert widths == sorted(widths, reverse=True)


def test_largest_doubt_is_the_first_advice() -> None:
    result = city_year(doubtful_shops(), draws=DRAWS)  # type: ignore[arg-type]
    best = next(entry for entry in result.next_measurements if entry.figure == "msw_collected_frac")
    assert best.action == "non-household-survey"
    assert 0.1 < best.gain_frac < 1.0


def test_nothing_is_advised_for_what_is_exact() -> None:
    codes = {action.code for action in actions(examine(invented_city()))}
    assert "weigh-trucks" not in codes
    assert "weigh-rejects" not in codes
    assert "population-register" in codes
