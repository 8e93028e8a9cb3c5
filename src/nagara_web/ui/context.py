"""What every page knows besides its own context."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from nagara.version import VERSION

__all__ = ["every_page"]


def every_page(request: HttpRequest) -> dict[str, Any]:
    """Version, whether this is the demonstration, and the languages with their own names.

    Parameters
    ----------
    request
        The request that is answered.
    """
    from nagara.reports.language import LANGUAGES

    return {
        "version": VERSION,
        "is_demo": settings.IS_DEMO,
        "site_url": settings.SITE_URL,
        "languages_by_own_name": LANGUAGES,
        "page_language": get_language() or "en",
        "here": request.get_full_path(),
    }
