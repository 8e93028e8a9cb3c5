"""Let the demonstration's people act in the past weeks, so that its dates look like those of a real round."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils import timezone

__all__ = ["at"]


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Make it a moment of the past for everything that asks Django what time it is."""
    real = timezone.now
    timezone.now = lambda: moment
    try:
        yield
    finally:
        timezone.now = real
