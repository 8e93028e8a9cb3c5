"""The list of documents: what was asked of it, and its rows by year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import TypedDict

from django.http import HttpRequest

from nagara.commitments.documents import disputed
from nagara_web.declarations.models import ClauseKind, Document, Forum
from nagara_web.declarations.nouns import document_noun
from nagara_web.declarations.words import counts_words
from nagara_web.ui.asked import number_in

__all__ = ["Asked", "DocumentLine", "chosen", "forum_name", "register_page"]


class Asked(TypedDict):
    """How the list was narrowed."""

    forum: str
    kind: str
    year: int | None
    theme: str
    sought: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLine:
    """One document as the list prints it."""

    document: Document
    forum: str
    counts: str
    is_disputed: bool
    """Whether sources contradict each other about it."""


def chosen(request: HttpRequest) -> Asked:
    """What a reader asked for; what is no choice is taken as none."""
    asked = request.GET
    kind = asked.get("kind", "")
    return {
        "forum": asked.get("forum", "")[:40],
        "kind": kind if kind in ClauseKind.values else "",
        "year": number_in(asked.get("year")),
        "theme": asked.get("theme", "")[:60],
        "sought": asked.get("q", "").strip()[:100],
    }


def register_page(found: Iterable[Document], sought: str) -> list[tuple[int, list[DocumentLine]]]:
    """Documents by year, in the order in which they came."""
    lines = [_line(each) for each in found]
    return [(year, list(rows)) for year, rows in groupby(lines, key=lambda each: each.document.session.year)]


def forum_name(forum: Forum, year: int | None = None) -> str:
    """What a forum was called in a year: its longest name in use."""
    names = forum.names
    if year is not None:
        names = [each for each in names if _was_used(each, year)] or names
    english = [each["text"] for each in names if each.get("language", "en") == "en"] or [each["text"] for each in names]
    return max(english, key=len, default=forum.slug)


def _was_used(name: dict[str, str | None], year: int) -> bool:
    since, until = name.get("valid_from"), name.get("valid_to")
    return (not since or int(since[:4]) <= year) and (not until or year <= int(until[:4]))


def _line(document: Document) -> DocumentLine:
    counts = {letter: getattr(document, f"{name}_count", 0) for letter, name in _COUNTED}
    return DocumentLine(
        document=document,
        forum=forum_name(document.session.forum, document.session.year),
        counts=counts_words(counts),
        is_disputed=bool(disputed(document_noun(document).statements)),
    )


_COUNTED = (("C", "commitment"), ("R", "reaffirmation"), ("Q", "request"), ("F", "fact"))
