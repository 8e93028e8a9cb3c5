"""Amounts as people of the region type them: digits of any script, point or comma, millions in words."""

from __future__ import annotations

import re
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from nagara.exchange.cells.text import ascii_digits

__all__ = ["AmountField"]

GROUPED: Final = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:(?!\1)[.,]\d{1,2})?")
"""Thousands with one sign between them, cents with the other."""
BETWEEN: Final = re.compile(r"[\s\u00a0\u202f'’%]")
MILLIONS: Final = re.compile(
    r"(?P<number>[\d.,]+)(?:m|mio|million|millions|juta|jt|triệu|tr|ล้าน|លាន|ລ້ານ|သန်း|milyon|milhão|milhões)\.?",
    re.IGNORECASE,
)
"""A million as the languages of the network say it."""
MILLION: Final = 1e6


class AmountField(forms.CharField):
    """A number as people of the region type it: digits of any script, point or comma, thousands with signs between."""

    def __init__(self, *, size: int = 12, **kwargs: Any) -> None:  # noqa: ANN401  (as Django has it)
        kwargs.setdefault("required", False)
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "decimal", "size": str(size)}), **kwargs)

    def clean(self, value: Any) -> float | None:  # noqa: ANN401  (as Django has it)
        """Read it; nothing where nothing stands."""
        text = BETWEEN.sub("", ascii_digits(super().clean(value) or ""))
        if not text:
            return None
        in_millions = MILLIONS.fullmatch(text)
        try:
            number = _of_millions(in_millions["number"]) * MILLION if in_millions else float(_plain(text))
        except ValueError:
            raise ValidationError(_("“%(text)s” is no number. Enter it like 640 or 12.5.") % {"text": value}) from None
        if not 0 <= number < float("inf"):
            raise ValidationError(_("Enter a number that is not below zero."))
        return number


def _plain(text: str) -> str:
    grouped = GROUPED.fullmatch(text)
    if grouped is None:
        return text.replace(",", ".")
    return text.replace(grouped[1], "").replace(",", ".")


def _of_millions(text: str) -> float:
    """How many millions; 1.500 of them are one and a half to some and fifteen hundred to others, and nobody guesses."""
    if GROUPED.fullmatch(text):
        raise ValueError(text)
    return float(text.replace(",", "."))
