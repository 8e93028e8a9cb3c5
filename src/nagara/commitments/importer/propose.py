"""A text becomes blocks, clauses and parts: proposals with a confidence, which a person confirms or corrects."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from nagara.commitments.clauses import Block, Clause, ClauseKind, Deadline, DocumentText, Place, Role
from nagara.commitments.documents import Document
from nagara.commitments.importer.action_table import Columns, cells_of, columns_of
from nagara.commitments.importer.blocks import check_tiles, tile
from nagara.commitments.importer.course import Course, Item
from nagara.commitments.importer.dates import first_date
from nagara.commitments.importer.deadlines import bare_deadline, deadlines_in
from nagara.commitments.importer.languages import language_of
from nagara.commitments.importer.mentions import KnownDocument, known_from, mentions_in
from nagara.commitments.importer.other_kinds import opens_in
from nagara.commitments.importer.paragraphs import Paragraph, paragraphs
from nagara.commitments.importer.parts import parts_of
from nagara.commitments.importer.reported import looks_reported, read_reported
from nagara.commitments.importer.sentences import sentences
from nagara.commitments.importer.voice import UNSURE_FRAC, why_no_declaration

__all__ = ["propose"]

_UNDERTAKES = frozenset((ClauseKind.COMMITMENT, ClauseKind.REQUEST))
_PLEDGES = frozenset(("commit", "pledge", "resolve", "undertake", "promise", "vow"))
"""Verbs that make even a headline of a report a sentence to keep."""
_THEME = re.compile(
    r"\btheme[d]?\s{0,3}(?:of|is|was|on|:)?\s{0,3}[,:]?\s{0,3}[\"“‘'«]([^\"”»\n]{3,200})[\"”’'»]", re.IGNORECASE
)
_PLACE = re.compile(r"\b(?:in|at)\s+([A-Z][\w’'.-]+(?:[ ,]{1,2}(?:[A-Z][\w’'.-]+|of|the)){0,6})")
_FORUM = re.compile(
    r"\b(?:Forum|Meeting|Summit|Conference|Congress|Network|Assembly|Council|League|Alliance)\b"
    r"|Diễn đàn|Hội nghị|การประชุม"
)


def propose(
    text: str,
    *,
    language: str | None = None,
    known_documents: Sequence[Document | KnownDocument] = (),
    is_reported: bool | None = None,
) -> DocumentText:
    r"""Read a declaration's text and propose its blocks, clauses and parts.

    Nothing is invented: every proposal is a place in the text. What comes later in a text changes
    no key of what stands before.

    Parameters
    ----------
    text
        The body, every character of which is kept.
    language
        BCP 47 tag of the main language; without it, the words decide.
    known_documents
        What earlier documents and frameworks are called, so that a mention gets its id.
    is_reported
        Whether it is a report about a document; without it, the text's beginning decides.

    Returns
    -------
    DocumentText
        Proposals with a confidence; nothing in it is confirmed.

    Raises
    ------
    LawBrokenError
        If a character stands in no block or in two, which would be a fault of nagara.

    Examples
    --------
    >>> text = "We commit to:\n\n1. Plant trees by 2030.\n2. Cut waste by sorting it and composting it."
    >>> document = propose(text)
    >>> [(clause.key, clause.kind.value, len(clause.parts)) for clause in document.clauses]
    [('o1', 'C', 0), ('1', 'C', 1), ('2', 'C', 2)]
    """
    main = language or _main_language(text)
    known = tuple(each if isinstance(each, KnownDocument) else known_from((each,))[0] for each in known_documents)
    reported, sure_frac = looks_reported(text) if is_reported is None else (is_reported, 1.0)
    items = _reported_items(text, main) if reported else _items(text, main)
    blocks = tile(
        text,
        (
            Block(role=each.role, place=each.place, label=each.label)
            for each in items
            if each.place.stop > each.place.start
        ),
    )
    check_tiles(text, blocks)
    facts = _facts(text, items)
    adopted_on = date.fromisoformat(facts["adopted_on"]) if "adopted_on" in facts else None
    clauses = tuple(_clauses(text, items, known, adopted_on))
    title = next((_clean(each.place.of(text)) for each in items if each.role is Role.TITLE), "")
    why = "" if reported else why_no_declaration(text, clauses, main)
    if why:
        facts["no_declaration"] = why
        clauses = tuple(replace(each, confidence_frac=min(UNSURE_FRAC, each.confidence_frac)) for each in clauses)
    if reported and is_reported is None:
        facts["reported"] = f"{sure_frac:.2f}"
    return DocumentText(
        text=text,
        blocks=blocks,
        clauses=clauses,
        language=main,
        is_reported=reported,
        proposed_title=title,
        proposed_facts=facts,
    )


def _main_language(text: str) -> str:
    """The language of the first paragraph that says something: a bilingual text opens in its first language."""
    whole = language_of(text)
    for paragraph in paragraphs(text[:_LOOKED_AT_FOR_LANGUAGE]):
        words = text[paragraph.start : paragraph.stop]
        if len(words) > _FEWEST_CHARACTERS and not paragraph.is_furniture:
            return language_of(words, whole)
    return whole


def _items(text: str, main: str) -> list[Item]:
    """Every paragraph with its role; each language of a bilingual text runs its own course."""
    courses: dict[str, Course] = {}
    found: list[Item] = []
    columns: Columns | None = None
    before = main
    for paragraph in paragraphs(text):
        place = Place(start=paragraph.start, stop=paragraph.stop)
        if paragraph.is_furniture or paragraph.is_footnote:
            role = Role.FOOTNOTE if paragraph.is_footnote else Role.FURNITURE
            found.append(Item(role=role, place=place, language=main))
            continue
        tag = before = _language_here(place.of(text), main, before)
        course = courses.setdefault(tag, Course(text=text, language=tag, suffix="" if tag == main else f"-{tag}"))
        if not paragraph.is_row:
            columns = None
            found.extend(course.step(place))
        elif columns is None:
            columns = columns_of(text, cells_of(text, place))
            found.append(Item(role=Role.HEADING, place=place, language=tag))
        else:
            found.append(_row_item(text, paragraph, columns, course))
    return found


def _language_here(words: str, main: str, before: str) -> str:
    """The language of a paragraph; one too short to tell goes on in that of the one before if it opens like it."""
    tag = language_of(words, "")
    if not tag:
        goes_on = before != main and opens_in(words, before)
        tag = before if goes_on else main
    return main if {tag, main} == {"id", "ms"} else tag


def _row_item(text: str, paragraph: Paragraph, columns: Columns, course: Course) -> Item:
    place = Place(start=paragraph.start, stop=paragraph.stop)
    cells = cells_of(text, place)
    longest = max(cells, key=lambda cell: cell.stop - cell.start, default=place)
    said = _cell(cells, columns.what) or longest
    number = _cell(cells, columns.number)
    label = number.of(text).strip("*_ ") if number else ""
    item = course.row(place, said, label.strip(".") if label.strip(".").isalnum() else "")
    who, when = _cell(cells, columns.who), _cell(cells, columns.when)
    reading = item.reading
    if reading is not None and who is not None and who.stop > who.start:
        reading = replace(reading, addressees=(who.of(text),))
    return replace(item, reading=reading, lead=(when,) if when is not None else ())


def _cell(cells: Sequence[Place], at: int | None) -> Place | None:
    return cells[at] if at is not None and at < len(cells) and cells[at].stop > cells[at].start else None


def _reported_items(text: str, main: str) -> list[Item]:
    """Sentences of a report, each a block and a clause of its own."""
    found: list[Item] = []
    number = 0
    for count, paragraph in enumerate(paragraphs(text)):
        place = Place(start=paragraph.start, stop=paragraph.stop)
        if paragraph.is_furniture or paragraph.is_footnote:
            found.append(
                Item(role=Role.FOOTNOTE if paragraph.is_footnote else Role.FURNITURE, place=place, language=main)
            )
            continue
        tag = language_of(place.of(text), main)
        words = place.of(text)
        is_line = not words.rstrip('*_ "”').endswith((".", "!", "?", ";", ":"))
        reading = read_reported(text, place, tag)
        if is_line and len(words.split()) < 20 and (count == 0 or not set(reading.reasons) & _PLEDGES):
            found.append(Item(role=Role.TITLE if count == 0 else Role.HEADING, place=place, language=tag))
            continue
        for said in sentences(text, place.start, place.stop):
            number += 1
            reading = read_reported(text, said, tag)
            found.append(
                Item(role=Role.REPORTED, place=said, language=tag, key=f"s{number}", reading=reading, said=(said,))
            )
    return found


def _clauses(
    text: str, items: Iterable[Item], known: Sequence[KnownDocument], adopted_on: date | None
) -> Iterable[Clause]:
    items = list(items)
    parents = {item.parent for item in items}
    for item in items:
        if item.reading is None or not item.key:
            continue
        holds_items = item.is_open and (item.key in parents or len(item.place.of(text).split()) <= _FORMULA_WORDS)
        parts = (
            ()
            if holds_items
            else parts_of(
                text,
                item.said,
                language=item.language,
                splits=item.reading.kind in _UNDERTAKES,
                lead=() if item.is_row else item.lead,
            )
        )
        start, stop = item.place.start, item.place.stop
        yield Clause(
            key=item.key,
            label=item.label,
            role=item.role,
            kind=item.reading.kind,
            is_wish=item.reading.is_wish and item.reading.kind is ClauseKind.COMMITMENT,
            place=item.place,
            parts=parts,
            confidence_frac=round(item.reading.confidence_frac, 3),
            reasons=item.reading.reasons,
            addressees=item.reading.addressees,
            mentions=mentions_in(text, start, stop, known),
            deadlines=_row_deadlines(text, item, adopted_on) if item.is_row else _deadlines(text, item, adopted_on),
            parent=item.parent,
        )


def _deadlines(text: str, item: Item, adopted_on: date | None) -> tuple[Deadline, ...]:
    """Days that somebody is to keep: none where the text says when it was adopted."""
    if item.role is Role.ADOPTION:
        return ()
    binds = item.reading is not None and item.reading.kind in _UNDERTAKES
    found = deadlines_in(text, item.place.start, item.place.stop, adopted_on=adopted_on)
    return found if binds else tuple(each for each in found if not each.words.lower().startswith("from "))


def _row_deadlines(text: str, item: Item, adopted_on: date | None) -> tuple[Deadline, ...]:
    found = [bare_deadline(text, cell.start, cell.stop) for cell in item.lead]
    said = (
        deadline
        for place in item.said
        for deadline in deadlines_in(text, place.start, place.stop, adopted_on=adopted_on)
    )
    return (*said, *(each for each in found if each is not None))


def _facts(text: str, items: Sequence[Item]) -> dict[str, str]:
    """What the text says about itself, each as it stands there; ``adopted_on`` alone is written anew, as a day."""
    facts: dict[str, str] = {}
    adoption = next((each.place for each in items if each.role is Role.ADOPTION), None)
    if adoption is not None and (written := first_date(text, adoption.start, adoption.stop)):
        facts["adopted"] = text[written.start : written.stop]
        facts["adopted_on"] = written.on.isoformat()
        if place := _PLACE.search(text, adoption.start, adoption.stop):
            facts["place"] = place[1].rstrip(" ,.")
    if theme := _THEME.search(text[:_LOOKED_AT_FOR_THEME]):
        facts["theme"] = theme[1]
    for each in items:
        if each.role is Role.TITLE and _FORUM.search(each.place.of(text)):
            facts["forum"] = _clean(each.place.of(text))
            break
    return facts


_LOOKED_AT_FOR_THEME, _LOOKED_AT_FOR_LANGUAGE = 20_000, 4_000
_FEWEST_CHARACTERS, _FORMULA_WORDS = 60, 5


def _clean(words: str) -> str:
    return " ".join(words.strip("#*_ \n\t").replace("**", "").split())
