"""What every page with a form of places does: show it, act, say what was refused."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from nagara_web.accounts.requests import SignedInRequest
from nagara_web.accounts.standing import Role, Standing
from nagara_web.places.facts import PlaceRefusedError
from nagara_web.places.queries import City

__all__ = ["acting_role", "ask", "crumbs_of", "crumbs_to"]


def ask(
    request: SignedInRequest,
    form: forms.Form,
    act: Callable[[], object],
    *,
    title: str,
    button: str,
    done: str,
    back: str,
    crumbs: list[tuple[str, str]],
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
    """
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except PlaceRefusedError as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        else:
            messages.success(request, done)
            return redirect(back)
    context = {"form": form, "title": title, "button": button, "crumbs": [*crumbs, (title, "")], "lead": lead}
    return render(request, "places/form.html", context)


def acting_role(standing: Standing, city_id: int | None = None) -> str:
    """In which role somebody changes a place; the one nearest to the place."""
    for role in (Role.HEAD_OF_CITY, Role.CITY_OFFICER):
        if city_id is not None and city_id in standing.cities(role):
            return role.value
    held = (role.value for role in (Role.SECRETARIAT, Role.ADMINISTRATOR) if standing.holds(role))
    return next(held, "")


def crumbs_to() -> list[tuple[str, str]]:
    """The way to the list of places."""
    return [(_("My work"), "/work/"), (_("Places"), reverse("places"))]


def crumbs_of(city: City, *, keeps_list: bool) -> list[tuple[str, str]]:
    """The way to the page of a city's facts; who does not keep the list does not pass it."""
    start = crumbs_to() if keeps_list else crumbs_to()[:1]
    return [*start, (city.name, reverse("place", args=[city.slug]))]
