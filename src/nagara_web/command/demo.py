"""``nagara web demo``: make the demonstration afresh, say who may be tried, and open it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from nagara_web.command.progress import Progress
from nagara_web.command.site import DEMONSTRATION, home, open_site, stop

if TYPE_CHECKING:
    from nagara_web.demo.people import DemoPerson

__all__ = ["run"]

PATIENCE_S: Final = 30
MARKED: Final = "Made by `nagara web demo`. The next run of it deletes this folder and everything in it.\n"
EXAMPLES: Final = Path(__file__).resolve().parents[3] / "examples"
NEEDED: Final = ("demo-city", "demo-city-2025")


def run(*, host: str, port: int, serve: bool, only_look: bool, examples: Path | None) -> None:
    """Make a fresh site with invented people and rounds beside real places, and open it.

    Parameters
    ----------
    host, port
        Where to listen.
    serve
        Whether to open it at the end.
    only_look
        Open it, see that its first page answers, and stop.
    examples
        Folder with the example city and the same city a year before; the one of the repository if not given.
    """
    folder = _examples(examples)
    port = _free_port(host, port) if only_look else port
    os.environ["NAGARA_DEMO"] = "1"
    os.environ["NAGARA_URL"] = f"http://{host}:{port}"
    if os.environ.pop("DATABASE_URL", ""):  # one file, and nobody's own database
        typer.echo("DATABASE_URL is not used: the demonstration keeps to a file of its own.", err=True)
    _make_room(home())
    began = time.monotonic()
    people = _make(folder)
    _say(people, seconds=time.monotonic() - began)
    if not (serve or only_look):
        return
    from nagara_web.command.serve import run as open_to_all

    seen: list[str] = []
    address = f"http://{host}:{port}/"
    if only_look:
        threading.Thread(target=_look, args=(address, seen), daemon=True).start()
    open_to_all(host=host, port=port, threads=4, with_jobs=True, migrate=False)
    if only_look and not seen:
        stop(f"{address} did not answer as it should.", code=1)


def _free_port(host: str, port: int) -> int:
    """Return the port if nobody listens there, else any that is free: a look does not mind which."""
    for wanted in (port, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, wanted))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    return port


def _examples(given: Path | None) -> Path:
    folder = given or EXAMPLES
    if missing := [each for each in NEEDED if not (folder / each).is_dir()]:
        stop(f"{folder}: {' and '.join(missing)} are not here. Name the folder of the examples with --examples.")
    return folder


def _make_room(site: Path) -> None:
    """Delete an older demonstration; anything else is left alone."""
    if not site.exists() or not any(site.iterdir()):
        return
    if not (site / DEMONSTRATION).is_file():
        stop(f"{site}: something other than a demonstration is here. Choose another folder with --home.")
    shutil.rmtree(site)


def _make(examples: Path) -> list[DemoPerson]:
    from nagara_web.command.set_up import bring_up_to_date, make_folder

    make_folder(home())
    (home() / DEMONSTRATION).write_text(MARKED, encoding="utf-8")
    open_site()
    bring_up_to_date()
    from django.utils import timezone

    from nagara_web.demo.seed import seed

    progress = Progress()
    people = seed(examples, now=timezone.now(), progress=progress)
    progress.end()
    return people


def _say(people: Sequence[DemoPerson], *, seconds: float) -> None:
    from django.conf import settings

    from nagara_web.demo.people import PASSWORD

    named = [each for each in people if each.try_first]
    widths = [max(len(getattr(each, part)) for each in named) for part in ("role", "email")]
    typer.echo(f"\nThe demonstration stands in {home()} (made in {seconds:.0f} s).\n")
    typer.echo("Sign in as one of these invented people:")
    for each in named:
        typer.echo(f"  {each.role:<{widths[0]}}  {each.email:<{widths[1]}}  {each.try_first}")
    typer.echo(f"\nThe password of all of them: {PASSWORD}")
    typer.echo(f"Letters that the site sends can be read at {settings.SITE_URL}/outbox/")
    typer.echo(f"To open it again as it then is: nagara web --home {home()} serve")


def _look(address: str, seen: list[str]) -> None:
    """Ask for the first page from beside the server until it answers, then tell the server to close."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until and not seen:
        time.sleep(0.2)
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310  (our own address)
                seen.append(f"{address} answers {answer.status}.")
        except urllib.error.HTTPError as error:
            typer.echo(f"{address} answers {error.code}.", err=True)
            break
        except OSError:
            continue  # it does not listen yet
    typer.echo("".join(seen), nl=bool(seen))
    os.kill(os.getpid(), signal.SIGTERM)
