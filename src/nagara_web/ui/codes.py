"""Codes of methods, boundaries and population bases in words, for pages; data files keep the codes."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["WORDS", "code_words"]

WORDS: Final[dict[str, str | Promise]] = {
    "survey": _("household survey"),
    "carried-forward": _("carried forward from an earlier survey"),
    "records": _("records"),
    "waste-wise-cities-tool": _("Waste Wise Cities Tool"),
    "not-stated": _("not stated by its source"),
    "administrative": _("administrative area"),
    "metropolitan": _("metropolitan area"),
    "urban": _("urban area only"),
    "service": _("area served by the city"),
    "other": _("other"),
    "census": _("census"),
    "projection": _("projection"),
    "register": _("register"),
    "estimate": _("estimate"),
}


def code_words(code: str) -> str:
    """A code in words; one that is not known is printed with blanks in place of hyphens."""
    return str(WORDS.get(code, code.replace("-", " ")))
