"""The networks that somebody keeps, founding one, the desk of each, and its history."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.accounts.standing import Role
from nagara_web.networks import access, actions, queries
from nagara_web.networks.forms import FoundForm
from nagara_web.networks.refusals import NetworkRefusedError
from nagara_web.networks.views.asking import ask, by, crumbs_to, mine, room
from nagara_web.places import queries as places

__all__ = ["desk", "found", "history", "kept", "undo"]


@require_safe
@signed_in
def kept(request: SignedInRequest) -> HttpResponse:
    """Networks whose pages somebody keeps."""
    who = standing(request)
    if not access.may_found(who):
        raise Http404
    context = {"networks": access.kept_networks(who), "crumbs": [*crumbs_to()[:1], (_("Networks"), "")]}
    return render(request, "networks/kept.html", context)


@signed_in
def found(request: SignedInRequest) -> HttpResponse:
    """Found a network."""
    who = standing(request)
    if not access.may_found(who):
        raise Http404
    own = [(str(each.pk), each.name) for each in places.networks().filter(pk__in=who.networks(Role.SECRETARIAT))]
    nobody = [("", _("None: the administrator appoints its secretariat"))] if who.is_administrator else []
    form = FoundForm(request.POST or None, own=[*nobody, *own])
    form.fields["by_network"].required = not who.is_administrator

    def act() -> object:
        given = form.cleaned_data
        return actions.found_network(
            slug=given["slug"],
            name=given["name"],
            short_name=given["short_name"],
            about=given["about"],
            by_network_id=int(given["by_network"]) if given["by_network"] else None,
            by=by(request),
        )

    slug = str(form.data.get("slug", ""))
    return ask(
        request,
        form,
        act,
        title=_("Found a network"),
        button=_("Found this network"),
        done=_("The network is founded. Everybody sees its page; fill it from here."),
        back=reverse("network_desk", args=[slug]) if form.is_bound and form.is_valid() else reverse("networks_kept"),
        crumbs=crumbs_to(),
        lead=_("It gets a public page, which you fill: members, charter, focal points, work plan, indicators, groups."),
    )


@require_safe
@signed_in
def desk(request: SignedInRequest, slug: str) -> HttpResponse:
    """What the page of a network has, and what is not there yet."""
    network, today = mine(request, slug), timezone.localdate()
    members = places.member_ids_on(network.pk)
    spoken_for = {each.city for each in queries.offices(network.pk)}
    context = {
        "charter": queries.charter_on(network.pk),
        "draft": queries.charter_draft(network.pk),
        "members": len(members),
        "spoken_for": len(spoken_for),
        "work": queries.work_counts(list(queries.work_items(network.pk)), today),
        "indicators": len(queries.indicator_set(network.pk)),
        "groups": queries.groups(network.pk),
        "founding": queries.founding_of(network.pk),
        "crumbs": [*crumbs_to(), (network.short_name, "")],
        "network": network,
    }
    return render(request, "networks/desk.html", context)


@require_safe
@signed_in
def history(request: SignedInRequest, slug: str) -> HttpResponse:
    """Every change of a network's pages, and the way to undo it."""
    network = mine(request, slug)
    return room(request, network, "history", _("History"), {"steps": queries.history(network.pk)})


@require_POST
@signed_in
def undo(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Put a thing back to what it said before a change."""
    network = mine(request, slug)
    try:
        actions.undo(queries.change(network.pk, pk), by(request))
    except NetworkRefusedError as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("The change is undone. It stays in the history, and can be undone too."))
    return redirect("network_history", slug=slug)
