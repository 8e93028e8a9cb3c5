"""How many digits of a figure are worth printing.

Rounding happens once, on display, and to the digit that the interval supports.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from math import floor, isfinite, log10
from typing import Final

__all__ = ["Shown", "shown"]

DIGITS_WITHOUT_INTERVAL: Final = 3
TWO_DIGITS_BELOW: Final = 355
"""Three leading digits of the doubt below which two of its digits are printed, else one."""
MOST_DIGITS_BEYOND_DOUBT: Final = 4
"""Digits that a small value may have behind the last one of its doubt; what is smaller is printed as zero."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A figure as it is printed, and its interval rounded to the same digit.

    Parameters
    ----------
    value, low, high
        The rounded numbers; ``low`` and ``high`` are ``None`` where there is no interval.
    decimals
        Digits after the decimal sign.
    """

    value: float
    low: float | None
    high: float | None
    decimals: int


def shown(
    value: float,
    low: float | None = None,
    high: float | None = None,
    *,
    coarsest: float | None = None,
    finest: float | None = None,
) -> Shown:
    """Round a figure to the digit that its interval supports.

    Parameters
    ----------
    value, low, high
        The figure and its interval in one unit.
    coarsest
        The coarsest step that may be printed, for example one point of a percentage.
    finest
        The finest step that may be printed, unless the value is smaller still.

    Notes
    -----
    The rule of the Particle Data Group [1]_, with half the interval as the doubt: if its three
    leading digits lie between 100 and 354, two digits of the doubt are printed, else one (from 950
    on it counts as 1000, whose second digit stands at the same place). The value keeps at least one
    significant digit, unless it is that small beside its doubt that it is nothing.

    References
    ----------
    .. [1] Particle Data Group, "Review of Particle Physics", introduction, section 5.3 "Rounding".

    Examples
    --------
    >>> shown(624.8, 561.3, 701.2)
    Shown(value=620.0, low=560.0, high=700.0, decimals=0)
    >>> shown(0.8331, 0.7484, 0.9349)
    Shown(value=0.83, low=0.75, high=0.93, decimals=2)
    """
    half = (high - low) / 2.0 if low is not None and high is not None else 0.0
    place = _place_of_doubt(half) if half > 0.0 and isfinite(half) else _place_of_value(value)
    if finest is not None:
        place = max(place, floor(log10(finest)))
    if value:
        place = max(min(place, floor(log10(abs(value)))), place - MOST_DIGITS_BEYOND_DOUBT)
    if coarsest is not None:
        place = min(place, floor(log10(coarsest)))
    return Shown(
        value=_to_place(value, place),
        low=None if low is None else _to_place(low, place),
        high=None if high is None else _to_place(high, place),
        decimals=max(0, -place),
    )


def _place_of_doubt(half: float) -> int:
    """Power of ten of the last digit that a doubt supports."""
    order = floor(log10(half))
    head = round(half / 10.0 ** (order - 2))
    if head < TWO_DIGITS_BELOW:
        return order - 1
    return order


def _place_of_value(value: float) -> int:
    return floor(log10(abs(value))) - DIGITS_WITHOUT_INTERVAL + 1 if value else 0


def _to_place(value: float, place: int) -> float:
    return float(Decimal(repr(float(value))).quantize(Decimal(1).scaleb(place), rounding=ROUND_HALF_EVEN)) + 0.0
