"""Make the invented example region: three small towns with a road between each two, every number made up.

Run ``python examples/make_demo_region.py`` to write ``examples/demo-region`` again; the same script gives the
same bytes. The file ``region.toml`` beside the towns is written by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from demo_city_survey import CATEGORIES

from nagara.exchange.csv_folder_write import write_csv_folder
from nagara.waste.records import (
    City,
    CityRecords,
    ControlObservation,
    DisposalHistory,
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

YEAR = 2026
AREAS, HOUSEHOLDS, DAYS, PEOPLE = 5, 2, 8, 4
MIX = (52, 8, 9, 9, 6, 1.5, 3, 3, 1, 0.5, 2, 5)
DUMP = (
    "cover=none compaction=some compaction_equipment=some access=some leachate=none landfill_gas=none "
    "fire_smoke=some staff=staffed weighing_recording=none slope=not_observed worker_health_safety=none "
    "sanitary_siting_design=no post_closure_plan=no"
)


@dataclass(frozen=True, kw_only=True)
class Town:
    """What makes a town different from its neighbours."""

    folder: str
    name: str
    people: int
    rate_kg: float
    shops_t_per_day: float
    dumped_t_per_day: float
    yard_t_per_day: float
    opened: int


TOWNS = (
    Town(
        folder="ferry-town",
        name="Ferry Town (invented)",
        people=96_000,
        rate_kg=0.58,
        shops_t_per_day=14.0,
        dumped_t_per_day=50.0,
        yard_t_per_day=3.0,
        opened=1998,
    ),
    Town(
        folder="orchard-town",
        name="Orchard Town (invented)",
        people=58_000,
        rate_kg=0.52,
        shops_t_per_day=7.0,
        dumped_t_per_day=25.0,
        yard_t_per_day=1.5,
        opened=2003,
    ),
    Town(
        folder="quarry-town",
        name="Quarry Town (invented)",
        people=34_000,
        rate_kg=0.49,
        shops_t_per_day=3.5,
        dumped_t_per_day=13.5,
        yard_t_per_day=0.8,
        opened=2006,
    ),
)


def demo_town(town: Town) -> CityRecords:
    """Invent the records of one town's year, small enough to be read in one sitting.

    Parameters
    ----------
    town
        Its story.
    """
    areas = [f"A{number}" for number in range(1, AREAS + 1)]
    homes = [(area, f"{area}-{number}") for area in areas for number in range(1, HOUSEHOLDS + 1)]
    return CityRecords(
        city=_city(town),
        strata=(Stratum(stratum="all", name="All districts", population=float(town.people), areas_total=60),),
        areas=tuple(
            SurveyArea(area=area, stratum="all", name=f"Quarter {area}", selection="probability-proportional-to-size")
            for area in areas
        ),
        households=tuple(
            Household(
                household=home,
                area=area,
                people=float(PEOPLE),
                service="door-to-door",
                is_weekly=True,
                separate_fractions=1,
            )
            for area, home in homes
        ),
        weighings=tuple(
            Weighing(household=home, day=day, people_present=float(PEOPLE), weight_kg=_bag_kg(town, at, day))
            for at, (_, home) in enumerate(homes)
            for day in range(1, DAYS + 1)
        ),
        household_sorting=tuple(
            HouseholdSorting(sample=area, area=area, **_sorted(at)) for at, area in enumerate(areas)
        ),
        non_household=(
            NonHousehold(
                origin="all",
                method="records",
                **_around("t_per_day", town.shops_t_per_day, 0.2),
                range_is="interval-95",
                source="Invented records of the market office",
            ),
        ),
        **_places(town),
    )


def _city(town: Town) -> City:
    return City(
        city=town.name,
        country_iso3="XXA",
        year=YEAR,
        boundary="administrative",
        population=float(town.people),
        population_low=town.people * 0.97,
        population_high=town.people * 1.03,
        population_range_is="bounds",
        population_year=YEAR,
        population_basis="projection",
        population_source="Invented projection of an invented statistics office",
        season="dry",
        is_invented=True,
        climate_zone="tropical-wet",
        uncollected_burnt_frac=0.3,
        uncollected_burnt_low=0.15,
        uncollected_burnt_high=0.45,
    )


def _places(town: Town) -> dict[str, tuple[object, ...]]:
    """One dumpsite and one yard where paper and bottles are bought."""
    return {
        "facilities": (
            Facility(facility="DS1", name="Old dumpsite (invented)", kind="dumpsite", operator="formal"),
            Facility(facility="RC1", name="Scrap yard (invented)", kind="recycler", operator="informal"),
        ),
        "received": (
            Received(
                facility="RC1",
                material="paper_cardboard",
                **_around("t_per_day", town.yard_t_per_day, 0.15),
                range_is="interval-95",
                from_city_frac=1.0,
                picked_at_disposal_frac=0.0,
                reject_frac=0.05,
                rejects_to="disposal",
                source="Invented weighing book",
            ),
        ),
        "loads": (
            Load(
                facility="DS1",
                load="msw",
                days=365.0,
                **_around("tonnes", round(town.dumped_t_per_day * 365), 0.08, value="tonnes_t"),
                range_is="bounds",
                source="Invented count of trucks",
            ),
        ),
        "control": tuple(
            ControlObservation(facility="DS1", criterion=criterion, state=state)
            for criterion, state in (entry.split("=") for entry in DUMP.split())
        ),
        "disposal_sorting": tuple(
            DisposalSorting(sample=f"T{at + 1}", facility="DS1", **_sorted(at)) for at in range(4)
        ),
        "disposal_history": (
            DisposalHistory(
                facility="DS1",
                opened_year=town.opened,
                management="unmanaged-deep",
                deposit_growth_frac=0.01,
                burnt_frac=0.05,
                burnt_low=0.01,
                burnt_high=0.15,
                range_is="bounds",
                source="Invented talk with the oldest driver",
            ),
        ),
    }


def _bag_kg(town: Town, home: int, day: int) -> float:
    """A bag that differs from house to house and from day to day in an even rhythm."""
    ripple = 1.0 + 0.12 * ((home * 3 + day * 5) % 7 - 3) / 3
    return round(PEOPLE * town.rate_kg * ripple, 2)


def _sorted(at: int) -> dict[str, float]:
    """Kilograms of each category, with more garden waste in one quarter than in the next."""
    return {
        name: round(kg * (1.0 + 0.06 * ((at + place) % 3 - 1)), 2)
        for place, (name, kg) in enumerate(zip(CATEGORIES, MIX, strict=True))
    }


def _around(name: str, amount: float, half_width_frac: float, *, value: str | None = None) -> dict[str, float]:
    """A value with its range."""
    low, high = round(amount * (1 - half_width_frac), 2), round(amount * (1 + half_width_frac), 2)
    return {value or name: float(amount), f"{name}_low": low, f"{name}_high": high}


def make(folder: Path) -> None:
    """Write the towns below a folder, without the description that every CSV folder has alike.

    Parameters
    ----------
    folder
        Where the towns go.
    """
    for town in TOWNS:
        *_, description = write_csv_folder(folder / town.folder, demo_town(town))
        description.unlink()


if __name__ == "__main__":
    make(Path(__file__).parent / "demo-region")
