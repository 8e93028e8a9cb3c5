"""Facilities of today with what the account does not tell of them: capacity, contract, air space, end.

A plant of today goes on taking what it takes, unless something is said of it. With a capacity it takes no
more than that, and what is free of it can take what new bins bring; with a contract it may be fed less than
today, down to what must be paid for; after its last year what it took goes to disposal, or wherever the plan
finds a better way.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.city.technologies import EVERYTHING
from nagara.pathways.least_cost.question.problem import Facility, StreamKind, Technology

if TYPE_CHECKING:
    from nagara.pathways.least_cost.question.places import StandingPlace
    from nagara.pathways.least_cost.question.problem import Scheme

__all__ = ["FREE", "governed", "with_other_takers"]

Array: TypeAlias = NDArray[np.float64]

FREE: Final = "-free"
"""What the code of the free part of a plant ends in."""
ROUNDING: Final = 1e-6
"""Room for rounding around what a plant takes today [1]."""


def governed(
    place: Facility, said: StandingPlace, *, years: tuple[int, ...], kept_t: Array, like: Technology | None
) -> list[Facility]:
    """A facility of today with what is said of it, and its free part where it has one.

    Parameters
    ----------
    place
        As the account has it.
    said
        What a planner wrote down.
    years
        Years of the plan; the first is that of the records, and nothing changes in it.
    kept_t
        What a plant takes as things are, shape (years,) [t/year].
    like
        The technology that it resembles, which says what its free part does with a tonne.
    """
    if not said.governs:
        return [place]
    open_years = np.array([said.last_year is None or year <= said.last_year for year in years])
    later = np.arange(len(years)) > 0
    if place.site is not None:
        capacity = np.where(later, np.inf if said.capacity_t_per_year is None else said.capacity_t_per_year, np.inf)
        space = place.site.airspace_t if said.airspace_t is None else said.airspace_t
        site = replace(place.site, airspace_t=space)
        return [replace(place, capacity_t=capacity, site=site, last_year=said.last_year)]
    limit = np.where(later, np.inf if said.capacity_t_per_year is None else said.capacity_t_per_year, np.inf)
    if place.technology.is_informal:
        return [replace(place, capacity_t=limit, last_year=said.last_year)]
    gate = np.where(open_years, np.minimum(kept_t, limit), 0.0)
    fed = gate if said.smallest_feed_t_per_year is None else np.minimum(gate, said.smallest_feed_t_per_year)
    fed = np.where(later, fed, gate)
    base = replace(
        place,
        capacity_t=gate * (1.0 + ROUNDING),
        smallest_t=fed * (1.0 - ROUNDING),
        last_year=said.last_year,
    )
    free_t = np.where(open_years & later & np.isfinite(limit), np.maximum(limit - kept_t, 0.0), 0.0)
    if like is None or not free_t.any():
        return [base]
    free = replace(
        place,
        code=place.code + FREE,
        name=f"{place.name}: free part",
        technology=replace(like, is_controlled=place.technology.is_controlled, smallest_load_frac=0.0),
        capacity_t=free_t,
        last_year=said.last_year,
    )
    return [base, free]


def with_other_takers(schemes: tuple[Scheme, ...], facilities: tuple[Facility, ...]) -> tuple[Scheme, ...]:
    """The same schemes; what a governed plant may not or need not take can go to disposal.

    Parameters
    ----------
    schemes
        Ways to serve households.
    facilities
        All places, governed ones among them.
    """
    ruled = {
        each.code
        for each in facilities
        if each.smallest_t is not None or each.last_year is not None or np.isfinite(each.capacity_t).any()
    }
    sites = tuple(each.code for each in facilities if each.technology.takes == EVERYTHING)
    return tuple(
        replace(
            scheme,
            containers=tuple(
                replace(each, takers=(*each.takers, *sites))
                if each.kind is StreamKind.PICKED and ruled & set(each.takers)
                else each
                for each in scheme.containers
            ),
        )
        for scheme in schemes
    )
