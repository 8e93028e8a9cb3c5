"""The commands of ``nagara declaration`` and their options; what they do stands in modules of their own."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

__all__ = ["declaration"]

declaration = typer.Typer(help="Read what a declaration promises, clause by clause.", no_args_is_help=True)

Written = Annotated[str, typer.Option("--format", metavar="text|json", help="How the answer is written.")]


@declaration.command("read")
def declaration_read(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="Text, Markdown, Word (.docx) or a PDF with text.", show_default=False),
    ],
    as_json: Annotated[
        Path | None, typer.Option("--json", metavar="FILE.json", help="Also write the proposal here, with every place.")
    ] = None,
    reported: Annotated[
        bool, typer.Option("--reported", help="It is a report about a declaration: its sentences bind nobody.")
    ] = False,
) -> None:
    """Propose the clauses of a declaration, their kinds, and the parts that can be measured apart.

    Exit code 2 if the file cannot be read: a scan without text, a password, another format.
    """
    from nagara.cli.declaration import read

    read(file, as_json, reported=reported)


@declaration.command("list")
def list_(
    forum: Annotated[str | None, typer.Option("--forum", metavar="amf|mgmac|asuf", help="Only this forum's.")] = None,
    format_: Written = "text",
) -> None:
    """List the declarations of the register in order of time."""
    from nagara.cli.declaration_register import list_documents

    list_documents(forum, format_)


@declaration.command("show")
def show(
    name: Annotated[
        str, typer.Argument(metavar="ID|NAME", help="As in amf-2024-declaration, VTE24-2.g or 'Vientiane Declaration'.")
    ],
    format_: Written = "text",
) -> None:
    """Show a declaration with its clauses, or a clause with its codes: all that go by the name.

    Exit code 2 if nothing goes by it.
    """
    from nagara.cli.declaration_register import show as show_all

    show_all(name, format_)


@declaration.command("thread")
def thread(
    clause: Annotated[
        str,
        typer.Argument(
            metavar="CLAUSE",
            help="A clause as in amf-2024-declaration/e1.d or VTE24-E4, or a thread as in formal-place.",
        ),
    ],
    on: Annotated[
        datetime | None,
        typer.Option(
            "--on", metavar="DAY", formats=["%Y-%m-%d"], help="Day at which it is told.", show_default="today"
        ),
    ] = None,
    picture: Annotated[
        Path | None, typer.Option("--picture", metavar="FILE.svg", help="Also draw it into this file.")
    ] = None,
    format_: Written = "text",
) -> None:
    """Tell one promise through the years: who took it up, what became of it, since when it is open.

    Exit code 2 if the register has no such clause.
    """
    from nagara.cli.declaration_register import show_thread

    show_thread(clause, _day(on), format_, picture)


def _day(on: datetime | None) -> date:
    return (on or datetime.now(UTC)).date()
