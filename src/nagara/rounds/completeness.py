"""How much of what was asked has been answered, and how many cities have reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nagara.rounds.deadlines import Punctuality
from nagara.rounds.workflow import State

__all__ = ["Completeness", "RoundProgress", "progress_of_round"]

HANDED_IN = frozenset({State.SUBMITTED, State.IN_REVIEW, State.ACCEPTED, State.PUBLISHED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """Questions answered of questions asked; a notation key is an answer, a blank is none.

    Parameters
    ----------
    answered, asked
        Counts; never more answered than asked.
    """

    answered: int
    asked: int

    def __post_init__(self) -> None:
        if not 0 <= self.answered <= self.asked:
            text = f"{self.answered} answers to {self.asked} questions; count answered questions, not answers"
            raise ValueError(text)

    @property
    def answered_frac(self) -> float | None:
        """Share of the questions that is answered [frac]; ``None`` where nothing was asked."""
        return self.answered / self.asked if self.asked else None

    def __add__(self, other: Completeness) -> Completeness:
        """Answers and questions of two parts together."""
        return Completeness(answered=self.answered + other.answered, asked=self.asked + other.asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundProgress:
    """How a round stands; every city is counted once, and the counts add up.

    ``cities = not_started + with_city + handed_in``, ``handed_in = in_time + late``, and ``by_state`` adds up
    to ``started``.

    Parameters
    ----------
    cities
        Cities that are asked.
    started
        Cities with a report.
    handed_in
        Cities whose report is with the network or published now; a returned report is with the city again,
        however early it came the first time.
    published
        Of those handed in, the ones that are published.
    in_time, late
        Those handed in, by the day on which they were first submitted.
    by_state
        Reports by state.
    """

    cities: int
    started: int
    handed_in: int
    published: int
    in_time: int
    late: int
    by_state: Mapping[State, int]

    @property
    def not_started(self) -> int:
        """Cities without a report."""
        return self.cities - self.started

    @property
    def with_city(self) -> int:
        """Cities that write, sign or mend their report: drafts, those that await the signature, and returned ones."""
        return self.started - self.handed_in


def progress_of_round(cities: int, reports: Iterable[tuple[State, Punctuality]]) -> RoundProgress:
    """Count a round's reports.

    Parameters
    ----------
    cities
        Cities that are asked.
    reports
        State and punctuality of each report.

    Examples
    --------
    >>> progress = progress_of_round(3, [(State.DRAFT, Punctuality.NOT_YET), (State.PUBLISHED, Punctuality.IN_TIME)])
    >>> progress.not_started, progress.handed_in, progress.in_time
    (1, 1, 1)
    """
    pairs = list(reports)
    states = Counter(state for state, _ in pairs)
    late = sum(state in HANDED_IN and kind is Punctuality.LATE for state, kind in pairs)
    handed_in = sum(states[state] for state in HANDED_IN)
    return RoundProgress(
        cities=max(cities, len(pairs)),
        started=len(pairs),
        handed_in=handed_in,
        published=states[State.PUBLISHED],
        in_time=handed_in - late,
        late=late,
        by_state={state: states[state] for state in State},
    )
