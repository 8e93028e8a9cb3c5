"""``nagara web serve`` and ``nagara web worker``: run until told to stop."""

from __future__ import annotations

import errno
import logging
import os
import signal
import threading
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from nagara_web.command.set_up import bring_up_to_date, counted
from nagara_web.command.site import missing_migrations, open_site, stop

if TYPE_CHECKING:
    from types import FrameType

__all__ = ["run", "run_worker"]


def run(*, host: str, port: int, threads: int, with_jobs: bool, migrate: bool) -> None:
    """Open the site in this one process, with the job threads inside it.

    Parameters
    ----------
    host, port
        Where to listen.
    threads
        How many requests are answered side by side.
    with_jobs
        Whether jobs are done here too.
    migrate
        Whether to bring the database up to date first.
    """
    shown = f"[{host}]" if ":" in host else host
    os.environ.setdefault("NAGARA_URL", f"http://{shown}:{port}")
    _open(migrate=migrate)

    from django.core.wsgi import get_wsgi_application
    from waitress.server import create_server

    from nagara_web.jobs.loop import Worker

    logging.getLogger("waitress").setLevel(logging.ERROR)
    try:
        server = create_server(get_wsgi_application(), host=host, port=port, threads=threads, ident=None, **_proxy())
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            stop(f"Something listens at port {port} already. Stop it, or choose another with --port.")
        stop(f"This site cannot listen at {host}, port {port}: {error.strerror}.")
    worker = Worker(_job_threads()) if with_jobs else None
    if worker is not None:
        worker.start()
    signal.signal(signal.SIGTERM, _leave)
    typer.echo(f"The site is open at http://{shown}:{port}/ (stop it with Ctrl-C).")
    server.run()  # returns when the signal comes, after the requests at hand were answered
    server.close()
    if worker is not None:
        worker.stop()
    typer.echo("The site is closed.")


def run_worker(threads: int | None) -> None:
    """Do jobs in this one process until told to stop.

    Parameters
    ----------
    threads
        How many side by side; as the settings say if not given.
    """
    _open(migrate=False)

    from nagara_web.jobs.loop import Worker

    told = threading.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: told.set())
    worker = Worker(threads or _job_threads())
    worker.start()
    typer.echo("Jobs are being done (stop with Ctrl-C).")
    told.wait()
    if not worker.stop():
        typer.echo("A job was left in the middle; it is begun again when its lease runs out.", err=True)


def _open(*, migrate: bool) -> None:
    open_site()
    if migrate:
        bring_up_to_date()
    elif missing := missing_migrations():
        stop(
            f"The database lacks {counted(len(missing))} to this version of nagara. Make a backup, then run "
            "`nagara web init`, or start with --migrate."
        )


def _proxy() -> dict[str, Any]:
    """What is believed of a proxy: its word on who asks and how, if there is one, and nothing otherwise."""
    from django.conf import settings

    if settings.SECURE_PROXY_SSL_HEADER is None:
        return {"clear_untrusted_proxy_headers": True}
    return {
        "trusted_proxy": "*",
        "trusted_proxy_count": 1,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
        "clear_untrusted_proxy_headers": True,
    }


def _job_threads() -> int:
    from django.conf import settings

    return int(settings.JOB_THREADS)


def _leave(signum: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)
