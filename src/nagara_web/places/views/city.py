"""The facts of one city: its names, statuses and memberships, begun and ended, never deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.accounts.standing import Role, Standing
from nagara_web.places import access, actions, queries
from nagara_web.places.forms import EndForm, MembershipForm, NameForm, StatusForm
from nagara_web.places.views.asking import acting_role, ask, crumbs_of
from nagara_web.places.views.boundary import drawn

__all__ = ["add_membership", "add_name", "add_status", "end_membership", "end_status", "place"]


@require_safe
@signed_in
def place(request: SignedInRequest, slug: str) -> HttpResponse:
    """Everything that is known of a city, with who says so."""
    who = standing(request)
    city = _of_mine(who, slug)
    keeps = access.may_edit_places(who)
    context = {
        "crumbs": crumbs_of(city, keeps_list=keeps),
        "city": city,
        "own_name": queries.own_name(city),
        "keeps_list": keeps,
        "names": queries.names_of(city.pk),
        "statuses": queries.statuses_of(city.pk),
        "memberships": [
            (each, access.may_run_network(who, each.network_id)) for each in queries.memberships_of(city.pk)
        ],
        "runs_a_network": who.holds(Role.SECRETARIAT, Role.ADMINISTRATOR),
        "boundaries": queries.boundaries_of(city.pk),
        "outline": drawn(city, queries.boundary_of(city.pk)),
        "endorsements": queries.endorsements_of(city),
    }
    return render(request, "places/place.html", context)


@signed_in
def add_name(request: SignedInRequest, slug: str) -> HttpResponse:
    """Add a name in a language and script."""
    who = standing(request)
    city = _of_mine(who, slug)
    form = NameForm(request.POST or None)

    def act() -> object:
        given = form.cleaned_data
        return actions.add_name(
            city.pk,
            language=given["language"],
            name=given["name"],
            kind=given["kind"],
            fact=form.fact(),
            person_id=request.user.pk,
            role=acting_role(who, city.pk),
        )

    return ask(
        request,
        form,
        act,
        title=_("Add a name of %(city)s") % {"city": city.name},
        button=_("Add this name"),
        done=_("The name is added."),
        back=reverse("place", args=[city.slug]),
        crumbs=crumbs_of(city, keeps_list=access.may_edit_places(who)),
    )


@signed_in
def add_status(request: SignedInRequest, slug: str) -> HttpResponse:
    """Say what a city is from a day on."""
    who = standing(request)
    access.must_edit_places(who)
    city = queries.city(slug)
    form = StatusForm(request.POST or None)
    return ask(
        request,
        form,
        lambda: actions.add_status(
            city.pk,
            status=form.cleaned_data["status"],
            fact=form.fact(),
            person_id=request.user.pk,
            role=acting_role(who),
        ),
        title=_("Add what %(city)s is") % {"city": city.name},
        button=_("Add this fact"),
        done=_("The fact is added."),
        back=reverse("place", args=[city.slug]),
        crumbs=crumbs_of(city, keeps_list=True),
        lead=_("Being a capital and being a member of a network are two facts, each with its own days."),
    )


@signed_in
def add_membership(request: SignedInRequest, slug: str) -> HttpResponse:
    """Say that a city belongs to a network from a day on."""
    who = standing(request)
    if not who.holds(Role.SECRETARIAT, Role.ADMINISTRATOR):
        raise Http404
    city = queries.city(slug)
    networks = None if who.is_administrator else who.networks(Role.SECRETARIAT)
    form = MembershipForm(request.POST or None, network_ids=networks)
    return ask(
        request,
        form,
        lambda: actions.add_membership(
            form.cleaned_data["network"].pk,
            city.pk,
            kind=form.cleaned_data["kind"],
            fact=form.fact(),
            person_id=request.user.pk,
            role=acting_role(who),
        ),
        title=_("Let %(city)s join a network") % {"city": city.name},
        button=_("Begin this membership"),
        done=_("The membership is begun."),
        back=reverse("place", args=[city.slug]),
        crumbs=crumbs_of(city, keeps_list=True),
    )


@signed_in
def end_membership(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say on which day a membership ended."""
    who = standing(request)
    held = queries.membership(pk)
    if not access.may_run_network(who, held.network_id):
        raise Http404
    values = {"city": held.city.name, "network": held.network.short_name}
    return _end(
        request,
        who,
        held.city,
        lambda **given: actions.end_membership(pk, **given),
        title=_("End the membership of %(city)s in %(network)s") % values,
        button=_("End this membership"),
        lead=_("The membership stays in the list with its days. Rounds that have begun keep the city."),
    )


@signed_in
def end_status(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say on which day a status ended."""
    who = standing(request)
    access.must_edit_places(who)
    held = queries.status(pk)
    return _end(
        request,
        who,
        held.city,
        lambda **given: actions.end_status(pk, **given),
        title=_("End “%(status)s” of %(city)s") % {"status": held.get_status_display(), "city": held.city.name},
        button=_("End this fact"),
        lead=_("The fact stays in the list with its days."),
    )


def _end(
    request: SignedInRequest,
    who: Standing,
    city: queries.City,
    act: Callable[..., object],
    *,
    title: str,
    button: str,
    lead: str,
) -> HttpResponse:
    form = EndForm(request.POST or None)

    def end() -> object:
        until: date = form.cleaned_data["until"]
        return act(
            until=until,
            source=form.cleaned_data["source"],
            source_url=form.cleaned_data["source_url"],
            person_id=request.user.pk,
            role=acting_role(who),
        )

    return ask(
        request,
        form,
        end,
        title=title,
        button=button,
        done=_("Ended. Nothing was deleted."),
        back=reverse("place", args=[city.slug]),
        crumbs=crumbs_of(city, keeps_list=True),
        lead=lead,
    )


def _of_mine(who: Standing, slug: str) -> queries.City:
    """A city that somebody may add facts to; to everybody else its work page does not exist."""
    city = queries.city(slug)
    if not access.may_add_to(who, city.pk):
        raise Http404
    return city
