"""A front that a planner can read: at every target a plan of its own, what it costs, and what the next tonne costs.

One promise moves from what happens without it to the strictest that can be kept beside the others. The program stays
warm between targets (the ε-constraint method); at each target a unit of size is priced again and again by the law of
size until nothing moves, as for a first answer. Its program at the prices of the largest sizes is a convex line that
no plan can lie below.

A plan for a stricter target keeps a looser one as well. So where it is cheaper the looser target is left out: nobody
would ask for less at no smaller cost. Cost therefore rises from point to point; only the target that was promised
stands in any case.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.explanation.shadow_price import OF_METHANE, Counted, ShadowPrice, counted_in
from nagara.pathways.least_cost.formulation.promise_rows import OF_THE_FIRST_YEAR
from nagara.pathways.least_cost.fronts.solver import FrontSolver, Solved
from nagara.pathways.least_cost.fronts.wish import FrontWish
from nagara.pathways.least_cost.question.promise import PROMISED_FIGURES
from nagara.pathways.least_cost.solving.answers import FirstYear, first_year_of
from nagara.uncertainty.executor import StoppedEarlyError

if TYPE_CHECKING:
    from nagara.pathways.least_cost.question.promise import Promise
    from nagara.pathways.least_cost.solving.plan import Plan
    from nagara.pathways.least_cost.solving.time_limit import TimeLimit

__all__ = ["PlannedFront", "PlannedPoint", "Step", "planned_front"]

Array: TypeAlias = NDArray[np.float64]

FEWEST_T: Final = 1.0
"""Fewer tonnes between two points than this are no step [t]."""
SAME: Final = 1e-9
"""Targets nearer to each other than this are one."""
SMALLEST_USD: Final = 1.0
"""Costs nearer to each other than this are one [USD]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPoint:
    """The cheapest plan that was found at one target.

    Parameters
    ----------
    target
        In the unit of the figure.
    plan
        The plan.
    bound_usd
        No plan that keeps this target can cost less [USD].
    price
        What one more unit of the figure costs here.
    counted_t
        Tonnes of the figure in all years, so that more is stricter: waste that is diverted, gas that is not
        emitted against nothing being emitted, as a negative number [t].
    is_promised
        Whether this is the target that was promised.
    """

    target: float
    plan: Plan
    bound_usd: float
    price: ShadowPrice
    counted_t: float
    is_promised: bool = False

    @property
    def usd(self) -> float:
        """Discounted cost [USD]."""
        return self.plan.discounted_usd


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """From one point of a front to the next.

    Parameters
    ----------
    usd
        What the next point costs more, discounted [USD].
    avoided_t
        What it avoids or recovers more in all years [t].
    usd_per_t
        The one over the other; nothing where there are no tonnes [USD/t].
    from_first_usd_per_t
        The same from the first point of the front on [USD/t].
    """

    usd: float
    avoided_t: float
    usd_per_t: float | None
    from_first_usd_per_t: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedFront:
    """Cost against one promise.

    Parameters
    ----------
    wish
        What was asked.
    promise
        The promise at the strictest target that can be kept.
    points
        From the strictest target that costs no more than none at all to the strictest that can be kept.
    is_whole
        Whether all points that were asked for are there, or somebody stopped it.
    """

    wish: FrontWish
    promise: Promise
    points: tuple[PlannedPoint, ...]
    is_whole: bool = True

    @property
    def counted(self) -> Counted:
        """What its tonnes are tonnes of."""
        return counted_in(self.promise.figure)

    @property
    def steps(self) -> tuple[Step, ...]:
        """Marginal abatement cost: one step for each pair of neighbouring points."""
        pairs = zip(self.points, self.points[1:], strict=False)
        return tuple(_step(self.points[0], one, other) for one, other in pairs)


def planned_front(
    plan: Plan,
    wish: FrontWish,
    *,
    points: int,
    first_year: FirstYear | None = None,
    on_point: Callable[[int, int], None] = lambda _at, _of: None,
    within: TimeLimit | None = None,
) -> PlannedFront:
    """Ask what a promise costs at several targets, everything else that was promised being kept.

    Parameters
    ----------
    plan
        The plan of the city; it stands at its own target if it is the cheapest there.
    wish
        Which promise moves.
    points
        How many targets, evenly from what happens without it to the strictest that can be kept.
    first_year
        Figures of the year of the records, if they are known already.
    on_point
        Told how many of how many points are done.
    within
        The time for all of it, and who is asked whether to stop; points that are done are returned.

    Raises
    ------
    PlanError, PromiseError
        If the question cannot be asked of this city.
    StoppedEarlyError
        If it was stopped before its ends were known.
    """
    promise, own = wish.of(plan.problem)
    before = first_year_of(plan.problem) if first_year is None else first_year
    solver = FrontSolver(plan.problem, promise, before, within)
    known = [plan] if own is None else [plan, solver.without()]
    reached = [_reached(each, promise, before) for each in known]
    loosest = reached[-1]
    strictest = _stricter(loosest, solver.strictest(), promise)
    targets = _targets(promise, loosest, strictest, points, own)
    found: list[tuple[float, Solved]] = []
    with suppress(StoppedEarlyError):
        for number, target in enumerate(targets, start=1):
            found.append((target, solver.at(target)))
            on_point(number, len(targets))
    kept = [(each, level) for each, level in zip(known, reached, strict=True) if _keeps(each, own)]
    out = _points(found, kept, own)
    last = replace(promise, target=out[-1].target if out else strictest)
    return PlannedFront(wish=wish, promise=last, points=out, is_whole=len(found) == len(targets))


