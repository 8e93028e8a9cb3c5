"""What a meeting's papers are made from: one frozen value of all tracked data up to a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar

from nagara.commitments.answers import AnswerKind
from nagara.commitments.status import Status
from nagara.errors import NagaraError

__all__ = [
    "CityAnswer",
    "DecisionState",
    "Decided",
    "Figure",
    "Member",
    "Promise",
    "Request",
    "StatusCount",
    "Tracked",
    "TrackedDataError",
]


class TrackedDataError(NagaraError, ValueError):
    """Data that speaks of a city or a promise that is not in it, or of a day after its cut-off.

    Parameters
    ----------
    where
        The row, in words.
    why
        What is wrong with it, as a clause.
    mend
        What to do about it, as a sentence.
    """

    code: ClassVar[str] = "tracked-data-torn"

    def __init__(self, where: str, why: str, mend: str) -> None:
        self.where, self.why, self.mend = where, why, mend
        super().__init__(where, why, mend)

    def __str__(self) -> str:
        return f"{self.where}: {self.why}. {self.mend}"


class DecisionState(StrEnum):
    """Where a decision of a meeting stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member city on the day of the cut-off."""

    slug: str
    name: str
    country: str = ""
    is_capital: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusCount:
    """In how many cities a promise stands so."""

    status: Status
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A part of a commitment clause.

    Parameters
    ----------
    id
        Its permanent id, as in ``amf-2024-declaration.2.g``.
    label
        As people cite it, as in ``Vientiane 2024, 2.g``.
    says
        What it promises, in the words of the text or our own.
    due
        The day by which; ``None`` where the text leaves it open.
    is_for_cities
        Whether every member city answers it; else the network or somebody else does.
    status
        How it stands at the cut-off; ``None`` where nobody measures it.
    probability_frac
        That its target is met by its date [frac].
    indicator
        The figure by which cities answer it, as in ``sdg_11_6_1_frac``; empty for none.
    by_status
        Where it is measured city by city: in how many cities it stands how, at the cut-off.
    """

    id: str
    label: str
    says: str
    document: str = ""
    due: date | None = None
    is_for_cities: bool = True
    status: Status | None = None
    probability_frac: float | None = None
    indicator: str = ""
    by_status: tuple[StatusCount, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CityAnswer:
    """What one city last said of one promise."""

    city: str
    promise: str
    answer: AnswerKind
    said: str = ""
    answered_on: date | None = None
    reviewed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A published figure of one city, named like a figure of :mod:`nagara.indicators`.

    Parameters
    ----------
    value
        ``None`` where the city did not report; ``why`` then says why.
    method
        How it was measured, in words.
    """

    city: str
    name: str
    year: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    method: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a document asks of others, and whether they answered."""

    id: str
    addressee: str
    says: str
    sent_on: date | None = None
    answered_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision of an earlier meeting, or of this one."""

    id: str
    meeting: str
    text: str
    owner: str
    due: date | None = None
    state: DecisionState = DecisionState.OPEN
    reason: str = ""
    city: str = ""
    """Slug of the city that owns it, if one does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """Everything that the papers of one meeting are made from, up to one day.

    Parameters
    ----------
    meeting
        What the meeting is called.
    year
        Of the meeting.
    cutoff
        The last day whose data is in it.
    data_year
        The year that the figures are asked for; ``None`` for the newest of each city.

    Raises
    ------
    TrackedDataError
        If an answer or a figure is of no member or promise in it, or came after the cut-off.
    """

    meeting: str
    year: int
    cutoff: date
    members: tuple[Member, ...] = ()
    promises: tuple[Promise, ...] = ()
    answers: tuple[CityAnswer, ...] = ()
    figures: tuple[Figure, ...] = ()
    requests: tuple[Request, ...] = ()
    decisions: tuple[Decided, ...] = ()
    data_year: int | None = None
    is_invented: bool = False

    def __post_init__(self) -> None:
        self._order("answers", lambda each: (each.city, each.promise))
        self._order("figures", lambda each: (each.city, each.name, each.year))
        self._order("requests", lambda each: each.id)
        self._order("decisions", lambda each: each.id)
        slugs, ids = {each.slug for each in self.members}, {each.id for each in self.promises}
        _all_known("answer", (each.city for each in self.answers), slugs, "member")
        _all_known("answer", (each.promise for each in self.answers), ids, "promise")
        _all_known("figure", (each.city for each in self.figures), slugs, "member")
        late = [each for each in self.answers if each.answered_on and each.answered_on > self.cutoff]
        if late:
            raise TrackedDataError(
                f"answer of {late[0].city} to {late[0].promise}",
                f"it is of {late[0].answered_on}, after the cut-off {self.cutoff}",
                "Leave out what came later, or move the cut-off.",
            )

    def city_promises(self) -> tuple[Promise, ...]:
        """Promises that every member answers."""
        return tuple(each for each in self.promises if each.is_for_cities)

    def _order(self, name: str, key: Callable[[Any], Any]) -> None:
        """The order in which a database gave its rows does not count; that of members and promises does."""
        object.__setattr__(self, name, tuple(sorted(getattr(self, name), key=key)))

    def by_cell(self) -> dict[tuple[str, str], CityAnswer]:
        """The answers by city and promise; a pair that is not there is silence."""
        return {(each.city, each.promise): each for each in self.answers}

    @property
    def are_capitals(self) -> bool:
        """Whether all members are capitals, so that a paper may call them so."""
        return bool(self.members) and all(each.is_capital for each in self.members)


def _all_known(what: str, named: Iterable[str], known: set[str], kind: str) -> None:
    if unknown := sorted(set(named) - known):
        raise TrackedDataError(
            f"{what} of {unknown[0]!r}", f"there is no such {kind}", f"Add the {kind}, or leave the {what} out."
        )
