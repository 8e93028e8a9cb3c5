"""The API as one thing: its routes, its errors, its description."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from nagara_web.opendata.api import answers, public
from nagara_web.opendata.api.errors import ApiError, error_response, handle_errors

__all__ = ["api", "no_such_address"]

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


def no_such_address(request: HttpRequest, rest: str) -> HttpResponse:
    """Say in the shape of every error that there is nothing at an address."""
    return error_response(
        ApiError(404, "not-found", f"There is no /api/v1/{rest[:80]}", where="path", mend="See /api/v1/openapi.json.")
    )
