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


@pytest.fixture
def stepped_site(request: pytest.FixtureRequest, tmp_path: Path) -> Site:
    """Return a site whose database took every step: on SQLite the one that was restored from the first day."""
    if not POSTGRESQL:
        return request.getfixturevalue("grown_site")
    made = Site(tmp_path / "stepped", {"DATABASE_URL": new_database(), "NAGARA_SECRET_KEY": "a-key-of-this-test"})
    made.home.mkdir()
    made.python("from django.core.management import call_command; call_command('migrate', verbosity=0)")
    return made


Look = tuple[dict[str, int], dict[str, list[str]]]


def _looked_at(site: Site) -> Look:
    counts, shape = json.loads(site.python(f"import json\n{LOOK}\nprint(json.dumps([counts, database_shape()]))"))
    return counts, {table: shape[table] for table in shape.keys() - OF_ITSELF}


def _here() -> Look:
    known: dict[str, dict[str, int]] = {}
    exec(LOOK, known)  # noqa: S102  (the same lines here and in the other process)
    shape = database_shape()
    return known["counts"], {table: shape[table] for table in shape.keys() - OF_ITSELF}


@pytest.mark.django_db
def test_a_new_site_and_the_database_of_the_tests_have_what_the_steps_make(new_site: Site, stepped_site: Site) -> None:
    counts, stepped = _looked_at(stepped_site)
    assert len(stepped) > 60
    for others, made in (_looked_at(new_site), _here()):
        assert made.keys() == stepped.keys()
        assert {table: set(made[table]) ^ set(stepped[table]) for table in made if made[table] != stepped[table]} == {}
        assert others == counts


@pytest.mark.django_db
def test_a_database_with_tables_is_not_empty() -> None:
    assert not is_empty()
