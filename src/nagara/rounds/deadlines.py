"""Last days in a city's own time zone, what is late, and why answers are locked.

A round closes at the end of its last day *where the city is*: Yangon has that day half an hour
longer than Bangkok, Dili ends it two hours earlier.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from nagara.rounds.workflow import State

__all__ = ["LOCKS", "Lock", "Punctuality", "Timeliness", "Window", "lock_reason", "timeliness"]


class Lock(StrEnum):
    """Why answers cannot be changed now."""

    NOT_OPEN_YET = "not-open-yet"
    CLOSED = "closed"
    AWAITING_SIGNATURE = "awaiting-signature"
    SUBMITTED = "submitted"
    IN_REVIEW = "in-review"
    ACCEPTED = "accepted"
    PUBLISHED = "published"


LOCKS: Final[Mapping[Lock, str]] = {
    Lock.NOT_OPEN_YET: "The round is not open yet.",
    Lock.CLOSED: "The round is closed for this city. Ask the secretariat for more time.",
    Lock.AWAITING_SIGNATURE: "The head of the city is reading it. Take it back to change an answer.",
    Lock.SUBMITTED: "The report is submitted. The head can withdraw the signature until the review begins.",
    Lock.IN_REVIEW: "The report is being reviewed. The reviewer can return it.",
    Lock.ACCEPTED: "The report is accepted. Propose a correction to the secretariat.",
    Lock.PUBLISHED: "The report is published. Propose a correction to the secretariat.",
}
"""What a reader is told, by reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days of a round as one city has them.

    Parameters
    ----------
    opens_on, closes_on
        First and last day.
    time_zone
        Name of the city's time zone, as in ``Asia/Vientiane``.
    granted_until
        Last day of an extension, if the city was granted one.
    """

    opens_on: date
    closes_on: date
    time_zone: str
    granted_until: date | None = None

    @property
    def last_day(self) -> date:
        """The last day that counts; an extension never shortens."""
        return max(self.closes_on, self.granted_until or self.closes_on)

    def opens_at(self) -> datetime:
        """Moment from which answers are taken."""
        return datetime.combine(self.opens_on, time.min, ZoneInfo(self.time_zone))

    def ends_at(self) -> datetime:
        """First moment after the last one: midnight at the end of the last day, where the city is."""
        return datetime.combine(self.last_day + timedelta(days=1), time.min, ZoneInfo(self.time_zone))

    def is_open(self, at: datetime) -> bool:
        """Whether answers are taken at a moment."""
        return self.opens_at() <= at < self.ends_at()

    def days_left(self, at: datetime) -> int:
        """Whole calendar days from a moment to the last day, where the city is; negative once it is over."""
        return (self.last_day - at.astimezone(ZoneInfo(self.time_zone)).date()).days


def lock_reason(window: Window, state: State, at: datetime) -> Lock | None:
    """Why the answers of a report cannot be changed at a moment; ``None`` if they can.

    Parameters
    ----------
    window
        The days of the round for this city.
    state
        Where the report stands. A returned report stays open after the last day: it was the
        reviewer who asked for a change.
    at
        The moment.
    """
    if state is State.RETURNED:
        return None
    if state is not State.DRAFT:
        return Lock(state.value)
    if at < window.opens_at():
        return Lock.NOT_OPEN_YET
    return None if at < window.ends_at() else Lock.CLOSED


class Punctuality(StrEnum):
    """Whether a report came in time."""

    IN_TIME = "in-time"
    LATE = "late"
    NOT_YET = "not-yet"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeliness:
    """How a report stands to its last day.

    Parameters
    ----------
    kind
        In time, late, not yet there, overdue.
    days
        Days before the last day (positive) or after it (negative), where the city is.
    """

    kind: Punctuality
    days: int


def timeliness(window: Window, submitted_at: datetime | None, at: datetime) -> Timeliness:
    """Judge a report against its last day.

    Parameters
    ----------
    window
        The days of the round for this city.
    submitted_at
        When it was first submitted; ``None`` if it was not.
    at
        The moment of the question.
    """
    moment = submitted_at or at
    before_the_end = moment < window.ends_at()
    kinds = {
        (True, True): Punctuality.IN_TIME,
        (True, False): Punctuality.LATE,
        (False, True): Punctuality.NOT_YET,
        (False, False): Punctuality.OVERDUE,
    }
    return Timeliness(kind=kinds[submitted_at is not None, before_the_end], days=window.days_left(moment))
