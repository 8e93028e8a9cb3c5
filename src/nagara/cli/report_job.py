"""What is made of one city: its account, and the files of its report, each whole or not at all."""

from __future__ import annotations

import os
import tempfile
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from nagara.cli.console import errors
from nagara.cli.inputs import readings
from nagara.errors import BlockedError, UnknownCodeError, UnreadableFileError
from nagara.findings import blocking

if TYPE_CHECKING:
    from nagara.evidence import Table
    from nagara.exchange.read import Reading
    from nagara.findings import Finding
    from nagara.indicators.change import Earlier
    from nagara.indicators.result import CityYear

FORMATS: Final = ("html", "pdf", "xlsx", "json")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFactors:
    """A city's own table of leakage factors, what there is to say about it, and its SHA-256 by file name."""

    table: Table
    findings: tuple[Finding, ...]
    digests: Mapping[str, str]


def own_factors(path: Path) -> OwnFactors:
    """Read a table of leakage factors.

    Raises
    ------
    BlockedError
        If a row of it is in doubt.
    UnreadableFileError
        If the file cannot be read.
    """
    from hashlib import sha256

    from nagara.exchange.leakage_factors import read_leakage_factors

    table, findings = read_leakage_factors(path)
    if stops := blocking(findings):
        raise BlockedError([str(finding) for finding in stops])
    # A view of a mapping cannot be sent to another process.
    table = replace(table, factors=dict(table.factors))
    return OwnFactors(table=table, findings=findings, digests={path.name: sha256(path.read_bytes()).hexdigest()})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportJob:
    """What is to be made of every city of one command.

    Parameters
    ----------
    draws, seed
        Of the joint draws.
    lang
        Language of pages.
    formats
        Files to write, some of :data:`FORMATS`.
    accept_single_areas
        Whether a stratum with one survey area may borrow an intra-area correlation.
    earlier
        Earlier years to compare with, by city and country.
    own_factors
        A table of plastic leakage factors in place of the inferred ones.
    """

    draws: int
    seed: int
    lang: str
    formats: tuple[str, ...]
    accept_single_areas: bool = False
    earlier: Mapping[tuple[str, str], Earlier] = field(default_factory=dict)
    own_factors: OwnFactors | None = None

    def earlier_of(self, reading: Reading) -> Earlier | None:
        """The earlier year of a city; the only one there is, even of another city, so that this is said."""
        if reading.records is None or not self.earlier:
            return None
        only = next(iter(self.earlier.values())) if len(self.earlier) == 1 else None
        city = reading.records.city
        return self.earlier.get((city.city.casefold(), city.country_iso3), only)


def stopped_text(reading: Reading, blocked: BlockedError) -> str:
    """Say that one city has no report, and why."""
    return f"{reading.name}: no report is written. {blocked}"


def chosen_formats(text: str | None) -> tuple[str, ...]:
    """Read the list of formats; without one, all that can be written here.

    Raises
    ------
    UnknownCodeError
        If one of them is not known.
    """
    if text is None:
        has_typst = find_spec("typst") is not None
        if not has_typst:
            errors("No PDF is written: it needs the extra nagara[pdf].")
        return tuple(name for name in FORMATS if name != "pdf" or has_typst)
    wanted = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    for name in wanted or (text,):
        if name not in FORMATS:
            what = "report format"
            raise UnknownCodeError(what, name, FORMATS)
    return wanted


def account(reading: Reading, job: ReportJob) -> CityYear:
    """Work out the year of one reading.

    Raises
    ------
    BlockedError
        If a finding of the reading or of the account blocks it.
    """
    from nagara.indicators.city_year import city_year

    stops = blocking(reading.findings)
    if reading.records is None or stops:
        raise BlockedError([str(finding) for finding in stops])
    own = job.own_factors
    return city_year(
        reading.records,
        draws=job.draws,
        seed=job.seed,
        earlier=job.earlier_of(reading),
        findings=(*reading.findings, *(own.findings if own else ())),
        digests={**reading.digests, **(own.digests if own else {})},
        accept_single_areas=job.accept_single_areas,
        leakage_factors=own.table if own else None,
    )


