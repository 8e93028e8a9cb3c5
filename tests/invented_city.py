"""A small invented city, written by hand so that its account can be added up on paper.

Two strata of 60 000 and 40 000 people, three areas each, two households of four people an area.
"""

from __future__ import annotations

from dataclasses import replace

from nagara.waste.records import (
    City,
    CityRecords,
    ControlObservation,
    DisposalSorting,
    Facility,
    Household,
    HouseholdSorting,
    Load,
    NonHousehold,
    Received,
    Stratum,
    SurveyArea,
    Weighing,
)

BASIC_LANDFILL = {
    "cover": "some",
    "compaction": "yes",
    "compaction_equipment": "sufficient",
    "access": "fenced_controlled",
    "leachate": "none",
    "landfill_gas": "none",
    "fire_smoke": "none",
    "staff": "staffed",
    "weighing_recording": "yes",
    "slope": "stable",
    "worker_health_safety": "provisions",
    "sanitary_siting_design": "no",
    "post_closure_plan": "no",
}
DAILY_KG = {"low": (1.6, 2.0, 2.4), "high": (2.8, 3.2, 3.6)}
"""Mean bag of a four-person household by area [kg/day]: 0.5 and 0.8 kg per person and day."""
SORTED_KG = (50.0, 10.0, 8.0, 9.0, 6.0, 2.0, 3.0, 3.0, 1.0, 1.0, 2.0, 5.0)
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


def invented_city(**changes: object) -> CityRecords:
    """The city; ``changes`` replace whole tables.

    Household waste 60 000 x 0.5 + 40 000 x 0.8 = 62 t/day, non-household 18, generated 80 t/day.
    Recovered 10 less 10 % = 9, disposed 51 at a landfill of Basic control: collected 60 of 80.
    """
    records = CityRecords(
        city=City(
            city="Paper Town (invented)",
            country_iso3="XXA",
            year=2026,
            boundary="administrative",
            population=100_000,
            population_low=97_000,
            population_high=103_000,
            season="dry",
            is_invented=True,
        ),
        strata=(
            Stratum(stratum="low", name="Low income", population=60_000),
            Stratum(stratum="high", name="High income", population=40_000),
        ),
        areas=tuple(
            SurveyArea(
                area=f"{stratum[0].upper()}{at}",
                stratum=stratum,
                name=f"Quarter {stratum} {at}",
                selection="probability-proportional-to-size",
            )
            for stratum in DAILY_KG
            for at in (1, 2, 3)
        ),
        households=tuple(_households()),
        weighings=tuple(_weighings()),
        household_sorting=tuple(_household_sorting()),
        non_household=(
            NonHousehold(
                origin="all",
                t_per_day=18,
                t_per_day_low=15,
                t_per_day_high=21,
                range_is="interval-95",
                source="Invented records",
            ),
        ),
        facilities=(
            Facility(facility="LF1", name="Hill landfill (invented)", kind="landfill", operator="formal"),
            Facility(facility="RC1", name="Paper yard (invented)", kind="recycler", operator="informal"),
        ),
        received=(
            Received(
                facility="RC1",
                material="paper_cardboard",
                t_per_day=10,
                t_per_day_low=9,
                t_per_day_high=11,
                range_is="interval-95",
                from_city_frac=1.0,
                picked_at_disposal_frac=0.0,
                reject_frac=0.1,
                reject_low=0.05,
                reject_high=0.2,
                rejects_to="disposal",
            ),
        ),
        loads=(
            Load(facility="LF1", load="msw", days=365, tonnes_t=51 * 365, tonnes_low=49 * 365, tonnes_high=53 * 365),
            Load(facility="LF1", load="construction", days=365, tonnes_t=20 * 365),
        ),
        control=tuple(
            ControlObservation(facility="LF1", criterion=name, state=state) for name, state in BASIC_LANDFILL.items()
        ),
        disposal_sorting=tuple(
            DisposalSorting(
                sample=f"T{at}",
                facility="LF1",
                **dict(zip(CATEGORIES, (kg * (1 + 0.05 * at) for kg in SORTED_KG), strict=True)),
            )
            for at in range(4)
        ),
    )
    return replace(records, **changes)  # type: ignore[arg-type]


def _households() -> list[Household]:
    return [
        Household(
            household=f"{stratum[0].upper()}{at}-{which}",
            area=f"{stratum[0].upper()}{at}",
            people=4,
            service="door-to-door",
            is_weekly=at != 3,
            separate_fractions=1,
        )
        for stratum in DAILY_KG
        for at in (1, 2, 3)
        for which in (1, 2)
    ]


def _weighings() -> list[Weighing]:
    return [
        Weighing(
            household=f"{stratum[0].upper()}{at}-{which}",
            day=day,
            people_present=4,
            weight_kg=kg + (0.2 if which == 1 else -0.2),
        )
        for stratum, by_area in DAILY_KG.items()
        for at, kg in enumerate(by_area, start=1)
        for which in (1, 2)
        for day in range(1, 9)
    ]


def _household_sorting() -> list[HouseholdSorting]:
    return [
        HouseholdSorting(
            sample=f"{stratum[0].upper()}{at}",
            area=f"{stratum[0].upper()}{at}",
            **dict(zip(CATEGORIES, _tilted(at), strict=True)),
        )
        for stratum in DAILY_KG
        for at in (1, 2, 3)
    ]


def _tilted(at: int) -> list[float]:
    """More garden waste in one area than in the next."""
    return [kg + (2.0 * at if place == 1 else 0.0) for place, kg in enumerate(SORTED_KG)]
