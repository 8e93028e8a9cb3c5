"""Codes of methods, boundaries and population bases in words, for pages; data files keep the codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from nagara.exchange.form import choices
from nagara.reports.language import language

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

__all__ = ["basis_words", "boundary_words", "code_words", "method_words"]

METHODS: Final[dict[str, StrOrPromise]] = {
    "survey": _("Household survey of the year"),
    "carried-forward": _("Rate of an earlier survey, carried forward"),
    "records": _("Published span, without a survey"),
    "waste-wise-cities-tool": _("Waste Wise Cities Tool"),
    "not-stated": _("Not stated"),
    "": _("Not stated"),
}
BOUNDARY, BASIS = "boundary", "population_basis"
"""Lists of the form whose words are translated with it."""


def method_words(code: str) -> str:
    """Say a method by which figures are compared."""
    return str(METHODS.get(code, code))


def boundary_words(code: str) -> str:
    """Say a kind of boundary, in the words of the form."""
    return _choice(BOUNDARY, code) or code or str(METHODS[""])


def basis_words(code: str) -> str:
    """Say what a population rests on, in the words of the form."""
    return _choice(BASIS, code) or code or str(METHODS[""])


def code_words(code: str) -> str:
    """Say a code of any of the three; what is none of them, as a year, stays as it is."""
    if code in METHODS:
        return method_words(code) if code else ""
    return _choice(BOUNDARY, code) or _choice(BASIS, code) or code


def _choice(name: str, code: str) -> str:
    """Return the word of the form for a code of one of its lists; empty if the list has no such code."""
    label = next((each.label for each in choices(name) if each.code == code), "")
    return language(get_language() or "en").text(label) if label else ""
