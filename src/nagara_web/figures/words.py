"""What stands beside a figure in words: who made it, and what it measures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from nagara.reports.language import language

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

__all__ = ["indicator_words", "role_words"]

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


def role_words(code: str) -> str:
    """Say a role; the public page names roles and no people."""
    return str(ROLES.get(code, code))


def indicator_words(name: str) -> str:
    """Say the name of an indicator; those of the waste account are translated with the library."""
    return language(get_language() or "en").text(name)
