"""What the page of a clause shows: its words, parts, thread, alignment, measures and requests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.http import Http404

from nagara.commitments.alignment import codes
from nagara_web.declarations.document_page import LinkLine, link_lines
from nagara_web.declarations.measuring import CityStatus, MeasureLine, measure_line, status_by_city
from nagara_web.declarations.models import Alignment, Clause, Document, Link, Measure, Part, Request, TextEdition
from nagara_web.declarations.nouns import code_of
from nagara_web.declarations.paged_text import CLAUSES_ON_A_PAGE
from nagara_web.declarations.queries import (
    ThreadPage,
    alignments_of,
    clauses_of,
    links_of_codes,
    measure_of,
    requests_of,
    texts_of,
    thread_of,
)
from nagara_web.figures.commitments import codes_asked, commitment_code

__all__ = ["AlignmentLine", "ClausePage", "PartLine", "alignment_lines", "clause_page"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignmentLine:
    """What a clause is held against, as a list prints it."""

    framework: str
    code: str
    label: str
    fits: str
    note: str
    is_ahead: bool
    followed: tuple[str, ...]
    """Codes that ran out and led to this one."""
    valid_to: date | None
    is_valid: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLine:
    """A part with everything that hangs on it."""

    part: Part
    code: str
    alignments: tuple[AlignmentLine, ...]
    links: tuple[LinkLine, ...]
    measure: MeasureLine | None
    cities: tuple[CityStatus, ...]
    asked: str
    """Code of the indicator by which cities answer it; empty where no round asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClausePage:
    """Everything that the page shows."""

    document: Document
    clause: Clause
    code: str
    words: tuple[tuple[str, str, bool], ...]
    """Language, words, whether they are the text's own."""
    parts: tuple[PartLine, ...]
    links: tuple[LinkLine, ...]
    alignments: tuple[AlignmentLine, ...]
    thread: ThreadPage | None
    requests: tuple[Request, ...]
    is_long: bool
    """Whether the document stands on several pages, so that the way back names its clause."""
    before: Clause | None
    after: Clause | None


def clause_page(document: Document, key: str, today: date) -> ClausePage:
    """Put together the page of a clause; 404 if the document has none with this key."""
    clauses = list(clauses_of(document.pk))
    place = next((number for number, each in enumerate(clauses) if each.key == key), None)
    if place is None:
        raise Http404
    clause = clauses[place]
    parts = list(clause.parts.all())
    own = code_of(document, clause)
    by_part = {code_of(document, clause, each): each for each in parts}
    links = links_of_codes({own, *by_part})
    aligned = alignments_of([own, *by_part])
    asked = codes_asked([commitment_code(code) for code in by_part])
    return ClausePage(
        document=document,
        clause=clause,
        code=own,
        words=tuple(_words(document, clause)),
        parts=tuple(
            replace(
                _part_line(code, part, _at(code, links), [each for each in aligned if each.code == code], today),
                asked=commitment_code(code) if commitment_code(code) in asked else "",
            )
            for code, part in by_part.items()
        ),
        links=tuple(link_lines([own], _at(own, links))),
        alignments=tuple(alignment_lines([each for each in aligned if each.code == own], today)),
        thread=_thread(own, links),
        requests=tuple(requests_of(clause)),
        is_long=len(clauses) > CLAUSES_ON_A_PAGE,
        before=clauses[place - 1] if place else None,
        after=clauses[place + 1] if place + 1 < len(clauses) else None,
    )


def alignment_lines(found: Iterable[Alignment], today: date) -> list[AlignmentLine]:
    """What is held against, with codes that ran out followed to those in force today."""
    return [_alignment(each, today) for each in found]


def _alignment(row: Alignment, today: date) -> AlignmentLine:
    known, followed = codes(), []
    at = known.get(row.item)
    while at is not None and at.valid_to and at.valid_to < today and at.successor and at.id not in followed:
        followed.append(at.id)
        at = known[at.successor]
    return AlignmentLine(
        framework=at.framework if at else row.item.partition(":")[0],
        code=at.code if at else row.item,
        label=at.label if at else "",
        fits=row.fits,
        note=row.note,
        is_ahead=row.is_ahead,
        followed=tuple(followed),
        valid_to=at.valid_to if at else None,
        is_valid=at is None or at.is_valid_on(today),
    )


def _words(document: Document, clause: Clause) -> Iterable[tuple[str, str, bool]]:
    order = [*document.languages, *(each for each in clause.words if each not in document.languages)]
    shown = {each.language for each in texts_of(document.pk) if each.state == TextEdition.State.CONFIRMED}
    for language in order:
        if clause.words.get(language) and (language not in clause.places or language in shown):
            yield language, clause.words[language], language in clause.places


def _part_line(code: str, part: Part, links: Sequence[Link], aligned: Sequence[Alignment], today: date) -> PartLine:
    found: Measure | None = measure_of(part.pk)
    return PartLine(
        part=part,
        code=code,
        alignments=tuple(alignment_lines(aligned, today)),
        links=tuple(link_lines([code], links)),
        measure=measure_line(found, today) if found else None,
        cities=tuple(status_by_city(found, today)) if found else (),
        asked="",
    )


def _at(code: str, links: Iterable[Link]) -> list[Link]:
    return [each for each in links if code in {each.later, each.earlier}]


def _thread(own: str, links: Sequence[Link]) -> ThreadPage | None:
    """The thread of the clause, or of the first of its parts that has one."""
    ends = {code for each in links for code in (each.later, each.earlier)}
    start = next((code for code in sorted(ends) if code == own or code.startswith(f"{own}.")), None)
    return thread_of(start) if start else None
