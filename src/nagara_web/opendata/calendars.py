"""The days of a round as a calendar that a phone subscribes to."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Alarm, Calendar, Event

from nagara.rounds.deadlines import Window
from nagara_web.places.queries import members_on
from nagara_web.rounds.queries import published_rounds

if TYPE_CHECKING:
    from nagara_web.places.queries import City
    from nagara_web.rounds.queries import Round

__all__ = ["round_calendar"]


@require_safe
def round_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Beginning and end of a round for each city, in the city's own time zone; ``?city=`` for one city.

    The end is that of the round; an extension that one city was granted is its own affair.
    """
    found = next((each for each in published_rounds() if each.slug == slug), None)
    if found is None:
        raise Http404
    asked = request.GET.get("city", "")
    cities = [each for each in members_on(found.network_id, found.opens_on) if asked in ("", each.slug)]
    if asked and not cities:
        raise Http404
    response = HttpResponse(_calendar(found, cities).to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{slug}.ics"'
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _calendar(found: Round, cities: list[City]) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//nagara//rounds//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", found.title)
    for city in cities:
        window = Window(opens_on=found.opens_on, closes_on=found.closes_on, time_zone=city.time_zone)
        end = window.ends_at() - timedelta(minutes=1)
        values = {"round": found.title, "city": city.name}
        opens, closes = _("%(round)s opens: %(city)s") % values, _("%(round)s closes: %(city)s") % values
        for kind, words, moment in (("opens", opens, window.opens_at()), ("closes", closes, end)):
            event = Event()
            event.add("uid", f"{found.slug}-{city.slug}-{kind}@{settings.SITE_URL.split('//', 1)[-1]}")
            event.add("summary", words)
            event.add("dtstart", moment)
            event.add("dtstamp", window.opens_at().astimezone(UTC))
            event.add("url", f"{settings.SITE_URL}/rounds/{found.slug}/")
            if kind == "closes":
                for days in sorted(found.reminder_days, reverse=True):
                    event.add_component(_alarm(words, days))
            calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar


def _alarm(words: str, days: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", timedelta(days=-days))
    return alarm
