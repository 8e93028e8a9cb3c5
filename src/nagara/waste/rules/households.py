"""The bags: days that were not weighed, zeros without a tick, rates that are hard to believe."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from nagara.evidence import Factor, factor
from nagara.findings import Finding
from nagara.waste.records import FIRST_MEASURED_DAY, LAST_MEASURED_DAY, CityRecords, Household, Weighing

__all__ = ["household_findings"]

Bags: TypeAlias = Mapping[str, Sequence[Weighing]]
NAMED: Final = 12
NUMBERS: Final = re.compile(r"\d[\d .,()-]+\d")
DIGITS_OF_TELEPHONES: Final = 9
MEASURED_DAYS: Final = LAST_MEASURED_DAY - FIRST_MEASURED_DAY + 1


def household_findings(records: CityRecords) -> Iterable[Finding]:
    """Doubt the daily weights and the households they come from."""
    bags: dict[str, list[Weighing]] = defaultdict(list)
    for weighing in records.weighings:
        weight_kg, nothing_today = weighing.weight_kg, weighing.nothing_today
        if not weight_kg or nothing_today or weighing.people_present == 0:
            yield from _bag(weighing)
        if (weight_kg or nothing_today) and weighing.day >= FIRST_MEASURED_DAY:
            bags[weighing.household].append(weighing)
    for household in records.households:
        if household.drop_out_reason and _has_telephone(household.drop_out_reason):
            place = household.place("drop_out_reason")
            yield Finding(code="personal-data-in-text", values={"household": household.household}, place=place)
    if records.weighings:
        yield from _drop_outs(records)
    yield from _missing_days(records.households, bags)
    usual = factor("plausible", "household_rate")
    for household in records.households:
        if days := bags.get(household.household):
            yield from _household(household, days, usual)


def _has_telephone(text: str) -> bool:
    """Whether a text holds so many digits in a row, whatever parts them, as only telephones and positions have."""
    return any(sum(map(str.isdecimal, found)) >= DIGITS_OF_TELEPHONES for found in NUMBERS.findall(text))


def _bag(weighing: Weighing) -> Iterable[Finding]:
    weight_kg = weighing.weight_kg
    if weight_kg is None:
        return
    if weight_kg == 0:
        if not weighing.nothing_today and weighing.day >= FIRST_MEASURED_DAY:
            yield Finding(code="zero-without-tick", place=weighing.place("weight_kg"))
        return
    if weighing.nothing_today:
        yield Finding(code="tick-with-weight", values={"weight": weight_kg}, place=weighing.place("nothing_today"))
    if weighing.people_present == 0:
        place = weighing.place("people_present")
        yield Finding(code="nobody-present-with-weight", values={"weight": weight_kg}, place=place)


def _household(household: Household, days: Sequence[Weighing], usual: Factor) -> Iterable[Finding]:
    name = household.household
    if household.dropped_out and len({weighing.day for weighing in days}) == MEASURED_DAYS:
        place = household.place("dropped_out")
        yield Finding(code="drop-out-with-weights", values={"household": name}, place=place)
    present = [household.people if day.people_present is None else day.people_present for day in days]
    persons = [people for people in present if people is not None]
    if not persons:
        yield Finding(code="people-missing", values={"household": name}, place=household.place("people"))
    elif len(persons) == len(days) and (person_days := sum(persons)) > 0:
        rate = sum([day.weight_kg or 0.0 for day in days]) / person_days
        if not usual.low <= rate <= usual.high:
            yield _implausible(household, rate, usual)


def _missing_days(households: Iterable[Household], bags: Bags) -> Iterable[Finding]:
    """Name the households that stayed but were not weighed every day, in one finding."""
    measured = [
        (household, len({weighing.day for weighing in days}))
        for household in households
        if not household.dropped_out and (days := bags.get(household.household))
    ]
    short = [(household, days) for household, days in measured if days < MEASURED_DAYS]
    if not short:
        return
    named = ", ".join(f"{household.household} ({days})" for household, days in short[:NAMED])
    values: dict[str, str | float] = {
        "days": sum(MEASURED_DAYS - days for _, days in short),
        "all": MEASURED_DAYS,
        "named": named if len(short) <= NAMED else f"{named} and {len(short) - NAMED} more",
    }
    yield Finding(code="missing-days", values=values, place=short[0][0].place("household"))


def _implausible(household: Household, rate_kg_per_cap_day: float, usual: Factor) -> Finding:
    values: dict[str, str | float] = {
        "household": household.household,
        "rate": rate_kg_per_cap_day,
        "low": usual.low,
        "high": usual.high,
    }
    return Finding(code="household-rate-implausible", values=values, place=household.place("household"))


def _drop_outs(records: CityRecords) -> Iterable[Finding]:
    stratum_of = {area.area: area.stratum for area in records.areas}
    handed = Counter(stratum_of.get(household.area) for household in records.households)
    lost = Counter(stratum_of.get(household.area) for household in records.households if household.dropped_out)
    for stratum in records.strata:
        if lost[stratum.stratum]:
            values: dict[str, str | float] = {
                "stratum": stratum.stratum,
                "count": lost[stratum.stratum],
                "all": handed[stratum.stratum],
            }
            yield Finding(code="drop-outs", values=values, place=stratum.place("stratum"))
