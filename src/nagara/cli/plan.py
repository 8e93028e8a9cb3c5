"""``nagara plan``: the cheapest honest way to what a city promised."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from nagara.cli.console import errors
from nagara.cli.console import out as console
from nagara.cli.inputs import one_city
from nagara.cli.interrupted import STOPPED_BY_HAND, Interrupted
from nagara.cli.out_folder import require_folder
from nagara.cli.plan_numbers import require_numbers, require_years
from nagara.cli.report_job import write_whole
from nagara.errors import BlockedError, NagaraError, UnknownCodeError, UnreadableFileError
from nagara.findings import blocking
from nagara.reports.language import language

if TYPE_CHECKING:
    from nagara.pathways.least_cost.asked_beside import Beside
    from nagara.pathways.least_cost.program.solution import Progress
    from nagara.pathways.least_cost.question.places import Places
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
    "front": "what it costs at other targets",
    "stages": "one programme of building for many draws",
}
SAY_EVERY_S: Final = 5.0
"""How often the proof says how far it is [s]."""
STOPPED: Final = "no plan is written."
BY_HAND: Final = (
    "Stopped by hand in {step}: the best plan until then is written; a better one could save up to {gap:.1%}."
)


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
    places: Path | None,
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
    fronts: Sequence[str],
    points: int,
    stages: int,
    least_regret: bool,
) -> None:
    """Plan for one city and write what was found."""
    from nagara.pathways.least_cost.city.settings import PlanSettings
    from nagara.pathways.least_cost.question.promise import read_promise
    from nagara.pathways.least_cost.study import study_plan

    spoken, wanted, asked = language(lang), _formats(formats), _beside(fronts, points, stages, least_regret)
    if out is None:
        raise UnreadableFileError("--out", "it is missing", "Name the folder that the plan is written to.")
    require_numbers(budget=budget, carbon=carbon, income=income, area=area)
    require_folder(out, [f"plan.{name}" for name in wanted])
    reading, (situated, place_digests) = one_city(source), _places(places)
    stops = blocking(reading.findings)
    with Interrupted() as interrupted:
        try:
            if reading.records is None or stops:
                raise BlockedError([str(finding) for finding in stops])
            require_years(last_year, reading.records.city.year)
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
                    places=situated,
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
                digests={**reading.digests, **place_digests},
                beside=asked,
                on_step=lambda step: console.write(f"  … {STEPS[step]}"),
                on_part=_parts(),
                on_progress=_progress(),
                should_stop=interrupted.should_stop,
            )
        except (NagaraError, ArithmeticError) as stopped:
            if isinstance(stopped, (UnreadableFileError, UnknownCodeError)):
                raise
            if interrupted.is_asked_for:
                errors(f"{reading.name}: stopped before there was a plan; {STOPPED}")
                raise typer.Exit(STOPPED_BY_HAND) from None
            errors(f"{reading.name}: {STOPPED} {stopped}")
            raise typer.Exit(1) from None
        _write(study, spoken, out, wanted)
    if study.stopped_at is not None:
        errors(BY_HAND.format(step=STEPS[study.stopped_at], gap=study.plan.gap_frac))
        raise typer.Exit(STOPPED_BY_HAND)


def _write(study: PlanStudy, spoken: Language, out: Path, wanted: Sequence[str]) -> None:
    contents = {name: _render(name, study, spoken) for name in wanted}
    out.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        write_whole(out / f"plan.{name}", content)
    _say(study, out, wanted)


def list_promises() -> None:
    """List the figures that can be promised."""
    from nagara.pathways.least_cost.question.promise import PROMISED_FIGURES

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


def _beside(fronts: Sequence[str], points: int, stages: int, least_regret: bool) -> Beside:
    """What is asked beside the plan; least regret without a number means a few draws."""
    from nagara.pathways.least_cost.asked_beside import Beside
    from nagara.pathways.least_cost.fronts.wish import read_front
    from nagara.pathways.least_cost.least_regret.stages import DEFAULT_STAGES, Aim

    return Beside(
        fronts=tuple(dict.fromkeys(read_front(text) for text in fronts)),
        points=points,
        stages=stages or (DEFAULT_STAGES if least_regret else 0),
        aim=Aim.REGRET if least_regret else Aim.MEAN,
    )


def _technologies(text: str | None) -> tuple[str, ...]:
    from nagara.pathways.least_cost.city.technologies import TECHNOLOGIES

    if text is None:
        return tuple(TECHNOLOGIES)
    wanted = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    for name in wanted:
        if name not in TECHNOLOGIES:
            what = "technology"
            raise UnknownCodeError(what, name, tuple(TECHNOLOGIES))
    return wanted


def _places(path: Path | None) -> tuple[Places, Mapping[str, str]]:
    from nagara.pathways.least_cost.question.places import Places

    if path is None:
        return Places(), {}
    from nagara.exchange.plans.places_file import read_places

    found = read_places(path)
    return found.places, found.digests


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


def _parts() -> Callable[[int, int], None]:
    """Say on one moving line of a terminal how many parts are done."""

    def say(at: int, of: int) -> None:
        console.progress(at, of, "done")

    return say


def _render(name: str, study: PlanStudy, spoken: Language) -> bytes:
    if name == "json":
        from nagara.reports.plans.data import plan_json

        return plan_json(study).encode()
    if name == "xlsx":
        from nagara.exchange.plans.workbook import plan_workbook

        return plan_workbook(study)
    from nagara.reports.plans.paper import plan_paper

    paper = plan_paper(study, spoken)
    if name == "html":
        from nagara.reports.html import render_paper

        return render_paper(paper, spoken).encode()
    from nagara.reports.pdf import render_paper_pdf

    return render_paper_pdf(paper, spoken, day=date(study.city.year, 12, 31))


def _say(study: PlanStudy, out: Path, wanted: Sequence[str]) -> None:
    from nagara.cli.plan_words import plan_lines
    from nagara.reports.plans.paper import answer_of

    console.write(answer_of(study, language("en")))
    for line in plan_lines(study):
        console.write(line)
    for name in wanted:
        console.write(f"  {out / f'plan.{name}'}")
