"""What the page of a replaced version shows, and the list of what corrections changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from nagara_web.declarations.models import Document, DocumentVersion
from nagara_web.declarations.nouns import MARKDOWN
from nagara_web.declarations.queries.versions import versions_of
from nagara_web.declarations.words import kind_words, role_words

__all__ = ["ChangeLine", "VersionLine", "VersionPage", "change_lines", "version_lines", "version_page"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One thing that a correction says otherwise."""

    key: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """One version as the list of a document prints it; the newest has no ``replaced_at``."""

    number: int
    published_at: datetime | None
    replaced_at: datetime | None
    because: str
    """Why it took the place of the version before it; empty for the first."""
    changes: tuple[ChangeLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OldClause:
    """A clause as it stood in a version."""

    key: str
    label: str
    kind: str
    is_wish: bool
    words: str
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionPage:
    """Everything that the page of a replaced version shows."""

    version: DocumentVersion
    language: str
    sections: tuple[tuple[str, tuple[OldClause, ...]], ...]
    texts: tuple[tuple[str, str], ...]
    changes: tuple[ChangeLine, ...]


def version_lines(document: Document) -> list[VersionLine]:
    """All versions of a document that was corrected, the newest first; none if it never was."""
    old = versions_of(document)
    if not old:
        return []
    newest = VersionLine(
        number=document.version,
        published_at=document.published_at,
        replaced_at=None,
        because=old[0].because,
        changes=tuple(change_lines(old[0].changed)),
    )
    before = [*old[1:], None]
    return [
        newest,
        *(
            VersionLine(
                number=each.number,
                published_at=each.published_at,
                replaced_at=each.replaced_at,
                because=earlier.because if earlier else "",
                changes=tuple(change_lines(earlier.changed)) if earlier else (),
            )
            for each, earlier in zip(old, before, strict=True)
        ),
    ]


def version_page(document: Document, version: DocumentVersion) -> VersionPage:
    """Put together the page of a version that was replaced."""
    grouped: dict[str, list[OldClause]] = {}
    for each in version.said["clauses"]:
        grouped.setdefault(each["role"], []).append(_clause(each, document.language))
    return VersionPage(
        version=version,
        language=document.language,
        sections=tuple((role_words(role), tuple(rows)) for role, rows in grouped.items()),
        texts=tuple((each["language"], MARKDOWN.sub("", each["text"])) for each in version.said["texts"]),
        changes=tuple(change_lines(version.changed)),
    )


def change_lines(changed: Iterable[Mapping[str, str]]) -> list[ChangeLine]:
    """Changes with their topics and kinds in words."""
    return [
        ChangeLine(
            key=each["key"],
            what=_topic(each["what"]),
            before=_said(each["what"], each["before"]),
            after=_said(each["what"], each["after"]),
        )
        for each in changed
    ]


def _topic(what: str) -> str:
    if what.startswith("part "):
        return _("Part %(key)s") % {"key": what.removeprefix("part ")}
    topics = {
        "title": _("Name of the document"),
        "adopted-on": _("Adopted on"),
        "signatories": _("Signed by"),
        "clause": _("Clause"),
        "words": _("Words"),
        "kind": _("What it does"),
        "addressees": _("Whom it addresses"),
        "theme": _("Theme"),
        "deadlines": _("By when"),
    }
    return topics.get(what, what)


def _said(what: str, value: str) -> str:
    return kind_words(value[0], is_wish=value.endswith("w")) if what == "kind" and value else value


def _clause(said: Mapping[str, Any], language: str) -> OldClause:
    words = said["words"]
    return OldClause(
        key=said["key"],
        label=said["label"],
        kind=said["kind"],
        is_wish=said["is_wish"],
        words=str(words.get(language) or next(iter(words.values()), "")),
        parts=tuple((each["key"], each["words"]) for each in said["parts"]),
    )
