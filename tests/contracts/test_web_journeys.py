"""Journeys in a browser are never left out in silence."""

from __future__ import annotations

import os
import subprocess
import sys

from contracts.source_tree import ROOT

BROWSER_TESTS = sorted((ROOT / "tests" / "browser").rglob("test_*.py"))


def test_ci_asks_for_a_browser() -> None:
    assert "export NAGARA_BROWSER_REQUIRED=1" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_every_journey_says_that_it_opens_a_browser() -> None:
    assert BROWSER_TESTS
    assert [
        each.name for each in BROWSER_TESTS if "pytestmark = pytest.mark.browser" not in each.read_text("utf-8")
    ] == []


def without_a_browser(**environment: str) -> subprocess.CompletedProcess[str]:
    """Run one journey where no browser can be found."""
    test = "tests/browser/test_report_page.py"
    bare = {name: text for name, text in os.environ.items() if name != "NAGARA_BROWSER_REQUIRED"}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", test, "-k", "columns"],
        cwd=ROOT,
        env=bare | {"PATH": "/nowhere"} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_what_was_left_out_is_said_plainly() -> None:
    done = without_a_browser()
    assert done.returncode == 0
    assert "browser journeys were not tried: no Chromium on this machine." in done.stdout


def test_where_a_browser_is_required_its_absence_fails() -> None:
    done = without_a_browser(NAGARA_BROWSER_REQUIRED="1")
    assert done.returncode == 1
    assert "NAGARA_BROWSER_REQUIRED asks for one" in done.stdout
