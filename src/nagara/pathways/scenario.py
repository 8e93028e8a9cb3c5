"""A scenario: what somebody wants to change, from a year on. Frozen values; nothing is computed here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.uncertainty.estimates import Estimate, RangeMeaning
from nagara.waste.row import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nagara.uncertainty.published_number import Draw

__all__ = ["Change", "Scenario", "drawn_change", "drawn_value", "reached"]

Array: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Row):
    """One row of a scenario.

    Parameters
    ----------
    what
        Code of the lever, of the list ``scenario_lever``.
    of_which
        What of it: a category of waste, a kind of facility, a stage; the lever says which.
    facility
        Code of the facility that it concerns.
    facility_name
        Name of a facility that opens.
    from_year
        First year in which something changes.
    until_year
        Last year of the change; without it the change stays.
    ramp_years
        Years until the whole change is reached, in equal steps; 0 is at once.
    value, low, high
        How far, with its range, in the unit of the lever.
    range_is
        ``interval-95`` or ``bounds``.
    unit
        Unit of the value, where the lever knows several.
    source
        Why, or who says so.
    """

    what: str
    of_which: str | None = None
    facility: str | None = None
    facility_name: str | None = None
    from_year: int
    until_year: int | None = None
    ramp_years: int = 0
    value: float | None = None
    low: float | None = None
    high: float | None = None
    range_is: str | None = None
    unit: str | None = None
    source: str | None = None

    @property
    def key(self) -> str:
        """Names its random stream: the same row in two scenarios is drawn alike."""
        words = (self.what, self.of_which, self.facility, self.value, self.low, self.high, self.range_is, self.unit)
        return "scenario." + "|".join("" if word is None else str(word) for word in words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Changes that are tried together.

    Parameters
    ----------
    name
        What it is called in tables and pictures.
    changes
        Its rows.
    """

    name: str
    changes: tuple[Change, ...] = field(default=())


def reached(change: Change, years: Sequence[int]) -> Array:
    """Part of a change that is reached in each year [frac], shape (years,).

    With a ramp of n years it grows in n + 1 equal steps and is whole in the year ``from_year + n``.

    Examples
    --------
    >>> change = Change(what="collected_share", from_year=2030, ramp_years=3, value=0.9)
    >>> reached(change, range(2029, 2035)).tolist()
    [0.0, 0.25, 0.5, 0.75, 1.0, 1.0]
    """
    steps = np.arange(years[0], years[0] + len(years)) - change.from_year + 1
    part = np.clip(steps / (change.ramp_years + 1.0), 0.0, 1.0)
    if change.until_year is not None:
        part[steps > change.until_year - change.from_year + 1] = 0.0
    return part


def drawn_value(change: Change, draw: Draw, *, is_share: bool) -> Array:
    """The value of a change, drawn inside its range, shape (draws,); nothing below zero."""
    value = change.value or 0.0
    low, high = (value if end is None else end for end in (change.low, change.high))
    return _drawn(change, draw, (value, low, high), is_share=is_share)


def drawn_change(change: Change, draw: Draw) -> Array:
    """A relative change [frac], drawn inside its range as a factor so that nothing falls below -1."""
    value = change.value or 0.0
    if change.low is None and change.high is None:
        return np.array([value])
    low, high = (value if end is None else end for end in (change.low, change.high))
    return _drawn(change, draw, (1.0 + value, 1.0 + low, 1.0 + high), is_share=False) - 1.0


def _drawn(change: Change, draw: Draw, numbers: tuple[float, float, float], *, is_share: bool) -> Array:
    value, low, high = numbers
    if low == high:
        return np.array([value])
    means = RangeMeaning(change.range_is or RangeMeaning.INTERVAL_95)
    return draw(change.key, Estimate(value=value, low=low, high=high, means=means, is_share=is_share))
