"""Delegations: who is invited and who comes."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.meetings import actions, queries
from nagara_web.meetings.access import seat_at
from nagara_web.meetings.forms import DelegationForm, OrganisationForm
from nagara_web.meetings.refusals import says_why
from nagara_web.meetings.views.rooms import room, simple_form

__all__ = ["delegation", "delegations", "invite"]


@signed_in
@says_why
def delegations(request: SignedInRequest, slug: str) -> HttpResponse:
    """Who is invited; an organisation is added here."""
    seat = seat_at(standing(request), slug)
    form = OrganisationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        seat.must_prepare()
        if form.is_valid():
            words = form.cleaned_data["organisation"]
            actions.add_organisation(seat.meeting.pk, words, person_id=request.user.pk, role=seat.role)
            return redirect("meeting_delegations", slug=slug)
    rows = queries.delegations_of(seat.meeting)
    status = 400 if form.errors else 200
    return room(
        request, seat, "meeting_delegations", "meetings/delegations.html", {"rows": rows, "form": form}, status=status
    )


@require_POST
@signed_in
@says_why
def invite(request: SignedInRequest, slug: str) -> HttpResponse:
    """Invite every member city that is not invited yet."""
    seat = seat_at(standing(request), slug)
    seat.must_prepare()
    count = actions.invite_members(seat.meeting.pk, person_id=request.user.pk, role=seat.role)
    said = ngettext("%(count)s city is invited.", "%(count)s cities are invited.", count) % {"count": count}
    messages.success(request, said if count else _("Every member city was invited before."))
    return redirect("meeting_delegations", slug=slug)


@signed_in
@says_why
def delegation(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """What one delegation answered."""
    seat = seat_at(standing(request), slug)
    seat.must_prepare()
    found = next((each for each in queries.delegations_of(seat.meeting) if each.pk == pk), None)
    if found is None:
        raise Http404
    names = ("reply", "head", "size", "people")
    initial = {name: getattr(found, name) for name in names}
    form = DelegationForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.change_delegation(found, person_id=request.user.pk, role=seat.role, **form.cleaned_data)
        return redirect("meeting_delegations", slug=slug)
    return simple_form(request, seat, "meeting_delegation", form, title=str(found), button=_("Save the delegation"))
