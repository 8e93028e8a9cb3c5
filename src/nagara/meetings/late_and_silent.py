"""The list of late and silent items: what is past its date, who has not answered, what others owe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from nagara.meetings import words
from nagara.meetings.counting import (
    is_silent_on_all,
    open_requests,
    overdue_decisions,
    overdue_promises,
    silent_on,
)
from nagara.meetings.paper import Block, Column, Paper, PaperKind, Paragraph, Said, Section, Table, Words
from nagara.meetings.progress_report import decision_table, request_table
from nagara.meetings.record import digest_of
from nagara.meetings.tracked import Tracked

__all__ = ["late_and_silent"]


def late_and_silent(tracked: Tracked, *, number: str = "", revision: int = 0) -> Paper:
    """Write the list of late and silent items.

    Parameters
    ----------
    tracked
        The data, up to its cut-off.
    number, revision
        As the secretariat numbers its papers.
    """
    overdue, decisions, requests = overdue_promises(tracked), overdue_decisions(tracked), open_requests(tracked)
    cells = tracked.by_cell()
    silent = [each for each in tracked.members if is_silent_on_all(tracked, each, cells)]
    counts = {
        "overdue": len(overdue),
        "silent": len(silent),
        "requests": len(requests),
        "decisions": len(decisions),
    }
    return Paper(
        kind=PaperKind.LATE,
        number=number,
        revision=revision,
        meeting=tracked.meeting,
        title=Said(words.LATE_TITLE),
        cutoff=tracked.cutoff,
        answer=Said(words.LATE_ANSWER, counts),
        summary=(_overdue(tracked),),
        sections=(
            _silent(tracked),
            _section(
                "requests",
                words.UNANSWERED,
                request_table(requests) if requests else None,
                words.UNANSWERED_NONE if tracked.requests else words.NO_REQUESTS,
            ),
            _section(
                "decisions",
                words.LATE_DECISIONS,
                decision_table(decisions) if decisions else None,
                words.LATE_DECISIONS_NONE,
            ),
        ),
        digest=digest_of(tracked),
        is_invented=tracked.is_invented,
    )


def _silent(tracked: Tracked) -> Section:
    """Who owes answers; a city in review has answered, and is told apart from one that has said nothing."""
    missing = _missing(tracked)
    section = _section(
        "silent", words.SILENT, missing, words.SILENT_NONE if tracked.city_promises() else words.NO_PROMISES
    )
    note = Paragraph(words=Said(words.SILENT_NOTE), look="quiet")
    return replace(section, blocks=(*section.blocks, note)) if missing else section


def _section(name: str, heading: str, table: Table | None, nothing: str) -> Section:
    return Section(id=name, heading=Said(heading), blocks=(table or Paragraph(words=Said(nothing)),))


def _overdue(tracked: Tracked) -> Block:
    rows = [
        (
            each.label,
            each.says,
            each.due or "",
            Said(words.STATUSES[each.status] if each.status else words.NOT_MEASURED),
        )
        for each in overdue_promises(tracked)
    ]
    if not rows:
        return Paragraph(words=Said(words.OVERDUE_NONE))
    return _table(words.OVERDUE, (words.PROMISE, words.SAYS, words.DUE, words.STANDS), rows)


def _missing(tracked: Tracked) -> Table | None:
    """Cities with answers missing, those who owe most first."""
    cells, owed = tracked.by_cell(), {each.slug: 0 for each in tracked.members}
    for promise in tracked.city_promises():
        for member in silent_on(tracked, promise, cells):
            owed[member.slug] += 1
    late = sorted((each for each in tracked.members if owed[each.slug]), key=lambda each: (-owed[each.slug], each.name))
    last = _last_answers(tracked)
    rows: list[tuple[Words, ...]] = [
        (each.name, owed[each.slug], last.get(each.slug, Said(words.NEVER))) for each in late
    ]
    if not rows:
        return None
    table = _table(words.SILENT, (words.CITY, words.MISSING, words.LAST_ANSWER), rows)
    columns = tuple(Column(label=each.label, is_number=place == 1) for place, each in enumerate(table.columns))
    return Table(caption=table.caption, columns=columns, rows=table.rows)


def _last_answers(tracked: Tracked) -> dict[str, date]:
    """The day of each city's last answer."""
    last: dict[str, date] = {}
    for each in tracked.answers:
        if each.answered_on:
            last[each.city] = max(each.answered_on, last.get(each.city, each.answered_on))
    return last


def _table(caption: str, heads: Sequence[str], rows: Sequence[tuple[Words, ...]]) -> Table:
    columns = tuple(Column(label=Said(each)) for each in heads)
    return Table(caption=Said(caption), columns=columns, rows=tuple(rows))
