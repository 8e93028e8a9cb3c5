"""Who is invited, and what they answered."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from nagara_web.accounts.queries import holders
from nagara_web.accounts.standing import Role
from nagara_web.meetings.actions.logging import log
from nagara_web.meetings.models import Delegation, Meeting
from nagara_web.notices.actions import tell
from nagara_web.places.queries import members_on

__all__ = ["add_organisation", "change_delegation", "invite_members"]


@transaction.atomic
def invite_members(meeting_id: int, *, person_id: int | None, role: str = "") -> int:
    """Invite every member city that is not invited yet; its officers and heads are told.

    Returns
    -------
    int
        How many cities were invited now.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    today = timezone.localdate()
    known = set(meeting.delegations.filter(invited_on__isnull=False).values_list("city", flat=True))
    new = [city for city in members_on(meeting.network_id) if city.pk not in known]
    for city in new:
        Delegation.objects.update_or_create(meeting=meeting, city=city, defaults={"invited_on": today})
        for person in holders(Role.CITY_OFFICER, Role.HEAD_OF_CITY, city_id=city.pk):
            tell(
                person.pk,
                "meeting-invitation",
                key=f"meeting-invitation:{meeting.slug}:{city.slug}",
                values={"meeting": meeting.title, "city": city.name, "until": meeting.starts_on.isoformat()},
                url=f"/work/meetings/{meeting.slug}/",
            )
    if new:
        log(meeting, "invited", person_id, role, {"cities": [each.slug for each in new]})
    return len(new)


@transaction.atomic
def add_organisation(meeting_id: int, organisation: str, *, person_id: int | None, role: str = "") -> Delegation:
    """Invite an organisation that is no city."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    made = Delegation.objects.create(
        meeting=meeting, organisation=organisation.strip(), invited_on=timezone.localdate()
    )
    log(meeting, "invited", person_id, role, {"organisation": made.organisation})
    return made


@transaction.atomic
def change_delegation(
    delegation: Delegation,
    *,
    person_id: int | None,
    role: str = "",
    **fields: Any,  # noqa: ANN401  (values of its fields)
) -> Delegation:
    """Write down what a delegation answered, who heads it, and how many come; names stay out of the log."""
    for name, value in fields.items():
        setattr(delegation, name, value)
    delegation.save()
    said = {"delegation": str(delegation), "reply": delegation.reply, "size": delegation.size}
    log(delegation.meeting, "delegation-changed", person_id, role, said, delegation.city_id)
    return delegation
