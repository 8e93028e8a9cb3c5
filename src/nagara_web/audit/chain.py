"""What makes the log tamper-evident: each event's digest holds the one before it."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC

from nagara_web.audit.models import Event

__all__ = ["digest_of"]


def digest_of(event: Event) -> str:
    """SHA-256 of what an event says joined to the digest before it."""
    content = [
        event.previous_digest,
        event.number,
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        event.action,
        event.actor_id,
        event.actor_role,
        event.subject,
        event.city_id,
        event.data,
    ]
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
