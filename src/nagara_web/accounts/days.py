"""The day on which rights are judged: the site's, so that a right begins and ends for everybody at once."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

__all__ = ["site_day"]


def site_day() -> date:
    """Return today where the site stands (``NAGARA_TIME_ZONE``), whatever the zone of whoever asks."""
    return timezone.localdate(timezone=timezone.get_default_timezone())
