"""What makes the log tamper-evident: each event's digest holds the one before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC
from math import isfinite
from typing import Any

from nagara_web.audit.models import Event

__all__ = ["canonical", "digest_of"]


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


def canonical(value: Any) -> Any:  # noqa: ANN401  (whatever JSON can hold)
    """Write a value in the one way in which every database gives it back: a whole number has no decimals.

    Raises
    ------
    ValueError
        If a number is not finite: JSON has no word for it.

    Examples
    --------
    >>> canonical({"low": -0.0, "high": 1e16, "share": 0.25, "years": (2025, 2026.0)})
    {'low': 0, 'high': 10000000000000000, 'share': 0.25, 'years': [2025, 2026]}
    """
    if isinstance(value, Mapping):
        return {str(name): canonical(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [canonical(each) for each in value]
    if isinstance(value, float):
        if not isfinite(value):
            raise ValueError(f"an event cannot hold {value!r}: leave the number out, or say why there is none")
        return int(value) if value.is_integer() else float(value)
    return value
