"""An invented household survey: as many strata, areas and households as a test asks for."""

import numpy as np

from nagara.waste.records import (
    City,
    CityRecords,
    Household,
    HouseholdSorting,
    Stratum,
    SurveyArea,
    Weighing,
)

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
POPULATIONS = {"low": 400_000, "middle": 300_000, "high": 100_000}
MEASURED_DAYS = range(2, 9)


def invented_survey(*, areas=(5, 5, 5), households=10, sorted_areas=None, areas_total=None, seed=1, factor=1.0):
    """Records of an invented city; `factor` multiplies every weight."""
    rng = np.random.default_rng(seed)
    strata, places, homes, weighings, sorting = [], [], [], [], []
    for (code, population), count in zip(POPULATIONS.items(), areas, strict=False):
        strata.append(Stratum(stratum=code, name=code.title(), population=population, areas_total=areas_total))
        for number in range(count):
            area = f"{code}-{number}"
            places.append(SurveyArea(area=area, stratum=code, selection="probability-proportional-to-size"))
            level = rng.normal(0.0, 0.2)
            homes += [
                Household(household=f"{area}-{at}", area=area, people=int(rng.integers(1, 9)))
                for at in range(households)
            ]
            for home in homes[-households:]:
                rate = factor * 0.5 * np.exp(level + rng.normal(0.0, 0.6))
                weighings += [
                    Weighing(household=home.household, day=day, weight_kg=float(rate * home.people))
                    for day in MEASURED_DAYS
                ]
            kg = factor * rng.gamma(4.0 * np.arange(12, 0, -1), 0.3)
            if sorted_areas is None or area in sorted_areas:
                sorting.append(HouseholdSorting(sample=f"s-{area}", area=area, **weights(kg)))
    return CityRecords(
        city=city(),
        strata=tuple(strata),
        areas=tuple(places),
        households=tuple(homes),
        weighings=tuple(weighings),
        household_sorting=tuple(sorting),
    )


def city():
    """An invented city."""
    return City(city="Demo City", country_iso3="XXX", year=2026, boundary="administrative", population=800_000)


def weights(kg):
    """The twelve category weights by their field."""
    return dict(zip(CATEGORIES, map(float, kg), strict=True))
