"""What an agreement obliges, and how it stands on a day: computed from dates and from what was said, never typed.

An obligation falls due once, again and again, or on no day at all. Falling due again is counted from the first
day, so that the thirty-first of a month stays the last day of a month. What is said of an obligation is added and
never changed: a state of a past day can be asked for again and comes out the same.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import count
from typing import Final

__all__ = [
    "SOON_DAYS",
    "AgreementState",
    "Said",
    "SaidKind",
    "Standing",
    "State",
    "Terms",
    "due_days",
    "standing_of",
    "state_of_agreement",
]

SOON_DAYS: Final = 30
"""From how many days before it an obligation is due soon; a choice of this program [days]."""
MONTHS_PER_YEAR: Final = 12
MOST_TERMS: Final = 1200
"""A monthly duty of a hundred years; no sound agreement has more."""


class State(StrEnum):
    """How an obligation stands."""

    OPEN = "open"
    DUE_SOON = "due-soon"
    LATE = "late"
    DONE = "done"
    RELEASED = "released"
    """The parties agreed that it no longer binds."""
    LAPSED = "lapsed"
    """The agreement ended before it fell due."""


class AgreementState(StrEnum):
    """How an agreement stands."""

    NOT_DATED = "not-dated"
    """No source names a day on which it began."""
    AHEAD = "ahead"
    """Signed, and not in force yet."""
    IN_FORCE = "in-force"
    ENDED = "ended"
    ENDED_EARLY = "ended-early"


class SaidKind(StrEnum):
    """What somebody said of an obligation."""

    DONE = "done"
    UNDER_WAY = "under-way"
    NOTE = "note"
    TAKEN_BACK = "taken-back"
    """What was called done is not done."""
    RELEASED = "released"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """When an obligation falls due.

    Parameters
    ----------
    first_due
        The first or only day; ``None`` where the text sets none.
    every_months
        After how many months it falls due again; zero for once [months].
    """

    first_due: date | None
    every_months: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One thing that was said.

    Parameters
    ----------
    kind, on
        What, and on which day.
    due
        Of which day on which it fell due; ``None`` for the first that is not done yet.
    """

    kind: SaidKind
    on: date
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An obligation on a day.

    Parameters
    ----------
    state
        How it stands.
    due
        The day that it is about: the first that is not done; ``None`` where there is none.
    days_late
        Zero unless it is late [days].
    done_on
        Day of the newest of what was done; ``None`` if nothing was.
    is_under_way
        Whether somebody said last that work has begun.
    """

    state: State
    due: date | None
    days_late: int = 0
    done_on: date | None = None
    is_under_way: bool = False


def due_days(terms: Terms, until: date) -> Iterator[date]:
    """Days up to and including ``until`` on which an obligation falls due, in order.

    Examples
    --------
    >>> [str(day) for day in due_days(Terms(first_due=date(2026, 1, 31), every_months=1), date(2026, 4, 1))]
    ['2026-01-31', '2026-02-28', '2026-03-31']
    """
    for term in count() if terms.every_months else range(1):
        day = _term(terms, term)
        if day is None or day > until or term >= MOST_TERMS:
            return
        yield day


def standing_of(terms: Terms, said: Iterable[Said], day: date, *, ended_on: date | None = None) -> Standing:
    """How an obligation stands on a day.

    What fell due while the agreement was in force stays owed after its end; what would have fallen due later
    never binds. Nothing that was said after the day counts.

    Parameters
    ----------
    terms
        When it falls due.
    said
        What was said of it, in any order.
    day
        The day that is asked about.
    ended_on
        Last day of the agreement, foreseen or early; ``None`` while it has none.
    """
    known = sorted((each for each in said if each.on <= day), key=lambda each: each.on)
    if any(each.kind is SaidKind.RELEASED for each in known):
        return Standing(state=State.RELEASED, due=None, done_on=_last_done(known))
    done = _done(terms, known)
    spoken = [each.kind for each in known if each.kind is not SaidKind.NOTE]
    begun = bool(spoken) and spoken[-1] is SaidKind.UNDER_WAY
    done_on = max(done.values(), default=None)
    due = _first_open(terms, set(done), ended_on)
    if due is None and terms.first_due is not None:
        return Standing(state=State.DONE if done else State.LAPSED, due=None, done_on=done_on)
    if due is None:
        over = ended_on is not None and ended_on < day
        state = State.DONE if done else State.LAPSED if over else State.OPEN
        return Standing(state=state, due=None, done_on=done_on, is_under_way=begun and state is State.OPEN)
    return Standing(
        state=State.LATE if due < day else State.DUE_SOON if due <= day + timedelta(days=SOON_DAYS) else State.OPEN,
        due=due,
        days_late=max(0, (day - due).days),
        done_on=done_on,
        is_under_way=begun,
    )


def state_of_agreement(
    *,
    signed_on: date | None,
    in_force_from: date | None,
    ends_on: date | None,
    day: date,
    ended_early_on: date | None = None,
) -> AgreementState:
    """How an agreement stands on a day; in force from its signature where no other day is set.

    Parameters
    ----------
    signed_on, in_force_from, ends_on
        Its days; the last of them still counts. ``None`` where nobody knows it or there is none.
    day
        The day that is asked about.
    ended_early_on
        Last day, where it ended before it should.
    """
    begins = in_force_from or signed_on
    if ended_early_on is not None and ended_early_on < day:
        return AgreementState.ENDED_EARLY
    if ends_on is not None and ends_on < day:
        return AgreementState.ENDED
    if begins is None:
        return AgreementState.NOT_DATED
    return AgreementState.AHEAD if begins > day else AgreementState.IN_FORCE


def _term(terms: Terms, number: int) -> date | None:
    """The day of one term, counted from zero; ``None`` where there is none."""
    first = terms.first_due
    if first is None or number == 0:
        return first
    year, month = divmod(first.month - 1 + number * terms.every_months, MONTHS_PER_YEAR)
    if first.year + year > date.max.year:
        return None
    last = monthrange(first.year + year, month + 1)[1]
    return date(first.year + year, month + 1, min(first.day, last))


def _done(terms: Terms, known: Sequence[Said]) -> dict[date | None, date]:
    """Which days are done, each with the day on which that was said; ``None`` stands for a duty without a day."""
    done: dict[date | None, date] = {}
    for each in known:
        if each.kind is SaidKind.DONE:
            about = each.due or _first_open(terms, set(done), None)
            if about is not None or terms.first_due is None:  # of what is done already nothing is done again
                done[about] = each.on
        elif each.kind is SaidKind.TAKEN_BACK and done:
            about = each.due if each.due in done else max(done, key=lambda one: (done[one], one or date.min))
            del done[about]
    return done


def _first_open(terms: Terms, done: set[date | None], ended_on: date | None) -> date | None:
    until = date.max if ended_on is None else ended_on
    return next((each for each in due_days(terms, until) if each not in done), None)


def _last_done(known: Sequence[Said]) -> date | None:
    return max((each.on for each in known if each.kind is SaidKind.DONE), default=None)
