"""Many cities in one command: one process per core, each city whole or not at all.

Every input is worked out on its own into a staging folder. Only when all of them have said whose
year they are are the reports moved to their places; inputs that turn out to be copies of one city's
year are read again together, so that the rule of merging holds as it does for a single city.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from nagara.cli.console import errors
from nagara.cli.console import out as console
from nagara.cli.report_job import ReportJob, account, folder_name, stopped_text, write_new, write_report
from nagara.errors import BlockedError

__all__ = ["Outcome", "report_many"]

Key = tuple[str, int]
_KEEP_MEMORY: Final = {
    "MALLOC_MMAP_THRESHOLD_": str(2**25),
    "MALLOC_TRIM_THRESHOLD_": str(2**28),
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
}
"""Read by the C library of Linux when a process starts: it keeps the memory of a city for the next, in large pages."""


_VALUES_BEFORE_SEARCH: Final = 50_000
"""Small values that a process makes and keeps before Python looks for unused circles among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one input.

    Parameters
    ----------
    path
        The input.
    key
        City and year it speaks of; ``None`` if it does not say.
    name
        How a person would call it.
    folder
        Name of the city's folder, if a report was made.
    staged
        Where its report waits, if one was made.
    stopped
        Why there is no report, if there is none.
    """

    path: Path
    key: Key | None
    name: str
    folder: str | None = None
    staged: Path | None = None
    stopped: str | None = None


def report_many(paths: Sequence[Path], out: Path, job: ReportJob, jobs: int | None) -> int:
    """Report many inputs and return how many cities were stopped.

    Parameters
    ----------
    paths
        The inputs.
    out
        Folder that gets one folder per city.
    job
        What is to be made of each.
    jobs
        Processes; one per core if it is not said.
    """
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out, prefix=".staging-") as staging:
        outcomes = list(_outcomes(paths, Path(staging), job, jobs))
        alone, copies = _sorted_out(outcomes)
        again = [_report_inputs(tuple(entry.path for entry in group), Path(staging), job) for group in copies]
        return _publish([*alone, *again], out)


def _outcomes(paths: Sequence[Path], staging: Path, job: ReportJob, jobs: int | None) -> Iterator[Outcome]:
    workers = min(jobs or os.cpu_count() or 1, len(paths))
    if workers == 1:
        for at, path in enumerate(paths, start=1):
            console.progress(at, len(paths), path.name)
            yield _report_inputs((path,), staging, job)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    for name, size in _KEEP_MEMORY.items():
        os.environ.setdefault(name, size)
    with ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_begin, initargs=(staging, job)
    ) as pool:
        each = pool.map(_report_input, paths, chunksize=4)
        for at, outcome in enumerate(each, start=1):
            console.progress(at, len(paths), outcome.name)
            yield outcome


_begun: Final[list[tuple[Path, ReportJob]]] = []
"""Where this process puts its reports and what it makes: the same for all its cities, and sent to it once."""


def _begin(staging: Path, job: ReportJob) -> None:
    _begun[:] = [(staging, job)]
    _load_what_cities_need()


def _load_what_cities_need() -> None:
    """Load it before the first city, and let the search for unused memory pass over it after each.

    A city makes some ten thousand small values that refer to each other in one direction only, and frees them when
    it is written: the search is for the few circles among them, and need not be made several times a city.
    """
    import gc

    import nagara.exchange.read
    import nagara.indicators.city_year
    import nagara.reports.contract  # noqa: F401 (loaded to be there)

    gc.freeze()
    gc.set_threshold(_VALUES_BEFORE_SEARCH, *gc.get_threshold()[1:])


def _report_input(path: Path) -> Outcome:
    ((staging, job),) = _begun
    return _report_inputs((path,), staging, job)


def _report_inputs(paths: tuple[Path, ...], staging: Path, job: ReportJob) -> Outcome:
    from nagara.exchange.read import read_city

    reading = read_city(*paths)
    key = None
    if reading.records is not None:
        key = (reading.records.city.city.casefold(), reading.records.city.year)
    try:
        result = account(reading, job)
    except BlockedError as blocked:
        return Outcome(path=paths[0], key=key, name=reading.name, stopped=stopped_text(reading, blocked))
    staged = Path(tempfile.mkdtemp(dir=staging))
    write_report(result, reading, staged, job, write=write_new)
    return Outcome(path=paths[0], key=key, name=reading.name, folder=folder_name(result), staged=staged)


def _sorted_out(outcomes: Iterable[Outcome]) -> tuple[list[Outcome], list[list[Outcome]]]:
    """Tell inputs that stand alone from copies of one city's year, which have to be merged."""
    by_key: dict[Key, list[Outcome]] = {}
    alone = []
    for outcome in outcomes:
        if outcome.key is None:
            alone.append(outcome)
        else:
            by_key.setdefault(outcome.key, []).append(outcome)
    if len(by_key) == 1 and alone:
        (group,) = by_key.values()
        return [], [[*group, *alone]]
    alone += [group[0] for group in by_key.values() if len(group) == 1]
    return alone, [group for group in by_key.values() if len(group) > 1]


def _publish(outcomes: Sequence[Outcome], out: Path) -> int:
    taken: set[str] = set()
    stopped = 0
    for outcome in sorted(outcomes, key=lambda entry: (entry.folder or "", entry.name)):
        if outcome.staged is None or outcome.folder is None:
            stopped += 1
            errors(outcome.stopped or outcome.name)
            continue
        folder = _free_name(outcome.folder, taken)
        target = out / folder
        if target.exists():
            shutil.rmtree(target)
        outcome.staged.replace(target)
        target.chmod(0o755)
        console.write(f"{outcome.name}: {target}")
    return stopped


def _free_name(wanted: str, taken: set[str]) -> str:
    """Two cities may be spelled alike without their accents; the second gets a number."""
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted}-{number}", number + 1
    taken.add(name)
    return name
