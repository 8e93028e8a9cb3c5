"""Notation keys in words: why there is no number."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["NOTATION_WORDS", "notation_words"]

NOTATION_WORDS: Final[dict[str, str | Promise]] = {
    "NE": _("not estimated"),
    "NO": _("does not occur"),
    "IE": _("included elsewhere"),
    "C": _("confidential"),
    "NR": _("not reported"),
}


def notation_words(key: str) -> str:
    """The words of a notation key; the key itself if it is none of the five."""
    return str(NOTATION_WORDS.get(key, key))
