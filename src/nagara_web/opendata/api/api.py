"""The API as one thing: its routes, its errors, its description."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import NinjaAPI

from nagara_web.opendata.api import answers, public
from nagara_web.opendata.api.errors import ApiError, error_response, handle_errors

__all__ = ["api", "in_one_shape", "no_such_address", "no_such_version"]

api = NinjaAPI(
    title="nagara",
    version="1",
    description=(
        "Published figures of cities for everybody, and the answers of a city for its own programs. "
        "Shares are fractions. Fields are added, never renamed or removed, as long as the address says v1."
    ),
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api-1",
)
api.add_router("", public.router)
api.add_router("/answers", answers.router)
handle_errors(api)


def no_such_address(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Say in the shape of every error that there is nothing at an address of this version."""
    return _nothing_at(_("There is no address /api/v1/%(rest)s.") % {"rest": rest[:80]})


def no_such_version(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Say in the shape of every error that there is no other version."""
    return _nothing_at(_("There is no address /api/%(rest)s: the API has one version, v1.") % {"rest": rest[:80]})


def _nothing_at(what: str) -> HttpResponse:
    mend = _("All addresses stand in /api/v1/openapi.json.")
    return error_response(ApiError(404, "not-found", what, where="path", mend=mend))


def in_one_shape(api: NinjaAPI) -> tuple[list[Any], str, str]:
    """Addresses of the API, that answer HEAD as GET, and what they do not take in the shape of every error."""
    patterns, app_name, namespace = api.urls
    for each in patterns:
        if each.callback is not None:
            each.callback = _in_one_shape(each.callback)
    return patterns, app_name, namespace


def _in_one_shape(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        asked = str(request.method)
        request.method = "GET" if asked == "HEAD" else asked
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponseNotAllowed):
            return _not_allowed(asked, response["Allow"])
        if asked == "HEAD" and isinstance(response, HttpResponse):
            length = len(response.content)
            response.content = b""
            response["Content-Length"] = str(length)
        return response

    return answer


def _not_allowed(method: str, allowed: str) -> HttpResponse:
    response = error_response(
        ApiError(
            405,
            "method-not-allowed",
            _("%(method)s is not possible at this address.") % {"method": method[:20]},
            where="method",
            mend=_("Use: %(known)s.") % {"known": allowed},
        )
    )
    response["Allow"] = allowed
    return response
