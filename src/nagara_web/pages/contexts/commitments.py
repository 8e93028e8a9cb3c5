"""Cities by commitments as pages show them: cells with a mark and a word, counts with their coverage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from nagara.commitments.alignment import frameworks
from nagara.commitments.answers import KINDS, AnswerKind, Tally
from nagara.commitments.moves import MOVES, Move
from nagara.reports.language import language
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
    "Moved",
    "choices_of",
    "counted",
    "group_sorts",
    "groups_of",
    "legend",
    "matrix_page",
    "move_words",
]

MOVED: Final = frozenset({Move.FORWARD, Move.BACK, Move.NEW, Move.FELL_SILENT, Move.OTHERWISE})
"""What is said in a cell; that an answer is as it was goes without saying."""
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
        return _("%(answered)s of %(asked)s answered") % {
            "answered": _number(self.answered),
            "asked": _number(self.asked),
        }


def _number(count: int) -> str:
    return language(get_language() or "en").number(count)


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
    since: str = ""
    """What it was the year before, in words; empty where it is as it was."""


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
    """Counts of groups of one sort.

    Parameters
    ----------
    field
        What an address calls the sort.
    groups
        Value and name of each group, and its counts.
    """

    title: str
    field: str
    groups: tuple[tuple[str, str, Counted], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """How many answers made one move since the year before."""

    move: str
    words: str
    count: int


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
    added: tuple[Added, ...]
    year_before: int | None
    moved: tuple[Moved, ...]


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


def matrix_page(matrix: Matrix, shown: range, across: range, *, is_open: bool = False) -> MatrixPage:
    """Put a part of the cities and of the commitments side by side; counts are of all that is looked at.

    Parameters
    ----------
    matrix
        The answers.
    shown, across
        Which cities and which commitments, by their places.
    is_open
        Whether a round of the year is still open.
    """
    across = range(across.start, min(across.stop, len(matrix.parts)))
    columns = _columns(matrix, across)
    moved = matrix.moves() if matrix.year_before is not None else None
    words = {kind: answer_words(kind.value) for kind in AnswerKind}
    words[AnswerKind.NOT_ANSWERED], unasked = _("not answered"), _("not asked")
    places = [each for each in shown if each < len(matrix.cities)]
    flags = np.zeros((len(places), len(matrix.cities)), dtype=np.bool_)
    flags[np.arange(len(places)), places] = True
    by_city = matrix.tallies(cities=flags) if places else []
    return MatrixPage(
        year=matrix.year,
        heads=tuple(_heads([matrix.parts[each] for each in across])),
        columns=columns,
        lines=tuple(
            Line(
                city=matrix.cities[place],
                cells=tuple(
                    _cell(matrix, (place, number), each, words, unasked, moved)
                    for number, each in zip(across, columns, strict=True)
                ),
                counts=counted(row[0]),
            )
            for place, row in zip(places, by_city, strict=True)
        ),
        whole=counted(matrix.whole),
        added=tuple(_added(matrix)),
        year_before=matrix.year_before,
        moved=tuple(_moved_in_words(matrix, move_words(is_open=is_open))) if matrix.year_before is not None else (),
    )


def _moved_in_words(matrix: Matrix, words: Mapping[str, str]) -> Iterable[Moved]:
    """Every move that somebody made, with its count; that nothing changed is no move."""
    for move, count in matrix.moved().items():
        if count and move.value in words:
            yield Moved(move=move.value, words=words[move.value], count=count)


def move_words(*, is_open: bool = False) -> dict[str, str]:
    """The moves that are worth a look, in words; while a round is open nobody has fallen silent yet."""
    return {
        Move.FORWARD.value: _("moved forward"),
        Move.BACK.value: _("moved back"),
        Move.NEW.value: _("new"),
        Move.FELL_SILENT.value: _("not answered again yet") if is_open else _("fell silent"),
        Move.OTHERWISE.value: _("changed otherwise"),
    }


def _columns(matrix: Matrix, across: range) -> tuple[Column, ...]:
    shown = [matrix.parts[each] for each in across]
    if not shown:
        return ()
    flags = np.eye(len(shown), len(matrix.parts), k=across.start, dtype=np.bool_)
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


def _cell(
    matrix: Matrix,
    at: tuple[int, int],
    column: Column,
    words: Mapping[AnswerKind, str],
    unasked: str,
    moved: NDArray[np.int8] | None,
) -> Cell:
    kind, is_asked = matrix.kind(*at), bool(matrix.is_asked[at])
    since = ""
    if moved is not None and is_asked and MOVES[moved[at]] in MOVED:
        before = KINDS[int(matrix.before[at])]
        since = _("new") if before is AnswerKind.NOT_ANSWERED else _("was: %(answer)s") % {"answer": words[before]}
    return Cell(
        column=column,
        kind=kind.value,
        mark=MARKS[kind.value] if is_asked else "",
        words=words[kind] if is_asked else unasked,
        figure=int(matrix.figures[at]),
        is_asked=is_asked,
        since=since,
    )


def _added(matrix: Matrix) -> Iterable[Added]:
    """By network, country, document, theme and framework; a sort with one group alone says nothing new."""
    for field, title in group_sorts().items():
        groups = groups_of(matrix, field)
        if len(groups) > 1 or (groups and field == "framework"):
            lines = tuple((value, name, counted(tally)) for value, name, tally in groups)
            yield Added(title=title, field=field, groups=lines)


def group_sorts() -> dict[str, str]:
    """By what answers are added up: what an address calls it, and the words."""
    return {
        "network": _("By network"),
        "country": _("By country"),
        "document": _("By document"),
        "theme": _("By theme"),
        "framework": _("By framework"),
    }


def groups_of(matrix: Matrix, field: str) -> list[tuple[str, str, Tally]]:
    """Value, name and counts of every group of one sort.

    Parameters
    ----------
    matrix
        The answers.
    field
        One of :func:`group_sorts`.
    """
    if field == "network":
        names, found = dict(matrix.networks), matrix.by_network()
    elif field == "country":
        names = {each.country_iso3: each.country_name for each in matrix.cities}
        found = matrix.by_city(lambda each: each.country_iso3)
    elif field == "document":
        names = {each.document: f"{each.part.title} {each.part.year}" for each in matrix.parts if each.part}
        found = matrix.by_part(lambda each: [each.document])
    elif field == "theme":
        names, found = {}, matrix.by_part(lambda each: [each.theme])
    else:
        names = {name: each.name for name, each in frameworks().items()}
        found = matrix.by_part(lambda each: each.part.frameworks if each.part else ())
    return sorted(((value, names.get(value, value), tally) for value, tally in found), key=lambda each: each[1])


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
