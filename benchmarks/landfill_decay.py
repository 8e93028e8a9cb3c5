"""How fast landfilled carbon decays: 1,000 cities, 3 sites, 6 fractions, 100 years, and 1,000 draws in little memory.

``python benchmarks/landfill_decay.py`` prints the benches; ``benches()`` hands them to ``benchmarks/run.py``.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Final

import numpy as np
from numpy.typing import NDArray
from timing import timed

from nagara.emissions.decay_parameters import MATERIALS, DecayParameters, default_parameters, drawn_parameters
from nagara.emissions.landfill_blocks import landfill_methane_in_blocks
from nagara.emissions.landfill_methane import Disposal, landfill_methane

Array = NDArray[np.float64]

SEED: Final = 20_261_122
CITIES, SITES, YEARS, DRAWS = 1000, 3, 100, 1000
FRACTIONS: Final = MATERIALS[:6]
COMPARED: Final = 10
"""Cities with draws that are compared with the bare recursion; it holds all their draws at once."""
RUNS: Final = 15
MEGABYTE: Final = 1024.0  # ru_maxrss counts kilobytes on Linux
MOST_MEGABYTES: Final = 2048.0
ALL_DRAWS: Final = "--all-draws"


def benches() -> Iterator[tuple[str, float, str, str]]:
    """Name, ratio, reference and note of each bench."""
    case, fixed = cities(CITIES), default_parameters("2019", "tropical-wet", FRACTIONS)
    ours, theirs = timed(lambda: landfill_methane(case, fixed), lambda: bare(case, fixed), times=RUNS)
    yield (
        f"decay of {CITIES} cities",
        ours / theirs,
        "the bare NumPy recursion over years",
        f"{1e3 * ours:.1f} ms against {1e3 * theirs:.1f} ms for {CITIES} cities x {SITES} sites x {len(FRACTIONS)} "
        f"fractions x {YEARS} years, carbon balance checked; aim at most 2",
    )
    some, drawn = cities(COMPARED), parameters_with_draws()
    ours, theirs = timed(lambda: landfill_methane(some, drawn), lambda: bare(some, drawn), times=RUNS)
    yield (
        f"decay of {COMPARED} cities with {DRAWS} draws",
        ours / theirs,
        "the bare NumPy recursion over years",
        f"{1e3 * ours:.0f} ms against {1e3 * theirs:.0f} ms; aim at most 2",
    )
    seconds, megabytes = all_draws_apart()
    yield (
        f"peak memory of {CITIES} cities with {DRAWS} draws",
        megabytes / MOST_MEGABYTES,
        "2 GB",
        f"{megabytes:.0f} MB in {seconds:.0f} s, in blocks; one result array as a whole would take "
        f"{8e-6 * CITIES * SITES * YEARS * DRAWS:.0f} MB; aim at most 1",
    )


def cities(count: int) -> Disposal:
    """Invented cities, each with sites of its own kind and age."""
    generator = np.random.default_rng(SEED)
    opened = generator.integers(0, YEARS // 2, (count, SITES, 1, 1, 1))
    is_open = np.arange(YEARS)[:, np.newaxis] >= opened
    return Disposal(
        years=np.arange(1950, 1950 + YEARS),
        deposits_t_wet=generator.random((count, SITES, len(FRACTIONS), YEARS, 1)) * 1e4 * is_open,
        mcf_frac=generator.choice([0.4, 0.8, 1.0], (count, SITES, YEARS, 1)),
        oxidation_frac=generator.choice([0.0, 0.1], (count, SITES, YEARS, 1)),
        recovery_frac=generator.choice([0.0, 0.3], (count, SITES, YEARS, 1)),
    )


def parameters_with_draws() -> DecayParameters:
    """The drawn parameters of the wet tropics."""
    return drawn_parameters("2019", "tropical-wet", FRACTIONS, draws=DRAWS, seed=SEED)


def bare(case: Disposal, parameters: DecayParameters) -> Array:
    """What anybody would write: emitted methane of shape (cities, sites, years, draws), without any check."""
    kept = np.exp(-parameters.k_per_year)
    carbon = parameters.doc_frac * parameters.docf_frac
    stock = np.zeros((*case.lead, *np.broadcast_shapes(carbon.shape, kept.shape)))
    generated = np.empty((*case.lead, len(case.years), stock.shape[-1]))
    for year in range(len(case.years)):
        generated[..., year, :] = (stock * (1.0 - kept)).sum(axis=-2) * parameters.methane_frac * (16.0 / 12.0)
        deposited = case.deposits_t_wet[..., year, :] * carbon * case.mcf_frac[..., np.newaxis, year, :]
        stock = stock * kept + deposited
    assert case.recovery_frac is not None
    return generated * (1.0 - case.recovery_frac) * (1.0 - case.oxidation_frac)


def all_draws() -> None:
    """Work out all cities with all draws, and keep the band of each city's yearly total."""
    kept = []
    for _, methane in landfill_methane_in_blocks(cities(CITIES), parameters_with_draws()):
        totals = methane.emitted_t_ch4.sum(axis=1)
        kept.append(np.quantile(totals[:, ::10], (0.025, 0.5, 0.975), axis=-1))
    assert sum(band.shape[1] for band in kept) == CITIES


def all_draws_apart() -> tuple[float, float]:
    """Seconds and peak megabytes of :func:`all_draws` in a process of its own."""
    start = perf_counter()
    process = subprocess.Popen([sys.executable, str(Path(__file__)), ALL_DRAWS])
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"all draws ended with {process.returncode}")
    return perf_counter() - start, usage.ru_maxrss / MEGABYTE


if __name__ == "__main__":
    if ALL_DRAWS in sys.argv:
        all_draws()
    else:
        for name, ratio, reference, note in benches():
            print(f"{ratio:8.2f}  {name}, against {reference}: {note}")
