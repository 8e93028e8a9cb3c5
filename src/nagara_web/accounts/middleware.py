"""Speak to people in their own language, and keep where they are signed in."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone, translation

from nagara_web.accounts.models import Person

__all__ = ["keep_where_people_are", "speak_to_the_person"]

SEEN_IS_KEPT_EVERY_S: Final = 300.0
"""When somebody was last seen is worth one write in five minutes, not one with every page."""
MOST_REMEMBERED: Final = 10_000


def speak_to_the_person(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Let the language and time zone of somebody who signed in win over the cookie and the browser."""
    known = {code for code, _words in settings.LANGUAGES}

    def middleware(request: HttpRequest) -> HttpResponseBase:
        person = request.user
        is_somebody = isinstance(person, Person)
        if isinstance(person, Person):
            if person.language in known:
                translation.activate(person.language)
                request.LANGUAGE_CODE = person.language
            _tell_the_time_of(person)
        try:
            response = get_response(request)
        finally:
            timezone.deactivate()
        if is_somebody and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-cache"
        return response

    return middleware


def keep_where_people_are(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Write down when a session was last seen, seldom enough that reading pages writes nothing."""
    seen: dict[str, float] = {}

    def middleware(request: HttpRequest) -> HttpResponseBase:
        key = request.session.session_key
        now = time.monotonic()
        if key and request.user.is_authenticated and now - seen.get(key, -SEEN_IS_KEPT_EVERY_S) >= SEEN_IS_KEPT_EVERY_S:
            if len(seen) >= MOST_REMEMBERED:
                seen.clear()
            seen[key] = now
            UserSession.objects.create_from_request(request)
        return get_response(request)

    return middleware


def _tell_the_time_of(person: Person) -> None:
    try:
        timezone.activate(ZoneInfo(person.time_zone))
    except (ZoneInfoNotFoundError, ValueError):
        timezone.deactivate()
