"""``nagara web export-static``: the public site as files that can be read when the server is down."""

from __future__ import annotations

import posixpath
import re
import shutil
from dataclasses import dataclass, field
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, unquote, urldefrag, urljoin, urlsplit

import typer

from nagara_web.command.progress import Progress
from nagara_web.command.reader import LINK, Answer, readers
from nagara_web.command.site import open_site, stop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Copy", "run"]

BATCH: Final = 256
"""Addresses that are given out together."""

MARK: Final = ".nagara-static"
LANGUAGE_FORM: Final = re.compile(r'<form class="language".*?</form>', re.DOTALL)
BODY: Final = re.compile(r"<body[^>]*>")
STRIP: Final = '<aside class="strip neutral">{words} <a href="{live}">{live}</a>{others}</aside>'
MOST_PAGES: Final = 200_000
FILTERS: Final = 2
"""What a page of the copy is asked together, as a year and a theme."""
NOT_FOR_THE_PUBLIC: Final = ("/work/", "/account/", "/notices/", "/jobs/", "/outbox/", "/language/", "/api/")
START: Final = ("/", "/cities/", "/networks/", "/indicators/", "/rounds/", "/data/", "/about/", "/languages/")
UNSAFE: Final = re.compile(r"[^0-9A-Za-z._=-]+")
LONGEST_NAME: Final = 120
ENDINGS: Final = {
    "text/html": ".html",
    "text/csv": ".csv",
    "application/json": ".json",
    "application/ld+json": ".json",
    "application/atom+xml": ".atom",
    "text/calendar": ".ics",
}


