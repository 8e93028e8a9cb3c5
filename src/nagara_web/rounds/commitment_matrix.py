"""Cities by commitments: who was asked what in a year, what they answered, and how it adds up.

Read in a fixed number of queries, however many cities and parts there are; counted by the roll-ups of
:mod:`nagara.commitments.answers`. A city that was not asked about a part is neither silent nor counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nagara.commitments.answers import CODES, KINDS, AnswerKind, Tally, roll_up, tally_of
from nagara_web.declarations.queries.asked import CommitmentPart, commitment_parts
from nagara_web.figures.commitments import (
    CommitmentRow,
    YearAnswers,
    answers_in_year,
    commitment_code,
    commitments,
    newest_answered,
)
from nagara_web.places.queries import cities_by_id, member_spans
from nagara_web.rounds.queries.commitments import AskedPart, asked_commitments

__all__ = ["CityRow", "Matrix", "PartColumn", "Question", "commitment_matrix", "question_of"]

LONGEST_WORD: Final = 120
DIGITS: Final = 4
"""Of a year."""
SILENT: Final = CODES[AnswerKind.NOT_ANSWERED]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is looked at; empty or ``None`` means all."""

    year: int | None = None
    network: str = ""
    country: str = ""
    theme: str = ""
    framework: str = ""
    document: str = ""
    city_id: int | None = None
    code: str = ""


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
    )


def commitment_matrix(question: Question, today: date) -> Matrix | None:
    """Put the answers of a year together; ``None`` where no round asked any commitment.

    Parameters
    ----------
    question
        What is looked at; without a year the newest of which an answer is published.
    today
        Members of today are asked in a round that is still open.
    """
    every = asked_commitments()
    years = tuple(dict.fromkeys(each.year for each in every))
    if not years:
        return None
    year = question.year if question.year in years else None
    if year is None:
        year = newest_answered(years, city_id=question.city_id, code=question.code) or years[0]
    in_year = [each for each in every if each.year == year]
    networks = tuple(dict.fromkeys((each.network_slug, each.network_name) for each in in_year))
    asked = [each for each in in_year if question.network in {"", each.network_slug}]
    columns = _columns(asked, question.code)
    members = _members(asked, today)
    answers = answers_in_year(year, city_id=question.city_id, code=question.code)
    mentioned = {each.id for each in columns}
    if not question.network:
        members[""] = set(answers.cities[np.isin(answers.indicators, list(mentioned))].tolist())
    rows = _rows({each for cities in members.values() for each in cities}, question.city_id)
    cities = tuple(each for each in rows if question.country in {"", each.country_iso3})
    parts = tuple(each for each in columns if _is_chosen(each, question))
    codes, figures = _cells(cities, parts, answers)
    flags = _asked_flags(cities, parts, asked, members)
    is_asked = np.logical_or.reduce([codes != SILENT, *flags.values()]) if flags else codes != SILENT
    return Matrix(
        year=year,
        years=years,
        closes_on=max((each.closes_on for each in asked), default=None),
        networks=networks,
        cities=cities,
        parts=parts,
        codes=codes,
        is_asked=is_asked,
        figures=figures,
        every_part=columns,
        every_city=rows,
        of_network=flags,
    )


def _columns(asked: Iterable[AskedPart], code: str) -> tuple[PartColumn, ...]:
    """Parts that were asked, in the order of the register; those that it no longer has stand at the end."""
    wanted = {each.indicator_id for each in asked}
    known = {each.code: each for each in commitments() if each.id in wanted and code in {"", each.code}}
    found = [
        _column(known.pop(own), part) for part in commitment_parts() if (own := commitment_code(part.code)) in known
    ]
    return (*found, *(_column(each, None) for each in known.values()))


def _column(row: CommitmentRow, part: CommitmentPart | None) -> PartColumn:
    return PartColumn(id=row.id, code=row.code, name=row.name, part=part)


def _members(asked: Sequence[AskedPart], today: date) -> dict[str, set[int]]:
    """Who belonged to each network on the last day of its round, or today if that lies ahead."""
    days = {each.network_id: (each.network_slug, min(each.closes_on, today)) for each in asked}
    found: dict[str, set[int]] = {slug: set() for slug, _day in days.values()}
    for network_id, city_id, since, until in member_spans(days):
        slug, day = days[network_id]
        if (since is None or since <= day) and (until is None or until >= day):
            found[slug].add(city_id)
    return found


def _rows(city_ids: set[int], only: int | None) -> tuple[CityRow, ...]:
    found = cities_by_id(city_ids if only is None else city_ids & {only})
    rows = [
        CityRow(
            pk=each.pk,
            slug=each.slug,
            name=each.name,
            country_iso3=each.country_id,
            country_name=each.country.name,
            is_invented=each.is_invented,
        )
        for each in found.values()
    ]
    return tuple(sorted(rows, key=lambda each: (each.name, each.pk)))


def _is_chosen(column: PartColumn, question: Question) -> bool:
    frameworks = column.part.frameworks if column.part else ()
    return (
        question.theme in {"", column.theme}
        and question.document in {"", column.document}
        and (not question.framework or question.framework in frameworks)
    )


def _cells(
    cities: Sequence[CityRow], parts: Sequence[PartColumn], answers: YearAnswers
) -> tuple[NDArray[np.int8], NDArray[np.int64]]:
    codes = np.zeros((len(cities), len(parts)), dtype=np.int8)
    figures = np.zeros(codes.shape, dtype=np.int64)
    rows = _places([each.pk for each in cities], answers.cities)
    columns = _places([each.id for each in parts], answers.indicators)
    is_shown = (rows >= 0) & (columns >= 0)
    at = (rows[is_shown], columns[is_shown])
    codes[at], figures[at] = answers.codes[is_shown], answers.figures[is_shown]
    return codes, figures


def _places(known: Sequence[int], asked: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each of some numbers stands in a list; -1 where it does not."""
    if not known:
        return np.full(asked.shape, -1, dtype=np.int64)
    order = np.argsort(known)
    place = order[np.searchsorted(known, asked, sorter=order).clip(max=len(known) - 1)]
    return np.where(np.asarray(known)[place] == asked, place, -1)


def _asked_flags(
    cities: Sequence[CityRow],
    parts: Sequence[PartColumn],
    asked: Iterable[AskedPart],
    members: dict[str, set[int]],
) -> dict[str, Flags]:
    """Which cells each network asked for."""
    by_network: dict[str, set[int]] = defaultdict(set)
    for each in asked:
        by_network[each.network_slug].add(each.indicator_id)
    return {
        slug: np.outer([each.pk in members[slug] for each in cities], [each.id in ids for each in parts]).astype(
            np.bool_
        )
        for slug, ids in by_network.items()
    }
