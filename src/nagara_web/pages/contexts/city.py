"""What the page of a city says."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nagara_web.figures.commitments import COMMITMENT
from nagara_web.figures.principles import principle_codes
from nagara_web.figures.queries import FigureRow, IndicatorRow, figures_of_city, indicators
from nagara_web.figures.words import indicator_words
from nagara_web.pages.contexts.words import Chart, Said, said, series_chart, spark

MOST_YEARS = 4
"""Years that the table of all figures has columns for."""

__all__ = ["Card", "CityFigures", "IndicatorRows", "city_figures"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One headline figure of a city: its newest year, the years before as a small line, or why it is missing."""

    name: str
    indicator_address: str
    newest: Said | None
    spark: str
    others: tuple[Said, ...]
    """Other sources for the same year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRows:
    """One indicator over the years: in each cell what the sources say of that year, the network's own first."""

    name: str
    address: str
    cells: tuple[tuple[int, tuple[Said, ...]], ...]
    is_disputed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CityFigures:
    """The figures of a city as its page shows them."""

    answer: str
    cards: tuple[Card, ...]
    charts: tuple[Chart, ...]
    years: tuple[int, ...]
    """Columns of the table of all figures, newest first."""
    indicators: tuple[IndicatorRows, ...]
    older: tuple[int, ...]
    """Years that have no column; the data files have them."""
    sources: tuple[FigureRow, ...]
    """One figure of each source, for the list of sources."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is published."""
        return not self.indicators


def city_figures(city_id: int, city_name: str) -> CityFigures:
    """Put together what is published of a city.

    Parameters
    ----------
    city_id
        The city.
    city_name
        Its name, for the titles of pictures.
    """
    apart = principle_codes()
    rows = [
        each for each in figures_of_city(city_id) if each.answer_type != COMMITMENT and each.indicator_code not in apart
    ]
    by_code: dict[str, list[FigureRow]] = defaultdict(list)
    for row in sorted(rows, key=lambda each: (-each.year, not each.is_own_round, each.source_title)):
        by_code[row.indicator_code].append(row)
    every = [each for each in indicators() if each.code in by_code or each.is_headline]
    headline = [each for each in every if each.is_headline]
    charts = [
        series_chart(
            _one_line(by_code[each.code]),
            name=indicator_words(each.name),
            place=city_name,
            id=f"series-{each.code}",
        )
        for each in headline
        if each.code in by_code
    ]
    years = sorted({row.year for row in rows}, reverse=True)
    shown = tuple(years[:MOST_YEARS])
    return CityFigures(
        answer=_answer(rows, headline),
        cards=tuple(_card(each, by_code.get(each.code, [])) for each in headline) if rows else (),
        charts=tuple(chart for chart in charts if chart is not None)[:2],
        years=shown,
        indicators=tuple(_indicator_rows(each, by_code[each.code], shown) for each in every if each.code in by_code),
        older=tuple(years[MOST_YEARS:]),
        sources=_sources(rows),
    )


def _answer(rows: Sequence[FigureRow], headline: Sequence[IndicatorRow]) -> str:
    if not rows:
        return _("Nothing is published of this city yet.")
    codes = {each.code for each in headline}
    year = max(row.year for row in rows)
    newest = {row.indicator_code for row in rows if row.year == year and row.indicator_code in codes}
    return ngettext(
        "%(count)s of %(all)s headline figures is published for %(year)s.",
        "%(count)s of %(all)s headline figures are published for %(year)s.",
        len(newest),
    ) % {"count": len(newest), "all": len(codes), "year": year}


def _card(indicator: IndicatorRow, rows: Sequence[FigureRow]) -> Card:
    newest = next((row for row in rows if row.value is not None or row.answer), rows[0] if rows else None)
    same_year = [row for row in rows if newest is not None and row.year == newest.year and row is not newest]
    return Card(
        name=indicator_words(indicator.name),
        indicator_address=reverse("indicator", args=[indicator.code]),
        newest=said(newest) if newest else None,
        spark=spark(_one_line(rows)),
        others=tuple(map(said, same_year)),
    )


def _indicator_rows(indicator: IndicatorRow, rows: Sequence[FigureRow], years: Sequence[int]) -> IndicatorRows:
    by_year: dict[int, list[Said]] = defaultdict(list)
    told = Counter(row.year for row in rows)
    for row in rows:
        if row.year in years:
            by_year[row.year].append(said(row))
    return IndicatorRows(
        name=indicator_words(indicator.name),
        address=reverse("indicator", args=[indicator.code]),
        cells=tuple((year, tuple(by_year.get(year, ()))) for year in years),
        is_disputed=any(count > 1 for count in told.values()),
    )


def _one_line(rows: Sequence[FigureRow]) -> list[FigureRow]:
    """One figure of each year for a line: the source that has most years, so that a line mixes no sources."""
    by_source: dict[str, list[FigureRow]] = defaultdict(list)
    for row in rows:
        kind = "own rounds" if row.is_own_round else row.source_slug
        by_source[kind].append(row)
    longest = max(by_source.values(), key=len, default=[])
    return sorted(longest, key=lambda each: each.year)


def _sources(rows: Iterable[FigureRow]) -> tuple[FigureRow, ...]:
    by_source = {row.source_slug: row for row in rows}
    return tuple(sorted(by_source.values(), key=lambda each: (not each.is_own_round, each.source_title)))
