"""The desk of a meeting: what is ready, what comes next, and the moves of the meeting itself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.accounts.standing import Role, Standing
from nagara_web.meetings import actions, queries
from nagara_web.meetings.access import meetings_for, seat_at
from nagara_web.meetings.forms import MeetingForm
from nagara_web.meetings.models import Meeting
from nagara_web.meetings.refusals import NotReadyError, says_why
from nagara_web.meetings.views.rooms import room, simple_form

__all__ = ["announce", "edit", "hand_over", "move", "new_meeting", "prepare", "rooms"]


@require_safe
@signed_in
def rooms(request: SignedInRequest) -> HttpResponse:
    """Meetings that somebody prepares or takes part in."""
    who = standing(request)
    found, plans = meetings_for(who), bool(who.networks(Role.SECRETARIAT))
    if not found and not plans:
        raise Http404
    crumbs = [(_("My work"), reverse("work")), (_("Meetings"), "")]
    return render(request, "meetings/rooms.html", {"meetings": found, "plans": plans, "crumbs": crumbs})


@signed_in
@says_why
def new_meeting(request: SignedInRequest) -> HttpResponse:
    """Plan a meeting."""
    who = standing(request)
    networks = who.networks(Role.SECRETARIAT)
    if not networks:
        raise Http404
    form = MeetingForm(networks, None, request.POST if request.method == "POST" else None, initial=_as_before(who))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        whose = {"network_id": int(given["network"]), "forum": given["forum"], "role": Role.SECRETARIAT.value}
        try:
            made = actions.plan_meeting(**whose, **_fields(given), person_id=request.user.pk)
            return redirect("meeting_prepare", slug=made.slug)
        except NotReadyError as refused:  # what was typed stays
            form.add_error("starts_on", f"{refused.sentence} {_('Open it under Meetings, or choose another year.')}")
    crumbs = [(_("My work"), reverse("work")), (_("Meetings"), reverse("meeting_rooms")), (_("Plan a meeting"), "")]
    context = {"form": form, "title": _("Plan a meeting"), "button": _("Plan the meeting"), "crumbs": crumbs}
    return render(request, "meetings/form.html", context, status=400 if form.errors else 200)


def _as_before(who: Standing) -> dict[str, str]:
    """Network, forum and time zone as the last meeting had them: most often the next one has the same."""
    planned = [each for each in meetings_for(who) if each.network_id in who.networks(Role.SECRETARIAT)]
    if not planned:
        return {"time_zone": "UTC"}
    last = planned[0]
    return {"network": str(last.network_id), "forum": last.session.forum.slug, "time_zone": last.time_zone}


def _fields(given: dict[str, Any]) -> dict[str, Any]:
    names = ("title", "starts_on", "ends_on", "place", "time_zone")
    host = given["host_city"]
    return {**{name: given[name] for name in names}, "host_city_id": int(host) if host else None}


@require_safe
@signed_in
def prepare(request: SignedInRequest, slug: str) -> HttpResponse:
    """What is ready, and what comes next."""
    seat = seat_at(standing(request), slug)
    context = {
        "ready": queries.readiness(seat.meeting, is_secretariat=seat.is_secretariat) if seat.prepares else None,
        "has_begun": seat.meeting.starts_on <= timezone.localdate(),
        "carried": queries.carried_decisions(seat.meeting),
        "papers": queries.public_papers_of(seat.meeting),
        "states": Meeting.State,
    }
    return room(request, seat, "meeting_prepare", "meetings/prepare.html", context)


@signed_in
@says_why
def edit(request: SignedInRequest, slug: str) -> HttpResponse:
    """Change what, when and where."""
    seat = seat_at(standing(request), slug)
    seat.must_prepare()
    meeting = seat.meeting
    names = ("title", "starts_on", "ends_on", "place", "time_zone")
    initial = {**{name: getattr(meeting, name) for name in names}, "host_city": str(meeting.host_city_id or "")}
    form = MeetingForm(frozenset(), meeting, request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.change_meeting(meeting.pk, person_id=request.user.pk, role=seat.role, **_fields(form.cleaned_data))
        return redirect("meeting_prepare", slug=slug)
    return simple_form(request, seat, "meeting_edit", form, title=_("Change the meeting"), button=_("Save the changes"))


@signed_in
@says_why
def announce(request: SignedInRequest, slug: str) -> HttpResponse:
    """Let everybody see the meeting, after a page that says what that means."""
    seat = seat_at(standing(request), slug)
    seat.must_decide()
    if request.method == "POST":
        actions.announce_meeting(seat.meeting.pk, person_id=request.user.pk, role=seat.role)
        messages.success(request, _("The meeting is announced."))
        return redirect("meeting_prepare", slug=slug)
    return room(request, seat, "meeting_announce", "meetings/announce.html", {"title": _("Announce the meeting")})


@require_POST
@signed_in
@says_why
def move(request: SignedInRequest, slug: str) -> HttpResponse:
    """Say that the meeting was held, or close it."""
    seat = seat_at(standing(request), slug)
    seat.must_decide()
    act = actions.close_meeting if request.POST.get("to") == "closed" else actions.hold_meeting
    act(seat.meeting.pk, person_id=request.user.pk, role=seat.role)
    return redirect("meeting_prepare", slug=slug)


@signed_in
@says_why
def hand_over(request: SignedInRequest, slug: str) -> HttpResponse:
    """What the host before gives to this one."""
    seat = seat_at(standing(request), slug)
    seat.must_prepare()
    key = request.POST.get("step", "")
    if request.method == "POST":
        if key not in queries.HAND_OVER:
            raise Http404
        is_done = request.POST.get("done") == "yes"
        actions.hand_over(seat.meeting.pk, key, is_done=is_done, person_id=request.user.pk, role=seat.role)
        return redirect("meeting_hand_over", slug=slug)
    context = {
        "steps": [(*step, _place(seat.meeting, step[0])) for step in queries.hand_over_steps(seat.meeting)],
        "carried": queries.carried_decisions(seat.meeting),
        "title": _("Hand-over"),
    }
    return room(request, seat, "meeting_hand_over", "meetings/hand_over.html", context)


def _place(meeting: Meeting, key: str) -> str:
    """Where a step of the hand-over is looked at; empty where it is only spoken about."""
    if key == "calendar":
        return reverse("meeting_edit", args=[meeting.slug])
    if key == "open-items":
        return reverse("meeting_minutes", args=[meeting.slug])
    if key == "documents" and meeting.previous is not None and meeting.previous.is_announced:
        return reverse("meeting", args=[meeting.previous.slug])
    return reverse("meeting_delegations", args=[meeting.slug]) if key == "contacts" else ""
