"""A declaration comes in as a file, is confirmed clause by clause, and is published by a second person."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from .site_process import Site
from .visiting import Visitor, visitor

pytestmark = pytest.mark.browser

TEXT = """Declaration of the River Cities

We, the mayors of the river cities, met in Rivermouth on 3 May 2026.

we hereby commit to:

1. Close every open dump by 2030.

2. Protect the river by sorting waste, composting what rots, and reporting every year.

ENCOURAGING member states to give local governments access to finance.
"""


def test_a_declaration_is_brought_in_confirmed_and_published(site: Site, chromium: Browser, tmp_path: Path) -> None:
    file = tmp_path / "rivers.md"
    file.write_text(TEXT, encoding="utf-8")
    with ExitStack() as stack:

        def person(name: str = "") -> Visitor:
            made = stack.enter_context(visitor(chromium, site.address, scripts=False))
            if name:
                made.sign_in(f"{name}@example.org", "/work/declarations/")
            return made

        first = person("sam.secretary")
        desk = _bring_in(first, file)
        _confirm(first)
        second = person("sue.secretary")
        second.go(desk)
        second.press("Publish the document")
        expect(second.page.locator("body")).to_contain_text("The document is published.")
        reader = person()
        reader.go("/declarations/")
        reader.follow("Declaration of the River Cities")
        expect(reader.page.locator("#clause-1")).to_contain_text("Close every open dump by 2030.")
        reader.page.locator("#clause-2 h3 a").click()
        expect(reader.page.locator("#part-b")).to_contain_text("composting what rots")
        reader.go("/declarations/rivers-2026-declaration/2.c/")
        assert reader.path.endswith("/2/#part-c")


def _bring_in(person: Visitor, file: Path) -> str:
    """Add the meeting and send the file; the address of its desk."""
    person.follow("Bring a declaration in")
    person.follow("Add a meeting")
    person.page.get_by_label("Name of a new forum").fill("River Forum")
    person.page.get_by_label("Its short name in addresses").fill("rivers")
    person.page.get_by_label("Year").fill("2026")
    person.page.get_by_label("City where it met").fill("Rivermouth")
    person.press("Add this meeting")
    person.page.get_by_label("Name of the document").fill("Declaration of the River Cities")
    person.page.get_by_label("File of the text").set_input_files(file)
    person.press("Read the file")
    expect(person.page.locator("h1")).to_contain_text("Declaration of the River Cities")
    return person.path


def _confirm(person: Visitor) -> None:
    """Correct one kind, take it back, and confirm the clauses one by one, then the whole."""
    desk = person.path
    person.page.locator(".to-do a").first.click()
    person.page.get_by_label("Fact or mandate").check()
    person.press("Save the kind")
    person.go(desk)
    person.press("Take the last change back")
    expect(person.page.locator("body")).to_contain_text("The last change is taken back.")
    person.page.locator(".to-do a").first.click()
    for _clause in range(20):
        if person.path == desk:
            break
        person.press("Confirm and go to the next" if "Confirm and go" in person.text else "Confirm this clause")
    person.press("Confirm the whole document")
    expect(person.page.locator("body")).to_contain_text("You had a hand in it, so a colleague publishes it.")
