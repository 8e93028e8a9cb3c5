r"""What is built when, for waste that goes where it goes: few plants of good size in place of many small ones.

Notes
-----
A linear program pays for a tonne of size and for nothing else, so that it builds a little whenever waste grows. By a
law :math:`K_0 (q / q_0)^a` with :math:`a < 1` one larger plant is cheaper than two small ones, unless money of later
years is worth much less. What every facility receives is taken as given here, and of all ways to choose the years
of its builds the cheapest by the law of size is kept. Each build is as large as is needed until the next one
opens; what a build may not hold more than its largest size is built one build earlier. All rows of the program are
kept, so that what comes out is a plan as much as what went in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.formulation.decisions import Build, Scale, break_points
from nagara.pathways.least_cost.formulation.formulation import OVER_BUDGET, Formulation, discount
from nagara.pathways.least_cost.formulation.promise_rows import form_of, limits, whole_of
from nagara.pathways.least_cost.solving.plan import SMALLEST_T
from nagara.pathways.least_cost.solving.size_prices import (
    has_money_rows,
    priced,
    shortfall_usd,
    standing_usd,
    yearly_debt,
)

if TYPE_CHECKING:
    from nagara.pathways.least_cost.question.facilities import Facility

__all__ = ["TimedBuilds", "time_builds"]

Array: TypeAlias = NDArray[np.float64]

ALL_CHOICES: Final = 6
"""Years to choose from up to which every choice is tried; with more, one year is taken in or left out at a time."""
HOLDS: Final = 1e-9
"""How far a plant may be fed beyond its size, as the solver allows it too [frac]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedBuilds:
    """Values of all columns with the sizes of a better choice of years.

    Parameters
    ----------
    values
        Of all columns.
    sizes
        Of every build.
    usd
        Discounted cost by the law of size, with what is missed at its price [USD].
    weighed_usd
        The same with the bother of every build [USD].
    """

    values: Array
    sizes: Array
    usd: float
    weighed_usd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Needs:
    """What stands at a facility between two limits, beyond what stood before, shape (years,)."""

    least: Array
    most: Array


def time_builds(formulation: Formulation, values: Array, *, bother_frac: float = 0.0) -> TimedBuilds:
    """Choose anew what is built when, with every flow as it is.

    Parameters
    ----------
    formulation
        The program; either scale.
    values
        Of all columns.
    bother_frac
        Part of the whole cost that is not worth one more build: a site, a permit and a tender each [frac].
    """
    paying = _Paying(formulation, values)
    bother = bother_frac * abs(paying.usd(paying.path(_as_built(formulation, values))))
    sizes = _as_built(formulation, values)
    for facility, places in _places(formulation).items():
        if not sizes[places].any():
            continue
        needs = _needs(formulation, values, facility)
        rest = paying.path(np.where(np.isin(np.arange(sizes.size), places), 0.0, sizes))
        best, least = sizes[places], float("inf")
        for chosen in (best, *_choices(formulation, facility, places, needs, best)):
            asked = paying.usd(rest + paying.part(places, chosen)) + bother * np.count_nonzero(chosen)
            if asked < least - HOLDS * abs(asked):
                best, least = chosen, asked
        sizes[places] = best
    usd = paying.usd(paying.path(sizes))
    weighed = usd + bother * np.count_nonzero(sizes)
    return TimedBuilds(values=paying.with_sizes(sizes), sizes=sizes, usd=usd, weighed_usd=weighed)


def _places(formulation: Formulation) -> dict[int, NDArray[np.int64]]:
    """Numbers of the builds of each facility."""
    of = np.array([build.facility for build in formulation.decided.builds], dtype=np.int64)
    return {int(facility): np.flatnonzero(of == facility) for facility in np.unique(of)}


def _as_built(formulation: Formulation, values: Array) -> Array:
    """Sizes as a plan states them: none below the smallest of the law, and nothing for next to nothing."""
    decided, places = formulation.decided, formulation.problem.facilities
    sizes = np.array(values[decided.size], dtype=np.float64)
    for at, build in enumerate(decided.builds):
        law = places[build.facility].expansion
        if law is None or sizes[at] <= SMALLEST_T:
            sizes[at] = 0.0
        elif formulation.scale is Scale.SLOPE:
            sizes[at] = max(sizes[at], law.smallest)
    return sizes


