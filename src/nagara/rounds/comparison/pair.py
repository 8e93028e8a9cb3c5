r"""Two figures: in what they agree, in what they differ, and how sure their difference is.

Notes
-----
The interval of a difference is put together from the two intervals, which may be asymmetric, by the
method of variance estimates recovery [1]_:

.. math:: L = d - \sqrt{(b - l_b)^2 + (u_a - a)^2}, \quad U = d + \sqrt{(u_b - b)^2 + (a - l_a)^2}

with :math:`d = b - a`. It takes the two cities as measured independently of each other.

References
----------
.. [1] Zou, G. Y. and Donner, A. (2008), "Construction of confidence limits about effect measures: a
   general approach", Statistics in Medicine 27(10), 1693-1702, doi:10.1002/sim.3095.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import sqrt
from typing import Final, Generic, TypeVar

from nagara.errors import UnknownCodeError
from nagara.indicators.change import probability_of_sign
from nagara.indicators.phrases import Phrase
from nagara.rounds.comparison.figure import ComparableFigure
from nagara.rounds.comparison.limits import CATEGORIES, Limits, category, default_limits
from nagara.rounds.comparison.phrases import DIFFERENCES, NOTES
from nagara.uncertainty.estimates import Z95

__all__ = ["Aspect", "Comparison", "Difference", "F", "compare"]

YEAR: Final = "year"
F = TypeVar("F", bound=ComparableFigure)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aspect:
    """One thing in which two figures agree or differ.

    Parameters
    ----------
    name
        ``year``, ``method``, ``boundary`` or ``population_basis``.
    first, second
        What each says, as codes; empty where it is not known.
    is_same
        Whether both say the same.
    is_agreed
        Whether that is near enough.
    """

    name: str
    first: str
    second: str
    is_same: bool
    is_agreed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The second figure less the first.

    Parameters
    ----------
    value, low, high
        In the unit of the figures; no ends where one of them has no interval.
    probability_of_sign
        Probability that the true difference has the sign of the printed one [frac].
    """

    value: float
    low: float | None = None
    high: float | None = None
    probability_of_sign: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Generic[F]):
    """Two figures, in what they agree, and what follows if they agree in everything.

    Parameters
    ----------
    first, second
        The figures.
    aspects
        Year, method, boundary and population basis, in this order.
    refusals
        Why they are not compared; empty for a fair comparison.
    notes
        What a reader should still know.
    difference
        The second less the first; only for a fair comparison.
    """

    first: F
    second: F
    aspects: tuple[Aspect, ...]
    refusals: tuple[Phrase, ...]
    notes: tuple[Phrase, ...] = ()
    difference: Difference | None = None

    @property
    def is_fair(self) -> bool:
        """Whether the two may be put side by side."""
        return not self.refusals


def compare(first: F, second: F, limits: Limits | None = None) -> Comparison[F]:
    """Put two figures side by side, or say why not.

    Parameters
    ----------
    first, second
        Figures of one indicator.
    limits
        How far they may differ; those of the table if none are given.

    Raises
    ------
    UnknownCodeError
        If they measure different things: that is no question of fairness.
    """
    if first.indicator_code != second.indicator_code:
        what = "indicator of the second figure"
        raise UnknownCodeError(what, second.indicator_code, (first.indicator_code,))
    limits = limits or default_limits()
    aspects = tuple(_aspects(first, second, limits))
    refusals = tuple(_refusals(first, second, aspects))
    return Comparison(
        first=first,
        second=second,
        aspects=aspects,
        refusals=refusals,
        notes=() if refusals else tuple(_notes(first, second, aspects)),
        difference=None if refusals else _difference(first, second),
    )


def _aspects(first: ComparableFigure, second: ComparableFigure, limits: Limits) -> Iterator[Aspect]:
    apart = abs(first.year - second.year)
    yield Aspect(
        name=YEAR,
        first=str(first.year),
        second=str(second.year),
        is_same=not apart,
        is_agreed=apart <= limits.years,
    )
    is_one_source = bool(first.source_slug) and first.source_slug == second.source_slug
    for name in CATEGORIES:
        one, other = category(first, name), category(second, name)
        is_same = one == other and (bool(one) or is_one_source)
        yield Aspect(name=name, first=one, second=other, is_same=is_same, is_agreed=is_same or limits.allows(name))


def _refusals(first: ComparableFigure, second: ComparableFigure, aspects: Iterable[Aspect]) -> Iterator[Phrase]:
    if first.city_slug == second.city_slug:
        yield Phrase(DIFFERENCES["same-city"])
    if first.value is None or second.value is None:
        yield Phrase(DIFFERENCES["absent"])
    for each in aspects:
        if not each.is_agreed:
            yield _phrase(each)


def _phrase(aspect: Aspect) -> Phrase:
    if not (aspect.first and aspect.second):
        return Phrase(DIFFERENCES[f"unknown-{aspect.name}"])
    return Phrase(DIFFERENCES[aspect.name], {"first": aspect.first, "second": aspect.second})


def _notes(first: ComparableFigure, second: ComparableFigure, aspects: Iterable[Aspect]) -> Iterator[Phrase]:
    for each in aspects:
        if each.is_same and not each.first:
            yield Phrase(NOTES[f"unsaid-{each.name}"])
        elif not each.is_same and not (each.first and each.second):
            yield Phrase(DIFFERENCES[f"unknown-{each.name}"])
        elif not each.is_same:
            yield Phrase(NOTES[f"apart-{each.name}"], {"first": each.first, "second": each.second})
    if None in (first.low, first.high, second.low, second.high):
        yield Phrase(NOTES["no-interval"])


def _difference(first: ComparableFigure, second: ComparableFigure) -> Difference | None:
    if first.value is None or second.value is None:
        return None
    value = second.value - first.value
    if first.low is None or first.high is None or second.low is None or second.high is None:
        return Difference(value=value)
    down = sqrt(max(second.value - second.low, 0.0) ** 2 + max(first.high - first.value, 0.0) ** 2)
    up = sqrt(max(second.high - second.value, 0.0) ** 2 + max(first.value - first.low, 0.0) ** 2)
    towards_zero = (down if value >= 0 else up) / Z95
    return Difference(
        value=value,
        low=value - down,
        high=value + up,
        probability_of_sign=probability_of_sign(value, towards_zero),
    )
