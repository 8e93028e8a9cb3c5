"""A new site has the tables that all steps of migration together make."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from database_shape import database_shape
from nagara_web.command.tables import is_empty
from sites import POSTGRESQL, Site, new_database

OF_ITSELF = {"cache", "counters", "auth_group_permissions"}
"""Tables of the cache, which no step of migration makes, and one of Django that stays empty, with a larger key."""

LOOK = """
from django.apps import apps
from database_shape import database_shape
from django.db.migrations.recorder import MigrationRecorder
from django.db import connection
made = [apps.get_model(each) for each in ("contenttypes.ContentType", "auth.Permission", "django_q.Schedule")]
counts = {each.__name__: each.objects.count() for each in (*made, MigrationRecorder(connection).Migration)}
"""


@pytest.fixture
def new_site(request: pytest.FixtureRequest, tmp_path: Path) -> Site:
    """Return a site made by `init` on the kind of database that the tests run on."""
    if not POSTGRESQL:
        return request.getfixturevalue("made_site")
    made = Site(tmp_path / "site", {"DATABASE_URL": new_database()})
    assert made.run("init", "--no-ask").returncode == 0
    return made


@pytest.mark.django_db
def test_a_new_site_has_the_tables_and_rows_that_the_steps_make(new_site: Site) -> None:
    said = json.loads(new_site.python(f"import json\n{LOOK}\nprint(json.dumps([counts, database_shape()]))"))
    there, here = ({table: each[table] for table in each.keys() - OF_ITSELF} for each in (said[1], database_shape()))
    assert there.keys() == here.keys()
    assert {table: set(there[table]) ^ set(here[table]) for table in here if there[table] != here[table]} == {}
    assert len(here) > 60
    known: dict[str, dict[str, int]] = {}
    exec(LOOK, known)  # noqa: S102  (the same lines here and in the other process)
    assert said[0] == known["counts"]


@pytest.mark.django_db
def test_a_database_with_tables_is_not_empty() -> None:
    assert not is_empty()
