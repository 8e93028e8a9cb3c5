"""A city's whole year by hand: from the empty workbook to the public figure, and on to the year after it."""

from __future__ import annotations

import json
import re
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from sites import ONLY_LONG_HERE

from .site_process import Site
from .visiting import WAIT_MS, Visitor, visitor
from .workbook import fill_in

pytestmark = pytest.mark.browser

EXAMPLE = Path(__file__).parents[3] / "examples" / "demo-city"
INDICATOR = "sdg_11_6_1_frac"
ROUND = "river-cities-2026"
REASON = "The landfill counts its own years, from the day it opened."
QUESTION = "Was the level of control looked at this year?"

OPEN_THE_NEXT_ROUND = """
from datetime import timedelta
from django.utils import timezone
from nagara_web.accounts.models import Appointment
from nagara_web.answers.actions import make_questionnaire
from nagara_web.places.models import Network
from nagara_web.rounds.actions import open_round
network, today = Network.objects.get(slug="river-cities"), timezone.localdate()
open_round(network_id=network.pk, slug="river-cities-2027", title="Waste Wise report 2027", year=2027,
    questionnaire_id=make_questionnaire("river-cities-2027", title="Questions of 2027").pk, is_invented=True,
    opens_on=today, closes_on=today + timedelta(days=60),
    person_id=Appointment.objects.get(person__email="sam.secretary@example.org").person_id)
"""


@dataclass(frozen=True)
class Town:
    """A city of the cast and its people."""

    slug: str
    name: str
    officer: str
    head: str


TOWNS = {
    True: Town("rivermouth", "Rivermouth", "olive.officer", "hanna.head"),
    False: Town("hilltop", "Hilltop", "orla.other", "hilda.hilltop"),
}


@dataclass
class Play:
    """The people of one year, each at their own browser, with or without scripts."""

    site: Site
    chromium: Browser
    stack: ExitStack
    town: Town
    scripts: bool
    folder: Path

    def person(self, name: str = "") -> Visitor:
        """Somebody at a browser; nobody in particular without a name."""
        made = self.stack.enter_context(visitor(self.chromium, self.site.address, scripts=self.scripts))
        if name:
            made.sign_in(f"{name}@example.org")
        return made


@pytest.mark.parametrize(
    "scripts",
    [
        pytest.param(True, marks=ONLY_LONG_HERE["PostgreSQL"], id="with scripts"),
        pytest.param(False, marks=ONLY_LONG_HERE["SQLite"], id="without scripts"),
    ],
)
def test_a_year_goes_from_the_workbook_to_the_public_figure(
    site: Site, chromium: Browser, tmp_path: Path, scripts: bool
) -> None:
    with ExitStack() as stack:
        play = Play(site, chromium, stack, TOWNS[scripts], scripts, tmp_path)
        officer = play.person(play.town.officer)
        report = start(officer)
        answers = bring_the_workbook(officer, play)
        mend_by_form(officer, answers)
        answer_a_doubt(officer, answers, report)
        send(officer, report)
        head = play.person(play.town.head)
        sign(head, report)
        reviewer = play.person("pia.peer")
        return_one_figure(reviewer, report)
        mend_what_was_returned(officer, answers, report)
        sign(head, report)
        accept(reviewer, play.person("sam.secretary"), report)
        publish(play.person("sue.secretary"), report)
        read_as_anybody(play.person(), play.town)
        if "river-cities-2027" not in officer_rounds(officer):
            site.python(OPEN_THE_NEXT_ROUND)
        begin_the_next_year(officer)


def start(officer: Visitor) -> str:
    """Start the report; returns its address."""
    officer.go("/work/")
    officer.press("Start the report for 2026")
    expect(officer.page.locator("h1")).to_contain_text("2026")
    assert re.fullmatch(r"/work/reports/\d+/", officer.path)
    return officer.path


