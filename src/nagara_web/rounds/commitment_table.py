"""The answers of a year as a table of cities and parts, how it adds up, and what of it is looked at.

Counted by the roll-ups of :mod:`nagara.commitments.answers`. A city that was not asked about a part is neither
silent nor counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nagara.commitments.answers import CODES, KINDS, AnswerKind, Tally, roll_up, tally_of
from nagara.commitments.moves import MOVES, Move, moves
from nagara_web.declarations.queries.asked import CommitmentPart

__all__ = ["SILENT", "CityRow", "Flags", "Matrix", "PartColumn", "Question", "question_of"]

LONGEST_WORD: Final = 120
DIGITS: Final = 4
"""Of a year."""
SILENT: Final = CODES[AnswerKind.NOT_ANSWERED]
Flags = NDArray[np.bool_]
COUNTED_TOGETHER: Final = {
    "kept": (AnswerKind.DONE.value, AnswerKind.DONE_BEFORE.value),
    "no-task": (AnswerKind.NOT_APPLICABLE.value, AnswerKind.NATIONAL_COMPETENCE.value),
}
"""Answers that roll-ups count together, by the name under which they may be looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is looked at; empty or ``None`` means all.

    Parameters
    ----------
    answer, move
        Only cells with this answer (or ``kept`` or ``no-task``, see :data:`COUNTED_TOGETHER`), or with this move
        since the year before; a matrix shows the others too.
    is_compared
        Whether the answers of the year before are read as well.
    """

    year: int | None = None
    network: str = ""
    country: str = ""
    theme: str = ""
    framework: str = ""
    document: str = ""
    city: str = ""
    answer: str = ""
    move: str = ""
    city_id: int | None = None
    code: str = ""
    is_compared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CityRow:
    """One city that was asked, or that answered."""

    pk: int
    slug: str
    name: str
    country_iso3: str
    country_name: str
    is_invented: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PartColumn:
    """One part that was asked.

    Parameters
    ----------
    id, code
        Of its indicator.
    part
        The part in the register; ``None`` where its document is no longer published.
    """

    id: int
    code: str
    name: str
    part: CommitmentPart | None

    @property
    def label(self) -> str:
        """Its place in its document, else its code."""
        return self.part.label if self.part else self.code

    @property
    def theme(self) -> str:
        """Its theme; empty where none was entered."""
        return self.part.theme if self.part else ""

    @property
    def document(self) -> str:
        """Slug of its document."""
        return self.part.document if self.part else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The answers of a year.

    Parameters
    ----------
    year, years
        The year that is shown, and all years in which parts were asked, newest first.
    closes_on
        Last day of the last of the rounds that are looked at.
    networks
        Slug and name of every network that asked in the year, those that are not looked at too.
    codes
        Answers by city and part, as :data:`nagara.commitments.answers.CODES` has them.
    is_asked
        Whether the city was asked about the part, or answered it unasked.
    figures
        Number of the figure of each answer; zero where there is none.
    every_part, every_city
        Before the choice of theme, framework, document and country: what may be chosen.
    of_network
        Cities and parts of each network that is looked at, by its slug.
    year_before
        The year that it is compared with, the one in which parts were asked last; ``None`` where it is not.
    before
        The answers of that year, as ``codes``; silence where it is not compared.
    """

    year: int
    years: tuple[int, ...]
    closes_on: date | None
    networks: tuple[tuple[str, str], ...]
    cities: tuple[CityRow, ...]
    parts: tuple[PartColumn, ...]
    codes: NDArray[np.int8]
    is_asked: Flags
    figures: NDArray[np.int64]
    every_part: tuple[PartColumn, ...]
    every_city: tuple[CityRow, ...]
    of_network: dict[str, Flags]
    year_before: int | None
    before: NDArray[np.int8]

    def tallies(self, *, cities: Flags | None = None, parts: Flags | None = None) -> list[list[Tally]]:
        """Counts by group of cities and group of parts; all of them as one group where none are given."""
        if not self.codes.size:
            empty = Tally(counts=(0,) * len(KINDS))
            return [[empty] * (1 if parts is None else len(parts)) for _ in range(1 if cities is None else len(cities))]
        counts = roll_up(self.codes[None], cities=cities, parts=parts)[0]
        if not self.is_asked.all():
            by_city = np.ones((1, len(self.cities))) if cities is None else cities.astype(np.float64)
            by_part = np.ones((1, len(self.parts))) if parts is None else parts.astype(np.float64)
            counts[..., SILENT] -= np.rint(by_city @ (~self.is_asked).astype(np.float64) @ by_part.T).astype(np.int64)
        return [[tally_of(cell) for cell in row] for row in counts]

    @property
    def whole(self) -> Tally:
        """Counts of everything that is looked at."""
        return self.tallies()[0][0]

    def by_city(self, label: Callable[[CityRow], str]) -> list[tuple[str, Tally]]:
        """Counts by a property of the cities, as their country."""
        names, flags = _groups([(label(each),) for each in self.cities])
        return [(name, row[0]) for name, row in zip(names, self.tallies(cities=flags), strict=True)] if names else []

    def by_part(self, labels: Callable[[PartColumn], Iterable[str]]) -> list[tuple[str, Tally]]:
        """Counts by properties of the parts, as their frameworks; a part may count under several."""
        names, flags = _groups([tuple(labels(each)) for each in self.parts])
        return list(zip(names, self.tallies(parts=flags)[0], strict=True)) if names else []

    def by_network(self) -> list[tuple[str, Tally]]:
        """Counts by network: each with what it asked of its own members."""
        found = []
        for slug, flags in self.of_network.items() if self.codes.size else ():
            counts = roll_up(np.where(flags, self.codes, SILENT)[None])[0, 0, 0]
            counts[SILENT] -= int((~flags).sum())
            found.append((slug, tally_of(counts)))
        return found

    def kind(self, city: int, part: int) -> AnswerKind:
        """The answer in one cell."""
        return KINDS[int(self.codes[city, part])]

    def moves(self) -> NDArray[np.int8]:
        """What became of each answer since the year before, as places in :data:`nagara.commitments.moves.MOVES`."""
        return moves(self.before, self.codes)

    def moved(self) -> dict[Move, int]:
        """How many cells that were asked made each move."""
        counts = np.bincount(self.moves()[self.is_asked], minlength=len(MOVES))
        return {move: int(count) for move, count in zip(MOVES, counts, strict=True)}

    def cells(self, question: Question) -> NDArray[np.intp]:
        """Row and column of every cell that was asked, with the answer and the move that are looked for."""
        found = self.is_asked.copy()
        if question.answer:
            wanted = COUNTED_TOGETHER.get(question.answer, (question.answer,))
            found &= np.isin(self.codes, [CODES[each] for each in KINDS if each.value in wanted])
        if question.move:
            found &= self.moves() == next((at for at, each in enumerate(MOVES) if each.value == question.move), -1)
        return np.argwhere(found)


def _groups(labels: Sequence[tuple[str, ...]]) -> tuple[list[str], Flags]:
    names = sorted({name for each in labels for name in each if name})
    flags = np.array([[name in each for each in labels] for name in names], dtype=np.bool_)
    return names, flags.reshape(len(names), len(labels))


def question_of(asked: Mapping[str, str]) -> Question:
    """What an address asks for; a year that is none asks for the newest."""
    year = asked.get("year", "")
    is_year = year.isascii() and year.isdecimal() and len(year) == DIGITS

    def word(name: str) -> str:
        return asked.get(name, "")[:LONGEST_WORD]

    return Question(
        year=int(year) if is_year else None,
        network=word("network"),
        country=word("country"),
        theme=word("theme"),
        framework=word("framework"),
        document=word("document"),
        city=word("city"),
        answer=word("answer"),
        move=word("move"),
    )
