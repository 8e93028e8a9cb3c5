"""The tree of commands and their options; what they do stands in one module each."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nagara.cli.declaration_commands import declaration
from nagara.cli.plan_command import plan
from nagara.cli.plan_compare_command import plan_compare
from nagara.cli.region_command import plan_region
from nagara.reports.language import LANGUAGES
from nagara.version import VERSION

__all__ = ["app"]

app = typer.Typer(
    name="nagara",
    help="From a city's waste survey to its annual report, every figure with its interval.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
)
survey = typer.Typer(help="Plan a household survey and print its field kit.", no_args_is_help=True)
contacts = typer.Typer(help="Keep names and telephone numbers apart, and delete them in time.", no_args_is_help=True)
export = typer.Typer(help="Hand figures on in the shapes that others ask for.", no_args_is_help=True)
emissions = typer.Typer(help="Work out greenhouse gases of waste from a case file.", no_args_is_help=True)
app.add_typer(survey, name="survey")
app.add_typer(contacts, name="contacts")
app.add_typer(export, name="export")
app.add_typer(emissions, name="emissions")
app.add_typer(declaration, name="declaration")

Inputs = Annotated[
    list[Path],
    typer.Argument(
        metavar="INPUT...",
        help="City workbooks, CSV folders, ODK or Kobo exports. Part-filled copies of one city are merged; "
        "a folder of such inputs stands for all of them.",
        show_default=False,
    ),
]
OneArea = Annotated[
    bool,
    typer.Option(
        "--accept-single-areas",
        help="Let a stratum with one survey area borrow an intra-area correlation instead of stopping.",
    ),
]
Lang = Annotated[str, typer.Option("--lang", metavar="|".join(LANGUAGES), help="Language of pages and forms.")]


@app.callback(invoke_without_command=True)
def root(version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False) -> None:
    """From a city's waste survey to its annual report, every figure with its interval."""
    if version:
        typer.echo(f"nagara {VERSION}")
        raise typer.Exit


@app.command()
def report(
    inputs: Inputs,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder that the report is written to.")],
    last_year: Annotated[
        Path | None,
        typer.Option(
            "--last-year",
            metavar="INPUT|report.json",
            help="An earlier year to compare with; its rate is carried forward in a year without a survey.",
        ),
    ] = None,
    draws: Annotated[int, typer.Option("--draws", min=100, max=1_000_000, help="Joint draws.")] = 10_000,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Seed; the same gives the same bytes.")] = 20_260_101,
    lang: Lang = "en",
    formats: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="html,pdf,xlsx,json",
            help="What to write, separated by commas.",
            show_default="all four; pdf only where nagara[pdf] is installed",
        ),
    ] = None,
    accept_single_areas: OneArea = False,
    jobs: Annotated[
        int | None, typer.Option("--jobs", min=1, help="Processes for many cities.", show_default="one per core")
    ] = None,
    leakage_factors: Annotated[
        Path | None,
        typer.Option(
            "--leakage-factors",
            metavar="FILE",
            help="Official table of plastic leakage factors, in place of the inferred ones.",
        ),
    ] = None,
) -> None:
    """Write a city's annual waste report: pages, paper, workbook and data.

    Exit code 1 if a finding blocks a report, 2 if an input cannot be read.
    """
    from nagara.cli.report import run

    run(
        inputs,
        out,
        last_year=last_year,
        draws=draws,
        seed=seed,
        lang=lang,
        formats=formats,
        accept_single_areas=accept_single_areas,
        jobs=jobs,
        leakage_factors=leakage_factors,
    )


@app.command()
def check(
    inputs: Inputs,
    as_json: Annotated[bool, typer.Option("--json", help="Write the findings as JSON.")] = False,
    accept_single_areas: OneArea = False,
) -> None:
    """List every doubt about an input, with file, sheet, cell and remedy.

    Exit code 1 if a finding blocks the report, 2 if an input cannot be read.
    """
    from nagara.cli.check import run

    run(inputs, as_json=as_json, accept_single_areas=accept_single_areas)