def _needs(formulation: Formulation, values: Array, facility: int) -> _Needs:
    """Between what its size must lie in every year for what it receives, or holds if it is a site."""
    place, decided = formulation.problem.facilities[facility], formulation.decided
    if place.site is not None:
        held = values[decided.held[decided.sites.index(facility)]]
        space = np.inf if place.site.airspace_t is None else place.site.airspace_t
        return _Needs(least=held - space, most=np.full(held.size, np.inf))
    target = np.array([move.target for move in formulation.network.moves])
    fed = values[decided.flow[target == facility]].sum(axis=0)
    load = place.technology.smallest_load_frac
    stood = np.where(np.isfinite(place.capacity_t), place.capacity_t, 0.0)
    most = fed / load - stood if load > 0 else np.full(fed.size, np.inf)
    return _Needs(least=fed - place.capacity_t, most=most)


# --- choices --------------------------------------------------------------------------------------


def _choices(
    formulation: Formulation, facility: int, places: NDArray[np.int64], needs: _Needs, now: Array
) -> Iterator[Array]:
    """Sizes for other choices of years that serve the same flows."""
    place = formulation.problem.facilities[facility]
    builds = [formulation.decided.builds[at] for at in places]
    years = sorted({build.year for build in builds})
    if len(years) <= ALL_CHOICES:
        every = _all_of(years)
    else:
        built = {build.year for build, size in zip(builds, now, strict=True) if size > 0}
        every = _near(years, frozenset(built))
    for chosen in every:
        sizes = _fitted(place, builds, chosen, needs)
        if sizes is not None:
            yield sizes


def _all_of(years: list[int]) -> Iterator[tuple[int, ...]]:
    """Every choice of years."""
    for flags in product((False, True), repeat=len(years)):
        yield tuple(year for year, is_in in zip(years, flags, strict=True) if is_in)


