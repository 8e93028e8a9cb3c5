"""The question of a city begins where its account stands: same tonnes, same gases, same plastic in its first year."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nagara.cli.inputs import one_city
from nagara.pathways.gas_path import open_fires_t
from nagara.pathways.least_cost.city.city_problem import CityStart, city_problem, city_start
from nagara.pathways.least_cost.city.settings import PlanSettings
from nagara.pathways.least_cost.solving.answers import first_answer
from nagara.pathways.least_cost.solving.plan import Plan
from nagara.pathways.outcome import FIGURES, outcome
from nagara.waste.records import CityRecords

EXAMPLES = Path(__file__).parents[5] / "examples"
AGREES = 1e-9


def records(name: str, *, without_turbine: bool = False) -> CityRecords:
    read = one_city(EXAMPLES / name).records
    assert read is not None
    if not without_turbine:
        return read
    facilities = tuple(
        replace(each, kind="incineration-without-energy") if each.kind == "incineration-with-energy" else each
        for each in read.facilities
    )
    return replace(read, facilities=facilities)


def begun(read: CityRecords) -> CityStart:
    return city_start(read, PlanSettings(last_year=read.city.year + 6), draws=2, seed=1)


def as_the_hand_made_baseline(plan: Plan, city: CityStart, at: int) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Figures of a plan that promises nothing, and the same of the baseline by hand, by year."""
    known = {name: values[:, at] for name, values in outcome(city.baseline, city.plastics, city.gases).figures.items()}
    generated = known["msw_generated_t_per_year"]
    burning = open_fires_t(city.gases, city.baseline)
    by_hand = {
        "uncollected_t_per_year": known["uncollected_t_per_year"],
        "collected_frac": known["msw_collected_t_per_year"] / generated,
        "sdg_11_6_1_frac": known["msw_controlled_t_per_year"] / generated,
        "diverted_frac": known["recovered_t_per_year"] / generated,
        "uncontrolled_t_per_year": generated - known["msw_controlled_t_per_year"],
        "open_burning_t_per_year": burning[:, min(at, burning.shape[1] - 1)],
        "plastic_to_water_t_per_year": known["plastic_to_water_t_per_year"],
        "ghg_t_co2e_per_year": known["ghg_emitted_t_co2e_per_year"],
    }
    assert set(known) <= set(FIGURES)
    return {name: (plan.figures[name], values) for name, values in by_hand.items()}


@pytest.mark.parametrize(
    ("name", "without_turbine", "at"),
    [("demo-city", False, 1), ("demo-city", True, 0), ("demo-region/ferry-town", False, 1)],
    ids=["every kind of plant in a draw", "a furnace that sells no power", "pickers only in a draw"],
)
def test_the_year_of_the_records_is_that_of_the_account(name: str, without_turbine: bool, at: int) -> None:
    """What a promise is measured from: the same definition and the same tonnes as in the hand-made baseline."""
    city = begun(records(name, without_turbine=without_turbine))
    plan = first_answer(city_problem(city, draw_number=at))
    for figure, (ours, by_hand) in as_the_hand_made_baseline(plan, city, at).items():
        assert ours[0] == pytest.approx(by_hand[0], rel=AGREES, abs=1e-9), figure


def test_a_plan_that_changes_nothing_leaks_and_emits_what_the_hand_made_baseline_does() -> None:
    """Ferry Town has one dump: without a promise nothing changes, and both ways of counting agree in every year."""
    city = begun(records("demo-region/ferry-town"))
    plan = first_answer(city_problem(city))
    assert not plan.investments
    for figure, (ours, by_hand) in as_the_hand_made_baseline(plan, city, 0).items():
        assert ours == pytest.approx(by_hand, rel=AGREES, abs=1e-9), figure
