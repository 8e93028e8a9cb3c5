"""Cities by commitments as pages show them: cells with a mark and a word, counts with their coverage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from django.utils.translation import gettext as _

from nagara.commitments.alignment import frameworks
from nagara.commitments.answers import AnswerKind, Tally
from nagara_web.figures.commitments import ANSWERS, MARKS, answer_words, clause_address
from nagara_web.rounds.commitment_matrix import CityRow, Matrix, PartColumn

__all__ = [
    "Added",
    "Cell",
    "Choices",
    "Column",
    "Counted",
    "DocumentHead",
    "Legend",
    "Line",
    "MatrixPage",
    "choices_of",
    "counted",
    "legend",
    "matrix_page",
]

MOST_COLUMNS: Final = 20
"""Commitments that stand side by side; more are read by document or theme."""
LONGEST_HEAD: Final = 52


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """One answer with its mark."""

    kind: str
    mark: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A tally in words: of how many, and each answer that was given."""

    answered: int
    asked: int
    kept: int
    concerned: int
    under_way: int
    planned: int
    not_ours: int
    silent: int

    @property
    def coverage(self) -> str:
        """Of how many, said beside every count."""
        return _("%(answered)s of %(asked)s answered") % {"answered": self.answered, "asked": self.asked}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one city says of one commitment."""

    column: Column
    kind: str
    mark: str
    words: str
    figure: int
    """Number of its figure; zero where nobody answered."""
    is_asked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One commitment at the head of the table."""

    code: str
    label: str
    words: str
    short: str
    theme: str
    clause: str
    counts: Counted


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentHead:
    """A document over its columns."""

    slug: str
    title: str
    span: int
    is_invented: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One city with its cells."""

    city: CityRow
    cells: tuple[Cell, ...]
    counts: Counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """Counts of groups of one sort."""

    title: str
    groups: tuple[tuple[str, Counted], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a reader may choose, as value and words."""

    years: tuple[int, ...]
    networks: tuple[tuple[str, str], ...]
    countries: tuple[tuple[str, str], ...]
    documents: tuple[tuple[str, str], ...]
    themes: tuple[tuple[str, str], ...]
    frameworks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixPage:
    """Everything that the page of the matrix shows."""

    year: int
    heads: tuple[DocumentHead, ...]
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    whole: Counted
    more_columns: int
    added: tuple[Added, ...]


def counted(tally: Tally) -> Counted:
    """A tally as pages count it."""
    count = tally.count
    return Counted(
        answered=tally.answered,
        asked=tally.asked,
        kept=tally.kept,
        concerned=tally.concerned,
        under_way=count(AnswerKind.UNDER_WAY),
        planned=count(AnswerKind.PLANNED),
        not_ours=tally.answered - tally.concerned,
        silent=count(AnswerKind.NOT_ANSWERED),
    )


def legend() -> tuple[Legend, ...]:
    """Every answer with its mark, silence last."""
    known = [Legend(kind=kind, mark=MARKS[kind], words=str(words)) for kind, words in ANSWERS.items()]
    silent = AnswerKind.NOT_ANSWERED.value
    return (*known, Legend(kind=silent, mark=MARKS[silent], words=_("not answered")))


def matrix_page(matrix: Matrix, shown: range) -> MatrixPage:
    """Put a part of the cities and the first commitments side by side; counts are of all that is looked at.

    Parameters
    ----------
    matrix
        The answers.
    shown
        Which cities, by their place.
    """
    columns = _columns(matrix)
    words = {kind: answer_words(kind.value) for kind in AnswerKind}
    words[AnswerKind.NOT_ANSWERED], unasked = _("not answered"), _("not asked")
    places = [each for each in shown if each < len(matrix.cities)]
    flags = np.zeros((len(places), len(matrix.cities)), dtype=np.bool_)
    flags[np.arange(len(places)), places] = True
    by_city = matrix.tallies(cities=flags) if places else []
    return MatrixPage(
        year=matrix.year,
        heads=tuple(_heads(matrix.parts[:MOST_COLUMNS])),
        columns=columns,
        lines=tuple(
            Line(
                city=matrix.cities[place],
                cells=tuple(_cell(matrix, place, number, each, words, unasked) for number, each in enumerate(columns)),
                counts=counted(row[0]),
            )
            for place, row in zip(places, by_city, strict=True)
        ),
        whole=counted(matrix.whole),
        more_columns=max(0, len(matrix.parts) - MOST_COLUMNS),
        added=tuple(_added(matrix)),
    )


