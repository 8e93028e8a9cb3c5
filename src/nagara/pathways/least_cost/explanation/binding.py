"""What a plan runs up against: promises kept and no more, paces, sizes, gates, feeds, air space, the budget."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.solving.plan import MISSED_FRAC

if TYPE_CHECKING:
    from nagara.pathways.least_cost.question.problem import Facility, FeedWindow
    from nagara.pathways.least_cost.solving.plan import Kept, Plan

__all__ = ["Bound", "binding", "received_t", "standing_size"]

Array: TypeAlias = NDArray[np.float64]
Years: TypeAlias = NDArray[np.bool_]

NEAR: Final = 1e-3
"""What comes nearer to a limit than this part of it stands at it [frac]."""
FED_T: Final = 0.5
"""A place that takes less than this is not fed [t/year]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A limit that a plan stands at.

    Parameters
    ----------
    code
        Which one: ``promise``, ``budget``, ``pace``, ``size``, ``gate``, ``smallest-load``, ``feed``, ``airspace``.
    what
        Of what: the promise as it is written, the code of a scheme or facility, or nothing.
    years
        Years in which it does.
    detail
        Name of the window of a feed.
    """

    code: str
    what: str
    years: tuple[int, ...]
    detail: str = ""


def binding(plan: Plan) -> tuple[Bound, ...]:
    """Find every limit that a plan stands at; any of them, loosened, may make it cheaper.

    Parameters
    ----------
    plan
        The plan.
    """
    return tuple(each for each in (*_promises(plan), *_budget(plan), *_paces(plan), *_places(plan)) if each.years)


def received_t(plan: Plan, code: str) -> Array:
    """What a facility receives of each constituent, shape (constituents, years) [t/year].

    Parameters
    ----------
    plan
        The plan.
    code
        Of the facility.
    """
    shape = plan.problem.zones[0].generated_t.shape
    return np.asarray(sum((each.by_constituent_t for each in plan.flows if each.target == code), np.zeros(shape)))


def standing_size(plan: Plan, place: Facility) -> Array:
    """What a facility can take in every year, shape (years,) [t/year]; at a site tonnes of air space built so far.

    Parameters
    ----------
    plan
        The plan.
    place
        The facility.
    """
    years = np.array(plan.problem.years)
    size = np.zeros(years.size) if place.site is not None else place.capacity_t.copy()
    for each in plan.investments:
        if each.facility == place.code:
            lasts = place.site is not None or years < each.opens + place.technology.life_years
            size = size + np.where((years >= each.opens) & lasts, each.size, 0.0)
    return size


# --- limits, one by one ---------------------------------------------------------------------------


def _of(plan: Plan, at: Years) -> tuple[int, ...]:
    """The years in which something is so; the first is that of the records, in which nothing can be decided."""
    return tuple(year for year, is_so in zip(plan.problem.years[1:], at[1:], strict=True) if is_so)


def _promises(plan: Plan) -> Iterator[Bound]:
    years = np.array(plan.problem.years)
    for kept in plan.kept:
        yield Bound(
            code="promise",
            what=str(kept.promise),
            years=_of(plan, _at_target(kept) & (years >= kept.promise.from_year)),
        )


def _at_target(kept: Kept) -> Years:
    """Whether a promise is kept and no more than that; what is missed stands elsewhere."""
    whole = max(abs(kept.promise.target), 1e-9)
    return np.asarray((np.abs(kept.value - kept.promise.target) <= NEAR * whole) & (kept.short <= MISSED_FRAC))


def _budget(plan: Plan) -> Iterator[Bound]:
    budget = plan.problem.money.budget_usd
    if budget is not None:
        yield Bound(code="budget", what="", years=_of(plan, plan.total_usd >= budget * (1.0 - NEAR)))


def _paces(plan: Plan) -> Iterator[Bound]:
    for scheme in plan.problem.schemes:
        if scheme.largest_change_frac >= 1.0:
            continue
        at = np.zeros(len(plan.problem.years), dtype=bool)
        for zone in plan.problem.zones:
            share = plan.scheme_share.get((zone.code, scheme.code))
            if share is not None:
                at[1:] |= np.diff(share) >= scheme.largest_change_frac * (1.0 - NEAR)
        yield Bound(code="pace", what=scheme.code, years=_of(plan, at))


def _places(plan: Plan) -> Iterator[Bound]:
    for place in plan.problem.facilities:
        received = received_t(plan, place.code)
        mass, stands = received.sum(axis=0), standing_size(plan, place)
        if mass.max() <= FED_T:
            continue
        yield Bound(code="size", what=place.code, years=_largest(plan, place))
        if place.site is not None:
            yield from _site(plan, place, mass)
            continue
        limited = np.isfinite(stands) & (stands > 0)
        if not place.is_new:
            yield Bound(code="gate", what=place.code, years=_of(plan, limited & (mass >= stands * (1.0 - NEAR))))
        least = place.technology.smallest_load_frac
        if least > 0:
            at = limited & (mass <= least * np.where(limited, stands, 0.0) * (1.0 + NEAR))
            yield Bound(code="smallest-load", what=place.code, years=_of(plan, at))
        for window in place.technology.windows:
            at = (mass > FED_T) & _at_end(window, received)
            yield Bound(code="feed", what=place.code, years=_of(plan, at), detail=window.name)


def _largest(plan: Plan, place: Facility) -> tuple[int, ...]:
    """Years in which it is built as large as it can be at once."""
    if place.expansion is None:
        return ()
    largest = place.expansion.largest * (1.0 - NEAR)
    return tuple(each.year for each in plan.investments if each.facility == place.code and each.size >= largest)


def _site(plan: Plan, place: Facility, mass: Array) -> Iterator[Bound]:
    if place.site is None or place.site.airspace_t is None:
        return
    room = place.site.airspace_t + standing_size(plan, place)
    held = np.cumsum(mass)
    yield Bound(code="airspace", what=place.code, years=_of(plan, (room > 0) & (held >= room * (1.0 - NEAR))))


def _at_end(window: FeedWindow, received: Array) -> Years:
    top, bottom = window.per_t @ received, window.weight_per_t @ received
    mean = top / np.where(bottom > 0, bottom, 1.0)
    at = np.zeros(mean.size, dtype=bool)
    if window.smallest is not None:
        at |= mean <= window.smallest * (1.0 + NEAR)
    if window.largest is not None:
        at |= mean >= window.largest * (1.0 - NEAR)
    return np.asarray(at & (bottom > 0))
