"""What changes from one plan to the next: which plants appear, which go, which grow, and how households are served."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from nagara.pathways.least_cost.solving.plan import Plan

__all__ = ["Change", "ChangeKind", "changes_between"]

WORTH_FRAC: Final = 0.2
"""A plant whose size changes by less than this part is the same [frac]."""
WORTH_SHARE: Final = 0.1
"""A service that gains or loses fewer households than this share in the last year is the same [frac]."""


class ChangeKind(StrEnum):
    """What becomes of a plant or a service."""

    APPEARS = "appears"
    GOES = "goes"
    GROWS = "grows"
    SHRINKS = "shrinks"
    SERVES = "serves"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that differs between two plans.

    Parameters
    ----------
    kind
        What becomes of it.
    code
        Of a facility; of a scheme where it is about service.
    before, after
        Size that is built in all years, t/year or t of air space; share of households in the last year of the plan.
    year
        Year in which the second plan first decides it; nothing where it does not, and for services.
    """

    kind: ChangeKind
    code: str
    before: float
    after: float
    year: int | None = None


def changes_between(one: Plan, other: Plan) -> tuple[Change, ...]:
    """What the second plan does that the first does not, plants first.

    Parameters
    ----------
    one, other
        Plans of the same city.
    """
    return (*_plants(one, other), *_services(one, other))


def _plants(one: Plan, other: Plan) -> list[Change]:
    before, after, out = _sizes(one), _sizes(other), []
    decided = {each.facility: each.year for each in reversed(other.investments)}
    for place in other.problem.facilities:
        old, new = before.get(place.code, 0.0), after.get(place.code, 0.0)
        kind = _kind(old, new)
        if kind is not None:
            out.append(Change(kind=kind, code=place.code, before=old, after=new, year=decided.get(place.code)))
    return sorted(out, key=lambda each: list(ChangeKind).index(each.kind))


def _kind(old: float, new: float) -> ChangeKind | None:
    if old <= 0.0 or new <= 0.0:
        return None if old == new else ChangeKind.GOES if new <= 0.0 else ChangeKind.APPEARS
    if abs(new - old) < WORTH_FRAC * old:
        return None
    return ChangeKind.GROWS if new > old else ChangeKind.SHRINKS


def _sizes(plan: Plan) -> dict[str, float]:
    out: dict[str, float] = {}
    for each in plan.investments:
        out[each.facility] = out.get(each.facility, 0.0) + each.size
    return out


def _services(one: Plan, other: Plan) -> list[Change]:
    before, after = _served(one), _served(other)
    return [
        Change(kind=ChangeKind.SERVES, code=code, before=before.get(code, 0.0), after=share)
        for code, share in after.items()
        if abs(share - before.get(code, 0.0)) >= WORTH_SHARE
    ]


def _served(plan: Plan) -> dict[str, float]:
    """Share of households on every scheme in the last year."""
    problem = plan.problem
    whole = float(np.sum([zone.households[-1] for zone in problem.zones]))
    out: dict[str, float] = {}
    for zone in problem.zones:
        for scheme in problem.schemes:
            share = plan.scheme_share.get((zone.code, scheme.code))
            if share is not None:
                out[scheme.code] = out.get(scheme.code, 0.0) + float(share[-1] * zone.households[-1]) / whole
    return out
