"""What waits for a person in the rounds, so that whoever takes over is told."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from nagara.rounds.workflow import State
from nagara_web.accounts.open_work import OpenWork, tells_open_work
from nagara_web.accounts.standing import Role
from nagara_web.rounds.access import standing_by_id
from nagara_web.rounds.models import Report
from nagara_web.rounds.sentences import STATE_WORDS

__all__ = ["reports_that_wait"]


@tells_open_work
def reports_that_wait(person_id: int) -> Iterator[OpenWork]:
    """Reports that a person writes, signs or reviews now."""
    standing = standing_by_id(person_id)
    writes = Q(city_id__in=standing.cities(Role.CITY_OFFICER), state__in=(State.DRAFT, State.RETURNED))
    signs = Q(city_id__in=standing.cities(Role.HEAD_OF_CITY), state=State.AWAITING_SIGNATURE)
    reviews = Q(reviewer_id=person_id, state=State.IN_REVIEW)
    for report in Report.objects.filter(writes | signs | reviews).select_related("city", "round"):
        values = {
            "city": report.city.name,
            "year": report.round.year,
            "state": str(STATE_WORDS[State(report.state)]),
        }
        yield OpenWork(
            words=_("Report of %(city)s for %(year)s: %(state)s") % values, url=f"/work/reports/{report.pk}/"
        )
