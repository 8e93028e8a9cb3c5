"""``nagara plan-compare``: plans side by side, beside a scenario by hand, and beside what was measured later."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from nagara.cli.console import errors
from nagara.cli.console import out as console
from nagara.cli.inputs import one_city
from nagara.cli.report_job import write_whole
from nagara.errors import BlockedError, NagaraError, UnknownCodeError, UnreadableFileError
from nagara.findings import blocking
from nagara.reports.language import language

if TYPE_CHECKING:
    from nagara.exchange.read import Reading
    from nagara.pathways.least_cost.comparison.course import Course
    from nagara.pathways.least_cost.comparison.side_by_side import Comparison
    from nagara.pathways.scenario import Scenario
    from nagara.reports.language import Language
    from nagara.waste.records import CityRecords

__all__ = ["FORMATS", "run"]

FORMATS: Final = ("html", "pdf", "xlsx", "csv", "json")
FILE: Final = "plan.json"
STOPPED: Final = "no comparison is written."


def run(
    plans: Sequence[str],
    out: Path | None,
    *,
    scenarios: Sequence[Path],
    city: Path | None,
    baseline: Path | None,
    reality: Sequence[Path],
    draws: int,
    seed: int,
    lang: str,
    formats: str | None,
) -> None:
    """Compare plans of one city and write what differs."""
    from nagara.pathways.least_cost.comparison.side_by_side import compare

    spoken, wanted = language(lang), _formats(formats)
    if out is None:
        raise UnreadableFileError("--out", "it is missing", "Name the folder that the comparison is written to.")
    if city is None and (scenarios or baseline):
        given = "--scenario" if scenarios else "--baseline"
        raise UnreadableFileError("--city", f"it is missing, and {given} stands on it", "Name the city's records.")
    courses = [_plan(*_named(text)) for text in plans]
    try:
        courses += _beside(courses, scenarios, city, baseline, reality, draws, seed)
        comparison = compare(list(_told_apart(courses)))
    except (NagaraError, ArithmeticError) as stopped:
        if isinstance(stopped, (UnreadableFileError, UnknownCodeError)):
            raise
        errors(f"plan-compare: {STOPPED} {stopped}")
        raise typer.Exit(1) from None
    contents = {name: _render(name, comparison, spoken) for name in wanted}
    out.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        write_whole(out / f"comparison.{name}", content)
    _say(comparison, out, wanted)


# --- what is read ---------------------------------------------------------------------------------


def _named(text: str) -> tuple[Path, str]:
    """A plan as it is written on the command line: its file, and its name if there is one before an equals sign."""
    name, sign, rest = text.partition("=")
    path = Path(rest if sign and not Path(text).exists() else text)
    file = path / FILE if path.is_dir() else path
    return file, (name if path != Path(text) else file.resolve().parent.name if file.name == FILE else file.stem)


def _plan(file: Path, name: str) -> Course:
    from nagara.pathways.least_cost.comparison.plan_course import plan_course
    from nagara.pathways.least_cost.question.refusals import PlanError

    mend = f"Name a folder that nagara plan wrote to, or its {FILE}."
    try:
        content = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        raise UnreadableFileError(str(file), "there is no such file", mend) from None
    except (OSError, ValueError):
        raise UnreadableFileError(str(file), "it cannot be read as JSON", mend) from None
    try:
        return plan_course(content, name)
    except PlanError as error:
        raise UnreadableFileError(f"{file}: {error.where}", error.why, error.mend) from None


def _told_apart(courses: Sequence[Course]) -> Iterator[Course]:
    """Courses of which no two have one name."""
    from dataclasses import replace

    names: list[str] = []
    for each in courses:
        name, number = each.name, 1
        while name in names:
            number += 1
            name = f"{each.name} ({number})"
        names.append(name)
        yield replace(each, name=name)


def _beside(
    plans: Sequence[Course],
    scenarios: Sequence[Path],
    city: Path | None,
    baseline: Path | None,
    reality: Sequence[Path],
    draws: int,
    seed: int,
) -> Iterator[Course]:
    """Courses from records: scenarios by hand, and what was measured."""
    from nagara.exchange.scenario_file import read_scenarios
    from nagara.pathways.least_cost.comparison.records_course import Counting, account_course, scenario_course

    counting = Counting(gwp=plans[0].basis.gwp, guidelines=plans[0].basis.guidelines, seed=seed, draws=draws)
    base = None if city is None else one_city(city)
    if base is not None and scenarios:
        records, last = _records(base), max(each.years[-1] for each in plans)
        growth, digests = _growth(baseline), frozenset(base.digests.values())
        for each in read_scenarios(scenarios).scenarios:
            yield scenario_course(records, each, counting, last_year=last, baseline=growth, digests=digests)
    before = None if base is None else _records(base)
    for reading in map(one_city, reality):
        measured = _records(reading)
        yield account_course(
            measured,
            str(measured.city.year),
            counting,
            base=_base(before, measured, plans[0]),
            digests=frozenset(reading.digests.values()),
        )


def _base(before: CityRecords | None, measured: CityRecords, plan: Course) -> CityRecords | None:
    """Records of the year that cuts are against, if they are at hand."""
    known = (each for each in (before, measured) if each is not None)
    return next((each for each in known if each.city.year == plan.basis.records_year), None)


def _records(reading: Reading) -> CityRecords:
    stops = blocking(reading.findings)
    if reading.records is None or stops:
        raise BlockedError([str(finding) for finding in stops])
    return reading.records


def _growth(path: Path | None) -> Scenario | None:
    if path is None:
        return None
    from nagara.exchange.scenario_file import read_scenarios
    from nagara.pathways.scenario import Scenario

    read = read_scenarios([path])
    return Scenario(name="Baseline", changes=tuple(change for each in read.scenarios for change in each.changes))


def _formats(text: str | None) -> tuple[str, ...]:
    if text is None:
        return FORMATS
    wanted = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    for name in wanted:
        if name not in FORMATS:
            what = "comparison format"
            raise UnknownCodeError(what, name, FORMATS)
    return wanted


# --- what is written ------------------------------------------------------------------------------


def _render(name: str, comparison: Comparison, spoken: Language) -> bytes:
    if name in {"csv", "xlsx"}:
        from nagara.exchange.plans.comparison_table import comparison_csv, comparison_workbook

        return comparison_csv(comparison).encode() if name == "csv" else comparison_workbook(comparison)
    if name == "json":
        from nagara.reports.comparisons.data import comparison_json

        return comparison_json(comparison).encode()
    from nagara.reports.comparisons.paper import comparison_paper

    paper = comparison_paper(comparison, spoken)
    if name == "html":
        from nagara.reports.html import render_paper

        return render_paper(paper, spoken).encode()
    from nagara.reports.pdf import render_paper_pdf

    return render_paper_pdf(paper, spoken, day=date(comparison.courses[0].basis.records_year, 12, 31))


def _say(comparison: Comparison, out: Path, wanted: Sequence[str]) -> None:
    from nagara.reports.comparisons.paper import comparison_answers, comparison_terminal

    for sentence in comparison_answers(comparison, language("en")):
        console.write(sentence)
    for sentence in comparison_terminal(comparison, language("en")):
        console.write(f"  {sentence}")
    for name in wanted:
        console.write(f"  {out / f'comparison.{name}'}")
