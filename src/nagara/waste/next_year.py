"""A form for the next year: what stays is kept, what has to be measured anew is empty."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nagara.waste.records import EarlierSurvey, PastDeposit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nagara.waste.records import CityRecords, DisposalHistory
    from nagara.waste.survey.result import SurveyEstimate

__all__ = ["records_for_next_year"]


def records_for_next_year(records: CityRecords, survey: SurveyEstimate | None) -> CityRecords:
    """Empty every measurement and carry the household rate into the sheet of earlier surveys.

    Kept are the city, its boundary, the strata, the survey areas, the facilities and what was seen of
    their control, which has to be looked at again. Emptied are households, weights, sorted samples,
    tonnages and everything with a date. What the disposal sites received in the year joins their past.

    Parameters
    ----------
    records
        The records of the year that has passed.
    survey
        Its survey, if it had one.
    """
    city = replace(
        records.city,
        year=records.city.year + 1,
        fieldwork_start=None,
        fieldwork_end=None,
        season=None,
        rain_days=None,
        holidays=None,
        uncollected_burnt_frac=None,
        uncollected_burnt_low=None,
        uncollected_burnt_high=None,
    )
    return replace(
        records,
        city=city,
        households=(),
        weighings=(),
        household_sorting=(),
        non_household=(),
        facilities=tuple(replace(facility, assessed_on=None) for facility in records.facilities),
        received=(),
        loads=(),
        trucks=(),
        picking=(),
        disposal_sorting=(),
        earlier=(*_without_year(records), *_this_survey(records, survey)),
        disposal_history=tuple(_without_meters(site) for site in records.disposal_history),
        past_deposits=(*records.past_deposits, *_deposits_of_this_year(records)),
        leakage=(),
        leakage_fate=(),
        energy=(),
        measured_flows=(),
    )


def _without_meters(site: DisposalHistory) -> DisposalHistory:
    return replace(site, methane_recovered_t_per_year=None, methane_recovered_low=None, methane_recovered_high=None)


def _deposits_of_this_year(records: CityRecords) -> Iterator[PastDeposit]:
    """What the weighbridges wrote down of municipal waste and rejects, where they ran the whole year."""
    known = {(row.facility, row.year) for row in records.past_deposits}
    tonnes: dict[str, float] = {}
    for load in records.loads:
        if load.load in {"msw", "rejects"} and load.tonnes_t is not None and load.days in {365, 366}:
            tonnes[load.facility] = tonnes.get(load.facility, 0.0) + load.tonnes_t
    for site, amount in tonnes.items():
        if (site, records.city.year) not in known:
            said = f"Weighbridge records of {records.city.year}"
            yield PastDeposit(facility=site, year=records.city.year, tonnes_t=amount, source=said)


def _without_year(records: CityRecords) -> tuple[EarlierSurvey, ...]:
    return tuple(entry for entry in records.earlier if entry.year != records.city.year)


def _this_survey(records: CityRecords, survey: SurveyEstimate | None) -> tuple[EarlierSurvey, ...]:
    if survey is None:
        return ()
    people = {stratum.stratum: stratum.population for stratum in records.strata}
    value, low, high = survey.city_rate([people[code] for code in survey.strata])
    return (
        EarlierSurvey(
            year=records.city.year,
            household_rate_kg_per_cap_day=round(value, 6),
            household_rate_low=round(low, 6),
            household_rate_high=round(high, 6),
            source=f"Household survey of {records.city.year}",
        ),
    )
