"""What the pages of a report show, put together from access and queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nagara.rounds.deadlines import Punctuality, Window
from nagara.rounds.workflow import Move, Refusal, State
from nagara_web.accounts.queries import holders
from nagara_web.accounts.standing import Role
from nagara_web.answers.promises import Promises, promises_of
from nagara_web.answers.queries import AnswerResult, Progress, progress_of, result_of
from nagara_web.figures.queries import indicators
from nagara_web.rounds import queries
from nagara_web.rounds.access import Seat
from nagara_web.rounds.models import Extension, Report, Seen
from nagara_web.rounds.queries.reports import Thread
from nagara_web.rounds.sentences import LOCK_WORDS, STATE_TAGS, STATE_WORDS, WHO_CAN, refusal_words

__all__ = ["BarStep", "NextStep", "ReportCard", "ReportPage", "crumbs_of", "days_words", "report_card", "report_page"]

NEXT: dict[str, tuple[Move, str]] = {
    State.DRAFT: (Move.SEND_TO_HEAD, "report_check"),
    State.RETURNED: (Move.SEND_TO_HEAD, "report_check"),
    State.AWAITING_SIGNATURE: (Move.SIGN, "report_sign"),
    State.SUBMITTED: (Move.BEGIN_REVIEW, "report_review"),
    State.IN_REVIEW: (Move.JUDGE, "report_review"),
    State.ACCEPTED: (Move.PUBLISH, "report_publish"),
}
DONE_BY: dict[State, int] = {
    State.DRAFT: 0,
    State.RETURNED: 0,
    State.AWAITING_SIGNATURE: 1,
    State.SUBMITTED: 2,
    State.IN_REVIEW: 2,
    State.ACCEPTED: 3,
    State.PUBLISHED: 4,
}
"""How many of the four steps of the bar are done, by state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BarStep:
    """One person of the two-person bar."""

    number: int
    words: str
    person: str
    is_done: bool
    is_next: bool
    is_you: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """What comes next, and whether the reader may do it; else who can."""

    words: str
    address: str
    is_yours: bool
    why_not: str = ""
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """Everything on the page of a report.

    Parameters
    ----------
    next
        The one act that comes next.
    then
        What a city may do all the same while tasks are left: send the report as it is.
    came_back, threads
        What was said about figures of a returned report and is not settled; all else that was said.
    """

    report: Report
    state: str
    tag: str
    answer: str
    lock: str
    window: Window
    bar: list[BarStep]
    next: NextStep | None
    then: NextStep | None
    progress: Progress
    result: AnswerResult | None
    findings: int
    blocking: int
    reasons: int
    files: int
    came_back: list[Thread]
    threads: list[Thread]
    extensions: list[Extension]
    has_asked: bool
    seen: list[Seen]
    may: dict[str, bool]
    is_of_city: bool
    days: str
    papers: queries.Papers | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCard:
    """One report that is under way, as it stands on the page of somebody's work.

    Parameters
    ----------
    answer
        How it stands, in a sentence.
    last_day
        Last day of the city for it; ``None`` once it was handed in.
    days
        How it stands to that day, counted in the time of the city.
    promises
        Promises that the round asks about, while the city works on it; ``None`` where it asks about none.
    """

    report: Report
    state: str
    tag: str
    answer: str
    next: NextStep | None
    last_day: date | None
    days: str
    promises: Promises | None


def report_card(seat: Seat) -> ReportCard:
    """Say of one report how it stands, what comes next, and how many days are left for it."""
    report, state = seat.report, State(seat.report.state)
    progress = progress_of(report.answer_set_id, returned=_returned(report, queries.threads_of(report.pk)))
    is_with_city = state in (State.DRAFT, State.RETURNED, State.AWAITING_SIGNATURE)
    return ReportCard(
        report=report,
        state=str(STATE_WORDS[state]),
        tag=STATE_TAGS[state],
        answer=_answer(seat, progress),
        next=_next_task(seat, progress) or _next(seat),
        last_day=seat.window.last_day if is_with_city else None,
        days=days_words(seat),
        promises=promises_of(report.answer_set_id) if state in (State.DRAFT, State.RETURNED) else None,
    )


