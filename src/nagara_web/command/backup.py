"""``nagara web backup``: everything in one file, as it stood at one moment, while people work."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zipfile import ZipFile

import typer

from nagara.version import VERSION
from nagara_web.command.site import SECRET_KEY_FILE, home, open_site, stop

if TYPE_CHECKING:
    from django.db import models
    from django.db.backends.base.base import BaseDatabaseWrapper

    from nagara_web.command.archive import Manifest

__all__ = ["last_backup_at", "run", "write_backup"]

SNAPSHOT: Final = "snapshot"
ROWS_AT_ONCE: Final = 1000
LAST_BACKUP: Final = "last-backup"


def run(file: Path, *, with_secret_key: bool) -> None:
    """Write a backup and say what is in it."""
    open_site()
    if file.exists():
        stop(f"{file}: there is a file of this name already. Name another: a backup replaces nothing.")
    manifest = write_backup(file, with_secret_key=with_secret_key)
    rows = sum(count for count, _ in manifest.tables.values())
    typer.echo(f"{file}: {rows} rows of {len(manifest.tables)} tables and {len(manifest.files)} files.")
    if with_secret_key:
        typer.echo("The secret key is in it: whoever has this file can sign in as anybody. Guard it well.")


def write_backup(file: Path, *, with_secret_key: bool = False) -> Manifest:
    """Write a backup; the file appears under its name when it is whole.

    Parameters
    ----------
    file
        Where to.
    with_secret_key
        Whether the key that signs sessions and links goes with it.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(file.name + ".partial")
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target:
        with ZipFile(target, "w") as archive, _snapshot() as connection:
            manifest = _fill(archive, connection, with_secret_key=with_secret_key)
        target.flush()
        os.fsync(target.fileno())
    partial.replace(file)
    (home() / LAST_BACKUP).write_text(manifest.made_at, "utf-8")
    return manifest


def last_backup_at() -> datetime | None:
    """When the last backup was made from this folder."""
    kept = home() / LAST_BACKUP
    return datetime.fromisoformat(kept.read_text("utf-8")) if kept.is_file() else None


@contextmanager
def _snapshot() -> Iterator[BaseDatabaseWrapper]:
    """Open a second connection that sees the database as it is now, and stops nobody from writing."""
    from copy import deepcopy

    from django.db import connections, transaction

    settings = deepcopy(connections.settings["default"])
    if settings["ENGINE"].endswith("sqlite3"):
        settings["OPTIONS"]["transaction_mode"] = "DEFERRED"  # in WAL mode a reader keeps what it first saw
    else:
        from psycopg import IsolationLevel

        settings.setdefault("OPTIONS", {})["isolation_level"] = IsolationLevel.REPEATABLE_READ
    connections.settings[SNAPSHOT] = settings
    try:
        with transaction.atomic(using=SNAPSHOT):
            yield connections[SNAPSHOT]
    finally:
        connections[SNAPSHOT].close()
        del connections[SNAPSHOT]
        del connections.settings[SNAPSHOT]


def _fill(archive: ZipFile, connection: BaseDatabaseWrapper, *, with_secret_key: bool) -> Manifest:
    from django.conf import settings
    from django.db.migrations.recorder import MigrationRecorder
    from django.utils import timezone

    from nagara_web.command.archive import (
        MANIFEST,
        Manifest,
        apps_as_of,
        in_pieces,
        last_steps,
        models_of,
        write_member,
    )

    now = timezone.now()
    applied = sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())
    apps = apps_as_of(connection, last_steps(connection, applied))
    tables: dict[str, tuple[int, str]] = {}
    for model in models_of(apps):
        label = model._meta.label_lower
        count = [0]
        _, sha = write_member(archive, f"rows/{label}.jsonl", _lines(model, count), now)
        tables[label] = (count[0], sha)
    files: dict[str, tuple[int, str]] = {}
    for name, path in _files(Path(settings.MEDIA_ROOT), with_secret_key=with_secret_key):
        try:
            with path.open("rb") as held:
                files[name] = write_member(archive, name, in_pieces(held), now)
        except FileNotFoundError:  # deleted since the folder was listed; no row of the snapshot can need it for long
            continue
    head = apps.get_model("audit", "ChainHead")._base_manager.using(SNAPSHOT).first()
    manifest = Manifest(
        version=VERSION,
        made_at=now.isoformat(),
        database=connection.vendor,
        migrations=tuple(applied),
        tables=tables,
        files=files,
        log_head=(head.number, head.digest) if head else (0, ""),
    )
    write_member(archive, MANIFEST, [manifest.to_json().encode()], now)
    return manifest


def _lines(model: type[models.Model], count: list[int]) -> Iterator[bytes]:
    from nagara_web.command.archive import row_of

    for instance in model._base_manager.using(SNAPSHOT).order_by("pk").iterator(chunk_size=ROWS_AT_ONCE):
        count[0] += 1
        yield (json.dumps(row_of(instance), ensure_ascii=False, sort_keys=True) + "\n").encode()


def _files(uploads: Path, *, with_secret_key: bool) -> Iterator[tuple[str, Path]]:
    from django.conf import settings

    for path in sorted(uploads.rglob("*")) if uploads.is_dir() else ():
        if path.is_file() and not path.is_symlink():
            yield f"uploads/{path.relative_to(uploads).as_posix()}", path
    key = Path(settings.HOME) / SECRET_KEY_FILE
    if with_secret_key and key.is_file():
        yield SECRET_KEY_FILE, key
