"""A secretariat founds a network and fills its page, two people publish its charter, and everybody reads it."""

from __future__ import annotations

from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, expect

from sites import ONLY_LONG_HERE

from .site_process import Site
from .visiting import Visitor, visitor

pytestmark = pytest.mark.browser
DESK = "/work/networks/zero-towns/"


@pytest.mark.parametrize("width", [pytest.param(360, marks=ONLY_LONG_HERE["PostgreSQL"])])
def test_a_network_is_founded_filled_and_read_on_a_phone(site: Site, chromium: Browser, width: int) -> None:
    with ExitStack() as stack:

        def person(name: str = "") -> Visitor:
            size = {"viewport": {"width": width, "height": 740}}
            made: Visitor = stack.enter_context(visitor(chromium, site.address, scripts=False, **size))
            if name:
                made.sign_in(f"{name}@example.org")
            return made

        first, second, reader = person("sam.secretary"), person("sue.secretary"), person()
        _found(first)
        _let_join(first)
        _write_charter(first)
        second.go(DESK + "charter/publish/")
        second.press("Publish version 1")
        _plan_and_undo(first)
        reader.go("/networks/zero-towns/")
        expect(reader.page.locator("#charter + .statement")).to_contain_text("Not zero waste: what is landfilled.")
        for words in ("Rivermouth", "Close the old dump", "Founded on"):
            assert words in reader.text
        reader.follow("Read the charter")
        assert reader.path == "/networks/zero-towns/charter/"


def _found(person: Visitor) -> None:
    person.follow("All networks that you keep")
    person.follow("Found a network")
    person.page.get_by_label("Name", exact=True).fill("Network of Zero Towns")
    person.page.get_by_label("Short name").fill("Zero Towns")
    person.page.get_by_label("Address of its page").fill("zero-towns")
    person.page.get_by_label("Whose secretariat founds it?").select_option(index=0)
    person.press("Found this network")
    assert person.path == DESK


def _let_join(person: Visitor) -> None:
    person.follow("Members and focal points")
    person.follow("Let a city join")
    person.page.get_by_label("City", exact=True).select_option("Rivermouth")
    person.page.get_by_label("First day").fill("2025-01-01")
    person.page.get_by_label("Source", exact=True).fill("Letter of the city")
    person.press("Add this member")
    assert "Rivermouth" in person.text


def _write_charter(person: Visitor) -> None:
    person.go(DESK + "charter/")
    person.follow("Write the charter")
    person.page.get_by_label("Landfilled").check()
    person.page.get_by_label("Agreed on").fill("2025-02-01")
    person.press("Save the draft")
    expect(person.page.locator(".errors")).to_contain_text("Say where this is known from.")
    assert person.page.get_by_label("Landfilled").is_checked()
    person.page.get_by_label("Source", exact=True).fill("Minutes of the founding")
    person.press("Save the draft")
    assert "It waits for somebody else of the secretariat to publish it." in person.text


def _plan_and_undo(person: Visitor) -> None:
    for title in ("Close the old dump", "Buy the moon"):
        person.go(DESK + "work-plan/add/")
        person.page.get_by_label("What is it?").fill(title)
        person.press("Add this item")
    person.go(DESK + "history/")
    person.page.locator("li", has_text="Work plan: Buy the moon").get_by_role("button").click()
    expect(person.page.get_by_role("status")).to_contain_text("The change is undone.")
    person.go(DESK + "work-plan/")
    assert "Buy the moon" not in person.text
