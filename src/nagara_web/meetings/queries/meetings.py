"""Meetings by series, their papers, delegations and decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from nagara_web.declarations.queries import Request, unanswered_requests
from nagara_web.meetings.models import Decision, Delegation, Meeting, MeetingPaper, PaperVersion
from nagara_web.places.queries import networks

__all__ = [
    "Series",
    "announced_meetings",
    "carried_decisions",
    "decisions_of",
    "delegations_of",
    "network_names",
    "next_meeting",
    "overdue_decisions",
    "papers_of",
    "public_papers_of",
    "series",
    "version_of",
    "waiting_requests",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The meetings of one forum: those to come, the next one first, and those of the past, the last one first."""

    name: str
    slug: str
    coming: tuple[Meeting, ...]
    past: tuple[Meeting, ...]


def announced_meetings() -> QuerySet[Meeting]:
    """Meetings that everybody may see, newest first."""
    found = Meeting.objects.filter(is_announced=True)
    return found.select_related("network", "session__forum", "host_city")


def series(today: date) -> list[Series]:
    """All announced meetings by forum; the forum that meets next comes first."""
    by_forum: dict[str, list[Meeting]] = {}
    for each in announced_meetings():
        by_forum.setdefault(each.session.forum.slug, []).append(each)
    made = [
        Series(
            name=_name(found[0], slug),
            slug=slug,
            coming=tuple(each for each in reversed(found) if each.ends_on >= today),
            past=tuple(each for each in found if each.ends_on < today),
        )
        for slug, found in by_forum.items()
    ]
    return sorted(made, key=lambda each: (each.coming[0].starts_on if each.coming else date.max, each.name))


def _name(meeting: Meeting, slug: str) -> str:
    names = meeting.session.forum.names
    return next((each["text"] for each in names if each.get("language") == "en"), slug)


def network_names(network_ids: frozenset[int]) -> list[tuple[str, str]]:
    """Networks as choices of a form."""
    return [(str(each.pk), each.name) for each in networks().filter(pk__in=network_ids)]


def papers_of(meeting: Meeting) -> list[MeetingPaper]:
    """Papers of a meeting with their versions, newest version first, and files."""
    versions = Prefetch("versions", PaperVersion.objects.prefetch_related("files"))
    return list(meeting.papers.select_related("meeting", "city", "agenda_item").prefetch_related(versions))


def public_papers_of(meeting: Meeting) -> list[MeetingPaper]:
    """Papers of which an issue was distributed."""
    return [each for each in papers_of(meeting) if each.distributed]


def version_of(paper: MeetingPaper, revision: int) -> PaperVersion:
    """One version of a paper; 404 otherwise."""
    found = paper.versions.select_related("paper__meeting", "paper__city").filter(revision=revision).first()
    if found is None:
        raise Http404
    return found


def delegations_of(meeting: Meeting) -> list[Delegation]:
    """Who is invited: cities by name, then organisations."""
    found = meeting.delegations.select_related("city__country", "meeting")
    return sorted(found, key=lambda each: (each.city is None, str(each)))


def decisions_of(meeting: Meeting) -> list[Decision]:
    """What a meeting decided."""
    return list(meeting.decisions.select_related("city", "agenda_item", "meeting"))


def carried_decisions(meeting: Meeting) -> list[Decision]:
    """Decisions of earlier meetings of the network that are still open, the oldest first."""
    found = Decision.objects.filter(
        meeting__network=meeting.network_id, meeting__starts_on__lt=meeting.starts_on, state=Decision.State.OPEN
    )
    return list(found.select_related("city", "meeting").order_by("meeting__starts_on", "number"))


def next_meeting(network_id: int, today: date) -> Meeting | None:
    """The next meeting of a network that is not over, announced or not."""
    found = Meeting.objects.filter(network=network_id, ends_on__gte=today).exclude(state=Meeting.State.CLOSED)
    return found.select_related("session__forum", "previous").order_by("starts_on").first()


def waiting_requests(network_id: int, today: date) -> list[Request]:
    """Requests to others that wait for an answer, of the documents that the network's secretariat keeps."""
    found = unanswered_requests(today)
    return [each for each in found if each.clause.document.network_id in (None, network_id)]


def overdue_decisions(network_id: int, today: date) -> list[Decision]:
    """Open decisions of a network past their date, the oldest date first."""
    found = Decision.objects.filter(meeting__network=network_id, state=Decision.State.OPEN, due_on__lt=today)
    return list(found.select_related("meeting", "city").order_by("due_on", "pk"))
