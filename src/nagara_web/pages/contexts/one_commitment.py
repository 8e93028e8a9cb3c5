"""What became of commitments in lines: of one commitment by city, of one city by document, of a network in all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from nagara.commitments.answers import KINDS, AnswerKind
from nagara.commitments.themes import theme_of
from nagara_web.declarations.measuring import CityStatus, MeasureLine, measure_line, status_by_city
from nagara_web.declarations.queries import Measure, measure_of
from nagara_web.declarations.queries import part as part_of
from nagara_web.declarations.queries.asked import CommitmentPart
from nagara_web.figures.commitments import MARKS, answer_words, clause_address, reasons_of
from nagara_web.figures.words import role_words
from nagara_web.pages.contexts.commitments import Counted, counted
from nagara_web.rounds.commitment_matrix import CityRow, Matrix, PartColumn, Question, commitment_matrix

__all__ = [
    "AnswerLine",
    "CityCommitments",
    "CommitmentPage",
    "DocumentAnswers",
    "city_commitments",
    "commitment_page",
    "network_commitments",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """One answer, or silence, with what stands beside it."""

    city: CityRow
    part: PartColumn
    clause: str
    kind: str
    mark: str
    words: str
    figure: int
    because: str
    evidence: str
    reviewed_by: str
    reviewed_on: date | None
    published_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentPage:
    """One commitment in one year."""

    year: int
    years: tuple[int, ...]
    lines: tuple[AnswerLine, ...]
    counts: Counted
    part: CommitmentPart | None
    theme_is_ours: bool
    """Whether its theme is the one that the project gave it, and no desk's."""
    clause: str
    measure: MeasureLine | None
    """How the part is measured; ``None`` where nobody has said so yet."""
    statuses: tuple[CityStatus, ...]
    """How it stands in the cities by the published figures of its indicator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentAnswers:
    """What a city answers to one document."""

    title: str
    slug: str
    counts: Counted
    lines: tuple[AnswerLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CityCommitments:
    """What became of commitments in one city."""

    year: int
    counts: Counted
    documents: tuple[DocumentAnswers, ...]


def commitment_page(code: str, year: int | None, today: date) -> CommitmentPage | None:
    """What each city answers to one commitment; ``None`` where no round asked any.

    Parameters
    ----------
    code
        Of its indicator.
    year
        The year; the newest with an answer if it is none that was asked.
    today
        For the members of a round that is still open.
    """
    matrix = commitment_matrix(Question(code=code, year=year), today)
    if matrix is None or not matrix.parts:
        return None
    part = matrix.parts[0].part
    measured = _measure(part)
    lines = sorted(_lines(matrix, code=code), key=lambda each: (_order(each.kind), each.city.name))
    return CommitmentPage(
        year=matrix.year,
        years=matrix.years,
        lines=tuple(lines),
        counts=counted(matrix.whole),
        part=part,
        theme_is_ours=bool(part and _has_theme_of_register(part)),
        clause=clause_address(code) if part else "",
        measure=measure_line(measured, today) if measured else None,
        statuses=tuple(status_by_city(measured, today)) if measured else (),
    )


def _has_theme_of_register(part: CommitmentPart) -> bool:
    document, _dot, key = part.code.partition(".")
    theme = theme_of(f"{document}/{key}") or theme_of(f"{document}/{key.partition('.')[0]}")
    return theme is not None and theme.name == part.theme


def _measure(part: CommitmentPart | None) -> Measure | None:
    found = part_of(part.code) if part else None
    return measure_of(found.pk) if found else None


def city_commitments(city_id: int, today: date) -> CityCommitments | None:
    """What a city answers, by document; ``None`` where nobody asked it anything."""
    matrix = commitment_matrix(Question(city_id=city_id), today)
    if matrix is None or not matrix.is_asked.any():
        return None
    lines = list(_lines(matrix, city_id=city_id))
    documents = list(dict.fromkeys(each.part.document for each in lines))
    flags = np.array([[part.document == slug for part in matrix.parts] for slug in documents], dtype=np.bool_)
    tallies = matrix.tallies(parts=flags)[0]
    return CityCommitments(
        year=matrix.year,
        counts=counted(matrix.whole),
        documents=tuple(
            _document(slug, [each for each in lines if each.part.document == slug], counted(tally))
            for slug, tally in zip(documents, tallies, strict=True)
        ),
    )


def network_commitments(slug: str, today: date) -> tuple[int, Counted] | None:
    """Year and counts of the members of a network; ``None`` where it asks no commitment."""
    matrix = commitment_matrix(Question(network=slug), today)
    if matrix is None or not matrix.is_asked.any():
        return None
    return matrix.year, counted(matrix.whole)


def _document(slug: str, lines: list[AnswerLine], counts: Counted) -> DocumentAnswers:
    part = lines[0].part.part
    return DocumentAnswers(
        title=f"{part.title} {part.year}" if part else "", slug=slug, counts=counts, lines=tuple(lines)
    )


def _order(kind: str) -> int:
    """Done first, silence last."""
    place = KINDS.index(AnswerKind(kind))
    return place or len(KINDS)


def _lines(matrix: Matrix, *, city_id: int | None = None, code: str = "") -> Iterable[AnswerLine]:
    reasons = reasons_of(matrix.year, city_id=city_id, code=code)
    for row, column in np.argwhere(matrix.is_asked):
        kind, figure = matrix.kind(row, column), int(matrix.figures[row, column])
        reason, part = reasons.get(figure), matrix.parts[column]
        yield AnswerLine(
            city=matrix.cities[row],
            part=part,
            clause=clause_address(part.code) if part.part else "",
            kind=kind.value,
            mark=MARKS[kind.value],
            words="" if kind is AnswerKind.NOT_ANSWERED else answer_words(kind.value),
            figure=figure,
            because=reason.because if reason else "",
            evidence=reason.evidence if reason else "",
            reviewed_by=role_words(reason.reviewed_by) if reason else "",
            reviewed_on=reason.reviewed_on if reason else None,
            published_at=reason.published_at if reason else None,
        )
