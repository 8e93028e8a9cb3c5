"""One stratum of the household survey: its rate, its composition, and the rows that carry their doubt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nagara.waste.composition import sample_kg
from nagara.waste.survey.variance import (
    design_effect,
    log_rate_deviations,
    log_share_deviations,
    totals_by_area,
    within_area_log_variance,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nagara.waste.records import HouseholdSorting, SurveyArea

    Array = NDArray[np.float64]

__all__ = ["StratumRate", "StratumShares", "borrowed_shares", "join_rows", "stratum_rate", "stratum_shares"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StratumRate:
    """Rate of one stratum with the deviations [1] of its log, one per row."""

    rate: float
    mean_of_household_rates: float
    names: tuple[str, ...]
    rows: Array
    areas: tuple[str, ...]
    weights: Mapping[str, float]
    households: int
    effective_households: float
    person_days: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StratumShares:
    """Composition of one stratum with the deviations [1] of the log shares, shape (rows, 12).

    Without rows the stratum has one sample, or none, and takes its doubt from the others; borrowed
    rows bring no degrees of freedom.
    """

    frac: Array
    names: tuple[str, ...]
    rows: Array
    areas: int
    freedom: float = 0.0


def stratum_rate(
    *,
    kg: Array,
    person_days: Array,
    households: Sequence[str],
    area_of: Sequence[str],
    areas: Sequence[SurveyArea],
    weights: Mapping[str, float],
    areas_total: int | None,
    correlation: float,
) -> StratumRate:
    """Estimate the rate of one stratum from the totals of its households.

    Parameters
    ----------
    kg, person_days
        Totals per household [kg], [person-days].
    households, area_of
        Codes of the households and of their areas.
    areas
        The weighed areas of the stratum.
    weights
        Survey weight of each area's households.
    areas_total
        Areas that exist in the stratum; known, it brings the finite population correction.
    correlation
        Intra-area correlation that is borrowed where there is one area [1].
    """
    codes = tuple(area.area for area in areas)
    at = np.array([codes.index(code) for code in area_of], dtype=np.intp)
    weight = np.array([weights[code] for code in codes])[at]
    weighted_kg, weighted_days = weight * kg, weight * person_days
    effect = 1.0
    if len(codes) > 1:
        by_area = (totals_by_area(at, total, len(codes)) for total in (weighted_kg, weighted_days))
        names, rows = codes, log_rate_deviations(*by_area)
        names, rows = _finite_population(names, rows, weighted_kg, weighted_days, at, areas, areas_total)
    else:
        effect = float(design_effect(len(households), correlation))
        names, rows = tuple(households), np.sqrt(effect) * log_rate_deviations(weighted_kg, weighted_days)
    return StratumRate(
        rate=float(weighted_kg.sum() / weighted_days.sum()),
        mean_of_household_rates=float((weight * kg / person_days).sum() / weight.sum()),
        names=names,
        rows=rows,
        areas=codes,
        weights=weights,
        households=len(households),
        effective_households=len(households) / effect,
        person_days=float(person_days.sum()),
    )


def _finite_population(
    names: tuple[str, ...],
    rows: Array,
    kg: Array,
    person_days: Array,
    at: NDArray[np.intp],
    areas: Sequence[SurveyArea],
    areas_total: int | None,
) -> tuple[tuple[str, ...], Array]:
    """Shrink the part between areas and add the part within them, as a pair of rows that sums to zero.

    Areas that were chosen by hand get no correction: they are no sample of the others. Nor does a
    stratum that claims fewer areas than were surveyed.
    """
    if not areas_total or areas_total < len(areas) or any(area.selection == "chosen" for area in areas):
        return names, rows
    taken = len(areas) / areas_total
    count = np.bincount(at, minlength=len(areas))
    taken_households = np.array(
        [
            min(1.0, used / area.households_total) if area.households_total else 0.0
            for used, area in zip(count, areas, strict=True)
        ]
    )
    within = np.sqrt(0.5 * taken * within_area_log_variance(kg, person_days, at, taken_households))
    return (*names, "within areas", "within areas, mirrored"), np.concatenate(
        [np.sqrt(1.0 - taken) * rows, [within, -within]]
    )


def stratum_shares(
    samples: Sequence[HouseholdSorting], weights: Mapping[str, float], correlation: float
) -> StratumShares | None:
    """Pool the sorted samples of one stratum by weight.

    The clusters are the sorted areas; with one sorted area they are its samples, widened by the
    design effect of the borrowed correlation. No finite population correction is taken.

    Parameters
    ----------
    samples
        Sorted samples of the stratum.
    weights
        Survey weight by area; an area that was sorted and not weighed has weight 1.
    correlation
        Intra-area correlation that is borrowed where one area was sorted [1].
    """
    kg = sample_kg(samples)
    kept = [at for at, total in enumerate(kg.sum(axis=1)) if total > 0]
    if not kept:
        return None
    kg = kg[kept] * np.array([weights.get(samples[at].area, 1.0) for at in kept])[:, None]
    area_of = [samples[at].area for at in kept]
    areas = tuple(dict.fromkeys(area_of))
    if len(areas) > 1:
        by_area = np.zeros((len(areas), kg.shape[1]))
        np.add.at(by_area, [areas.index(area) for area in area_of], kg)
        names, rows, freedom = areas, log_share_deviations(by_area), len(areas) - 1.0
    elif len(kept) > 1:
        effect = float(design_effect(len(kept), correlation))
        freedom = len(kept) / effect - 1.0
        names = tuple(samples[at].household or f"sample {samples[at].sample}" for at in kept)
        rows = np.sqrt(effect) * log_share_deviations(kg)
    else:
        names, rows, freedom = (), np.zeros((0, kg.shape[1])), 0.0
    return StratumShares(frac=kg.sum(axis=0) / kg.sum(), names=names, rows=rows, areas=len(areas), freedom=freedom)


def borrowed_shares(own: Sequence[StratumShares | None], tonnage: Sequence[float]) -> list[StratumShares]:
    """Fill strata without sorting, or with one sample, from the strata that have rows.

    An unsorted stratum takes the composition pooled by tonnage over the sorted ones. The doubt of
    both is that of one area: the mean over the sorted strata of their areas times their covariance.

    Parameters
    ----------
    own
        Each stratum's own composition, None where nothing was sorted.
    tonnage
        Household waste of each stratum, any one unit.
    """
    known = [(shares, mass) for shares, mass in zip(own, tonnage, strict=True) if shares is not None]
    total = sum(mass for _, mass in known)
    pooled = np.sum([shares.frac * (mass / total) for shares, mass in known], axis=0)
    spread = [shares for shares, _ in known if len(shares.rows)]
    rows = np.concatenate([np.sqrt(len(shares.rows) / len(spread)) * shares.rows for shares in spread])
    names = tuple(f"borrowed {name}" for shares in spread for name in shares.names)
    filled = []
    for shares in own:
        if shares is not None and len(shares.rows):
            filled.append(shares)
        else:
            frac, areas = (pooled, 0) if shares is None else (shares.frac, 1)
            filled.append(StratumShares(frac=frac, names=names, rows=rows, areas=areas))
    return filled


def join_rows(rate: StratumRate, shares: StratumShares | None, stretch: float) -> tuple[tuple[str, ...], Array]:
    """Lay the deviations of rate and shares side by side, one row per area; what is absent is zero.

    The deviations of the shares are stretched by the factor given.
    """
    names = tuple(dict.fromkeys(rate.names + (shares.names if shares else ())))
    rows = np.zeros((len(names), 13))
    rows[[names.index(name) for name in rate.names], 0] = rate.rows
    if shares:
        rows[[names.index(name) for name in shares.names], 1:] = stretch * shares.rows
    return names, rows
