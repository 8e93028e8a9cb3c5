"""Answer with data: JSON or CSV of the same rows, with validators, open to every other site."""

from __future__ import annotations

import csv
import hashlib
import io
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import http_date
from pydantic_core import to_json

from nagara.exchange.formula_guard import guarded

__all__ = ["KINDS", "LICENCE", "Sheet", "answer", "as_csv", "json_response", "neutral", "opened"]

LICENCE: Final = (
    "Each row names its source and that source's licence; figures of the network's own rounds are CC BY 4.0."
)
KINDS: Final = {"json": "application/json", "csv": "text/csv; charset=utf-8"}
FRESH_S: Final = 60
WORTH_PACKING: Final = 200
"""Shorter answers are sent as they are; longer ones are packed lightly, which takes a third of the time [byte]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Rows that a page shows, as data.

    Parameters
    ----------
    title
        What they are.
    page
        Address of the page that shows them.
    source
        Who publishes them, in words.
    rows
        In the order of the page; each has the same fields.
    fields
        Names of the fields, for a sheet without rows.
    changed_at
        When the newest of them changed; ``None`` if that is not known.
    more
        What else the JSON says.
    """

    title: str
    page: str
    source: str
    rows: tuple[Mapping[str, Any], ...]
    fields: tuple[str, ...]
    changed_at: datetime | None = None
    more: Mapping[str, Any] = field(default_factory=dict)


def answer(request: HttpRequest, sheet: Sheet, kind: str) -> HttpResponseBase:
    """Answer with a sheet as JSON or CSV, or that nothing has changed.

    Raises
    ------
    Http404
        If there is no such kind.
    """
    if kind not in KINDS:
        raise Http404
    content = _json(sheet) if kind == "json" else as_csv(sheet.fields, sheet.rows)
    response = HttpResponse(content, content_type=KINDS[kind])
    if kind == "csv":
        response["Content-Disposition"] = f'inline; filename="{_file_name(sheet)}.csv"'
    return _finished(request, response, sheet.changed_at)


def json_response(request: HttpRequest, data: Mapping[str, Any], status: int = 200) -> HttpResponseBase:
    """Answer with JSON that is worth asking for only if it has changed."""
    content = to_json(data)
    response = HttpResponse(content, content_type=KINDS["json"], status=status)
    final = _finished(request, response, None)
    if final.status_code == status and len(content) > WORTH_PACKING and "gzip" in _accepted(request):
        response.content = zlib.compress(content, level=1, wbits=zlib.MAX_WBITS | 16)
        response["Content-Encoding"] = "gzip"
        response["ETag"] = f"W/{response['ETag']}"
    patch_vary_headers(final, ("Accept-Encoding",))
    return final


def as_csv(fields: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Write rows as CSV (RFC 4180, UTF-8); a text that a spreadsheet would run as a formula is made harmless."""
    names = tuple(fields)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(names)
    writer.writerows([neutral(row.get(name)) for name in names] for row in rows)
    return text.getvalue().encode("utf-8")


def neutral(value: object) -> object:
    """A value as a cell: nothing for what is absent, and an apostrophe before what looks like a formula.

    Examples
    --------
    >>> neutral("=1+1"), neutral(-1.5), neutral(True), neutral(None)
    ("'=1+1", -1.5, 'true', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat()
    return guarded(value) if isinstance(value, str) else value


def _json(sheet: Sheet) -> bytes:
    return to_json(
        {
            "title": sheet.title,
            "page": sheet.page,
            "licence": LICENCE,
            "source": sheet.source,
            **sheet.more,
            "rows": sheet.rows,
        }
    )


def _finished(request: HttpRequest, response: HttpResponse, changed_at: datetime | None) -> HttpResponseBase:
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    seconds = int(changed_at.timestamp()) if changed_at else None
    response["ETag"] = etag
    if seconds is not None:
        response["Last-Modified"] = http_date(seconds)
    return opened(get_conditional_response(request, etag, seconds, response) or response)


def opened(response: HttpResponseBase) -> HttpResponseBase:
    """Let pages of other sites read an answer, and everybody keep it for a minute."""
    patch_cache_control(response, public=True, max_age=FRESH_S)
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Link"
    return response


def _accepted(request: HttpRequest) -> str:
    return str(request.META.get("HTTP_ACCEPT_ENCODING", ""))


def _file_name(sheet: Sheet) -> str:
    return sheet.page.split("//", 1)[-1].split("?", 1)[0].strip("/").partition("/")[2].replace("/", "-") or "nagara"
