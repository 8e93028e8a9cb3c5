"""Workers and land of a plan: workers by what they do and by the tonnes they handle, land by what is built."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.explanation.binding import received_t

if TYPE_CHECKING:
    from nagara.pathways.least_cost.question.problem import Facility
    from nagara.pathways.least_cost.solving.plan import Investment, Plan

__all__ = ["COLLECTION", "INFORMAL", "land_ha", "land_of", "workers", "workers_of"]

Array: TypeAlias = NDArray[np.float64]
COLLECTION: Final = "collection"
INFORMAL: Final = "informal"
KT: Final = 1000.0
M2_PER_HECTARE: Final = 10_000.0


def workers(plan: Plan) -> dict[str, Array]:
    """Workers of every year by what they do: collection, informal recovery, and each technology by its code.

    Who works at plants and sites that stand today is not known and not among them, informal workers are.

    Parameters
    ----------
    plan
        The plan.

    Returns
    -------
    dict
        Each of shape (years,) [workers].
    """
    out = {COLLECTION: _collecting(plan)}
    for place in plan.problem.facilities:
        name = INFORMAL if place.technology.is_informal else place.technology.code
        handled = received_t(plan, place.code).sum(axis=0) / KT * place.technology.jobs_per_kt
        if handled.any():
            out[name] = out.get(name, np.zeros(handled.size)) + handled
    return out


def _collecting(plan: Plan) -> Array:
    total = np.zeros(len(plan.problem.years))
    for zone in plan.problem.zones:
        for scheme in plan.problem.schemes:
            share = plan.scheme_share.get((zone.code, scheme.code), np.zeros(total.size))
            for container in scheme.containers:
                total = total + share * (container.captured_frac @ zone.generated_t) / KT * container.jobs_per_kt
    return total


def land_ha(plan: Plan) -> Array:
    """Land that is taken by what the plan builds, from its opening on, shape (years,) [ha].

    Parameters
    ----------
    plan
        The plan.
    """
    places, years = {each.code: each for each in plan.problem.facilities}, np.array(plan.problem.years)
    taken = np.zeros(years.size)
    for each in plan.investments:
        taken = taken + np.where(years >= each.opens, land_of(places[each.facility], each), 0.0)
    return taken


def land_of(place: Facility, each: Investment) -> float:
    """Land of an investment [ha].

    Parameters
    ----------
    place, each
        The facility, and what is built there.
    """
    return _yearly_t(place, each) * place.technology.land_m2_per_t / M2_PER_HECTARE


def workers_of(place: Facility, each: Investment) -> float:
    """Workers of an investment that is fed in full [workers].

    Parameters
    ----------
    place, each
        The facility, and what is built there.
    """
    return _yearly_t(place, each) / KT * place.technology.jobs_per_kt


def _yearly_t(place: Facility, each: Investment) -> float:
    """What it takes in a year; a site fills its air space over its life [t/year]."""
    return each.size / place.technology.life_years if place.site is not None else each.size
