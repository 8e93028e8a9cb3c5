"""A site made once, and copied for every test that needs one of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from sites import Site, copy_of


@pytest.fixture(scope="session")
def made_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site as `init` makes it, with one administrator, on SQLite."""
    made = Site(tmp_path_factory.mktemp("made") / "site")
    done = made.run("init", "--administrator", "ada@example.org", "--name", "Ada", "--no-ask")
    assert done.returncode == 0, done.stderr
    assert "/account/password/reset/key/" in done.stdout
    return made


@pytest.fixture
def site(made_site: Site, tmp_path: Path) -> Site:
    """Return a copy of it."""
    return copy_of(made_site, tmp_path / "site")


OLD = """
from datetime import UTC, datetime
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
executor = MigrationExecutor(connection)
graph = executor.loader.graph
# the state of the first day: every app as its initial migrations left it
ours = {key for key in graph.nodes if graph.nodes[key].__module__.startswith("nagara_web")}
later = {key for key in ours if not graph.nodes[key].initial}
assert later, "there is something newer to go on to"
starts = [key for key in graph.leaf_nodes() if key not in ours] + sorted(ours - later)
starts = [key for key in starts if not set(graph.forwards_plan(key)) & later]
wanted = {each for key in starts for each in graph.forwards_plan(key)}
last = [key for key in wanted if not {child.key for child in graph.node_map[key].children} & wanted]
executor.migrate(last)
apps = MigrationExecutor(connection).loader.project_state(last).apps
Person = apps.get_model("accounts", "Person")
Person.objects.create(email="old@example.org", name="Old", password="!")
Country = apps.get_model("places", "Country")
Country.objects.create(iso3="XXA", iso2="XA", name="Exampleland", is_invented=True)
"""


@pytest.fixture(scope="session")
def grown_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site of the first day, on SQLite, that was backed up and restored into the newest version."""
    folder = tmp_path_factory.mktemp("grown")
    old = Site(folder / "old", {"NAGARA_SECRET_KEY": "a-key-of-this-test"})
    old.home.mkdir()
    old.python(OLD)
    for site, command in ((old, "backup"), (Site(folder / "new"), "restore")):
        done = site.run(command, str(folder / "old.zip"))
        assert done.returncode == 0, done.stderr + done.stdout
    return Site(folder / "new")
