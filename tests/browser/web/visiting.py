"""A person at a browser that remembers every fault of a page: its console, its requests, its rules."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Request, Response

from cast import PASSWORD

WAIT_MS = 60_000

__all__ = ["PASSWORD", "WAIT_MS", "Visitor", "visitor"]


@dataclass
class Visitor:
    """One person, one browser context, one tab."""

    address: str
    context: BrowserContext
    page: Page
    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.watch(self.page)

    def watch(self, page: Page) -> None:
        """Remember what goes wrong on a tab."""
        page.set_default_timeout(WAIT_MS)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("response", self._see)
        page.on("request", self._follow)

    def _hear(self, message: ConsoleMessage) -> None:
        # a page that answers 400, 403, 404 or 409 on purpose is said by Chromium too
        if message.type in {"error", "warning"} and "the server responded with a status of 4" not in message.text:
            self.faults.append(f"{self.page.url}: {message.text}")

    def _see(self, response: Response) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.url} answered {response.status}")

    def _follow(self, request: Request) -> None:
        self.requests.append(request.url)
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.faults.append(f"{self.page.url} asks another host: {request.url}")

    def go(self, path: str) -> Response:
        """Open an address of the site."""
        response = self.page.goto(self.address + path)
        assert response is not None
        return response

    def sign_in(self, email: str, path: str = "/work/") -> None:
        """Sign in with the password of the cast."""
        self.go(f"/account/login/?next={path}")
        self.page.get_by_label("Email").fill(email)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.press("Sign in")
        self.page.wait_for_url(f"{self.address}{path}")

    def press(self, button: str, **which: Any) -> None:  # noqa: ANN401
        """Press the first button of that name."""
        self.page.get_by_role("button", name=button, exact=True, **which).first.click()

    def follow(self, link: str) -> None:
        """Follow the first link of that name."""
        self.page.get_by_role("link", name=link, exact=True).first.click()

    @property
    def path(self) -> str:
        """Where the tab is, without the host."""
        return self.page.url.removeprefix(self.address)

    @property
    def text(self) -> str:
        """What stands on the page."""
        return self.page.locator("body").inner_text()


@contextmanager
def visitor(chromium: Browser, address: str, *, scripts: bool = True, **options: Any) -> Iterator[Visitor]:  # noqa: ANN401
    """Open a browser for one person, and fail if anything went wrong in it."""
    context = chromium.new_context(java_script_enabled=scripts, accept_downloads=True, locale="en-GB", **options)
    found = Visitor(address, context, context.new_page())
    try:
        yield found
    finally:
        try:
            context.close()
        except Error:
            found.faults.append("the browser did not close")
    assert found.faults == []