def _near(years: list[int], built: frozenset[int]) -> Iterator[tuple[int, ...]]:
    """The years that are built in without the last ones, one after the other, or with one of them only."""
    now = sorted(built)
    for last in range(1, len(now) + 1):
        yield tuple(now[:last])
    for left in now:
        yield tuple(each for each in now if each != left)
        for other in years:
            if other not in built:
                yield tuple(sorted((built - {left}) | {other}))
    for step in range(2, len(years) // 2 + 1):
        for first in range(step):
            yield tuple(years[first::step])


def _fitted(place: Facility, builds: list[Build], chosen: tuple[int, ...], needs: _Needs) -> Array | None:
    """Sizes of the builds if it is built in these years only; nothing where that cannot serve what is needed."""
    law = place.expansion
    if law is None:
        return None
    by_year = {build.year: build for build in builds}
    picked = [by_year[year] for year in chosen]
    smallest = float(break_points(place, Scale.CHORDS)[0])
    count = needs.least.size
    stands = np.zeros((len(picked), count))
    for row, build in zip(stands, picked, strict=True):
        row[build.opens : build.ends] = 1.0
    sizes = np.zeros(len(picked))
    for at, build in enumerate(picked):
        until = picked[at + 1].opens if at + 1 < len(picked) else build.ends
        window = slice(build.opens, max(until, build.opens + 1))
        lacks = float((needs.least - sizes @ stands)[window].max(initial=0.0))
        if lacks <= SMALLEST_T:
            return None  # the same without this year is another choice
        for earlier in range(at, -1, -1):
            more = min(lacks, law.largest - sizes[earlier])
            sizes[earlier], lacks = max(sizes[earlier] + more, smallest), lacks - more
            if lacks <= 0:
                break
    standing = sizes @ stands
    near = HOLDS * np.maximum(np.abs(needs.least), 1.0)
    if (standing < needs.least - near).any() or (standing > np.maximum(needs.most, 0.0) + near).any():
        return None
    return _on_builds(builds, chosen, sizes)


def _on_builds(builds: list[Build], chosen: tuple[int, ...], sizes: Array) -> Array | None:
    """Put the size of a year on the build whose range holds it."""
    out = np.zeros(len(builds))
    for year, size in zip(chosen, sizes, strict=True):
        fits = [at for at, build in enumerate(builds) if build.year == year and build.smallest <= size <= build.largest]
        if not fits:
            return None
        out[fits[0]] = size
    return out


# --- money ----------------------------------------------------------------------------------------


class _Paying:
    """What sizes cost by their law year by year, and what that makes a budget or a promised cost miss."""

    def __init__(self, formulation: Formulation, values: Array) -> None:
        self.formulation, self.values = formulation, values
        decided, problem = formulation.decided, formulation.problem
        self.weight, self.debt, self.stands = discount(problem), yearly_debt(formulation), standing_usd(formulation)
        self.laws = [problem.facilities[build.facility].expansion for build in decided.builds]
        bare = values.copy()
        bare[decided.size] = 0.0
        bare[decided.chosen[decided.chosen >= 0]] = 0.0
        self.years = len(problem.years)
        self.base = np.zeros(self.years)
        self.limits: list[tuple[NDArray[np.int32], Array, Array, float]] = []
        if has_money_rows(problem):
            self.base = np.sum([form.at(bare) for form in formulation.costs.values()], axis=0)
            self._limit(bare)
        at_price = priced(formulation).arrays.cost
        self.fixed_usd = float(at_price @ bare) + formulation.arrays.offset - float(self.base @ self.weight)

    def _limit(self, bare: Array) -> None:
        """Find what holds cost down: the budget, and promised costs; their misses are reckoned here."""
        formulation, problem = self.formulation, self.formulation.problem
        if problem.money.budget_usd is not None:
            columns = np.where(np.arange(self.years) > 0, formulation.decided.over, -1).astype(np.int32)
            self.limits.append((columns, problem.money.budget_usd, np.ones(self.years), OVER_BUDGET))
        for at, promise in enumerate(problem.promises):
            if not promise.figure.startswith("cost_"):
                continue
            promised = form_of(promise, formulation.forms, formulation.costs, {})
            _, upper = limits(promise, promised)
            limit = upper + promised.top.constant
            whole = whole_of(promised, upper)
            self.limits.append((formulation.decided.short[at], limit, whole, shortfall_usd(problem)))
        for columns, *_ in self.limits:
            bare[columns[columns >= 0]] = 0.0

    def part(self, places: NDArray[np.int64], sizes: Array) -> Array:
        """Cost of every year of some builds, shape (years,) [USD/year]."""
        laws = [self.laws[at] for at in places]
        usd = [0.0 if law is None else float(law.usd(float(size))) for law, size in zip(laws, sizes, strict=True)]
        return np.asarray(np.array(usd) @ self.debt[places] + sizes @ self.stands[places])

    def path(self, sizes: Array) -> Array:
        """Cost of every year of all builds, with what does not depend on them where rows ask for it [USD/year]."""
        return np.asarray(self.base + self.part(np.arange(sizes.size), sizes))

    def misses(self, path: Array) -> Iterator[tuple[NDArray[np.int32], Array, float]]:
        """By limit the columns of its misses, the misses, and the price of one."""
        for columns, limit, whole, price in self.limits:
            yield columns, np.where(columns >= 0, np.maximum(path - limit, 0.0) / whole, 0.0), price

    def usd(self, path: Array) -> float:
        """Discounted cost with misses [USD]."""
        missed = sum(float(short.sum()) * price for _, short, price in self.misses(path))
        return self.fixed_usd + float(path @ self.weight) + missed

    def with_sizes(self, sizes: Array) -> Array:
        """Values of all columns with other sizes."""
        decided, out = self.formulation.decided, self.values.copy()
        out[decided.size] = sizes
        there = decided.chosen >= 0
        out[decided.chosen[there]] = (sizes > 0.0)[there].astype(np.float64)
        for columns, short, _ in self.misses(self.path(sizes)):
            out[columns[columns >= 0]] = short[columns >= 0]
        return out
