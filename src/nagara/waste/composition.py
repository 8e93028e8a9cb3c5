"""What the waste is made of: twelve shares pooled by weight, and how far they may be from the truth.

Kilograms are not counts, so no multinomial and no Dirichlet law is used: the doubt comes from how
the sorted clusters differ. Logs of shares are drawn jointly and scaled so that every draw sums to 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum, isfinite
from typing import TYPE_CHECKING, Final

import numpy as np

from nagara.errors import FractionSumError
from nagara.findings import Finding, Place
from nagara.waste.survey.interval import share_interval
from nagara.waste.survey.variance import log_share_deviations, multivariate_t

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nagara.waste.records import DisposalSorting, HouseholdSorting

    Array = NDArray[np.float64]

__all__ = [
    "ACCEPTED_DISTANCE",
    "REFUSED_DISTANCE",
    "CompositionEstimate",
    "composition_of_sites",
    "normalised_shares",
    "normalised_shares_from_logs",
    "pooled_log_deviations",
    "sample_kg",
    "sorted_composition",
]

ACCEPTED_DISTANCE: Final = 0.005
"""A published list of shares may miss 1 by this much without a word [frac] (design rule)."""
REFUSED_DISTANCE: Final = 0.02
"""Beyond this distance from 1 a list of shares is refused [frac] (design rule)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompositionEstimate:
    """Shares of the twelve categories in sorted waste.

    Parameters
    ----------
    frac
        Shares in their printed order [frac], sum 1.
    deviations
        Scaled linearised deviations of the log shares [1], shape (clusters, 12).
    degrees_of_freedom
        Clusters minus one.
    """

    frac: Array
    deviations: Array
    degrees_of_freedom: float

    def draws(self, rng: np.random.Generator, n: int) -> Array:
        """Joint draws of the shares [frac], shape (12, n); each draw sums to 1."""
        logs = multivariate_t(rng, self.deviations, self.degrees_of_freedom, n)
        return normalised_shares_from_logs(self.frac, logs)

    def interval(self, level: float = 0.95) -> tuple[Array, Array]:
        """Low and high of each share [frac], symmetric on the logit scale."""
        return share_interval(self.frac, self.deviations, self.degrees_of_freedom, level)


def sample_kg(samples: Sequence[HouseholdSorting | DisposalSorting]) -> Array:
    """Category weights of sorted samples [kg], shape (samples, 12); an empty cell weighs nothing."""
    weights = [[kg or 0.0 for kg in sample.weights_kg()] for sample in samples]
    return np.array(weights, dtype=np.float64).reshape(len(weights), 12)


def sorted_composition(samples: Sequence[HouseholdSorting | DisposalSorting]) -> CompositionEstimate | None:
    """Composition of waste sorted at one point, each sample (a truck, say) a cluster.

    Parameters
    ----------
    samples
        Sorted samples; those without any weight are left out.

    Returns
    -------
    CompositionEstimate or None
        None where fewer than two samples hold weight: one sample shows no spread.
    """
    kg = sample_kg(samples)
    kg = kg[kg.sum(axis=1) > 0]
    if len(kg) < 2:
        return None
    return CompositionEstimate(
        frac=kg.sum(axis=0) / kg.sum(),
        deviations=log_share_deviations(kg),
        degrees_of_freedom=float(len(kg) - 1),
    )


def composition_of_sites(
    samples: Sequence[DisposalSorting], tonnage_t_per_day: Mapping[str, float]
) -> CompositionEstimate | None:
    """Composition of all disposal sites together, each site weighted by what arrives there.

    Where a sorted site has a single sample, or no tonnage, its spread or its weight is not known; all
    samples are then pooled by their own weight, as for one site.

    Parameters
    ----------
    samples
        Sorted samples of all sites.
    tonnage_t_per_day
        What arrives at each site [t/day].
    """
    by_site: dict[str, list[DisposalSorting]] = {}
    for sample in samples:
        by_site.setdefault(sample.facility, []).append(sample)
    estimates = {site: sorted_composition(rows) for site, rows in by_site.items()}
    known = {site: one for site, one in estimates.items() if one is not None and tonnage_t_per_day.get(site, 0.0) > 0}
    if len(known) < max(2, len(estimates)):
        return sorted_composition(samples)
    mass = np.stack([tonnage_t_per_day[site] * one.frac for site, one in known.items()])
    rows = [np.pad(one.deviations, ((0, 0), (1, 0))) for one in known.values()]
    frac, deviations = pooled_log_deviations(mass, rows)
    freedom = sum(one.degrees_of_freedom for one in known.values())
    return CompositionEstimate(frac=frac, deviations=deviations, degrees_of_freedom=freedom)


def pooled_log_deviations(mass: Array, deviations: Sequence[Array]) -> tuple[Array, Array]:
    """Pool the shares of strata by their tonnage and carry their deviations along.

    Parameters
    ----------
    mass
        Tonnage of each category in each stratum, shape (strata, 12), any one unit.
    deviations
        Per stratum the scaled deviations of [log rate, 12 log shares], shape (rows, 13).

    Returns
    -------
    NDArray
        Pooled shares [frac], shape (12,).
    NDArray
        Scaled deviations of the logs of the pooled shares [1], shape (all rows, 12).
    """
    total = mass.sum()
    by_category = mass.sum(axis=0)
    part = np.divide(mass, by_category, out=np.zeros_like(mass), where=by_category > 0)
    stratum_part = mass.sum(axis=1) / total
    rows = [
        part[s] * (rows[:, :1] + rows[:, 1:]) - stratum_part[s] * _tonnage_deviation(rows, mass[s])
        for s, rows in enumerate(deviations)
    ]
    return by_category / total, np.concatenate(rows)


def _tonnage_deviation(rows: Array, mass: Array) -> Array:
    shares = mass / mass.sum()
    return np.asarray(rows[:, :1] + (rows[:, 1:] @ shares)[:, None], dtype=np.float64)


def normalised_shares_from_logs(frac: Array, logs: Array) -> Array:
    """Shift log shares and scale every draw back to sum 1.

    Parameters
    ----------
    frac
        Shares [frac], shape (..., 12).
    logs
        Shifts of their logs [1], shape (..., 12, n), held within plus or minus ``LARGEST_LOG`` by
        whoever drew them, so that no exponential overflows; overwritten by the shares.

    Returns
    -------
    NDArray
        Shares [frac], in the memory of the logs.
    """
    parts = np.exp(logs, out=logs)
    parts *= frac[..., None]
    parts /= parts.sum(axis=-2, keepdims=True)
    return parts


def normalised_shares(
    shares: Mapping[str, float], *, what: str, place: Place | None = None
) -> tuple[dict[str, float], tuple[Finding, ...]]:
    """Accept a published list of shares and scale it to sum exactly 1.

    Parameters
    ----------
    shares
        Shares by category [frac].
    what
        What they describe, for the message.
    place
        Where they stand in the user's file.

    Raises
    ------
    FractionSumError
        If they miss 1 by more than :data:`REFUSED_DISTANCE`, or one of them is negative.
    """
    total = fsum(shares.values())
    distance = abs(total - 1.0)
    if not isfinite(total) or distance > REFUSED_DISTANCE + 1e-12 or min(shares.values(), default=0.0) < 0:
        raise FractionSumError(what, total, REFUSED_DISTANCE)
    scaled = {name: share / total for name, share in shares.items()}
    if distance <= ACCEPTED_DISTANCE + 1e-12:
        return scaled, ()
    return scaled, (Finding(code="shares-do-not-sum", values={"what": what, "total": total}, place=place),)
