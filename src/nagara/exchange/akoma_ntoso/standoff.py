"""What Akoma Ntoso has no place for, in elements of our own: written beside the text and read back exactly."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Final, TypeVar

from lxml import etree

from nagara.commitments.clauses import Block, Clause, ClauseKind, Deadline, DocumentText, Mention, Part, Place, Role
from nagara.commitments.documents import Confidence, Document, DocumentKind, Name, Source, Statement
from nagara.exchange.akoma_ntoso.names import NAGARA, from_attribute, to_attribute

__all__ = ["digest", "read_document", "read_text", "write_document", "write_text"]

T = TypeVar("T")
Fields = Mapping[str, str | int | float | bool | date | None]
YES: Final = "yes"


def digest(text: str) -> str:
    """What tells whether somebody changed the text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def tag(name: str) -> str:
    """Name of an element of our own."""
    return f"{{{NAGARA}}}{name}"


def write_document(parent: etree._Element, document: Document) -> None:
    """Write the facts of a document."""
    own = _add(
        parent,
        "document",
        session=document.session,
        kind=document.kind.value,
        variant=document.variant,
        confidence=document.confidence.value,
        adopted_on=document.adopted_on,
    )
    for name in document.names:
        _add(own, "name", says=name.text, language=name.language, valid_from=name.valid_from, valid_to=name.valid_to)
    for language in document.languages:
        _add(own, "language", says=language)
    for signatory in document.signatories:
        _add(own, "signatory", says=signatory)
    _write_sources(own, document.sources)
    for statement in document.statements:
        said = _add(own, "statement", topic=statement.topic, says=statement.says, confidence=statement.confidence.value)
        _write_sources(said, statement.sources)


def write_text(parent: etree._Element, text: DocumentText) -> None:
    """Write blocks and clauses with their places."""
    own = _add(
        parent,
        "text",
        language=text.language,
        characters=len(text.text),
        sha256=digest(text.text),
        is_reported=text.is_reported,
        title=text.proposed_title,
    )
    for name, says in text.proposed_facts.items():
        _add(own, "fact", name=name, says=says)
    for block in text.blocks:
        _add(own, "block", role=block.role.value, label=block.label, **_placed(block.place))
    for clause in text.clauses:
        _write_clause(own, clause)


def _write_clause(parent: etree._Element, clause: Clause) -> None:
    own = _add(
        parent,
        "clause",
        key=clause.key,
        label=clause.label,
        role=clause.role.value,
        kind=clause.kind.value,
        is_wish=clause.is_wish,
        confidence=clause.confidence_frac,
        parent=clause.parent,
        is_confirmed=clause.is_confirmed,
        **_placed(clause.place),
    )
    for reason in clause.reasons:
        _add(own, "reason", says=reason)
    for addressee in clause.addressees:
        _add(own, "addressee", says=addressee)
    for part in clause.parts:
        held = _add(own, "part", key=part.key, confidence=part.confidence_frac, **_placed(part.place))
        for shared in part.shared:
            _add(held, "shared", **_placed(shared))
    for mention in clause.mentions:
        _add(
            own,
            "mention",
            words=mention.words,
            document=mention.document_id,
            year=mention.year,
            **_placed(mention.place),
        )
    for deadline in clause.deadlines:
        on, before = deadline.on, deadline.before
        _add(own, "deadline", words=deadline.words, on=on, before=before, **_placed(deadline.place))


def _write_sources(parent: etree._Element, sources: Iterable[Source]) -> None:
    for source in sources:
        _add(parent, "source", url=source.url, title=source.title, says_on=source.says_on)


def _placed(place: Place) -> dict[str, int]:
    return {"start": place.start, "stop": place.stop}


def _add(parent: etree._Element, element: str, /, **fields: str | int | float | bool | date | None) -> etree._Element:
    own = etree.SubElement(parent, tag(element))
    for name, value in fields.items():
        if value is None or value is False:
            continue
        own.set(name.replace("_", "-"), YES if value is True else _said(value))
    return own


def _said(value: str | float | date) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return to_attribute(value) if isinstance(value, str) else repr(value)


