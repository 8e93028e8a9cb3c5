"""How often one address, or one person's programs, may ask in a minute."""

from __future__ import annotations

import time

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.utils.translation import gettext as _

from nagara_web.opendata.api.errors import ApiError

__all__ = ["address_of", "count"]

WINDOW_S = 60


def count(who: str, per_min: int) -> None:
    """Count one request; each web process counts for itself.

    Parameters
    ----------
    who
        Address or person.
    per_min
        How many are answered in a minute; zero for all.

    Raises
    ------
    ApiError
        If there were too many; it says when to come back.
    """
    if not per_min:
        return
    now = int(time.time())
    key, counters = f"api:{who}:{now // WINDOW_S}", caches["counters"]
    counters.add(key, 0, 2 * WINDOW_S)
    if counters.incr(key) > per_min:
        wait_s = WINDOW_S - now % WINDOW_S
        raise ApiError(
            429,
            "too-many",
            _("More than %(count)s requests in a minute.") % {"count": per_min},
            mend=_("Wait %(seconds)s seconds, or ask for more rows at once.") % {"seconds": wait_s},
            retry_after_s=wait_s,
        )


def address_of(request: HttpRequest) -> str:
    """Where a request comes from; behind a proxy of ours, what that proxy says."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if settings.SECURE_PROXY_SSL_HEADER and forwarded:
        return str(forwarded).rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
