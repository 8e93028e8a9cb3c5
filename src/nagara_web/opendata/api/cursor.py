"""An opaque word for where the next page begins."""

from __future__ import annotations

import base64
import binascii
import json

from django.utils.translation import gettext as _

from nagara_web.opendata.api.errors import ApiError
from nagara_web.ui.asked import LARGEST

__all__ = ["cursor_of", "place_of"]


def cursor_of(place: int) -> str:
    """Write the word for the last figure of a page."""
    return base64.urlsafe_b64encode(json.dumps(["f", place]).encode()).decode().rstrip("=")


def place_of(cursor: str) -> int:
    """Read the word again.

    Raises
    ------
    ApiError
        If it was not written here.

    Examples
    --------
    >>> place_of(cursor_of(17))
    17
    """
    try:
        kind, place = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if kind == "f" and type(place) is int and 0 <= place <= LARGEST:
            return place
    except (binascii.Error, ValueError, TypeError, RecursionError):
        pass
    raise ApiError(
        422,
        "cursor-unknown",
        _("This is no place in the list."),
        where="next",
        mend=_("Take “next” from the answer before, as it is."),
    )
