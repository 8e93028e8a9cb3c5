"""Open the site that a command is about."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import django
import typer
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from django.db.migrations.migration import Migration

__all__ = ["DEMONSTRATION", "SECRET_KEY_FILE", "home", "missing_migrations", "open_site", "stop"]

SECRET_KEY_FILE: Final = "secret-key"  # noqa: S105  (the name of the file)
DEMONSTRATION: Final = "demonstration.txt"
"""Mark of a folder that `nagara web demo` has made; the settings look for it too."""


def stop(sentence: str, code: int = 2) -> NoReturn:
    """Say why a command does not go on, and end it."""
    typer.echo(sentence, err=True)
    raise typer.Exit(code)


def home() -> Path:
    """Folder of the site, by the rule of the settings, before these are read."""
    return Path(os.environ.get("NAGARA_HOME", "nagara-site")).expanduser().resolve()


def open_site(*, must_be_made: bool = True) -> None:
    """Read the settings and load the apps.

    Parameters
    ----------
    must_be_made
        Whether to stop where `nagara web init` was never run.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nagara_web.settings.base")
    is_given = bool({"NAGARA_SECRET_KEY", "NAGARA_SECRET_KEY_FILE"} & set(os.environ))
    if must_be_made and not is_given and not (home() / SECRET_KEY_FILE).is_file():
        stop(f"{home()}: there is no site here. Make one with `nagara web init`, or name its folder with --home.")
    try:
        _ = settings.INSTALLED_APPS  # the first that is asked for reads them all
    except (ImproperlyConfigured, ValueError) as error:
        stop(f"The settings cannot be read: {error}")
    django.setup()


def missing_migrations() -> list[Migration]:
    """Steps that the database has still to take to fit this version."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return [step for step, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
