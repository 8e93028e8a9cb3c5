"""How far each language is, counted from the files of its sentences."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from io import BytesIO
from pathlib import Path

from babel.messages.pofile import read_po
from django.conf import settings

from nagara.reports.language import LANGUAGES, language

__all__ = ["Completeness", "completeness", "count"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """How many sentences of the pages and of the reports are there in one language."""

    code: str
    name: str
    pages: tuple[int, int]
    """Translated, and all."""
    reports: tuple[int, int]
    status: str
    """Empty, or what a reader should know."""

    @property
    def pages_percent(self) -> int:
        """Whole percent of the sentences of pages, never 100 while one is missing."""
        return _percent(*self.pages)

    @property
    def reports_percent(self) -> int:
        """Whole percent of the sentences of reports and forms."""
        return _percent(*self.reports)


def _percent(translated: int, total: int) -> int:
    return 100 * translated // total if total else 0


def count(data: bytes) -> tuple[int, int]:
    """Sentences of a ``.po`` file that are translated and not doubtful, and all of them."""
    sentences = [each for each in read_po(BytesIO(data)) if each.id]
    done = sum(bool(each.string and all(_forms(each.string)) and not each.fuzzy) for each in sentences)
    return done, len(sentences)


def _counted(data: bytes) -> tuple[int, int]:
    """The same, and nothing of a file that cannot be read: ``nagara web doctor`` says why."""
    try:
        return count(data)
    except Exception:  # noqa: BLE001  (a file of words must never stop a page)
        return (0, 0)


def _forms(string: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)


@cache
def completeness() -> tuple[Completeness, ...]:
    """All languages but English, which the others are translated from."""
    found = []
    for code, name in LANGUAGES.items():
        if code == "en":
            continue
        pages: Path = settings.LOCALE_SOURCE / code / "LC_MESSAGES" / "django.po"
        reports = resources.files("nagara") / "locale" / code / "nagara.po"
        found.append(
            Completeness(
                code=code,
                name=name,
                pages=_counted(pages.read_bytes()) if pages.is_file() else (0, 0),
                reports=_counted(reports.read_bytes()) if reports.is_file() else (0, 0),
                status=language(code).status,
            )
        )
    return tuple(found)
