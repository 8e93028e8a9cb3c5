"""How fast and how small: each bench is a ratio to something that anybody can run.

``python benchmarks/run.py --out out/bench.json`` writes a list of ``{name, ratio, reference, note}`` and prints it.
Ratios rather than seconds, so that two machines can be compared. What is compared is measured in turns, so
that a machine which is busy for a while is busy for both, and every time is the median of several runs.
``--only programs plans workers`` runs some of them.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command does, before NumPy is loaded

import commitment_matrix
import landfill_decay
import meeting_paper
import network_site
import numpy as np
import plan_solving
import planned_city
import reconciliation
import two_workers
from numpy.typing import NDArray
from timing import timed

from nagara.exchange.read import read_city
from nagara.indicators import joint
from nagara.indicators.city_year import DEFAULT_DRAWS, DEFAULT_SEED, LEVEL
from nagara.indicators.composition_figures import composition_draws
from nagara.indicators.examination import Examination, examine
from nagara.indicators.figures import account_figures, intervals
from nagara.waste.account import balance

CITY = Path(__file__).parents[1] / "examples" / "demo-city"
COMMAND = [str(Path(sys.executable).parent / "nagara"), "report"]
MEGABYTE = 1024.0  # ru_maxrss counts kilobytes on Linux
COMPARED = 1000
"""Cities of the one command that is compared with as many cold commands."""
SAMPLED = 20
"""Cold commands, each of another city, that stand for so many; also the cities of the small batch."""

PARTS: dict[str, Callable[[], Iterator[tuple[str, float, str, str]]]] = {
    "decay": landfill_decay.benches,
    "reconciliation": reconciliation.benches,
    "programs": plan_solving.benches,
    "plans": planned_city.benches,
    "workers": two_workers.benches,
    "papers": meeting_paper.benches,
}
"""Benches that stand in modules of their own, by what they measure."""

Array = NDArray[np.float64]
Call = tuple[str, tuple[object, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """One measured ratio."""

    name: str
    ratio: float
    reference: str
    note: str


FROM_A_SMALL_PROCESS = """
import json, os, subprocess, sys, time
start = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
print(json.dumps([time.perf_counter() - start, usage.ru_maxrss, os.waitstatus_to_exitcode(status)]))
"""
"""Linux counts the memory of who starts a process as the peak of what is started: a small one starts them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one command took."""

    seconds: float
    peak_megabytes: float


def main() -> None:
    """Run all benches."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("out/bench.json"))
    parser.add_argument("--runs", type=int, default=9, help="pairs of cold runs; the median counts")
    parser.add_argument("--cities", type=int, default=200, help="cities of the large batch, more than 20")
    parser.add_argument("--site-cities", type=int, default=1000, help="cities of the network of the site")
    parser.add_argument("--skip-site", action="store_true", help="leave the site out: it takes several minutes")
    parser.add_argument("--only", nargs="+", choices=("reports", *PARTS, "site"), help="run these alone")
    options = parser.parse_args()
    wanted = options.only or ("reports", *PARTS, *(() if options.skip_site else ("site",)))
    benches = list(all_benches(wanted, options.runs, options.cities))
    if "site" in wanted:
        benches += site_benches(options.site_cities)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps([asdict(bench) for bench in benches], indent=1) + "\n", "utf-8")
    for bench in benches:
        print(f"{bench.ratio:8.2f}  {bench.name}: {bench.note}")


def all_benches(wanted: Sequence[str], runs: int, cities: int) -> Iterator[Bench]:
    """Measure one after the other."""
    if "reports" in wanted:
        yield from report_benches(runs, cities)
    for part in (each for each in PARTS if each in wanted):
        for name, ratio, reference, note in PARTS[part]():
            yield Bench(name=name, ratio=ratio, reference=reference, note=note)


def report_benches(runs: int, cities: int) -> Iterator[Bench]:
    """Reports of one city and of many."""
    records = read_city(CITY).records
    assert records is not None, "the example city has to be readable"
    examination = examine(records)
    calls = random_calls(examination)
    yield joint_draws(examination, calls)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        pairs = [(report(CITY, out / "one"), run([sys.executable, "-c", bare_script(calls)])) for _ in range(runs)]
        cold, bare = zip(*pairs, strict=True)
        yield cold_report(cold, bare)
        yield peak_memory(cold, bare)
        yield from many_cities(cities, out)


def site_benches(cities: int) -> Iterator[Bench]:
    """The site with a large network, on both databases."""
    for name, ratio, reference, note in (*network_site.benches(cities), *commitment_matrix.benches(cities)):
        yield Bench(name=name, ratio=ratio, reference=reference, note=note)


def joint_draws(examination: Examination, calls: list[Call]) -> Bench:
    """Draws, account and quantiles of one city, without variance shares."""
    full, bare = timed(lambda: one_account(examination), lambda: replay(calls), times=30)
    return Bench(
        name="joint draws of one city",
        ratio=full / bare,
        reference="the same random numbers drawn by one NumPy generator",
        note=f"{1e3 * full:.1f} ms against {1e3 * bare:.1f} ms for {DEFAULT_DRAWS} draws; aim at most 3",
    )


def cold_report(cold: Sequence[Run], bare: Sequence[Run]) -> Bench:
    """A whole report from a standing start."""
    ours, theirs = median_seconds(cold), median_seconds(bare)
    return Bench(
        name="cold report as JSON",
        ratio=ours / theirs,
        reference="a cold interpreter that imports NumPy and openpyxl and draws the numbers of the joint draws",
        note=f"{ours:.2f} s against {theirs:.2f} s; aim at most 4",
    )


