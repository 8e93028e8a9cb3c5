"""What a planner can set besides the promises; whatever is left out is a default that the plan names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from nagara.pathways.least_cost.city.technologies import TECHNOLOGIES
from nagara.pathways.least_cost.question.places import Places

__all__ = ["DEFAULT_EPOCH_YEARS", "DEFAULT_SPAN", "PlanSettings"]

DEFAULT_SPAN: Final = 20
"""Years that a plan reaches beyond the records."""
DEFAULT_EPOCH_YEARS: Final = 4
"""Years between two decisions to build."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSettings:
    """How a city is to be planned for.

    Parameters
    ----------
    last_year
        Last year of the plan; :data:`DEFAULT_SPAN` years after the records if nothing is said.
    epoch_years
        Years between two decisions to build.
    technologies
        Codes of what may be built.
    budget_usd_per_year
        What the service may cost in a year; no limit if left out.
    carbon_usd_per_t
        What a tonne of CO2e counts.
    household_income_usd
        Mean income of a household, for the share that fees take.
    area_km2
        Area in which households live; with it collection costs what its tours cost, without it a default.
    places
        Zones, ways, plants that stand and that could, prices of its own: what a planner wrote down of the city.
    keeps_control
        Whether the share that is managed in controlled facilities may not fall below that of the records:
        a promise of its own, which the plan shows.
    edition, gwp
        Edition of the IPCC guidelines, assessment report of the warming potentials.
    """

    last_year: int | None = None
    epoch_years: int = DEFAULT_EPOCH_YEARS
    technologies: tuple[str, ...] = tuple(TECHNOLOGIES)
    budget_usd_per_year: float | None = None
    carbon_usd_per_t: float = 0.0
    household_income_usd: float | None = None
    area_km2: float | None = None
    places: Places = Places()
    keeps_control: bool = True
    edition: str = "2019"
    gwp: str = "AR5"
