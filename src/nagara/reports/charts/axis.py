"""A scale from numbers to pixels, with ticks at round numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Final

from nagara.reports.charts.drawing import LINE, coordinate, line, path, text

__all__ = ["Axis", "round_axis", "years_said"]

MOST_YEARS_SAID: Final = 6
CLEAR_OF_LAST: Final = 58.0
"""Distance from the last year that keeps two years apart [px]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """A scale with its ticks.

    Parameters
    ----------
    low, high
        Ends of the scale.
    ticks
        Where a number is written, and how.
    """

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]

    def at(self, value: float, left: float, right: float) -> float:
        """Where a value stands between two pixels; a value off the scale stands at its end."""
        share = (value - self.low) / (self.high - self.low)
        return left + min(1.0, max(0.0, share)) * (right - left)

    def grid(self, left: float, right: float, top: float, bottom: float) -> list[str]:
        """Draw hairlines at the ticks and their numbers under them."""
        places = [(self.at(value, left, right), value, words) for value, words in self.ticks]
        height = f"{coordinate(top)}V{coordinate(bottom)}"
        hairlines = "".join(f"M{coordinate(x)} {height}" for x, value, _ in places if not self._parts(value))
        return [
            path(hairlines, "grid"),
            *(line(x, top, x, bottom, "zero") for x, value, _ in places if self._parts(value)),
            *(text(x, bottom + LINE - 4, words, "soft", anchor="middle") for x, _, words in places),
        ]

    def _parts(self, value: float) -> bool:
        """Whether a tick parts gains from losses."""
        return value == 0.0 > self.low


def round_axis(low: float, high: float, say: Callable[[float, int], str], *, most: int = 5) -> Axis:
    """A scale that holds a range and has at most ``most`` steps of 1, 2 or 5 times a power of ten.

    Parameters
    ----------
    low, high
        What has to fit.
    say
        How a tick is written, given its value and the decimals that tell ticks apart.
    most
        The largest number of steps.
    """
    if high <= low:
        high = low + (abs(low) or 1.0)
    step = _step((high - low) / most)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    decimals = max(0, -floor(log10(step) + 1e-9))
    values = [round(n * step, 12) + 0.0 for n in range(first, last + 1)]
    return Axis(low=values[0], high=values[-1], ticks=tuple((value, say(value, decimals)) for value in values))


def _step(rough: float) -> float:
    order = 10.0 ** floor(log10(rough))
    return next((factor * order for factor in (1.0, 2.0, 5.0) if factor * order >= rough * (1 - 1e-9)), 10.0 * order)


def years_said(count: int, step: float) -> list[tuple[int, str]]:
    """Which years are written under an axis, and how they stand.

    The first, the last, and some between that keep their distance.

    Parameters
    ----------
    count
        Years of the axis.
    step
        Between two of them [px].
    """
    if count == 1:
        return [(0, "start")]
    every = max(1, -(-count // MOST_YEARS_SAID))
    between = [(at, "middle") for at in range(every, count - 1, every) if (count - 1 - at) * step >= CLEAR_OF_LAST]
    return [(0, "middle"), *between, (count - 1, "end")]
