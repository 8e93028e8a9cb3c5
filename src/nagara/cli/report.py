"""``nagara report``: from a city's files to its annual report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from nagara.cli.console import errors
from nagara.cli.console import out as console
from nagara.cli.inputs import expanded
from nagara.cli.report_job import (
    ReportJob,
    account,
    chosen_formats,
    earlier_years,
    folder_name,
    own_factors,
    stopped_text,
    write_report,
)
from nagara.errors import BlockedError
from nagara.reports.language import language

if TYPE_CHECKING:
    from nagara.indicators.result import CityYear

__all__ = ["MANY", "run"]

MANY: Final = 4
"""Inputs from which on several processes are worth their start."""


def run(
    inputs: Sequence[Path],
    out: Path,
    *,
    last_year: Path | None,
    draws: int,
    seed: int,
    lang: str,
    formats: str | None,
    accept_single_areas: bool,
    jobs: int | None = None,
    leakage_factors: Path | None = None,
) -> None:
    """Write the reports of all cities that the inputs speak of."""
    language(lang)
    paths = expanded(inputs)
    own = own_factors(leakage_factors) if leakage_factors else None
    single = accept_single_areas
    job = ReportJob(
        draws=draws,
        seed=seed,
        lang=lang,
        formats=chosen_formats(formats),
        accept_single_areas=single,
        earlier=earlier_years(last_year, draws, seed, accept_single_areas=single, own=own) if last_year else {},
        own_factors=own,
    )
    stopped = _report_many(paths, out, job, jobs) if len(paths) >= MANY else _report_few(paths, out, job)
    if stopped:
        raise typer.Exit(1)


def _report_many(paths: Sequence[Path], out: Path, job: ReportJob, jobs: int | None) -> int:
    from nagara.cli.batch import report_many

    return report_many(paths, out, job, jobs)


def _report_few(paths: Sequence[Path], out: Path, job: ReportJob) -> int:
    """Report one city, or a few, one after the other; return how many were stopped."""
    from nagara.exchange.read import read_cities

    cities = read_cities(paths)
    stopped = 0
    for reading in cities:
        try:
            result = account(reading, job)
        except BlockedError as blocked:
            stopped += 1
            errors(stopped_text(reading, blocked))
            continue
        folder = out if len(cities) == 1 else out / folder_name(result)
        write_report(result, reading, folder, job)
        _say(result, folder, job.formats, is_alone=len(cities) == 1)
    return stopped


def _say(result: CityYear, folder: Path, wanted: Sequence[str], *, is_alone: bool) -> None:
    from nagara.cli.summary import summary

    if is_alone:
        console.write(summary(result))
        for name in wanted:
            console.write(f"  {folder / f'report.{name}'}")
    else:
        console.write(f"{result.city.city} {result.city.year}: {folder}")
