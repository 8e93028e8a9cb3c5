"""What has to be done once on every day, or once in every hour."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import Any, Final

from django.apps import AppConfig
from django.db import connections
from django.utils import timezone
from django_q.models import Schedule

from nagara_web.jobs.actions import ask_for, find_lost_jobs
from nagara_web.jobs.registry import DAILY, HOURLY, kinds

__all__ = ["ask_for_the_day", "keep_the_schedule"]

NAME: Final = "what-is-daily"
EVERY_MIN: Final = 15


def ask_for_the_day() -> None:
    """Ask for every daily job of today (UTC) and every hourly one of this hour; asked for again, nothing changes.

    It is asked every quarter of an hour, so that a site that slept through midnight does the day's work when
    it wakes; the day in the key keeps two workers from doing it twice.
    """
    find_lost_jobs()
    now = timezone.now().astimezone(UTC)
    day, hour = now.date().isoformat(), now.strftime("%Y-%m-%dT%H")
    for kind in kinds():
        if kind.startswith(HOURLY):
            ask_for(kind, key=f"{kind}:{hour}", arguments={"hour": hour})
        if kind.startswith(DAILY):
            ask_for(kind, key=f"{kind}:{day}", arguments={"day": day})


def keep_the_schedule(sender: AppConfig, using: str, **_: Any) -> None:  # noqa: ANN401, ARG001  (what Django sends)
    """Make the schedule after every migration, if there is a place for it by then."""
    if Schedule._meta.db_table not in connections[using].introspection.table_names():
        return
    Schedule.objects.using(using).update_or_create(
        name=NAME,
        defaults={
            "func": f"{__name__}.{ask_for_the_day.__name__}",
            "schedule_type": Schedule.MINUTES,
            "minutes": EVERY_MIN,
            "repeats": -1,
            "next_run": timezone.now() - timedelta(seconds=1),
        },
    )
