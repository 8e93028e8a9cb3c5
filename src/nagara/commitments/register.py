"""The project's own register: forums, sessions, documents and clauses since 2011, in own words with their sources.

A clause is known by its document and its key: ``amf-2024-declaration/2.g``. The key follows the text:
the clause's number as printed, a dot, and the letter of its part in the order of the text; ``p`` stands
for the preamble, ``e`` for the closing, ``a`` for the adoption. What is known from reports only has a key
with ``r``, which no text has of itself, so that the text can come later and bring its own keys. Short ids
that others use, as in ``VTE24-2.i``, are aliases, and two parts may share one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from nagara.commitments.clauses import ClauseKind
from nagara.commitments.documents import (
    Confidence,
    Document,
    DocumentKind,
    Forum,
    Name,
    Session,
    Source,
    Statement,
)
from nagara.commitments.rows import Row, rows
from nagara.errors import UnknownCodeError

if TYPE_CHECKING:
    from datetime import date

__all__ = [
    "Register",
    "RegisteredClause",
    "clause",
    "clauses_of",
    "document",
    "documents",
    "find",
    "forum",
    "register",
    "session",
]

_Thing = TypeVar("_Thing")


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredClause:
    """What a document says in one place, in own words: the smallest piece that can be followed and measured.

    Parameters
    ----------
    document
        Id of the document that says it.
    key
        Its permanent key there.
    kind
        Commitment, reaffirmation, request or fact.
    says
        What it says, in own words.
    phrase
        The few words by which it is found in the text; empty where the text was not read.
    aliases
        Ids that others use for it.
    addressees
        Whom a request addresses.
    is_reported
        Whether it is known from a report and not from the text: it binds nobody until the text is read.
    reported_in
        Id of the press report whose sentence it is, where the register has that report.
    sources, locator, confidence
        Where it stands, and how far it was confirmed.
    """

    document: str
    key: str
    kind: ClauseKind
    says: str
    sources: tuple[Source, ...]
    locator: str
    confidence: Confidence
    phrase: str = ""
    aliases: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    is_reported: bool = False
    reported_in: str = ""

    @property
    def id(self) -> str:
        """Document and key, as in ``amf-2024-declaration/2.g``."""
        return f"{self.document}/{self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Everything that the register knows, by id."""

    forums: Mapping[str, Forum]
    sessions: Mapping[str, Session]
    documents: Mapping[str, Document]
    clauses: Mapping[str, RegisteredClause]

    def made_on(self, id_: str) -> date:
        """The day on which a document, or the document of a clause, was made.

        Where no source names the day it is the last day of the session or of its year: good for putting
        things in order, and not to be printed as a fact.
        """
        entry = self.documents[id_.partition("/")[0]]
        return entry.adopted_on or self.sessions[entry.session].last_day


@cache
def register() -> Register:
    """Read the register.

    Raises
    ------
    EvidenceError
        If a row has no source or place, names something that is not there, or stands there twice.
    """
    names, statements = _by_subject("names", _name), _by_subject("statements", _statement)
    forums = _unique((row, row["id"], _forum(row, names, statements)) for row in rows("forums"))
    sessions = _unique((row, each.id, each) for row in rows("sessions") for each in [_session(row, statements)])
    documents_ = _unique(
        (row, each.id, each) for row in rows("documents") for each in [_document(row, names, statements)]
    )
    clauses = _unique((row, each.id, each) for row in rows("clauses") for each in [_clause(row)])
    for table, column, known in (
        ("sessions", "forum", forums),
        ("documents", "session", sessions),
        ("clauses", "document", documents_),
        ("names", "about", {**forums, **documents_}),
        ("statements", "about", {**forums, **sessions, **documents_}),
    ):
        for row in rows(table):
            if row[column] not in known:
                raise row.refused(f"{column} {row[column]!r} is not in the register")
    return Register(forums=forums, sessions=sessions, documents=documents_, clauses=clauses)


def forum(id_: str) -> Forum:
    """One forum.

    Raises
    ------
    UnknownCodeError
        If the register has no such forum.
    """
    return _known("forum", id_, register().forums)


def session(id_: str) -> Session:
    """One session, as in ``amf-2024``.

    Raises
    ------
    UnknownCodeError
        If the register has no such session.
    """
    return _known("session", id_, register().sessions)


def document(id_: str) -> Document:
    """One document, as in ``amf-2024-declaration``.

    Raises
    ------
    UnknownCodeError
        If the register has no such document; a name is no id, see :func:`find`.
    """
    return _known("document", id_, register().documents)


def documents(*, forum: str | None = None) -> tuple[Document, ...]:
    """All documents in order of time, or those that one forum adopted alone or with others."""
    known = register()
    chosen = (
        each
        for each in known.documents.values()
        if forum is None or forum in {known.sessions[id_].forum for id_ in (each.session, *each.with_sessions)}
    )
    return tuple(sorted(chosen, key=lambda each: known.made_on(each.id)))


def clause(id_: str) -> RegisteredClause:
    """One clause by its permanent id, as in ``amf-2024-declaration/2.g``.

    Raises
    ------
    UnknownCodeError
        If the register has no such clause.
    """
    return _known("clause", id_, register().clauses)