def run(folder: Path, *, languages: list[str], processes: int = 1) -> None:
    """Write the pages of every language, and say how many there are and which could not be written.

    Parameters
    ----------
    folder
        Where to; nothing else may stand there.
    languages
        Those beside English.
    processes
        How many read the site beside each other.
    """
    open_site()
    from django.conf import settings

    unknown = set(languages) - {code for code, _ in settings.LANGUAGES}
    if unknown:
        stop(
            f"{', '.join(sorted(unknown))}: this site does not speak it. Choose from "
            f"{', '.join(code for code, _ in settings.LANGUAGES)}."
        )
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).is_file():
        stop(f"{folder}: this folder holds something else. Name an empty one.")
    partial = folder.with_name(folder.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    broken: list[str] = []
    pages = 0
    progress = Progress()
    codes = ("en", *dict.fromkeys(each for each in languages if each != "en"))
    for code in codes:
        copy = Copy(partial if code == "en" else partial / code, language=code, languages=codes)
        copy.write(processes=processes, progress=progress)
        pages += copy.pages
        broken += [f"{problem} ({code})" for problem in copy.broken]
    progress.end()
    (partial / MARK).write_text("Written by nagara web export-static, which may replace this folder.\n", "utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    partial.rename(folder)
    typer.echo(f"{pages} pages stand in {folder}. Open {folder / 'index.html'}.")
    for problem in broken:
        typer.echo(f"Not written: {problem}", err=True)
    raise typer.Exit(1 if broken else 0)


def _narrows_on(here: str, link: str) -> bool:
    """Whether a link asks a page that was asked something already yet another question.

    Filters that may be joined to each other make more pages than anybody reads: with seven of them the copy of a
    small network did not end. Each filter alone is in the copy; a filter of a filtered page leads to the site.

    Examples
    --------
    >>> _narrows_on("/promises/?year=2026&theme=water", "/promises/?year=2026&theme=water&city=kep")
    True
    >>> _narrows_on("/promises/?year=2026", "/promises/?year=2026&theme=water")
    False
    >>> _narrows_on("/promises/?theme=water", "/promises/data.csv?theme=water")
    False
    """
    page, asked = urlsplit(here), urlsplit(link)
    if not page.query or not asked.query or page.query == asked.query:
        return False
    if page.path.split("/")[1] != asked.path.split("/")[1]:
        return False
    most = max(len(parse_qsl(page.query)), FILTERS)
    return page.path != asked.path or len(parse_qsl(asked.query)) > most


@dataclass
class Copy:
    """A copy of the public site in one language, read as a stranger reads it.

    Parameters
    ----------
    folder
        Where it is written.
    language
        In which language it is asked for.
    languages
        All languages that are written, English first; the others stand in folders of their own beside it.
    """

    folder: Path
    language: str
    languages: tuple[str, ...] = ("en",)
    pages: int = 0
    broken: list[str] = field(default_factory=list)
    _names: dict[str, str] = field(default_factory=dict)
    """Address → file, of what was written or is going to be."""
    _taken: set[str] = field(default_factory=set)
    _written: dict[str, str] = field(default_factory=dict)
    """File of a page → its address; the links in it are rewritten when every name is known."""

    def write(self, *, processes: int = 1, progress: Callable[[str, int, int], None] = lambda *_: None) -> None:
        """Follow every public link from the first page on.

        Parameters
        ----------
        processes
            How many read beside each other.
        progress
            Is told what is done, how many of how many.
        """
        from django.conf import settings

        host = urlsplit(settings.SITE_URL)
        self._root = f"{host.scheme}://{host.netloc}"
        seen: set[str] = set()
        done = 0
        with readers(self.language, processes) as read:
            for start in START:
                waiting = [(start, "")] if start not in seen else []
                seen.add(start)
                while waiting:
                    batch, waiting = waiting[:BATCH], waiting[BATCH:]
                    answers = read([address for address, _ in batch])
                    for (address, linked_from), answer in zip(batch, answers, strict=True):
                        for found in self._take(address, linked_from, answer):
                            if found not in seen and len(seen) < MOST_PAGES:
                                seen.add(found)
                                waiting.append((found, address))
                        done += 1
                        progress(f"Read, {self.language}", done, len(seen))
        for number, (name, address) in enumerate(self._written.items(), start=1):
            text = (self.folder / name).read_text("utf-8")
            self._keep(name, self._marked(name, address, self._relinked(name, address, text)).encode("utf-8"))
            progress(f"Linked, {self.language}", number, len(self._written))

    def _take(self, address: str, linked_from: str, answer: Answer) -> Iterator[str]:
        if answer.status in (301, 302, 303, 307, 308):
            target = self._inside(address, answer.location)
            if target is not None:
                self._names[address] = self._name_of(target, answer.kind)
                yield target
            return
        if answer.status != 200:
            if linked_from or address == START[0]:
                self.broken.append(f"{address} answers {answer.status}, linked from {linked_from or 'nowhere'}")
            return
        kind = answer.kind.partition(";")[0]
        name = self._name_of(address, kind)
        if kind == "text/html":
            self.pages += 1
            self._written[name] = address
            yield from self._addresses(address, answer.body.decode("utf-8"))
        self._keep(name, answer.body)

    def _addresses(self, here: str, text: str) -> Iterator[str]:
        for match in LINK.finditer(text):
            address = self._inside(here, unescape(match["address"]))
            if address is not None and match["attribute"] != "action" and not _narrows_on(here, address):
                yield address

    def _inside(self, here: str, link: str) -> str | None:
        """The address that a link of the public site leads to; ``None`` for any other link."""
        address = urldefrag(urljoin(self._root + here, link.strip())).url
        if not address.startswith(self._root + "/"):
            return None
        path = address.removeprefix(self._root)
        return None if path.startswith(NOT_FOR_THE_PUBLIC) else path

    def _name_of(self, address: str, kind: str) -> str:
        """A file for an address: a folder's page is its ``index.html``, a question becomes part of the name."""
        if address in self._names:
            return self._names[address]
        parts = urlsplit(address)
        path = "/".join(UNSAFE.sub("-", part) for part in unquote(parts.path).split("/") if part not in ("", ".", ".."))
        if parts.path.startswith("/static/"):
            self._names[address] = path
            return path
        if parts.path.endswith("/") or not path:
            path = posixpath.join(path, "index.html")
        stem, ending = posixpath.splitext(path)
        if parts.query:
            stem += "--" + UNSAFE.sub("-", unquote(parts.query))[:LONGEST_NAME]
        ending = ending or ENDINGS.get(kind, "")
        name, number = stem + ending, 1
        while name.lower() in self._taken:  # two questions may look alike once they are spelled for a disk
            number += 1
            name = f"{stem}-{number}{ending}"
        self._taken.add(name.lower())
        self._names[address] = name
        return name

    def _keep(self, name: str, body: bytes) -> None:
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(body)

    def _marked(self, name: str, address: str, text: str) -> str:
        """Say on every page that it is a copy, of which day, and where the site and its other languages are."""
        from django.utils import timezone, translation
        from django.utils.translation import gettext as _

        from nagara.reports.language import LANGUAGES

        with translation.override(self.language):
            words = _("Copy of %(day)s. It stays as it is; the site itself goes on at:") % {
                "day": timezone.localdate().isoformat()
            }
        up = "../" * (name.count("/") + (self.language != "en"))
        others = "".join(
            f' · <a lang="{code}" href="{up}{"" if code == "en" else code + "/"}index.html">{LANGUAGES[code]}</a>'
            for code in self.languages
            if code != self.language
        )
        strip = STRIP.format(words=escape(words), live=escape(self._root + address), others=others)
        return BODY.sub(lambda body: body[0] + strip, text, count=1)

    def _relinked(self, name: str, here: str, text: str) -> str:
        """Point every link to a file of the copy; what is not in it leads to the site itself."""

        def relinked(match: re.Match[str]) -> str:
            link = unescape(match["address"])
            address = self._inside(here, link)
            fragment = urldefrag(link).fragment
            if link.startswith(("#", "data:", "mailto:")):
                return match[0]
            if address is not None and address in self._names and match["attribute"] != "action":
                target = posixpath.relpath(self._names[address], posixpath.dirname(name) or ".")
                target += f"#{fragment}" if fragment else ""
            else:
                target = urljoin(self._root + here, link)
            return f"{match['before']}{match['quote']}{escape(target)}{match['quote']}"

        return LINK.sub(relinked, LANGUAGE_FORM.sub("", text))
