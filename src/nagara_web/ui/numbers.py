"""Numbers, intervals and units as a reader of one language sees them: rounded once, here."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nagara.reports.language import language
from nagara.reports.precision import shown

__all__ = ["Printed", "printed", "unit_words", "with_minus"]

SHARE: Final = "share"
CARBON_DIOXIDE: Final = "CO₂e"
METHANE: Final = "CH₄"
SPELLED: Final = {
    SHARE: "%",
    "t CO2e/year": "t CO₂e/year",
    "kg CO2e/person/year": "kg CO₂e/person/year",
    "t CH4/year": "t CH₄/year",
}
"""Units of the account as papers spell them, where that differs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A figure in words: ``72 %``, ``67 to 77``."""

    value: str
    unit: str
    low: str = ""
    high: str = ""

    @property
    def with_unit(self) -> str:
        """Value and unit, kept on one line."""
        return f"{self.value}\N{NO-BREAK SPACE}{self.unit}".strip()

    @property
    def interval(self) -> str:
        """The interval in words; empty where there is none."""
        return _("%(low)s to %(high)s") % {"low": self.low, "high": self.high} if self.low and self.high else ""


def printed(value: float, low: float | None, high: float | None, unit: str) -> Printed:
    """Print a figure to the digit that its interval supports; a share becomes percent.

    Parameters
    ----------
    value, low, high
        The figure and its interval; both ends or none.
    unit
        Unit as in the account, ``share`` for a fraction.
    """
    words = language(get_language() or "en")
    scale = 100.0 if unit == SHARE else 1.0
    ends = (low * scale, high * scale) if low is not None and high is not None else (None, None)
    rounded = shown(value * scale, *ends, finest=0.1 if unit == SHARE else None)

    decimals = rounded.decimals if ends[0] != ends[1] else min(rounded.decimals, _decimals_of(rounded.value))

    def said(number: float | None) -> str:
        return "" if number is None else with_minus(words.number(number, digits=decimals))

    return Printed(value=said(rounded.value), unit=unit_words(unit), low=said(rounded.low), high=said(rounded.high))


def _decimals_of(number: float) -> int:
    """Decimals that a number has: one without an interval is printed with no more than it came with."""
    exponent = Decimal(str(number)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def unit_words(unit: str) -> str:
    """A unit as printed beside a number, in the words of the library's papers: ``t CO2e/year`` is ``t CO₂e/year``.

    A mass of methane is said as one of carbon dioxide is, with its own formula; a unit of a network's own
    indicator stays as it was typed.
    """
    if not unit:
        return ""
    spelled = SPELLED.get(unit, unit)
    said = language(get_language() or "en").text(spelled.replace(METHANE, CARBON_DIOXIDE))
    return said.replace(CARBON_DIOXIDE, METHANE) if METHANE in spelled else said


def with_minus(number: str) -> str:
    """A printed number with the sign for minus, which is not mistaken for a dash."""
    return number.replace("-", "\N{MINUS SIGN}", 1) if number.startswith("-") else number
