"""What states are called, and with which tag they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nagara.commitments.obligations import AgreementState, Standing, State
from nagara_web.ui.days import day_words

if TYPE_CHECKING:
    from datetime import date

    from django_stubs_ext import StrOrPromise

__all__ = ["AGREEMENT_STATES", "AGREEMENT_TAGS", "EVERY", "STATES", "TAGS", "due_words", "every_words", "state_words"]

STATES: Final[dict[State, StrOrPromise]] = {
    State.OPEN: gettext_lazy("Open"),
    State.DUE_SOON: gettext_lazy("Due soon"),
    State.LATE: gettext_lazy("Late"),
    State.DONE: gettext_lazy("Done"),
    State.RELEASED: gettext_lazy("No longer binds"),
    State.LAPSED: gettext_lazy("Lapsed with the agreement"),
}
TAGS: Final[dict[State, str]] = {
    State.OPEN: "neutral",
    State.DUE_SOON: "attention",
    State.LATE: "problem",
    State.DONE: "plain",
    State.RELEASED: "plain",
    State.LAPSED: "plain",
}
"""What is done is quiet, what needs a hand is loud."""
AGREEMENT_STATES: Final[dict[AgreementState, StrOrPromise]] = {
    AgreementState.IN_FORCE: gettext_lazy("In force"),
    AgreementState.AHEAD: gettext_lazy("Not in force yet"),
    AgreementState.ENDED: gettext_lazy("Ended"),
    AgreementState.ENDED_EARLY: gettext_lazy("Ended early"),
    AgreementState.NOT_DATED: gettext_lazy("Beginning not known"),
}
AGREEMENT_TAGS: Final[dict[AgreementState, str]] = {
    AgreementState.IN_FORCE: "published",
    AgreementState.AHEAD: "review",
    AgreementState.ENDED: "neutral",
    AgreementState.ENDED_EARLY: "attention",
    AgreementState.NOT_DATED: "neutral",
}
EVERY: Final[dict[int, StrOrPromise]] = {
    0: gettext_lazy("Once"),
    1: gettext_lazy("Every month"),
    3: gettext_lazy("Every quarter"),
    6: gettext_lazy("Every half year"),
    12: gettext_lazy("Every year"),
    24: gettext_lazy("Every second year"),
}
"""How often an obligation may fall due [months]."""


def state_words(standing: Standing) -> str:
    """How an obligation stands, with the days that it is late."""
    if standing.state is State.LATE:
        days = standing.days_late
        return ngettext("Late by %(count)s day", "Late by %(count)s days", days) % {"count": days}
    return str(STATES[standing.state])


def every_words(months: int) -> str:
    """How often, in words."""
    return str(EVERY.get(months) or _("Every %(count)s months") % {"count": months})


def due_words(first_due: date | None, every_months: int, due: date | None) -> str:
    """When an obligation falls due: the next day that is not done, and how often.

    Parameters
    ----------
    first_due, every_months
        As the text has it.
    due
        The first day that is not done.
    """
    if first_due is None:
        return _("The text sets no day")
    day = day_words(due or first_due)
    if not every_months:
        return day
    return (
        _("%(every)s, next on %(day)s") % {"every": every_words(every_months), "day": day}
        if due
        else every_words(every_months)
    )
