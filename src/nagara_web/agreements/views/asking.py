"""What every working page of an agreement does: show a form, act, say what was refused at its field."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypedDict

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from nagara_web.accounts.requests import SignedInRequest
from nagara_web.agreements.access import Hand
from nagara_web.agreements.refusals import AgreementRefusedError

__all__ = ["By", "ask", "by", "crumbs_of", "crumbs_to", "do"]

Crumbs = list[tuple[str, str]]


class By(TypedDict):
    """Who acts, and in which role."""

    person_id: int
    role: str


def by(request: SignedInRequest, role: str) -> By:
    """Whoever asks, as the log names them."""
    return {"person_id": request.user.pk, "role": role}


def ask(
    request: SignedInRequest,
    form: forms.Form,
    act: Callable[[], str],
    *,
    title: str,
    button: str,
    done: str,
    crumbs: Crumbs,
    lead: str = "",
    **more: object,
) -> HttpResponse:
    """Show a form; on a good answer act, say so and go where the act leads; on a refusal say it at its field.

    Parameters
    ----------
    request, form, act
        The request, its form, and what a good answer does; it returns the address to go to.
    title, button, done, lead
        Words of the page: its head, its button, what is said afterwards, what is said before the form.
    crumbs, more
        Where it stands, and what else its page shows.
    """
    if request.method == "POST" and form.is_valid():
        try:
            back = act()
        except AgreementRefusedError as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        else:
            messages.success(request, done)
            return redirect(back)
    context = {"form": form, "title": title, "button": button, "crumbs": [*crumbs, (title, "")], "lead": lead, **more}
    return render(request, "agreements/form.html", context, status=400 if form.errors else 200)


def do(request: SignedInRequest, act: Callable[[], str], back: str) -> HttpResponse:
    """Act on a button; what was done, or why it was refused, stands on the page that it leads back to."""
    try:
        said = act()
    except AgreementRefusedError as refused:
        messages.warning(request, refused.sentence)
    else:
        messages.success(request, said)
    return redirect(back)


def crumbs_to() -> Crumbs:
    """The way to the desk of agreements."""
    return [(_("My work"), reverse("work")), (_("Agreements"), reverse("agreement_desks"))]


def crumbs_of(hand: Hand) -> Crumbs:
    """The way to the desk of one agreement."""
    found = hand.agreement
    return [*crumbs_to(), (found.title, reverse("agreement_desk", args=[found.slug]))]
