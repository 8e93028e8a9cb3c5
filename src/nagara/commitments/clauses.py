"""The text of a document as blocks, its clauses, and the parts of a clause that can be measured apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

__all__ = ["Block", "Clause", "ClauseKind", "Deadline", "DocumentText", "Mention", "Part", "Place", "Role"]


class Role(StrEnum):
    """What a stretch of a text is there for; each character belongs to one block of one role."""

    TITLE = "title"
    PREAMBLE = "preamble"
    OPERATIVE = "operative"
    CLOSING = "closing"
    ADOPTION = "adoption"
    SIGNATURES = "signatures"
    HEADING = "heading"
    FOOTNOTE = "footnote"
    FURNITURE = "furniture"
    REPORTED = "reported"
    SPACE = "space"


class ClauseKind(StrEnum):
    """What a clause does, after part D of the platform sheet."""

    COMMITMENT = "C"
    REAFFIRMATION = "R"
    REQUEST = "Q"
    FACT = "F"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A stretch of the text: ``text[start:stop]``, in characters."""

    start: int
    stop: int

    def of(self, text: str) -> str:
        """The characters themselves."""
        return text[self.start : self.stop]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of the text with one role; blocks follow each other without gap or overlap."""

    role: Role
    place: Place
    label: str = ""
    """Number as printed, as in ``2.`` or ``(iii)``; empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """An earlier document or framework that a clause names, as the text has it."""

    words: str
    place: Place
    document_id: str = ""
    """Document of the register that is meant; empty where none was recognised."""
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A date by which something is promised, as the text has it."""

    words: str
    place: Place
    on: date | None
    """The last day that the words allow: ``by 2030`` is 31 December 2030; ``None`` where it cannot be told."""
    before: date | None = None
    """The day that is printed where it lies before it: ``before 30 September`` ends on the 29th, and says the 30th."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One undertaking of a clause that can be measured apart.

    Parameters
    ----------
    key
        Letter within the clause, as in ``g``; the permanent id is the clause's id, a dot and the key.
    place
        The phrase in the text.
    shared
        Places of the words that it shares with its sister parts: the verb and aim that stand before or
        behind the list. Nothing is invented: every word is in the text.
    confidence_frac
        How sure the split is.
    """

    key: str
    place: Place
    shared: tuple[Place, ...] = ()
    confidence_frac: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A paragraph of a document that says one thing to somebody.

    Parameters
    ----------
    key
        Permanent key within the document: ``p1`` (preamble), ``2`` (operative, its own number where it has
        one), ``e1`` (closing), ``a1`` (adoption), ``s3`` (reported sentence).
    label
        Number as printed.
    role
        Where it stands: preamble, operative, closing, adoption or reported.
    kind
        Commitment, reaffirmation, request or fact.
    is_wish
        Whether a commitment only wishes, as in "look forward to" and "strive to".
    place
        The paragraph in the text.
    parts
        What can be measured apart; a clause with one undertaking has one part.
    confidence_frac
        How sure the kind is, from 0 to 1; 1 once a person has confirmed it.
    reasons
        Why it was classed so: the words that decided.
    addressees
        Whom a request addresses, or who is meant to act, as the text names them.
    parent
        Key of the clause it stands under; empty at the top.
    retired_parts
        Letters of parts that a person joined to others; none of them is given again.
    """

    key: str
    label: str
    role: Role
    kind: ClauseKind
    place: Place
    is_wish: bool = False
    parts: tuple[Part, ...] = ()
    confidence_frac: float = 0.0
    reasons: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    parent: str = ""
    is_confirmed: bool = False
    retired_parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentText:
    """The body of a document in one language with its blocks and clauses.

    Parameters
    ----------
    text
        Every character of the body as it was given.
    blocks
        In order of the text, without gap or overlap.
    clauses
        In order of the text.
    is_reported
        Whether it is a report about a document and not the document: its sentences bind nobody.
    """

    text: str
    blocks: tuple[Block, ...]
    clauses: tuple[Clause, ...]
    language: str = "en"
    is_reported: bool = False
    proposed_title: str = ""
    proposed_facts: dict[str, str] = field(default_factory=dict)
    """What was found about the document itself (adopted on, place, forum, theme), each as the text has it."""

    def words_of(self, part: Part) -> str:
        """A part in words: what it shares, then the phrase itself, all of it verbatim."""
        return " … ".join(each.of(self.text).strip() for each in (*part.shared, part.place))