@app.command()
def template(
    target: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE|DIR]", help="What to write; a folder for csv.", show_default="named after the format"
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE|DIR", help="The same, as an option.")] = None,
    format_: Annotated[str, typer.Option("--format", metavar="xlsx|xlsform|csv", help="Which form.")] = "xlsx",
    lang: Lang = "en",
    from_: Annotated[
        Path | None, typer.Option("--from", metavar="INPUT", help="Prefill from a part-filled or earlier input.")
    ] = None,
    next_year: Annotated[
        bool,
        typer.Option(
            "--next-year",
            help="With --from: the form of the year after. What has to be measured anew is empty, and the "
            "household rate stands in the sheet of earlier surveys.",
        ),
    ] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace what stands there.")] = False,
) -> None:
    """Write an empty form of a city's year: workbook, phone form or CSV folder."""
    from nagara.cli.template import run

    run(target or out, format_=format_, lang=lang, prefill=from_, next_year=next_year, overwrite=overwrite)


@app.command()
def published(
    from_: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="JSON file of published cities.", show_default="ASEAN cities"),
    ] = None,
    format_: Annotated[str, typer.Option("--format", metavar="table|json", help="What to write.")] = "table",
    kind: Annotated[
        str, typer.Option("--kind", metavar="waste|plastics", help="Shares of the waste, or plastic leakage.")
    ] = "waste",
) -> None:
    """Recompute published results and find what contradicts itself.

    Findings are information: the command fails only if the file cannot be read.
    """
    from nagara.cli.published import run

    run(from_, format_, kind)


@app.command()
def scenario(
    inputs: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="INPUT SCENARIO...",
            help="A city's workbook or CSV folder, then scenario files (.csv, .xlsx); without any, the baseline alone.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Folder that the page is written to.")
    ] = None,
    years: Annotated[
        str | None,
        typer.Option(
            "--years", metavar="YYYY-YYYY", help="Years to compare.", show_default="year of the records and 24 more"
        ),
    ] = None,
    draws: Annotated[int, typer.Option("--draws", min=100, max=10_000, help="Joint draws.")] = 1_000,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Seed; the same gives the same bytes.")] = 20_260_101,
    lang: Lang = "en",
    formats: Annotated[
        str | None,
        typer.Option("--format", metavar="html,json,csv", help="What to write.", show_default="all three"),
    ] = None,
    gwp: Annotated[str, typer.Option("--gwp", metavar="AR4|AR5|AR6", help="Warming potentials, 100 years.")] = "AR5",
    guidelines: Annotated[
        str, typer.Option("--guidelines", metavar="2006|2019", help="Edition of the IPCC guidelines.")
    ] = "2019",
    baseline: Annotated[
        Path | None,
        typer.Option(
            "--baseline", metavar="FILE", help="A scenario file with what happens in any case, in the baseline too."
        ),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option("--template", metavar="FILE", help="Write an empty scenario file (.csv, .xlsx) and stop."),
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a template that stands there.")] = False,
) -> None:
    """Try scenarios: change a rate, a coverage or a facility from a year on, and see what follows.

    Exit code 1 if a scenario cannot be, 2 if a file cannot be read.
    """
    from nagara.cli.scenario import run, write_template

    if template is not None:
        write_template(template, inputs[0] if inputs else None, overwrite=overwrite)
        return
    run(
        inputs or [],
        out,
        years=years,
        draws=draws,
        seed=seed,
        lang=lang,
        formats=formats,
        gwp=gwp,
        guidelines=guidelines,
        baseline=baseline,
    )


app.command("plan")(plan)
app.command("plan-compare")(plan_compare)
app.command("plan-region")(plan_region)


