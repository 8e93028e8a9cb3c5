"""The figures of a round as data, written while they are read: a round of a thousand cities fills no memory."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe
from pydantic_core import to_json

from nagara.version import VERSION
from nagara_web.audit.queries import public_edition
from nagara_web.figures.queries import figures, newest_publication, values_of_source
from nagara_web.opendata.answering import KINDS, LICENCE, neutral, opened
from nagara_web.opendata.figure_fields import FIELDS, Record, records_of_values
from nagara_web.rounds.queries import published_rounds
from nagara_web.rounds.sources import source_slug

__all__ = ["round_data"]

ROWS_AT_ONCE: Final = 500
COLUMNS: Final = (*FIELDS, "permalink")


@require_safe
def round_data(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """Figures that one round has published, in the order of its page."""
    found = next((each for each in published_rounds() if each.slug == slug), None)
    if found is None or kind not in KINDS:
        raise Http404
    source = source_slug(found)
    changed_at = newest_publication(figures(source=source))
    seconds = int(changed_at.timestamp()) if changed_at else None
    state = f"{public_edition()} {VERSION} {settings.SITE_URL} {slug} {kind}"
    etag = f'W/"{hashlib.sha256(state.encode()).hexdigest()[:32]}"'
    head: dict[str, Any] = {
        "title": found.title,
        "page": f"{settings.SITE_URL}/rounds/{slug}/",
        "licence": LICENCE,
        "source": found.title if changed_at else "",
        "opens_on": found.opens_on,
        "closes_on": found.closes_on,
        "year": found.year,
    }
    parts = _json(head, _records(source)) if kind == "json" else _csv(_records(source))
    response: HttpResponseBase = StreamingHttpResponse(parts, content_type=KINDS[kind])
    if kind == "csv":
        response["Content-Disposition"] = f'inline; filename="rounds-{slug}.csv"'
    response["ETag"] = etag
    if seconds is not None:
        response["Last-Modified"] = http_date(seconds)
    return opened(get_conditional_response(request, etag, seconds, response) or response)  # type: ignore[arg-type]


def _records(source: str) -> Iterator[list[Record]]:
    values = values_of_source(source, FIELDS.values())
    while some := list(islice(values, ROWS_AT_ONCE)):
        yield records_of_values(some)


def _json(head: dict[str, Any], parts: Iterator[list[Record]]) -> Iterator[bytes]:
    yield to_json(head).removesuffix(b"}") + b',"rows":['
    for number, records in enumerate(parts):
        yield (b"," if number else b"") + to_json(records)[1:-1]
    yield b"]}"


def _csv(parts: Iterator[list[Record]]) -> Iterator[bytes]:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for records in parts:
        writer.writerows([neutral(record[name]) for name in COLUMNS] for record in records)
        yield _taken(text)
    yield _taken(text)


def _taken(text: io.StringIO) -> bytes:
    said = text.getvalue().encode("utf-8")
    text.seek(0)
    text.truncate()
    return said
