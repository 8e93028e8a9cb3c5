"""Published plastic leakage of a city, and the same leakage recomputed from its published inputs.

Recomputed is backward mode (:mod:`nagara.waste.plastics.backward`) with the leakage factors that
belong to the published result: tonnes at the gate and recovered are data, leaks before them are
added back, the rest is uncollected.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from nagara.units import DAYS_PER_YEAR, KG_PER_T
from nagara.waste.plastics import (
    SOURCES,
    STAGES,
    Fates,
    Leakage,
    LeakageFactors,
    PlasticInputs,
    backward,
)

__all__ = ["NEEDED", "PublishedPlastics", "RecomputedPlastics", "plastic_inputs", "recompute_plastics"]

NEEDED: Final = (
    "plastic_generated_t_per_year",
    "disposed_msw_t_per_day",
    "plastic_at_disposal_frac",
    "plastic_recovered_formal_t_per_day",
    "plastic_recovered_informal_t_per_day",
)
"""The inputs without which nothing can be recomputed."""

_ANYWHERE: Final = Fates.same_for_all({"land": 1.0, "burnt": 0.0, "drains": 0.0, "water": 0.0})
"""Fates are not recomputed: publications give them for all sources together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedPlastics:
    """What was published of one city's plastic.

    Parameters
    ----------
    city, country, year
        Label of the city, country and year; no computation reads them.
    inputs
        Published inputs by name with unit suffix.
    factors
        Leakage factor by stage [frac]; ``None``: no such flow. Empty where none were given.
    unmanaged_plastic_t_per_year
        Published result [t/yr], if it was given.
    source_shares
        Published share of every source in it [frac], as far as they were given.
    is_usable
        Whether the file itself marks the city's balance as usable, if it says so.
    """

    city: str
    country: str = ""
    year: int | None = None
    inputs: Mapping[str, float] = field(default_factory=dict)
    factors: Mapping[str, float | None] = field(default_factory=dict)
    unmanaged_plastic_t_per_year: float | None = None
    source_shares: Mapping[str, float] = field(default_factory=dict)
    is_usable: bool | None = None

    @property
    def uncollected_t_per_year(self) -> float | None:
        """Published uncollected plastic [t/yr], where result and share were given."""
        share = self.source_shares.get("uncollected")
        whole = self.unmanaged_plastic_t_per_year
        return None if share is None or whole is None else share * whole


@dataclass(frozen=True, slots=True, kw_only=True)
class RecomputedPlastics:
    """Plastic leakage of a published city from its own inputs.

    Parameters
    ----------
    leakage
        The whole result.
    population
        People inside the boundary, if the publication has them [persons].
    """

    leakage: Leakage
    population: float | None

    @property
    def unmanaged_plastic_t_per_year(self) -> float:
        """Plastic that escapes management [t/yr]."""
        return float(self.leakage.unmanaged_t_per_year)

    @property
    def unmanaged_plastic_kg_per_cap_year(self) -> float | None:
        """The same for each person [kg/person/yr]."""
        return None if not self.population else self.unmanaged_plastic_t_per_year * KG_PER_T / self.population

    @property
    def unmanaged_plastic_frac(self) -> float:
        """The same as part of the plastic generated [frac]."""
        return float(self.leakage.unmanaged_frac)

    @property
    def uncollected_plastic_t_per_year(self) -> float:
        """The residual of the balance [t/yr]."""
        return float(self.leakage.by_source["uncollected"])

    @property
    def source_shares(self) -> dict[str, float]:
        """Part of each source in the unmanaged plastic [frac]."""
        return {source: float(self.leakage.source_shares[source]) for source in SOURCES}


def plastic_inputs(city: PublishedPlastics) -> PlasticInputs | None:
    """The yearly tonnes behind a publication; ``None`` where one of :data:`NEEDED` or all factors are missing."""
    known = city.inputs
    if any(name not in known for name in NEEDED) or not city.factors:
        return None
    return PlasticInputs(
        population=known.get("population_persons", 0.0) or 1.0,
        generated_t_per_year=known["plastic_generated_t_per_year"],
        disposed_t_per_year=known["disposed_msw_t_per_day"] * DAYS_PER_YEAR * known["plastic_at_disposal_frac"],
        recovered_formal_t_per_year=known["plastic_recovered_formal_t_per_day"] * DAYS_PER_YEAR,
        recovered_informal_t_per_year=known["plastic_recovered_informal_t_per_day"] * DAYS_PER_YEAR,
    )


def leakage_factors(city: PublishedPlastics) -> LeakageFactors:
    """The factors that belong to a publication."""
    return LeakageFactors(**{f"{stage}_frac": city.factors.get(stage) for stage in STAGES})


def settle_published(city: PublishedPlastics) -> Leakage | None:
    """The balance of a publication, possible or not; ``None`` where an input is missing."""
    inputs = plastic_inputs(city)
    return None if inputs is None else backward(inputs, leakage_factors(city), _ANYWHERE)


def recompute_plastics(city: PublishedPlastics) -> RecomputedPlastics | None:
    """Plastic leakage from the city's published inputs.

    Returns
    -------
    RecomputedPlastics or None
        ``None`` where an input is missing or the inputs contradict each other; the findings of
        :func:`nagara.indicators.published.plastics_findings.plastic_contradictions` say which.
    """
    leakage = settle_published(city)
    if leakage is None or not leakage.is_possible:
        return None
    return RecomputedPlastics(leakage=leakage, population=city.inputs.get("population_persons"))
