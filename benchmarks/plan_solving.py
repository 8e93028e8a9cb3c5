"""What the solving layer of plans costs: writing a program down, handing it over, and solving it again and again.

``python benchmarks/plan_solving.py`` prints it; ``benches()`` hands it to ``benchmarks/run.py``. Times are those of the
processor, taken in turns. Pyomo takes minutes for the large program; ``--pyomo-large`` asks for them.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import process_time

import network_program
import numpy as np
from network_program import Network
from numpy.typing import NDArray

from nagara.pathways.least_cost.program.highs import WarmProgram
from nagara.uncertainty.streams import stream

SMALL, LARGE = 1, 64
RUNS = {SMALL: 9, LARGE: 3}
POINTS = 20
NEAR, FAR = 0.1, 0.5
"""How much less methane the last point of a front has than the cheapest plan [frac]."""
DRAWS = 20
COLD_EVERY = 5
"""Of so many points one is solved from cold too."""
MEGABYTE = 1024.0  # Linux counts kilobytes

Bench = tuple[str, float, str, str]


def benches(*, pyomo_large: bool = False) -> Iterator[Bench]:
    """Name, ratio, reference and note of each bench."""
    for size in (SMALL, LARGE):
        yield handed_over(network_program.network(size), with_pyomo=size == SMALL or pyomo_large)
    yield peak_memory()
    net = network_program.network(SMALL)
    for name, share in (("near", NEAR), ("far", FAR)):
        yield front(net, name, share)
    yield draws(net)


def handed_over(net: Network, *, with_pyomo: bool) -> Bench:
    """Write down and hand over, against NumPy arrays and one call; linopy and Pyomo for comparison."""
    import network_peers  # not above: they would count in the peak of memory

    ours, bare = in_turns(lambda: WarmProgram(network_program.written(net)), lambda: network_program.bare(net), net)
    arrays = network_program.written(net)
    others = [f"linopy {peer_ratio(network_peers.in_linopy, net, bare):.0f} times"]
    if with_pyomo:
        others.append(f"Pyomo {peer_ratio(network_peers.in_pyomo, net, bare):.0f} times")
    count = round(arrays.column_count, -2)
    return (
        f"program of {count:,} columns written down and handed over",
        ours / bare,
        "NumPy arrays handed to HiGHS in one call, nothing named and nothing checked",
        f"{1e3 * ours:.1f} ms against {1e3 * bare:.1f} ms of the processor; {', '.join(others)}; aim at most 1.5",
    )


def in_turns(ours: Callable[[], object], bare: Callable[[], object], net: Network) -> tuple[float, float]:
    """Median processor time of both [s]."""
    taken: tuple[list[float], list[float]] = ([], [])
    for turn in range(RUNS[net.size] + 1):
        for act, times in zip((ours, bare), taken, strict=True):
            begun = process_time()
            act()
            if turn:
                times.append(process_time() - begun)
    return median(taken[0]), median(taken[1])


def peer_ratio(write: Callable[[Network], object], net: Network, bare: float) -> float:
    """How many times the bare arrays another package takes; its first run, which loads things, does not count."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        write(network_program.network(SMALL))
        begun = process_time()
        write(net)
        return (process_time() - begun) / bare


def peak_memory() -> Bench:
    """The most memory that the large program holds, each way in a process of its own."""
    ours, bare = (
        float(subprocess.run([sys.executable, __file__, "--peak", way], check=True, capture_output=True).stdout)
        for way in ("ours", "bare")
    )
    return (
        "peak memory of the large program",
        ours / bare,
        "the peak of NumPy arrays handed to HiGHS in one call",
        f"{ours:.0f} MB against {bare:.0f} MB, packages included",
    )


def print_peak(way: str) -> None:
    """Write the large program and print the peak of this process [MB]."""
    net = network_program.network(LARGE)
    held = WarmProgram(network_program.written(net)) if way == "ours" else network_program.bare(net)
    assert held is not None
    status = Path("/proc/self/status").read_text("utf-8")  # what getrusage says holds the peak of the parent too
    print(next(float(line.split()[1]) / MEGABYTE for line in status.splitlines() if line.startswith("VmHWM:")))


