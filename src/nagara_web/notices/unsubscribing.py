"""The link at the end of the daily letter: it stops the letter with one press, without signing in."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.core import signing
from django.urls import reverse

__all__ = ["person_of_word", "stop_link"]

SALT: Final = "no daily letter"


def stop_link(person_id: int) -> str:
    """Address that stops the daily letter of one person."""
    word = signing.Signer(salt=SALT).sign(str(person_id))
    return f"{settings.SITE_URL}{reverse('no_daily_letter', args=[word])}"


def person_of_word(word: str) -> int | None:
    """Whose letter a link stops; ``None`` if it was not made here."""
    try:
        return int(signing.Signer(salt=SALT).unsign(word))
    except (signing.BadSignature, ValueError):
        return None
