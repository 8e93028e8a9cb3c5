"""What a meeting adopted is asked in the next round, answered by a city, reviewed and read; and what cities agreed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from .site_process import Site, running_site
from .test_year import decide, publish, save, sign
from .visiting import Visitor, visitor

pytestmark = pytest.mark.browser
SEED = Path(__file__).with_name("seed_meeting.py")
PROMISE = "close all open dumps"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with a forum that adopted a declaration, and no round yet."""
    with running_site(tmp_path_factory.mktemp("site"), SEED, NAGARA_ALLOWED_HOSTS="localhost") as made:
        yield made


@pytest.mark.long
def test_a_promise_is_asked_answered_reviewed_and_read_in_the_matrix(chromium: Browser, site: Site) -> None:
    with ExitStack() as stack:

        def comes(name: str = "") -> Visitor:
            made: Visitor = stack.enter_context(visitor(chromium, site.address, scripts=False))
            if name:
                made.sign_in(f"{name}@example.org")
            return made

        secretary, officer = comes("sam.secretary"), comes("olive.officer")
        _opens_a_round(secretary)
        report = _answers(officer)
        sign(comes("hanna.head"), report)
        _reviews(comes("pia.peer"), secretary, report)
        publish(comes("sue.secretary"), report)
        _reads(comes())


def _opens_a_round(secretary: Visitor) -> None:
    page, today = secretary.page, date.today()  # noqa: DTZ011  (the site runs here)
    secretary.go("/work/rounds/new/")
    page.get_by_label("Title").fill("Promises of the year")
    page.get_by_label("Year that the figures speak of").fill(str(today.year))
    page.get_by_label("First day", exact=True).fill((today - timedelta(days=1)).isoformat())
    page.get_by_label("Last day", exact=True).fill((today + timedelta(days=60)).isoformat())
    page.locator("main form button").last.click()
    secretary.follow("Ask the new commitments")
    assert PROMISE in secretary.text
    secretary.press("Ask these commitments")
    for box in page.get_by_role("group", name="Modules").get_by_role("checkbox").all():
        box.uncheck()
    secretary.press("Save the questions")
    secretary.press("Ask the twelve principles")
    secretary.follow("Go on to open the round")
    secretary.press("Open the round")


def _answers(officer: Visitor) -> str:
    """Answer the promise from the page of one's work, one principle too, and send it; the address of the report."""
    page = officer.page
    officer.go("/work/")
    page.get_by_role("button", name=re.compile("Start the report for")).click()
    report = officer.path
    officer.go("/work/")
    page.get_by_role("link", name=re.compile("has no answer yet|have no answer yet")).click()
    expect(page.locator("h1")).to_contain_text(re.compile(PROMISE, re.IGNORECASE))
    questions = officer.path.rstrip("/").rpartition("/")[0] + "/"
    page.get_by_label("Under way").check()
    page.locator("[name=evidence]").fill("Council decision 12")
    save(officer)
    officer.go(questions)
    page.get_by_role("link", name=re.compile("Know the waste")).click()
    page.get_by_label(re.compile("^Partly")).check()
    page.locator("[name=evidence]").fill("Survey of the year")
    save(officer)
    officer.go("/work/")
    expect(page.locator("main")).not_to_contain_text("no answer yet")
    officer.go(f"{report}check/")
    if page.get_by_role("button", name="Work out the figures").count():
        officer.press("Work out the figures")
    officer.press("Send to the head of city")
    return report


def _reviews(reviewer: Visitor, secretary: Visitor, report: str) -> None:
    reviewer.go(f"{report}review/")
    reviewer.press("Begin the review")
    assert "under way" in reviewer.text.lower()
    decide(reviewer)
    reviewer.press("Save what I decided")
    secretary.go(f"{report}accept/")
    for box in secretary.page.locator("main input[type=checkbox]").all():
        box.check()
    secretary.press("Accept report")


def _reads(reader: Visitor) -> None:
    page = reader.page
    reader.go("/networks/river-cities/")
    reader.follow("Commitments, city by city")
    row = page.locator(".matrix tbody tr", has_text="Rivermouth")
    expect(row).to_contain_text("under way")
    row.get_by_role("link", name=re.compile("under way")).first.click()
    expect(page.locator("main")).to_contain_text("Council decision 12")
    reader.go("/principles/?network=river-cities")
    expect(page.locator(".matrix tbody tr", has_text="Rivermouth")).to_contain_text("partly")


@pytest.mark.long
def test_an_agreement_is_entered_published_kept_and_read(chromium: Browser, site: Site) -> None:
    with ExitStack() as stack:

        def comes(name: str = "") -> Visitor:
            made: Visitor = stack.enter_context(visitor(chromium, site.address, scripts=False))
            if name:
                made.sign_in(f"{name}@example.org")
            return made

        first, second, officer, reader = comes("sam.secretary"), comes("sue.secretary"), comes("orla.other"), comes()
        desk = _enters(first)
        second.go(desk)
        second.press("Publish the agreement")
        officer.go(desk)
        officer.follow("Say what became of it")
        officer.page.get_by_label("Done", exact=True).check()
        officer.page.get_by_label("What shows it").fill("Report 1")
        officer.page.locator("main form button").last.click()
        reader.go("/agreements/")
        reader.follow("Memorandum on compost")
        assert "Report 1" not in reader.text
        second.go(desk)
        second.press("Confirm it")
        reader.page.reload()
        assert "Report 1" in reader.text
        reader.go("/networks/river-cities/")
        assert "Memorandum on compost" in reader.text


def _enters(secretary: Visitor) -> str:
    page, soon = secretary.page, date.today() + timedelta(days=20)  # noqa: DTZ011  (the site runs here)
    secretary.go("/work/agreements/new/")
    page.get_by_label("Name of the agreement").fill("Memorandum on compost")
    page.get_by_label("Signed on").fill("2026-01-05")
    page.get_by_label("Source", exact=False).first.fill("Gazette 12")
    page.locator("main form button").last.click()
    desk = secretary.path
    for city in ("Hilltop", "Rivermouth"):
        secretary.follow("Add a party")
        page.get_by_label("City", exact=True).select_option(city)
        secretary.press("Add this party")
    secretary.follow("Write an obligation down")
    page.get_by_label("Who is obliged").select_option("Hilltop")
    page.get_by_label("To what").fill("Sort at three markets")
    page.get_by_label("Due on").fill(soon.isoformat())
    secretary.press("Save the obligation")
    return desk
