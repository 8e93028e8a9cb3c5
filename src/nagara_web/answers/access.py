"""Who may read and who may change the answers of a city."""

from __future__ import annotations

from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nagara_web.accounts.standing import Role, Standing
from nagara_web.answers.models import AnswerSet

__all__ = ["answer_set_for", "may_read", "may_write", "why_locked"]

LOCKS: Final[dict[str, Promise]] = {
    "awaiting-signature": gettext_lazy("The answers are with the head of city. Take the report back to change them."),
    "submitted": gettext_lazy("The report is submitted. It can be changed again when it is returned."),
    "in-review": gettext_lazy("The report is being reviewed. It can be changed again when it is returned."),
    "accepted": gettext_lazy("The report is accepted. A change is a correction now: ask the secretariat."),
    "published": gettext_lazy("The report is published. A change is a correction with a reason."),
    "closed": gettext_lazy("The round is closed. Ask the secretariat for an extension."),
}


def answer_set_for(standing: Standing, pk: int, *, write: bool = False) -> AnswerSet:
    """Find the answers that a person may read, or change.

    Parameters
    ----------
    standing
        Of the person.
    pk
        Of the answers.
    write
        Whether the person is about to change them.

    Raises
    ------
    Http404
        If there are none, or the person may not know of them.
    PermissionDenied
        If the person may read them but not change them; it says who can.
    """
    found = AnswerSet.objects.select_related("city", "city__country", "questionnaire", "network").filter(pk=pk).first()
    if found is None or not may_read(standing, found):
        raise Http404
    if write and not may_write(standing, found):
        raise PermissionDenied(
            _("City officers of %(city)s, and a coordinator whom they asked to report, can change these answers.")
            % {"city": found.city.name}
        )
    return found


def may_write(standing: Standing, answer_set: AnswerSet) -> bool:
    """Whether a person may change the answers, when they are not locked; a coordinator only if the city asked."""
    if answer_set.city_id in standing.cities(Role.CITY_OFFICER):
        return True
    return answer_set.coordinator_may_write and answer_set.city_id in standing.cities(Role.COORDINATOR)


def may_read(standing: Standing, answer_set: AnswerSet) -> bool:
    """Whether a person may read the answers: the city always, its reviewers once it has submitted."""
    if standing.works_for(answer_set.city_id):
        return True
    if not answer_set.is_shared:
        return False
    if answer_set.network_id in standing.networks(Role.SECRETARIAT, Role.PEER_REVIEWER):
        return True
    return answer_set.city.country_id in standing.countries(Role.FOCAL_POINT)


def why_locked(answer_set: AnswerSet) -> str:
    """Say why the answers cannot be changed now; empty while they can."""
    if not answer_set.locked_because:
        return ""
    known = LOCKS.get(answer_set.locked_because)
    return str(known) if known else _("The answers are not open for changes now.")
