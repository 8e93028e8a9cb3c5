"""Which two cities, figure and year are compared: as asked, and a fair pair in place of what was not asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from nagara.rounds.comparison import compare, groups, nearest_fair
from nagara_web.figures import queries as figures
from nagara_web.figures.queries import FigureRow, IndicatorRow

__all__ = ["Asked", "Choice", "choose"]

MOST_YEARS: Final = 3
MOST_INDICATORS: Final = 6
"""How far is looked for a fair pair; each year of each indicator is one question to the database."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a reader has asked for; empty what was left open."""

    indicator: IndicatorRow | None
    first: str
    second: str
    year: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is compared; the cities are empty where no two can be compared fairly and none was asked for."""

    indicator: IndicatorRow
    first: str
    second: str
    year: int


def choose(asked: Asked, every: Sequence[IndicatorRow]) -> Choice:
    """Fill in what was not asked so that the comparison is a fair one, if there is any.

    Parameters
    ----------
    asked
        What the reader asked for.
    every
        All indicators that have figures, those to be tried first in front.
    """
    if asked.first and asked.second:
        indicator = asked.indicator or _shared(asked, every)
        return Choice(indicator=indicator, first=asked.first, second=asked.second, year=_year_of_two(asked, indicator))
    named = asked.first or asked.second
    for indicator in [asked.indicator] if asked.indicator else every[:MOST_INDICATORS]:
        years = figures.years_of(indicator.code)
        for year in [asked.year] if asked.year in years else years[:MOST_YEARS]:
            rows = figures.figures_of_indicator(indicator.code, year)
            pair = _partner(rows, named, year) if named else _fair_pair(rows)
            if pair is not None:
                first, second = pair if not asked.second else pair[::-1]
                return Choice(indicator=indicator, first=first, second=second, year=year)
    return _without_pair(asked, asked.indicator or every[0], named)


def _shared(asked: Asked, every: Sequence[IndicatorRow]) -> IndicatorRow:
    """The first indicator of which both cities have a figure."""
    shared = figures.codes_in_numbers(asked.first) & figures.codes_in_numbers(asked.second)
    return next((each for each in every if each.code in shared), every[0])


def _without_pair(asked: Asked, indicator: IndicatorRow, named: str) -> Choice:
    years = figures.years_of(indicator.code)
    other = next((each.slug for each in figures.named_cities(indicator.code) if each.slug != named), "")
    pair = (named, other) if named and other else ("", "")
    first, second = pair if not asked.second else pair[::-1]
    return Choice(indicator=indicator, first=first, second=second, year=asked.year if asked.year in years else years[0])


def _year_of_two(asked: Asked, indicator: IndicatorRow) -> int:
    """The year asked for; else the newest in which both are compared fairly, both or one of them have a figure."""
    years = figures.years_of(indicator.code)
    if asked.year in years:
        return asked.year
    rows = figures.figures_of_cities(indicator.code, (asked.first, asked.second))
    pairs = {
        year: [figures.compared_figure(rows, each, year) for each in (asked.first, asked.second)] for year in years
    }
    both = {year: (one, other) for year, (one, other) in pairs.items() if one and other}
    fair = [year for year, (one, other) in both.items() if compare(one, other).is_fair]
    any_of_them = sorted({row.year for row in rows}, reverse=True)
    return next(iter([*fair, *both, *any_of_them, *years]))


def _fair_pair(rows: Sequence[FigureRow]) -> tuple[str, str] | None:
    """The first two cities by name that may be compared; real ones before invented ones."""
    shown = _compared(rows)
    for some in ([each for each in shown if not each.is_invented], shown):
        alike = sorted(groups(some).largest, key=lambda each: each.city_name)
        if len(alike) > 1:
            return alike[0].city_slug, alike[1].city_slug
    return None


def _partner(rows: Sequence[FigureRow], named: str, year: int) -> tuple[str, str] | None:
    asks = figures.compared_figure(rows, named, year)
    other = nearest_fair(asks, _compared(rows)) if asks is not None and asks.value is not None else None
    return (named, other.city_slug) if other is not None else None


def _compared(rows: Sequence[FigureRow]) -> list[FigureRow]:
    """One figure of each city, the one by which it is compared."""
    chosen: dict[str, FigureRow] = {}
    for each in sorted(rows, key=lambda row: (row.value is None, not row.is_own_round)):
        chosen.setdefault(each.city_slug, each)
    return list(chosen.values())
