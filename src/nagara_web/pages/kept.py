"""Public pages are put together once and kept until something public changes.

A page that everybody reads is the same for everybody who is not signed in and reads one language. It is
kept in the memory of each process under the number of the last public event, which is asked for each time
(:func:`nagara_web.audit.queries.public_edition`), and the day: no process ever shows a page from before a
publication, and nothing has to be emptied.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language_from_request

from nagara_web.audit.queries import public_edition

__all__ = ["keep_public_pages"]

OPEN: Final = (
    "/about/",
    "/agreements/",
    "/calendars/",
    "/cities/",
    "/commitments/",
    "/compare/",
    "/countries/",
    "/data/",
    "/declarations/",
    "/feeds/",
    "/figures/",
    "/indicators/",
    "/languages/",
    "/networks/",
    "/plans/",
    "/principles/",
    "/rounds/",
    "/threads/",
)
"""Where public pages and their data stand; everything else is asked for anew each time."""
ASKED: Final = frozenset(
    {"a", "answer", "b", "by", "city", "columns", "country", "document", "framework", "indicator", "move", "network"}
    | {"page", "theme", "year"}
)
"""What may be asked of a kept page. An address with anything else, as a search, is put together each time:
whoever makes up addresses fills no memory and pushes no page out."""
LONGEST_BYTES: Final = 200_000
"""A longer answer is not kept; with the number of entries this bounds the memory of a process to 100 MB [byte]."""
DROPPED: Final = frozenset({"content-length", "date", "server", "connection"})


def keep_public_pages(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answer public pages from memory as long as nothing public has changed."""
    kept = caches["pages"]

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not _is_public(request):
            return get_response(request)
        key = _key(request)
        found: tuple[dict[str, str], bytes] | None = kept.get(key)
        if found is None:
            response = get_response(request)
            if not _may_be_kept(response):
                return response
            assert isinstance(response, HttpResponse)  # noqa: S101  (what streams is not kept)
            found = _packed(response)
            kept.set(key, found, None)
        return _answer(request, *found)

    return middleware


def _is_public(request: HttpRequest) -> bool:
    """Whether anybody would get the same answer: only reading, nobody signed in, a public address."""
    path = request.path
    return (
        request.method in {"GET", "HEAD"}
        and (path == "/" or path.startswith(OPEN))
        and ASKED.issuperset(request.GET)
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "HTTP_AUTHORIZATION" not in request.META
    )


def _key(request: HttpRequest) -> str:
    accepted = "gzip" if "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "") else "plain"
    parts = [
        str(public_edition()),
        timezone.localdate().isoformat(),
        get_language_from_request(request),
        accepted,
        request.get_host(),
        request.get_full_path(),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _may_be_kept(response: HttpResponseBase) -> bool:
    return (
        isinstance(response, HttpResponse)
        and response.status_code == 200
        and not response.cookies
        and len(response.content) <= LONGEST_BYTES
        and "no-store" not in response.get("Cache-Control", "")
    )


def _packed(response: HttpResponse) -> tuple[dict[str, str], bytes]:
    headers = {name: value for name, value in response.items() if name.lower() not in DROPPED}
    headers.setdefault("ETag", f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"')
    return headers, response.content


def _answer(request: HttpRequest, headers: dict[str, str], content: bytes) -> HttpResponse:
    if request.headers.get("If-None-Match") == headers["ETag"]:
        answer: HttpResponse = HttpResponseNotModified()
        answer["ETag"] = headers["ETag"]
        return answer
    answer = HttpResponse(b"" if request.method == "HEAD" else content, headers=headers)
    answer["Content-Length"] = str(len(content))  # without it the server would close the line
    return answer
