"""From what was written in the field to totals per household: which days count, and for whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nagara.findings import Finding
from nagara.waste.records import FIRST_MEASURED_DAY, LAST_MEASURED_DAY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nagara.waste.records import CityRecords, Household, SurveyArea, Weighing

    _Day = tuple[float, float | None]  # weight [kg], people present

__all__ = ["HouseholdTotals", "area_weights", "household_totals"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdTotals:
    """What each usable household threw away over its measured days.

    Parameters
    ----------
    household, area, stratum
        Codes, one per household.
    kg, person_days
        Totals over the measured days [kg], [person-days].
    persons
        Mean number of people present [persons].
    without_days, without_people
        Codes of the households that were left out, by reason.
    """

    household: tuple[str, ...]
    area: tuple[str, ...]
    stratum: tuple[str, ...]
    kg: NDArray[np.float64]
    person_days: NDArray[np.float64]
    persons: NDArray[np.float64]
    without_days: tuple[str, ...]
    without_people: tuple[str, ...]

    @property
    def left_out(self) -> int:
        """Number of households that could not be used."""
        return len(self.without_days) + len(self.without_people)


def household_totals(records: CityRecords) -> HouseholdTotals:
    """Add up the measured days of every household.

    Two bags of one household on one day are added and their people counted once.
    """
    stratum_of = {area.area: area.stratum for area in records.areas}
    days_of = _measured_days(records.weighings)
    rows: list[tuple[Household, float, float, int]] = []
    without_days: list[str] = []
    without_people: list[str] = []
    for household in records.households:
        if household.area not in stratum_of:
            continue
        days = days_of.get(household.household)
        if not days:
            without_days.append(household.household)
            continue
        kg, person_days, used = _sum_days(household, days)
        if person_days > 0:
            rows.append((household, kg, person_days, used))
        else:
            without_people.append(household.household)
    return HouseholdTotals(
        household=tuple(row[0].household for row in rows),
        area=tuple(row[0].area for row in rows),
        stratum=tuple(stratum_of[row[0].area] for row in rows),
        kg=np.array([row[1] for row in rows], dtype=np.float64),
        person_days=np.array([row[2] for row in rows], dtype=np.float64),
        persons=np.array([row[2] / row[3] for row in rows], dtype=np.float64),
        without_days=tuple(without_days),
        without_people=tuple(without_people),
    )


def _measured_days(weighings: Iterable[Weighing]) -> dict[str, dict[int, _Day]]:
    """Weight and people by household and day; the people are those of the first bag that says them.

    A missing weight is missing; a zero counts only with the tick that there was no waste.
    """
    days_of: dict[str, dict[int, _Day]] = defaultdict(dict)
    for weighing in weighings:
        day, weight = weighing.day, weighing.weight_kg or 0.0
        if not FIRST_MEASURED_DAY <= day <= LAST_MEASURED_DAY or not (weight or weighing.nothing_today):
            continue
        days, present = days_of[weighing.household], weighing.people_present
        if day in days:
            before, said = days[day]
            weight, present = before + weight, present if said is None else said
        days[day] = (weight, present)
    return days_of


def _sum_days(household: Household, days: Mapping[int, _Day]) -> tuple[float, float, int]:
    kg = person_days = 0.0
    used = 0
    for weight, said in days.values():
        present = household.people if said is None else said
        if present is None:
            continue
        kg += weight
        person_days += present
        used += 1
    return kg, person_days, used


def area_weights(
    stratum: str, areas: tuple[SurveyArea, ...], households: dict[str, int]
) -> tuple[dict[str, float], tuple[Finding, ...]]:
    """Survey weight of each household of each area of one stratum, by one rule for the stratum.

    Weights that a statistician gave go first. Areas drawn with equal chance whose households are
    counted are weighted by households living there over households surveyed. Everything else has
    weight 1, which is right for areas drawn in proportion to size with equal takes.

    Parameters
    ----------
    stratum
        Its code, for the findings.
    areas
        The surveyed areas of the stratum.
    households
        Usable households by area code.
    """
    ones = {area.area: 1.0 for area in areas}
    given = {area.area: area.weight for area in areas if area.weight is not None}
    if given:
        if len(given) == len(areas):
            return given, ()
        place = next(area for area in areas if area.weight is None).place("weight")
        return ones, (Finding(code="area-weights-incomplete", values={"stratum": stratum}, place=place),)
    if not all(area.selection == "simple-random" for area in areas):
        return ones, ()
    unknown = [area for area in areas if area.households_total is None]
    if unknown:
        values = {"stratum": stratum, "areas": ", ".join(area.area for area in unknown)}
        place = unknown[0].place("households_total")
        return ones, (Finding(code="area-sizes-incomplete", values=values, place=place),)
    return {area.area: (area.households_total or 1.0) / max(households.get(area.area, 1), 1) for area in areas}, ()