def _targets(promise: Promise, loosest: float, strictest: float, points: int, own: Promise | None) -> list[float]:
    """Evenly between the ends, the promised one among them."""
    if abs(strictest - loosest) <= _smallest_step(promise.figure):
        return [loosest]
    even = [float(each) for each in np.linspace(loosest, strictest, max(points, 2))]
    if own is not None and min(loosest, strictest) < own.target < max(loosest, strictest):
        inside = range(1, len(even) - 1)
        near = min(inside, key=lambda at: abs(even[at] - own.target), default=None)
        even = sorted([*(each for at, each in enumerate(even) if at != near), own.target], reverse=strictest < loosest)
    return even


def _smallest_step(figure: str) -> float:
    return 0.001 if PROMISED_FIGURES[figure].unit == "frac" else 1.0


def _stricter(one: float, other: float, promise: Promise) -> float:
    return max(one, other) if promise.relation == ">=" else min(one, other)


def _reached(plan: Plan, promise: Promise, before: FirstYear) -> float:
    """What the figure of a promise is in a plan, in the worst year from the promise's own on."""
    whole = OF_THE_FIRST_YEAR.get(promise.figure)
    values = plan.figures[promise.figure if whole is None else whole]
    if whole is not None:
        values = 1.0 - values / before[None][whole]
    held = values[np.array(plan.problem.years) >= promise.from_year]
    return float(held.min() if promise.relation == ">=" else held.max())


def _points(
    found: Sequence[tuple[float, Solved]], known: Sequence[tuple[Plan, float]], own: Promise | None
) -> tuple[PlannedPoint, ...]:
    """From the strictest target on, leave out what costs no less than a stricter one; bounds never fall."""
    bounds = np.maximum.accumulate([each.bound_usd for _, each in found]) if found else ()
    out: list[PlannedPoint] = []
    for (target, solved), bound in reversed(list(zip(found, bounds, strict=True))):
        is_own = own is not None and abs(target - own.target) <= SAME
        best, promise = solved.plan, solved.price.promise
        for plan, reached in known:
            is_reached = abs(reached - target) <= SAME * abs(target) or _stricter(reached, target, promise) != target
            if is_reached and plan.discounted_usd < best.discounted_usd:
                best = plan
        if out and out[-1].usd <= best.discounted_usd + SMALLEST_USD:
            if not is_own:
                continue
            best = out[-1].plan
        out.append(
            PlannedPoint(
                target=target,
                plan=best,
                bound_usd=min(float(bound), best.discounted_usd),
                price=solved.price,
                counted_t=_counted_t(best, promise),
                is_promised=is_own,
            )
        )
    return tuple(reversed(out))


def _keeps(plan: Plan, own: Promise | None) -> bool:
    return all(kept.is_kept for kept in plan.kept if kept.promise == own)


def _counted_t(plan: Plan, promise: Promise) -> float:
    """Tonnes of a figure in all years, so that more is stricter [t]."""
    figure, problem = promise.figure, plan.problem
    counted = counted_in(figure)
    if counted is Counted.NOTHING:
        return 0.0
    values = plan.figures[OF_THE_FIRST_YEAR.get(figure, figure)]
    if figure in OF_METHANE:
        values = values * problem.climate.ch4_t_co2e_per_t
    if counted is Counted.WASTE and figure.endswith("_frac"):
        values = values * np.sum([zone.generated_t.sum(axis=0) for zone in problem.zones], axis=0)
    is_more = promise.relation == ">=" and figure not in OF_THE_FIRST_YEAR
    return float(values.sum()) * (1.0 if is_more else -1.0)


def _step(first: PlannedPoint, one: PlannedPoint, other: PlannedPoint) -> Step:
    usd, tonnes = other.usd - one.usd, other.counted_t - one.counted_t
    return Step(
        usd=usd,
        avoided_t=tonnes,
        usd_per_t=_over(usd, tonnes),
        from_first_usd_per_t=_over(other.usd - first.usd, other.counted_t - first.counted_t),
    )


def _over(usd: float, tonnes: float) -> float | None:
    return usd / tonnes if tonnes >= FEWEST_T else None
