"""What single people do at their browsers: by keys alone, on a broken line, two at once, with a second factor."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page, expect

from .site_process import Site
from .visiting import PASSWORD, WAIT_MS, Visitor, visitor

pytestmark = pytest.mark.browser

MOST_TABS = 120
SAVED = re.compile(r"Saved \d\d:\d\d")
IS_SEEN = """() => {
  const it = document.activeElement, style = getComputedStyle(it), box = it.getBoundingClientRect()
  if (it === document.body) return 'nothing has the focus'
  const frame = it.closest('.choice') || it
  const marked = [style, getComputedStyle(frame)].some(each =>
    (each.outlineStyle !== 'none' && parseFloat(each.outlineWidth) > 0) || each.boxShadow !== 'none')
  if (!marked) return 'nothing shows where the focus is'
  if (!box.width || !box.height || it.matches('.skip, [tabindex="-1"]')) return ''
  const at = document.elementFromPoint(box.x + Math.min(box.width / 2, 20), box.y + Math.min(box.height / 2, 12))
  const isFree = at && (it.contains(at) || at.contains(it) || frame.contains(at))
  return isFree ? '' : 'the focus is covered by ' + (at && at.outerHTML.slice(0, 80))
}"""


@pytest.fixture
def browsers(site: Site, chromium: Browser) -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def at_browser(stack: ExitStack, chromium: Browser, site: Site, **options: object) -> Visitor:
    return stack.enter_context(visitor(chromium, site.address, **options))  # type: ignore[arg-type]


def report_begun(officer: Visitor) -> str:
    """Address of the answers of this year, begun if nobody has."""
    officer.go("/work/")
    if officer.page.get_by_role("button", name="Start the report for 2026").count():
        officer.press("Start the report for 2026")
    else:
        officer.page.locator("main a[href^='/work/reports/']").first.click()
    officer.follow("Go to the answers")
    expect(officer.page.locator("h1")).to_contain_text("Answers of")
    return officer.path


# ---------------------------------------------------------------------------- by keys alone


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until something has the focus; wherever it rests it can be seen."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        assert page.evaluate(IS_SEEN) == "", page.evaluate("document.activeElement.outerHTML")[:160]
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"no way by keys to {selector} on {page.url}")


def test_an_officer_answers_by_keys_alone(site: Site, chromium: Browser, browsers: ExitStack) -> None:
    officer = at_browser(browsers, chromium, site, viewport={"width": 1000, "height": 500})
    page, keys = officer.page, officer.page.keyboard
    officer.go("/account/login/?next=/work/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#"), (
        "the first stop skips the header"
    )
    tab_to(page, "input[type=email]")
    keys.type("oscar.officer@example.org")
    tab_to(page, "input[type=password]")
    keys.type(PASSWORD)
    keys.press("Enter")
    page.wait_for_url(f"{officer.address}/work/")
    if page.get_by_role("button", name="Start the report for 2026").count():
        tab_to(page, "main form button")
    else:
        tab_to(page, "main a[href^='/work/reports/']")
    keys.press("Enter")
    page.wait_for_url(re.compile(r"/work/reports/\d+/$"))
    tab_to(page, "main a[href$='/facilities/']")
    keys.press("Enter")
    page.wait_for_url(re.compile(r"/facilities/$"))
    tab_to(page, "main a[href$='/facilities/new/']")
    keys.press("Enter")
    page.wait_for_url(re.compile(r"/facilities/new/$"))
    tab_to(page, "[name=name]")
    keys.press("Enter")
    expect(page.locator(".errors")).to_be_focused()
    tab_to(page, ".errors a")
    keys.press("Enter")
    expect(page.locator("[name=facility]")).to_be_focused()
    keys.type("KB1")
    tab_to(page, "[name=name]")
    keys.type("Yard by keys")
    tab_to(page, "select[name=kind]")
    keys.press("ArrowDown")
    tab_to(page, "button[value=tasks]")
    keys.press("Enter")
    page.wait_for_url(re.compile(r"/work/answers/\d+/$"))
    tab_to(page, "main a[href$='/facilities/']")
    keys.press("Enter")
    page.wait_for_url(re.compile(r"/facilities/$"))
    expect(page.locator("main")).to_contain_text("KB1")


# ---------------------------------------------------------------------------- saving


def type_source(officer: Visitor, answers: str, text: str) -> None:
    """Type where the population comes from, and leave the field."""
    officer.page.locator("[name=population_source]").fill(text)
    officer.page.locator("[name=population_source]").blur()


def test_what_is_typed_is_saved_by_itself(site: Site, chromium: Browser, browsers: ExitStack) -> None:
    officer = at_browser(browsers, chromium, site)
    officer.sign_in("olive.officer@example.org")
    answers = report_begun(officer)
    officer.go(f"{answers}city/population/")
    says = officer.page.locator(".saved")
    expect(says).to_have_attribute("aria-live", "polite")
    type_source(officer, answers, "Census office")
    expect(says).to_have_text(SAVED, timeout=WAIT_MS)
    officer.page.reload()
    expect(officer.page.locator("[name=population_source]")).to_have_value("Census office")


def test_a_broken_line_loses_nothing(site: Site, chromium: Browser, browsers: ExitStack) -> None:
    officer = at_browser(browsers, chromium, site)
    officer.sign_in("olive.officer@example.org")
    officer.go(f"{report_begun(officer)}city/population/")
    says = officer.page.locator(".saved")
    officer.context.set_offline(True)
    type_source(officer, "", "Register by post")
    expect(says).to_contain_text("Your text is still here", timeout=WAIT_MS)
    expect(officer.page.locator("[name=population_source]")).to_have_value("Register by post")
    officer.context.set_offline(False)
    expect(says).to_have_text(SAVED, timeout=WAIT_MS)
    officer.page.reload()
    expect(officer.page.locator("[name=population_source]")).to_have_value("Register by post")
    officer.faults[:] = [each for each in officer.faults if "ERR_INTERNET_DISCONNECTED" not in each]


@pytest.mark.parametrize(
    "scripts",
    [pytest.param(True, id="with scripts"), pytest.param(False, marks=pytest.mark.long, id="without scripts")],
)
def test_two_officers_at_once_lose_nothing(site: Site, chromium: Browser, browsers: ExitStack, scripts: bool) -> None:
    first = at_browser(browsers, chromium, site, scripts=scripts)
    second = at_browser(browsers, chromium, site, scripts=scripts)
    first.sign_in("olive.officer@example.org")
    second.sign_in("oscar.officer@example.org")
    answers = report_begun(first)
    mine, theirs = f"Mine, scripts: {scripts}", f"Theirs, scripts: {scripts}"
    for one in (first, second):
        one.go(f"{answers}city/population/")
    first.page.locator("[name=population_source]").fill(theirs)
    first.press("Save and go to list")
    first.page.wait_for_url(first.address + answers)
    second.page.locator("[name=population_source]").fill(mine)
    second.press("Save and go to list")
    expect(second.page.locator("h1")).to_have_text("Choose what to keep")
    expect(second.page.locator("main")).to_contain_text(mine)
    expect(second.page.locator("main")).to_contain_text(theirs)
    expect(second.page.locator("main")).to_contain_text("Olive Officer")
    second.page.locator(f"input[type=radio][value='{mine}']").check()
    second.press("Save what I chose")
    second.go(f"{answers}city/population/")
    expect(second.page.locator("[name=population_source]")).to_have_value(mine)
    second.go(f"{answers}history/")
    expect(second.page.locator("main")).to_contain_text("Olive Officer")


# ---------------------------------------------------------------------------- second factor


def code_of(secret: str, at: float) -> str:
    """Work a one-time code out as RFC 6238 says."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(at) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


