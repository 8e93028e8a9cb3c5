"""A meeting by hand: prepared, its papers made from the data, its text amended and adopted, and carried to the next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from .site_process import Site, running_site
from .visiting import Visitor, visitor

pytestmark = pytest.mark.browser
SEED = Path(__file__).with_name("seed_meeting.py")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with a forum whose next meeting is announced and nothing else."""
    with running_site(tmp_path_factory.mktemp("site"), SEED, NAGARA_ALLOWED_HOSTS="localhost") as made:
        yield made


COVERED = """[...document.querySelectorAll(".papers a")].filter(link => {
    link.scrollIntoView({block: "center"});
    const box = link.getBoundingClientRect();
    return !link.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
}).map(link => link.textContent)"""
"""Links to files of papers that another element lies over."""


def test_a_meeting_from_its_agenda_to_the_next_one(chromium: Browser, site: Site) -> None:
    room = f"/work/meetings/{site.seeded.split()[-1]}/"
    with ExitStack() as stack:

        def comes(name: str) -> Visitor:
            made: Visitor = stack.enter_context(visitor(chromium, site.address, scripts=False))
            made.sign_in(f"{name}@example.org")
            return made

        secretary, second, delegate = comes("sam.secretary"), comes("sue.secretary"), comes("orla.other")
        _prepares(secretary, room)
        _makes_papers(secretary, room)
        _drafts(secretary, room)
        _amends(delegate, room)
        _decides(secretary, room)
        _adopts(secretary, second, room)
        _plans_the_next(secretary)
        _reads(chromium, site, room)


def _prepares(secretary: Visitor, room: str) -> None:
    secretary.follow("River Forum")
    secretary.go(room + "delegations/")
    secretary.press("Invite the member cities")
    expect(secretary.page.get_by_role("status")).to_contain_text("3 cities are invited.")
    secretary.go(room + "agenda/")
    secretary.press("Build the agenda from what is open")
    assert "Draft the charter" in secretary.text


def _makes_papers(secretary: Visitor, room: str) -> None:
    secretary.go(room + "papers/")
    secretary.press("Make the papers")
    expect(secretary.page.get_by_role("status")).to_contain_text("The papers are made.")
    secretary.press("Distribute 5 papers")
    assert secretary.page.evaluate(COVERED) == [], "each file of a paper is hit where it stands"
    secretary.page.locator("summary", has_text="More").first.click()
    secretary.press("Make it again and compare")
    expect(secretary.page.get_by_role("status")).to_contain_text("every file is the same, byte for byte")


def _drafts(secretary: Visitor, room: str) -> None:
    secretary.go(room + "outcome/")
    secretary.page.get_by_label("Title").fill("Forum Declaration")
    secretary.press("Begin the draft")
    secretary.press("Take paragraphs from the data")
    secretary.follow("Write a clause")
    secretary.page.get_by_label("Clause", exact=True).fill("We will close all dumps by 2030.")
    secretary.page.get_by_label("Continues").fill("river-forum-2024-declaration.1")
    secretary.press("Add the clause")
    assert "We will close all dumps by 2030." in secretary.text


def _amends(delegate: Visitor, room: str) -> None:
    delegate.go(room + "outcome/")
    clause = delegate.page.locator("section.draft-clause", has_text="We will close all dumps by 2030.")
    clause.get_by_role("link", name="Propose an amendment").click()
    delegate.page.get_by_label("New words").fill("We will close all dumps by 2028.")
    delegate.page.get_by_label("Reason").fill("Sooner is cheaper.")
    delegate.press("Propose the amendment")
    expect(delegate.page.get_by_role("status")).to_contain_text("The amendment is proposed.")


def _decides(secretary: Visitor, room: str) -> None:
    secretary.go(room + "outcome/")
    secretary.follow("Amendment 1, Hilltop")
    secretary.page.get_by_label("Recommendation", exact=True).fill("Accept it.")
    secretary.press("Save the recommendation")
    secretary.press("Accept the amendment")
    secretary.go(room + "minutes/")
    secretary.page.get_by_label("Decision", exact=True).fill("Count the dumps")
    secretary.page.get_by_label("Who does it").fill("Hilltop")
    secretary.press("Write the decision")


def _adopts(secretary: Visitor, second: Visitor, room: str) -> None:
    secretary.go(room + "outcome/?view=clean")
    assert "We will close all dumps by 2028." in secretary.text
    secretary.press("Propose it for adoption")
    assert "A second person of the secretariat adopts it." in secretary.text
    second.go(room + "outcome/")
    second.follow("Adopt the text")
    second.press("Adopt the text")
    expect(second.page.get_by_role("status")).to_contain_text("Its clauses and decisions are tracked from now on.")


def _plans_the_next(secretary: Visitor) -> None:
    secretary.go("/work/meetings/new/")
    secretary.page.get_by_label("Title").fill("River Forum, the one after")
    secretary.page.get_by_label("First day").fill("2040-05-01")
    secretary.page.get_by_label("Last day").fill("2040-05-02")
    secretary.press("Plan the meeting")
    assert "Count the dumps" in secretary.text
    assert "Draft the charter" in secretary.text


def _reads(chromium: Browser, site: Site, room: str) -> None:
    with visitor(chromium, site.address, viewport={"width": 360, "height": 740}) as anybody:
        anybody.go(room.removeprefix("/work"))
        assert "Count the dumps" in anybody.text
        assert anybody.page.evaluate("document.documentElement.scrollWidth") <= 360
        anybody.follow("Forum Declaration")
        assert "We will close all dumps by 2028." in anybody.text
