"""What every page with a form of the register does: show it, act, say what was refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypedDict

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from nagara_web.accounts.requests import SignedInRequest, standing
from nagara_web.declarations.access import acting_role
from nagara_web.declarations.errors import DeclarationRefusedError
from nagara_web.declarations.queries import Document

__all__ = ["By", "acting", "ask", "crumbs_of", "crumbs_to", "do"]


class By(TypedDict):
    """Who acts, and in which role."""

    person_id: int
    role: str


def acting(request: SignedInRequest) -> By:
    """Whoever asks, as the log names them."""
    return {"person_id": request.user.pk, "role": acting_role(standing(request))}


def ask(
    request: SignedInRequest,
    form: forms.Form,
    act: Callable[[], str],
    *,
    title: str,
    button: str,
    done: str,
    crumbs: list[tuple[str, str]],
    lead: str = "",
    template: str = "declarations/form.html",
    **more: object,
) -> HttpResponse:
    """Show a form; on a good answer act, say so and go where the act leads; on a refusal say it at its field.

    Parameters
    ----------
    request, form, act
        The request, its form, and what a good answer does; it returns the address to go to.
    title, button, done, lead
        Words of the page: its head, its button, what is said afterwards, what is said before the form.
    crumbs, template, more
        Where it stands, and what else its page shows.
    """
    if request.method == "POST" and form.is_valid():
        try:
            back = act()
        except DeclarationRefusedError as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        else:
            if done:
                messages.success(request, done)
            return redirect(back)
    context = {"form": form, "title": title, "button": button, "crumbs": [*crumbs, (title, "")], "lead": lead, **more}
    return render(request, template, context)


def do(request: SignedInRequest, act: Callable[[], str], back: str) -> HttpResponse:
    """Act on a button; what was done, or why it was refused, stands on the page that it leads back to."""
    try:
        said = act()
    except DeclarationRefusedError as refused:
        messages.warning(request, refused.sentence)
    else:
        if said:
            messages.success(request, said)
    return redirect(back)


def crumbs_to() -> list[tuple[str, str]]:
    """The way to the desk of declarations."""
    return [(_("My work"), "/work/"), (_("Declarations"), reverse("declaration_desks"))]


def crumbs_of(document: Document) -> list[tuple[str, str]]:
    """The way to the desk of one document."""
    return [*crumbs_to(), (document.title, reverse("declaration_desk", args=[document.slug]))]
