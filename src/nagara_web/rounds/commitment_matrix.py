"""Put cities by commitments together: who was asked what in a year, and what they answered.

Read in a fixed number of queries, however many cities and parts there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

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
from nagara_web.rounds.commitment_table import SILENT, CityRow, Flags, Matrix, PartColumn, Question, question_of
from nagara_web.rounds.queries.commitments import AskedPart, asked_commitments

__all__ = [
    "CityRow",
    "Matrix",
    "PartColumn",
    "Question",
    "commitment_matrices",
    "commitment_matrix",
    "question_of",
]


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
    years = _years(every)
    if not years:
        return None
    year = question.year if question.year in years else None
    if year is None:
        year = newest_answered(years, city_id=question.city_id, code=question.code) or years[0]
    return _matrix(question, year, every, commitment_parts(), today)


def commitment_matrices(question: Question, today: date) -> Iterator[Matrix]:
    """The matrix of every year in which parts were asked, newest first, one at a time."""
    every, register = asked_commitments(), commitment_parts()
    for year in _years(every):
        yield _matrix(question, year, every, register, today)


def _years(every: Iterable[AskedPart]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(each.year for each in every))


def _matrix(
    question: Question, year: int, every: Sequence[AskedPart], register: Sequence[CommitmentPart], today: date
) -> Matrix:
    years, in_year = _years(every), [each for each in every if each.year == year]
    asked = [each for each in in_year if question.network in {"", each.network_slug}]
    columns = _columns(asked, question.code, register)
    members = _members(asked, today)
    answers = answers_in_year(year, city_id=question.city_id, code=question.code)
    mentioned = {each.id for each in columns}
    if not question.network:
        members[""] = set(answers.cities[np.isin(answers.indicators, list(mentioned))].tolist())
    rows = _rows({each for cities in members.values() for each in cities}, question.city_id)
    cities = tuple(
        each for each in rows if question.country in {"", each.country_iso3} and question.city in {"", each.slug}
    )
    parts = tuple(each for each in columns if _is_chosen(each, question))
    codes, figures = _cells(cities, parts, answers)
    flags = _asked_flags(cities, parts, asked, members)
    is_asked = np.logical_or.reduce([codes != SILENT, *flags.values()]) if flags else codes != SILENT
    year_before = next((each for each in years if each < year), None) if question.is_compared else None
    before = np.zeros_like(codes)
    if year_before is not None:
        last = answers_in_year(year_before, city_id=question.city_id, code=question.code)
        before, _figures = _cells(cities, parts, last)
    return Matrix(
        year=year,
        years=years,
        closes_on=max((each.closes_on for each in asked), default=None),
        networks=tuple(dict.fromkeys((each.network_slug, each.network_name) for each in in_year)),
        cities=cities,
        parts=parts,
        codes=codes,
        is_asked=is_asked,
        figures=figures,
        every_part=columns,
        every_city=rows,
        of_network=flags,
        year_before=year_before,
        before=before,
    )


def _columns(asked: Iterable[AskedPart], code: str, register: Iterable[CommitmentPart]) -> tuple[PartColumn, ...]:
    """Parts that were asked, in the order of the register; those that it no longer has stand at the end."""
    wanted = {each.indicator_id for each in asked}
    known = {each.code: each for each in commitments() if each.id in wanted and code in {"", each.code}}
    found = [_column(known.pop(own), part) for part in register if (own := commitment_code(part.code)) in known]
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
