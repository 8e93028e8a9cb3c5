"""The page of scenarios in a browser: readable on a phone and on a screen, nothing fetched, nothing complained of."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from nagara.cli.commands import app

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def page_of_scenarios(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("scenario")
    files = [EXAMPLES / "scenario-food-to-compost.csv", EXAMPLES / "scenario-close-the-dump.csv"]
    words = ["scenario", EXAMPLES / "demo-city", *files, "--out", out, "--draws", "200", "--format", "html"]
    assert CliRunner().invoke(app, list(map(str, words))).exit_code == 0
    return out / "scenario.html"


@pytest.mark.parametrize("width", [360, 1200])
def test_it_fits_and_shows_its_picture(chromium: Browser, page_of_scenarios: Path, width: int) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 900})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("request", lambda request: complaints.append(request.url) if "file:" not in request.url else None)
    page.goto(page_of_scenarios.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.get_by_text("Invented example: not a real city").is_visible()
    seen = [drawing for drawing in page.locator("figure svg").all() if drawing.is_visible()]
    assert len(seen) == 1
    scrolling = page.evaluate(
        """[...document.querySelectorAll('details')].forEach(e => e.open = true),
        [...document.querySelectorAll('.table')].filter(e => e.scrollWidth > e.clientWidth).map(e => e.ariaLabel)"""
    )
    assert scrolling == []
    assert not complaints
    page.close()
