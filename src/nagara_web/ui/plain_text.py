"""Text of one line: what no feed, letter or table can carry is refused where it is typed."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

__all__ = ["OneLineField", "refuse_unprintable", "without_unprintable"]

UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
"""Signs that XML 1.0 forbids or that no font shows; tab and line breaks are not among them."""


def refuse_unprintable(text: str) -> None:
    """Refuse control signs in a text of one line, line breaks too: an Atom feed or the subject of a letter breaks.

    Raises
    ------
    ValidationError
        With the first of them by its number.
    """
    found = next((each for each in text if unicodedata.category(each) in {"Cc", "Cs"} or each in "\ufffe\uffff"), None)
    if found is not None:
        words = _("It holds a sign that cannot be printed (%(sign)s). Type the text again by hand.")
        raise ValidationError(words, code="unprintable", params={"sign": f"U+{ord(found):04X}"})


def without_unprintable(text: str) -> str:
    r"""Leave out what XML forbids; for texts of several lines that people typed long ago.

    Examples
    --------
    >>> without_unprintable("bad\x0bsign, next\nline")
    'badsign, next\\nline'
    """
    return UNPRINTABLE.sub("", text)


class OneLineField(forms.CharField):
    """A name or a title."""

    default_validators = (refuse_unprintable,)  # type: ignore[assignment]  # Django only reads it
