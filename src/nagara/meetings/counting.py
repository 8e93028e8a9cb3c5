"""What the papers count alike: answers that came, cities that are silent, what is late on a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from nagara.commitments.answers import ASKS_NOTHING, KEPT, AnswerKind
from nagara.commitments.status import Status
from nagara.meetings import words
from nagara.meetings.paper import Said, Words
from nagara.meetings.tracked import CityAnswer, Decided, DecisionState, Member, Promise, Request, Tracked

__all__ = [
    "AnswerCount",
    "Cells",
    "answer_in",
    "answers_to",
    "cited",
    "enumerated",
    "is_silent_on_all",
    "of_all",
    "open_requests",
    "overdue_decisions",
    "overdue_promises",
    "silent_on",
]

MET = frozenset({Status.REACHED})
AnswerCount = Counter[AnswerKind]
Cells = dict[tuple[str, str], CityAnswer]
"""Answers by city and promise, as :meth:`Tracked.by_cell` gives them."""


def answers_to(tracked: Tracked, promise: Promise, cells: Cells) -> AnswerCount:
    """How many cities give which answer to a promise; the counts add up to the members."""
    return Counter(answer_in(cells, each, promise) for each in tracked.members)


def answer_in(cells: Cells, member: Member, promise: Promise) -> AnswerKind:
    """What a city says of a promise; silence is an answer of its own."""
    given = cells.get((member.slug, promise.id))
    return given.answer if given else AnswerKind.NOT_ANSWERED


def silent_on(tracked: Tracked, promise: Promise, cells: Cells) -> tuple[Member, ...]:
    """Cities without an answer to a promise."""
    return tuple(each for each in tracked.members if answer_in(cells, each, promise) is AnswerKind.NOT_ANSWERED)


def is_silent_on_all(tracked: Tracked, member: Member, cells: Cells) -> bool:
    """Whether a city has answered nothing at all of what it was asked."""
    asked = tracked.city_promises()
    return bool(asked) and all(answer_in(cells, member, each) is AnswerKind.NOT_ANSWERED for each in asked)


def overdue_promises(tracked: Tracked) -> tuple[Promise, ...]:
    """Promises past their date on the cut-off that were not met, nor kept by every city, the oldest date first."""
    cells = tracked.by_cell()
    due = [each for each in tracked.promises if each.due and each.due < tracked.cutoff and each.status not in MET]
    late = [each for each in due if not _is_kept_by_all(tracked, each, cells)]
    return tuple(sorted(late, key=lambda each: (each.due, each.id)))


def _is_kept_by_all(tracked: Tracked, promise: Promise, cells: Cells) -> bool:
    """Whether every city has done it by its own word or its figures, or says why it is not the city's to do."""
    if promise.by_status and all(each.status in MET for each in promise.by_status):
        return True
    said = [answer_in(cells, each, promise) for each in tracked.members]
    return promise.is_for_cities and bool(said) and all(each in KEPT | ASKS_NOTHING for each in said)


def overdue_decisions(tracked: Tracked) -> tuple[Decided, ...]:
    """Open decisions past their date on the cut-off, the oldest date first."""
    late = [
        each
        for each in tracked.decisions
        if each.state is DecisionState.OPEN and each.due and each.due < tracked.cutoff
    ]
    return tuple(sorted(late, key=lambda each: (each.due, each.id)))


def open_requests(tracked: Tracked) -> tuple[Request, ...]:
    """Requests that nobody has answered, those that were sent longest ago first, the unsent last."""
    waiting = [each for each in tracked.requests if each.answered_on is None]
    return tuple(sorted(waiting, key=lambda each: (each.sent_on is None, each.sent_on or tracked.cutoff, each.id)))


def of_all(tracked: Tracked, count: int) -> Said:
    """A count as the outcome text says it: ``8 of 11 capitals``, or cities where not all are capitals."""
    sentence = words.CAPITALS_OF if tracked.are_capitals else words.CITIES_OF
    return Said(sentence, {"count": count, "all": len(tracked.members)})


def cited(promise: Promise) -> Said:
    """A promise as people cite it, with its permanent id."""
    return Said(words.CITED, {"label": promise.label, "id": promise.id})


def enumerated(names: Iterable[str]) -> Words:
    """Names in a row, the last joined by *and*."""
    *first, last = names
    return Said(words.LISTED, {"first": ", ".join(first), "last": last}) if first else last
