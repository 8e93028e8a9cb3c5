"""Times in turns, so that a machine which is busy for a while is busy for all that is compared."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter


def timed(*acts: Callable[[], object], times: int) -> list[float]:
    """Return the median time of each act [s]; they take turns, and are warmed up before."""
    seconds: list[list[float]] = [[] for _ in acts]
    for turn in range(times + 1):
        for act, taken in zip(acts, seconds, strict=True):
            start = perf_counter()
            act()
            if turn:
                taken.append(perf_counter() - start)
    return [median(taken) for taken in seconds]
