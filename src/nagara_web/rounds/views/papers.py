"""The annual report of a city as files that everybody may read."""

from __future__ import annotations

import re
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from nagara_web.rounds import queries

__all__ = ["annual_report"]

HASH: Final = re.compile(rb"style-src '(sha256-[A-Za-z0-9+/=]+)'")
ONLY_ITS_STYLE: Final = (
    "default-src 'none'; style-src '{}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
FRESH_S: Final = 60


@require_safe
def annual_report(request: HttpRequest, slug: str, city: str, name: str, revision: int | None = None) -> HttpResponse:
    """One paper of what is published; the page bears its own style, and that style is all that may run."""
    file = queries.paper_file(slug, city, name, revision)
    content, kind = file.read_bytes(), name.rpartition(".")[2]
    response = HttpResponse(content, content_type=queries.PAPER_KINDS[kind])
    found = HASH.search(content[:2000]) if kind == "html" else None
    response["Content-Security-Policy"] = ONLY_ITS_STYLE.format(found[1].decode() if found else "none")
    manner = "attachment" if kind == "xlsx" else "inline"
    response["Content-Disposition"] = f'{manner}; filename="{city}-{slug}-report.{name}"'
    if kind == "json":
        response["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(response, public=True, max_age=FRESH_S)
    return response
