"""What a view may rely on: a request of somebody who signed in, with their standing worked out once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from nagara_web.accounts.models import Person
from nagara_web.accounts.queries import lacks_second_factor, standing_of
from nagara_web.accounts.standing import Standing

__all__ = ["SignedInRequest", "signed_in", "signed_in_at_the_door", "standing"]

P = ParamSpec("P")


class SignedInRequest(HttpRequest):
    """A request whose user is a person."""

    user: Person


def standing(request: HttpRequest) -> Standing:
    """The standing of whoever asks; worked out once in a request."""
    kept: Standing | None = getattr(request, "_nagara_standing", None)
    if kept is None:
        kept = standing_of(request.user)
        request._nagara_standing = kept  # type: ignore[attr-defined]  # kept for the rest of this request
    return kept


def _let_in(
    view: Callable[Concatenate[SignedInRequest, P], HttpResponse], *, without_second_factor: bool
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    @wraps(view)
    def inner(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        assert isinstance(request.user, Person)  # noqa: S101  (login_required has seen to it)
        if settings.REQUIRE_SECOND_FACTOR and not without_second_factor and lacks_second_factor(standing(request)):
            return HttpResponseRedirect(f"{reverse('second_factor')}?{urlencode({'next': request.get_full_path()})}")
        return view(request, *args, **kwargs)  # type: ignore[arg-type]  # the same request, known better

    return login_required(inner)  # type: ignore[return-value]  # the stubs of login_required lose the parameters


def signed_in(
    view: Callable[Concatenate[SignedInRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let only people who signed in reach a view; others are asked to, and come back to it.

    Heads of cities, secretariats and administrators are first asked to set up a second factor.
    """
    return _let_in(view, without_second_factor=False)


def signed_in_at_the_door(
    view: Callable[Concatenate[SignedInRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let people who signed in reach the few pages on which a second factor is explained and set up."""
    return _let_in(view, without_second_factor=True)
