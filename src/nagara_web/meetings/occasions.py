"""Occasions on which a secretariat writes to its cities, and the usual words; nothing of it is ever sent by itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from nagara_web.rounds.post import LETTERS, Words

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

__all__ = ["OCCASIONS", "REMINDS", "Occasion", "unknown_gaps"]

GAP: Final = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """An occasion to write.

    Parameters
    ----------
    title, says
        What it is called, and who gets the letter.
    words
        The usual words.
    gaps
        What may stand in braces in a network's own words.
    """

    title: StrOrPromise
    says: StrOrPromise
    words: Words
    gaps: tuple[str, ...]


_ROUND: Final = ("name", "city", "round", "year", "until", "url")
_MEETING: Final = ("name", "city", "meeting", "begins", "url")

OCCASIONS: Final[Mapping[str, Occasion]] = {
    "silent": Occasion(
        title=_("Silent cities"),
        says=_("Nothing has moved for twenty days, or nobody has begun."),
        words=LETTERS["reminder"],
        gaps=_ROUND,
    ),
    "overdue": Occasion(
        title=_("Overdue reports"),
        says=_("The last day of the round is over and the report is not handed in."),
        words=Words(
            _("%(round)s: the report of %(city)s is overdue"),
            _(
                "Dear %(name)s,\n\nthe last day of %(round)s was %(until)s, and the report of %(city)s for %(year)s is "
                "not handed in yet. You can ask for more time on its page.\n\nGo on here: %(url)s\n"
            ),
        ),
        gaps=_ROUND,
    ),
    "contradictory": Occasion(
        title=_("Contradictory answers"),
        says=_("Answers that cannot both be right, or that take back what was said last year."),
        words=Words(
            _("%(city)s %(year)s: answers that contradict each other"),
            _(
                "Dear %(name)s,\n\nin the report of %(city)s for %(year)s these answers do not fit together:\n\n"
                "%(what)s\n\nCorrect what is wrong, or write beside it why it is right.\n\nSee them here: %(url)s\n"
            ),
        ),
        gaps=(*_ROUND, "what"),
    ),
    "no-reply": Occasion(
        title=_("Delegations without a reply"),
        says=_("Invited to the next meeting, and nobody has said whether they come."),
        words=Words(
            _("Does %(city)s come to %(meeting)s?"),
            _(
                "Dear %(name)s,\n\n%(city)s is invited to %(meeting)s, which begins on %(begins)s. Tell us whether you "
                "come, and who leads your delegation.\n\nWhat, when and where: %(url)s\n"
            ),
        ),
        gaps=_MEETING,
    ),
    "papers": Occasion(
        title=_("Papers are distributed"),
        says=_("Every invited city, once there are papers of the next meeting to read."),
        words=Words(
            _("Papers for %(meeting)s"),
            _(
                "Dear %(name)s,\n\nthese papers for %(meeting)s can be read now:\n\n%(what)s\n\n"
                "Read them here: %(url)s\n"
            ),
        ),
        gaps=(*_MEETING, "what"),
    ),
    "obligation-due": Occasion(
        title=_("Obligations that fall due"),
        says=_("What an agreement obliges a city to falls due in the next thirty days."),
        words=Words(
            _("%(city)s: what falls due soon under an agreement"),
            _(
                "Dear %(name)s,\n\n%(city)s has agreed to what follows, and its day is near:\n\n%(what)s\n\n"
                "Say how far it is, or that it is done: %(url)s\n"
            ),
        ),
        gaps=("name", "city", "url", "what"),
    ),
    "decision-late": Occasion(
        title=_("Decisions past their date"),
        says=_("A decision of a meeting that the city took on is past its date."),
        words=Words(
            _("A decision that %(city)s took on is past its date"),
            _(
                "Dear %(name)s,\n\n%(city)s took on what follows, and its date is over:\n\n%(what)s\n\n"
                "Tell us how far it is, before %(meeting)s.\n\nThe meeting: %(url)s\n"
            ),
        ),
        gaps=(*_MEETING, "what"),
    ),
}
REMINDS: Final = frozenset({"silent", "overdue"})
"""Occasions that count as a reminder of the round."""


def unknown_gaps(occasion: str, text: str) -> list[str]:
    """Gaps of a text that nothing would fill.

    Examples
    --------
    >>> unknown_gaps("papers", "Dear {name} of {town}, {what}")
    ['{town}']
    """
    known = OCCASIONS[occasion].gaps
    return [f"{{{name}}}" for name in dict.fromkeys(GAP.findall(text)) if name not in known]
