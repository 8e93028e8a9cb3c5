"""What the header says of notices."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from nagara_web.notices.queries import unread_count

__all__ = ["unread_notices"]


def unread_notices(request: HttpRequest) -> dict[str, Any]:
    """How many notices somebody who signed in has not read; asked for only if a page prints it."""
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return {"unread_notices": 0}
    return {"unread_notices": SimpleLazyObject(lambda: unread_count(person.pk))}
