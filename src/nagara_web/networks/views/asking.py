"""What every page of a network's desk does: its way back, its rooms, one form and what was refused in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from nagara_web.accounts.requests import SignedInRequest, standing
from nagara_web.networks.access import acting_role, must_keep
from nagara_web.networks.actions import By
from nagara_web.networks.refusals import NetworkRefusedError
from nagara_web.places.facts import PlaceRefusedError
from nagara_web.places.queries import Network

__all__ = ["Crumbs", "ask", "by", "crumbs_of", "crumbs_to", "mine", "room"]

Crumbs = list[tuple[str, str]]


def mine(request: SignedInRequest, slug: str) -> Network:
    """One network that the reader keeps; 404 otherwise."""
    return must_keep(standing(request), slug)


def by(request: SignedInRequest) -> By:
    """Who acts, and in which role."""
    return By(person_id=request.user.pk, role=acting_role(standing(request)))


def crumbs_to() -> Crumbs:
    """The way to the list of networks that one keeps."""
    return [(_("My work"), reverse("work")), (_("Networks"), reverse("networks_kept"))]


def crumbs_of(network: Network) -> Crumbs:
    """The way to the desk of one network."""
    return [*crumbs_to(), (network.short_name, reverse("network_desk", args=[network.slug]))]


def room(
    request: SignedInRequest, network: Network, template: str, title: str, context: Mapping[str, object]
) -> HttpResponse:
    """Show one room of a network's desk."""
    shown = {"network": network, "title": title, "crumbs": [*crumbs_of(network), (title, "")], **context}
    return render(request, f"networks/{template}.html", shown)


def ask(
    request: SignedInRequest,
    form: forms.Form,
    act: Callable[[], object],
    *,
    title: str,
    button: str,
    done: str,
    back: str,
    crumbs: Crumbs,
    network: Network | None = None,
    lead: str = "",
) -> HttpResponse:
    """Show a form; on a good answer act, say so and go back; on a refusal say it at its field.

    Parameters
    ----------
    request, form, act
        The request, its form, and what a good answer does.
    title, button, done, lead
        Words of the page: its head, its button, what is said afterwards, what is said before the form.
    back, crumbs
        Where it leads.
    network
        Whose page it is, for the strip that says that it is invented.
    """
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except (NetworkRefusedError, PlaceRefusedError) as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        else:
            messages.success(request, done)
            return redirect(back)
    shown = {
        "form": form,
        "title": title,
        "button": button,
        "lead": lead,
        "back": back,
        "network": network,
        "crumbs": [*crumbs, (title, "")],
    }
    return render(request, "networks/form.html", shown, status=400 if form.errors else 200)
