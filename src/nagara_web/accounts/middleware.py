"""Speak to a person in their own language, and tell the time of where they are."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone, translation

from nagara_web.accounts.models import Person

__all__ = ["speak_to_the_person"]


def speak_to_the_person(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Let the language and time zone of somebody who signed in win over the cookie and the browser."""
    known = {code for code, _words in settings.LANGUAGES}

    def middleware(request: HttpRequest) -> HttpResponseBase:
        person = request.user
        if isinstance(person, Person) and person.is_authenticated:
            if person.language in known:
                translation.activate(person.language)
                request.LANGUAGE_CODE = person.language
            _tell_the_time_of(person)
        try:
            return get_response(request)
        finally:
            timezone.deactivate()

    return middleware


def _tell_the_time_of(person: Person) -> None:
    try:
        timezone.activate(ZoneInfo(person.time_zone))
    except (ZoneInfoNotFoundError, ValueError):
        timezone.deactivate()
