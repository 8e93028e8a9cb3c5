"""A network's definition of zero waste, and what else of it stands on pages, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from nagara.reports.language import language
from nagara_web.networks.models import Charter, ChosenIndicator, Fate, FocalPoint, Group, GroupCity, WorkItem, WorkNote

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

__all__ = ["FIELDS", "KINDS", "STATE_TAGS", "definition_sentence", "target_words"]

KINDS: Final[dict[str, StrOrPromise]] = {
    Charter.KIND: gettext_lazy("Charter"),
    FocalPoint.KIND: gettext_lazy("Focal point"),
    Group.KIND: gettext_lazy("Group"),
    GroupCity.KIND: gettext_lazy("City of a group"),
    ChosenIndicator.KIND: gettext_lazy("Indicator"),
    WorkItem.KIND: gettext_lazy("Work plan"),
    WorkNote.KIND: gettext_lazy("Progress note"),
}
"""What kinds of things are called in the history."""
FIELDS: Final[dict[str, StrOrPromise]] = {
    "since": gettext_lazy("From"),
    "until": gettext_lazy("Until"),
    "source": gettext_lazy("Source"),
    "source_url": gettext_lazy("Address of the source"),
    "office": gettext_lazy("Office"),
    "name": gettext_lazy("Name"),
    "theme": gettext_lazy("Theme"),
    "mandate": gettext_lazy("Mandate"),
    "reason": gettext_lazy("Why"),
    "title": gettext_lazy("Title"),
    "what": gettext_lazy("What is done"),
    "state": gettext_lazy("State"),
    "serves": gettext_lazy("Promise"),
    "on": gettext_lazy("Day"),
    "words": gettext_lazy("Words"),
    "agreed_on": gettext_lazy("Agreed on"),
    "definition": gettext_lazy("Definition"),
    "target_year": gettext_lazy("Year"),
}
"""What columns are called where the history says what changed; the others are not said there."""
STATE_TAGS: Final = {"planned": "neutral", "under-way": "review", "done": "plain", "dropped": "neutral"}


def definition_sentence(fates: Sequence[str]) -> str:
    """Say what does not count as zero waste; empty where the network has not said so."""
    if not fates:
        return ""
    words = ", ".join(str(Fate(each).label).lower() for each in Fate.values if each in fates)
    return _("Not zero waste: what is %(fates)s.") % {"fates": words}


def target_words(target_frac: float | None, target_year: int | None) -> str:
    """Say the target; empty where there is none."""
    if target_frac is None:
        return ""
    share = f"{language(get_language() or 'en').number(target_frac * 100, digits=_digits(target_frac * 100))} %"
    if target_year is None:
        return _("Target: %(share)s of the waste generated ends in none of these ways.") % {"share": share}
    return _("Target: by %(year)s, %(share)s of the waste generated ends in none of these ways.") % {
        "share": share,
        "year": target_year,
    }


def _digits(value: float) -> int:
    return 0 if abs(value - round(value)) < 1e-9 else 1