def clauses_of(document_id: str) -> tuple[RegisteredClause, ...]:
    """What the register knows of a document, in the order of its text.

    Raises
    ------
    UnknownCodeError
        If the register has no such document.
    """
    entry = document(document_id)
    return tuple(each for each in register().clauses.values() if each.document == entry.id)


def find(alias: str) -> tuple[Forum | Session | Document | RegisteredClause, ...]:
    """Everything that goes by an id, a name or an alias; more than one where a name is shared.

    Examples
    --------
    >>> [each.id for each in find("Vientiane Declaration")]
    ['amf-2024-declaration', 'mgmac-2024-declaration']
    >>> [each.id for each in find("VTE24-2.i")]
    ['amf-2024-declaration/2.h']
    """
    return _by_alias().get(_plain(alias), ())


@cache
def _by_alias() -> Mapping[str, tuple[Forum | Session | Document | RegisteredClause, ...]]:
    known = register()
    found: dict[str, list[Forum | Session | Document | RegisteredClause]] = defaultdict(list)
    named_things: tuple[Forum | Document, ...] = (*known.forums.values(), *known.documents.values())
    for named in named_things:
        for name in dict.fromkeys(_plain(text) for text in (named.id, *(each.text for each in named.names))):
            found[name].append(named)
    for meeting in known.sessions.values():
        found[_plain(meeting.id)].append(meeting)
    for entry in known.clauses.values():
        for name in dict.fromkeys(map(_plain, (entry.id, *entry.aliases))):
            found[name].append(entry)
    return MappingProxyType({name: tuple(things) for name, things in found.items()})


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("’", "'").split())


def _known(what: str, id_: str, things: Mapping[str, _Thing]) -> _Thing:
    if id_ not in things:
        raise UnknownCodeError(what, id_, tuple(things))
    return things[id_]


def _unique(entries: Iterable[tuple[Row, str, _Thing]]) -> Mapping[str, _Thing]:
    things: dict[str, _Thing] = {}
    for row, id_, entry in entries:
        if id_ in things:
            raise row.refused(f"{id_} stands there twice")
        things[id_] = entry
    return MappingProxyType(things)


def _by_subject(table: str, read: Callable[[Row], _Thing]) -> Mapping[str, tuple[_Thing, ...]]:
    found: dict[str, list[_Thing]] = defaultdict(list)
    for row in rows(table):
        found[row["about"]].append(read(row))
    return {about: tuple(entries) for about, entries in found.items()}


def _name(row: Row) -> Name:
    return Name(
        text=row.said("text"),
        language=row.said("language"),
        valid_from=row.day("valid_from"),
        valid_to=row.day("valid_to"),
        sources=row.sources(),
        locator=row["locator"],
        confidence=row.confidence(),
        note=row["note"],
    )


def _statement(row: Row) -> Statement:
    return Statement(
        topic=row.said("topic"),
        says=row.said("says"),
        sources=row.sources(),
        confidence=row.confidence(),
        locator=row["locator"],
    )


def _forum(row: Row, names: Mapping[str, tuple[Name, ...]], said: Mapping[str, tuple[Statement, ...]]) -> Forum:
    return Forum(
        id=row["id"],
        names=names.get(row["id"], ()),
        founded_year=row.number("founded_year"),
        statements=said.get(row["id"], ()),
        sources=row.sources(),
        locator=row["locator"],
    )


def _session(row: Row, said: Mapping[str, tuple[Statement, ...]]) -> Session:
    return Session(
        forum=row["forum"],
        key=row["key"],
        year=int(row["key"]),
        number=row.number("number"),
        place=row.said("place"),
        country_iso3=row.said("country_iso3"),
        starts_on=row.day("starts_on"),
        ends_on=row.day("ends_on"),
        theme=row["theme"],
        statements=said.get(f"{row['forum']}-{row['key']}", ()),
        is_announced=row.yes("is_announced"),
        confidence=row.confidence(),
        sources=row.sources(),
        locator=row["locator"],
    )


def _document(row: Row, names: Mapping[str, tuple[Name, ...]], said: Mapping[str, tuple[Statement, ...]]) -> Document:
    kind = row.word("kind", DocumentKind)
    id_ = "-".join(filter(None, (row["session"], kind.value, row["variant"])))
    return Document(
        session=row["session"],
        kind=kind,
        names=names.get(id_, ()),
        adopted_on=row.day("adopted_on"),
        languages=row.several("languages"),
        signatories=row.several("signatories", ";"),
        statements=said.get(id_, ()),
        sources=row.sources(),
        confidence=row.confidence(),
        variant=row["variant"],
        with_sessions=row.several("with_sessions", ";"),
        reports_on=row.several("reports_on", ";"),
        is_text_read=row.yes("is_text_read"),
        locator=row["locator"],
    )


def _clause(row: Row) -> RegisteredClause:
    return RegisteredClause(
        document=row["document"],
        key=row.said("key"),
        kind=row.word("kind", ClauseKind),
        says=row.said("says"),
        phrase=row["phrase"],
        aliases=row.several("alias"),
        addressees=row.several("addressees", ";"),
        is_reported=row.yes("is_reported"),
        reported_in=row["reported_in"],
        confidence=row.confidence(),
        sources=row.sources(),
        locator=row["locator"],
    )