def peak_memory(cold: Sequence[Run], bare: Sequence[Run]) -> Bench:
    """The most memory that a cold report holds at once."""
    ours, theirs = (median(entry.peak_megabytes for entry in runs) for runs in (cold, bare))
    return Bench(
        name="peak memory of a cold report",
        ratio=ours / theirs,
        reference="the peak of the same cold interpreter",
        note=f"{ours:.0f} MB against {theirs:.0f} MB",
    )


def many_cities(cities: int, folder: Path) -> Iterator[Bench]:
    """A thousand cities in one command against as many cold commands, and whether memory grows with them.

    Two batches tell what a command costs to start from what a city more costs; with both the time of a
    thousand cities follows. The cold commands run before, between and after the batches.
    """
    few, many = folder / "few", folder / "many"
    copies(few, SAMPLED)
    copies(many, cities)
    inputs = sorted(few.iterdir())
    cold = [report(city, folder / "cold") for city in inputs[0::3]]
    small = batch(few, folder / "few-out", SAMPLED)
    cold += [report(city, folder / "cold") for city in inputs[1::3]]
    large = batch(many, folder / "many-out", cities)
    cold += [report(city, folder / "cold") for city in inputs[2::3]]
    each = (large.seconds - small.seconds) / (cities - SAMPLED)
    together, apart = small.seconds + (COMPARED - SAMPLED) * each, COMPARED * median_seconds(cold)
    yield Bench(
        name=f"{COMPARED} cities in one command",
        ratio=apart / together,
        reference=f"{COMPARED} cold commands, measured on {SAMPLED}",
        note=f"{together:.0f} s against {apart:.0f} s on {os.cpu_count()} cores: {1e3 * each:.0f} ms for a city more, "
        f"measured on {SAMPLED} and {cities}; aim at least 20",
    )
    yield Bench(
        name=f"peak memory of {cities} cities in one command",
        ratio=large.peak_megabytes / small.peak_megabytes,
        reference=f"the peak of {SAMPLED} cities in one command",
        note=f"{large.peak_megabytes:.0f} MB against {small.peak_megabytes:.0f} MB in the largest process; aim at 1",
    )


def report(inputs: Path, out: Path) -> Run:
    """Run the command on a city, or on a folder of cities."""
    return run([*COMMAND, str(inputs), "--format", "json", "--out", str(out)])


def batch(inputs: Path, out: Path, cities: int) -> Run:
    """Run the command on a folder of cities and count what it has written."""
    took = report(inputs, out)
    written = len(list(out.rglob("report.json")))
    assert written == cities, f"{written} reports for {cities} cities"
    return took


def one_account(examination: Examination) -> None:
    """What `nagara.indicators.city_year` does between the records and the intervals."""
    sample = examination.inputs.sample(DEFAULT_SEED, DEFAULT_DRAWS)
    amounts = balance(examination.ledger, sample.draws)
    shares = composition_draws(amounts, sample.household_by_stratum, sample.disposal)
    is_feasible = amounts.collected_t_per_day <= amounts.generated_t_per_day
    intervals(account_figures(amounts) | shares.named(), is_feasible, LEVEL)


def random_calls(examination: Examination) -> list[Call]:
    """Record which random numbers the joint draws ask for."""
    calls: list[Call] = []
    with recording(calls):
        examination.inputs.sample(DEFAULT_SEED, DEFAULT_DRAWS)
    return calls


@contextmanager
def recording(calls: list[Call]) -> Iterator[None]:
    """Let the streams write down what is asked of them."""

    class Recorder:
        def __init__(self, generator: np.random.Generator) -> None:
            self.generator = generator

        def __getattr__(self, name: str) -> Callable[..., object]:
            def draw(*arguments: object, **out: Array) -> object:
                calls.append((name, (*arguments, *(row.size for row in out.values()))))
                return getattr(self.generator, name)(*arguments, **out)

            return draw

    plain = joint.stream
    joint.stream = lambda seed, name: Recorder(plain(seed, name))  # type: ignore[assignment, return-value]
    try:
        yield
    finally:
        joint.stream = plain


def replay(calls: list[Call]) -> None:
    """Draw the same numbers with one generator and nothing else."""
    generator = np.random.default_rng(DEFAULT_SEED)
    for name, arguments in calls:
        getattr(generator, name)(*arguments)


def bare_script(calls: list[Call]) -> str:
    """Write the reference program: imports and random numbers only."""
    return (
        "import numpy as np, openpyxl\n"
        f"generator = np.random.default_rng({DEFAULT_SEED})\n"
        f"for name, arguments in {calls!r}:\n"
        "    getattr(generator, name)(*arguments)\n"
    )


def copies(folder: Path, cities: int) -> None:
    """Write the example city many times, each under its own name."""
    rows = list(csv.reader((CITY / "city.csv").read_text("utf-8").splitlines()))
    at = rows[0].index("city")
    for number in range(cities):
        copy = folder / f"city-{number:04}"
        shutil.copytree(CITY, copy)
        rows[1][at] = f"Example {number:04}"
        with (copy / "city.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows)


def run(command: list[str]) -> Run:
    """Run a command from a standing start and ask the system what it took."""
    told = subprocess.run([sys.executable, "-c", FROM_A_SMALL_PROCESS, *command], stdout=subprocess.PIPE, check=True)
    seconds, peak, code = json.loads(told.stdout)
    if code:
        raise SystemExit(f"{' '.join(command)} ended with {code}")
    return Run(seconds=seconds, peak_megabytes=peak / MEGABYTE)


def median_seconds(runs: Sequence[Run]) -> float:
    """Return the median time of several runs [s]."""
    return median(entry.seconds for entry in runs)


if __name__ == "__main__":
    main()
