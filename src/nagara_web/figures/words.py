"""What the codes of a figure mean: method, boundary, basis of the population, role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from nagara.exchange.form import choices
from nagara.reports.language import language

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

__all__ = ["basis_words", "boundary_words", "indicator_words", "method_words", "role_words"]

METHODS: Final[dict[str, StrOrPromise]] = {
    "survey": _("Household survey of the year"),
    "carried-forward": _("Rate of an earlier survey, carried forward"),
    "records": _("Published span, without a survey"),
    "waste-wise-cities-tool": _("Waste Wise Cities Tool"),
    "not-stated": _("Not stated"),
    "": _("Not stated"),
}
ROLES: Final[dict[str, StrOrPromise]] = {
    "officer": _("city officer"),
    "city-officer": _("city officer"),
    "head": _("head of the city"),
    "head-of-city": _("head of the city"),
    "coordinator": _("coordinator for the city"),
    "reviewer": _("peer reviewer"),
    "peer-reviewer": _("peer reviewer"),
    "secretariat": _("secretariat of the network"),
    "administrator": _("administrator of the site"),
}


def method_words(code: str) -> str:
    """Say a method by which figures are compared."""
    return str(METHODS.get(code, code))


def boundary_words(code: str) -> str:
    """Say a kind of boundary, in the words of the form."""
    return _choice("boundary", code)


def basis_words(code: str) -> str:
    """Say what a population rests on, in the words of the form."""
    return _choice("population_basis", code)


def role_words(code: str) -> str:
    """Say a role; the public page names roles and no people."""
    return str(ROLES.get(code, code))


def indicator_words(name: str) -> str:
    """Say the name of an indicator; those of the waste account are translated with the library."""
    return language(get_language() or "en").text(name)


def _choice(name: str, code: str) -> str:
    if not code:
        return str(METHODS[""])
    label = next((each.label for each in choices(name) if each.code == code), code)
    return language(get_language() or "en").text(label)
