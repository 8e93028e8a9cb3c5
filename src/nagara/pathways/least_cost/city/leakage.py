r"""Plastic that reaches water by tonne of plastic, from the forward mode of *plastic leakage*.

Forward mode is linear in its tonnes once the factors are known. So what a tonne does at each place is
what the mode gives for one tonne more there; a test holds the sum against the mode itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.indicators.plastic_leakage.inputs import TREATING
from nagara.pathways.least_cost.question.problem import CONSTITUENTS, Leakage, StreamKind
from nagara.pathways.starting_point import of_draw
from nagara.waste.plastics import Fates, PlasticInputs, forward

if TYPE_CHECKING:
    from nagara.pathways.least_cost.question.problem import Facility
    from nagara.pathways.plastic_path import PlasticStart
    from nagara.waste.plastics.factors import LeakageFactors

__all__ = ["city_leakage"]

Array: TypeAlias = NDArray[np.float64]
PLASTIC: Final = np.array([split.category.startswith("plastic_") for split in CONSTITUENTS], dtype=np.float64)
WHOLE_T: Final = 1_000.0
"""Generated plastic at which the slopes are taken; they do not depend on it [t]."""


def city_leakage(start: PlasticStart, facilities: tuple[Facility, ...], uncollected_ratio: float, at: int) -> Leakage:
    """What a tonne of plastic leaks to water at every place.

    Parameters
    ----------
    start
        What the city graded of leakage.
    facilities
        Places where waste can go.
    uncollected_ratio
        Uncollected share of plastic that leakage knows, over the one that the account knows [1].
    at
        Draw; 0 is the best value.
    """
    factors, fates = _one(start, at)

    @cache
    def to_water(**tonnes: float) -> float:
        return _to_water(factors, fates, **tonnes)

    nothing = to_water()
    uncollected = (to_water(uncollected=uncollected_ratio) - nothing) * PLASTIC
    on_the_way = nothing / WHOLE_T * PLASTIC
    by_facility: dict[str, Array] = {}
    rejected = {entry.code: float(of_draw(entry.reject_frac, at)) for entry in start.start.destinations}
    for place in facilities:
        if place.site is not None or StreamKind.SORTED in place.technology.takes:
            continue  # what a recycler gets was counted where it was sorted
        does, thrown_out = place.technology, rejected.get(place.code, 0.0)
        slopes = [
            _slope(to_water, nothing, does.kind, does.is_informal, float(share), thrown_out) if plastic else 0.0
            for share, plastic in zip(does.recovered_frac + does.lost_frac, PLASTIC, strict=True)
        ]
        if any(slopes):
            by_facility[place.code] = np.array(slopes) * PLASTIC
    return Leakage(uncollected_frac=uncollected + on_the_way, collected_frac=on_the_way, by_facility_frac=by_facility)


def _slope(
    to_water: Callable[..., float],
    nothing: float,
    kind: str,
    is_informal: bool,
    kept_frac: float,
    thrown_out_frac: float,
) -> float:
    """What a tonne of plastic that arrives there changes, of which a part is kept and the rest handed on.

    The account gives plants of today what they keep, and says apart what they throw out of what they sort.
    """
    if kept_frac <= 0.0:
        return 0.0
    if kind in TREATING:
        return to_water(treated=kept_frac) - nothing
    way = "informal" if is_informal else "formal"
    rejected = 1.0 - kept_frac * (1.0 - thrown_out_frac)
    return to_water(**{way: kept_frac, f"{way}_reject": rejected}) - nothing


def _to_water(
    factors: LeakageFactors,
    fates: Fates,
    *,
    uncollected: float = 0.0,
    formal: float = 0.0,
    formal_reject: float = 0.0,
    informal: float = 0.0,
    informal_reject: float = 0.0,
    treated: float = 0.0,
) -> float:
    inputs = PlasticInputs(
        population=np.ones(1),
        generated_t_per_year=np.array([WHOLE_T]),
        recovered_formal_t_per_year=np.array([formal]),
        recovered_informal_t_per_year=np.array([informal]),
        treated_t_per_year=np.array([treated]),
        formal_reject_frac=np.array([formal_reject]),
        informal_reject_frac=np.array([informal_reject]),
    )
    leakage = forward(inputs, np.array([1.0 - uncollected / WHOLE_T]), factors, fates)
    return float(np.ravel(leakage.to_water_t_per_year)[0])


def _one(start: PlasticStart, at: int) -> tuple[LeakageFactors, Fates]:
    """Factors and fates of one draw."""

    def of(value: Array | float) -> Array:
        every = np.ravel(np.asarray(value, dtype=np.float64))
        return every[[min(at, every.size - 1)]]

    factors = replace(
        start.factors, **{each.name: of(getattr(start.factors, each.name)) for each in fields(start.factors)}
    )
    by_source = {
        source: {fate: of(share) for fate, share in shares.items()} for source, shares in start.fates.by_source.items()
    }
    return factors, Fates(by_source=by_source, storm_drain_frac=of(start.fates.storm_drain_frac))
