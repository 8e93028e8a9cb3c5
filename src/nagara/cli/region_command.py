"""The command ``nagara plan-region`` and its options; what it does stands in :mod:`nagara.cli.region`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nagara.reports.language import LANGUAGES

__all__ = ["plan_region"]


def plan_region(
    region: Annotated[
        Path,
        typer.Argument(
            metavar="REGION.toml", help="Cities, who would host what, and the roads between them: a file in TOML."
        ),
    ],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Folder that the plan is written to.")
    ] = None,
    first: Annotated[bool, typer.Option("--first", help="Take first answers and search no longer.")] = False,
    time_limit: Annotated[
        float | None,
        typer.Option(
            "--time-limit", min=1.0, help="Seconds for all searches together; the best plans until then stand."
        ),
    ] = 240.0,
    gap: Annotated[float, typer.Option("--gap", min=0.0, max=0.5, help="Gap at which a search ends.")] = 0.01,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Seed of the accounts' draws.")] = 20_260_101,
    lang: Annotated[str, typer.Option("--lang", metavar="|".join(LANGUAGES), help="Language of pages.")] = "en",
    formats: Annotated[
        str | None, typer.Option("--format", metavar="html,pdf,xlsx,json", help="What to write.", show_default="all")
    ] = None,
) -> None:
    """Find what cities save by sharing plants, who hosts and sends what, and a fair split of the cost.

    Ctrl-C ends the search and keeps what was found. Exit code 1 if there is no plan, 2 if a file cannot be read.
    """
    from nagara.cli.region import run

    run(
        region,
        out,
        seed=seed,
        gap=gap,
        time_limit=time_limit,
        is_proven=not first,
        lang=lang,
        formats=formats,
    )