def crumbs_of(report: Report, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page of a report."""
    title = _("%(city)s %(year)s") % {"city": report.city.name, "year": report.round.year}
    return [(_("My work"), reverse("work")), (title, reverse("report", args=[report.pk])), *more]


def days_words(seat: Seat) -> str:
    """How the report stands to its last day."""
    kind, days = seat.timeliness.kind, seat.timeliness.days
    if kind is Punctuality.IN_TIME:
        return _("submitted in time")
    if kind is Punctuality.LATE:
        return ngettext("submitted %(count)s day late", "submitted %(count)s days late", -days) % {"count": -days}
    if kind is Punctuality.OVERDUE:
        return ngettext("%(count)s day overdue", "%(count)s days overdue", -days) % {"count": -days}
    if days == 0:
        return _("closes today")
    return ngettext("closes in %(count)s day", "closes in %(count)s days", days) % {"count": days}


def report_page(seat: Seat) -> ReportPage:
    """Put the page of a report together."""
    report = seat.report
    state = State(report.state)
    threads = queries.threads_of(report.pk)
    came_back = [each for each in threads if state is State.RETURNED and each.indicator and each.is_open]
    extensions = queries.extensions_of(report.pk)
    progress = progress_of(report.answer_set_id, returned=_returned(report, threads))
    result = result_of(report.answer_set_id)
    doubts = queries.doubts_of(report.answer_set_id, result)
    return ReportPage(
        report=report,
        state=str(STATE_WORDS[state]),
        tag=STATE_TAGS[state],
        answer=_answer(seat, progress),
        lock=str(LOCK_WORDS[seat.lock]) if seat.lock else "",
        window=seat.window,
        bar=_bar(seat),
        next=_next_task(seat, progress) or _next(seat),
        then=_next(seat) if _next_task(seat, progress) else None,
        progress=progress,
        result=result,
        findings=doubts.count,
        blocking=sum(each.is_blocking for each in result.findings) if result else 0,
        reasons=doubts.reasons,
        files=len(doubts.files),
        came_back=came_back,
        threads=[each for each in threads if each not in came_back],
        extensions=extensions,
        has_asked=any(each.answered_at is None for each in extensions),
        seen=list(queries.seen_by(report.pk)),
        may={move.name.lower(): seat.may(move).is_allowed for move in Move},
        is_of_city=seat.standing.works_for(report.city_id),
        days=days_words(seat),
        papers=next(iter(queries.papers_of([report])), None) if report.published_by_id else None,
    )


def _returned(report: Report, threads: list[Thread]) -> set[str]:
    """Tables that unsettled comments of a returned report point to."""
    if report.state != State.RETURNED:
        return set()
    said = [each for thread in threads for each in thread.comments if each.settled_at is None]
    own = {each.code for each in indicators(report.round.network_id)}
    tables = {each.place.split("/")[0] for each in said if each.place}
    return tables | ({"own_indicators"} if any(each.indicator in own for each in said) else set())


def _answer(seat: Seat, progress: Progress) -> str:
    report = seat.report
    values = {"done": progress.done, "all": progress.expected, "days": days_words(seat)}
    sentences = {
        State.DRAFT: _("%(done)s of %(all)s tasks are completed; the round %(days)s."),
        State.AWAITING_SIGNATURE: _("The head of the city reads it now and signs; the round %(days)s."),
        State.SUBMITTED: _("Signed and handed in. A reviewer of the network looks at it next."),
        State.IN_REVIEW: _("A reviewer of the network looks at each figure now."),
        State.RETURNED: _("It came back with comments. Change what they ask for, then send it again."),
        State.ACCEPTED: _("The figures are accepted. A second person publishes them."),
        State.PUBLISHED: _("The figures are public. A correction is a new version with its reason."),
    }
    if report.state == State.RETURNED and report.correction_reason:
        return _("It was opened again for a correction: %(reason)s") % {"reason": report.correction_reason}
    sentence = sentences[State(report.state)]
    if report.state in (State.DRAFT, State.AWAITING_SIGNATURE) and seat.timeliness.kind is Punctuality.OVERDUE:
        return _("%(done)s of %(all)s tasks are completed; the report is %(days)s.") % values
    return sentence % values


def _bar(seat: Seat) -> list[BarStep]:
    report, done = seat.report, DONE_BY[State(seat.report.state)]
    people = (report.prepared_by, report.signed_by, report.accepted_by, report.published_by)
    words = (_("Prepared"), _("Signed"), _("Reviewed and accepted"), _("Published"))
    waits = (
        _("the city's officers"),
        _("the head of city"),
        _("a reviewer who does not work for the city"),
        _("a second person of the secretariat"),
    )
    return [
        BarStep(
            number=number,
            words=word,
            person=str(person) if is_done and person else "" if is_done else wait,
            is_done=is_done,
            is_next=number == done + 1,
            is_you=is_done and person is not None and person.pk == seat.standing.person_id,
        )
        for number, (word, person, wait) in enumerate(zip(words, people, waits, strict=True), start=1)
        for is_done in [number <= done]
    ]


def _next_task(seat: Seat, progress: Progress) -> NextStep | None:
    """The first task that is not done, for whoever may do it; ``None`` where nothing is left or nobody may write."""
    if not progress.left or seat.lock or not seat.may(Move.PREPARE).is_allowed:
        return None
    task = progress.left[0]
    return NextStep(words=_("Go on with %(title)s") % {"title": task.title}, address=task.address, is_yours=True)


def _next(seat: Seat) -> NextStep | None:
    found = NEXT.get(seat.report.state)
    if found is None:
        return None
    move, name = found
    words = {
        Move.SEND_TO_HEAD: _("Check and send to the head of the city"),
        Move.SIGN: _("Read and sign"),
        Move.BEGIN_REVIEW: _("Review the figures"),
        Move.JUDGE: _("Go on with the review"),
        Move.PUBLISH: _("Publish the figures"),
    }[move]
    answer = seat.may(move)
    is_refused = isinstance(answer, Refusal)
    return NextStep(
        words=words,
        address=reverse(name, args=[seat.report.pk]),
        is_yours=not is_refused,
        why_not=_why_not(seat, move, answer) if isinstance(answer, Refusal) else "",
        people=_people(seat, move) if is_refused else (),
    )


def _why_not(seat: Seat, move: Move, refusal: Refusal) -> str:
    """Who can; and why not the reader, where the reader plays that part."""
    return str(WHO_CAN[move]) if refusal.code == "not-your-part" else refusal_words(refusal)


def _people(seat: Seat, move: Move) -> tuple[str, ...]:
    """Names of those who can, for people of the city: whom to ask."""
    roles = {Move.SIGN: Role.HEAD_OF_CITY, Move.SEND_TO_HEAD: Role.CITY_OFFICER}
    if move not in roles or not seat.standing.works_for(seat.report.city_id):
        return ()
    return tuple(str(each) for each in holders(roles[move], city_id=seat.report.city_id))