@pytest.mark.parametrize(
    "scripts",
    [pytest.param(True, marks=pytest.mark.long, id="with scripts"), pytest.param(False, id="without scripts")],
)
def test_codes_of_an_app_are_asked_for_once_set_up(
    site: Site, chromium: Browser, browsers: ExitStack, scripts: bool
) -> None:
    email = "sam.secretary@example.org" if scripts else "sue.secretary@example.org"
    person = at_browser(browsers, chromium, site, scripts=scripts)
    person.sign_in(email)
    person.go("/account/2fa/totp/activate/")
    secret = person.page.locator(".secret code").inner_text().replace(" ", "")
    person.page.locator("input[name=code]").fill("000000")
    person.press("Set up this app")
    expect(person.page.locator(".errors")).to_be_visible()
    person.page.locator("input[name=code]").fill(code_of(secret, time.time()))
    person.press("Set up this app")
    expect(person.page.locator("body")).to_contain_text(re.compile("recovery codes", re.IGNORECASE))
    again = at_browser(browsers, chromium, site, scripts=scripts)
    again.go("/account/login/?next=/work/")
    again.page.get_by_label("Email").fill(email)
    again.page.get_by_label("Password", exact=True).fill(PASSWORD)
    again.press("Sign in")
    expect(again.page.locator("h1")).to_have_text("Enter your code")
    assert again.context.request.get(f"{again.address}/work/", max_redirects=0).status == 302
    again.page.locator("input[name=code]").fill(code_of(secret, time.time() + 30))  # the next one: each works once
    again.press("Sign in")
    again.page.wait_for_url(f"{again.address}/work/")


def test_a_passkey_is_made_and_lets_in(site: Site, chromium: Browser, browsers: ExitStack) -> None:
    address = site.address.replace("127.0.0.1", "localhost")  # a passkey belongs to a name
    person = browsers.enter_context(visitor(chromium, address))
    device = person.context.new_cdp_session(person.page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    person.sign_in("felix.focal@example.org")
    person.go("/account/2fa/webauthn/add/")
    person.page.locator("input[name=name]").fill("Test key")
    if person.page.locator("input[name=passwordless]").count():
        person.page.locator("input[name=passwordless]").check()
    person.press("Add this passkey")
    expect(person.page.locator("body")).to_contain_text(re.compile("recovery codes|Test key|passkey", re.IGNORECASE))
    person.page.wait_for_url(lambda url: "webauthn/add" not in url)
    person.context.clear_cookies()
    person.go("/account/login/?next=/work/")
    person.press("Sign in with a passkey")
    person.page.wait_for_url(f"{address}/work/")
    expect(person.page.locator("header")).to_contain_text("Felix Focal")
