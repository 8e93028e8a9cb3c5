"""The page that the letter of an invitation leads to, and the script of the sign-in pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from nagara_web.accounts import actions, queries
from nagara_web.accounts.allauth_forms import SignIn
from nagara_web.accounts.errors import RefusedError
from nagara_web.accounts.forms import AcceptForm
from nagara_web.accounts.models import Invitation, Person
from nagara_web.accounts.passkey_script import passkey_script

__all__ = ["invitation", "script"]

A_YEAR_S = 365 * 24 * 3600


@require_safe
@cache_control(public=True, max_age=A_YEAR_S, immutable=True)
def script(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  (everybody gets the same)
    """The scripts of the sign-in pages in one file; its address bears the version."""
    return HttpResponse(passkey_script(), content_type="text/javascript; charset=utf-8")


@never_cache
def invitation(request: HttpRequest, word: str) -> HttpResponse:
    """Accept an invitation: with a new account, or with the one that has this address."""
    found = queries.invitation_of_word(word)
    if found is None or queries.is_over(found):
        return render(request, "accounts/invitation_over.html", {"invitation": found}, status=410)
    try:
        if isinstance(request.user, Person):
            return _accept_as(request, request.user, found)
        return _accept_as_somebody_new(request, found)
    except RefusedError as refused:
        return render(request, "accounts/invitation_over.html", {"refused": refused.sentence}, status=410)


def _accept_as(request: HttpRequest, person: Person, found: Invitation) -> HttpResponse:
    is_for_them = person.email == found.email
    if request.method == "POST" and is_for_them:
        actions.accept(found.pk, person_id=person.pk)
        return redirect("my_account")
    return render(request, "accounts/invitation_signed_in.html", {"invitation": found, "is_for_them": is_for_them})


def _accept_as_somebody_new(request: HttpRequest, found: Invitation) -> HttpResponse:
    if queries.has_account(found.email):
        return render(request, "accounts/invitation_sign_in.html", {"invitation": found})
    form = AcceptForm(found, request.POST or None, initial={"name": found.name, "language": found.language})
    if request.method == "POST" and form.is_valid():
        person = actions.accept_as_new_person(found.pk, **form.cleaned_data)
        sign_in = SignIn({"login": person.email, "password": form.cleaned_data["password"]}, request=request)
        if sign_in.is_valid():
            answer: HttpResponse = sign_in.login(request, redirect_url=reverse("my_account"))
            return answer
        return redirect("account_login")
    return render(request, "accounts/invitation.html", {"invitation": found, "form": form})
