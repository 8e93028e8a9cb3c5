r"""Where unmanaged plastic ends up: land, fire, storm drains, water.

Notes
-----
Every source :math:`s` parts its tonnes :math:`M_s` by shares :math:`\varphi_{s}` that sum to one;
of what reaches storm drains the part :math:`\delta` travels on to water:

.. math:: M_{water} = \sum_s M_s (\varphi_{s,water} + \delta\, \varphi_{s,drains}), \qquad
          M_{drains} = (1 - \delta) \sum_s M_s \varphi_{s,drains}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import exp, log
from types import MappingProxyType
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.errors import FractionSumError
from nagara.evidence import Factor, table
from nagara.uncertainty.estimates import SMALLEST_SHARE, Z95, Estimate
from nagara.waste.plastics.inputs import ends
from nagara.waste.plastics.stages import FATES, SOURCES

__all__ = ["FATE_INPUT", "Fates", "fate_estimates", "fates_from_draws"]

Array: TypeAlias = NDArray[np.float64]
Shares: TypeAlias = Mapping[str, Array | float]

FATE_INPUT: Final = "plastic_fate."
"""Prefix of the named inputs that hold the weight of each fate."""
SUM_TOLERANCE_FRAC: Final = 1e-9
Z90: Final = 1.2815515655446004
"""Standard normal point that 90 % of draws stay below [1]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fates:
    """Shares of the fates for the plastic of every source.

    Parameters
    ----------
    by_source
        By source, the share of every fate [frac]; each share is one number or an array, draws last.
    storm_drain_frac
        Part of the plastic in storm drains that travels on to water [frac].

    Raises
    ------
    FractionSumError
        If the shares of a source do not sum to one.
    ValueError
        If a source or a fate is missing, or a share lies outside 0 to 1.
    """

    by_source: Mapping[str, Shares]
    storm_drain_frac: Array | float = 0.0

    def __post_init__(self) -> None:
        if set(self.by_source) != set(SOURCES):
            msg = f"fates are needed for exactly these sources: {', '.join(SOURCES)}"
            raise ValueError(msg)
        _refuse_outside("storm_drain_frac", self.storm_drain_frac)
        seen: list[Shares] = []
        for source in SOURCES:
            shares = self.by_source[source]
            if not any(shares is each for each in seen):  # often one mapping serves all sources
                _refuse_shares(source, shares)
                seen.append(shares)

    @classmethod
    def same_for_all(cls, shares: Shares, *, storm_drain_frac: Array | float = 0.0) -> Fates:
        """The same fates for the plastic of every source."""
        return cls(by_source=dict.fromkeys(SOURCES, shares), storm_drain_frac=storm_drain_frac)

    def of(self, by_source: Mapping[str, Array]) -> dict[str, Array]:
        """Part the tonnes of all sources by fate.

        Parameters
        ----------
        by_source
            Unmanaged plastic by source [t/yr].

        Returns
        -------
        dict
            The same tonnes by fate [t/yr].
        """
        first = {}
        for fate in FATES:
            amount, *others = (by_source[source] * self.by_source[source][fate] for source in SOURCES)
            first[fate] = np.asarray(sum(others, amount))
        if isinstance(self.storm_drain_frac, float) and self.storm_drain_frac == 0:
            return first
        through = first["drains"] * self.storm_drain_frac
        return {**first, "drains": first["drains"] - through, "water": first["water"] + through}


@cache
def fate_estimates() -> Mapping[str, Estimate]:
    """The default weight of every fate with its range, by the name of its input.

    The medians and spreads of 38 published results, alike for every source. They are fates *after*
    the storm drains, so that no storm-drain factor belongs to them. The medians do not sum to one:
    :func:`fates_from_draws` scales every draw.
    """
    rows = table("plastic_fate_default")
    return MappingProxyType({FATE_INPUT + fate: _interval_95(rows[fate]) for fate in FATES})


def fates_from_draws(draws: Mapping[str, Array]) -> Fates:
    """The same fates for all sources from draws of the inputs of :func:`fate_estimates`.

    Parameters
    ----------
    draws
        Weights by name of input [1]; scaled to sum to one draw by draw.
    """
    weights = {fate: np.asarray(draws[FATE_INPUT + fate], dtype=np.float64) for fate in FATES}
    whole = np.asarray(sum(weights.values(), np.float64(0.0)))
    return Fates.same_for_all({fate: weight / whole for fate, weight in weights.items()})


def _interval_95(row: Factor) -> Estimate:
    """Widen a range from the 10th to the 90th percentile to a 95 % interval, on the logit scale."""
    low, mid, high = (_logit(share) for share in (row.low, row.value, row.high))
    wider = Z95 / Z90
    return Estimate(
        value=row.value,
        low=_share(mid - wider * (mid - low)),
        high=_share(mid + wider * (high - mid)),
        source=row.source,
        is_share=True,
        is_default=True,
    )


def _logit(share: float) -> float:
    inside = min(max(share, SMALLEST_SHARE), 1.0 - SMALLEST_SHARE)
    return log(inside / (1.0 - inside))


def _share(logit: float) -> float:
    return 1.0 / (1.0 + exp(-logit))


def _refuse_outside(name: str, share: Array | float) -> None:
    least, most = ends(share)
    if not (least >= 0 and most <= 1):
        msg = f"{name} lies outside 0 to 1"
        raise ValueError(msg)


def _refuse_shares(source: str, shares: Shares) -> None:
    if set(shares) != set(FATES):
        msg = f"fates of {source}: shares are needed for exactly {', '.join(FATES)}"
        raise ValueError(msg)
    for fate, share in shares.items():
        _refuse_outside(f"share {fate} of {source}", share)
    total = np.asarray(sum(shares.values(), np.float64(0.0)))
    worst = float(total.flat[np.argmax(np.abs(total - 1.0))])
    if abs(worst - 1.0) > SUM_TOLERANCE_FRAC:
        raise FractionSumError(f"fates of {source}", worst, SUM_TOLERANCE_FRAC)
