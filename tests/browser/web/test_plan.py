"""A planner without scripts asks for a plan, sees a first answer and its proof, shares it, and everybody reads it."""

from __future__ import annotations

from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, expect

from sites import ONLY_LONG_HERE

from .site_process import Site
from .visiting import WAIT_MS, Visitor, visitor

pytestmark = pytest.mark.browser
DESK = "/work/cities/rivermouth/plans/"
FILLED = """
from answer_sets import demo_edits
from nagara_web.accounts.models import Person
from nagara_web.answers.actions import apply
from nagara_web.places.queries import city
from nagara_web.rounds.actions.reporting import start_report
from nagara_web.rounds.queries import published_rounds
officer = Person.objects.get(email="oscar.officer@example.org").pk
report = start_report(published_rounds()[0].pk, city("rivermouth").pk, person_id=officer)
apply(report.answer_set_id, demo_edits(), way="api", person_id=officer, key="demo")
"""


@pytest.mark.parametrize("width", [pytest.param(360, marks=ONLY_LONG_HERE["PostgreSQL"])])
def test_a_plan_is_asked_for_proven_shared_and_read_on_a_phone(site: Site, chromium: Browser, width: int) -> None:
    site.python(FILLED)
    with ExitStack() as stack:

        def person(name: str = "") -> Visitor:
            size = {"viewport": {"width": width, "height": 740}}
            made: Visitor = stack.enter_context(visitor(chromium, site.address, scripts=False, **size))
            if name:
                made.sign_in(f"{name}@example.org")
            return made

        officer, reader = person("oscar.officer"), person()
        _ask(officer)
        plan = officer.path
        _attach(officer, plan)
        head = person("hanna.head")
        head.go(plan + "share/")
        head.page.get_by_label("Everybody", exact=True).check()
        head.press("Keep who reads it")
        expect(officer.page.locator("main .tag").first).to_have_text("Proven", timeout=WAIT_MS)  # it looks by itself
        officer.go("/notices/")
        assert "The plan “Controlled soon” of Rivermouth is proven" in officer.text
        reader.go("/cities/rivermouth/")
        reader.follow("Controlled soon")
        expect(reader.page.locator("main")).to_contain_text("This is a plan, not a report.")
        expect(reader.page.locator("#built")).to_be_visible()
        assert reader.page.evaluate("document.documentElement.scrollWidth") <= width


def _ask(officer: Visitor) -> None:
    officer.follow("Plans of Rivermouth")
    officer.follow("Make a plan")
    page = officer.page
    page.get_by_label("Name of the plan").fill("Controlled soon")
    page.locator("[name=figure_0]").select_option("sdg_11_6_1_frac")
    page.get_by_label("Target (Target of promise 1)").fill("0,7")
    page.get_by_label("From the year (Year of promise 1)").fill("2030")
    page.get_by_label("Last year of the plan").fill("2031")
    for name in ("Sorting by hand", "Composting in vessels", "Anaerobic digestion", "Energy from waste"):
        page.get_by_label(name, exact=True).uncheck()
    page.get_by_role("button", name="Work the plan out").last.click()
    expect(page.locator(".errors")).to_contain_text("The target is in percent. Enter 70 for 70 %")
    page.get_by_label("Target (Target of promise 1)").fill("70 %")
    page.get_by_role("button", name="Work the plan out").last.click()
    expect(page.locator("h1")).to_have_text("Controlled soon", timeout=WAIT_MS)


def _attach(officer: Visitor, plan: str) -> None:
    officer.go(plan + "attach/")
    officer.press("Keep the round")
    expect(officer.page.locator("main")).to_contain_text("The plan is attached to the round.")
