"""Blocks of work on two workers of a Dask cluster on this machine, against one after the other.

``python benchmarks/two_workers.py`` prints it; ``benches()`` hands it to ``benchmarks/run.py``. A block draws and sorts
as an account of a city does, in new arrays each time, so that it shows whether the workers keep their memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from time import perf_counter

import numpy as np

from nagara.uncertainty.executor import Workers, map_blocks

SEED = 20_261_122
BLOCKS, ROUNDS, TURNS = 8, 8, 2
DRAWS, SERIES = 10_000, 60


def account(block: int, rng: np.random.Generator) -> float:
    """Work of a fifth of a second or more."""
    total = float(block)
    for _ in range(ROUNDS):
        amounts = np.exp(0.1 * rng.standard_normal((SERIES, DRAWS)))
        shares = amounts / amounts.sum(axis=0)
        total += float(np.quantile(shares, 0.95, axis=1).sum())
    return total


def benches() -> Iterator[tuple[str, float, str, str]]:
    """Name, ratio, reference and note of the bench."""
    with Workers("dask", 2) as two, Workers("threads", 1) as one:
        taken: dict[Workers, list[float]] = {two: [], one: []}
        found = []
        for turn in range(TURNS + 1):
            for workers, times in taken.items():
                begun = perf_counter()
                found.append(map_blocks(account, range(BLOCKS), seed=SEED, executor=workers))
                if turn:
                    times.append(perf_counter() - begun)
    assert all(each == found[0] for each in found), "the same to the bit"
    ours, theirs = (median(times) for times in taken.values())
    yield (
        "two Dask workers on this machine",
        theirs / ours,
        "the same blocks one after the other",
        f"{ours:.2f} s against {theirs:.2f} s by the clock for {BLOCKS} blocks, the same to the bit; aim at least 1.6",
    )


if __name__ == "__main__":
    for name, ratio, reference, note in benches():
        print(f"{ratio:8.2f}  {name}: {note} ({reference})")
