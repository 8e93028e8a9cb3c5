"""A year without a survey takes the household rate of the year before, if that is at hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from nagara.waste.records import EarlierSurvey

if TYPE_CHECKING:
    from nagara.indicators.change import Earlier
    from nagara.waste.records import CityRecords

__all__ = ["with_carried_rate"]

RATE: Final = "household_rate_kg_per_cap_day"


def with_carried_rate(records: CityRecords, earlier: Earlier | None) -> CityRecords:
    """Enter the household rate of an earlier year as the survey that this year rests on.

    Nothing is entered where this year has weighed bags or names an earlier survey itself, nor from
    another city, another boundary, a later year or a year that had no household rate. The account
    widens the interval for every year since and says that the rate is not re-measured.

    Parameters
    ----------
    records
        What the city wrote down this year.
    earlier
        The year it is compared with.
    """
    if earlier is None or records.weighings or records.earlier or not _is_of_one_city(records, earlier):
        return records
    rate = earlier.figures.get(RATE)
    if rate is None or not rate.value or rate.low is None or rate.high is None:
        return records
    survey = EarlierSurvey(
        year=earlier.year,
        household_rate_kg_per_cap_day=rate.value,
        household_rate_low=min(rate.low, rate.value),
        household_rate_high=max(rate.high, rate.value),
        source=f"Report of {earlier.year}",
    )
    return replace(records, earlier=(survey,))


def _is_of_one_city(records: CityRecords, earlier: Earlier) -> bool:
    city = records.city
    same = (city.city.casefold(), city.country_iso3, city.boundary)
    return same == (earlier.city.casefold(), earlier.country_iso3, earlier.boundary) and earlier.year < city.year
