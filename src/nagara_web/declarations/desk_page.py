"""What the desk of a document shows: its text with what was proposed, and what still waits for a person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.core.paginator import Page
from django.http import HttpRequest

from nagara_web.declarations.actions.clauses import SURE_FRAC
from nagara_web.declarations.actions.documents import hands_in
from nagara_web.declarations.differences import differences
from nagara_web.declarations.document_page import stretches
from nagara_web.declarations.models import Clause, ClauseChange, Document, TextEdition
from nagara_web.declarations.paged_text import CLAUSES_AT_THE_DESK, clauses_shown, pieces_shown
from nagara_web.declarations.queries import changes_of, clauses_to_confirm, correction_of, texts_of
from nagara_web.declarations.version_page import ChangeLine, change_lines

__all__ = ["DeskPage", "ToDo", "Word", "desk_page", "words_of"]

MOST_SHOWN: Final = 50
LONGEST_WORD: Final = 24
"""Thai, Lao, Khmer and Burmese write without spaces: a longer run is offered in pieces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDo:
    """A clause that waits for a person, and how sure the importer is of it and of its parts."""

    clause: Clause
    words: str
    sure_frac: float
    parts: int

    @property
    def sure_words(self) -> str:
        """How sure, for the screen."""
        return f"{100 * self.sure_frac:.0f}\N{NO-BREAK SPACE}%"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPage:
    """Everything that the page shows."""

    document: Document
    texts: tuple[TextEdition, ...]
    pieces: tuple[tuple[str, Clause | None], ...]
    of_text: Page[Clause]
    """Clauses of the page of the text that is shown."""
    clauses: tuple[Clause, ...]
    to_do: tuple[ToDo, ...]
    sure_count: int
    changes: tuple[ClauseChange, ...]
    refused: TextEdition | None
    correction: Document | None
    """The correction of a published document that somebody works on."""
    corrected: tuple[ChangeLine, ...]
    """What a correction changes so far."""
    no_declaration: str
    """Why the text does not look like a declaration: ``minutes`` or ``voiceless``; empty where it does."""
    is_reading: bool
    may_publish: bool

    @property
    def shown(self) -> tuple[ToDo, ...]:
        """The clauses to look at first; a long text is not listed all at once."""
        return self.to_do[:MOST_SHOWN]

    @property
    def confirmed_count(self) -> int:
        """Clauses that a person has agreed with."""
        return len(self.clauses) - len(self.to_do)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of a clause with its place in the text."""

    number: int
    words: str
    start: int
    stop: int


def desk_page(document: Document, person_id: int, request: HttpRequest | None = None) -> DeskPage:
    """Put together the desk of a document for somebody who works on it; ``request`` says which page of its text."""
    texts = list(texts_of(document.pk))
    clauses = list(clauses_to_confirm(document.pk))
    first = next((each for each in texts if each.language == document.language and each.text), None)
    shown = clauses_shown(request or HttpRequest(), clauses, CLAUSES_AT_THE_DESK)
    waiting = [_to_do(each, document.language) for each in clauses if not each.is_confirmed]
    return DeskPage(
        document=document,
        texts=tuple(each for each in texts if each.text),
        pieces=tuple(pieces_shown(stretches(first, clauses), shown)) if first else (),
        of_text=shown,
        clauses=tuple(clauses),
        to_do=tuple(sorted(waiting, key=lambda each: (each.sure_frac, each.clause.position))),
        sure_count=sum(each.sure_frac >= SURE_FRAC for each in waiting),
        changes=tuple(changes_of(document.pk, 10)),
        refused=next((each for each in texts if each.state == TextEdition.State.REFUSED), None),
        no_declaration=str(first.found.get("no_declaration", "")) if first else "",
        correction=correction_of(document),
        corrected=tuple(change_lines(differences(document.corrects, document))) if document.corrects else (),
        is_reading=any(each.state == TextEdition.State.READING for each in texts),
        may_publish=person_id not in hands_in(document),
    )


def words_of(text: str, start: int, stop: int) -> list[Word]:
    """The words of a stretch of a text, each with its place; long runs without spaces in pieces."""
    found: list[tuple[int, int]] = []
    for match in re.finditer(r"\S+", text[start:stop]):
        low, high = start + match.start(), start + match.end()
        found += _pieces(text, low, high)
    return [
        Word(number=number, words=text[low:high], start=low, stop=high)
        for number, (low, high) in enumerate(found, start=1)
    ]


def _pieces(text: str, low: int, high: int) -> Sequence[tuple[int, int]]:
    """A run in pieces that never part a letter from its marks."""
    if high - low <= LONGEST_WORD:
        return [(low, high)]
    found, begin = [], low
    for at in range(low + 1, high):
        is_mark = unicodedata.category(text[at]).startswith("M")
        if at - begin >= LONGEST_WORD // 2 and not is_mark:
            found.append((begin, at))
            begin = at
    return [*found, (begin, high)]


def _to_do(clause: Clause, language: str) -> ToDo:
    parts = list(clause.parts.all())
    sure = min([clause.confidence_frac, *(each.confidence_frac for each in parts)])
    words = clause.words.get(language) or next(iter(clause.words.values()), "")
    said = words.removeprefix(clause.label).lstrip() if clause.label else words
    return ToDo(clause=clause, words=said, sure_frac=sure, parts=len(parts))
