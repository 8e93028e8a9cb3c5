"""What cities answer to a commitment for a year, and how answers are added up.

Seven answers are seven things. "Not answered" is silence and never a no; "not applicable here" and
"national competence" are proper answers that ask nothing of the city. A roll-up counts each apart and
says out of how many.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nagara.errors import MeasureError

__all__ = [
    "CODES",
    "KINDS",
    "Answer",
    "AnswerKind",
    "Evidence",
    "Tally",
    "Verdict",
    "encode",
    "roll_up",
    "tally_of",
]


class AnswerKind(StrEnum):
    """What a city says of a part for a year."""

    NOT_ANSWERED = "not-answered"
    DONE = "done"
    DONE_BEFORE = "done-before"
    UNDER_WAY = "under-way"
    PLANNED = "planned"
    NOT_APPLICABLE = "not-applicable"
    NATIONAL_COMPETENCE = "national-competence"


KINDS: Final = tuple(AnswerKind)
CODES: Final[Mapping[AnswerKind, int]] = MappingProxyType({kind: code for code, kind in enumerate(KINDS)})
"""Code of each answer in an array of answers; zero is silence."""
NEEDS_REASON: Final = frozenset({AnswerKind.NOT_APPLICABLE, AnswerKind.NATIONAL_COMPETENCE})
ASKS_NOTHING: Final = frozenset({AnswerKind.NOT_APPLICABLE, AnswerKind.NATIONAL_COMPETENCE})
LARGEST_SINGLE: Final = 2**24
"""Cells of a year up to which single precision counts exactly."""
KEPT: Final = frozenset({AnswerKind.DONE, AnswerKind.DONE_BEFORE})


class Verdict(StrEnum):
    """What a reviewer, who is not the reporter, says of an answer."""

    NOT_REVIEWED = "not-reviewed"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What shows that an answer is true: a page, a file, a figure of the round."""

    title: str
    url: str = ""
    figure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one city says of one part for one year.

    Parameters
    ----------
    city, part_id, year
        Of whom, of what, for when.
    kind
        The answer.
    because
        The reason; required where the answer is that it does not apply here or is not the city's.
    evidence
        What shows it.
    answered_on
        The day it was given.
    reporter, reviewer
        Who answered and who reviewed; never the same person.
    verdict
        What the reviewer says.

    Raises
    ------
    MeasureError
        If a reason is missing, silence carries evidence or a verdict, a verdict has no reviewer, or the
        reviewer is the reporter.
    """

    city: str
    part_id: str
    year: int
    kind: AnswerKind
    because: str = ""
    evidence: tuple[Evidence, ...] = ()
    answered_on: date | None = None
    reporter: str = ""
    reviewer: str = ""
    verdict: Verdict = Verdict.NOT_REVIEWED

    def __post_init__(self) -> None:
        where = f"{self.city}, {self.part_id}, {self.year}"
        if self.kind in NEEDS_REASON and not self.because.strip():
            why = f"“{self.kind.value.replace('-', ' ')}” has no reason"
            raise MeasureError(where, why, "Say in a sentence why, so that others can check it.")
        if self.kind is AnswerKind.NOT_ANSWERED and (self.evidence or self.verdict is not Verdict.NOT_REVIEWED):
            raise MeasureError(where, "silence has neither evidence nor a verdict", "Give an answer first.")
        if self.verdict is not Verdict.NOT_REVIEWED and not self.reviewer:
            raise MeasureError(where, "a verdict has no reviewer", "Say who reviewed it.")
        if self.reviewer and self.reviewer == self.reporter:
            raise MeasureError(where, "the reviewer is the reporter", "Let another person review it.")


def encode(
    answers: Sequence[Answer], *, years: Sequence[int], cities: Sequence[str], parts: Sequence[str]
) -> NDArray[np.int8]:
    """Answers as an array of codes by year, city and part; silence where there is none.

    Raises
    ------
    MeasureError
        If an answer is of a year, city or part that is not asked for, or stands there twice.
    """
    places = [{name: place for place, name in enumerate(axis)} for axis in (years, cities, parts)]
    codes = np.zeros((len(years), len(cities), len(parts)), dtype=np.int8)
    seen: set[tuple[int, ...]] = set()
    for each in answers:
        where = f"{each.city}, {each.part_id}, {each.year}"
        key = tuple(axis.get(name, -1) for axis, name in zip(places, (each.year, each.city, each.part_id), strict=True))
        if -1 in key:
            raise MeasureError(where, "it is not among what is asked for", "Add the year, the city or the part.")
        if key in seen:
            raise MeasureError(where, "it is answered twice", "Keep the answer that was given last.")
        seen.add(key)
        codes[key] = CODES[each.kind]
    return codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many cells hold each answer, silence among them.

    Parameters
    ----------
    counts
        In the order of :data:`KINDS`.
    """

    counts: tuple[int, ...]

    def count(self, kind: AnswerKind) -> int:
        """Cells with one answer."""
        return self.counts[CODES[kind]]

    @property
    def asked(self) -> int:
        """All cells, silent ones too."""
        return sum(self.counts)

    @property
    def answered(self) -> int:
        """Cells with any answer."""
        return self.asked - self.count(AnswerKind.NOT_ANSWERED)

    @property
    def concerned(self) -> int:
        """Cells with an answer that asks something of the city."""
        return self.answered - sum(self.count(kind) for kind in ASKS_NOTHING)

    @property
    def kept(self) -> int:
        """Cells that are done, this year or before."""
        return sum(self.count(kind) for kind in KEPT)

    @property
    def kept_frac(self) -> float | None:
        """Share done among those that answered and are concerned; ``None`` where nobody is."""
        return self.kept / self.concerned if self.concerned else None

    @property
    def kept_bounds_frac(self) -> tuple[float, float] | None:
        """That share if every silent cell were concerned and not done, and if it were done.

        ``None`` where nobody is, or could be, concerned.
        """
        silent = self.count(AnswerKind.NOT_ANSWERED)
        all_of_them = self.concerned + silent
        return (self.kept / all_of_them, (self.kept + silent) / all_of_them) if all_of_them else None

    @property
    def coverage(self) -> str:
        """Out of how many, in English: said beside every share."""
        return f"{self.answered} of {self.asked} answered"


