"""Delegations: who is invited and who comes."""

from __future__ import annotations

import csv

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from nagara.exchange.formula_guard import guarded
from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.meetings import actions, queries
from nagara_web.meetings.access import seat_at
from nagara_web.meetings.forms import DelegationForm, OrganisationForm
from nagara_web.meetings.refusals import says_why
from nagara_web.meetings.views.rooms import room, simple_form
from nagara_web.places.queries import member_ids_on

__all__ = ["delegation", "delegations", "delegations_csv", "invite"]


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
    invited = {each.city_id for each in rows if each.invited_on is not None}
    context = {
        "rows": rows,
        "form": form,
        "coming": sum(each.reply == "coming" for each in rows),
        "people": sum(each.size or 0 for each in rows if each.reply == "coming"),
        "silent": sum(each.reply == "none" for each in rows),
        "not_invited": seat.prepares and not invited.issuperset(member_ids_on(seat.meeting.network_id)),
    }
    status = 400 if form.errors else 200
    return room(request, seat, "meeting_delegations", "meetings/delegations.html", context, status=status)


@require_safe
@signed_in
@says_why
def delegations_csv(request: SignedInRequest, slug: str) -> HttpResponse:
    """The list with names as a table, for badges and seats; only for those who prepare."""
    seat = seat_at(standing(request), slug)
    seat.must_prepare()
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-delegations.csv"'
    patch_cache_control(response, private=True, no_store=True)
    writer = csv.writer(response)
    writer.writerow(("delegation", "country", "invited_on", "reply", "head", "people", "names"))
    for each in queries.delegations_of(seat.meeting):
        country = each.city.country.name if each.city else ""
        cells = (str(each), country, each.invited_on, each.reply, each.head, each.size, each.people)
        writer.writerow(guarded("" if cell is None else str(cell)) for cell in cells)
    return response


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
