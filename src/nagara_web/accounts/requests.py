"""What a view may rely on: a request of somebody who signed in, with their standing worked out once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from nagara_web.accounts.models import Person
from nagara_web.accounts.queries import standing_of
from nagara_web.accounts.standing import Standing

__all__ = ["SignedInRequest", "signed_in", "standing"]

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


def signed_in(
    view: Callable[Concatenate[SignedInRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let only people who signed in reach a view; others are asked to, and come back to it."""

    @wraps(view)
    def inner(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        assert isinstance(request.user, Person)  # noqa: S101  (login_required has seen to it)
        return view(request, *args, **kwargs)  # type: ignore[arg-type]  # the same request, known better

    return login_required(inner)  # type: ignore[return-value]  # the stubs of login_required lose the parameters
