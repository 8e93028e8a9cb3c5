"""The agenda of a meeting."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.meetings import actions
from nagara_web.meetings.access import seat_at
from nagara_web.meetings.forms import AgendaItemForm
from nagara_web.meetings.refusals import says_why
from nagara_web.meetings.views.rooms import room

__all__ = ["act", "agenda", "build"]


@signed_in
@says_why
def agenda(request: SignedInRequest, slug: str) -> HttpResponse:
    """The items in their order; one is typed here."""
    seat = seat_at(standing(request), slug)
    form = AgendaItemForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        seat.must_prepare()
        if form.is_valid():
            actions.add_item(seat.meeting.pk, person_id=request.user.pk, role=seat.role, **form.cleaned_data)
            return redirect("meeting_agenda", slug=slug)
    items = seat.meeting.agenda.prefetch_related("papers__meeting")
    status = 400 if form.errors else 200
    return room(request, seat, "meeting_agenda", "meetings/agenda.html", {"items": items, "form": form}, status=status)


@require_POST
@signed_in
@says_why
def build(request: SignedInRequest, slug: str) -> HttpResponse:
    """Put everything that is open on the agenda."""
    seat = seat_at(standing(request), slug)
    seat.must_prepare()
    count = actions.build_agenda(seat.meeting.pk, standing=seat.standing, role=seat.role)
    said = ngettext("%(count)s item was added.", "%(count)s items were added.", count) % {"count": count}
    messages.success(request, said if count else _("Everything that is open stands on the agenda already."))
    return redirect("meeting_agenda", slug=slug)


@require_POST
@signed_in
@says_why
def act(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Move an item up or down, or take it off."""
    seat = seat_at(standing(request), slug)
    seat.must_prepare()
    item, asked = seat.item(pk), request.POST.get("act")
    if asked == "remove":
        actions.remove_item(item, person_id=request.user.pk, role=seat.role)
    elif asked in {"up", "down"}:
        actions.move_item(item, is_up=asked == "up", person_id=request.user.pk, role=seat.role)
    return redirect("meeting_agenda", slug=slug)
