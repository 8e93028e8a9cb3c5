"""A document and its clauses as an Akoma Ntoso statement."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Final

from lxml import etree

from nagara.commitments.clauses import Clause, DocumentText, Role
from nagara.commitments.documents import Document
from nagara.errors import DocumentTextError
from nagara.exchange.akoma_ntoso.identify import AUTHOR, identify
from nagara.exchange.akoma_ntoso.inline import Mark, fill, nested
from nagara.exchange.akoma_ntoso.names import AKN, NAGARA, clause_eid, part_eid, work_iri
from nagara.exchange.akoma_ntoso.standoff import write_document, write_text

__all__ = ["akoma_ntoso", "expressions"]

XML: Final = "http://www.w3.org/XML/1998/namespace"
LANGUAGE: Final = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
BODY: Final = frozenset({Role.OPERATIVE, Role.REPORTED})
LABEL_WITHIN: Final = 12
"""Characters before a printed number that still belong to it, as a bullet does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """Characters of one block, or between blocks, and the clauses that begin there."""

    start: int
    stop: int
    role: Role
    clauses: tuple[Clause, ...]


def akoma_ntoso(document: Document, text: DocumentText, *, made_on: date | None = None) -> bytes:
    """Write a document in one language as Akoma Ntoso 3.0.

    Parameters
    ----------
    document
        The document as a work.
    text
        Its text in one language.
    made_on
        The day the file is made; the day of adoption if left out, so that the same input gives the same bytes.

    Returns
    -------
    bytes
        XML in UTF-8, valid against the schema of OASIS.

    Raises
    ------
    DocumentTextError
        If two clauses, or two parts of one, have the same key, or a place lies outside the text.

    References
    ----------
    OASIS, Akoma Ntoso Version 1.0, Part 2: Specifications, 29 August 2018 (schema 3.0).
    """
    _refuse_impossible(document, text)
    root = etree.Element(f"{{{AKN}}}akomaNtoso", nsmap={None: AKN, "nagara": NAGARA})
    statement = _sub(root, "statement", name=document.kind.value)
    meta = _sub(statement, "meta")
    identify(meta, document, text, made_on)
    proprietary = _sub(meta, "proprietary", source=AUTHOR)
    write_document(proprietary, document)
    write_text(proprietary, text)
    words = _Words.of(text)
    for name, stretches in _sections(list(_stretches(text))):
        section = _sub(statement, name)
        section.set(f"{{{XML}}}space", "preserve")
        section.set(f"{{{XML}}}lang", text.language if LANGUAGE.fullmatch(text.language) else "")
        _write_section(section, name, stretches, words)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def expressions(document: Document, texts: Sequence[DocumentText], *, made_on: date | None = None) -> dict[str, bytes]:
    """Write a document in each of its languages; a clause has the same ``eId`` in all of them.

    Raises
    ------
    DocumentTextError
        If two texts are in one language, or one of them cannot be written.
    """
    languages = [text.language for text in texts]
    if len(set(languages)) < len(languages):
        raise DocumentTextError(document.id, "two texts are in one language", "Keep the one that was adopted.")
    return {text.language: akoma_ntoso(document, text, made_on=made_on) for text in texts}


def _refuse_impossible(document: Document, text: DocumentText) -> None:
    seen: set[str] = set()
    for clause in text.clauses:
        where = f"{document.id}, clause {clause.key}"
        keys = [part.key for part in clause.parts]
        if clause.key in seen:
            raise DocumentTextError(where, "two clauses have this key", "Give each a key of its own.")
        if len(set(keys)) < len(keys):
            raise DocumentTextError(where, "two of its parts have the same letter", "Give each its own.")
        seen.add(clause.key)
    for where, place in _places(text):
        if not 0 <= place[0] <= place[1] <= len(text.text):
            raise DocumentTextError(
                f"{document.id}, {where}",
                f"its place {place[0]} to {place[1]} lies outside the text of {len(text.text)} characters",
                "Read the text again.",
            )


def _places(text: DocumentText) -> Iterator[tuple[str, tuple[int, int]]]:
    for block in text.blocks:
        yield f"block {block.role.value}", (block.place.start, block.place.stop)
    for clause in text.clauses:
        of_clause = [clause.place, *(part.place for part in clause.parts)]
        of_clause += [place for part in clause.parts for place in part.shared]
        of_clause += [mention.place for mention in clause.mentions]
        of_clause += [deadline.place for deadline in clause.deadlines]
        for place in of_clause:
            yield f"clause {clause.key}", (place.start, place.stop)


def _stretches(text: DocumentText) -> Iterator[_Stretch]:
    """The text from its first character to its last, cut where a block begins or ends."""
    cuts = sorted({0, len(text.text), *(end for block in text.blocks for end in (block.place.start, block.place.stop))})
    roles = {block.place.start: block.role for block in reversed(text.blocks) if block.place.stop > block.place.start}
    clauses = sorted(text.clauses, key=lambda clause: clause.place.start)
    starts = [clause.place.start for clause in clauses]
    for start, stop in pairwise(cuts) if len(cuts) > 1 else [(0, 0)]:
        begin = clauses[bisect_left(starts, start) : _end(starts, stop, len(text.text))]
        yield _Stretch(start=start, stop=stop, role=roles.get(start, Role.SPACE), clauses=tuple(begin))


def _end(starts: Sequence[int], stop: int, length: int) -> int:
    """How many begin before a stop; what begins at the very end belongs to the last stretch."""
    return len(starts) if stop == length else bisect_left(starts, stop)


