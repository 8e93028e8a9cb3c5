"""Meetings as everybody may see them: what, when, where, the agenda, the papers, the outcome; and as data."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from nagara_web.accounts.requests import standing
from nagara_web.meetings import queries
from nagara_web.meetings.access import Seat, announced
from nagara_web.meetings.queries.promises import promises_in_papers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nagara_web.meetings.queries import Meeting

__all__ = ["calendar_of_all", "calendar_of_one", "meeting", "meeting_json", "meetings"]


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """All announced meetings by forum, coming ones and those of the past."""
    found = queries.series(timezone.localdate())
    context = {"series": found, "crumbs": [(_("Home"), "/"), (_("Meetings"), request.path)]}
    return render(request, "meetings/meetings.html", context)


@require_safe
def meeting(request: HttpRequest, slug: str) -> HttpResponse:
    """One meeting."""
    found = announced(slug)
    outcome = getattr(found, "outcome", None)
    context = {
        "meeting": found,
        "agenda": found.agenda.prefetch_related("papers__meeting", "papers__versions"),
        "papers": queries.public_papers_of(found),
        "delegations": [each for each in queries.delegations_of(found) if each.reply == "coming"],
        "outcome": outcome if outcome and outcome.state == "adopted" else None,
        "decisions": [each for each in queries.decisions_of(found) if each.state != "draft"],
        "promises": promises_in_papers(found),
        "statements": queries.interventions_of(found, is_open_only=True),
        "works_here": Seat(standing(request), found).reads,
        "crumbs": [(_("Home"), "/"), (_("Meetings"), reverse("meetings")), (found.title, request.path)],
    }
    return render(request, "meetings/meeting.html", context)


@require_safe
def meeting_json(request: HttpRequest, slug: str) -> JsonResponse:
    """The same as data."""
    found = announced(slug)
    response = JsonResponse(_as_data(found), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _as_data(found: Meeting) -> dict[str, Any]:
    outcome = getattr(found, "outcome", None)
    decided = [each for each in queries.decisions_of(found) if each.state != "draft"]
    return {
        "meeting": found.slug,
        "title": found.title,
        "forum": found.session.forum.slug,
        "network": found.network.slug,
        "starts_on": found.starts_on.isoformat(),
        "ends_on": found.ends_on.isoformat(),
        "place": found.place,
        "time_zone": found.time_zone,
        "host_city": found.host_city.slug if found.host_city else None,
        "state": found.state,
        "is_invented": found.is_invented,
        "agenda": [{"position": place, "title": each.title} for place, each in enumerate(found.agenda.all(), start=1)],
        "papers": [_paper(found, each) for each in queries.public_papers_of(found)],
        "outcome": outcome.document if outcome and outcome.state == "adopted" else None,
        "decisions": [
            {
                "number": each.number,
                "text": each.text,
                "owner": each.owner,
                "due_on": each.due_on.isoformat() if each.due_on else None,
                "state": each.state,
            }
            for each in decided
        ],
    }


def _paper(found: Meeting, paper: Any) -> dict[str, Any]:  # noqa: ANN401  (a row with its versions at hand)
    return {
        "paper": str(paper),
        "title": paper.title,
        "versions": [
            {
                "revision": version.revision,
                "distributed_on": version.distributed_on.isoformat(),
                "cut_off": version.cut_off.isoformat() if version.cut_off else None,
                "record_sha256": version.record_sha256 or None,
                "files": [
                    {
                        "url": settings.SITE_URL
                        + reverse("paper_file", args=[found.slug, paper.number, version.revision, file.name]),
                        "language": file.language or None,
                        "sha256": file.sha256,
                        "size_bytes": file.size_bytes,
                    }
                    for file in version.files.all()
                ],
            }
            for version in paper.distributed
        ],
    }


@require_safe
def calendar_of_all(request: HttpRequest) -> HttpResponse:
    """All announced meetings as a calendar that a phone subscribes to."""
    return _calendar(queries.announced_meetings(), "meetings")


@require_safe
def calendar_of_one(request: HttpRequest, slug: str) -> HttpResponse:
    """One meeting for a calendar."""
    return _calendar([announced(slug)], slug)


def _calendar(found: Iterable[Meeting], name: str) -> HttpResponse:
    calendar = Calendar()
    calendar.add("prodid", "-//nagara//meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Meetings"))
    for each in found:
        event = Event()
        event.add("uid", f"{each.slug}@{settings.SITE_URL.split('//', 1)[-1]}")
        event.add("summary", each.title)
        event.add("dtstart", each.starts_on)
        event.add("dtend", each.ends_on + timedelta(days=1))
        event.add("dtstamp", datetime(each.starts_on.year, 1, 1, tzinfo=UTC))
        event.add("location", each.place)
        event.add("url", settings.SITE_URL + reverse("meeting", args=[each.slug]))
        calendar.add_component(event)
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    response["Access-Control-Allow-Origin"] = "*"
    return response
