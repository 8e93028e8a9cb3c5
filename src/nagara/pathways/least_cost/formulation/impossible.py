"""Questions that contradict themselves, refused in words before they are written down as a program."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from nagara.pathways.least_cost.question.refusals import PlanError

if TYPE_CHECKING:
    from nagara.pathways.least_cost.question.problem import Facility, Problem, Zone

__all__ = ["refuse_impossible"]


def refuse_impossible(problem: Problem) -> None:
    """Refuse what cannot be meant: no years, codes twice, numbers that are none, promises outside of the years.

    Parameters
    ----------
    problem
        The question.

    Raises
    ------
    PlanError
        By the name of what contradicts itself.
    """
    if len(problem.years) < 2:
        raise PlanError(problem.name, "has no year after that of the records", "Name a later last year.")
    for kind, codes in (
        ("zone", [zone.code for zone in problem.zones]),
        ("facility", [place.code for place in problem.facilities]),
        ("scheme", [scheme.code for scheme in problem.schemes]),
    ):
        _refuse_twice(kind, codes)
    discount = problem.money.discount_frac
    if not -1.0 < discount < np.inf:
        raise PlanError(problem.name, f"its discount rate is {discount:g}", "Give a share above -1, such as 0.05.")
    for zone in problem.zones:
        _refuse_zone(problem, zone)
    if not any(zone.generated_t.any() for zone in problem.zones) and problem.zones:
        raise PlanError(problem.name, "nobody generates any waste in it", "Give people or waste to one zone at least.")
    for place in problem.facilities:
        _refuse_facility(place)
    _refuse_promises(problem)


def _refuse_twice(kind: str, codes: Iterable[str]) -> None:
    known: set[str] = set()
    for code in codes:
        if code in known:
            raise PlanError(f"{kind} {code}", "is there twice", "Give each its own code.")
        known.add(code)


def _refuse_zone(problem: Problem, zone: Zone) -> None:
    wrong = ~(np.isfinite(zone.generated_t) & (zone.generated_t >= 0.0))
    if wrong.any():
        part, year = (int(at) for at in np.argwhere(wrong)[0])
        why = f"its waste is {zone.generated_t[part, year]:g} t in {problem.years[year]}"
        raise PlanError(f"zone {zone.code}", why, "Give tonnes of nought or more.")
    total = sum(zone.share_now.values())
    if abs(total - 1.0) > 1e-6:
        why = f"households on schemes sum to {total:.4f} in the year of the records"
        raise PlanError(f"zone {zone.code}", why, "Let them sum to 1.")
    unknown = set(zone.share_now) - {scheme.code for scheme in problem.schemes}
    if unknown:
        why = f"is served by {', '.join(sorted(unknown))}, which is no scheme"
        raise PlanError(f"zone {zone.code}", why, "Name schemes of the problem.")


def _refuse_facility(place: Facility) -> None:
    usd = np.asarray(place.technology.usd_per_t)
    if not np.isfinite(usd).all():
        why = f"it costs {float(usd[~np.isfinite(usd)].flat[0]) if usd.ndim else float(usd):g} US dollars a tonne"
        raise PlanError(f"facility {place.code}", why, "Give an amount.")
    law = place.expansion
    if law is None:
        return
    if not 0.0 < law.largest < np.inf:
        why = f"its largest size is {law.largest:g}"
        raise PlanError(f"facility {place.code}", why, "Give a size above nought, or let it not be built.")
    if not np.isfinite(law.reference_usd):
        raise PlanError(f"facility {place.code}", f"its cost of building is {law.reference_usd:g}", "Give an amount.")


def _refuse_promises(problem: Problem) -> None:
    early = [promise for promise in problem.promises if promise.from_year <= problem.years[0]]
    if early:
        why = f"begins in {early[0].from_year}, and nothing can be decided before {problem.years[1]}"
        raise PlanError(f"promise {early[0]}", why, f"Name {problem.years[1]} or a later year.")
    late = [promise for promise in problem.promises if promise.from_year > problem.years[-1]]
    if late:
        why = f"begins in {late[0].from_year}, after the last year {problem.years[-1]}"
        raise PlanError(f"promise {late[0]}", why, "Name a later last year of the plan.")