def _sections(stretches: list[_Stretch]) -> Iterator[tuple[str, list[_Stretch]]]:
    """Preface, preamble, body and conclusions, in the order of the text; a block of another role keeps its place."""
    roles = [stretch.role for stretch in stretches]
    body = [place for place, role in enumerate(roles) if role in BODY]
    first, last = (body[0], body[-1] + 1) if body else (0, len(roles))
    begin = roles.index(Role.PREAMBLE) if Role.PREAMBLE in roles[:first] else first
    for name, part in (
        ("preface", stretches[:begin]),
        ("preamble", stretches[begin:first]),
        ("mainBody", stretches[first:last]),
        ("conclusions", stretches[last:]),
    ):
        if part:
            yield name, part


@dataclass(frozen=True, slots=True)
class _Words:
    """A text with all its marks in their order."""

    text: str
    marks: Sequence[Mark]
    starts: Sequence[int]

    @classmethod
    def of(cls, text: DocumentText) -> _Words:
        marks = sorted((mark for clause in text.clauses for mark in _marks_of(clause)), key=lambda mark: mark.start)
        return cls(text.text, marks, [mark.start for mark in marks])

    def write(self, paragraph: etree._Element, start: int, stretch: _Stretch, *, held: str = "") -> None:
        """Write a stretch from a start on; the clause that holds the paragraph needs no mark of its own."""
        first, last = bisect_left(self.starts, stretch.start), _end(self.starts, stretch.stop, len(self.text))
        marks = [
            mark if mark.start >= start else _moved(mark, start)
            for mark in self.marks[first:last]
            if (mark.must_stay or mark.start >= start) and mark.attributes.get("eId", "-") != held
        ]
        fill(paragraph, self.text, start, stretch.stop, nested(marks, start, stretch.stop))


def _write_section(section: etree._Element, name: str, stretches: Sequence[_Stretch], words: _Words) -> None:
    holder: etree._Element | None = None
    until = -1
    for stretch in stretches:
        if len(stretch.clauses) == 1:
            clause = stretch.clauses[0]
            if name == "mainBody":
                own = _sub_clause(section, clause)
            else:
                own = _sub(
                    _recitals(section) if name == "preamble" else section, "recital" if name == "preamble" else "tblock"
                )
            holder = _write_clause(own, name, clause, stretch, words)
            until = clause.place.stop
            continue
        if stretch.clauses or (stretch.role is not Role.SPACE and stretch.start >= until):
            holder = None
        paragraph = _sub(section if holder is None else holder, "p", **{"class": stretch.role.value})
        words.write(paragraph, stretch.start, stretch)


def _recitals(section: etree._Element) -> etree._Element:
    """The run of recitals at the end of a preamble."""
    is_open = len(section) > 0 and section[-1].tag == f"{{{AKN}}}recitals"
    return section[-1] if is_open else _sub(section, "recitals")


def _sub_clause(section: etree._Element, clause: Clause) -> etree._Element:
    """The element of a clause of the body: a point of the clause it stands under, if that one was the last."""
    above = clause_eid(replace(clause, key=clause.parent))
    at = section[-1] if clause.parent and len(section) else None
    while at is not None and at.get("eId"):
        if at.get("eId") == above:
            at[-1].tag = f"{{{AKN}}}intro" if at[-1].tag == f"{{{AKN}}}content" else at[-1].tag
            return _sub(at, "point")
        at = at[-1] if len(at) else None
    return _sub(section, "paragraph")


def _write_clause(
    own: etree._Element, section: str, clause: Clause, stretch: _Stretch, words: _Words
) -> etree._Element:
    """Write a clause with its number and its words; further paragraphs of it may follow in what is returned."""
    eid, role = clause_eid(clause), stretch.role.value
    own.set("eId", eid)
    own.set("class", role)
    at = stretch.start
    number = words.text.find(clause.label, at, min(stretch.stop, at + len(clause.label) + LABEL_WITHIN))
    if clause.label and number >= 0:
        fill(_sub(own, "num"), words.text, at, number + len(clause.label), [])
        at = number + len(clause.label)
    holder = _sub(own, "content") if section == "mainBody" else own
    words.write(_sub(holder, "p", **{"class": role}), at, stretch, held=eid)
    return holder


def _moved(mark: Mark, start: int) -> Mark:
    """A mark that begins inside the printed number, as a marker after it."""
    return Mark(start=start, stop=start, element=mark.element, attributes=mark.attributes, must_stay=True)


def _marks_of(clause: Clause) -> Iterator[Mark]:
    yield _mark(clause.place.start, clause.place.stop, "span", "clause", eId=clause_eid(clause), stays=True)
    for part in clause.parts:
        yield _mark(part.place.start, part.place.stop, "span", "part", eId=part_eid(clause, part), stays=True)
    for mention in clause.mentions:
        place = mention.place
        if mention.document_id:
            yield _mark(place.start, place.stop, "ref", "mention", href=work_iri(mention.document_id))
        else:
            yield _mark(place.start, place.stop, "inline", "mention", name="mention")
    for deadline in clause.deadlines:
        place = deadline.place
        if deadline.on is not None:
            yield _mark(place.start, place.stop, "date", "deadline", date=deadline.on.isoformat())
        else:
            yield _mark(place.start, place.stop, "inline", "deadline", name="deadline")


def _mark(start: int, stop: int, element: str, about: str, *, stays: bool = False, **attributes: str) -> Mark:
    return Mark(start=start, stop=stop, element=element, attributes={"class": about, **attributes}, must_stay=stays)


def _sub(parent: etree._Element, element: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{AKN}}}{element}", attributes)
