"""The pages of one's own account."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nagara_web.accounts import actions, queries
from nagara_web.accounts.access import sees_people
from nagara_web.accounts.forms import MeForm, TokenForm
from nagara_web.accounts.models import Person, Role
from nagara_web.accounts.open_work import open_work_of
from nagara_web.accounts.requests import SignedInRequest, signed_in, signed_in_at_the_door, standing

__all__ = [
    "change_me",
    "end_session",
    "language",
    "leave",
    "make_token",
    "my_account",
    "my_data",
    "second_factor",
    "withdraw_token",
]

NEW_TOKEN = "new-token"  # noqa: S105  (the key under which a session keeps it until it was shown)


def _safe(request: HttpRequest, address: str, otherwise: str) -> str:
    """An address on this site, or another one instead."""
    ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if ours else otherwise


@require_http_methods(["GET", "POST"])
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language: for this browser, and for the person if one signed in and posts it.

    Reading sets a cookie and nothing else, so that public pages need no form with a token.
    """
    said = request.POST if request.method == "POST" else request.GET
    response = HttpResponseRedirect(_safe(request, said.get("next", "/"), "/"))
    code = said.get("language", "")
    if code in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            samesite="Lax",
            secure=settings.IS_SECURE,
        )
        if request.method == "POST" and isinstance(request.user, Person):
            actions.choose_language(request.user.pk, code)
    return response


@require_safe
@never_cache
@signed_in_at_the_door
def my_account(request: SignedInRequest) -> HttpResponse:
    """One's own account: what one holds, how one signs in, one's tokens and data."""
    return render(
        request,
        "accounts/my_account.html",
        {
            "person": request.user,
            "appointments": queries.appointments_of(request.user.pk),
            "has_second_factor": queries.has_second_factor(request.user.pk),
            "lacks_second_factor": settings.REQUIRE_SECOND_FACTOR and queries.lacks_second_factor(standing(request)),
            "tokens": queries.tokens_of(request.user.pk),
            "sees_people": sees_people(standing(request)),
            "sees_log": standing(request).holds(Role.ADMINISTRATOR, Role.SECRETARIAT),
            "new_token": request.session.pop(NEW_TOKEN, ""),
        },
    )


@signed_in_at_the_door
def change_me(request: SignedInRequest) -> HttpResponse:
    """Change name, language, time zone and letters."""
    form = MeForm(request.POST or None, instance=queries.person(request.user.pk))
    if request.method == "POST" and form.is_valid():
        actions.change_person(request.user.pk, **form.cleaned_data)
        messages.success(request, _("Your account was changed."))
        return redirect("my_account")
    return render(request, "accounts/change_me.html", {"form": form})


@require_safe
@signed_in_at_the_door
def second_factor(request: SignedInRequest) -> HttpResponse:
    """Say gently why a second factor is needed, and where it is set up."""
    onward = _safe(request, request.GET.get("next", ""), "/work/")
    if not queries.lacks_second_factor(standing(request)):
        return HttpResponseRedirect(onward)
    return render(request, "accounts/second_factor.html", {"onward": onward})


@signed_in
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth has no types
def make_token(request: SignedInRequest) -> HttpResponse:
    """Make a token; its word is shown once, on the next page."""
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _token, word = actions.make_token(request.user.pk, **form.cleaned_data)
        request.session[NEW_TOKEN] = word
        return HttpResponseRedirect("/account/me/#tokens")
    return render(request, "accounts/make_token.html", {"form": form})


@require_POST
@signed_in
def withdraw_token(request: SignedInRequest, pk: int) -> HttpResponse:
    """Withdraw one of one's own tokens."""
    actions.withdraw_token(pk, person_id=request.user.pk)
    messages.success(request, _("The token was withdrawn. Programs that use it are refused from now on."))
    return HttpResponseRedirect("/account/me/#tokens")


@require_POST
@signed_in_at_the_door
def end_session(request: SignedInRequest, pk: int) -> HttpResponse:
    """End one session of one's own, on another device."""
    actions.end_session(pk, person_id=request.user.pk)
    messages.success(request, _("That session has ended."))
    return redirect("usersessions_list")


@require_safe
@never_cache
@signed_in_at_the_door
def my_data(request: SignedInRequest) -> HttpResponse:
    """All that is kept about oneself, as JSON."""
    answer = JsonResponse(queries.data_of(request.user.pk), json_dumps_params={"indent": 2, "ensure_ascii": False})
    answer["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return answer


@signed_in_at_the_door
@reauthentication_required  # type: ignore[untyped-decorator]
def leave(request: SignedInRequest) -> HttpResponse:
    """Close one's account, on a page that says what will happen."""
    if request.method == "POST":
        actions.leave(request.user.pk)
        logout(request)
        return render(request, "accounts/left.html")
    lasting = [each for each in queries.appointments_of(request.user.pk) if each.lasts]
    context = {"appointments": lasting, "waiting": open_work_of(request.user.pk)}
    return render(request, "accounts/leave.html", context)
