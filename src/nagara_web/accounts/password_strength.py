"""Refuse passwords that are guessed quickly, by the guesses that zxcvbn counts."""

from __future__ import annotations

from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from zxcvbn import zxcvbn

from nagara_web.accounts.models import Person

__all__ = ["PasswordStrengthValidator"]

LOWEST_SCORE: Final = 3
"""Of 0 to 4: 3 stands against ten thousand guesses a second, by the scale of zxcvbn."""
LONGEST_JUDGED: Final = 72
"""Longer passwords are judged by their beginning: the work of zxcvbn grows with the square."""


GUESSES_A_SECOND: Final = 1e4
"""Of somebody who stole the database, against a slow digest: the third of the attackers of zxcvbn."""


def _how_soon(guesses: float) -> str:
    """Say how soon a password is guessed, and what would be a good one."""
    seconds = guesses / GUESSES_A_SECOND
    if seconds < 60:
        return _("This password is guessed within a minute. Three or four unrelated words make a good one.")
    if seconds < 3600:
        return _("This password is guessed within an hour. Three or four unrelated words make a good one.")
    return _("This password is guessed within a few hours. Three or four unrelated words make a good one.")


class PasswordStrengthValidator:
    """A validator for Django's list of them."""

    def validate(self, password: str, user: Person | None = None) -> None:
        """Raise a :class:`ValidationError` that says why, if the password is too easy to guess."""
        known = [user.email, user.name, *user.name.split()] if user is not None else []
        judged = zxcvbn(password[:LONGEST_JUDGED], user_inputs=[*known, "nagara"])
        if judged["score"] < LOWEST_SCORE:
            raise ValidationError(_how_soon(float(judged["guesses"])), code="password-too-weak")

    def get_help_text(self) -> str:
        """What is asked, before it is typed."""
        return _("At least 10 characters, hard to guess. Three or four unrelated words make a good one.")
