"""The pages of one's own account."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from nagara_web.accounts.actions import choose_language
from nagara_web.accounts.models import Person
from nagara_web.accounts.requests import SignedInRequest, signed_in

__all__ = ["language", "my_account"]


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language: for this browser, and for the person if one signed in."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    code = request.POST.get("language", "")
    if code in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            samesite="Lax",
            secure=settings.IS_SECURE,
        )
        if isinstance(request.user, Person):
            choose_language(request.user.pk, code)
    return response


@signed_in
def my_account(request: SignedInRequest) -> HttpResponse:
    """One's own account."""
    return render(request, "accounts/my_account.html", {"person": request.user})
