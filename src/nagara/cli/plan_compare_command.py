"""The command ``nagara plan-compare`` and its options; what it does stands in :mod:`nagara.cli.plan_compare`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nagara.reports.language import LANGUAGES

__all__ = ["plan_compare"]


def plan_compare(
    plans: Annotated[
        list[str],
        typer.Argument(
            metavar="[NAME=]PLAN...",
            help="Folders that nagara plan wrote to, or their plan.json; the others are held against the first.",
            show_default=False,
        ),
    ],
    scenarios: Annotated[
        list[Path] | None,
        typer.Option("--scenario", metavar="FILE", help="A scenario by hand (.csv, .xlsx), with --city; repeat."),
    ] = None,
    city: Annotated[
        Path | None,
        typer.Option(
            "--city",
            metavar="CITY",
            help="The records that the plans stand on: for scenarios, and for cuts since then.",
        ),
    ] = None,
    reality: Annotated[
        list[Path] | None,
        typer.Option(
            "--reality", metavar="CITY", help="The city's records of a later year: what was measured; repeat."
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Folder that the comparison is written to.")
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(
            "--baseline", metavar="FILE", help="What happens in any case in the scenarios, as it did in the plans."
        ),
    ] = None,
    draws: Annotated[int, typer.Option("--draws", min=100, max=10_000, help="Joint draws.")] = 1_000,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Seed; the same gives the same bytes.")] = 20_260_101,
    lang: Annotated[str, typer.Option("--lang", metavar="|".join(LANGUAGES), help="Language of pages.")] = "en",
    formats: Annotated[
        str | None,
        typer.Option("--format", metavar="html,pdf,xlsx,csv,json", help="What to write.", show_default="all"),
    ] = None,
) -> None:
    """Put plans side by side, beside a scenario by hand, and beside what was measured later.

    Exit code 1 if there is nothing to compare, 2 if a file cannot be read.
    """
    from nagara.cli.plan_compare import run

    run(
        plans,
        out,
        scenarios=scenarios or [],
        city=city,
        baseline=baseline,
        reality=reality or [],
        draws=draws,
        seed=seed,
        lang=lang,
        formats=formats,
    )
