"""What a measurement is said to buy is what it buys when the data are really added."""

from __future__ import annotations

from dataclasses import replace
from math import log

import numpy as np
import pytest

from invented_city import invented_city
from nagara.indicators.city_year import city_year
from nagara.indicators.examination import examine
from nagara.indicators.next_measurement import Action, _half_width, actions, expected_widths
from nagara.indicators.variance import HEADLINES
from nagara.uncertainty.estimates import Z95, Estimate, RangeMeaning
from nagara.waste.ledger import Input
from nagara.waste.records import CityRecords, Household, NonHousehold, Notation, SurveyArea, Weighing

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
    """Really measure it: outcomes of the prior, the posterior of two lognormal measurements, the width anew."""
    city = doubtful_shops()
    examination = examine(city)  # type: ignore[arg-type]
    (action,) = [entry for entry in actions(examination) if entry.code == "non-household-survey"]
    said = expected_widths(examination, examination.inputs.sample(3, DRAWS), (action,), 3)[0, HEADLINE]
    prior_sd, error_sd = log(2.0) / Z95, 0.15 / Z95
    weight = 1 / prior_sd**2 / (1 / prior_sd**2 + 1 / error_sd**2)
    posterior_sd = (1 / (1 / prior_sd**2 + 1 / error_sd**2)) ** 0.5
    nodes, shares = np.polynomial.hermite_e.hermegauss(5)  # what is measured is normal: five outcomes stand for all
    widths = []
    for node in nodes:
        measured = log(18.0) + float(node) * (prior_sd**2 + error_sd**2) ** 0.5
        middle = weight * log(18.0) + (1 - weight) * measured
        ends = np.exp([middle - Z95 * posterior_sd, middle, middle + Z95 * posterior_sd])
        rows = tuple(
            replace(row, t_per_day=ends[1], t_per_day_low=ends[0], t_per_day_high=ends[2])
            for row in city.non_household  # type: ignore[attr-defined]
        )
        widths.append(width(replace(city, non_household=rows)))  # type: ignore[type-var]
    assert said == pytest.approx(np.average(widths, weights=shares), rel=0.08)
    assert said < 0.8 * width(city)


def test_what_a_facility_receives_says_nothing_of_what_a_person_generates() -> None:
    examination = examine(invented_city())
    sample = examination.inputs.sample(3, DRAWS)
    weighed = [action for action in actions(examination) if action.code.startswith("weigh-arrivals")]
    first = Action(code="today", label="", remaining={})
    today, *narrowed = expected_widths(examination, sample, (first, *weighed), 3)
    for then in narrowed:
        assert then[HEADLINE] == today[HEADLINE]
        assert (then < today).any()


def test_a_width_does_not_depend_on_what_else_is_asked() -> None:
    examination = examine(invented_city())
    sample = examination.inputs.sample(3, DRAWS)
    measured = actions(examination)
    together = expected_widths(examination, sample, measured, 3)
    for action, widths in zip(measured, together, strict=True):
        np.testing.assert_array_equal(expected_widths(examination, sample, (action,), 3)[0], widths)


def test_an_interval_says_its_own_width_and_other_shapes_are_drawn() -> None:
    interval = Estimate(value=10.0, low=8.0, high=13.0)
    bounds = Estimate(value=10.0, low=8.0, high=13.0, means=RangeMeaning.BOUNDS)
    nearly_nothing = Estimate(value=10.0, low=0.0, high=13.0)
    for estimate in (interval, bounds, nearly_nothing):
        low, high = estimate.from_normal(np.array([-Z95, Z95]))
        said = _half_width(Input(name="x", group="x", estimate=estimate))
        assert said == pytest.approx(log(high / low) / 2)


def test_more_areas_never_widen() -> None:
    examination = examine(invented_city())
    sample = examination.inputs.sample(3, DRAWS)
    more = [Action(code="x", label="", remaining={}, more_areas=areas) for areas in (0, 2, 5, 20)]
    widths = expected_widths(examination, sample, more, 3)[:, HEADLINE].tolist()
    assert widths == sorted(widths, reverse=True)


def test_more_areas_buy_what_they_buy_when_they_are_really_surveyed() -> None:
    """Survey a simulated town in three areas per stratum, then in two more, many times over."""
    today = Action(code="today", label="", remaining={})
    more = Action(code="more", label="", remaining={}, more_areas=2)
    now, said, really = [], [], []
    for town in range(40):
        rng = np.random.default_rng(town)
        rates = {
            stratum: mean * np.exp(0.2 * rng.standard_normal((5, 1)) + 0.5 * rng.standard_normal((5, 6)))
            for stratum, mean in (("low", 0.5), ("high", 0.8))
        }
        few, many = (examine(surveyed({code: rows[:areas] for code, rows in rates.items()})) for areas in (3, 5))
        sample = few.inputs.sample(3, 4_000)
        before, after = expected_widths(few, sample, (today, more), 3)[:, HEADLINE]
        now.append(before)
        said.append(after)
        really.append(expected_widths(many, many.inputs.sample(3, 4_000), (today,), 3)[0, HEADLINE])
    assert np.mean(said) == pytest.approx(np.mean(really), rel=0.1)
    assert np.mean(really) < 0.75 * np.mean(now)


def surveyed(rates: dict[str, np.ndarray]) -> CityRecords:
    """A town of which nothing is known but the rates of its surveyed households, by stratum and area."""
    places = [(stratum, f"{stratum}{at}", row) for stratum, rows in rates.items() for at, row in enumerate(rows)]
    homes = [(code, f"{code}-{at}", rate) for _, code, row in places for at, rate in enumerate(row)]
    base = invented_city(household_sorting=(), received=(), facilities=(), loads=(), control=(), disposal_sorting=())
    return replace(
        base,
        city=replace(base.city, population_low=100_000, population_high=100_000),
        areas=tuple(SurveyArea(area=code, stratum=stratum) for stratum, code, _ in places),
        households=tuple(Household(household=home, area=code, people=4) for code, home, _ in homes),
        weighings=tuple(Weighing(household=home, day=2, weight_kg=4 * rate) for _, home, rate in homes),
        non_household=(NonHousehold(origin="all", notation=Notation.NOT_OCCURRING),),
    )


def test_weighing_arrivals_does_not_measure_rejects() -> None:
    base = invented_city()
    (row,) = base.received
    city = replace(base, received=(replace(row, t_per_day_low=7, t_per_day_high=14),))
    (action,) = [entry for entry in actions(examine(city)) if entry.code == "weigh-arrivals.RC1"]
    assert set(action.remaining) == {"received.RC1.paper_cardboard"}


def test_several_materials_are_each_weighed_as_well_as_one() -> None:
    base = invented_city()
    (row,) = base.received
    wide = replace(row, t_per_day_low=7, t_per_day_high=14)
    one = examine(replace(base, received=(wide,)))
    two = examine(replace(base, received=(wide, replace(wide, material="glass"))))
    (alone,) = [entry for entry in actions(one) if entry.code == "weigh-arrivals.RC1"]
    (both,) = [entry for entry in actions(two) if entry.code == "weigh-arrivals.RC1"]
    assert both.remaining["received.RC1.glass"] == alone.remaining["received.RC1.paper_cardboard"]


def test_a_weighbridge_of_a_year_is_not_sent_to_be_weighed_for_a_month() -> None:
    assert "weigh-arrivals.LF1" not in {action.code for action in actions(examine(invented_city()))}


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
