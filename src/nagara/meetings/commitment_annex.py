"""The annex of cities and promises: what each city says of each promise, in words."""

from __future__ import annotations

from typing import Final

from nagara.commitments.answers import AnswerKind
from nagara.meetings import words
from nagara.meetings.counting import Cells
from nagara.meetings.paper import Block, Column, Paper, PaperKind, Paragraph, Said, Section, Table, Words
from nagara.meetings.record import digest_of
from nagara.meetings.tracked import CityAnswer, Member, Tracked

__all__ = ["commitment_annex"]

CITIES_BESIDE: Final = 6
"""Columns of cities that fit on an upright page with their answers in words."""
NEEDS_REASON: Final = frozenset({AnswerKind.NOT_APPLICABLE, AnswerKind.NATIONAL_COMPETENCE})


def commitment_annex(tracked: Tracked, *, number: str = "", revision: int = 0) -> Paper:
    """Write the annex of cities and promises.

    Parameters
    ----------
    tracked
        The data, up to its cut-off.
    number, revision
        As the secretariat numbers its papers.
    """
    promises, cells = tracked.city_promises(), tracked.by_cell()
    groups = _groups(tracked.members) if promises else ()
    matrix: tuple[Block, ...] = tuple(_table(tracked, group, cells) for group in groups)
    reasons = _reasons(tracked)
    return Paper(
        kind=PaperKind.MATRIX,
        number=number,
        revision=revision,
        meeting=tracked.meeting,
        title=Said(words.MATRIX_TITLE),
        cutoff=tracked.cutoff,
        answer=Said(words.MATRIX_ANSWER, {"cities": len(tracked.members), "promises": len(promises)})
        if promises
        else Said(words.NO_PROMISES),
        summary=(*matrix, Paragraph(words=Said(words.MATRIX_NOTE), look="quiet")),
        sections=(Section(id="reasons", heading=Said(words.MATRIX_REASONS), blocks=(reasons,)),) if reasons else (),
        digest=digest_of(tracked),
        is_invented=tracked.is_invented,
    )


def _groups(members: tuple[Member, ...]) -> tuple[tuple[Member, ...], ...]:
    """Cities side by side, in groups that differ by one city at most."""
    if not members:
        return ()
    count = -(-len(members) // CITIES_BESIDE)
    edges = [round(place * len(members) / count) for place in range(count + 1)]
    return tuple(members[first:last] for first, last in zip(edges, edges[1:], strict=False))


def _table(tracked: Tracked, group: tuple[Member, ...], cells: Cells) -> Table:
    span = {"first": group[0].name, "last": group[-1].name}
    rows: tuple[tuple[Words, ...], ...] = tuple(
        (each.label, *(_cell(cells.get((member.slug, each.id))) for member in group))
        for each in tracked.city_promises()
    )
    return Table(
        caption=Said(words.MATRIX_OF, span) if len(group) > 1 else group[0].name,
        columns=(Column(label=Said(words.PROMISE)), *(Column(label=member.name) for member in group)),
        rows=rows,
    )


def _cell(given: CityAnswer | None) -> Said:
    return Said(words.ANSWERS[given.answer if given else AnswerKind.NOT_ANSWERED])


def _reasons(tracked: Tracked) -> Table | None:
    names = {each.slug: each.name for each in tracked.members}
    labels = {each.id: each.label for each in tracked.promises}
    order = {each.slug: place for place, each in enumerate(tracked.members)}
    given = [each for each in tracked.answers if each.answer in NEEDS_REASON]
    rows: list[tuple[Words, ...]] = [
        (names[each.city], labels[each.promise], Said(words.ANSWERS[each.answer]), each.said or Said(words.NO_REASON))
        for each in sorted(given, key=lambda each: (order[each.city], each.promise))
    ]
    heads = (words.CITY, words.PROMISE, words.ANSWERED, words.REASON)
    columns = tuple(Column(label=Said(each)) for each in heads)
    return Table(caption=Said(words.MATRIX_REASONS), columns=columns, rows=tuple(rows)) if rows else None
