"""How all tests run: what is drawn, what is left out, and that it is said."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser
    from pytest_django import DjangoDbBlocker

settings.register_profile(
    "default",
    max_examples=50,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("long", max_examples=5000, deadline=None, print_blob=True)
settings.load_profile("default")

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NO_BROWSER = "no Chromium on this machine"


def chromium_path() -> str | None:
    """Where Chromium stands on this machine."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes long, unless the `-m` option speaks of it."""
    if "long" in config.option.markexpr:
        return
    long = [item for item in items if "long" in item.keywords]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if "long" not in item.keywords]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a browser journey where there is no browser; CI has to have one."""
    if item.get_closest_marker("browser") is None or chromium_path():
        return
    if os.environ.get("NAGARA_BROWSER_REQUIRED"):
        pytest.fail(f"{NO_BROWSER}, and NAGARA_BROWSER_REQUIRED asks for one", pytrace=False)
    pytest.skip(NO_BROWSER)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say plainly what was not tried."""
    skipped = terminalreporter.stats.get("skipped", [])
    journeys = sum(NO_BROWSER in str(report.longrepr) for report in skipped)
    if journeys:
        terminalreporter.section("left out")
        terminalreporter.line(f"{journeys} browser journeys were not tried: {NO_BROWSER}.")
        terminalreporter.line("Install it (on Debian: sudo apt-get install -y chromium) and run again.")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Write down every step of migration as taken: the tables were made at once, as those of a new site are.

    Taking the steps costs half a minute of each process. That they make the same tables is a test of its own.
    """
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.recorder import MigrationRecorder

    with django_db_blocker.unblock():
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        steps = sorted(MigrationLoader(None).graph.nodes)
        taken = recorder.Migration
        taken.objects.bulk_create([taken(app=app, name=name) for app, name in steps])


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Open one headless Chromium for all journeys; it sees files, not the network."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(),
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        )
        yield browser
        browser.close()
