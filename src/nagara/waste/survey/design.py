r"""Plan a household survey: how many areas and households reach a precision, or what a budget buys.

The expected variance of the log of a city rate is, over strata *s* with tonnage share :math:`h_s`,
coefficient of variation :math:`c_s`, :math:`a_s` of :math:`N_s` areas and *m* households each,

.. math:: \sum_s h_s^2 c_s^2 \left[\frac{\rho + (1-\rho)/m}{a_s} - \frac{\rho}{N_s}\right]

and the half-width uses Student's t with areas minus strata degrees of freedom, as the estimate will.
The search over :math:`a_s` and *m* is exact (see :mod:`nagara.waste.survey.search`).

References
----------
W. G. Cochran, *Sampling Techniques*, 3rd ed., 1977, ch. 5 and 10.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import inf

from nagara.errors import DesignError
from nagara.waste.survey.aim import Aim, Measure
from nagara.waste.survey.plan import (
    ADVISED_AREAS,
    FEWEST_AREAS,
    Costs,
    DesignStep,
    PlanStratum,
    StratumDesign,
    SurveyDesign,
    SurveyPrior,
)
from nagara.waste.survey.search import Search

__all__ = [
    "ADVISED_AREAS",
    "FEWEST_AREAS",
    "Aim",
    "Costs",
    "DesignStep",
    "Measure",
    "PlanStratum",
    "StratumDesign",
    "SurveyDesign",
    "SurveyPrior",
    "plan_survey",
]


def plan_survey(
    strata: Sequence[PlanStratum],
    *,
    aim: Aim,
    budget: float | None = None,
    costs: Costs | None = None,
    prior: SurveyPrior | None = None,
    fewest_areas: int = FEWEST_AREAS,
    most_areas: int = 400,
    most_households_per_area: int = 40,
) -> SurveyDesign:
    """Find the cheapest survey that reaches a precision, or the most precise one within a budget.

    Parameters
    ----------
    strata
        What is known of each stratum.
    aim
        What is to be known how well. Its half-width may be None where a budget is given.
    budget
        Largest cost, in the unit of ``costs``. Only where the aim has no half-width.
    costs
        Cost of one area and of one household; without them one household costs 1 and an area its
        labelled default.
    prior
        Intra-area correlation, spread of household rates and drop-out; labelled defaults without it.
    fewest_areas
        Least number of areas in each stratum, 2 or more; 5 are advised.
    most_areas, most_households_per_area
        Limits of the search where the strata do not say how many areas exist.

    Returns
    -------
    SurveyDesign
        Areas and households per stratum, expected half-width, cost, bags, and what more would buy.

    Raises
    ------
    DesignError
        If no allowed survey reaches the precision, the budget buys no survey at all, or the question
        is incomplete.
    """
    _check(strata, aim, budget, fewest_areas, most_areas)
    search = Search(
        strata=tuple(strata),
        aim=aim,
        costs=costs or Costs.default(),
        prior=prior or SurveyPrior.default(),
        fewest=fewest_areas,
        most=most_areas,
    )
    sizes = range(2, most_households_per_area + 1)
    found = search.cheapest(sizes) if budget is None else search.most_precise(sizes, budget)
    _require_people(strata, found)
    return replace(found, steps=tuple(search.steps(found)))


def _check(strata: Sequence[PlanStratum], aim: Aim, budget: float | None, fewest: int, most: int) -> None:
    if not strata:
        raise DesignError("No stratum was given", "Name at least one stratum with its population.")
    codes = [entry.stratum for entry in strata]
    if len(set(codes)) < len(codes):
        twice = next(code for code in codes if codes.count(code) > 1)
        raise DesignError(f"Stratum {twice} is named twice", "Give each stratum once.")
    if budget is not None and not 0 < budget < inf:
        raise DesignError(f"A budget of {budget:g} cannot be planned with", "Give a number above 0.")
    if fewest < FEWEST_AREAS:
        raise DesignError("One area shows no spread between areas", f"Plan {FEWEST_AREAS} areas or more per stratum.")
    if (aim.half_width is None) == (budget is None):
        raise DesignError("A plan needs either a half-width or a budget", "Give one of the two.")
    if aim.measure is Measure.ABSOLUTE and any(entry.rate_kg_per_cap_day is None for entry in strata):
        why = "A half-width in kg needs a rate to start from"
        raise DesignError(why, "Give a pilot rate for each stratum, or a relative half-width.")
    for entry in strata:
        if entry.areas_total is None and fewest > most:
            why = f"{fewest} areas are asked for, and {most} areas are the most where nobody says how many exist"
            raise DesignError(why, f"Ask for fewer, or say how many areas stratum {entry.stratum} has.")
        if entry.areas_total is not None and entry.areas_total < fewest:
            exist = "1 area" if entry.areas_total == 1 else f"{entry.areas_total} areas"
            why = f"Stratum {entry.stratum} has {exist} in all, fewer than {fewest}"
            raise DesignError(why, "Divide it into more survey areas or join it with another stratum.")


def _require_people(strata: Sequence[PlanStratum], found: SurveyDesign) -> None:
    """Refuse a plan with more households in a stratum than people."""
    for entry, planned in zip(strata, found.strata, strict=True):
        if planned.recruits > entry.population:
            needed = f"Stratum {entry.stratum} needs {planned.recruits} households"
            raise DesignError(
                f"{needed}, and {entry.population:g} people live there",
                "Ask for a wider interval, or join it with another stratum.",
            )
