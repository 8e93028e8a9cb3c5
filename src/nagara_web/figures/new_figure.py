"""What a figure has to say of itself before it may be published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Any, Final

from nagara.errors import NagaraError, QuantityError

__all__ = ["COMPARED_FIELDS", "NewFigure", "ReasonMissingError", "SamePersonError"]


class ReasonMissingError(NagaraError, ValueError):
    """A figure that was published before differs now, and nobody said why.

    Parameters
    ----------
    figure
        The figure, in words.
    """

    code = "correction-without-reason"

    def __init__(self, figure: str) -> None:
        self.figure = figure
        super().__init__(figure)

    def __str__(self) -> str:
        return f"{self.figure} is published with other values. Say why it changes; the reason is printed beside it"


class SamePersonError(NagaraError, ValueError):
    """Somebody would publish what they prepared or signed themselves.

    Parameters
    ----------
    figure
        The figure, in words.
    """

    code = "published-by-its-author"

    def __init__(self, figure: str) -> None:
        self.figure = figure
        super().__init__(figure)

    def __str__(self) -> str:
        return f"{self.figure} was prepared or signed by the person who would publish it. Ask somebody else to publish"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFigure:
    """A figure as it is to be published: a number, a notation key or an answer, and how to judge it.

    Parameters
    ----------
    city_id, indicator, year, source
        What it is: the city, the code of the indicator, the year, the slug of the source.
    value, low, high, level_frac, standard_deviation
        The number with its interval, in the indicator's unit; both ends or none.
    notation_key
        Why there is no number: ``NE``, ``NO``, ``IE``, ``C`` or ``NR``.
    answer
        The answer to an indicator that is no number: ``yes``, ``no`` or the words of a level.
    method, method_note
        Code by which figures are compared, and the method in words.
    boundary, boundary_edition_id, population_persons, population_basis, population_year
        The area and the people that it speaks of.
    locator
        Where in its source it stands.
    reason
        Why it replaces the version before it; needed where there is one that differs.
    report_id
        The report of a round that it comes from.
    origin
        Digests of inputs, version of nagara, seed, draws, defaults that were used.

    Raises
    ------
    QuantityError
        If there is neither number nor key nor answer, or the interval has one end or is upside down.
    """

    city_id: int
    indicator: str
    year: int
    source: str
    method: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    level_frac: float | None = None
    standard_deviation: float | None = None
    notation_key: str = ""
    answer: str = ""
    method_note: str = ""
    boundary: str = ""
    boundary_edition_id: int | None = None
    population_persons: float | None = None
    population_basis: str = ""
    population_year: int | None = None
    locator: str = ""
    reason: str = ""
    report_id: int | None = None
    origin: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.value is None and not self.notation_key and not self.answer:
            raise QuantityError(
                self.indicator, "has no number", "Give its value, or a notation key that says why there is none"
            )
        if self.value is not None and self.notation_key:
            raise QuantityError(self.indicator, "has a number and a notation key", "Keep one of the two")
        if not all(isfinite(each) for each in (self.value, self.low, self.high) if each is not None):
            raise QuantityError(self.indicator, "is not a finite number", "Correct the value or its interval")
        if (self.low is None) != (self.high is None):
            raise QuantityError(self.indicator, "has an interval with one end", "Give both ends or none")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise QuantityError(self.indicator, "has an interval that is upside down", "Exchange its ends")


COMPARED_FIELDS: Final = (
    "value",
    "low",
    "high",
    "level_frac",
    "standard_deviation",
    "notation_key",
    "answer",
    "method",
    "method_note",
    "boundary",
    "boundary_edition_id",
    "population_persons",
    "population_basis",
    "population_year",
    "locator",
)
"""What makes a version differ from the one before; who and with which program does not."""
