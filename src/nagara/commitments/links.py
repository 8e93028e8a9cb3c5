"""Links between texts, and what happened outside them: each with its day, its source and its reason.

A link is dated by the document that makes it, the later one. It says whether that document itself names
the earlier text, or whether two texts were only read side by side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from nagara.commitments.documents import Confidence, Source, Statement
from nagara.commitments.register import forum, register
from nagara.commitments.rows import Row, rows

__all__ = [
    "ENDING",
    "ENDS",
    "Basis",
    "Link",
    "Milestone",
    "Relation",
    "Standing",
    "broken_laws",
    "links",
    "links_of",
    "milestones",
]


class Relation(StrEnum):
    """What a later text does to an earlier one."""

    REAFFIRMS = "reaffirms"
    REPEATS = "repeats"
    SHARPENS = "sharpens"
    WEAKENS = "weakens"
    FULFILS = "fulfils"
    LAPSES = "lapses"
    CONTINUES = "continues"
    """Only between documents: the next of its series."""
    RENAMES = "renames"
    """Only between documents: the first of its series under a new name."""


class Basis(StrEnum):
    """Who says so."""

    TEXT = "text"
    """The later text, or a report of it, names the earlier one."""
    READING = "reading"
    """The two were read side by side here."""


class Standing(StrEnum):
    """What a milestone says about a promise, and how a thread ends."""

    OPEN = "open"
    HAPPENED = "happened"
    DISPUTED = "disputed"
    NO_RECORD = "no-record"
    """No source read tells of it; that is not proof that it did not happen."""
    FULFILLED_IN_PART = "fulfilled-in-part"
    FULFILLED = "fulfilled"
    LAPSED = "lapsed"


ENDS = frozenset({Standing.FULFILLED, Standing.LAPSED})
ENDING = {Relation.FULFILS: Standing.FULFILLED, Relation.LAPSES: Standing.LAPSED}
_BETWEEN_DOCUMENTS = frozenset({Relation.REAFFIRMS, Relation.CONTINUES, Relation.RENAMES})


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What one text does to an earlier one.

    Parameters
    ----------
    later, earlier
        Ids of two clauses, or of two documents.
    relation
        What the later does to the earlier.
    basis
        Whether a text says so, or our reading of both.
    reason
        Why, in own words.
    made_on
        Day of the later document.
    """

    later: str
    relation: Relation
    earlier: str
    basis: Basis
    reason: str
    made_on: date
    confidence: Confidence
    sources: tuple[Source, ...]
    locator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """What happened to a promise outside all texts.

    Parameters
    ----------
    clause
        Id of the clause.
    when
        As the source has it: a year, a month or a day, as in ``2018``.
    standing
        What it means for the promise.
    says
        What happened, in own words.
    statements
        Where accounts differ: all of them.
    """

    clause: str
    when: str
    standing: Standing
    says: str
    confidence: Confidence
    sources: tuple[Source, ...]
    locator: str
    statements: tuple[Statement, ...] = ()

    @property
    def latest(self) -> date:
        """The last day that ``when`` allows; it serves to order and is no fact."""
        return _latest(self.when)


@cache
def links() -> tuple[Link, ...]:
    """All links, in order of time.

    Raises
    ------
    EvidenceError
        If a link breaks a law (see :func:`broken_laws`) or has no source.
    """
    known = register()
    things = {id_: known.made_on(id_) for id_ in (*known.documents, *known.clauses)}
    found: list[Link] = []
    for row in rows("links"):
        link = _link(row, things)
        if faults := broken_laws((*found, link), things):
            raise row.refused(faults[0])
        found.append(link)
    return tuple(sorted(found, key=lambda each: each.made_on))


def broken_laws(links: Iterable[Link], made_on: Mapping[str, date]) -> tuple[str, ...]:
    """Sentences on links that cannot be: an end that is not there, time that runs back, a circle.

    Parameters
    ----------
    links
        Links to judge together.
    made_on
        Everything that may be linked, with its day.
    """
    faults: list[str] = []
    later_of: dict[str, set[str]] = defaultdict(set)
    for link in links:
        where = f"{link.later} {link.relation} {link.earlier}"
        missing = [end for end in (link.later, link.earlier) if end not in made_on]
        if missing:
            faults.append(f"{where}: {missing[0]} is not in the register")
            continue
        if ("/" in link.later) != ("/" in link.earlier):
            faults.append(f"{where}: a clause and a document cannot be linked; link two of a kind")
        if "/" in link.later and link.relation in {Relation.CONTINUES, Relation.RENAMES}:
            faults.append(f"{where}: only documents are {link.relation.value} of each other")
        if "/" not in link.later and link.relation not in _BETWEEN_DOCUMENTS:
            faults.append(f"{where}: a document as a whole does not do this; link its clauses")
        if made_on[link.later] < made_on[link.earlier]:
            faults.append(f"{where}: the later end is the older one; turn the link round")
        if link.later == link.earlier or _reaches(link.earlier, link.later, later_of):
            faults.append(f"{where}: the links run in a circle")
        later_of[link.later].add(link.earlier)
    return tuple(faults)


@cache
def milestones() -> tuple[Milestone, ...]:
    """All milestones, in order of time.

    Raises
    ------
    EvidenceError
        If one is about no clause, lies before its clause, or has no source.
    """
    known = register()
    found: list[Milestone] = []
    for row in rows("milestones"):
        if row["clause"] not in known.clauses:
            raise row.refused(f"clause {row['clause']!r} is not in the register")
        entry = _milestone(row)
        if entry.latest < known.made_on(entry.clause):
            raise row.refused("it lies before the clause was made")
        found.append(entry)
    return tuple(sorted(found, key=lambda each: each.latest))


def links_of(id_: str) -> tuple[Link, ...]:
    """All links of a clause or document, as the later or the earlier end, in order of time."""
    return tuple(each for each in links() if id_ in (each.later, each.earlier))


def _reaches(start: str, goal: str, later_of: Mapping[str, set[str]]) -> bool:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        at = waiting.pop()
        if at == goal:
            return True
        if at not in seen:
            seen.add(at)
            waiting.extend(later_of.get(at, ()))
    return False


def _link(row: Row, made_on: Mapping[str, date]) -> Link:
    return Link(
        later=row["later"],
        relation=row.word("relation", Relation),
        earlier=row["earlier"],
        basis=row.word("basis", Basis),
        reason=row.said("reason"),
        made_on=made_on.get(row["later"], date.max),
        confidence=row.confidence(),
        sources=row.sources(),
        locator=row["locator"],
    )


def _milestone(row: Row) -> Milestone:
    about, _, topic = row["disputed_in"].partition(":")
    return Milestone(
        clause=row["clause"],
        when=row.said("on"),
        standing=row.word("standing", Standing),
        says=row.said("says"),
        confidence=row.confidence(),
        sources=row.sources(),
        locator=row["locator"],
        statements=tuple(each for each in forum(about).statements if each.topic == topic) if about else (),
    )


def _latest(when: str) -> date:
    year, month, day = (int(part) if part else 0 for part in f"{when}--".split("-")[:3])
    if day:
        return date(year, month, day)
    following = date(year + (month == 12), month % 12 + 1, 1) if month else date(year + 1, 1, 1)
    return date.fromordinal(following.toordinal() - 1)
