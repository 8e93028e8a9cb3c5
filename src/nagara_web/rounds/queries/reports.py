"""Read one report: who did what, what was said, what was decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from nagara_web.audit.queries import events_about
from nagara_web.figures.queries import indicators
from nagara_web.figures.words import indicator_words
from nagara_web.rounds.models import Comment, Extension, Handing, Report, Seen, Signature
from nagara_web.rounds.sentences import EVENT_WORDS, PART_WORDS

__all__ = [
    "EventLine",
    "Thread",
    "comments_of",
    "event_lines",
    "extensions_of",
    "handings_of",
    "report",
    "seen_by",
    "signature_of",
    "threads_of",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """One line of the log as people read it."""

    number: int
    at: datetime
    words: str
    person: str
    role: str
    detail: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """What was said about one figure, or about the whole report where the code is empty."""

    indicator: str
    name: str
    comments: tuple[Comment, ...]

    @property
    def is_open(self) -> bool:
        """Whether something in it is not settled."""
        return any(each.settled_at is None for each in self.comments)


def report(pk: int) -> Report:
    """One report with its round and city; ask :func:`nagara_web.rounds.access.report_for` who may see it."""
    return Report.objects.select_related("round__network", "city__country", "answer_set").get(pk=pk)


def comments_of(report_id: int, indicator: str | None = None) -> list[Comment]:
    """What was said, oldest first; about one figure or about everything."""
    found = Comment.objects.filter(report_id=report_id).select_related("person")
    return list(found if indicator is None else found.filter(indicator=indicator))


def threads_of(report_id: int) -> list[Thread]:
    """Comments by what they are about: the whole first, then figures in the order in which they were spoken of."""
    names = {each.code: indicator_words(each.name) for each in indicators()}
    grouped: dict[str, list[Comment]] = {}
    for each in comments_of(report_id):
        grouped.setdefault(each.indicator, []).append(each)
    threads = [
        Thread(indicator=code, name=names.get(code, code), comments=tuple(comments))
        for code, comments in grouped.items()
    ]
    return sorted(threads, key=lambda each: bool(each.indicator))


def signature_of(report_id: int) -> Signature | None:
    """The signature that stands, if one does."""
    return Signature.objects.filter(report_id=report_id, withdrawn_at=None).select_related("person").last()


def extensions_of(report_id: int) -> list[Extension]:
    """Requests for more time, newest first."""
    return list(Extension.objects.filter(report_id=report_id).select_related("asked_by", "answered_by"))


def handings_of(report_id: int) -> list[Handing]:
    """What was handed on, newest first."""
    return list(Handing.objects.filter(report_id=report_id).select_related("handed_by"))


def seen_by(report_id: int) -> Sequence[Seen]:
    """Who has seen it, last first."""
    return list(Seen.objects.filter(report_id=report_id).select_related("person").order_by("-at"))


def event_lines(report_id: int) -> list[EventLine]:
    """Who did what with a report, newest first, from the log."""
    names = {each.code: indicator_words(each.name) for each in indicators()}
    return [
        EventLine(
            number=each.number,
            at=each.at,
            words=str(EVENT_WORDS.get(each.action, each.action)),
            person=each.actor.name if each.actor else "",
            role=str(PART_WORDS.get(each.actor_role, each.actor_role)),
            detail=_detail(each.data, names),
            digest=each.digest,
        )
        for each in events_about(f"report:{report_id}")
    ]


def _detail(data: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """What an event is about, in words: a figure and what was decided, or a reason."""
    code, verdict = data.get("indicator", ""), data.get("verdict", "")
    words = {"accept": _("accepted"), "return": _("returned")}
    figure = ": ".join(filter(None, (names.get(code, code), words.get(verdict, ""))))
    return str(figure or data.get("reason") or data.get("answer") or "")
