"""What a city wrote down in one year: the frozen values that every format is read into.

One class per sheet of the city workbook; the fields bear the names of its columns (a contract test
holds the two together). Nothing is computed here and nothing is filled in: ``None`` means that the
cell was empty, a :class:`Notation` says why there is no number.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from operator import attrgetter
from typing import Final

from nagara.waste.flow_records import (
    DisposalHistory,
    EnergyUse,
    LeakageFate,
    LeakageObservation,
    MeasuredFlow,
    PastDeposit,
)
from nagara.waste.row import Notation, Row, RowAt

__all__ = [
    "FIRST_MEASURED_DAY",
    "LAST_MEASURED_DAY",
    "City",
    "CityRecords",
    "ControlObservation",
    "DisposalHistory",
    "DisposalSorting",
    "EarlierSurvey",
    "EnergyUse",
    "Facility",
    "Household",
    "HouseholdSorting",
    "LeakageFate",
    "LeakageObservation",
    "Load",
    "MeasuredFlow",
    "NonHousehold",
    "Notation",
    "PastDeposit",
    "Picking",
    "Received",
    "RowAt",
    "Stratum",
    "SurveyArea",
    "TruckCount",
    "Weighing",
]

FIRST_MEASURED_DAY: Final = 2
"""Day 1 holds waste stored before the survey and is discarded (recalled default of the tool)."""
LAST_MEASURED_DAY: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class City(Row):
    """Step 1: which city, which boundary, which year."""

    city: str
    country_iso3: str
    year: int
    boundary: str
    boundary_note: str | None = None
    population: float
    population_low: float | None = None
    population_high: float | None = None
    population_range_is: str | None = None
    population_year: int | None = None
    population_basis: str | None = None
    population_source: str | None = None
    fieldwork_start: date | None = None
    fieldwork_end: date | None = None
    season: str | None = None
    rain_days: int | None = None
    holidays: str | None = None
    is_invented: bool = False
    climate_zone: str | None = None
    uncollected_burnt_frac: float | None = None
    uncollected_burnt_low: float | None = None
    uncollected_burnt_high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum(Row):
    """Step 1: a part of the population that is surveyed on its own."""

    stratum: str
    name: str
    population: float
    areas_total: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyArea(Row):
    """Step 2: a survey area, the cluster of the design."""

    area: str
    stratum: str
    name: str | None = None
    selection: str | None = None
    households_total: float | None = None
    weight: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Household(Row):
    """Step 2: a household that was given bags; no name, telephone or position stands here."""

    household: str
    area: str
    people: float | None = None
    dropped_out: bool = False
    drop_out_reason: str | None = None
    service: str | None = None
    point_distance_m: float | None = None
    is_weekly: bool | None = None
    separate_fractions: int | None = None
    is_littered: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing(Row):
    """Step 2: one household's bag of one day."""

    household: str
    day: int
    date: date | None = None
    people_present: float | None = None
    weight_kg: float | None = None
    nothing_today: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sorting(Row):
    kitchen_canteen_kg: float | None = None
    garden_park_kg: float | None = None
    paper_cardboard_kg: float | None = None
    plastic_film_kg: float | None = None
    plastic_dense_kg: float | None = None
    metals_kg: float | None = None
    glass_kg: float | None = None
    textiles_shoes_kg: float | None = None
    wood_processed_kg: float | None = None
    special_wastes_kg: float | None = None
    composite_products_kg: float | None = None
    other_kg: float | None = None
    total_kg: float | None = None

    def weights_kg(self) -> tuple[float | None, ...]:
        """The twelve category weights in their printed order [kg]."""
        return _CATEGORY_WEIGHTS(self)


