"""Write one event; the only way into the log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from nagara_web.audit.chain import canonical, digest_of
from nagara_web.audit.models import ChainHead, Event
from nagara_web.audit.public import may_be_public

__all__ = ["record"]


@transaction.atomic
def record(
    action: str,
    *,
    actor_id: int | None,
    subject: str,
    role: str = "",
    city_id: int | None = None,
    data: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> Event:
    """Record one change, in the transaction of the change itself: both stand, or neither.

    Parameters
    ----------
    action
        Dotted name that never changes, as in ``report.submitted``.
    actor_id
        Who did it; ``None`` for the site itself.
    subject
        What it was done to, as ``kind:id``.
    role
        In which role the actor acted.
    city_id
        The city it concerns, if one.
    data
        What else is worth keeping: numbers and words, never personal data of households.
    at
        When; now if not given.

    Returns
    -------
    Event
        The event as it stands in the log.
    """
    ChainHead.objects.get_or_create(pk=1)
    head = ChainHead.objects.select_for_update().get(pk=1)
    event = Event(
        number=head.number + 1,
        at=at or timezone.now(),
        action=action,
        actor_id=actor_id,
        actor_role=role,
        subject=subject,
        city_id=city_id,
        data=canonical(data or {}),
        previous_digest=head.digest,
    )
    event.digest = digest_of(event)
    event.save(force_insert=True)
    head.number, head.digest = event.number, event.digest
    if may_be_public(action):
        head.public_number = event.number
    head.save(update_fields=["number", "digest", "public_number"])
    return event
