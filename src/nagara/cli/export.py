"""``nagara export``: figures in the shapes that others ask for."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from nagara.cli.console import out as console
from nagara.cli.inputs import readings
from nagara.cli.report_job import ReportJob, account, folder_name
from nagara.errors import UnknownCodeError

__all__ = ["flows", "statistics_office"]


def statistics_office(inputs: Sequence[Path], out: Path, *, draws: int, seed: int) -> None:
    """Write the city table of each city; among several, each file bears the city's name."""
    from nagara.exchange.statistics_office import write_city_table

    if out.suffix.lower() not in {".csv", ".xlsx"}:
        what = "city table format"
        raise UnknownCodeError(what, out.suffix or out.name, (".csv", ".xlsx"))
    cities = readings(inputs)
    job = ReportJob(draws=draws, seed=seed, lang="en", formats=())
    out.parent.mkdir(parents=True, exist_ok=True)
    for reading in cities:
        result = account(reading, job)
        target = out if len(cities) == 1 else out.with_stem(f"{out.stem}-{folder_name(result)}")
        with tempfile.TemporaryDirectory(dir=out.parent) as folder:
            draft = Path(folder) / target.name
            write_city_table(result, draft)
            draft.replace(target)
        console.write(f"{target}")


def flows(inputs: Sequence[Path], out: Path, *, draws: int, seed: int) -> None:
    """Write the balanced flows of each city; among several, each has a folder of its own."""
    from nagara.exchange.flows_table import write_flows

    cities = readings(inputs)
    job = ReportJob(draws=draws, seed=seed, lang="en", formats=())
    for reading in cities:
        result = account(reading, job)
        folder = out if len(cities) == 1 else out / folder_name(result)
        folder.mkdir(parents=True, exist_ok=True)
        for path in write_flows(result, folder):
            console.write(f"{path}")
