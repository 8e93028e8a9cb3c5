"""``nagara report``: from a city's files to its annual report."""

from __future__ import annotations

import os
import tempfile
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from nagara.cli.console import errors
from nagara.cli.console import out as console
from nagara.cli.inputs import readings
from nagara.errors import BlockedError, UnknownCodeError

if TYPE_CHECKING:
    from nagara.exchange.read import Reading
    from nagara.indicators.change import Earlier
    from nagara.indicators.result import CityYear

FORMATS: Final = ("html", "pdf", "xlsx", "json")


def run(
    inputs: Sequence[Path],
    out: Path,
    *,
    last_year: Path | None,
    draws: int,
    seed: int,
    lang: str,
    formats: str,
    accept_single_areas: bool,
) -> None:
    """Write the reports of all cities that the inputs speak of."""
    wanted = chosen_formats(formats)
    cities = readings(inputs)
    earlier = _earlier(last_year, draws, seed) if last_year else None
    stopped = 0
    for at, reading in enumerate(cities, start=1):
        console.progress(at, len(cities), reading.name)
        try:
            result = account(reading, draws=draws, seed=seed, earlier=earlier, accept_single_areas=accept_single_areas)
        except BlockedError as blocked:
            stopped += 1
            errors(f"{reading.name}: no report is written. {blocked}")
            continue
        folder = out if len(cities) == 1 else out / folder_name(result)
        _write(result, reading, folder, wanted, lang)
        _say(result, folder, wanted, is_alone=len(cities) == 1)
    if stopped:
        raise typer.Exit(1)


def chosen_formats(text: str) -> tuple[str, ...]:
    """Read the list of formats.

    Raises
    ------
    UnknownCodeError
        If one of them is not known.
    """
    wanted = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    for name in wanted:
        if name not in FORMATS:
            what = "report format"
            raise UnknownCodeError(what, name, FORMATS)
    return wanted


def account(reading: Reading, *, draws: int, seed: int, earlier: Earlier | None, accept_single_areas: bool) -> CityYear:
    """Work out the year of one reading.

    Raises
    ------
    BlockedError
        If a finding of the reading or of the account blocks it.
    """
    from nagara.findings import blocking
    from nagara.indicators.city_year import city_year

    stops = blocking(reading.findings)
    if reading.records is None or stops:
        raise BlockedError([str(finding) for finding in stops])
    return city_year(
        reading.records,
        draws=draws,
        seed=seed,
        earlier=earlier,
        findings=reading.findings,
        digests=reading.digests,
        accept_single_areas=accept_single_areas,
    )


def folder_name(result: CityYear) -> str:
    """Name the folder of one city among several: ASCII, lower case, with the year."""
    plain = unicodedata.normalize("NFKD", result.city.city).encode("ascii", "ignore").decode().lower()
    words = "".join(letter if letter.isalnum() else " " for letter in plain).split()
    return "-".join([*(words or ["city"]), result.city.country_iso3.lower(), str(result.city.year)])


def _earlier(path: Path, draws: int, seed: int) -> Earlier:
    from nagara.indicators.city_year import earlier_year

    if path.suffix.lower() == ".json":
        from nagara.reports.contract import read_report_json

        return read_report_json(path.read_text("utf-8"), file=path.name)
    (reading, *others) = readings([path])
    if others or reading.records is None:
        what = "--last-year"
        raise UnknownCodeError(what, path.name, ["one city's folder or workbook", "its report.json"])
    return earlier_year(reading.records, draws=draws, seed=seed)


def _write(result: CityYear, reading: Reading, folder: Path, wanted: Sequence[str], lang: str) -> None:
    """Write all files of a report; every one is rendered before the first is written."""
    contents = {name: render(name, result, reading, lang) for name in wanted}
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        write_whole(folder / f"report.{name}", content)


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


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old one or the new one, never half of it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _say(result: CityYear, folder: Path, wanted: Sequence[str], *, is_alone: bool) -> None:
    from nagara.cli.summary import summary

    if is_alone:
        console.write(summary(result))
        for name in wanted:
            console.write(f"  {folder / f'report.{name}'}")
    else:
        console.write(f"{result.city.city} {result.city.year}: {folder}")


__all__ = ["account", "chosen_formats", "folder_name", "render", "run", "write_whole"]
