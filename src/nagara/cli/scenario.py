"""``nagara scenario``: what would change if a city did things otherwise."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from nagara.cli.console import errors
from nagara.cli.console import out as console
from nagara.cli.inputs import one_city
from nagara.cli.report_job import write_whole
from nagara.errors import BlockedError, DiversionError, ScenarioError, UnknownCodeError, UnreadableFileError
from nagara.findings import blocking
from nagara.reports.language import language

if TYPE_CHECKING:
    from nagara.exchange.read import Reading
    from nagara.pathways.study import Study
    from nagara.reports.language import Language
    from nagara.waste.records import CityRecords

__all__ = ["FORMATS", "run", "write_template"]

FORMATS: Final = ("html", "json", "csv")
YEARS: Final = re.compile(r"\s*(\d{4})\s*(?:[-–:]|to)\s*(\d{4})\s*")
YEARS_WITHOUT_A_WORD: Final = 24
"""Years after that of the records which are worked out where nobody says which."""


def run(
    inputs: Sequence[Path],
    out: Path | None,
    *,
    years: str | None,
    draws: int,
    seed: int,
    lang: str,
    formats: str | None,
    gwp: str,
    guidelines: str,
    baseline: Path | None,
) -> None:
    """Try the scenarios of some files and write what they change."""
    spoken = language(lang)
    wanted = _formats(formats)
    if not inputs:
        raise UnreadableFileError("INPUT", "a city's workbook or folder is missing", "Name it, then scenario files.")
    if out is None:
        raise UnreadableFileError("--out", "it is missing", "Name the folder that the page is written to.")
    reading = one_city(inputs[0])
    try:
        study = _study(reading, inputs[1:], years, draws, seed, gwp, guidelines, baseline)
    except (BlockedError, ScenarioError, DiversionError) as stopped:
        errors(f"{reading.name}: no scenario is written. {stopped}")
        raise typer.Exit(1) from None
    contents = {name: _render(name, study, spoken) for name in wanted}
    out.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        write_whole(out / f"scenario.{name}", content)
    _say(study, out, wanted)


def write_template(target: Path, city: Path | None, *, overwrite: bool) -> None:
    """Write an empty scenario file with its help."""
    from nagara.exchange.scenario_template import scenario_template_csv, scenario_template_xlsx

    if target.exists() and not overwrite:
        raise UnreadableFileError(str(target), "it exists already", "Name another one, or add --overwrite.")
    records: CityRecords | None = one_city(city).records if city else None
    is_book = target.suffix.lower() == ".xlsx"
    content = scenario_template_xlsx(records) if is_book else scenario_template_csv(records).encode()
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, content)
    console.write(f"{target}\n  Delete the rows that you do not need, then: nagara scenario CITY {target} --out DIR")


def _study(
    reading: Reading,
    files: Sequence[Path],
    years: str | None,
    draws: int,
    seed: int,
    gwp: str,
    guidelines: str,
    baseline: Path | None,
) -> Study:
    from nagara.exchange.scenario_file import read_scenarios
    from nagara.pathways.scenario import Scenario
    from nagara.pathways.study import try_scenarios

    stops = blocking(reading.findings)
    if reading.records is None or stops:
        raise BlockedError([str(finding) for finding in stops])
    tried = read_scenarios(files)
    plan = read_scenarios([baseline]) if baseline else None
    changes = tuple(change for each in plan.scenarios for change in each.changes) if plan else ()
    year = reading.records.city.year
    first, last = _years(years, year)
    return try_scenarios(
        reading.records,
        tried.scenarios,
        first_year=first,
        last_year=last,
        plan=Scenario(name="Baseline", changes=changes) if plan else None,
        draws=draws,
        seed=seed,
        gwp=gwp,
        edition=guidelines,
        findings=(*tried.findings, *(plan.findings if plan else ())),
        digests={**reading.digests, **tried.digests, **(plan.digests if plan else {})},
    )


def _years(text: str | None, year: int) -> tuple[int, int]:
    if text is None:
        return year, year + YEARS_WITHOUT_A_WORD
    found = YEARS.fullmatch(text)
    if found is None:
        raise UnreadableFileError("--years", f"{text!r} is not a span of years", f"Write it as {year}-{year + 24}.")
    first, last = int(found[1]), int(found[2])
    if last < first:
        raise UnreadableFileError("--years", f"{last} lies before {first}", f"Write it as {year}-{year + 24}.")
    return first, last


def _formats(text: str | None) -> tuple[str, ...]:
    if text is None:
        return FORMATS
    wanted = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    for name in wanted:
        if name not in FORMATS:
            what = "scenario format"
            raise UnknownCodeError(what, name, FORMATS)
    return wanted


def _render(name: str, study: Study, spoken: Language) -> bytes:
    if name == "html":
        from nagara.reports.html import render_paper
        from nagara.reports.scenarios.paper import scenario_paper

        return render_paper(scenario_paper(study, spoken), spoken).encode()
    from nagara.reports.scenarios.data import scenario_csv, scenario_json

    return (scenario_json(study) if name == "json" else scenario_csv(study)).encode()


def _say(study: Study, out: Path, wanted: Sequence[str]) -> None:
    from nagara.reports.scenarios.paper import answers

    for sentence in answers(study, language("en")):
        console.write(sentence)
    for name in wanted:
        console.write(f"  {out / f'scenario.{name}'}")
