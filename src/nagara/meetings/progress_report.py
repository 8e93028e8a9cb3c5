"""The progress report: what was promised, what the cities say, how it stands, what others were asked."""

from __future__ import annotations

from nagara.commitments.answers import KEPT, AnswerKind
from nagara.meetings import words
from nagara.meetings.counting import Cells, answers_to
from nagara.meetings.paper import Amount, Block, Column, Paper, PaperKind, Paragraph, Said, Section, Table, Words
from nagara.meetings.record import digest_of
from nagara.meetings.tracked import Decided, Promise, Request, Tracked

__all__ = ["decision_table", "progress_report", "request_table"]


def progress_report(tracked: Tracked, *, number: str = "", revision: int = 0) -> Paper:
    """Write the progress report of a meeting.

    Parameters
    ----------
    tracked
        The data, up to its cut-off.
    number, revision
        As the secretariat numbers its papers.
    """
    return Paper(
        kind=PaperKind.PROGRESS,
        number=number,
        revision=revision,
        meeting=tracked.meeting,
        title=Said(words.PROGRESS_TITLE),
        cutoff=tracked.cutoff,
        answer=_answer(tracked),
        summary=(_answers(tracked),) if tracked.city_promises() else (),
        sections=(_measured(tracked), _requests(tracked), _decisions(tracked)),
        digest=digest_of(tracked),
        is_invented=tracked.is_invented,
    )


def _answer(tracked: Tracked) -> Said:
    cells = tracked.by_cell()
    counts = [answers_to(tracked, each, cells) for each in tracked.city_promises()]
    if not counts:
        return Said(words.PROGRESS_NOTHING)
    asked = sum(sum(each.values()) for each in counts)
    silent = sum(each[AnswerKind.NOT_ANSWERED] for each in counts)
    done = sum(each[kept] for each in counts for kept in KEPT)
    return Said(words.PROGRESS_ANSWER, {"answered": asked - silent, "asked": asked, "done": done})


def _answers(tracked: Tracked) -> Table:
    heads = [Column(label=Said(words.PROMISE)), Column(label=Said(words.SAYS))]
    heads += [Column(label=Said(label), is_number=True) for label in words.ANSWERS.values()]
    cells = tracked.by_cell()
    rows = [_answer_row(tracked, each, cells) for each in tracked.city_promises()]
    return Table(caption=Said(words.PROMISES), columns=tuple(heads), rows=tuple(rows))


def _answer_row(tracked: Tracked, promise: Promise, cells: Cells) -> tuple[Words, ...]:
    counts = answers_to(tracked, promise, cells)
    return (promise.label, promise.says, *(counts[answer] for answer in words.ANSWERS))


def _measured(tracked: Tracked) -> Section:
    by_city = tuple(_status_row(each) for each in tracked.promises if each.by_status)
    whole = tuple(_measured_row(each) for each in tracked.promises if each.status is not None)
    blocks: list[Block] = []
    if by_city:
        heads = [Column(label=Said(words.PROMISE)), Column(label=Said(words.DUE))]
        heads += [Column(label=Said(label), is_number=True) for label in words.STATUSES.values()]
        blocks.append(Table(caption=Said(words.MEASURED_BY_CITY), columns=tuple(heads), rows=by_city))
    if whole:
        labels = (words.PROMISE, words.SAYS, words.DUE, words.STANDS, words.CHANCE)
        columns = tuple(Column(label=Said(each), is_number=each == words.CHANCE) for each in labels)
        blocks.append(Table(caption=Said(words.MEASURED), columns=columns, rows=whole))
    note = words.MEASURED_NOTE if blocks else words.MEASURED_NONE
    blocks.append(Paragraph(words=Said(note), look="quiet" if blocks else "plain"))
    return Section(id="measured", heading=Said(words.MEASURED), blocks=tuple(blocks))


def _status_row(promise: Promise) -> tuple[Words, ...]:
    counts = {each.status: each.count for each in promise.by_status}
    return (promise.label, promise.due or Said(words.OPEN_DATE), *(counts.get(each, 0) for each in words.STATUSES))


def _measured_row(promise: Promise) -> tuple[Words, ...]:
    chance: Words = Said(words.NOT_MEASURED)
    if promise.probability_frac is not None:
        chance = Amount(name="chance_frac", value=promise.probability_frac)
    stands = words.STATUSES[promise.status] if promise.status else words.NOT_MEASURED
    return (promise.label, promise.says, promise.due or Said(words.OPEN_DATE), Said(stands), chance)


def _requests(tracked: Tracked) -> Section:
    block: Block = Paragraph(words=Said(words.NO_REQUESTS))
    if tracked.requests:
        block = request_table(tracked.requests)
    return Section(id="requests", heading=Said(words.REQUESTS), blocks=(block,))


def request_table(requests: tuple[Request, ...]) -> Table:
    """Requests to others, with the days on which they were sent and answered."""
    heads = (words.ADDRESSEE, words.SAYS, words.SENT, words.ANSWERED)
    return Table(
        caption=Said(words.REQUESTS),
        columns=tuple(Column(label=Said(each)) for each in heads),
        rows=tuple(
            (
                each.addressee,
                each.says,
                each.sent_on or Said(words.NOT_SENT),
                each.answered_on or Said(words.NO_ANSWER_YET),
            )
            for each in requests
        ),
    )


def _decisions(tracked: Tracked) -> Section:
    block: Block = Paragraph(words=Said(words.NO_DECISIONS))
    if tracked.decisions:
        block = decision_table(tracked.decisions)
    return Section(id="decisions", heading=Said(words.DECISIONS), blocks=(block,))


def decision_table(decisions: tuple[Decided, ...]) -> Table:
    """Decisions with who has them to do, and where they stand."""
    heads = (words.DECISION, words.MEETING, words.OWNER, words.DUE, words.STANDS)
    return Table(
        caption=Said(words.DECISIONS),
        columns=tuple(Column(label=Said(each)) for each in heads),
        rows=tuple(
            (each.text, each.meeting, each.owner, each.due or Said(words.OPEN_DATE), Said(words.STATES[each.state]))
            for each in decisions
        ),
    )
