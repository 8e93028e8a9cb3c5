"""Clauses against the frameworks of the world: which code they serve, how far it fits, and where none does.

A code is valid from one day to another and may have a successor, so that an alignment of 2024 still leads
somewhere in 2026. Where no international indicator fits, a row says so instead of borrowing a number; an
indicator of the network's own (``net:``) says what is counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from nagara.commitments.documents import Confidence, Source
from nagara.commitments.register import RegisteredClause, find, register
from nagara.commitments.rows import Row, rows
from nagara.errors import UnknownCodeError

__all__ = [
    "Aligned",
    "Alignment",
    "Answered",
    "Code",
    "Fits",
    "Framework",
    "aligned",
    "alignments",
    "code",
    "codes",
    "frameworks",
    "has_no_international_indicator",
    "parts_of",
]


class Fits(StrEnum):
    """How far a code measures what a clause promises."""

    FULLY = "fully"
    PARTLY = "partly"
    CONTEXT = "context"
    """It says something about the surroundings and nothing about whether the promise is kept."""
    NONE = "none"
    """No international indicator fits."""


class Answered(StrEnum):
    """Who answers an indicator, and how."""

    FIGURE = "figure"
    """A city answers with a number."""
    PROPORTION = "proportion"
    """A city answers yes or a level; the network computes the proportion of cities."""
    NATIONAL = "national"
    """It is defined for a country: the figure of a city is a proxy and says so."""
    CONTEXT = "context"
    """A theme, pillar or target: nothing is counted under it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """A plan, agreement or list that codes belong to.

    Parameters
    ----------
    aliases
        What else it is called.
    valid_from, valid_to
        First and last day; ``None`` where it has no end.
    successor
        Id of the framework that comes after it; empty where there is none.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    publisher: str
    adopted_on: date | None
    valid_from: date | None
    valid_to: date | None
    successor: str
    confidence: Confidence
    sources: tuple[Source, ...]
    locator: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One indicator, area or principle of a framework.

    Parameters
    ----------
    framework, code
        Where it belongs, and its code there, as in ``sdg`` and ``11.6.1``.
    label
        What it is about, in own words.
    series
        UN series under which figures are published.
    unit
        Unit of a city's answer; ``level`` for a yes or a level.
    answered
        Who answers it, and how.
    same_as
        Id of a code that measures the same.
    valid_from, valid_to
        First and last day: its own, or those of its framework.
    successor
        Id of the code that comes after it.
    note
        What a reader should know; for an indicator of the network's own, what is counted.
    """

    framework: str
    code: str
    label: str
    series: tuple[str, ...]
    unit: str
    answered: Answered
    same_as: str
    valid_from: date | None
    valid_to: date | None
    successor: str
    confidence: Confidence
    sources: tuple[Source, ...]
    locator: str
    note: str

    @property
    def id(self) -> str:
        """Framework and code, as in ``sdg:11.6.1``."""
        return f"{self.framework}:{self.code}"

    @property
    def is_international(self) -> bool:
        """Whether it belongs to a framework beyond the networks themselves."""
        return self.framework != "net"

    def is_valid_on(self, day: date) -> bool:
        """Whether it was adopted and has not run out."""
        return (self.valid_from or day) <= day <= (self.valid_to or day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """One clause held against one code, or against all with none that fits.

    Parameters
    ----------
    part
        Permanent id of the clause.
    code
        Id of the code; empty where nothing fits.
    fits
        How far.
    is_ahead
        Whether the clause names a framework that was adopted only after it.
    note
        Why so, or what the code leaves out.
    """

    part: str
    code: str
    fits: Fits
    is_ahead: bool
    note: str
    confidence: Confidence
    sources: tuple[Source, ...]
    locator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligned:
    """An alignment as it stands on a day.

    Parameters
    ----------
    alignment
        The row of the table.
    code
        The code that stands for it now; ``None`` where nothing fits.
    followed
        Ids of lapsed codes that led to it, first one first.
    is_valid
        Whether the code is in force on that day; a code that ran out without successor is not.
    """

    alignment: Alignment
    code: Code | None
    followed: tuple[str, ...] = ()
    is_valid: bool = True


@cache
def frameworks() -> Mapping[str, Framework]:
    """All frameworks by id.

    Raises
    ------
    EvidenceError
        If a row has no source, or names a successor that is not there.
    """
    found = {row["id"]: _framework(row) for row in rows("frameworks")}
    for row in rows("frameworks"):
        if row["successor"] and row["successor"] not in found:
            raise row.refused(f"successor {row['successor']!r} is no framework")
    return MappingProxyType(found)


@cache
def codes() -> Mapping[str, Code]:
    """All codes by id.

    Raises
    ------
    EvidenceError
        If a code stands there twice, has no framework or source, or leads to a code that is not there.
    """
    found: dict[str, Code] = {}
    for row in rows("codes"):
        if row["framework"] not in frameworks():
            raise row.refused(f"framework {row['framework']!r} is not known")
        entry = _code(row)
        if entry.id in found:
            raise row.refused(f"{entry.id} stands there twice")
        found[entry.id] = entry
    for row in rows("codes"):
        for column in ("successor", "same_as"):
            if row[column] and row[column] not in found:
                raise row.refused(f"{column} {row[column]!r} is no code")
    return MappingProxyType(found)


def code(id_: str) -> Code:
    """One code, as in ``sdg:11.6.1``.

    Raises
    ------
    UnknownCodeError
        If no framework has it.
    """
    if id_ not in codes():
        raise UnknownCodeError("framework code", id_, tuple(codes()))
    return codes()[id_]


@cache
def alignments() -> Mapping[str, tuple[Alignment, ...]]:
    """All alignments by the id of their clause.

    Raises
    ------
    EvidenceError
        If a row names a clause or a code that is not there, fits without a code, or gives no reason for
        "none".
    """
    found: dict[str, list[Alignment]] = defaultdict(list)
    for row in rows("alignments"):
        found[row["part"]].append(_alignment(row))
    return MappingProxyType({part: tuple(entries) for part, entries in found.items()})


def aligned(part_id: str, on: date | None = None) -> tuple[Aligned, ...]:
    """What a clause is held against, on a day.

    Parameters
    ----------
    part_id
        Permanent id or alias of a clause.
    on
        The day; without it the day on which the document was made.

    Returns
    -------
    tuple[Aligned, ...]
        A code that has run out is replaced by its successor, and says so.

    Raises
    ------
    UnknownCodeError
        If the register has no such clause.

    Examples
    --------
    >>> from datetime import date
    >>> [each.code.id for each in aligned("VTE24-P3", date(2026, 1, 1)) if each.followed]
    ['acv-2045:whole', 'acsp:whole']
    """
    parts = [each.id for each in find(part_id) if isinstance(each, RegisteredClause)]
    if not parts:
        raise UnknownCodeError("clause", part_id, tuple(register().clauses))
    return tuple(_on(entry, on or register().made_on(part)) for part in parts for entry in alignments().get(part, ()))


def parts_of(code_id: str) -> tuple[Alignment, ...]:
    """All clauses that are held against a code, or against one that it succeeds.

    Raises
    ------
    UnknownCodeError
        If no framework has the code.
    """
    meant = {code(code_id).id}
    while before := {each.id for each in codes().values() if each.successor in meant} - meant:
        meant |= before
    return tuple(entry for entries in alignments().values() for entry in entries if entry.code in meant)


def has_no_international_indicator(part_id: str) -> bool:
    """Whether the table says outright that no international indicator fits a clause."""
    return any(each.alignment.fits is Fits.NONE for each in aligned(part_id))


def _on(entry: Alignment, day: date) -> Aligned:
    if not entry.code:
        return Aligned(alignment=entry, code=None)
    at, followed = codes()[entry.code], []
    while at.valid_to is not None and at.valid_to < day and at.successor and at.id not in followed:
        followed.append(at.id)
        at = codes()[at.successor]
    return Aligned(alignment=entry, code=at, followed=tuple(followed), is_valid=at.is_valid_on(day))


def _framework(row: Row) -> Framework:
    return Framework(
        id=row["id"],
        name=row.said("name"),
        aliases=row.several("aliases", ";"),
        publisher=row.said("publisher"),
        adopted_on=row.day("adopted_on"),
        valid_from=row.day("valid_from"),
        valid_to=row.day("valid_to"),
        successor=row["successor"],
        confidence=row.confidence(),
        sources=row.sources(),
        locator=row["locator"],
        note=row["note"],
    )


def _code(row: Row) -> Code:
    within = frameworks()[row["framework"]]
    return Code(
        framework=within.id,
        code=row.said("code"),
        label=row.said("label"),
        series=row.several("series"),
        unit=row["unit"],
        answered=row.word("answered", Answered),
        same_as=row["same_as"],
        valid_from=row.day("valid_from") or within.valid_from,
        valid_to=row.day("valid_to") or within.valid_to,
        successor=row["successor"],
        confidence=row.confidence(),
        sources=row.sources(),
        locator=row["locator"],
        note=row["note"],
    )


def _alignment(row: Row) -> Alignment:
    fits = row.word("fits", Fits)
    if row["part"] not in register().clauses:
        raise row.refused(f"clause {row['part']!r} is not in the register")
    if row["code"] and row["code"] not in codes():
        raise row.refused(f"code {row['code']!r} is in no framework")
    if bool(row["code"]) == (fits is Fits.NONE):
        raise row.refused("a row either names a code that fits, or says none and names no code")
    if fits is Fits.NONE:
        row.said("note")
    return Alignment(
        part=row["part"],
        code=row["code"],
        fits=fits,
        is_ahead=row.yes("is_ahead"),
        note=row["note"],
        confidence=row.confidence(),
        sources=row.sources(),
        locator=row["locator"],
    )
