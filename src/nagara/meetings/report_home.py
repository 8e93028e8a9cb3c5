"""A delegation's report home: what its city has answered and owes, and what the meeting decided that concerns it."""

from __future__ import annotations

from nagara.commitments.answers import AnswerKind
from nagara.meetings import words
from nagara.meetings.paper import Block, Column, Items, Paper, PaperKind, Paragraph, Said, Section, Table, Words
from nagara.meetings.progress_report import decision_table
from nagara.meetings.record import digest_of
from nagara.meetings.tracked import CityAnswer, DecisionState, Member, Tracked, TrackedDataError
from nagara.meetings.waste_annex import amount_of, newest_figures

__all__ = ["report_home"]


def report_home(tracked: Tracked, city: str, *, number: str = "", revision: int = 0) -> Paper:
    """Write the report that a delegation takes home.

    Parameters
    ----------
    tracked
        The data, up to its cut-off; its decisions are those of the meeting.
    city
        Slug of the city.
    number, revision
        As the secretariat numbers its papers.

    Raises
    ------
    TrackedDataError
        If the city is no member.
    """
    member = next((each for each in tracked.members if each.slug == city), None)
    if member is None:
        raise TrackedDataError(f"report home of {city!r}", "there is no such member", "Choose a member city.")
    given = {each.promise: each for each in tracked.answers if each.city == city}
    own = tuple(each for each in tracked.decisions if each.city == city)
    others = tuple(each for each in tracked.decisions if each.city != city)
    answered = sum(each.answer is not AnswerKind.NOT_ANSWERED for each in given.values())
    still_open = sum(each.state is DecisionState.OPEN for each in own)
    return Paper(
        kind=PaperKind.REPORT_HOME,
        number=number,
        revision=revision,
        meeting=tracked.meeting,
        title=Said(words.HOME_TITLE, {"city": member.name}),
        cutoff=tracked.cutoff,
        answer=Said(
            words.HOME_ANSWER,
            {
                "city": member.name,
                "answered": answered,
                "asked": len(tracked.city_promises()),
                "decisions": still_open,
            },
        ),
        summary=(decision_table(own) if own else Paragraph(words=Said(words.NOTHING)),),
        sections=(
            Section(id="owed", heading=Said(words.HOME_OWED), blocks=(_owed(tracked, given),)),
            Section(id="says", heading=Said(words.HOME_SAYS), blocks=(_says(tracked, given),)),
            Section(id="figures", heading=Said(words.HOME_FIGURES), blocks=(_figures(tracked, member),)),
            Section(
                id="others",
                heading=Said(words.HOME_ALL_DECISIONS),
                blocks=(decision_table(others) if others else Paragraph(words=Said(words.NOTHING)),),
            ),
        ),
        digest=digest_of(tracked),
        is_invented=tracked.is_invented,
    )


def _answer(given: dict[str, CityAnswer], promise: str) -> AnswerKind:
    return given[promise].answer if promise in given else AnswerKind.NOT_ANSWERED


def _owed(tracked: Tracked, given: dict[str, CityAnswer]) -> Block:
    owed = [each for each in tracked.city_promises() if _answer(given, each.id) is AnswerKind.NOT_ANSWERED]
    if not owed:
        return Paragraph(words=Said(words.HOME_OWED_NONE))
    return Items(items=tuple(f"{each.label}: {each.says}" for each in owed))


def _says(tracked: Tracked, given: dict[str, CityAnswer]) -> Block:
    rows: tuple[tuple[Words, ...], ...] = tuple(
        (each.label, each.says, Said(words.ANSWERS[given[each.id].answer]), given[each.id].answered_on or "")
        for each in tracked.city_promises()
        if each.id in given
    )
    if not rows:
        return Paragraph(words=Said(words.NOTHING))
    heads = (words.PROMISE, words.SAYS, words.ANSWERED, words.LAST_ANSWER)
    return Table(caption=Said(words.HOME_SAYS), columns=tuple(Column(label=Said(each)) for each in heads), rows=rows)


def _figures(tracked: Tracked, member: Member) -> Table:
    rows: list[tuple[Words, ...]] = []
    newest = newest_figures(tracked)
    for name, label in words.FIGURES.items():
        figure = newest.get((member.slug, name))
        rows.append((Said(label), str(figure.year) if figure else "", amount_of(figure)))
    columns = (
        Column(label=Said(words.FIGURE)),
        Column(label=Said(words.YEAR), is_number=True),
        Column(label=Said(words.VALUE), is_number=True),
    )
    return Table(caption=Said(words.HOME_FIGURES), columns=columns, rows=tuple(rows))
