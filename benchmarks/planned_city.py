"""What a plan of a whole city costs: to a proven gap, and its front warm against cold.

``python benchmarks/planned_city.py`` prints it; ``benches()`` hands it to ``benchmarks/run.py``. The city is the
example city with its households spread over districts of other distance and effort: thirty places, twenty years,
every stream with the composition that it has by the parts of the material map. Times are those of the processor.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time

import numpy as np
from numpy.typing import NDArray

from nagara.exchange.read import read_city
from nagara.pathways.least_cost.city.city_problem import city_problem, city_start
from nagara.pathways.least_cost.city.settings import PlanSettings
from nagara.pathways.least_cost.formulation.formulation import Formulation, formulate, shortfall_prices
from nagara.pathways.least_cost.formulation.promise_rows import form_of, limits, row_name
from nagara.pathways.least_cost.fronts.front import front
from nagara.pathways.least_cost.program.arrays import ProgramArrays
from nagara.pathways.least_cost.program.highs import WarmProgram
from nagara.pathways.least_cost.question.problem import Problem, Way, Zone
from nagara.pathways.least_cost.question.promise import Promise, read_promise
from nagara.pathways.least_cost.solving.answers import (
    FirstYear,
    first_answer,
    first_year_of,
    proven_answer,
    shortfall_usd,
    slopes,
)
from nagara.uncertainty.streams import stream

CITY = Path(__file__).parents[1] / "examples" / "demo-city"
SEED, YEARS, PLACES = 20_261_122, 20, 30
PROMISES = ("sdg_11_6_1_frac>=0.9@2035", "recycled_frac>=0.3@2035")
MOVED = "methane_cut_frac>=0.3@2035"
STRICT = "methane_cut_frac>=0.7@2035"
MANY_PLACES, MANY_YEARS = 200, 40
POINTS, COLD_EVERY = 20, 4
NEAR, FAR = 0.1, 0.5
"""Strictest cut of methane of a front [frac]."""
GAP_FRAC, TIME_LIMIT_S = 0.01, 300.0

Bench = tuple[str, float, str, str]
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moving:
    """A program of which one promise moves."""

    arrays: ProgramArrays
    rows: NDArray[np.int32]
    formulation: Formulation
    before: FirstYear

    def limits(self, target: float) -> tuple[Array, Array]:
        """Limits of the rows at a target."""
        last = self.formulation.problem.promises[-1]
        promised = form_of(last, self.formulation.forms, self.formulation.costs, self.before)
        holds = self.formulation.decided.short[-1] >= 0
        lower, upper = limits(replace(last, target=target), promised)
        return lower[holds], upper[holds]


def benches() -> Iterator[Bench]:
    """Name, ratio, reference and note of each bench."""
    problem = spread_city(PLACES)
    yield proven(problem)
    yield at_once(problem, STRICT)
    yield many_places()
    for name, strictest in (("near", NEAR), ("far", FAR)):
        yield warm_front(problem, name, strictest)


def spread_city(places: int, years: int = YEARS) -> Problem:
    """The example city with as many districts as make so many places together with its facilities."""
    records = read_city(CITY).records
    assert records is not None, "the example city has to be readable"
    start = city_start(records, PlanSettings(last_year=records.city.year + years), draws=100, seed=SEED)
    problem = city_problem(start, tuple(map(read_promise, PROMISES)))
    rng, whole = stream(SEED, "districts"), problem.zones[0]
    count = places - len(problem.facilities)
    parts, far = rng.dirichlet(np.full(count, 4.0)), rng.uniform(0.4, 2.0, count)
    zones = tuple(_district(whole, number, float(part)) for number, part in enumerate(parts))
    ways = [way for way in problem.ways if way.origin != whole.code]
    ways += [
        _longer(way, zone.code, float(factor))
        for zone, factor in zip(zones, far, strict=True)
        for way in problem.ways
        if way.origin == whole.code
    ]
    return replace(problem, zones=zones, ways=tuple(ways))


def _district(whole: Zone, number: int, part: float) -> Zone:
    effort = 0.8 + 0.4 * (number % 5) / 4.0
    return replace(
        whole,
        code=f"district-{number}",
        generated_t=whole.generated_t * part,
        households=whole.households * part,
        effort=effort,
    )


def _longer(way: Way, origin: str, factor: float) -> Way:
    return replace(
        way,
        origin=origin,
        usd_per_t=way.usd_per_t * factor,
        diesel_l_per_t=way.diesel_l_per_t * factor,
        km=way.km * factor,
    )


def proven(problem: Problem) -> Bench:
    """A first answer, and then one to a gap of one in a hundred."""
    begun = process_time()
    first = first_answer(problem)
    at_once = process_time() - begun
    plan = proven_answer(problem, gap_frac=GAP_FRAC, time_limit_s=TIME_LIMIT_S, first=first)
    whole = process_time() - begun
    columns = round(formulate(problem).arrays.column_count, -2)
    said = "proven" if plan.is_proven else f"not proven within {TIME_LIMIT_S:.0f} s"
    return (
        f"city of {PLACES} places in {YEARS} years to a gap of {GAP_FRAC:.0%}",
        whole / at_once,
        "a first answer with a stated gap",
        f"{whole:.1f} s of the processor to a gap of {plan.gap_frac:.2%} ({said}); first answer {at_once:.1f} s at "
        f"{first.gap_frac:.1%}; {columns:,} columns before the chords",
    )


def at_once(problem: Problem, promise: str) -> Bench:
    """A first answer to one more promise that is hard to keep."""
    asked = replace(problem, promises=(*problem.promises, read_promise(promise)))
    before = first_year_of(asked)
    begun = process_time()
    plan = first_answer(asked, first_year=before)
    ours = process_time() - begun
    formulation = formulate(asked, first_year=before)
    arrays = replace(formulation.arrays, cost=shortfall_prices(formulation, shortfall_usd(asked)))
    begun = process_time()
    WarmProgram(arrays).solve()
    once = process_time() - begun
    return (
        f"first answer to {promise} as well",
        ours / once,
        "one linear program of all places, solved once from cold",
        f"{ours:.2f} s against {once:.2f} s of the processor; a gap of {plan.gap_frac:.1%}, "
        f"{len(plan.investments)} investments; aim at an answer within a second or two",
    )


def many_places() -> Bench:
    """A first answer for as many places and years as anybody may ask for."""
    problem = spread_city(MANY_PLACES, years=MANY_YEARS)
    begun = process_time()
    formulation = formulate(problem)
    once = process_time() - begun
    begun = process_time()
    plan = first_answer(problem)
    ours = process_time() - begun
    return (
        f"first answer for {MANY_PLACES} places in {MANY_YEARS} years",
        ours / once,
        "writing the linear program of all places down, without solving it",
        f"{ours:.2f} s against {once:.2f} s of the processor for {formulation.arrays.column_count:,} columns; "
        f"a gap of {plan.gap_frac:.1%}",
    )


def warm_front(problem: Problem, name: str, strictest: float) -> Bench:
    """Cost against methane at points that lie side by side, warm and from cold."""
    promise = read_promise(MOVED)
    moving = _moving(problem, promise, strictest)
    targets = np.linspace(0.0, strictest, POINTS)
    warm = WarmProgram(moving.arrays)
    _point(moving, warm, float(targets[0]))  # the first point is a cold one for both
    warm_points = [_point(moving, warm, float(target)) for target in targets[1:]]
    cold_points = [
        _point(moving, partial(WarmProgram, moving.arrays), float(target)) for target in targets[1::COLD_EVERY]
    ]
    for (_, ours, _), (_, theirs, _) in zip(warm_points[::COLD_EVERY], cold_points, strict=True):
        assert abs(ours - theirs) <= 1e-6 * abs(theirs), "a warm optimum is the cold one"
    each, alone = (float(np.mean([seconds for seconds, *_ in points])) for points in (warm_points, cold_points))
    steps, all_steps = (int(median(count for *_, count in points)) for points in (warm_points, cold_points))
    begun = process_time()
    front(problem, promise, [float(target) for target in targets])
    whole = process_time() - begun
    return (
        f"{POINTS} points of a city's front, {name}: each {strictest / POINTS:.1%} of methane from the next",
        alone / each,
        "the same points, each handed over and solved from cold",
        f"{1e3 * each:.0f} ms and {steps} steps a point against {1e3 * alone:.0f} ms and {all_steps} steps; the whole "
        f"front with its first answer {whole:.1f} s; aim at least 20",
    )


def _moving(problem: Problem, promise: Promise, strictest: float) -> Moving:
    asked = replace(problem, promises=(*problem.promises, replace(promise, target=strictest)))
    before = first_year_of(asked)
    prices = slopes(formulate(asked, first_year=before), None, None)
    formulation = formulate(asked, slope_usd=prices, first_year=before)
    arrays = replace(formulation.arrays, cost=shortfall_prices(formulation, shortfall_usd(asked)))
    name = row_name(len(asked.promises) - 1, asked.promises[-1])
    block = next(each for each in arrays.rows if each.name == name)
    rows = np.arange(block.start, block.start + block.count, dtype=np.int32)
    return Moving(arrays=arrays, rows=rows, formulation=formulation, before=before)


def _point(moving: Moving, program: WarmProgram | partial[WarmProgram], target: float) -> tuple[float, float, int]:
    """Processor time, objective and steps of one point, its values read."""
    lower, upper = moving.limits(target)
    begun = process_time()
    held = program() if isinstance(program, partial) else program
    held.change_row_bounds(moving.rows, lower=lower, upper=upper)
    answer = held.solve()
    values = answer.column_values
    assert values.size == moving.arrays.column_count
    return process_time() - begun, answer.objective, answer.iterations


if __name__ == "__main__":
    for name, ratio, reference, note in benches():
        print(f"{ratio:8.2f}  {name}: {note} ({reference})", flush=True)
