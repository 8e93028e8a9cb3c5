"""The report page as a reader's browser shows it: phone, desk and paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from invented_city_year import invented_city_year
from nagara.reports.html import render_html

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    file: Path = tmp_path_factory.mktemp("page") / "report.html"
    file.write_text(render_html(invented_city_year()), "utf-8")
    return file.as_uri()


def opened(chromium: Browser, address: str, width: int) -> tuple[Page, list[str]]:
    page = chromium.new_page(viewport={"width": width, "height": 800})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    return page, said


@pytest.mark.parametrize("width", [320, 360, 1120])
def test_page_never_scrolls_sideways(chromium: Browser, address: str, width: int):
    page, said = opened(chromium, address, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert said == []


@pytest.mark.parametrize("code", ["en", "id", "vi", "th", "my"])
@pytest.mark.parametrize("width", [360, 1120])
def test_no_table_scrolls_sideways(chromium: Browser, tmp_path: Path, code: str, width: int):
    file = tmp_path / "report.html"
    file.write_text(render_html(invented_city_year(), language=code), "utf-8")
    page, _ = opened(chromium, file.as_uri(), width)
    scrolling = page.evaluate(
        """[...document.querySelectorAll('details')].forEach(e => e.open = true),
        [...document.querySelectorAll('.table')].filter(e => e.scrollWidth > e.clientWidth).map(e => e.ariaLabel)"""
    )
    assert scrolling == []


def test_columns_of_numbers_stand_to_the_right(chromium: Browser, address: str):
    page, _ = opened(chromium, address, 1120)
    sides = page.evaluate(
        "[...document.querySelectorAll('.n2 td:nth-child(2), .n2 thead th:nth-child(2)')]"
        ".map(e => getComputedStyle(e).textAlign)"
    )
    assert set(sides) == {"right"}


@pytest.mark.parametrize(("width", "drawn"), [(360, 340), (1120, 640)])
def test_each_picture_is_drawn_once_for_the_width(chromium: Browser, address: str, width: int, drawn: int):
    page, _ = opened(chromium, address, width)
    seen = page.evaluate(
        "[...document.querySelectorAll('svg.chart')].filter(e => e.getBoundingClientRect().width)"
        ".map(e => Number(e.getAttribute('width')))"
    )
    assert len(seen) >= 7
    assert set(seen) == {drawn}


def test_words_in_drawings_stand_inside_them(chromium: Browser, address: str):
    for width in (360, 1120):
        page, _ = opened(chromium, address, width)
        outside = page.evaluate(
            """[...document.querySelectorAll('svg.chart text')].filter(text => {
                const box = text.getBoundingClientRect(), frame = text.ownerSVGElement.getBoundingClientRect();
                return box.width && (box.left < frame.left - 2 || box.right > frame.right + 2);
            }).map(text => text.textContent)"""
        )
        assert outside == []


def test_first_tab_leads_past_the_head(chromium: Browser, address: str):
    page, _ = opened(chromium, address, 360)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#report"


def test_summary_fits_the_first_printed_page(chromium: Browser, address: str):
    page, _ = opened(chromium, address, 794)
    page.emulate_media(media="print")
    bottom = page.evaluate("document.getElementById('summary').getBoundingClientRect().bottom")
    a4_less_margins_px = (297 - 38) / 25.4 * 96
    assert bottom < a4_less_margins_px


def test_targets_can_be_hit_with_a_thumb(chromium: Browser, address: str):
    page, _ = opened(chromium, address, 360)
    heights = page.evaluate(
        "[...document.querySelectorAll('nav a, summary')].map(e => e.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44


def test_tables_open_without_a_script(chromium: Browser, address: str):
    page, _ = opened(chromium, address, 360)
    summary = page.locator("summary").first
    summary.click()
    assert page.locator("details").first.locator("table").is_visible()
