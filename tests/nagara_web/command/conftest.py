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
