"""Every kind of page in a real browser: found by everybody, narrow enough, light enough, quiet, in its own script."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from .site_process import SEED_WORLD, Site, running_site
from .visiting import Visitor, visitor

pytestmark = pytest.mark.browser

WIDTHS = (1280, 360, 320)
KB = 1000
MOST_REQUESTS = 5
MOST_REQUESTS_WITH_PASSKEY = 8
"""Scripts of the library come one by one."""
WITH_PASSKEY = {"account_login"}
BUDGETS_KB = {
    "home": (14, 35),  # with the map in two widths
    "account_login": (8, 35),
    "city": (18, 60),
    "indicator": (20, 60),
    "console": (25, 65),
    "report_review": (14, 50),
    "answers_part": (14, 50),
    "answers_row": (14, 50),
}
"""HTML and everything of a page, compressed, on a cold cache: section 7 of the guide of the interface."""
OTHER_BUDGET_KB = (20, 60)
IN_OTHER_SCRIPTS = (
    "home",
    "city",
    "indicator",
    "work",
    "report draft",
    "answers draft",
    "answers_part draft",
    "report_sign",
)
SCRIPTS = {"lo": "\\u0e80-\\u0eff", "my": "\\u1000-\\u109f"}
FULL_HEIGHT = {"width": 1280, "height": 900}

DRAWN_AS_BOXES = """range => {
  const canvas = document.createElement('canvas'), pen = canvas.getContext('2d', {willReadFrequently: true})
  canvas.width = canvas.height = 48
  const drawn = text => {
    pen.clearRect(0, 0, 48, 48); pen.font = '28px ' + getComputedStyle(document.body).fontFamily
    pen.fillText(text, 6, 36)
    return pen.getImageData(0, 0, 48, 48).data.join()
  }
  const box = drawn(String.fromCodePoint(0x0fffe)), letters = new RegExp('[' + range + ']', 'gu')
  return [...new Set(document.body.innerText.match(letters) || ['?no letter of the script'])]
    .filter(each => each.length > 1 || drawn(each) === box)
}"""
STICKS_OUT = """width => document.documentElement.scrollWidth <= width ? [] :
  [...document.querySelectorAll('body *')].filter(each => each.getBoundingClientRect().right > width + 1
    && !each.closest('.scroll')).slice(0, 5).map(each => each.tagName + '.' + each.className)"""


@dataclass(frozen=True)
class Kind:
    """One kind of page, and somebody who sees it."""

    name: str
    path: str
    who: str


@dataclass
class World:
    """The served world and its kinds of page."""

    site: Site
    kinds: list[Kind]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    home = tmp_path_factory.mktemp("world")
    with running_site(home, SEED_WORLD, NAGARA_ALLOWED_HOSTS="localhost", NAGARA_DEMO="0") as site:
        yield World(site, [Kind(**each) for each in json.loads(site.seeded.splitlines()[-1])])


def emails(who: str) -> str:
    """Address of somebody of the cast."""
    names = {
        "officer": "olive.officer",
        "head": "hanna.head",
        "peer_reviewer": "pia.peer",
        "secretary": "sam.secretary",
        "second_secretary": "sue.secretary",
        "administrator": "ada.administrator",
    }
    return f"{names[who]}@example.org"


@pytest.fixture
def opened(chromium: Browser, world: World) -> Iterator[Any]:
    """Give every kind of page, each with the browser of somebody who sees it."""
    from contextlib import ExitStack

    with ExitStack() as stack:
        found: dict[str, Visitor] = {}

        def browser_of(who: str) -> Visitor:
            if who not in found:
                made = stack.enter_context(visitor(chromium, world.site.address, viewport=FULL_HEIGHT))
                if who != "public":
                    made.sign_in(emails(who))
                found[who] = made
            return found[who]

        yield browser_of


def too_wide(page: Page) -> list[str]:
    """Widths at which the page scrolls sideways, with what sticks out."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{width} px: {page.evaluate(STICKS_OUT, width)}")
    return found


def grave_faults(page: Page) -> list[str]:
    """What axe-core finds serious or critical."""
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found if each["impact"] in {"serious", "critical"}
    ]


@pytest.mark.long
def test_every_page_can_be_read_by_everybody_on_every_screen(world: World, opened: Any) -> None:
    faults: dict[str, list[str]] = {}
    for kind in world.kinds:
        one = opened(kind.who)
        one.page.set_viewport_size(FULL_HEIGHT)
        response = one.go(kind.path)
        said = faults.setdefault(kind.name, [])
        if response.status >= 400 and kind.name != "invitation":
            said.append(f"answered {response.status}")
            continue
        if "script-src 'self'" not in (policy := response.headers.get("content-security-policy", "")):
            said.append(f"has the policy {policy!r}")
        said += [f"1280 px: {each}" for each in grave_faults(one.page)]
        said += too_wide(one.page)
        one.page.set_viewport_size({"width": 360, "height": 800})
        said += [f"360 px: {each}" for each in grave_faults(one.page)]
    none_of(faults)


