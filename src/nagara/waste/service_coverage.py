"""How many people are served: the share of people at Basic or above of the collection ladder.

Reported under SDG 1.4.1, never mixed with what is collected (SDG 11.6.1): waste that is taken from
a household and then dumped is served and not collected.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nagara.evidence import codelist, factor
from nagara.findings import Finding
from nagara.waste.collection_ladder import ServiceLevel, service_level
from nagara.waste.survey.households import area_weights
from nagara.waste.survey.interval import t_quantile
from nagara.waste.survey.variance import design_effect, log_rate_deviations, totals_by_area

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nagara.waste.records import CityRecords, Household

    Array = NDArray[np.float64]

__all__ = ["ServiceCoverage", "basic_service_share"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceCoverage:
    """Share of people served at Basic or above (SDG 1.4.1).

    Parameters
    ----------
    frac, low, high
        Share of the city's people and its 95 % interval [frac].
    strata
        Share in each surveyed stratum [frac].
    levels
        Share of the people at each step of the ladder by its code [frac], among the households whose
        step the answers settle; None where no household's is settled.
    observed, not_observed
        Households that could and could not be judged.
    """

    frac: float
    low: float
    high: float
    strata: Mapping[str, float]
    levels: Mapping[str, float] | None
    observed: int
    not_observed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _StratumService:
    frac: float
    variance: float
    areas: int
    effective_households: float
    levels: Array


def basic_service_share(
    records: CityRecords, *, level: float = 0.95
) -> tuple[ServiceCoverage | None, tuple[Finding, ...]]:
    """Share of people served at Basic or above, by stratum and pooled by population.

    The interval is the linearised ratio by areas on the logit scale with Student's t and areas minus
    strata degrees of freedom. Where a whole stratum gave one answer, or has one area, a labelled
    intra-area correlation is borrowed, so that no variance is zero.

    Parameters
    ----------
    records
        What the city wrote down.
    level
        Probability that the interval is built for [frac].

    Returns
    -------
    ServiceCoverage or None
        None where no household's service was judged.
    tuple of Finding
        Households that could not be judged, strata without any.
    """
    judged = [(household, service_level(household)) for household in records.households]
    usable = [(entry, at) for entry, at in judged if at is not None and at.is_basic is not None and entry.people]
    if not usable:
        return None, ()
    findings: list[Finding] = []
    if len(usable) < len(judged):
        values: dict[str, str | float] = {"households": len(judged), "unjudged": len(judged) - len(usable)}
        with_service = {entry.household for entry, _ in usable}
        place = next(entry.place("service") for entry, _ in judged if entry.household not in with_service)
        findings.append(Finding(code="service-not-observed", values=values, place=place))
    strata: dict[str, _StratumService] = {}
    for stratum in records.strata:
        found = _stratum_service(stratum.stratum, records, usable)
        if found is None:
            values = {"stratum": stratum.stratum}
            findings.append(Finding(code="service-stratum-not-observed", values=values, place=stratum.place()))
        else:
            strata[stratum.stratum] = found
    if not strata:
        return None, tuple(findings)
    people = {stratum.stratum: stratum.population for stratum in records.strata if stratum.stratum in strata}
    coverage = _pooled(strata, people, level, observed=len(usable), not_observed=len(judged) - len(usable))
    return coverage, tuple(findings)


def _stratum_service(
    stratum: str, records: CityRecords, usable: Sequence[tuple[Household, ServiceLevel]]
) -> _StratumService | None:
    areas = {area.area: area for area in records.areas if area.stratum == stratum}
    mine = [(household, at) for household, at in usable if household.area in areas]
    if not mine:
        return None
    in_area = [household.area for household, _ in mine]
    codes = tuple(dict.fromkeys(in_area))
    counts = {code: in_area.count(code) for code in codes}
    weights, _ = area_weights(stratum, tuple(areas[code] for code in codes), counts)
    persons = np.array([weights[household.area] * (household.people or 0.0) for household, _ in mine], dtype=np.float64)
    served = np.where([bool(at.is_basic) for _, at in mine], persons, 0.0)
    correlation = factor("survey_default", "intra_area_correlation").value
    effective = len(mine) / float(design_effect(len(mine) / len(codes), correlation))
    frac = float(served.sum() / persons.sum())
    variance = 0.0
    if 0 < frac < 1 and len(codes) > 1:
        at = np.array([codes.index(code) for code in in_area], dtype=np.intp)
        deviations = log_rate_deviations(*(totals_by_area(at, people, len(codes)) for people in (served, persons)))
        variance = float((frac * deviations) @ (frac * deviations))
    if variance <= 0:
        smoothed = (effective * frac + 0.5) / (effective + 1.0)
        variance = smoothed * (1.0 - smoothed) / effective
    return _StratumService(
        frac=frac,
        variance=variance,
        areas=len(codes),
        effective_households=effective,
        levels=_people_by_level(persons, [at.number for _, at in mine]),
    )


def _people_by_level(persons: Array, numbers: Sequence[int | None]) -> Array:
    steps = len(codelist("collection_ladder").codes)
    settled = [at for at, number in enumerate(numbers) if number is not None]
    by_level = np.zeros(steps + 1)
    np.add.at(by_level, [numbers[at] or 0 for at in settled], persons[settled])
    return by_level


def _pooled(
    strata: Mapping[str, _StratumService],
    people: Mapping[str, float],
    level: float,
    *,
    observed: int,
    not_observed: int,
) -> ServiceCoverage:
    part = {code: people[code] / sum(people.values()) for code in strata}
    frac = min(1.0, sum(part[code] * found.frac for code, found in strata.items()))
    variance = sum(part[code] ** 2 * found.variance for code, found in strata.items())
    effective = sum(found.effective_households for found in strata.values())
    freedom = float(sum(found.areas for found in strata.values()) - len(strata))
    low, high = _interval(frac, variance, freedom or max(effective - len(strata), 1.0), effective, level)
    return ServiceCoverage(
        frac=frac,
        low=low,
        high=high,
        strata={code: found.frac for code, found in strata.items()},
        levels=_pooled_levels(strata, part),
        observed=observed,
        not_observed=not_observed,
    )


def _pooled_levels(strata: Mapping[str, _StratumService], part: Mapping[str, float]) -> dict[str, float] | None:
    ladder = codelist("collection_ladder")
    settled = {code: found.levels / found.levels.sum() for code, found in strata.items() if found.levels.sum() > 0}
    if not settled:
        return None
    total = sum(part[code] for code in settled)
    pooled = sum((part[code] / total * levels for code, levels in settled.items()), np.zeros(len(ladder.codes) + 1))
    return {code: float(pooled[int(ladder[code]["number"])]) for code in ladder.codes}


def _interval(frac: float, variance: float, freedom: float, effective: float, level: float) -> tuple[float, float]:
    """Logit interval; where everybody gave one answer the exact binomial bound of the effective households."""
    if frac in {0.0, 1.0}:
        bound = (0.5 - 0.5 * level) ** (1.0 / effective)
        return (bound, 1.0) if frac == 1.0 else (0.0, 1.0 - bound)
    reach = t_quantile(freedom, level) * np.sqrt(variance) / (frac * (1.0 - frac))
    odds = frac / (1.0 - frac)
    low = odds * np.exp(-reach)
    return float(low / (1.0 + low)), float(1.0 / (1.0 + np.exp(-reach) / odds))
