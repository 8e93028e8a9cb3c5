"""The sentence of every kind of notice and happening."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from nagara.reports.language import Language, language
from nagara_web.ui.days import day_words, until_words

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

__all__ = ["SENTENCES", "sentence"]

SENTENCES: Final[Mapping[str, StrOrPromise]] = {
    "round-opened": _("%(round)s is open until %(until)s"),
    "round-opened-for-city": _("%(round)s is open for %(city)s until %(until)s"),
    "report-published": _("%(city)s has published its figures for %(year)s"),
    "figure-corrected": _("%(indicator)s of %(city)s, %(year)s, was corrected: %(reason)s"),
    "figure-withdrawn": _("%(indicator)s of %(city)s, %(year)s, was withdrawn: %(reason)s"),
    "report-submitted": _("%(city)s has submitted its report for %(year)s"),
    "report-returned": _("The report of %(city)s for %(year)s was returned; the comments stand at the figures"),
    "report-accepted": _("The report of %(city)s for %(year)s is accepted"),
    "signature-asked": _("The report of %(city)s for %(year)s waits for your signature"),
    "extension-asked": _("%(city)s asks for time until %(until)s: %(reason)s"),
    "extension-answered": _("%(city)s has time until %(until)s"),
    "reminder": _("The report of %(city)s is due on %(until)s"),
    "comment": _("A comment on the report of %(city)s for %(year)s: %(reason)s"),
    "meeting-announced": _("%(meeting)s is announced; it begins on %(until)s"),
    "meeting-invitation": _("%(city)s is invited to %(meeting)s, which begins on %(until)s"),
    "secretariat-letter": _("%(network)s has written to you: %(title)s"),
    "outcome-adopted": _("%(meeting)s has adopted %(title)s"),
    "plan-proven": _("The plan “%(title)s” of %(city)s is proven"),
    "plan-near": _(
        "The proof of the plan “%(title)s” of %(city)s is over: it found no end in time and kept its best plan"
    ),
    "plan-failed": _("The proof of the plan “%(title)s” of %(city)s came to no end: %(reason)s"),
    "agreement-said": _("%(agreement)s: %(who)s says what became of it; it waits for a second person"),
}
"""Sentences by kind; a gap that has no value is left empty."""
BEGINS: Final = frozenset({"meeting-announced", "meeting-invitation"})
"""Kinds whose day is one on which something begins: the same for everybody, and no last day of a city."""
OTHER: Final = _("Something new: %(kind)s")


def sentence(kind: str, values: Mapping[str, str]) -> str:
    """Say what happened, in the language that is active.

    Parameters
    ----------
    kind
        Kind of notice or happening.
    values
        What fills its gaps; a day is written in full, and the name of an indicator in the language.
    """
    if kind == "round-opened" and values.get("city"):
        kind = "round-opened-for-city"
    words = language(get_language() or "en")
    said = {name: _said(name, value, words) for name, value in {"kind": kind, **values}.items()}
    until = values.get("until", "")
    is_beginning = bool(until) and kind in BEGINS
    said["until"] = day_words(date.fromisoformat(until)) if is_beginning else until_words(until, values.get("zone", ""))
    return str(SENTENCES.get(kind, OTHER)) % defaultdict(str, said)


def _said(name: str, value: str, words: Language) -> str:
    return words.text(value) if name == "indicator" else value
