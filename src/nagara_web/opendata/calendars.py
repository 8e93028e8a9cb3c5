"""The days of a round as a calendar that a phone subscribes to."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event, vText

from nagara.rounds.deadlines import Window
from nagara_web.places.queries import members_on
from nagara_web.rounds.queries import published_rounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nagara_web.places.queries import City
    from nagara_web.rounds.queries import Round

__all__ = ["round_calendar"]

LONGEST_BYTES: Final = 75
END: Final = b"END:VCALENDAR\r\n"


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
    response = HttpResponse(_calendar(found, cities), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{slug}.ics"'
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _calendar(found: Round, cities: list[City]) -> bytes:
    """The whole file; the library writes its frame and the time zones, and each event is a few lines of text.

    It would take minutes to hand a thousand cities to the library as objects.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//nagara//rounds//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", found.title)
    for time_zone in sorted({city.time_zone for city in cities}):
        event = Event()
        event.add("dtstart", _window(found, time_zone).opens_at())
        event.add("dtend", _window(found, time_zone).ends_at())
        calendar.add_component(event)
    calendar.add_missing_timezones()
    calendar.subcomponents = [each for each in calendar.subcomponents if each.name != "VEVENT"]
    frame: bytes = calendar.to_ical().removesuffix(END)
    moments = {city.time_zone: _moments(_window(found, city.time_zone)) for city in cities}
    lines = (line for city in cities for line in _events(found, city, moments[city.time_zone]))
    return frame + b"".join(map(_folded, lines)) + END


def _folded(line: str) -> bytes:
    """A line in pieces of at most 75 bytes, none of which ends inside a letter (RFC 5545, 3.1)."""
    rest, pieces, room = line.encode("utf-8"), [], LONGEST_BYTES
    while len(rest) > room:
        while rest[room] & 0xC0 == 0x80:
            room -= 1
        pieces.append(rest[:room])
        rest, room = rest[room:], LONGEST_BYTES - 1  # the space that begins the next piece counts
    return b"\r\n ".join([*pieces, rest]) + b"\r\n"


def _window(found: Round, time_zone: str) -> Window:
    return Window(opens_on=found.opens_on, closes_on=found.closes_on, time_zone=time_zone)


def _moments(window: Window) -> tuple[str, str, str]:
    """Stamp, beginning and end of the window as the properties of an event have them."""
    stamp = f"{window.opens_at().astimezone(UTC):%Y%m%dT%H%M%SZ}"
    ends = window.ends_at() - timedelta(minutes=1)
    opens, closes = (f";TZID={window.time_zone}:{each:%Y%m%dT%H%M%S}" for each in (window.opens_at(), ends))
    return stamp, opens, closes


def _events(found: Round, city: City, moments: tuple[str, str, str]) -> Iterator[str]:
    values = {"round": found.title, "city": city.name}
    said = {"opens": _("%(round)s opens: %(city)s") % values, "closes": _("%(round)s closes: %(city)s") % values}
    for kind, start in zip(said, moments[1:], strict=True):
        words = vText(said[kind]).to_ical().decode("utf-8")
        yield "BEGIN:VEVENT"
        yield f"SUMMARY:{words}"
        yield f"DTSTART{start}"
        yield f"DTSTAMP:{moments[0]}"
        yield f"UID:{found.slug}-{city.slug}-{kind}@{settings.SITE_URL.split('//', 1)[-1]}"
        yield f"URL:{settings.SITE_URL}/rounds/{found.slug}/"
        for days in sorted(found.reminder_days, reverse=True) if kind == "closes" else ():
            yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{words}", f"TRIGGER:-P{days}D", "END:VALARM")
        yield "END:VEVENT"
