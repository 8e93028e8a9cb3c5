"""One event for each change of a meeting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nagara_web.audit.actions import record
from nagara_web.meetings.models import Meeting

__all__ = ["log"]


def log(
    meeting: Meeting,
    what: str,
    person_id: int | None,
    role: str = "",
    data: Mapping[str, Any] | None = None,
    city_id: int | None = None,
) -> None:
    """Enter an act into the log, under the meeting that it belongs to."""
    record(
        f"meeting.{what}",
        actor_id=person_id,
        role=role,
        subject=f"meeting:{meeting.pk}",
        city_id=city_id,
        data={"meeting": meeting.slug, **(data or {})},
    )