def front(net: Network, name: str, share: float) -> Bench:
    """Cost against methane at points that lie side by side, warm and from cold."""
    arrays = network_program.written(net)
    gas = np.array([next(block.start for block in arrays.rows if block.name == "gas of all years")])
    warm = WarmProgram(arrays)
    cheapest = warm.solve()
    caps = cheapest.row_values[gas[0]] * (1.0 - share * np.arange(1, POINTS + 1) / POINTS)
    warm_points = [solved(warm, gas, cap) for cap in caps]
    cold_points = [solved(WarmProgram(arrays), gas, cap) for cap in caps[::COLD_EVERY]]
    for (_, ours, _), (_, theirs, _) in zip(warm_points[::COLD_EVERY], cold_points, strict=True):
        assert abs(ours - theirs) <= 1e-6 * abs(theirs), "a warm optimum is the cold one"
    each, alone = (float(np.mean([seconds for seconds, *_ in points])) for points in (warm_points, cold_points))
    steps, all_steps = (int(np.mean([count for *_, count in points])) for points in (warm_points, cold_points))
    return (
        f"{POINTS} points of a front, {name}: each {share / POINTS:.1%} of methane from the next",
        alone / each,
        "the same points, each solved from cold",
        f"{1e3 * each:.0f} ms and {steps} steps a point against {1e3 * alone:.0f} ms and {all_steps} steps; "
        "aim at least 20",
    )


def draws(net: Network) -> Bench:
    """The cheapest plan for many draws of what the sources generate and of what things cost."""
    arrays = network_program.written(net)
    supply, flow = (
        next(b for b in blocks if b.name == name)
        for blocks, name in ((arrays.rows, "supply"), (arrays.columns, "flow"))
    )
    rows, columns = (np.arange(block.start, block.start + block.count) for block in (supply, flow))
    warm = WarmProgram(arrays)
    warm.solve()
    rng = stream(network_program.SEED, "draws of generation and cost")
    taken: tuple[list[float], list[float]] = ([], [])
    for draw in range(DRAWS):
        generated = arrays.row_lower[rows] * rng.lognormal(0.0, 0.1)
        costs = arrays.cost[columns] * rng.lognormal(0.0, 0.1, net.begin.size).repeat(columns.size // net.begin.size)
        for program, times in ((warm, taken[0]), *([(WarmProgram(arrays), taken[1])] * (draw % COLD_EVERY == 0))):
            begun = process_time()
            program.change_row_bounds(rows, lower=generated, upper=generated)
            program.change_costs(columns, costs)
            assert program.solve().has_answer
            times.append(process_time() - begun)
    each, alone = map(median, taken)
    return (
        "re-solves over draws of generation and cost",
        alone / each,
        "the same draws, each solved from cold",
        f"1,000 take {1e3 * each:.0f} s against {1e3 * alone:.0f} s of the processor, measured on {DRAWS}",
    )


def solved(program: WarmProgram, gas: NDArray[np.int64], cap: float) -> tuple[float, float, int]:
    """Processor time, objective and steps of one point, its values read."""
    begun = process_time()
    program.change_row_bounds(gas, upper=cap)
    answer = program.solve()
    values = answer.column_values
    assert values.size == program.arrays.column_count
    return process_time() - begun, answer.objective, answer.iterations


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pyomo-large", action="store_true", help="write the large program in Pyomo too (minutes)")
    parser.add_argument("--peak", choices=("ours", "bare"), help="print the peak of one way and end")
    options = parser.parse_args()
    if options.peak:
        print_peak(options.peak)
    else:
        for name, ratio, reference, note in benches(pyomo_large=options.pyomo_large):
            print(f"{ratio:8.2f}  {name}: {note} ({reference})")
