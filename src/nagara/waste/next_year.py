"""A form for the next year: what stays is kept, what has to be measured anew is empty."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nagara.waste.records import EarlierSurvey

if TYPE_CHECKING:
    from nagara.waste.records import CityRecords
    from nagara.waste.survey_result import SurveyEstimate

__all__ = ["records_for_next_year"]


def records_for_next_year(records: CityRecords, survey: SurveyEstimate | None) -> CityRecords:
    """Empty every measurement and carry the household rate into the sheet of earlier surveys.

    Kept are the city, its boundary, the strata, the survey areas, the facilities and what was seen of
    their control, which has to be looked at again. Emptied are households, weights, sorted samples,
    tonnages and everything with a date.

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
    )


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
