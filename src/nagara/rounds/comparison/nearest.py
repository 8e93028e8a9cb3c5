"""The nearest fair comparison: of a figure with other cities, or of two cities in other years."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf

from nagara.rounds.comparison.figure import ComparableFigure
from nagara.rounds.comparison.limits import CATEGORIES, Limits
from nagara.rounds.comparison.pair import Comparison, F, compare

__all__ = ["nearest_fair", "nearest_fair_pair"]


def nearest_fair(figure: F, candidates: Iterable[F], limits: Limits | None = None) -> F | None:
    """Find the figure of another city that is fairly compared with one, and is nearest to it.

    Parameters
    ----------
    figure
        The figure that asks.
    candidates
        Figures of the same indicator; its own city's are passed over.
    limits
        How far they may differ; those of the table if none are given.

    Returns
    -------
    ComparableFigure or None
        The nearest by years apart, then by method, boundary, population basis and source; of equally
        near ones the nearest in value. Nothing if none is fair.
    """
    fair = (each for each in candidates if _is_candidate(figure, each) and compare(figure, each, limits).is_fair)
    return min(fair, key=lambda each: (*_distance(figure, each), _gap(figure, each), each.city_slug), default=None)


def nearest_fair_pair(
    first: Iterable[F], second: Iterable[F], *, near: int, limits: Limits | None = None
) -> Comparison[F] | None:
    """Find the fair comparison of two cities that is nearest to a year.

    Parameters
    ----------
    first, second
        All figures of one indicator of each of the two cities.
    near
        The year that was asked for; of two equally near years the later one is taken.
    """
    others = list(second)
    fair = [
        found
        for one in first
        for other in others
        if one.indicator_code == other.indicator_code and (found := compare(one, other, limits)).is_fair
    ]
    return min(fair, key=lambda each: _far_from(near, each), default=None)


def _is_candidate(figure: ComparableFigure, other: ComparableFigure) -> bool:
    return other.city_slug != figure.city_slug and other.indicator_code == figure.indicator_code


def _distance(first: ComparableFigure, second: ComparableFigure) -> tuple[int, ...]:
    """Years apart, then what else differs, in the order in which it weighs."""
    categories = (int(getattr(first, name) != getattr(second, name)) for name in (*CATEGORIES, "source_slug"))
    return (abs(first.year - second.year), *categories)


def _gap(first: ComparableFigure, second: ComparableFigure) -> float:
    return inf if first.value is None or second.value is None else abs(first.value - second.value)


def _far_from(year: int, found: Comparison[F]) -> tuple[int, ...]:
    latest = max(found.first.year, found.second.year)
    away = abs(found.first.year - year) + abs(found.second.year - year)
    return (away, *_distance(found.first, found.second), -latest)