def bring_the_workbook(officer: Visitor, play: Play) -> str:
    """Take the workbook away, fill it in, look at what it would change, apply it; returns where the answers stand."""
    officer.follow("Go to the answers")
    expect(officer.page.locator("h1")).to_contain_text("Answers of")
    answers = officer.path
    with officer.page.expect_download() as given:
        officer.page.get_by_role("link", name="Download the workbook").first.click()
    workbook = play.folder / "my-city.xlsx"
    given.value.save_as(workbook)
    fill_in(workbook, EXAMPLE, city=play.town.name, country_iso3="XXA")
    officer.go(f"{answers}upload/")
    officer.page.locator("input[type=file]").set_input_files(workbook)
    officer.press("Check the file")
    expect(officer.page.locator("h1")).to_have_text("What my-city.xlsx would change")
    expect(officer.page.locator("body")).to_contain_text("Nothing is applied yet.")
    officer.page.get_by_role("button", name=re.compile(r"Apply [\d,]+ changes")).click()
    officer.page.wait_for_url(officer.address + answers)
    expect(officer.page.locator("body")).to_contain_text("rows were changed from the file")
    return answers


def mend_by_form(officer: Visitor, answers: str) -> None:
    """Type something that is no number, read why, and mend it; nothing typed is lost on the way."""
    page = officer.page
    officer.go(f"{answers}city/population/")
    page.locator("[name=population]").fill("many people")
    officer.press("Save and continue")
    expect(page.locator(".finding.look")).to_contain_text("which is not a number")
    expect(page.locator("[name=population]")).to_have_value("many people")
    page.locator("[name=population]").fill("812 500")
    save(officer)
    page.wait_for_url(officer.address + answers)


def save(officer: Visitor) -> None:
    """Save, and once more if the page says what to look at first."""
    officer.press("Save and go to list")
    if officer.page.locator(".finding.look").count():
        officer.press("Save and go to list")


def answer_a_doubt(officer: Visitor, answers: str, report: str) -> None:
    """A deposit of a year to come is doubted; the officer says why it is right. At first the row is left empty."""
    page = officer.page
    officer.go(f"{answers}past_deposits/new/")
    officer.press("Save and continue")
    sentence = page.locator(".errors a").first.inner_text()
    assert sentence in page.locator(".field.wrong .error").first.inner_text()
    facility = page.locator("[name=facility]")
    if facility.evaluate("each => each.tagName") == "SELECT":
        facility.select_option("LF1")
    else:
        facility.fill("LF1")
    page.locator("[name=year]").fill("2030")
    page.locator("[name=tonnes_t]").fill("5")
    officer.press("Save and continue")
    page.wait_for_url(f"{officer.address}{answers}past_deposits/")
    page.locator("table.rows tr", has_text="2030").locator("th a").last.click()
    page.locator("summary", has_text="Say why this is right").first.click()
    page.locator("textarea[name^='reply:']").first.fill(REASON)
    save(officer)
    work_out(officer, report)
    expect(page.locator("body")).to_contain_text(REASON)


def work_out(officer: Visitor, report: str) -> None:
    """Look at the figures, worked out from the answers as they stand."""
    officer.go(f"{report}check/")
    if officer.page.get_by_role("button", name="Work out the figures").count():
        officer.press("Work out the figures")


def send(officer: Visitor, report: str) -> None:
    """Send the checked report to the head."""
    work_out(officer, report)
    officer.press("Send to the head of city")
    officer.page.wait_for_url(officer.address + report)
    expect(officer.page.locator("body")).to_contain_text("The head of the city has a letter and can sign now.")


def sign(head: Visitor, report: str) -> None:
    """Read every figure, forget the tick, be told, sign."""
    head.go("/work/")
    expect(head.page.locator("h2", has_text="Waiting for your signature")).to_be_visible()
    head.go(f"{report}sign/")
    expect(head.page.locator("dl.summary .value").first).to_be_visible()
    head.press("Sign and submit")
    expect(head.page.locator(".errors")).to_contain_text("Tick that you sign the statement")
    head.page.get_by_label("I sign this statement").check()
    head.press("Sign and submit")
    head.page.wait_for_url(head.address + report)


