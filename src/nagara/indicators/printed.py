"""What a printed number stands for: a value and all the values that print as it does.

A published number was rounded, so it stands for an interval of one unit of its last digit. Sums
and quotients of printed numbers carry such intervals along.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import inf, nan
from typing import Final

__all__ = ["Printed", "decimals", "total"]

SIGNIFICANT_DIGITS: Final = 9
"""Digits beyond these are the dust of binary arithmetic (5.390000000000001), not printing."""
ROUNDING_HABITS: Final = 1.1
"""Publishers round, cut and raise, so a number may lie one whole unit off; a tenth on top for the
arithmetic between them (nagara's design rule: 0.011 for shares with two decimals)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A number with the interval it stands for.

    Parameters
    ----------
    value
        The number as printed, or as computed from printed ones.
    low, high
        Ends of the interval that printing leaves open.
    """

    value: float
    low: float
    high: float

    @classmethod
    def to(cls, places: int, value: float) -> Printed:
        """A number that was rounded to so many decimals.

        Examples
        --------
        >>> Printed.to(0, 732.0)
        Printed(value=732.0, low=731.5, high=732.5)
        """
        half = 0.5 * 10.0**-places
        return cls(value=value, low=value - half, high=value + half)

    @classmethod
    def exactly(cls, value: float) -> Printed:
        """A number that was chosen, not measured, and so was never rounded."""
        return cls(value=value, low=value, high=value)

    def __add__(self, other: Printed) -> Printed:
        return Printed(value=self.value + other.value, low=self.low + other.low, high=self.high + other.high)

    def __sub__(self, other: Printed) -> Printed:
        return Printed(value=self.value - other.value, low=self.low - other.high, high=self.high - other.low)

    def __mul__(self, other: Printed) -> Printed:
        ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Printed(value=self.value * other.value, low=min(ends), high=max(ends))

    def __truediv__(self, other: Printed) -> Printed:
        if other.low <= 0.0:  # a whole that may be nothing says nothing about the share
            return Printed(value=nan, low=-inf, high=inf)
        ends = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Printed(value=self.value / other.value, low=min(ends), high=max(ends))

    def or_as(self, other: Printed) -> Printed:
        """The number where it is also printed otherwise: this value, and what either stands for."""
        return Printed(value=self.value, low=min(self.low, other.low), high=max(self.high, other.high))

    def excludes(self, derived: Printed) -> bool:
        """Whether no rounding habit lets this printed number be the derived one."""
        is_apart = derived.high < self.low or derived.low > self.high
        return is_apart and abs(derived.value - self.value) > ROUNDING_HABITS * (self.high - self.low)

    def exceeds(self, whole: Printed) -> bool:
        """Whether it is larger than a whole of which it is a part, whatever was rounded."""
        unit = max(self.high - self.low, whole.high - whole.low)
        return self.low > whole.high and self.value - whole.value > ROUNDING_HABITS * unit


def decimals(value: float) -> int:
    """How many decimals a number was written with; trailing zeros cannot be known.

    Examples
    --------
    >>> decimals(441.0), decimals(21.59), decimals(5.390000000000001)
    (0, 2, 2)
    """
    exponent = Decimal(f"{value:.{SIGNIFICANT_DIGITS}g}").normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def total(parts: Iterable[Printed]) -> Printed:
    """The sum of printed parts."""
    result = Printed.exactly(0.0)
    for part in parts:
        result += part
    return result
