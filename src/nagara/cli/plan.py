"""``nagara plan``: the cheapest honest way to what a city promised."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
    from nagara.pathways.least_cost.solution import Progress
    from nagara.pathways.least_cost.study import PlanStudy
    from nagara.pathways.scenario import Scenario
    from nagara.reports.language import Language

__all__ = ["FORMATS", "list_promises", "run"]

FORMATS: Final = ("html", "pdf", "xlsx", "json")
STEPS: Final = {
    "start": "where the city stands",
    "first": "a first answer",
    "proof": "the proof",
    "beside": "what blocks, and what one more would change",
    "draws": "the plan in other draws",
}
SAY_EVERY_S: Final = 5.0
"""How often the proof says how far it is [s]."""
STOPPED: Final = "no plan is written."


def run(
    source: Path,
    promises: Sequence[str],
    out: Path | None,
    *,
    last_year: int | None,
    budget: float | None,
    carbon: float,
    income: float | None,
    area: float | None,
    technologies: str | None,
    epoch_years: int,
    draws: int,
    seed: int,
    gap: float,
    time_limit: float | None,
    is_proven: bool,
    keeps_control: bool,
    lang: str,
    formats: str | None,
    gwp: str,
    guidelines: str,
    baseline: Path | None,
) -> None:
    """Plan for one city and write what was found."""
    from nagara.pathways.least_cost.promise import read_promise
    from nagara.pathways.least_cost.settings import PlanSettings
    from nagara.pathways.least_cost.study import study_plan

    spoken, wanted = language(lang), _formats(formats)
    if out is None:
        raise UnreadableFileError("--out", "it is missing", "Name the folder that the plan is written to.")
    reading = one_city(source)
    stops = blocking(reading.findings)
    try:
        if reading.records is None or stops:
            raise BlockedError([str(finding) for finding in stops])
        study = study_plan(
            reading.records,
            tuple(read_promise(text) for text in promises),
            PlanSettings(
                last_year=last_year,
                epoch_years=epoch_years,
                technologies=_technologies(technologies),
                budget_usd_per_year=budget,
                carbon_usd_per_t=carbon,
                household_income_usd=income,
                area_km2=area,
                keeps_control=keeps_control,
                edition=guidelines,
                gwp=gwp,
            ),
            draws=draws,
            seed=seed,
            gap_frac=gap,
            time_limit_s=time_limit,
            is_proven=is_proven,
            growth=_growth(baseline),
            digests=reading.digests,
            on_step=lambda step: console.write(f"  … {STEPS[step]}"),
            on_progress=_progress(),
        )
    except (NagaraError, ArithmeticError) as stopped:
        if isinstance(stopped, (UnreadableFileError, UnknownCodeError)):
            raise
        errors(f"{reading.name}: {STOPPED} {stopped}")
        raise typer.Exit(1) from None
    contents = {name: _render(name, study, spoken) for name in wanted}
    out.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        write_whole(out / f"plan.{name}", content)
    _say(study, out, wanted)


def list_promises() -> None:
    """List the figures that can be promised."""
    from nagara.pathways.least_cost.promise import PROMISED_FIGURES

    for figure in PROMISED_FIGURES.values():
        console.write(f"{figure.code} {' or '.join(figure.relations)}\n    {figure.label}: {figure.meaning}.")


def _formats(text: str | None) -> tuple[str, ...]:
    if text is None:
        return FORMATS
    wanted = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    for name in wanted:
        if name not in FORMATS:
            what = "plan format"
            raise UnknownCodeError(what, name, FORMATS)
    return wanted


def _technologies(text: str | None) -> tuple[str, ...]:
    from nagara.pathways.least_cost.technologies import TECHNOLOGIES

    if text is None:
        return tuple(TECHNOLOGIES)
    wanted = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    for name in wanted:
        if name not in TECHNOLOGIES:
            what = "technology"
            raise UnknownCodeError(what, name, tuple(TECHNOLOGIES))
    return wanted


def _growth(path: Path | None) -> Scenario | None:
    if path is None:
        return None
    from nagara.exchange.scenario_file import read_scenarios
    from nagara.pathways.scenario import Scenario

    tried = read_scenarios([path])
    return Scenario(name="Baseline", changes=tuple(change for each in tried.scenarios for change in each.changes))


def _progress() -> Callable[[Progress], None]:
    """Say now and then how far the proof is."""
    said = [0.0]

    def say(progress: Progress) -> None:
        if progress.seconds - said[0] >= SAY_EVERY_S:
            said[0] = progress.seconds
            gap = f"{progress.gap:.1%}" if progress.gap < 1 else "not known yet"
            console.write(f"    {progress.seconds:.0f} s, gap {gap}")

    return say


def _render(name: str, study: PlanStudy, spoken: Language) -> bytes:
    if name == "json":
        from nagara.reports.plan_data import plan_json

        return plan_json(study).encode()
    if name == "xlsx":
        from nagara.exchange.plan_workbook import plan_workbook

        return plan_workbook(study)
    from nagara.reports.plan_paper import plan_paper

    paper = plan_paper(study, spoken)
    if name == "html":
        from nagara.reports.html import render_paper

        return render_paper(paper, spoken).encode()
    from nagara.reports.pdf import render_paper_pdf

    return render_paper_pdf(paper, spoken, day=date(study.city.year, 12, 31))


def _say(study: PlanStudy, out: Path, wanted: Sequence[str]) -> None:
    from nagara.reports.plan_paper import answer_of

    console.write(answer_of(study, language("en")))
    for each in study.missed:
        first = each.hindrances[0] if each.hindrances else None
        why = f"; first in its way: {first.code} {first.what}".rstrip() if first else ""
        console.write(f"  {each.promise}: misses {each.short:.1%} of the whole in {each.year}{why}")
    for name in wanted:
        console.write(f"  {out / f'plan.{name}'}")
