"""The site of the journeys: one process for each module that asks for one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .site_process import Site, running_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with the standing cast and an open round, in which nothing has happened yet."""
    with running_site(tmp_path_factory.mktemp("site"), NAGARA_ALLOWED_HOSTS="localhost") as made:
        yield made