@survey.command("plan")
def survey_plan(
    strata: Annotated[
        list[str] | None,
        typer.Option(
            "--stratum",
            metavar="NAME=PEOPLE[:RATE[:CV]]",
            help="A stratum; repeat. Rate in kg/person/day from a pilot.",
        ),
    ] = None,
    pilot: Annotated[
        Path | None,
        typer.Option("--pilot", metavar="INPUT", help="Strata, rates and spreads from a pilot or last year's survey."),
    ] = None,
    precision: Annotated[
        float | None, typer.Option("--precision", metavar="FRAC", help="Half-width of the 95 % interval over the rate.")
    ] = None,
    budget: Annotated[float | None, typer.Option("--budget", help="What the survey may cost.")] = None,
    category: Annotated[
        str | None, typer.Option("--category", help="Plan for this category's share instead of the rate.")
    ] = None,
    cost_area: Annotated[
        float | None, typer.Option("--cost-area", help="Cost of one more area.", show_default="labelled default")
    ] = None,
    cost_household: Annotated[
        float | None, typer.Option("--cost-household", help="Cost of one more household.")
    ] = None,
    correlation: Annotated[
        float | None, typer.Option("--correlation", help="Intra-area correlation.", show_default="labelled default")
    ] = None,
    drop_out: Annotated[
        float | None, typer.Option("--drop-out", help="Share of households lost.", show_default="labelled default")
    ] = None,
    fewest_areas: Annotated[
        int, typer.Option("--fewest-areas", min=2, help="Least areas in each stratum; five are advised.")
    ] = 2,
    kit: Annotated[Path | None, typer.Option("--kit", metavar="DIR", help="Also write the field kit here.")] = None,
    first_day: Annotated[
        str | None, typer.Option("--first-day", metavar="YYYY-MM-DD", help="Day 1 of the survey, for the day sheets.")
    ] = None,
    delete_contacts_on: Annotated[
        str | None,
        typer.Option("--delete-contacts-on", metavar="YYYY-MM-DD", help="Day on which the contacts have to be gone."),
    ] = None,
    lang: Lang = "en",
) -> None:
    """Plan areas and households per stratum for a precision or a budget."""
    from nagara.cli.survey import plan

    plan(
        strata or [],
        pilot=pilot,
        precision=precision,
        budget=budget,
        category=category,
        cost_area=cost_area,
        cost_household=cost_household,
        correlation=correlation,
        drop_out=drop_out,
        fewest_areas=fewest_areas,
        kit=kit,
        first_day=first_day,
        delete_contacts_on=delete_contacts_on,
        lang=lang,
    )


@contacts.command("purge")
def contacts_purge(
    file: Annotated[Path, typer.Argument(metavar="contacts.csv", help="The contacts file of a survey.")],
    today: Annotated[
        str | None,
        typer.Option(
            "--today", metavar="YYYY-MM-DD", help="Delete what is due on this day.", show_default="the computer's date"
        ),
    ] = None,
) -> None:
    """Delete the contacts whose delete date has come."""
    from nagara.cli.contacts import purge

    purge(file, today)


@export.command("statistics-office")
def export_statistics_office(
    inputs: Inputs,
    out: Annotated[Path, typer.Option("--out", metavar="FILE.csv|FILE.xlsx", help="File to write.")],
    draws: Annotated[int, typer.Option("--draws", min=100, max=1_000_000)] = 10_000,
    seed: Annotated[int, typer.Option("--seed", min=0)] = 20_260_101,
) -> None:
    """Write the city table for the national questionnaire."""
    from nagara.cli.export import statistics_office

    statistics_office(inputs, out, draws=draws, seed=seed)


@export.command("flows")
def export_flows(
    inputs: Inputs,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder to write flows.csv into.")],
    draws: Annotated[int, typer.Option("--draws", min=100, max=1_000_000)] = 10_000,
    seed: Annotated[int, typer.Option("--seed", min=0)] = 20_260_101,
) -> None:
    """Write the balanced flows of every layer as a table with its description."""
    from nagara.cli.export import flows

    flows(inputs, out, draws=draws, seed=seed)


@emissions.command("landfill")
def emissions_landfill(
    case: Annotated[Path, typer.Argument(metavar="CASE.json", help="Sites, their deposits and how they were run.")],
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE.json", help="File to write; - is standard output.")
    ] = Path("-"),
) -> None:
    """Work out the methane of disposal sites by first-order decay.

    Exit code 2 if the case cannot be read; then nothing is written.
    """
    from nagara.cli.emissions import landfill

    landfill(case, out)


@app.command(
    add_help_option=False,
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    options_metavar="COMMAND [ARGS]...",
)
def web(context: typer.Context) -> None:
    """Run the site on which cities report and the network reads: init, serve, backup, doctor and more."""
    from nagara.cli.web import run

    run(context.args)
