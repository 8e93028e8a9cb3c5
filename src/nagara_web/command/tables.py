"""The tables of a new site, made at once as this version has them.

A new database would take every step of every version, which takes half a minute and leaves what the models say
at once. A test holds the tables of both ways against each other. No step brings rows of its own into an empty database.
"""

from __future__ import annotations

from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

__all__ = ["is_empty", "make_tables"]


def is_empty() -> bool:
    """Whether the database has no table yet."""
    return not connection.introspection.table_names()


def make_tables() -> int:
    """Make all tables in an empty database, all or none, and write down every step of migration as taken.

    Returns
    -------
    int
        How many steps that stands for.
    """
    emit_pre_migrate_signal(verbosity=0, interactive=False, db=DEFAULT_DB_ALIAS)
    steps = sorted(MigrationLoader(None).graph.nodes)
    taken = MigrationRecorder(connection).Migration
    models: list[type[Model]] = [taken, *apps.get_models()]
    with connection.schema_editor() as editor:
        for model in models:
            if model._meta.managed and not model._meta.proxy:
                editor.create_model(model)
        taken.objects.using(DEFAULT_DB_ALIAS).bulk_create(taken(app=app, name=name) for app, name in steps)
    emit_post_migrate_signal(verbosity=0, interactive=False, db=DEFAULT_DB_ALIAS)
    return len(steps)
