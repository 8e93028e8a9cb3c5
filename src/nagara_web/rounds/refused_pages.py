"""A page that says why something cannot be done now, in place of a bare status."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from nagara_web.accounts.requests import SignedInRequest
from nagara_web.rounds.refusals import NotReadyError, RefusedError

__all__ = ["says_why"]

P = ParamSpec("P")


def says_why(
    view: Callable[Concatenate[SignedInRequest, P], HttpResponse],
) -> Callable[Concatenate[SignedInRequest, P], HttpResponse]:
    """Show a refusal with its reason and the way back: 403 for who may not, 409 for what is not ready."""

    @wraps(view)
    def inner(request: SignedInRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except RefusedError as refused:
            return _page(request, str(refused), (), 403, kwargs)
        except NotReadyError as refused:
            return _page(request, refused.sentence, refused.details, 409, kwargs)

    return inner  # type: ignore[return-value]  # the wrapper names its first parameter


def _page(request: HttpRequest, sentence: str, details: tuple[str, ...], status: int, names: object) -> HttpResponse:
    pk = names.get("pk") if isinstance(names, dict) else None
    back = f"/work/reports/{pk}/" if pk and "/reports/" in request.path else "/work/"
    context = {"sentence": sentence, "details": details, "back": back}
    return render(request, "rounds/refused.html", context, status=status)
