"""The commands of the site and their options; what they do stands in one module each."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

__all__ = ["app"]

app = typer.Typer(
    name="web",
    help="Run the site on which cities report and the network reads.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def root(
    home: Annotated[
        Path | None,
        typer.Option(
            "--home",
            metavar="DIR",
            help="Folder of the site; the same as NAGARA_HOME.",
            show_default="NAGARA_HOME, else ./nagara-site",
        ),
    ] = None,
) -> None:
    """Run the site on which cities report and the network reads."""
    if home is not None:
        os.environ["NAGARA_HOME"] = str(home)


@app.command()
def init(
    administrator: Annotated[
        str | None, typer.Option("--administrator", metavar="EMAIL", help="Who runs the site; asked for if not given.")
    ] = None,
    name: Annotated[str | None, typer.Option("--name", help="The administrator's name.")] = None,
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the administrator's password from standard input.")
    ] = False,
    ask: Annotated[bool, typer.Option("--ask/--no-ask", help="Ask for what is missing.")] = True,
) -> None:
    """Make a site, or bring one up to date after a new version was installed.

    Running it again changes nothing that is right already.
    """
    from nagara_web.command.set_up import run

    run(administrator, name, password_stdin=password_stdin, ask=ask)


@app.command()
def serve(
    host: Annotated[str, typer.Option("--host", help="Address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port to listen at.")] = 8000,
    threads: Annotated[int, typer.Option("--threads", min=1, help="Requests answered side by side.")] = 4,
    without_jobs: Annotated[
        bool, typer.Option("--without-jobs", help="Leave the jobs to `nagara web worker`.")
    ] = False,
    migrate: Annotated[bool, typer.Option("--migrate", help="Bring the database up to date first.")] = False,
) -> None:
    """Open the site: one process, with the jobs inside."""
    from nagara_web.command.serve import run

    run(host=host, port=port, threads=threads, with_jobs=not without_jobs, migrate=migrate)


@app.command()
def demo(
    site: Annotated[
        Path | None,
        typer.Option("--home", metavar="DIR", help="Folder to make afresh.", show_default="./out/site"),
    ] = None,
    host: Annotated[str, typer.Option("--host", help="Address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port to listen at.")] = 8000,
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Open it when it is made.")] = True,
    look: Annotated[bool, typer.Option("--look", help="Open it, see that its first page answers, and stop.")] = False,
    examples: Annotated[
        Path | None,
        typer.Option("--examples", metavar="DIR", help="Folder of the example city.", show_default="that of nagara"),
    ] = None,
) -> None:
    """Make a site that can be tried at once: real places, published figures, and an invented round."""
    os.environ["NAGARA_HOME"] = str(site or os.environ.get("NAGARA_HOME") or "out/site")
    from nagara_web.command.demo import run

    run(host=host, port=port, serve=serve, only_look=look, examples=examples)


@app.command()
def worker(
    threads: Annotated[
        int | None,
        typer.Option("--threads", min=1, help="Jobs done side by side.", show_default="NAGARA_JOB_THREADS, else 1"),
    ] = None,
) -> None:
    """Do jobs only; as many of these as you like, on as many hosts as share the database."""
    from nagara_web.command.serve import run_worker

    run_worker(threads)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE.zip", help="File to write; it must not be there yet.")],
    with_secret_key: Annotated[
        bool, typer.Option("--with-secret-key", help="Keep the site's secret key in it too; guard the file well.")
    ] = False,
) -> None:
    """Write everything into one file, as it stood at one moment, while people work."""
    from nagara_web.command.backup import run

    run(file, with_secret_key=with_secret_key)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE.zip", help="A backup, of this or an older version.")],
    replace: Annotated[bool, typer.Option("--replace", help="Put it in the place of what the site holds now.")] = False,
) -> None:
    """Put a backup into an empty site, whichever database it came from, and bring it up to date."""
    from nagara_web.command.restore import run

    run(file, replace=replace)


@app.command()
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Write what was found as JSON.")] = False,
    mail_to: Annotated[
        str | None, typer.Option("--mail-to", metavar="EMAIL", help="Also send a letter to this address.")
    ] = None,
) -> None:
    """Look whether everything that the site needs is well, and say how to mend what is not.

    Exit code 1 if something is not.
    """
    from nagara_web.command.doctor import run

    run(as_json=as_json, mail_to=mail_to)


@app.command("export-static")
def export_static(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to write; emptied if it was written before.")],
    language: Annotated[
        list[str] | None, typer.Option("--language", metavar="CODE", help="A further language; repeat.")
    ] = None,
    processes: Annotated[
        int | None,
        typer.Option(
            "--processes", min=1, help="Read so many pages beside each other.", show_default="as many as cores"
        ),
    ] = None,
) -> None:
    """Write the public site as files that can be read when the server is down.

    Exit code 1 if a page could not be written.
    """
    from nagara_web.command.static_copy import run

    run(folder, languages=language or [], processes=processes or os.cpu_count() or 1)


@app.command("register")
def register_() -> None:
    """Write the register of declarations into the site; run again, it is brought up to date."""
    from nagara_web.command.site import open_site

    open_site()
    from nagara_web.declarations.actions import seed_register

    counts = seed_register()
    typer.echo(", ".join(f"{count} {name}" for name, count in counts.items()))


@app.command("verify-log")
def verify_log() -> None:
    """Walk along the log of all changes and prove that nothing was altered, removed or put in.

    Every published figure is compared with its event too. Exit code 1 if something does not fit.
    """
    from nagara_web.command.site import open_site

    open_site()
    from nagara_web.audit.queries import verify
    from nagara_web.figures.unlike_log import figures_unlike_log

    found = verify()
    typer.echo(found.says)
    unlike = list(figures_unlike_log())
    for line in unlike:
        typer.echo(line)
    raise typer.Exit(0 if found.is_whole and not unlike else 1)


@app.command(
    add_help_option=False,
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    options_metavar="[COMMAND] [ARGS]...",
)
def manage(context: typer.Context) -> None:
    """Run one of Django's own commands, for who knows them."""
    from nagara_web.command.site import open_site

    open_site(must_be_made=False)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["nagara web manage", *context.args])
