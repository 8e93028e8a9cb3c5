"""What a pilot, or last year's survey, tells a plan: rate and spread of households by stratum."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from nagara.errors import DesignError
from nagara.waste.survey.households import household_totals
from nagara.waste.survey.plan import PlanStratum
from nagara.waste.survey.variance import household_rate_standard_error, ratio_of_totals

if TYPE_CHECKING:
    from nagara.waste.records import CityRecords

__all__ = ["pilot_strata"]

_FEWEST_HOUSEHOLDS = 5
"""Below this a pilot's spread between households says nothing and the labelled default is used."""


def pilot_strata(records: CityRecords) -> tuple[PlanStratum, ...]:
    """Read the strata of a plan off a survey that was carried out.

    The spread is the one that the ratio of totals sees: its household-level standard error times the
    square root of the households over the rate, not the plain standard deviation of household rates.

    Parameters
    ----------
    records
        Records with strata and their populations; weighings where there was a pilot.

    Returns
    -------
    tuple of PlanStratum
        One per stratum; without usable households its rate and spread are left to the defaults.

    Raises
    ------
    DesignError
        If the records name no stratum.
    """
    if not records.strata:
        raise DesignError("The pilot names no stratum", "Fill in the sheet Strata, or give --stratum.")
    totals = household_totals(records)
    of_stratum = np.array(totals.stratum)
    strata = []
    for stratum in records.strata:
        own = of_stratum == stratum.stratum
        rate = spread = None
        if own.sum() >= _FEWEST_HOUSEHOLDS:
            kg, days = totals.kg[own], totals.person_days[own]
            rate = float(ratio_of_totals(kg, days))
            spread = float(household_rate_standard_error(kg, days)) * sqrt(int(own.sum())) / rate if rate else None
        strata.append(
            PlanStratum(
                stratum=stratum.stratum,
                population=stratum.population,
                rate_kg_per_cap_day=rate or None,
                household_cv=spread or None,
                areas_total=stratum.areas_total,
            )
        )
    return tuple(strata)