def tally_of(counts: NDArray[np.int64]) -> Tally:
    """One cell of a roll-up as a tally."""
    return Tally(counts=tuple(int(count) for count in counts))


def roll_up(
    codes: NDArray[np.int8],
    *,
    cities: NDArray[np.bool_] | None = None,
    parts: NDArray[np.bool_] | None = None,
) -> NDArray[np.int64]:
    """Count each answer by year, group of cities and group of parts.

    Parameters
    ----------
    codes
        By year, city and part, as :func:`encode` gives them.
    cities
        Groups by cities, as in networks and countries; a city may stand in several. All of them as one
        group if left out.
    parts
        Groups by parts, as in themes and frameworks; as above.

    Returns
    -------
    NDArray
        Counts by year, group of cities, group of parts and answer, in the order of :data:`KINDS`.

    Raises
    ------
    MeasureError
        If a group does not fit the answers, or a code is none.

    Examples
    --------
    >>> codes = np.array([[[1, 0], [3, 5]]], dtype=np.int8)
    >>> tally_of(roll_up(codes)[0, 0, 0]).coverage
    '3 of 4 answered'
    """
    if codes.ndim != 3 or (codes.size and (codes.min() < 0 or codes.max() >= len(KINDS))):
        raise MeasureError("answers", "they are not codes by year, city and part", "Encode them first.")
    is_small = codes[:1].size < LARGEST_SINGLE
    by_city = _groups("cities", cities, codes.shape[1]).astype(np.float32 if is_small else np.float64)
    by_part = _groups("parts", parts, codes.shape[2]).astype(by_city.dtype)
    years, members, _ = codes.shape
    counts = np.empty((years, len(by_city), len(by_part), len(KINDS)), dtype=np.int64)
    of_city = codes.transpose(1, 0, 2).reshape(members, -1)
    for code in range(len(KINDS)):
        by_year = (by_city @ (of_city == code).astype(by_city.dtype)).reshape(len(by_city), years, -1)
        counts[..., code] = np.rint(by_year @ by_part.T).transpose(1, 0, 2)
    return counts


def _groups(what: str, groups: NDArray[np.bool_] | None, members: int) -> NDArray[np.bool_]:
    if groups is None:
        return np.ones((1, members), dtype=np.bool_)
    if groups.ndim != 2 or groups.shape[1] != members:
        raise MeasureError(
            f"groups of {what}", f"they are {groups.shape}, the answers have {members}", "Give one row a group."
        )
    return groups
