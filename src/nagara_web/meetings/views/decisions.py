"""Minutes, and decisions that stay open from meeting to meeting."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.meetings import actions, queries
from nagara_web.meetings.access import seat_at
from nagara_web.meetings.forms import CloseDecisionForm, DecisionForm, MinutesForm
from nagara_web.meetings.refusals import says_why
from nagara_web.meetings.views.rooms import room, simple_form

__all__ = ["close", "item_minutes", "minutes"]


def _number(typed: str) -> int | None:
    return int(typed) if typed else None


@signed_in
@says_why
def minutes(request: SignedInRequest, slug: str) -> HttpResponse:
    """Minutes by item, decisions of this meeting, and those that earlier meetings carried to it."""
    seat = seat_at(standing(request), slug)
    form = DecisionForm(seat, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        seat.must_prepare()
        if form.is_valid():
            given = form.cleaned_data
            actions.add_decision(
                seat.meeting.pk,
                given["text"],
                owner=given["owner"],
                due_on=given["due_on"],
                city_id=_number(given["city"]),
                item_id=_number(given["item"]),
                person_id=request.user.pk,
                role=seat.role,
            )
            return redirect("meeting_minutes", slug=slug)
    context = {
        "items": seat.meeting.agenda.all(),
        "decisions": queries.decisions_of(seat.meeting),
        "carried": queries.carried_decisions(seat.meeting),
        "form": form,
    }
    status = 400 if form.errors else 200
    return room(request, seat, "meeting_minutes", "meetings/minutes.html", context, status=status)


@signed_in
@says_why
def item_minutes(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Write the minutes of one item."""
    seat = seat_at(standing(request), slug)
    seat.must_prepare()
    item = seat.item(pk)
    form = MinutesForm(request.POST if request.method == "POST" else None, initial={"text": item.minutes_text})
    if request.method == "POST" and form.is_valid():
        actions.write_minutes(item, form.cleaned_data["text"], person_id=request.user.pk, role=seat.role)
        return redirect("meeting_minutes", slug=slug)
    return simple_form(request, seat, "item_minutes", form, title=item.title, button=_("Save the minutes"))


@signed_in
@says_why
def close(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Say that a decision is done, or dropped and why."""
    seat = seat_at(standing(request), slug)
    seat.must_prepare()
    found = seat.decision(pk)
    form = CloseDecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.close_decision(found, person_id=request.user.pk, role=seat.role, **form.cleaned_data)
        return redirect("meeting_minutes", slug=slug)
    title, lead = _("Close a decision"), found.text
    return simple_form(request, seat, "decision_close", form, title=title, button=_("Close the decision"), lead=lead)
