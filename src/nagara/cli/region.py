"""``nagara plan-region``: what cities save by sharing plants, and who pays what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from nagara.cli.console import errors
from nagara.cli.console import out as console
from nagara.cli.inputs import one_city
from nagara.cli.interrupted import STOPPED_BY_HAND, Interrupted
from nagara.cli.out_folder import require_folder
from nagara.cli.report_job import write_whole
from nagara.errors import BlockedError, NagaraError, UnknownCodeError, UnreadableFileError
from nagara.findings import blocking
from nagara.reports.language import language

if TYPE_CHECKING:
    from nagara.exchange.plans.region_file import CityEntry, RegionFile
    from nagara.pathways.least_cost.regions.study import Member, RegionStudy
    from nagara.reports.language import Language

__all__ = ["FORMATS", "run"]

FORMATS: Final = ("html", "pdf", "xlsx", "json")
STEPS: Final = {
    "start": "where each city stands",
    "first": "a first answer for each city, for all of them, and for every group",
    "proof": "a search for cheaper plans of each",
}
STOPPED: Final = "no plan is written."
BY_HAND: Final = "Stopped: {done} of {of} groups were planned for. What was found is written."


def run(
    path: Path,
    out: Path | None,
    *,
    seed: int,
    gap: float,
    time_limit: float | None,
    is_proven: bool,
    lang: str,
    formats: str | None,
) -> None:
    """Plan for cities that could share plants and write what was found."""
    from nagara.exchange.plans.region_file import read_region
    from nagara.pathways.least_cost.regions.study import study_region

    spoken, wanted = language(lang), _formats(formats)
    if out is None:
        raise UnreadableFileError("--out", "it is missing", "Name the folder that the plan is written to.")
    require_folder(out, [f"region.{name}" for name in wanted])
    region = read_region(path)
    with Interrupted() as interrupted:
        try:
            members, digests = _members(region)
            study = study_region(
                region.name,
                members,
                region.road_km,
                region.together,
                seed=seed,
                gap_frac=gap,
                time_limit_s=time_limit,
                is_proven=is_proven,
                digests=digests,
                on_step=lambda step: console.write(f"  … {STEPS[step]}"),
                on_progress=lambda step, at, of: console.progress(at, of, "done"),
                should_stop=interrupted.should_stop,
            )
        except (NagaraError, ArithmeticError) as stopped:
            if isinstance(stopped, (UnreadableFileError, UnknownCodeError)):
                raise
            if interrupted.is_asked_for:
                errors(f"{path.name}: stopped before there was a plan; {STOPPED}")
                raise typer.Exit(STOPPED_BY_HAND) from None
            errors(f"{path.name}: {STOPPED} {stopped}")
            raise typer.Exit(1) from None
        _write(study, spoken, out, wanted)
    if interrupted.is_asked_for:
        planned = len(study.regional.plans)
        errors(BY_HAND.format(done=planned, of=planned + len(study.regional.unplanned)))
        raise typer.Exit(STOPPED_BY_HAND)


def _formats(text: str | None) -> tuple[str, ...]:
    if text is None:
        return FORMATS
    wanted = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    for name in wanted:
        if name not in FORMATS:
            what = "plan format"
            raise UnknownCodeError(what, name, FORMATS)
    return wanted


def _members(region: RegionFile) -> tuple[list[Member], dict[str, str]]:
    """The cities with their records, and what names all files that were read."""
    members, digests = [], dict(region.digests)
    for entry in region.cities:
        member, read = _member(entry)
        members.append(member)
        digests |= {f"{entry.code}/{name}": digest for name, digest in read.items()}
    return members, digests


def _member(entry: CityEntry) -> tuple[Member, dict[str, str]]:
    from nagara.pathways.least_cost.regions.study import Member

    reading = one_city(entry.path)
    stops = blocking(reading.findings)
    if reading.records is None or stops:
        raise BlockedError([f"{entry.code}: {finding}" for finding in stops])
    settings, digests, growth = entry.settings, dict(reading.digests), None
    if entry.places is not None:
        from nagara.exchange.plans.places_file import read_places

        places = read_places(entry.places)
        settings, digests = replace(settings, places=places.places), {**digests, **places.digests}
    if entry.baseline is not None:
        from nagara.exchange.scenario_file import read_scenarios
        from nagara.pathways.scenario import Scenario

        tried = read_scenarios([entry.baseline])
        growth = Scenario(
            name="Baseline", changes=tuple(each for scenario in tried.scenarios for each in scenario.changes)
        )
        digests = {**digests, **tried.digests}
    member = Member(
        code=entry.code,
        name=entry.name,
        records=reading.records,
        settings=settings,
        promises=entry.promises,
        hosts=entry.hosts,
        growth=growth,
    )
    return member, digests


def _write(study: RegionStudy, spoken: Language, out: Path, wanted: Sequence[str]) -> None:
    from nagara.reports.regions.paper import region_answer

    contents = {name: _render(name, study, spoken) for name in wanted}
    out.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        write_whole(out / f"region.{name}", content)
    console.write(region_answer(study, language("en")))
    for name in wanted:
        console.write(f"  {out / f'region.{name}'}")


def _render(name: str, study: RegionStudy, spoken: Language) -> bytes:
    if name == "json":
        from nagara.reports.regions.data import region_json

        return region_json(study).encode()
    if name == "xlsx":
        from nagara.exchange.plans.region_workbook import region_workbook

        return region_workbook(study)
    from nagara.reports.regions.paper import region_paper

    paper = region_paper(study, spoken)
    if name == "html":
        from nagara.reports.html import render_paper

        return render_paper(paper, spoken).encode()
    from nagara.reports.pdf import render_paper_pdf

    return render_paper_pdf(paper, spoken, day=date(next(iter(study.cities.values())).year, 12, 31))
