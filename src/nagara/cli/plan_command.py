"""The command ``nagara plan`` and its options; what it does stands in :mod:`nagara.cli.plan`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nagara.reports.language import LANGUAGES

__all__ = ["plan"]

FRONT_WORDS = (
    "methane",
    "gases",
    "leakage",
    "diversion",
    "recycling",
    "zero-waste",
    "control",
    "collection",
    "burning",
)
"""Words of ``pathways.least_cost.front_wish``, which no help text should import."""

CITY_PANEL = "What the city has and may do"
SEARCH_PANEL = "How long and how well it is searched"
BESIDE_PANEL = "What is asked beside the plan"
PAPER_PANEL = "How it is reckoned and written"

Lang = Annotated[
    str, typer.Option("--lang", rich_help_panel=PAPER_PANEL, metavar="|".join(LANGUAGES), help="Language of pages.")
]


def _list_promises(asked: bool) -> None:
    """Print the figures that can be promised."""
    if asked:
        from nagara.cli.plan import list_promises

        list_promises()
        raise typer.Exit


def plan(
    source: Annotated[Path, typer.Argument(metavar="CITY", help="A city's workbook or CSV folder, of one year.")],
    promises: Annotated[
        list[str] | None,
        typer.Option(
            "--promise",
            metavar="FIGURE>=TARGET@YEAR",
            help="A promise, such as sdg_11_6_1_frac>=0.9@2035; repeat. --list-promises names the figures.",
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Folder that the plan is written to.")
    ] = None,
    last_year: Annotated[
        int | None,
        typer.Option(
            "--last-year",
            rich_help_panel=SEARCH_PANEL,
            help="Last year of the plan.",
            show_default="20 after the records",
        ),
    ] = None,
    budget: Annotated[
        float | None,
        typer.Option(
            "--budget",
            rich_help_panel=CITY_PANEL,
            min=0.0,
            help="What the service may cost in a year, debt service included [US dollars].",
        ),
    ] = None,
    carbon: Annotated[
        float,
        typer.Option("--carbon-price", rich_help_panel=CITY_PANEL, min=0.0, help="US dollars for a tonne of CO2e."),
    ] = 0.0,
    income: Annotated[
        float | None,
        typer.Option(
            "--household-income", rich_help_panel=CITY_PANEL, help="Mean yearly income of a household [US dollars]."
        ),
    ] = None,
    area: Annotated[
        float | None,
        typer.Option(
            "--area",
            rich_help_panel=CITY_PANEL,
            help="Square kilometres in which households live; collection then costs what its tours cost.",
        ),
    ] = None,
    places: Annotated[
        Path | None,
        typer.Option(
            "--places",
            rich_help_panel=CITY_PANEL,
            metavar="FILE",
            help="Zones, ways, plants and own prices of the city, in TOML.",
        ),
    ] = None,
    technologies: Annotated[
        str | None,
        typer.Option(
            "--technologies",
            rich_help_panel=CITY_PANEL,
            metavar="CODE,…",
            help="What may be built.",
            show_default="all that are known",
        ),
    ] = None,
    epoch_years: Annotated[
        int,
        typer.Option("--decide-every", rich_help_panel=SEARCH_PANEL, min=1, max=20, help="Years between decisions."),
    ] = 4,
    draws: Annotated[
        int,
        typer.Option(
            "--draws", rich_help_panel=BESIDE_PANEL, min=0, max=1_000, help="Draws that the plan is tried in."
        ),
    ] = 50,
    seed: Annotated[
        int, typer.Option("--seed", rich_help_panel=BESIDE_PANEL, min=0, help="Seed of the draws.")
    ] = 20_260_101,
    gap: Annotated[
        float,
        typer.Option("--gap", rich_help_panel=SEARCH_PANEL, min=0.0, max=0.5, help="Gap at which a plan is proven."),
    ] = 0.01,
    time_limit: Annotated[
        float | None,
        typer.Option(
            "--time-limit",
            rich_help_panel=SEARCH_PANEL,
            min=1.0,
            help="Seconds for everything together; what does not fit is left out, and the answer says what.",
        ),
    ] = 120.0,
    keeps_control: Annotated[
        bool,
        typer.Option(
            "--keep-control/--may-lose-control",
            rich_help_panel=CITY_PANEL,
            help="Whether what is managed in controlled facilities must stay so.",
        ),
    ] = True,
    first: Annotated[
        bool,
        typer.Option("--first", rich_help_panel=SEARCH_PANEL, help="Take the first answer and do without a proof."),
    ] = False,
    lang: Lang = "en",
    formats: Annotated[
        str | None,
        typer.Option(
            "--format",
            rich_help_panel=PAPER_PANEL,
            metavar="html,pdf,xlsx,json",
            help="What to write.",
            show_default="all",
        ),
    ] = None,
    gwp: Annotated[
        str,
        typer.Option(
            "--gwp", rich_help_panel=PAPER_PANEL, metavar="AR4|AR5|AR6", help="Warming potentials, 100 years."
        ),
    ] = "AR5",
    guidelines: Annotated[
        str,
        typer.Option(
            "--guidelines", rich_help_panel=PAPER_PANEL, metavar="2006|2019", help="Edition of the IPCC guidelines."
        ),
    ] = "2019",
    baseline: Annotated[
        Path | None,
        typer.Option(
            "--baseline",
            rich_help_panel=CITY_PANEL,
            metavar="FILE",
            help="A scenario file with what happens in any case.",
        ),
    ] = None,
    fronts: Annotated[
        list[str] | None,
        typer.Option(
            "--front",
            rich_help_panel=BESIDE_PANEL,
            metavar="|".join(FRONT_WORDS) + "|FIGURE",
            help="Cost against this figure, from none of it to the strictest that can be kept; repeat. @YEAR behind it "
            "names another year than the promise has.",
        ),
    ] = None,
    points: Annotated[
        int, typer.Option("--points", rich_help_panel=BESIDE_PANEL, min=2, max=50, help="Targets of each front.")
    ] = 9,
    stages: Annotated[
        int,
        typer.Option(
            "--stages",
            rich_help_panel=BESIDE_PANEL,
            min=0,
            max=30,
            metavar="DRAWS",
            help="Find one programme of building for so many draws of what nobody knows, and what knowing is worth.",
        ),
    ] = 0,
    least_regret: Annotated[
        bool,
        typer.Option(
            "--least-regret",
            rich_help_panel=BESIDE_PANEL,
            help="Let that programme make the largest regret smallest, not the mean cost; 10 draws.",
        ),
    ] = False,
    _listed: Annotated[
        bool,
        typer.Option(
            "--list-promises",
            is_eager=True,
            callback=_list_promises,
            help="List figures that can be promised, and stop.",
        ),
    ] = False,
) -> None:
    """Find the cheapest way to what a city promised, or say what stands in its way.

    Ctrl-C ends it and keeps what was found until then, the best plan first. Exit code 1 if there is no plan, 2 if a
    file cannot be read, 130 if it was stopped by Ctrl-C.
    """
    from nagara.cli.plan import run

    run(
        source,
        promises or [],
        out,
        last_year=last_year,
        budget=budget,
        carbon=carbon,
        income=income,
        area=area,
        places=places,
        technologies=technologies,
        epoch_years=epoch_years,
        draws=draws,
        seed=seed,
        gap=gap,
        time_limit=time_limit,
        is_proven=not first,
        keeps_control=keeps_control,
        lang=lang,
        formats=formats,
        gwp=gwp,
        guidelines=guidelines,
        baseline=baseline,
        fronts=fronts or [],
        points=points,
        stages=stages,
        least_regret=least_regret,
    )
