"""One event for each change of an agreement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nagara_web.agreements.models import Agreement
from nagara_web.audit.actions import record

__all__ = ["log"]


def log(
    agreement: Agreement,
    what: str,
    person_id: int | None,
    role: str = "",
    data: Mapping[str, Any] | None = None,
    city_id: int | None = None,
) -> None:
    """Enter an act into the log, under the agreement that it belongs to."""
    record(
        f"agreement.{what}",
        actor_id=person_id,
        role=role,
        subject=f"agreement:{agreement.pk}",
        city_id=city_id,
        data={"agreement": agreement.slug, **(data or {})},
    )