def folder_name(result: CityYear) -> str:
    """Name the folder of one city among several: ASCII, lower case, with the year."""
    plain = unicodedata.normalize("NFKD", result.city.city).encode("ascii", "ignore").decode().lower()
    words = "".join(letter if letter.isalnum() else " " for letter in plain).split()
    return "-".join([*(words or ["city"]), result.city.country_iso3.lower(), str(result.city.year)])


def earlier_years(
    path: Path, draws: int, seed: int, *, accept_single_areas: bool = False, own: OwnFactors | None = None
) -> dict[tuple[str, str], Earlier]:
    """Read the earlier years of one city or of many.

    Parameters
    ----------
    path
        A ``report.json``, a folder of reports, or inputs as for this year.
    draws, seed
        As for this year, so that both years share the draws of what they have in common.
    accept_single_areas, own
        As for this year.

    Raises
    ------
    UnreadableFileError
        If it is not there, or nothing of it can be read.
    """
    if not path.exists():
        raise UnreadableFileError(str(path), "there is no such file or folder", "Check the name after --last-year.")
    reports = [path] if path.suffix.lower() == ".json" else sorted(path.glob("**/report.json")) if path.is_dir() else []
    if reports:
        from nagara.reports.contract import read_report_json

        years = [read_report_json(file.read_text("utf-8"), file=file.name) for file in reports]
    else:
        from nagara.indicators.city_year import earlier_year

        known = [(reading, reading.records) for reading in readings([path])]
        for reading, records in known:
            if records is None or reading.is_blocked:
                raise BlockedError([str(finding) for finding in blocking(reading.findings)])
        years = [
            earlier_year(
                records,
                draws=draws,
                seed=seed,
                accept_single_areas=accept_single_areas,
                leakage_factors=own.table if own else None,
            )
            for _, records in known
            if records is not None
        ]
    return {(year.city.casefold(), year.country_iso3): year for year in years}


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old one or the new one, never half of it.

    What is no file, such as ``/dev/null`` or a pipe, is written to and never replaced; of a link the
    file behind it is written.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    path = path.resolve()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_new(path: Path, content: bytes) -> None:
    """Write a file into a folder that nobody reads yet: what is moved as a whole need not be whole before."""
    with path.open("xb") as file:
        file.write(content)
    path.chmod(0o644)


def write_report(
    result: CityYear,
    reading: Reading,
    folder: Path,
    job: ReportJob,
    write: Callable[[Path, bytes], None] = write_whole,
) -> None:
    """Write all files of a report; every one is rendered before the first is written.

    Parameters
    ----------
    result, reading
        The account, and what it was worked out from.
    folder
        Where the files belong.
    job
        What is to be made.
    write
        What writes one file: :func:`write_new` where nobody reads the folder yet.
    """
    if reading.records is not None:
        from nagara.indicators.carried_forward import with_carried_rate

        reading = replace(reading, records=with_carried_rate(reading.records, job.earlier_of(reading)))
    contents = {name: render(name, result, reading, job.lang) for name in job.formats}
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        write(folder / f"report.{name}", content)


def render(name: str, result: CityYear, reading: Reading, lang: str) -> bytes:
    """Make one file of a report in memory.

    Parameters
    ----------
    name
        One of :data:`FORMATS`.
    result
        The city's year.
    reading
        What it was worked out from.
    lang
        Language of pages.
    """
    if name == "json":
        from nagara.reports.contract import report_json

        return report_json(result).encode()
    if name == "html":
        from nagara.reports.html import render_html

        return render_html(result, language=lang).encode()
    if name == "pdf":
        from nagara.reports.pdf import render_pdf

        return render_pdf(result, language=lang)
    from nagara.reports.arithmetic_workbook import arithmetic_workbook

    assert reading.records is not None  # noqa: S101 (an account was made from them)
    return arithmetic_workbook(result, reading.records, language=lang)


__all__ = [
    "FORMATS",
    "OwnFactors",
    "ReportJob",
    "account",
    "chosen_formats",
    "earlier_years",
    "folder_name",
    "own_factors",
    "render",
    "stopped_text",
    "write_new",
    "write_report",
    "write_whole",
]
