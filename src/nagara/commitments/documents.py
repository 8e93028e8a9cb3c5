"""Forums, their sessions, and the documents that they adopt; a name is a label with dates, never an identity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

__all__ = ["Confidence", "Document", "DocumentKind", "Forum", "Name", "Session", "Source", "Statement", "disputed"]


class Confidence(StrEnum):
    """How far a fact was confirmed, after the tags of the method sheets."""

    CONFIRMED = "confirmed"
    PARTLY = "partly"
    UNCONFIRMED = "unconfirmed"


class DocumentKind(StrEnum):
    """What sort of text a session adopts, or somebody writes about it."""

    DECLARATION = "declaration"
    COMMUNIQUE = "communique"
    STATEMENT = "statement"
    ACTION_AGENDA = "action-agenda"
    CALL_TO_ACTION = "call-to-action"
    JOINT_DECLARATION = "joint-declaration"
    PRESS_REPORT = "press-report"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a fact stands.

    Parameters
    ----------
    url
        Where it can be read; empty for a file that was given to us.
    title
        What it is called there.
    says_on
        The day it was said; ``None`` if unknown.
    """

    url: str = ""
    title: str = ""
    says_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """What something is called, in one language, from one day to another."""

    text: str
    language: str = "en"
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a source says about something; two that differ on one topic stand side by side.

    Parameters
    ----------
    topic
        What it is about, as in ``adopted-on`` or ``secretariat``.
    says
        What the source says of it, in our own words.
    sources
        Where it stands.
    confidence
        How far it was confirmed.
    """

    topic: str
    says: str
    sources: tuple[Source, ...]
    confidence: Confidence = Confidence.CONFIRMED


@dataclass(frozen=True, slots=True, kw_only=True)
class Forum:
    """A meeting of cities that comes again, as in ``amf`` and ``mgmac``."""

    id: str
    names: tuple[Name, ...]
    founded_year: int | None = None
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One meeting of a forum.

    Parameters
    ----------
    forum
        Id of the forum.
    key
        What tells it from the forum's other sessions: its year, as in ``2024``.
    starts_on, ends_on
        Its days; ``None`` where no source says.
    """

    forum: str
    key: str
    year: int
    number: int | None = None
    place: str = ""
    country_iso3: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    theme: str = ""
    statements: tuple[Statement, ...] = ()

    @property
    def id(self) -> str:
        """Forum and key, as in ``amf-2024``."""
        return f"{self.forum}-{self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text known by its forum, session and kind.

    Parameters
    ----------
    session
        Id of the session, as in ``amf-2024``.
    kind
        What sort of text it is.
    names
        What it is called, by language and time; two documents may share a name.
    adopted_on
        The day it was adopted; ``None`` where no source says.
    languages
        BCP 47 tags of the languages it was adopted in.
    signatories
        Who signed, as the source names them.
    statements
        What sources say about it, disagreements included.
    confidence
        How far its text and facts were confirmed.
    variant
        Tells two documents of one session and kind apart; empty for the first.
    """

    session: str
    kind: DocumentKind
    names: tuple[Name, ...]
    adopted_on: date | None = None
    languages: tuple[str, ...] = ("en",)
    signatories: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    sources: tuple[Source, ...] = ()
    confidence: Confidence = Confidence.UNCONFIRMED
    variant: str = ""

    @property
    def id(self) -> str:
        """Session, kind and variant, as in ``amf-2024-declaration``."""
        return "-".join(filter(None, (self.session, self.kind.value, self.variant)))


def disputed(statements: Sequence[Statement]) -> dict[str, tuple[Statement, ...]]:
    """Topics on which the statements do not all say the same, each with all that is said of it."""
    by_topic: dict[str, list[Statement]] = {}
    for each in statements:
        by_topic.setdefault(each.topic, []).append(each)
    return {topic: tuple(said) for topic, said in by_topic.items() if len({each.says for each in said}) > 1}
