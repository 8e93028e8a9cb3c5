"""``nagara web restore``: put a backup into an empty site and prove that it is all there."""

from __future__ import annotations

import shutil
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile, ZipFile

import typer
from django.db import DatabaseError
from django.db.models import DateField, TimeField
from django.utils import timezone

from nagara_web.command.backup import write_backup
from nagara_web.command.set_up import bring_up_to_date, counted, make_folder, write_privately
from nagara_web.command.site import DEMONSTRATION, SECRET_KEY_FILE, home, open_site, stop

if TYPE_CHECKING:
    from django.db import models

    from nagara_web.command.archive import Manifest

__all__ = ["run"]

ROWS_AT_ONCE: Final = 500
OTHER_TABLES: Final = ("django_migrations", "cache")


def run(file: Path, *, replace: bool) -> None:
    """Verify a backup, put it into the database and the folder, bring it up to date, and verify the log."""
    folder = home()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    open_site(must_be_made=False)
    with _opened(file) as archive:
        manifest = _verified(archive, file)
        _make_room(folder, replace=replace)
        if SECRET_KEY_FILE in manifest.files:
            (folder / SECRET_KEY_FILE).unlink(missing_ok=True)
            write_privately(folder / SECRET_KEY_FILE, archive.read(SECRET_KEY_FILE))
        make_folder(folder)
        (folder / DEMONSTRATION).unlink(missing_ok=True)  # what comes in is not what the demonstration made
        try:
            _load(archive, manifest)
        except DatabaseError as error:
            stop(f"{file}: the database refused a row ({error}). What was there before was kept beside it.", code=1)
        for name in manifest.files:
            if name.startswith("uploads/"):
                _unpack(archive, name)
    steps = bring_up_to_date()
    _prove(manifest)
    rows = sum(count for count, _ in manifest.tables.values())
    minute = manifest.made_at[:16].replace("T", " ")
    typer.echo(f"{rows} rows and {len(manifest.files)} files of {minute} UTC stand in {folder}.")
    if steps:
        typer.echo(f"The database took {counted(steps)} from version {manifest.version} to this one.")


def _opened(file: Path) -> ZipFile:
    try:
        return ZipFile(file)
    except BadZipFile:
        stop(f"{file}: this is not a backup, or not a whole one. Take the file as `nagara web backup` wrote it.")


def _verified(archive: ZipFile, file: Path) -> Manifest:
    """Read every byte before anything is changed."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from nagara_web.command.archive import MANIFEST, Manifest, digest_of_member

    try:
        manifest = Manifest.from_json(archive.read(MANIFEST))
        expected = {f"rows/{label}.jsonl": sha for label, (_, sha) in manifest.tables.items()}
        expected |= {name: sha for name, (_, sha) in manifest.files.items()}
        for name, sha in expected.items():
            if not _is_safe(name) or digest_of_member(archive, name) != sha:
                stop(f"{file}: {name} is not as it was written. Take another copy of this backup.")
    except (KeyError, ValueError, BadZipFile) as error:
        stop(f"{file}: this backup cannot be read ({error}). Take another copy of it.")
    known = {f"{app}.{name}" for app, name in MigrationExecutor(connection).loader.graph.nodes}
    if unknown := sorted(set(manifest.migrations) - known):
        stop(
            f"{file} was written by nagara {manifest.version}, which is newer than this one (it knows "
            f"{unknown[0]}). Install that version or a later one, and restore again."
        )
    return manifest


def _is_safe(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return bool(parts) and ".." not in parts and not name.startswith("/") and "\\" not in name and "\0" not in name


def _make_room(folder: Path, *, replace: bool) -> None:
    """Stop where the site holds something, or set that aside."""
    from django.db import connection

    tables = [*connection.introspection.django_table_names(only_existing=True), *OTHER_TABLES]
    there = set(connection.introspection.table_names()) & set(tables)
    if not there:
        return
    if not replace and _holds_something():
        stop(f"{folder}: this site holds data already. Restore into an empty one, or say --replace.")
    if connection.vendor == "sqlite":
        connection.close()
        _set_aside(Path(connection.settings_dict["NAME"]))
    else:
        write_backup(folder / f"before-restore-{timezone.now():%Y%m%d-%H%M%S}.zip")
        with connection.cursor() as cursor:
            for table in there:
                cursor.execute(f"DROP TABLE {connection.ops.quote_name(table)} CASCADE")
    uploads = folder / "uploads"
    if uploads.is_dir():
        shutil.rmtree(uploads.with_name("uploads.before-restore"), ignore_errors=True)
        uploads.rename(uploads.with_name("uploads.before-restore"))


def _holds_something() -> bool:
    from django.apps import apps

    try:
        return any(
            apps.get_model(label)._base_manager.exists()
            for label in ("accounts.Person", "places.City", "audit.Event", "figures.Figure")
        )
    except DatabaseError:
        return True  # tables of another version, or of another program


def _set_aside(database: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        held = database.with_name(database.name + ending)
        if held.exists():
            held.rename(database.with_name(database.name + ".before-restore" + ending))


def _load(archive: ZipFile, manifest: Manifest) -> None:
    """Make the tables as they were when the backup was written, and fill them."""
    from django.core.management.color import no_style
    from django.db import connection, transaction
    from django.db.migrations.executor import MigrationExecutor

    from nagara_web.command.archive import apps_as_of, last_steps, models_of
    from nagara_web.command.tables import make_tables

    executor = MigrationExecutor(connection)
    steps = last_steps(connection, manifest.migrations)
    if {f"{app}.{name}" for app, name in executor.loader.graph.nodes} <= set(manifest.migrations):
        make_tables()
    else:
        executor.migrate(steps)
    apps = apps_as_of(connection, steps)
    with transaction.atomic():  # keys between tables are checked at its end
        for model in models_of(apps):
            _fill(archive, model)
            count = model._base_manager.count()
            if count != manifest.tables[model._meta.label_lower][0]:
                stop(f"{model._meta.label}: {count} rows arrived, not as many as the backup has.", code=1)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), models_of(apps)):
                cursor.execute(statement)


def _fill(archive: ZipFile, model: type[models.Model]) -> None:
    from nagara_web.command.archive import instance_of

    name = f"rows/{model._meta.label_lower}.jsonl"
    model._base_manager.all().delete()  # what a migration put there is in the backup, if it is still there
    for column in model._meta.concrete_fields:  # these are models of the state of migration, nobody else's
        if isinstance(column, DateField | TimeField):
            column.auto_now = column.auto_now_add = False  # fields that set themselves keep what was written
    with archive.open(name) as lines:
        while rows := list(islice(lines, ROWS_AT_ONCE)):
            model._base_manager.bulk_create([instance_of(model, row) for row in rows])


def _unpack(archive: ZipFile, name: str) -> None:
    from django.conf import settings

    target = Path(settings.MEDIA_ROOT).parent / name
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(name) as source, target.open("wb") as copy:
        shutil.copyfileobj(source, copy)


def _prove(manifest: Manifest) -> None:
    """Walk along the log. Jobs that were not done find their way into the queue when a worker starts."""
    from nagara_web.audit.queries import verify

    found = verify()
    if not found.is_whole or found.events != manifest.log_head[0]:
        stop(f"The log of the restored site is not whole. {found.says} Take another copy of this backup.", code=1)