def read_document(own: etree._Element) -> Document:
    """Read the facts of a document back.

    Raises
    ------
    ValueError
        If something in it is none of ours.
    """
    return Document(
        session=_text(own, "session"),
        kind=DocumentKind(_text(own, "kind")),
        variant=_text(own, "variant"),
        confidence=Confidence(_text(own, "confidence")),
        adopted_on=_date(own, "adopted-on"),
        names=_each(own, "name", _name),
        languages=_each(own, "language", _says),
        signatories=_each(own, "signatory", _says),
        sources=_each(own, "source", _source),
        statements=_each(own, "statement", _statement),
    )


def read_text(own: etree._Element, text: str) -> DocumentText:
    """Read blocks and clauses back.

    Raises
    ------
    ValueError
        If something in it is none of ours, or a place lies outside the text.
    """
    return DocumentText(
        text=text,
        language=_text(own, "language"),
        is_reported=_is(own, "is-reported"),
        proposed_title=_text(own, "title"),
        proposed_facts={_text(fact, "name"): _text(fact, "says") for fact in own.iterchildren(tag("fact"))},
        blocks=tuple(
            Block(role=Role(_text(block, "role")), label=_text(block, "label"), place=_place(block, len(text)))
            for block in own.iterchildren(tag("block"))
        ),
        clauses=tuple(_clause(clause, len(text)) for clause in own.iterchildren(tag("clause"))),
    )


def _clause(own: etree._Element, length: int) -> Clause:
    return Clause(
        key=_text(own, "key"),
        label=_text(own, "label"),
        role=Role(_text(own, "role")),
        kind=ClauseKind(_text(own, "kind")),
        is_wish=_is(own, "is-wish"),
        confidence_frac=float(_text(own, "confidence")),
        parent=_text(own, "parent"),
        is_confirmed=_is(own, "is-confirmed"),
        place=_place(own, length),
        reasons=_each(own, "reason", _says),
        addressees=_each(own, "addressee", _says),
        parts=tuple(
            Part(
                key=_text(part, "key"),
                place=_place(part, length),
                shared=tuple(_place(shared, length) for shared in part.iterchildren(tag("shared"))),
                confidence_frac=float(_text(part, "confidence")),
            )
            for part in own.iterchildren(tag("part"))
        ),
        mentions=tuple(
            Mention(
                words=_text(mention, "words"),
                place=_place(mention, length),
                document_id=_text(mention, "document"),
                year=int(mention.attrib["year"]) if "year" in mention.attrib else None,
            )
            for mention in own.iterchildren(tag("mention"))
        ),
        deadlines=tuple(
            Deadline(
                words=_text(deadline, "words"),
                place=_place(deadline, length),
                on=_date(deadline, "on"),
                before=_date(deadline, "before"),
            )
            for deadline in own.iterchildren(tag("deadline"))
        ),
    )


def _name(own: etree._Element) -> Name:
    return Name(
        text=_says(own),
        language=_text(own, "language"),
        valid_from=_date(own, "valid-from"),
        valid_to=_date(own, "valid-to"),
    )


def _source(own: etree._Element) -> Source:
    return Source(url=_text(own, "url"), title=_text(own, "title"), says_on=_date(own, "says-on"))


def _statement(own: etree._Element) -> Statement:
    return Statement(
        topic=_text(own, "topic"),
        says=_says(own),
        confidence=Confidence(_text(own, "confidence")),
        sources=_each(own, "source", _source),
    )


def _each(own: etree._Element, name: str, read: Callable[[etree._Element], T]) -> tuple[T, ...]:
    children: Iterator[etree._Element] = own.iterchildren(tag(name))
    return tuple(read(child) for child in children)


def _says(own: etree._Element) -> str:
    return _text(own, "says")


def _text(own: etree._Element, name: str) -> str:
    return from_attribute(own.get(name, ""))


def _is(own: etree._Element, name: str) -> bool:
    return own.get(name) == YES


def _date(own: etree._Element, name: str) -> date | None:
    said = own.get(name)
    return None if said is None else date.fromisoformat(said)


def _place(own: etree._Element, length: int) -> Place:
    start, stop = int(own.get("start", "")), int(own.get("stop", ""))
    if not 0 <= start <= stop <= length:
        msg = f"place {start} to {stop} lies outside the text of {length} characters"
        raise ValueError(msg)
    return Place(start=start, stop=stop)