def _columns(matrix: Matrix) -> tuple[Column, ...]:
    shown = matrix.parts[:MOST_COLUMNS]
    if not shown:
        return ()
    flags = np.eye(len(shown), len(matrix.parts), dtype=np.bool_)
    tallies = matrix.tallies(parts=flags)[0]
    return tuple(
        Column(
            code=each.code,
            label=each.label,
            words=each.name,
            short=_short(each.name),
            theme=each.theme,
            clause=clause_address(each.code) if each.part else "",
            counts=counted(tally),
        )
        for each, tally in zip(shown, tallies, strict=True)
    )


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_HEAD else f"{words[: LONGEST_HEAD - 1].rsplit(' ', 1)[0]}…"


def _heads(shown: Sequence[PartColumn]) -> Iterable[DocumentHead]:
    start = 0
    for place, each in enumerate(shown):
        if place + 1 == len(shown) or shown[place + 1].document != each.document:
            part = each.part
            title = f"{part.title} {part.year}" if part else _("No longer in the register")
            yield DocumentHead(
                slug=each.document, title=title, span=place + 1 - start, is_invented=bool(part and part.is_invented)
            )
            start = place + 1


def _cell(matrix: Matrix, row: int, number: int, column: Column, words: Mapping[AnswerKind, str], unasked: str) -> Cell:
    kind = matrix.kind(row, number)
    is_asked = bool(matrix.is_asked[row, number])
    return Cell(
        column=column,
        kind=kind.value,
        mark=MARKS[kind.value] if is_asked else "",
        words=words[kind] if is_asked else unasked,
        figure=int(matrix.figures[row, number]),
        is_asked=is_asked,
    )


def _added(matrix: Matrix) -> Iterable[Added]:
    """By network, country, theme, document and framework; a sort with one group alone says nothing new."""
    names, titles = dict(matrix.networks), frameworks()
    by_sort: Sequence[tuple[str, list[tuple[str, Tally]]]] = (
        (_("By network"), [(names[slug], tally) for slug, tally in matrix.by_network()]),
        (_("By country"), matrix.by_city(lambda each: each.country_name)),
        (_("By document"), matrix.by_part(lambda each: [f"{each.part.title} {each.part.year}"] if each.part else [])),
        (_("By theme"), matrix.by_part(lambda each: [each.theme])),
        (
            _("By framework"),
            matrix.by_part(
                lambda each: (
                    [titles[name].name if name in titles else name for name in each.part.frameworks]
                    if each.part
                    else []
                )
            ),
        ),
    )
    for title, groups in by_sort:
        if len(groups) > 1 or (groups and title == _("By framework")):
            yield Added(title=title, groups=tuple((name, counted(tally)) for name, tally in groups))


def choices_of(matrix: Matrix) -> Choices:
    """What may be chosen: only what some cell belongs to."""
    parts = [each.part for each in matrix.every_part if each.part]
    titles = frameworks()
    known = dict.fromkeys(name for each in parts for name in each.frameworks)
    return Choices(
        years=matrix.years,
        networks=matrix.networks,
        countries=tuple(sorted({(each.country_iso3, each.country_name) for each in matrix.every_city})),
        documents=tuple(dict.fromkeys((each.document, f"{each.title} {each.year}") for each in parts)),
        themes=tuple((each, each) for each in sorted({each.theme for each in parts if each.theme})),
        frameworks=tuple((name, titles[name].name if name in titles else name) for name in known),
    )
