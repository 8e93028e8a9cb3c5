"""Days, times and their zones in words, for pages and letters alike."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nagara.reports.language import language

__all__ = ["BUDDHIST_YEARS_AHEAD", "day_words", "deadline_words", "until_words", "zone_words"]

BUDDHIST_YEARS_AHEAD: Final = 543
SECONDS_PER_HOUR: Final = 3600


def day_words(value: date) -> str:
    """A day in full; in Thai with the year of the Buddhist era, which is the one of the calendar on the wall."""
    code = get_language() or "en"
    words = language(code).date(value)
    return f"{words} (พ.ศ. {value.year + BUDDHIST_YEARS_AHEAD})" if code == "th" else words


def zone_words(moment: datetime) -> str:
    """The zone of a moment as everybody reads it, without a name to translate: ``UTC+7``, ``UTC+6:30``.

    Examples
    --------
    >>> zone_words(datetime(2026, 6, 30, tzinfo=ZoneInfo("Asia/Yangon")))
    'UTC+6:30'
    """
    offset = moment.utcoffset()
    if not offset:
        return "UTC"
    hours, rest = divmod(int(abs(offset.total_seconds())), SECONDS_PER_HOUR)
    sign = "+" if offset > timedelta(0) else "\N{MINUS SIGN}"
    return f"UTC{sign}{hours}" + (f":{rest // 60:02}" if rest else "")


def until_words(until: str, time_zone: str = "") -> str:
    """A last day as notices and letters keep it: with the zone of the city where it is known.

    Parameters
    ----------
    until
        ISO date; an empty text stays empty.
    time_zone
        Of the city whose day it is; empty where every city has its own, and that is said then.
    """
    if not until:
        return ""
    last_day = date.fromisoformat(until)
    if time_zone:
        return deadline_words(last_day, time_zone)
    whose = _("each in the city's own time zone")
    return f"{day_words(last_day)} ({whose})"


def deadline_words(last_day: date, time_zone: str) -> str:
    """A last day with the hour at which it ends: 24:00 where the city is, which no reader takes for its morning.

    Parameters
    ----------
    last_day
        The last day that counts.
    time_zone
        Of the city, as in ``Asia/Vientiane``.
    """
    end = datetime.combine(last_day + timedelta(days=1), time.min, ZoneInfo(time_zone)) - timedelta(seconds=1)
    return f"{day_words(last_day)}, 24:00 {zone_words(end)}"
