"""Everything that a plan can decide, as named blocks of columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from nagara.pathways.least_cost.program.linear_program import LinearProgram
    from nagara.pathways.least_cost.question.problem import Facility, Problem
    from nagara.pathways.least_cost.question.streams import StreamNetwork

__all__ = ["Build", "Decisions", "Scale", "decisions"]

Array: TypeAlias = NDArray[np.float64]
Numbers: TypeAlias = NDArray[np.int32]
NO_SIZES: Final[Mapping[str, tuple[float, ...]]] = {}
NEAR: Final = 0.01
"""A size nearer than this to a break point is that point [1]."""


class Scale(StrEnum):
    """How the cost of size enters a program."""

    SLOPE = "slope"
    """One price for a unit of size: a linear program, solved in a moment."""
    CHORDS = "chords"
    """Chords of the law between break points, one of them chosen for each build: with whole numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """Something that can be built once: a facility, a year, a range of sizes.

    Parameters
    ----------
    facility
        Place of the facility.
    year
        Place of the year in which it is decided.
    opens, ends
        Places of the first year in which it takes waste, and of the first in which it does not any more.
    smallest, largest
        Ends of its range of sizes.
    """

    facility: int
    year: int
    opens: int
    ends: int
    smallest: float
    largest: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """Columns of a program, by what they decide.

    Parameters
    ----------
    share
        Households of a zone on a scheme, shape (zones, schemes, years); -1 where it is impossible.
    flow
        Tonnes of a move, shape (moves, years).
    builds
        What can be built.
    size, chosen
        Its size, and whether it is built, shape (builds,); nothing is chosen where size has one slope.
    held
        Tonnes that a disposal site holds since the first year, shape (sites, years).
    stock
        Decomposable carbon there at the end of a year, shape (sites, materials, years).
    short
        What misses a promise, as part of the whole, shape (promises, years); -1 before its year.
    over
        Cost beyond the budget, shape (years,); -1 where there is no budget.
    sites
        Places of the facilities that are disposal sites.
    """

    share: Numbers
    flow: Numbers
    builds: tuple[Build, ...]
    size: Numbers
    chosen: Numbers
    held: Numbers
    stock: Numbers
    short: Numbers
    over: Numbers
    sites: tuple[int, ...]


def decisions(
    program: LinearProgram,
    problem: Problem,
    network: StreamNetwork,
    scale: Scale,
    *,
    sizes: Mapping[str, tuple[float, ...]] = NO_SIZES,
) -> Decisions:
    """Lay the columns of a problem.

    Parameters
    ----------
    program
        Receives them.
    problem, network
        The question and its streams.
    scale
        How the cost of size enters.
    sizes
        By facility, more sizes at which the chords touch the law.
    """
    size = len(problem.years)
    builds = tuple(_builds(problem, scale, sizes))
    sites = tuple(at for at, facility in enumerate(problem.facilities) if facility.site is not None)
    largest = np.array([build.largest for build in builds])
    chosen = np.full(len(builds), -1, dtype=np.int32)
    if scale is Scale.CHORDS:
        chosen = program.columns("chosen", (len(builds),), upper=1.0, integer=True).at
    return Decisions(
        share=_shares(program, problem),
        flow=program.columns("flow", (len(network.moves), size), upper=_open_gates(problem, network)).at,
        builds=builds,
        size=program.columns("size", (len(builds),), upper=largest).at,
        chosen=chosen,
        held=program.columns("held", (len(sites), size)).at,
        stock=program.columns("stock", (len(sites), len(problem.climate.materials), size)).at,
        short=_shortfalls(program, problem),
        over=_over(program, problem),
        sites=sites,
    )


def break_points(facility: Facility, scale: Scale, sizes: tuple[float, ...] = ()) -> Array:
    """Sizes between which the cost of a facility runs along one chord, some of them given."""
    law = facility.expansion
    if law is None:
        return np.zeros(0)
    if scale is Scale.SLOPE:
        return np.array([0.0, law.largest])
    if law.exponent >= 1.0:
        return np.array([law.smallest, law.largest])
    smallest = max(law.smallest, law.largest / 100.0)
    points = np.geomspace(smallest, law.largest, law.segments + 1)
    inside = [size for size in sizes if smallest < size < law.largest and np.abs(points / size - 1.0).min() > NEAR]
    return np.unique(np.concatenate([points, inside]))


def _builds(problem: Problem, scale: Scale, sizes: Mapping[str, tuple[float, ...]]) -> list[Build]:
    out = []
    for at, facility in enumerate(problem.facilities):
        law = facility.expansion
        if law is None:
            continue
        points = break_points(facility, scale, sizes.get(facility.code, ()))
        for year in law.years or problem.epochs:
            if not problem.years[0] < year <= problem.years[-1]:
                continue
            first = year - problem.years[0]
            opens = first + facility.technology.lead_years
            ends = (
                len(problem.years) if facility.site else min(opens + facility.technology.life_years, len(problem.years))
            )
            if opens >= len(problem.years):
                continue
            out += [
                Build(facility=at, year=first, opens=opens, ends=ends, smallest=float(low), largest=float(high))
                for low, high in zip(points[:-1], points[1:], strict=True)
            ]
    return out


def _shares(program: LinearProgram, problem: Problem) -> Numbers:
    """Households by scheme; the first year is what it was, and a scheme begins when it can."""
    years = np.array(problem.years)
    shape = (len(problem.zones), len(problem.schemes), years.size)
    possible, lower, upper = np.zeros(shape[:2], dtype=bool), np.zeros(shape), np.ones(shape)
    for at, zone in enumerate(problem.zones):
        for scheme_at, scheme in enumerate(problem.schemes):
            possible[at, scheme_at] = not scheme.zones or zone.code in scheme.zones
            now = zone.share_now.get(scheme.code, 0.0)
            if scheme.first_year is not None:
                upper[at, scheme_at, years < scheme.first_year] = now
            lower[at, scheme_at, 0] = upper[at, scheme_at, 0] = now
    there = np.broadcast_to(possible[:, :, None], shape)
    return program.columns("share", shape, lower=lower, upper=upper, mask=there).at


def _open_gates(problem: Problem, network: StreamNetwork) -> Array:
    """Nothing goes to a facility that has closed."""
    years, upper = np.array(problem.years), np.full((len(network.moves), len(problem.years)), np.inf)
    for row, move in enumerate(network.moves):
        last = problem.facilities[move.target].last_year
        if last is not None:
            upper[row, years > last] = 0.0
    return upper


def _shortfalls(program: LinearProgram, problem: Problem) -> Numbers:
    years = np.array(problem.years)
    shape = (len(problem.promises), years.size)
    holds = np.array([years >= promise.from_year for promise in problem.promises]).reshape(shape)
    return program.columns("short", shape, mask=holds).at


def _over(program: LinearProgram, problem: Problem) -> Numbers:
    if problem.money.budget_usd is None:
        return np.full(len(problem.years), -1, dtype=np.int32)
    return program.columns("over budget", (len(problem.years),)).at
