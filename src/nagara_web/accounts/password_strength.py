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


class PasswordStrengthValidator:
    """A validator for Django's list of them."""

    def validate(self, password: str, user: Person | None = None) -> None:
        """Raise a :class:`ValidationError` that says why, if the password is too easy to guess."""
        known = [user.email, user.name, *user.name.split()] if user is not None else []
        judged = zxcvbn(password[:LONGEST_JUDGED], user_inputs=[*known, "nagara"])
        if judged["score"] < LOWEST_SCORE:
            raise ValidationError(
                _("This password is guessed too quickly. Three or four unrelated words make a good one."),
                code="password-too-weak",
            )

    def get_help_text(self) -> str:
        """What is asked, before it is typed."""
        return _("At least 10 characters, hard to guess. Three or four unrelated words make a good one.")
