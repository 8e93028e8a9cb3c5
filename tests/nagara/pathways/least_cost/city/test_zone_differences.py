"""Zones that differ in what they throw away and in how they are served, and still are the city of the account."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nagara.cli.inputs import one_city
from nagara.pathways.least_cost.city.city_problem import CityStart, city_problem, city_start
from nagara.pathways.least_cost.city.settings import PlanSettings
from nagara.pathways.least_cost.city.zone_differences import fitted
from nagara.pathways.least_cost.explanation.replay import TOLERANCE, replay
from nagara.pathways.least_cost.question.places import Places, ZonePlace
from nagara.pathways.least_cost.question.problem import CONSTITUENTS, Problem
from nagara.pathways.least_cost.question.promise import read_promise
from nagara.pathways.least_cost.question.refusals import PlanError
from nagara.pathways.least_cost.solving.answers import first_answer
from nagara.waste.material_map import CATEGORIES

DEMO = Path(__file__).parents[5] / "examples" / "demo-city"
GLASS = np.array([split.category == "glass" for split in CONSTITUENTS])
PEOPLE = {"low": 0.5, "middle": 0.36, "high": 0.14}
"""By stratum, as in the records of the example."""


@pytest.fixture(scope="module")
def start() -> CityStart:
    records = one_city(DEMO).records
    assert records is not None
    settings = PlanSettings(last_year=2031, technologies=("composting", "landfill"))
    return city_start(records, settings, draws=2, seed=1)


def zone(code: str, stratum: str = "", collected_frac: float | None = None, *, is_said: bool = False) -> ZonePlace:
    part = PEOPLE[code]
    return ZonePlace(
        code=code,
        name=code,
        people_frac=part,
        waste_frac=part,
        stratum=stratum,
        is_waste_said=is_said,
        collected_frac=collected_frac,
    )


def asked(start: CityStart, *zones: ZonePlace) -> Problem:
    settings = replace(start.settings, places=Places(zones=zones))
    return city_problem(replace(start, settings=settings), (read_promise("collected_frac>=0.85@2030"),))


def every_stratum(**collected: float) -> tuple[ZonePlace, ...]:
    return tuple(zone(code, code, collected.get(code)) for code in PEOPLE)


def served_frac(problem: Problem, at: int) -> float:
    here = problem.zones[at]
    (code,) = here.share_now
    scheme = next(each for each in problem.schemes if each.code == code)
    waste = here.generated_t[:, 0]
    return float(1.0 - scheme.left_frac @ waste / waste.sum())


def test_zones_of_strata_are_the_city_of_the_account(start: CityStart) -> None:
    """Differences move tonnes between zones and never make any."""
    one, several = asked(start), asked(start, *every_stratum(low=0.7, high=0.97))
    together = np.sum([each.generated_t for each in several.zones], axis=0)
    np.testing.assert_allclose(together, one.zones[0].generated_t, rtol=1e-9)
    plain, parted = (first_answer(replace(each, promises=())) for each in (one, several))
    for figure in ("collected_frac", "sdg_11_6_1_frac", "plastic_to_water_t_per_year", "ghg_t_co2e_per_year"):
        assert parted.figures[figure][0] == pytest.approx(plain.figures[figure][0], rel=1e-9), figure


def test_a_zone_has_the_rate_and_the_composition_of_its_stratum(start: CityStart) -> None:
    survey = start.start.examination.survey
    assert survey is not None
    assert survey.composition_frac is not None
    problem = asked(start, *every_stratum())
    waste = np.array([each.generated_t[:, 0].sum() for each in problem.zones])
    by_person = waste / list(PEOPLE.values())
    np.testing.assert_allclose(by_person / by_person[0], survey.rate_kg_per_cap_day / survey.rate_kg_per_cap_day[0])
    glass = [each.generated_t[GLASS, 0].sum() / tonnes for each, tonnes in zip(problem.zones, waste, strict=True)]
    surveyed = survey.composition_frac[:, CATEGORIES.index("glass")]
    assert np.array_equal(np.argsort(glass), np.argsort(surveyed)), "who throws away more glass still does"


def test_a_zone_is_served_as_somebody_said_and_the_city_as_the_account_knows(start: CityStart) -> None:
    problem = asked(start, *every_stratum(low=0.7, high=0.97))
    assert served_frac(problem, 0) == pytest.approx(0.7, abs=0.01)
    assert served_frac(problem, 2) == pytest.approx(0.97, abs=0.01)
    plan = first_answer(problem)
    assert plan.kept[0].is_kept
    assert max(replay(plan, potentials=start.gases.potentials).gap.values()) <= TOLERANCE
    better = plan.scheme_share["low", "everyone"][-1] - plan.scheme_share["high", "everyone"][-1]
    assert better > 0.0, "whom nobody serves well gains most from being served"


@pytest.mark.parametrize(
    ("zones", "said"),
    [
        ((zone("low", "slum"),), "slum is no stratum of the survey"),
        ((zone("low", collected_frac=0.2), zone("middle", collected_frac=0.3)), "and the account knows 21.2%"),
    ],
)
def test_what_cannot_be_is_refused_in_words(start: CityStart, zones: tuple[ZonePlace, ...], said: str) -> None:
    with pytest.raises(PlanError) as refused:
        asked(start, *zones)
    assert said in str(refused.value)


def test_fitting_keeps_sums_and_odds() -> None:
    draw = np.random.default_rng(5)
    seed = draw.uniform(0.1, 3.0, (4, 6))
    rows = draw.uniform(1.0, 4.0, 4)
    columns = draw.dirichlet(np.ones(6)) * rows.sum()
    made = fitted(seed, rows, columns)
    np.testing.assert_allclose(made.sum(axis=1), rows, rtol=1e-10)
    np.testing.assert_allclose(made.sum(axis=0), columns, rtol=1e-10)
    odds = lambda table: table[0, 0] * table[1, 1] / (table[0, 1] * table[1, 0])  # noqa: E731
    assert odds(made) == pytest.approx(odds(seed))
