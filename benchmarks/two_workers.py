"""Blocks of work on two workers of a Dask cluster on this machine, against one after the other.

``python benchmarks/two_workers.py`` prints it; ``benches()`` hands it to ``benchmarks/run.py``. One kind of block draws
and sorts as an account of a city does, in new arrays each time, so that it shows whether the workers keep their
memory; the other solves fronts of a city from where the last point stood. Where a machine has other things to do the
clock tells of them too, so that the time of the processor is printed beside it: what the blocks took one after the
other, against what the busier of the two workers took for its own.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from statistics import median
from time import perf_counter, process_time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command does, before NumPy is loaded

import numpy as np
import planned_city

from nagara.pathways.least_cost.fronts.many_cities import FrontQuestion, fronts_of_questions
from nagara.pathways.least_cost.question.promise import read_promise
from nagara.uncertainty.executor import Workers, map_blocks

SEED = 20_261_122
BLOCKS, ROUNDS, TURNS = 8, 24, 3
DRAWS, SERIES = 10_000, 60
PLACES, POINTS = 18, 5

Taken = tuple[object, int, float]
"""What came of a block, who worked on it, and how long its processor was at it [s]."""


def account(block: int, rng: np.random.Generator) -> Taken:
    """Work of half a second or more."""
    begun, total = process_time(), float(block)
    for _ in range(ROUNDS):
        amounts = np.exp(0.1 * rng.standard_normal((SERIES, DRAWS)))
        shares = amounts / amounts.sum(axis=0)
        total += float(np.quantile(shares, 0.95, axis=1).sum())
    return total, os.getpid(), process_time() - begun


def some_fronts(block: Sequence[FrontQuestion], rng: np.random.Generator) -> Taken:
    """Fronts of a city, each from one warm program."""
    begun = process_time()
    return fronts_of_questions(block, rng), os.getpid(), process_time() - begun


def questions() -> list[tuple[FrontQuestion, ...]]:
    """Fronts of one city in draws of what it generates."""
    whole, rng = planned_city.spread_city(PLACES), np.random.default_rng(SEED)
    promise, targets = read_promise(planned_city.MOVED), tuple(np.linspace(0.0, 0.2, POINTS).tolist())
    out = []
    for _ in range(BLOCKS):
        more = rng.lognormal(0.0, 0.1)
        zones = tuple(replace(zone, generated_t=zone.generated_t * more) for zone in whole.zones)
        out.append((FrontQuestion(problem=replace(whole, zones=zones), promise=promise, targets=targets),))
    return out


def benches() -> Iterator[tuple[str, float, str, str]]:
    """Name, ratio, reference and note of each bench."""
    with Workers("dask", 2) as two, Workers("threads", 1) as one:
        yield compared("blocks of draws", account, range(BLOCKS), two, one)
        yield compared("fronts of a city", some_fronts, questions(), two, one, turns=1)


def compared(
    name: str, work: Callable[..., Taken], blocks: Sequence[object], two: Workers, one: Workers, *, turns: int = TURNS
) -> tuple[str, float, str, str]:
    """Both ways in turns, by the clock and by the processor."""
    clock: dict[Workers, list[float]] = {two: [], one: []}
    busiest: dict[Workers, list[float]] = {two: [], one: []}
    found = []
    for turn in range(turns + 1):
        for workers in (two, one):
            begun = perf_counter()
            done = map_blocks(work, blocks, seed=SEED, executor=workers)
            seconds = perf_counter() - begun
            found.append([value for value, *_ in done])
            if turn:
                clock[workers].append(seconds)
                own = {who: sum(taken for _, other, taken in done if other == who) for _, who, _ in done}
                busiest[workers].append(max(own.values()))
    assert all(each == found[0] for each in found), "the same to the bit"
    ours, theirs = median(clock[two]), median(clock[one])
    by_processor = median(busiest[one]) / median(busiest[two])
    load, cores = os.getloadavg()[0], os.cpu_count()
    return (
        f"two Dask workers on this machine: {name}",
        theirs / ours,
        "the same blocks one after the other",
        f"{ours:.2f} s against {theirs:.2f} s by the clock for {len(blocks)} blocks, the same to the bit; "
        f"{by_processor:.2f} by the processor; {cores} cores, load {load:.1f}; aim at least 1.6",
    )


if __name__ == "__main__":
    for name, ratio, reference, note in benches():
        print(f"{ratio:8.2f}  {name}: {note} ({reference})")
