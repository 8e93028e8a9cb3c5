"""From a city's waste survey to its annual report, every figure with its interval.

>>> import nagara
>>> city = nagara.read("examples/demo-city")
>>> year = nagara.account(city)
>>> print(year["msw_collected_frac"])
0.788 (0.723 to 0.861)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nagara.version import VERSION

if TYPE_CHECKING:
    from os import PathLike
    from pathlib import Path

    from nagara.exchange.read import Reading
    from nagara.indicators.result import CityYear
    from nagara.waste.records import CityRecords

__version__ = VERSION

__all__ = ["__version__", "account", "read", "write_report"]


def read(*inputs: str | PathLike[str]) -> Reading:
    """Read one city's year from its workbook, CSV folder or phone export.

    Parameters
    ----------
    *inputs
        Files or folders; part-filled copies of one city's year are merged.

    Returns
    -------
    Reading
        The city's records, and a finding for every doubtful cell.

    Raises
    ------
    UnreadableFileError
        If a file is not there.
    """
    from pathlib import Path

    from nagara.errors import UnreadableFileError
    from nagara.exchange.read import read_city

    paths = [Path(each) for each in inputs]
    for path in paths:
        if not path.exists():
            raise UnreadableFileError(str(path), "There is no such file or folder", "Check the name and the folder.")
    return read_city(*paths)


def account(
    city: Reading | CityRecords,
    *,
    last_year: Reading | CityRecords | None = None,
    draws: int = 10_000,
    seed: int = 20_260_101,
) -> CityYear:
    """Work out a city's year: all figures with their joint intervals.

    Parameters
    ----------
    city
        What :func:`read` returned, or records of your own making.
    last_year
        The same city a year or more before; the account then says which changes are real.
    draws
        Number of joint draws.
    seed
        Seed; the same input and seed give the same figures.

    Returns
    -------
    CityYear
        ``year["sdg_11_6_1_frac"]`` is a figure with value, low and high.

    Raises
    ------
    BlockedError
        If a finding is so grave that no figure may be printed.
    DrawsError
        If fewer draws are asked for than an interval needs, or the seed is below zero.
    """
    from nagara.indicators.city_year import city_year, earlier_year
    from nagara.uncertainty.streams import check_draws

    check_draws(draws, seed)
    earlier = earlier_year(_records(last_year), draws=draws, seed=seed) if last_year is not None else None
    return city_year(
        _records(city),
        draws=draws,
        seed=seed,
        earlier=earlier,
        findings=getattr(city, "findings", ()),
        digests=getattr(city, "digests", {}),
    )


def write_report(year: CityYear, folder: str | PathLike[str], *, language: str = "en") -> Path:
    """Write ``report.html`` and ``report.json`` of a city's year and return the folder.

    Parameters
    ----------
    year
        What :func:`account` returned.
    folder
        Where to write; it is made if it is not there.
    language
        Language of the page.
    """
    from pathlib import Path

    from nagara.reports.contract import report_json
    from nagara.reports.html import render_html

    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    (target / "report.json").write_text(report_json(year), encoding="utf-8")
    (target / "report.html").write_text(render_html(year, language=language), encoding="utf-8")
    return target


def _records(city: Reading | CityRecords) -> CityRecords:
    from nagara.errors import BlockedError
    from nagara.findings import blocking
    from nagara.waste.records import CityRecords

    if isinstance(city, CityRecords):
        return city
    stops = blocking(city.findings)
    if stops or city.records is None:
        raise BlockedError([str(finding) for finding in stops])
    return city.records