def return_one_figure(reviewer: Visitor, report: str) -> None:
    """Accept all figures but one, which goes back with a question."""
    page = reviewer.page
    reviewer.go(f"{report}review/")
    reviewer.press("Begin the review")
    expect(page.get_by_role("button", name="Save what I decided")).to_be_visible()
    decide(reviewer, but=INDICATOR)
    reviewer.press("Save what I decided")
    reviewer.follow("Return 1 figure")
    expect(page.locator("body")).to_contain_text(QUESTION)
    reviewer.press("Return 1 figure")
    page.wait_for_url(reviewer.address + report)


def decide(reviewer: Visitor, but: str = "") -> None:
    """Accept every figure that asks for it, and return one of them with a question."""
    page = reviewer.page
    asked = page.locator("table.review").first.locator("input[value=accept]")
    for name in asked.evaluate_all("all => all.map(each => each.name)"):
        chosen = "return" if name == f"verdict-{but}" else "accept"
        page.locator(f"input[name='{name}'][value={chosen}]").check()
    if but:
        page.locator(f"#comment-{but}").fill(QUESTION)


def mend_what_was_returned(officer: Visitor, answers: str, report: str) -> None:
    """Read the question, change an answer, and send again."""
    officer.go(report)
    expect(officer.page.locator("body")).to_contain_text(QUESTION)
    officer.go(f"{answers}city/population/")
    officer.page.locator("[name=population]").fill("813000")
    save(officer)
    send(officer, report)


def accept(reviewer: Visitor, secretary: Visitor, report: str) -> None:
    """Judge what is left, and accept; whoever accepted cannot publish."""
    reviewer.go(f"{report}review/")
    reviewer.press("Begin the review")
    decide(reviewer)
    reviewer.press("Save what I decided")
    secretary.go(f"{report}accept/")
    box = secretary.page.locator("input[type=checkbox]")
    if box.count():
        box.first.check()
    secretary.press("Accept report")
    secretary.page.wait_for_url(secretary.address + report)
    assert secretary.go(f"{report}publish/").status == 403


def publish(second: Visitor, report: str) -> None:
    """A second person makes it public."""
    second.go("/work/")
    expect(second.page.locator("h2", has_text="Waiting for you as the second person")).to_be_visible()
    second.go(f"{report}publish/")
    second.page.get_by_role("button", name=re.compile(r"Publish \d+ figures")).click()
    second.page.wait_for_url(second.address + report)
    expect(second.page.locator("body")).to_contain_text("The figures are public.")


def read_as_anybody(reader: Visitor, town: Town) -> None:
    """City, indicator, round and figure, and the same as data."""
    page = reader.page
    for path in (f"/cities/{town.slug}/", f"/indicators/{INDICATOR}/?year=2026", f"/rounds/{ROUND}/"):
        reader.go(path)
        expect(page.locator("main")).to_contain_text(town.name)
    reader.go(f"/cities/{town.slug}/")
    page.locator("a[href^='/figures/']").first.click()
    expect(page.locator("h1")).to_be_visible()
    assert re.match(r"/figures/\d+/", reader.path)
    data = reader.context.request.get(f"{reader.address}/cities/{town.slug}/data.json", timeout=WAIT_MS)
    assert INDICATOR in json.dumps(data.json())
    table = reader.context.request.get(f"{reader.address}/cities/{town.slug}/data.csv", timeout=WAIT_MS)
    assert INDICATOR in table.text()


def officer_rounds(officer: Visitor) -> str:
    """What the page of rounds links to."""
    officer.go("/rounds/")
    return officer.page.content()


def begin_the_next_year(officer: Visitor) -> None:
    """Last year's answers are in the next report, marked, and wait to be confirmed."""
    officer.go("/work/")
    officer.press("Start the report for 2027")
    expect(officer.page.locator("body")).to_contain_text("Last year's answers are in it.")
    officer.follow("Go to the answers")
    expect(officer.page.locator("body")).to_contain_text("Last year's answers are filled in")
    answers = officer.path
    officer.go(f"{answers}city/population/")
    expect(officer.page.locator("[name=population]")).to_have_value(re.compile(r"813.?000"))
    expect(officer.page.locator("body")).to_contain_text("from last year")