_CATEGORY_WEIGHTS: Final[Callable[[_Sorting], tuple[float | None, ...]]] = attrgetter(
    *(entry.name for entry in fields(_Sorting) if entry.name not in {"at", "total_kg"})
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdSorting(_Sorting):
    """Step 2: a sorted sample of household waste of one area."""

    sample: str
    area: str
    household: str | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NonHousehold(Row):
    """Step 3: waste of shops, offices, institutions, markets, streets and parks."""

    origin: str
    method: str | None = None
    t_per_day: float | None = None
    t_per_day_low: float | None = None
    t_per_day_high: float | None = None
    share_of_total_frac: float | None = None
    share_of_total_low: float | None = None
    share_of_total_high: float | None = None
    range_is: str | None = None
    notation: Notation | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facility(Row):
    """Steps 4 and 5: a place that recovers or disposes of the city's waste."""

    facility: str
    name: str
    kind: str
    operator: str | None = None
    level_override: int | None = None
    override_reason: str | None = None
    assessed_on: date | None = None
    is_outside_boundary: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Received(Row):
    """Step 4: one material that a recovery facility receives."""

    facility: str
    material: str
    t_per_day: float | None = None
    t_per_day_low: float | None = None
    t_per_day_high: float | None = None
    range_is: str | None = None
    from_city_frac: float | None = None
    outside_msw_frac: float | None = None
    picked_at_disposal_frac: float | None = None
    picked_from: str | None = None
    reject_frac: float | None = None
    reject_low: float | None = None
    reject_high: float | None = None
    rejects_to: str | None = None
    sold_to: str | None = None
    notation: Notation | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Load(Row):
    """Step 5: weighbridge total of one kind of load over a period."""

    facility: str
    load: str
    days: float | None = None
    tonnes_t: float | None = None
    tonnes_low: float | None = None
    tonnes_high: float | None = None
    range_is: str | None = None
    notation: Notation | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TruckCount(Row):
    """Step 5: trucks counted where there is no weighbridge."""

    facility: str
    truck_class: str
    load: str = "msw"
    trips_per_day: float | None = None
    days_counted: float | None = None
    volume_m3: float | None = None
    fill_frac: float | None = None
    fill_low: float | None = None
    fill_high: float | None = None
    density_t_per_m3: float | None = None
    density_low: float | None = None
    density_high: float | None = None
    range_is: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picking(Row):
    """Step 5: what pickers take out of a disposal site."""

    facility: str
    pickers: float | None = None
    kg_per_picker_day: float | None = None
    kg_per_picker_low: float | None = None
    kg_per_picker_high: float | None = None
    range_is: str | None = None
    notation: Notation | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlObservation(Row):
    """Steps 4 and 5: one criterion of the control ladder as it was seen at a facility."""

    facility: str
    criterion: str
    state: str
    probability_frac: float | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalSorting(_Sorting):
    """Step 6: a sorted sample of waste arriving at disposal."""

    sample: str
    facility: str
    date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierSurvey(Row):
    """A household rate measured in an earlier year, for a year without a survey."""

    year: int
    household_rate_kg_per_cap_day: float
    household_rate_low: float
    household_rate_high: float
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CityRecords:
    """Everything that one city wrote down for one year."""

    city: City
    strata: tuple[Stratum, ...] = ()
    areas: tuple[SurveyArea, ...] = ()
    households: tuple[Household, ...] = ()
    weighings: tuple[Weighing, ...] = ()
    household_sorting: tuple[HouseholdSorting, ...] = ()
    non_household: tuple[NonHousehold, ...] = ()
    facilities: tuple[Facility, ...] = ()
    received: tuple[Received, ...] = ()
    loads: tuple[Load, ...] = ()
    trucks: tuple[TruckCount, ...] = ()
    picking: tuple[Picking, ...] = ()
    control: tuple[ControlObservation, ...] = ()
    disposal_sorting: tuple[DisposalSorting, ...] = ()
    earlier: tuple[EarlierSurvey, ...] = ()
    disposal_history: tuple[DisposalHistory, ...] = ()
    past_deposits: tuple[PastDeposit, ...] = ()
    leakage: tuple[LeakageObservation, ...] = ()
    leakage_fate: tuple[LeakageFate, ...] = ()
    energy: tuple[EnergyUse, ...] = ()
    measured_flows: tuple[MeasuredFlow, ...] = ()