def none_of(faults: dict[str, list[str]]) -> None:
    """Fail with all faults, one a line, if there is any."""
    said = "\n".join(f"{name}: {each}" for name, found in faults.items() for each in found)
    assert not said, said


@dataclass
class Weight:
    """What came over the line for one page, compressed."""

    documents: set[str] = field(default_factory=set)
    sizes_kb: dict[str, float] = field(default_factory=dict)

    def answered(self, got: dict[str, Any]) -> None:
        """One answer began."""
        if got["type"] == "Document":
            self.documents.add(got["requestId"])

    def finished(self, got: dict[str, Any]) -> None:
        """One answer is here."""
        self.sizes_kb[got["requestId"]] = got["encodedDataLength"] / KB

    @property
    def html_kb(self) -> float:
        """The page itself."""
        return sum(self.sizes_kb.get(each, 0) for each in self.documents)

    @property
    def all_kb(self) -> float:
        """The page with its style, scripts and fonts."""
        return sum(self.sizes_kb.values())


def weight_of(one: Visitor, path: str) -> Weight:
    """Open a page with nothing kept from before, and weigh what comes."""
    found, line = Weight(), one.context.new_cdp_session(one.page)
    line.on("Network.responseReceived", found.answered)
    line.on("Network.loadingFinished", found.finished)
    line.send("Network.enable")
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})
    one.page.goto(one.address + path, wait_until="networkidle")
    line.detach()
    return found


@pytest.mark.long
def test_every_page_is_light(world: World, opened: Any) -> None:
    heavy: dict[str, list[str]] = {}
    for kind in world.kinds:
        found = weight_of(opened(kind.who), kind.path)
        most_html, most = BUDGETS_KB.get(kind.name.split()[0], OTHER_BUDGET_KB)
        most_requests = MOST_REQUESTS_WITH_PASSKEY if kind.name in WITH_PASSKEY else MOST_REQUESTS
        if found.html_kb > most_html or found.all_kb > most or len(found.sizes_kb) > most_requests:
            sizes = f"{found.html_kb:.1f} of {most_html} kB, {found.all_kb:.1f} of {most} kB"
            heavy.setdefault(kind.name, []).append(f"{sizes}, {len(found.sizes_kb)} requests")
    none_of(heavy)


def other_scripts(world: World, opened: Any, code: str, kinds: list[Kind]) -> dict[str, list[str]]:
    """Faults of pages in a language with a script of its own."""
    faults: dict[str, list[str]] = {}
    for who in {each.who for each in kinds}:
        speak(opened(who), code)
    for kind in kinds:
        one = opened(kind.who)
        one.page.set_viewport_size(FULL_HEIGHT)
        one.go(kind.path)
        one.page.evaluate("document.fonts.ready.then(() => null)")
        said = faults.setdefault(kind.name, [])
        if one.page.evaluate("document.documentElement.lang") != code:
            said.append("is in another language")
        said += [f"shows a box for {each}" for each in one.page.evaluate(DRAWN_AS_BOXES, SCRIPTS[code])]
        said += too_wide(one.page)
    for who in {each.who for each in kinds}:
        speak(opened(who), "en")
    return faults


def speak(one: Visitor, code: str) -> None:
    """Choose a language in the header, as people do."""
    one.page.set_viewport_size(FULL_HEIGHT)
    one.go("/about/")
    one.page.locator("#language").select_option(code)
    one.page.locator("form.language button:visible").click()
    one.page.wait_for_function("code => document.documentElement.lang === code", arg=code)


@pytest.mark.parametrize("code", SCRIPTS)
def test_main_pages_are_whole_in_their_own_script(world: World, opened: Any, code: str) -> None:
    kinds = [each for each in world.kinds if each.name in IN_OTHER_SCRIPTS]
    none_of(other_scripts(world, opened, code, kinds))


@pytest.mark.long
@pytest.mark.parametrize("code", SCRIPTS)
def test_every_page_is_whole_in_its_own_script(world: World, opened: Any, code: str) -> None:
    none_of(other_scripts(world, opened, code, world.kinds))


def test_paper_shows_the_page_and_not_the_way_to_others(world: World, opened: Any) -> None:
    for kind in world.kinds:
        if kind.name not in {"home", "city", "indicator", "figure", "report published"}:
            continue
        one = opened(kind.who)
        one.go(kind.path)
        one.page.emulate_media(media="print")
        assert not one.page.locator("header nav, form.language").first.is_visible(), kind.name
        assert one.page.locator("h1").is_visible(), kind.name
        one.page.emulate_media(media="screen")
