"""Trucks that a plan needs, and what its plants are fed against what they need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from nagara.pathways.least_cost.question.problem import FeedWindow
    from nagara.pathways.least_cost.solving.plan import Plan

__all__ = ["Feed", "Load", "feeds_of", "loads_of", "trucks_of"]

Array: TypeAlias = NDArray[np.float64]

SMALLEST_T: Final = 0.5
"""Less than this in a year is rounding of the solver [t]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a plant is fed, against what it needs.

    Parameters
    ----------
    facility
        Its code.
    window
        The property, with its ends.
    mean
        Of all that arrives in a year, shape (years,); not a number where nothing does.
    """

    facility: str
    window: FeedWindow
    mean: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """How full a plant runs.

    Parameters
    ----------
    facility
        Its code.
    smallest_frac
        Part of what stands that must be fed or is paid for, in the year in which that is most [frac].
    frac
        What it is fed as a part of what stands, shape (years,) [frac]; not a number where nothing stands.
    """

    facility: str
    smallest_frac: float
    frac: Array


def trucks_of(plan: Plan) -> Array | None:
    """Collection trucks, spares included, shape (years,); nothing where no area is known, so that nobody knows tours.

    Parameters
    ----------
    plan
        The plan.
    """
    trucks = np.zeros(len(plan.problem.years))
    for zone in plan.problem.zones:
        for scheme in plan.problem.schemes:
            share = plan.scheme_share.get((zone.code, scheme.code), 0.0)
            for each in scheme.containers:
                per_kt = zone.priced(scheme.code, each).trucks_per_kt
                trucks += share * (each.captured_frac @ zone.generated_t) / 1000.0 * per_kt
    if not trucks.any():
        return None
    ways = {(way.origin, way.target): way.trucks_per_kt for way in plan.problem.ways}
    for flow in plan.flows:
        trucks += flow.mass_t / 1000.0 * ways.get((flow.origin, flow.target), 0.0)
    return trucks


def feeds_of(plan: Plan) -> tuple[Feed, ...]:
    """What plants are fed, wherever it matters.

    Parameters
    ----------
    plan
        The plan.
    """
    arriving = _arriving(plan)
    out = []
    for place in plan.problem.facilities:
        fed = arriving[place.code]
        if fed.sum() <= SMALLEST_T:
            continue
        for window in place.technology.windows:
            weight = window.weight_per_t @ fed
            there = fed.sum(axis=0) > SMALLEST_T
            mean = np.where(there, (window.per_t @ fed) / np.where(weight > 0, weight, 1.0), np.nan)
            out.append(Feed(facility=place.code, window=window, mean=mean))
    return tuple(out)


def loads_of(plan: Plan) -> tuple[Load, ...]:
    """How full plants run, wherever something must stand for what they take.

    Parameters
    ----------
    plan
        The plan.
    """
    arriving, years = _arriving(plan), np.array(plan.problem.years)
    out = []
    for place in plan.problem.facilities:
        fed = arriving[place.code].sum(axis=0)
        if place.site is not None or not np.isfinite(place.capacity_t).all() or fed.max() <= SMALLEST_T:
            continue
        stands = np.array(place.capacity_t, dtype=np.float64)
        for each in plan.investments:
            if each.facility == place.code:
                there = (years >= each.opens) & (years < each.opens + place.technology.life_years)
                stands = stands + np.where(there, each.size, 0.0)
        frac = np.where(stands > SMALLEST_T, fed / np.where(stands > SMALLEST_T, stands, 1.0), np.nan)
        smallest = place.technology.smallest_load_frac
        if place.smallest_t is not None:
            part = np.where(stands > SMALLEST_T, place.smallest_t / np.where(stands > SMALLEST_T, stands, 1.0), 0.0)
            smallest = float(part[1:].max())
        out.append(Load(facility=place.code, smallest_frac=smallest, frac=frac))
    return tuple(out)


def _arriving(plan: Plan) -> dict[str, Array]:
    """What arrives at every place, shape (constituents, years) [t/year]."""
    shape = plan.problem.zones[0].generated_t.shape
    out = {place.code: np.zeros(shape) for place in plan.problem.facilities}
    for flow in plan.flows:
        out[flow.target] = out[flow.target] + flow.by_constituent_t
    return out
