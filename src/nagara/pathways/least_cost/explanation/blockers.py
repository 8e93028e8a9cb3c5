"""Why a promise cannot be kept: what stands in its way, and what would clear it, each tried by solving again.

A price of a row says what one more unit would bring and nothing of the next. Here every hindrance is
taken out of the question, one after the other, and the plan is asked for again; what the promise misses
then is measured and not guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from nagara.evidence import factor
from nagara.pathways.least_cost.question.refusals import PlanError
from nagara.pathways.least_cost.solving.answers import FirstYear, first_answer, first_year_of
from nagara.pathways.least_cost.solving.time_limit import TimeLimit

if TYPE_CHECKING:
    from nagara.pathways.least_cost.question.problem import Container, Facility, Problem, Scheme
    from nagara.pathways.least_cost.question.promise import Promise
    from nagara.pathways.least_cost.solving.plan import Kept, Plan

__all__ = ["Hindrance", "Missed", "hindrances_of", "what_blocks"]

WORTH_SAYING: Final = 0.005
"""A hindrance that clears less than this part of what is missed is passed over [frac]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hindrance:
    """Something that stands in the way of a promise.

    Parameters
    ----------
    code
        What it is: ``pace``, ``lead-time``, ``size``, ``budget``, ``capture``, ``choice``, ``year``.
    what
        Which one, for words: the code of a scheme, a facility, or nothing.
    short_without
        Largest miss of the promise in a year without it, as a part of the whole [frac].
    cleared_frac
        Part of the miss that goes away [frac].
    usd_without
        Discounted cost without it [USD].
    """

    code: str
    what: str
    short_without: float
    cleared_frac: float
    usd_without: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A promise that cannot be kept.

    Parameters
    ----------
    promise
        The promise.
    year
        Year in which it misses most.
    short
        By how much, as a part of the whole [frac].
    reached
        What the figure reaches in that year, in the unit of the promise.
    hindrances
        What stands in its way, that which clears most first.
    """

    promise: Promise
    year: int
    short: float
    reached: float
    hindrances: tuple[Hindrance, ...]


def what_blocks(
    plan: Plan,
    *,
    first_year: FirstYear | None = None,
    within: TimeLimit | None = None,
    on_trial: Callable[[int, int], None] = lambda _at, _of: None,
) -> tuple[Missed, ...]:
    """Say of every promise that is missed what blocks it.

    Parameters
    ----------
    plan
        A first answer, or a proven one.
    first_year
        Figures of the year of the records, if they are known already.
    within
        The time for it, and who is asked whether to stop; what was found until then is returned.
    on_trial
        Told how many of how many hindrances were tried.
    """
    missed = [kept for kept in plan.kept if not kept.is_kept]
    found: dict[int, list[Hindrance]] = {at: [] for at in range(len(missed))}
    if missed:
        before = first_year_of(plan.problem) if first_year is None else first_year
        limit = TimeLimit() if within is None else within
        every = list(hindrances_of(plan.problem, [kept.promise for kept in missed]))
        for number, (code, what, relaxed) in enumerate(every):
            on_trial(number, len(every))
            tried = _answered(relaxed, before, limit)
            if tried is None:
                break
            for at, kept in enumerate(missed):
                hindrance = _cleared(code, what, kept, tried)
                if hindrance is not None:
                    found[at].append(hindrance)
        else:
            on_trial(len(every), len(every))
    return tuple(_missed(plan, kept, found[at]) for at, kept in enumerate(missed))


def _answered(problem: Problem, before: FirstYear, limit: TimeLimit) -> Plan | None:
    """A first answer, or nothing where it was cut short: a plan that is only half searched would accuse the wrong."""
    try:
        plan = None if limit.should_stop() else first_answer(problem, first_year=before, within=limit)
    except PlanError:
        if not limit.should_stop():
            raise
        return None
    return None if limit.should_stop() else plan


def _missed(plan: Plan, kept: Kept, hindrances: list[Hindrance]) -> Missed:
    worst = int(np.argmax(kept.short))
    return Missed(
        promise=kept.promise,
        year=plan.problem.years[worst],
        short=float(kept.short[worst]),
        reached=float(kept.value[worst]),
        hindrances=tuple(sorted(hindrances, key=lambda each: -each.cleared_frac)),
    )


def _cleared(code: str, what: str, kept: Kept, tried: Plan) -> Hindrance | None:
    same = [each for each in tried.kept if _is_same(each.promise, kept.promise)]
    if not same:
        return None
    before, after = float(kept.short.max()), float(same[0].short.max())
    cleared = (before - after) / before
    if cleared < WORTH_SAYING:
        return None
    usd = tried.discounted_usd
    return Hindrance(code=code, what=what, short_without=after, cleared_frac=cleared, usd_without=usd)


def _is_same(one: Promise, other: Promise) -> bool:
    """Whether it is the same promise, of another year perhaps."""
    return (one.figure, one.relation, one.target, one.city) == (other.figure, other.relation, other.target, other.city)


def hindrances_of(problem: Problem, missed: list[Promise]) -> Iterator[tuple[str, str, Problem]]:
    """Every hindrance with the question that it is taken out of.

    Parameters
    ----------
    problem
        The question.
    missed
        Promises that are missed.
    """
    for scheme in problem.schemes:
        if scheme.largest_change_frac < 1.0:
            yield "pace", scheme.code, replace(problem, schemes=_schemes(problem, scheme, largest_change_frac=1.0))
    for place in problem.facilities:
        if place.expansion is not None and place.technology.lead_years > 0:
            sooner = replace(place, technology=replace(place.technology, lead_years=0))
            yield "lead-time", place.code, replace(problem, facilities=_places(problem, sooner))
    for place in problem.facilities:
        if place.expansion is not None:
            larger = replace(
                place, expansion=replace(place.expansion, largest=_trial("larger_sizes") * place.expansion.largest)
            )
            yield "size", place.code, replace(problem, facilities=_places(problem, larger))
    if problem.money.budget_usd is not None:
        yield "budget", "", replace(problem, money=replace(problem.money, budget_usd=None))
    yield "choice", "", replace(problem, epochs=problem.years[1:])
    yield from (
        ("capture", scheme.code, replace(problem, schemes=_schemes(problem, scheme, containers=_fuller(scheme))))
        for scheme in problem.schemes
        if len([each for each in scheme.containers if not each.takers]) > 1
    )
    for promise in missed:
        put_off = promise.from_year + round(_trial("years_later"))
        if put_off <= problem.years[-1]:
            later = tuple(replace(each, from_year=put_off) if each == promise else each for each in problem.promises)
            yield "year", str(promise), replace(problem, promises=later)


def _trial(parameter: str) -> float:
    """How far a trial goes: a row of the evidence table, chosen and not found out."""
    return factor("technology", "trial", parameter).value


def _fuller(scheme: Scheme) -> tuple[Container, ...]:
    """Containers of a scheme whose households put in a part of what they leave in the mixed bin today."""
    mixed, *others = scheme.containers
    moved = []
    rest = mixed.captured_frac.copy()
    for each in others:
        is_meant = (each.captured_frac > _trial("meant_for")) & (not each.takers)
        more = np.where(is_meant, rest * _trial("fuller_bins"), 0.0)
        rest = rest - more
        moved.append(replace(each, captured_frac=each.captured_frac + more))
    return (replace(mixed, captured_frac=rest), *moved)


def _schemes(problem: Problem, of: Scheme, **changed: object) -> tuple[Scheme, ...]:
    return tuple(replace(each, **changed) if each.code == of.code else each for each in problem.schemes)  # type: ignore[arg-type]


def _places(problem: Problem, changed: Facility) -> tuple[Facility, ...]:
    return tuple(changed if each.code == changed.code else each for each in problem.facilities)
