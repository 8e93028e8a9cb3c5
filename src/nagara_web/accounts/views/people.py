"""Who holds what: invite, appoint, end, hand over."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nagara_web.accounts import access, actions, queries
from nagara_web.accounts.days import site_day
from nagara_web.accounts.errors import RefusedError
from nagara_web.accounts.forms import AppointForm, EndForm, HandOverForm, InviteForm
from nagara_web.accounts.models import Role
from nagara_web.accounts.open_work import open_work_of
from nagara_web.accounts.requests import SignedInRequest, signed_in, standing

__all__ = ["appoint", "end", "hand_over", "invite", "people", "send_again", "take_off_second_factor", "withdraw"]


def _crumbs(words: str = "") -> list[tuple[str, str]]:
    crumbs = [(_("My work"), "/work/"), (_("People"), reverse("people"))]
    return [*crumbs, (words, "")] if words else crumbs


@require_safe
@signed_in
def people(request: SignedInRequest) -> HttpResponse:
    """Who holds what, in the places of whoever asks, and which invitations wait."""
    who = standing(request)
    if not access.sees_people(who):
        raise Http404
    query, with_ended = request.GET.get("q", "").strip(), request.GET.get("ended") == "1"
    context = {
        "crumbs": _crumbs(),
        "rows": queries.people_rows(who, query=query, with_ended=with_ended),
        "invitations": access.invitations_for(who),
        "gives": access.roles_to_give(who),
        "is_administrator": who.is_administrator,
        "query": query,
        "with_ended": with_ended,
    }
    return render(request, "accounts/people.html", context)


@signed_in
def invite(request: SignedInRequest) -> HttpResponse:
    """Invite somebody by letter."""
    who = standing(request)
    if not access.roles_to_give(who):
        raise Http404
    form = InviteForm(who, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.invite(
                given["email"],
                name=given["name"],
                role=Role(given["role"]),
                place=form.place,
                language=given["language"],
                person_id=request.user.pk,
            )
        except RefusedError as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("The letter to %(name)s is on its way.") % {"name": given["name"]})
            return redirect("people")
    return render(request, "accounts/invite.html", {"form": form, "crumbs": _crumbs(_("Invite somebody"))})


@require_POST
@signed_in
def send_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send the letter of an invitation again, with a new link."""
    found = access.invitation_for(standing(request), pk)
    try:
        actions.send_again(found.pk, person_id=request.user.pk)
    except RefusedError as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("A new letter to %(name)s is on its way.") % {"name": found.name})
    return redirect("people")


@require_POST
@signed_in
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Withdraw an invitation."""
    found = access.invitation_for(standing(request), pk)
    actions.withdraw_invitation(found.pk, person_id=request.user.pk)
    messages.success(request, _("The invitation of %(name)s was withdrawn.") % {"name": found.name})
    return redirect("people")


@signed_in
def appoint(request: SignedInRequest) -> HttpResponse:
    """Give somebody who has an account a further role."""
    who = standing(request)
    if not access.roles_to_give(who):
        raise Http404
    form = AppointForm(who, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.appoint(
                given["person"].pk,
                Role(given["role"]),
                form.place,
                person_id=request.user.pk,
                since=given["since"],
            )
        except RefusedError as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("%(name)s was appointed.") % {"name": given["person"].name})
            return redirect("people")
    return render(request, "accounts/appoint.html", {"form": form, "crumbs": _crumbs(_("Appoint somebody"))})


@signed_in
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    """End an appointment, on a page that counts what happens."""
    held = access.appointment_for(standing(request), pk)
    form = EndForm(request.POST or None, initial={"last_day": queries.yesterday()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_appointment(held.pk, person_id=request.user.pk, last_day=form.cleaned_data["last_day"])
        except RefusedError as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("The appointment of %(name)s ends.") % {"name": held.person.name})
            return redirect("people")
    context = {
        "form": form,
        "held": held,
        "others": queries.others_with_same_role(held),
        "waiting": open_work_of(held.person_id),
        "crumbs": _crumbs(_("End an appointment")),
    }
    return render(request, "accounts/end.html", context)


@signed_in
def hand_over(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand all that somebody holds over to a successor, on a page that counts what happens."""
    who = standing(request)
    leaving = access.person_for(who, pk)
    form = HandOverForm(who, leaving, request.POST or None, initial={"from_day": site_day()})
    if request.method == "POST" and form.is_valid():
        successor, day = form.cleaned_data["successor"], form.cleaned_data["from_day"]
        try:
            made = actions.hand_over(leaving.pk, successor.pk, from_day=day, person_id=request.user.pk)
        except RefusedError as refused:
            form.add_error(None, refused.sentence)
        else:
            words = {"count": len(made), "name": successor.name}
            messages.success(request, _("%(name)s takes over; appointments: %(count)s. Both get a letter.") % words)
            return redirect("people")
    context = {
        "form": form,
        "leaving": leaving,
        "appointments": access.appointments_to_hand_over(who, leaving),
        "waiting": open_work_of(leaving.pk),
        "crumbs": _crumbs(_("Hand over")),
    }
    return render(request, "accounts/hand_over.html", context)


@signed_in
def take_off_second_factor(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the second factor off somebody whose phone is lost, on a page that says what to check first."""
    if not standing(request).is_administrator or pk == request.user.pk:
        raise Http404
    whose = access.person_for(standing(request), pk)
    if request.method == "POST":
        actions.take_off_second_factor(whose.pk, person_id=request.user.pk)
        messages.success(request, _("%(name)s now signs in with the password alone.") % {"name": whose.name})
        return redirect("people")
    context = {"whose": whose, "crumbs": _crumbs(_("Lost phone"))}
    return render(request, "accounts/take_off_second_factor.html", context)
