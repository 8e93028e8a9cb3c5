"""What a backup holds: one zip file of rows as JSON lines, of uploads, and a manifest with their digests.

Rows are written and read by the models of the *database's own state of migration*, not by those of the code. So
a backup can be taken before the database is brought up to date, an old one can be read by a newer version, and
one of SQLite goes into PostgreSQL and back.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.db import models
from django.db.migrations.executor import MigrationExecutor

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.base import BaseDatabaseWrapper

__all__ = [
    "LEFT_OUT",
    "MANIFEST",
    "Manifest",
    "apps_as_of",
    "digest_of_member",
    "in_pieces",
    "instance_of",
    "last_steps",
    "models_of",
    "row_of",
    "write_member",
]

MANIFEST: Final = "manifest.json"
FORMAT: Final = 1
LEFT_OUT: Final = frozenset({"auth", "contenttypes", "django_q", "sessions", "usersessions"})
"""Apps whose rows are made anew: kinds of things, the queue (from the jobs), and sessions (people sign in again)."""
CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What is in a backup.

    Parameters
    ----------
    version
        Of the program that wrote it.
    made_at
        When, in ISO 8601.
    database
        Kind of database that it came from.
    migrations
        The steps that this database had taken, as ``app.name``.
    tables
        For each table its count of rows and the SHA-256 of its lines.
    files
        For each file its size and SHA-256.
    log_head
        Number and digest of the last event of the log, which a copy of the log must end with.
    format
        Of the backup itself.
    """

    version: str
    made_at: str
    database: str
    migrations: tuple[str, ...]
    tables: Mapping[str, tuple[int, str]]
    files: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    log_head: tuple[int, str] = (0, "")
    format: int = FORMAT

    def to_json(self) -> str:
        """As it stands in the file."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str | bytes) -> Manifest:
        """Read it back.

        Raises
        ------
        ValueError
            If it is not one that this version can read.
        """
        held = json.loads(text)
        if not isinstance(held, dict) or held.get("format") != FORMAT:
            raise ValueError("not a manifest of a format that this version knows")  # noqa: EM101
        number, digest = held["log_head"]
        return cls(
            version=str(held["version"]),
            made_at=str(held["made_at"]),
            database=str(held["database"]),
            migrations=tuple(map(str, held["migrations"])),
            tables={name: (int(count), str(sha)) for name, (count, sha) in held["tables"].items()},
            files={name: (int(size), str(sha)) for name, (size, sha) in held["files"].items()},
            log_head=(int(number), str(digest)),
        )


def last_steps(connection: BaseDatabaseWrapper, migrations: Iterable[str]) -> list[tuple[str, str]]:
    """Those of some migrations that all others of them lead to.

    Parameters
    ----------
    connection
        Any connection; nothing is read but what was applied.
    migrations
        The steps, as ``app.name``; those that this version does not know are passed over.
    """
    graph = MigrationExecutor(connection).loader.graph
    wanted = {(app, name) for app, _, name in (each.partition(".") for each in migrations)} & set(graph.nodes)
    return sorted(key for key in wanted if not {child.key for child in graph.node_map[key].children} & wanted)


def apps_as_of(connection: BaseDatabaseWrapper, steps: list[tuple[str, str]]) -> Apps:
    """Return the models as they were after some steps of migration."""
    apps: Apps = MigrationExecutor(connection).loader.project_state(steps).apps
    return apps


def models_of(apps: Apps) -> list[type[models.Model]]:
    """Every table that goes into a backup, in the order of its name."""
    found = (
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.app_label not in LEFT_OUT
    )
    return sorted(found, key=lambda model: model._meta.label_lower)


def row_of(instance: models.Model) -> dict[str, Any]:
    """Write one row: what JSON knows as it is, anything else in the words of its field, to the last microsecond."""
    row: dict[str, Any] = {}
    for column in instance._meta.concrete_fields:
        value = column.value_from_object(instance)
        is_plain = value is None or isinstance(value, bool | int | float | str) or _is_json(column)
        row[column.attname] = value if is_plain else str(column.value_to_string(instance))
    return row


def instance_of(model: type[models.Model], line: str | bytes) -> models.Model:
    """Read one row back."""
    row, instance = json.loads(line), model()
    for column in model._meta.concrete_fields:
        value = row[column.attname]
        setattr(instance, column.attname, value if _is_json(column) else column.to_python(value))
    return instance


def _is_json(column: object) -> bool:
    return isinstance(column, models.JSONField)


def write_member(archive: ZipFile, name: str, chunks: Iterable[bytes], made: datetime) -> tuple[int, str]:
    """Write one member in pieces, and return its size and SHA-256."""
    info = ZipInfo(name, date_time=(made.year, made.month, made.day, made.hour, made.minute, made.second))
    info.compress_type = ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    size, sha = 0, hashlib.sha256()
    with archive.open(info, "w", force_zip64=True) as member:
        for chunk in chunks:
            member.write(chunk)
            sha.update(chunk)
            size += len(chunk)
    return size, sha.hexdigest()


def in_pieces(file: IO[bytes]) -> Iterator[bytes]:
    """Read a file a megabyte at a time."""
    while chunk := file.read(CHUNK):
        yield chunk


def digest_of_member(archive: ZipFile, name: str) -> str:
    """SHA-256 of one member."""
    sha = hashlib.sha256()
    with archive.open(name) as member:
        for chunk in in_pieces(member):
            sha.update(chunk)
    return sha.hexdigest()
