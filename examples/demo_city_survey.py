"""The invented city's household survey: areas, households, daily bags, sorted samples."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from nagara.waste.records import Household, HouseholdSorting, Stratum, SurveyArea, Weighing

HOUSEHOLDS_PER_AREA, DAYS = 10, 8
SEED_OF_THE_AREAS = 116
"""The areas are the same ones every year, so they have a seed of their own."""
CATEGORIES = (
    "kitchen_canteen_kg",
    "garden_park_kg",
    "paper_cardboard_kg",
    "plastic_film_kg",
    "plastic_dense_kg",
    "metals_kg",
    "glass_kg",
    "textiles_shoes_kg",
    "wood_processed_kg",
    "special_wastes_kg",
    "composite_products_kg",
    "other_kg",
)


@dataclass(frozen=True, kw_only=True)
class StratumStory:
    """What makes a stratum different from the others."""

    code: str
    letter: str
    name: str
    population: int
    areas_total: int
    rate: float
    people: float
    services: tuple[float, float, float]
    mix: tuple[float, ...]


STRATA = (
    StratumStory(
        code="low",
        letter="L",
        name="Low income",
        population=406_000,
        areas_total=120,
        rate=0.44,
        people=4.9,
        services=(0.35, 0.45, 0.20),
        mix=(58, 6, 5, 11, 4, 1, 2, 3, 0.5, 0.3, 2, 7.2),
    ),
    StratumStory(
        code="middle",
        letter="M",
        name="Middle income",
        population=292_000,
        areas_total=86,
        rate=0.56,
        people=4.2,
        services=(0.70, 0.25, 0.05),
        mix=(54, 7, 8, 9, 6, 1.5, 3, 2.5, 0.7, 0.5, 3, 4.8),
    ),
    StratumStory(
        code="high",
        letter="H",
        name="High income",
        population=114_000,
        areas_total=34,
        rate=0.70,
        people=3.6,
        services=(0.95, 0.05, 0.0),
        mix=(47, 12, 11, 7, 8, 2, 4, 2, 1, 0.8, 2.7, 2.5),
    ),
)


def survey_records(rng: np.random.Generator, *, first_day: date, growth: float) -> dict[str, Any]:
    """Invent steps 1 and 2 of one year.

    Parameters
    ----------
    rng
        Source of chance.
    first_day
        Day 1 of the bag weighing.
    growth
        Household rate relative to the story of 2026.
    """
    places = np.random.default_rng(SEED_OF_THE_AREAS)
    areas = tuple(_areas(places))
    levels = {area.area: float(places.lognormal(-0.005, 0.10)) for area in areas}
    households = tuple(_households(rng, areas))
    weighings = tuple(_weighings(rng, households, areas, levels, first_day, growth))
    return {
        "strata": tuple(
            Stratum(stratum=each.code, name=each.name, population=float(each.population), areas_total=each.areas_total)
            for each in STRATA
        ),
        "areas": areas,
        "households": households,
        "weighings": weighings,
        "household_sorting": tuple(_sorting(rng, areas, households, weighings)),
    }


def _areas(rng: np.random.Generator) -> list[SurveyArea]:
    names = ("Riverside", "Old Market", "Temple Hill", "Station", "Gardens")
    return [
        SurveyArea(
            area=f"{story.letter}{number}",
            stratum=story.code,
            name=f"{name} ({story.name.lower()})",
            selection="probability-proportional-to-size",
            households_total=float(rng.integers(260, 900)),
        )
        for story in STRATA
        for number, name in enumerate(names, start=1)
    ]


def _households(rng: np.random.Generator, areas: tuple[SurveyArea, ...]) -> list[Household]:
    stories = {story.code: story for story in STRATA}
    found = []
    for area in areas:
        story = stories[area.stratum]
        for number in range(1, HOUSEHOLDS_PER_AREA + 1):
            service = str(rng.choice(("door-to-door", "point", "none"), p=story.services))
            left = bool(rng.random() < 0.08)
            reason = str(rng.choice(("moved away", "did not want to go on", "nobody at home")))
            found.append(
                Household(
                    household=f"{area.area}-{number:02}",
                    area=area.area,
                    people=float(1 + rng.poisson(story.people - 1)),
                    dropped_out=left,
                    drop_out_reason=reason if left else None,
                    service=service,
                    point_distance_m=float(rng.integers(4, 60) * 5) if service == "point" else None,
                    is_weekly=bool(rng.random() < 0.88) if service != "none" else None,
                    separate_fractions=int(rng.choice((1, 2, 3), p=(0.62, 0.3, 0.08))) if service != "none" else None,
                    is_littered=bool(rng.random() < 0.3) if service == "point" else None,
                )
            )
    return found


def _weighings(
    rng: np.random.Generator,
    households: tuple[Household, ...],
    areas: tuple[SurveyArea, ...],
    levels: dict[str, float],
    first_day: date,
    growth: float,
) -> list[Weighing]:
    rates = {story.code: story.rate * growth for story in STRATA}
    usual = {area.area: rates[area.stratum] * levels[area.area] for area in areas}
    rows = []
    for household in households:
        rate = usual[household.area] * rng.lognormal(-0.08, 0.40)
        days = rng.integers(0, 2) if household.dropped_out else DAYS
        rows += [_weighing(rng, household, day, first_day, rate) for day in range(1, int(days) + 1)]
    return rows


def _weighing(rng: np.random.Generator, household: Household, day: int, first_day: date, rate: float) -> Weighing:
    people = household.people or 1.0
    present = float(max(1, people + rng.choice((-1, 0, 0, 0, 0, 1), p=(0.1, 0.2, 0.2, 0.2, 0.2, 0.1))))
    stored = 1.9 if day == 1 else 1.0
    kg = round(float(present * rate * stored * rng.lognormal(-0.07, 0.38)), 2)
    truck_did_not_come = household.area == "M4" and day == 5
    is_missing = truck_did_not_come or rng.random() < 0.015
    is_nothing = not is_missing and day > 1 and rng.random() < 0.012
    return Weighing(
        household=household.household,
        day=day,
        date=first_day + timedelta(days=day - 1),
        people_present=present,
        weight_kg=None if is_missing else 0.0 if is_nothing else max(kg, 0.05),
        nothing_today=is_nothing,
    )


def _sorting(
    rng: np.random.Generator,
    areas: tuple[SurveyArea, ...],
    households: tuple[Household, ...],
    weighings: tuple[Weighing, ...],
) -> list[HouseholdSorting]:
    """Sort what one area put out on one day, two days in each area."""
    mixes = {story.code: np.array(story.mix) / sum(story.mix) for story in STRATA}
    area_of = {household.household: household.area for household in households}
    samples = []
    for area in areas:
        shift = rng.lognormal(0.0, 0.12, len(CATEGORIES))
        for day in (3, 6):
            kg = sum(
                row.weight_kg or 0.0 for row in weighings if row.day == day and area_of[row.household] == area.area
            )
            parts = rng.gamma(160 * mixes[area.stratum] * shift)
            weights = np.round(kg * parts / parts.sum(), 2)
            samples.append(
                HouseholdSorting(
                    sample=f"{area.area}-d{day}",
                    area=area.area,
                    day=day,
                    total_kg=round(float(weights.sum()), 1),
                    **dict(zip(CATEGORIES, map(float, weights), strict=True)),
                )
            )
    return samples
