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
    publisher
        Who published it.
    """

    url: str = ""
    title: str = ""
    says_on: date | None = None
    publisher: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """What something is called, in one language, from one day to another.

    Parameters
    ----------
    text
        The name.
    language
        BCP 47 tag.
    valid_from, valid_to
        First and last day of use; ``None`` where it has no end, or where no source says.
    sources, locator
        Where the name stands, and at which place.
    confidence
        How far it was confirmed.
    note
        What a reader should know, as that only the year of a change is known.
    """

    text: str
    language: str = "en"
    valid_from: date | None = None
    valid_to: date | None = None
    sources: tuple[Source, ...] = ()
    locator: str = ""
    confidence: Confidence = Confidence.CONFIRMED
    note: str = ""

    def is_used_on(self, day: date) -> bool:
        """Whether it was in use on a day, as far as its dates are known."""
        return (self.valid_from or day) <= day <= (self.valid_to or day)


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
    locator
        The place in the source.
    """

    topic: str
    says: str
    sources: tuple[Source, ...]
    confidence: Confidence = Confidence.CONFIRMED
    locator: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forum:
    """A meeting of cities that comes again, as in ``amf`` and ``mgmac``.

    A forum that takes another name stays the same forum: its names have dates.
    """

    id: str
    names: tuple[Name, ...]
    founded_year: int | None = None
    statements: tuple[Statement, ...] = ()
    sources: tuple[Source, ...] = ()
    locator: str = ""

    def name_on(self, day: date) -> str:
        """What it was called on a day; its first name before that."""
        used = [each.text for each in self.names if each.is_used_on(day)]
        return (used or [each.text for each in self.names] or [self.id])[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One meeting of a forum.

    Parameters
    ----------
    forum
        Id of the forum.
    key
        What tells it from the forum's other sessions: its year, as in ``2024``.
    number
        Which session of the forum it is, where a source counts them.
    starts_on, ends_on
        Its days; ``None`` where no source says.
    is_announced
        Whether it is only announced.
    confidence
        How far it was confirmed.
    sources, locator
        Where it stands.
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
    is_announced: bool = False
    confidence: Confidence = Confidence.CONFIRMED
    sources: tuple[Source, ...] = ()
    locator: str = ""

    @property
    def id(self) -> str:
        """Forum and key, as in ``amf-2024``."""
        return f"{self.forum}-{self.key}"

    @property
    def last_day(self) -> date:
        """Its last day; the last of its year where no source says, which serves to order and is no fact."""
        return self.ends_on or self.starts_on or date(self.year, 12, 31)


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
    with_sessions
        Further sessions that adopted it together with its own.
    reports_on
        Documents that it reports on, where it is a press report.
    is_text_read
        Whether the text itself was read, and not only what others say of it.
    locator
        The place in the sources.
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
    with_sessions: tuple[str, ...] = ()
    reports_on: tuple[str, ...] = ()
    is_text_read: bool = False
    locator: str = ""

    @property
    def id(self) -> str:
        """Session, kind and variant, as in ``amf-2024-declaration``."""
        return "-".join(filter(None, (self.session, self.kind.value, self.variant)))

    @property
    def forum(self) -> str:
        """Id of the forum, as in ``amf``."""
        return self.session.rsplit("-", maxsplit=1)[0]

    @property
    def year(self) -> int:
        """Year of the session."""
        return int(self.session.rsplit("-", maxsplit=1)[1][:4])

    @property
    def title(self) -> str:
        """The first of its names, or its id."""
        return self.names[0].text if self.names else self.id


def disputed(statements: Sequence[Statement]) -> dict[str, tuple[Statement, ...]]:
    """Topics on which the statements do not all say the same, each with all that is said of it."""
    by_topic: dict[str, list[Statement]] = {}
    for each in statements:
        by_topic.setdefault(each.topic, []).append(each)
    return {topic: tuple(said) for topic, said in by_topic.items() if len({each.says for each in said}) > 1}
