"""Draft paragraphs for the outcome text, each naming the clause that it continues; counts come from the data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce

from nagara.commitments.answers import AnswerKind
from nagara.commitments.clauses import ClauseKind
from nagara.meetings import words
from nagara.meetings.counting import (
    AnswerCount,
    Cells,
    answers_to,
    enumerated,
    of_all,
    open_requests,
    overdue_promises,
    silent_on,
)
from nagara.meetings.paper import Block, Paper, PaperKind, Paragraph, Said, Section, Words
from nagara.meetings.record import digest_of
from nagara.meetings.tracked import Promise, Tracked
from nagara.meetings.waste_annex import reporting_cities

__all__ = ["DraftParagraph", "draft_paragraphs", "paragraphs_of"]

NAMED_AT_MOST = 6
"""Silent cities that a paragraph names; of more it gives the number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftParagraph:
    """A paragraph that the data suggests.

    Parameters
    ----------
    continues
        Permanent id of the clause or part that it continues.
    label
        How people cite that clause.
    kind
        What it does: commits, reaffirms, asks others, or states.
    words
        The paragraph.
    """

    continues: str
    label: str
    kind: ClauseKind
    words: Words


def paragraphs_of(tracked: Tracked) -> tuple[DraftParagraph, ...]:
    """Draft paragraphs from the data, in the order of the promises, then the requests.

    Parameters
    ----------
    tracked
        The data, up to its cut-off.
    """
    return tuple(_all(tracked))


def draft_paragraphs(tracked: Tracked, *, number: str = "", revision: int = 0) -> Paper:
    """Write the paper of draft paragraphs.

    Parameters
    ----------
    tracked
        The data, up to its cut-off.
    number, revision
        As the secretariat numbers its papers.
    """
    found = paragraphs_of(tracked)
    return Paper(
        kind=PaperKind.PARAGRAPHS,
        number=number,
        revision=revision,
        meeting=tracked.meeting,
        title=Said(words.PARAGRAPHS_TITLE),
        cutoff=tracked.cutoff,
        answer=Said(words.PARAGRAPHS_ANSWER, {"count": len(found)}),
        summary=(),
        sections=tuple(_section(place, each) for place, each in enumerate(found, start=1)),
        digest=digest_of(tracked),
        is_invented=tracked.is_invented,
    )


def _section(place: int, paragraph: DraftParagraph) -> Section:
    source = Said(words.CONTINUES, {"label": paragraph.label, "id": paragraph.continues})
    blocks: tuple[Block, ...] = (Paragraph(words=paragraph.words), Paragraph(words=source, look="quiet"))
    return Section(id=f"paragraph-{place}", heading=str(place), blocks=blocks)


def _all(tracked: Tracked) -> Iterator[DraftParagraph]:
    cells = tracked.by_cell()
    late = {each.id for each in overdue_promises(tracked)}
    for promise in tracked.promises:
        if promise.id in late and promise.due:
            says = Said(words.REAFFIRM_OVERDUE, {"label": promise.label, "day": promise.due})
            yield _drafted(promise, ClauseKind.REAFFIRMATION, says)
        if promise.indicator in words.REPORTED and tracked.members:
            yield _reported(tracked, promise)
        if promise.is_for_cities and tracked.members:
            yield from _answered(tracked, promise, cells)
    for request in open_requests(tracked):
        if request.sent_on is not None:
            says = Said(words.RENEW_REQUEST, {"addressee": request.addressee, "says": request.says})
            yield DraftParagraph(continues=request.id, label=request.id, kind=ClauseKind.REQUEST, words=says)


def _reported(tracked: Tracked, promise: Promise) -> DraftParagraph:
    count = len(reporting_cities(tracked, promise.indicator))
    sentence = words.NOTE_FIGURE if count < len(tracked.members) else words.NOTE_FIGURE_OF_ALL
    figure = Said(words.REPORTED[promise.indicator])
    return _drafted(promise, ClauseKind.FACT, Said(sentence, {"reported": of_all(tracked, count), "figure": figure}))


def _answered(tracked: Tracked, promise: Promise, cells: Cells) -> Iterator[DraftParagraph]:
    counts, silent = answers_to(tracked, promise, cells), silent_on(tracked, promise, cells)
    answered = len(tracked.members) - len(silent)
    if answered:
        values: dict[str, Words] = {
            "answered": of_all(tracked, answered),
            "label": promise.label,
            "counts": _every_kind(counts),
        }
        yield _drafted(promise, ClauseKind.FACT, Said(words.NOTE_ANSWERED, values))
    if silent and not answered:
        yield _drafted(promise, ClauseKind.COMMITMENT, Said(words.CALL_ALL, {"label": promise.label}))
    elif silent:
        few = len(silent) <= NAMED_AT_MOST
        cities = enumerated(each.name for each in silent) if few else of_all(tracked, len(silent))
        says = Said(words.CALL_SILENT, {"cities": cities, "label": promise.label})
        yield _drafted(promise, ClauseKind.COMMITMENT, says)


def _every_kind(counts: AnswerCount) -> Words:
    """How many gave which answer, so that the counts add up to those who answered."""
    given = [kind for kind in words.ANSWERS if counts[kind] and kind is not AnswerKind.NOT_ANSWERED]
    said = [Said(words.ANSWER_COUNT, {"answer": Said(words.ANSWERS[kind]), "count": counts[kind]}) for kind in given]
    return reduce(lambda first, second: Said(words.JOINED, {"first": first, "second": second}), said)


def _drafted(promise: Promise, kind: ClauseKind, says: Said) -> DraftParagraph:
    return DraftParagraph(continues=promise.id, label=promise.label, kind=kind, words=says)
