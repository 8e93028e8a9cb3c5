"""What the comparison of two cities says, or why it refuses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nagara.rounds.comparison import Comparison, compare, default_limits, nearest_fair, nearest_fair_pair
from nagara.rounds.year_on_year import CLEAR
from nagara_web.figures.queries import FigureRow, IndicatorRow, city_name, compared_figure, figures_of_indicator
from nagara_web.figures.words import indicator_words
from nagara_web.pages.contexts.dots import dots_chart
from nagara_web.pages.contexts.indicator import phrase_words
from nagara_web.pages.contexts.words import Chart, Said, said
from nagara_web.ui.codes import code_words
from nagara_web.ui.numbers import printed

__all__ = ["AspectLine", "Nearest", "TwoCities", "two_cities"]

ASPECTS: Final[dict[str, str | Promise]] = {
    "year": gettext_lazy("Year"),
    "method": gettext_lazy("Method"),
    "boundary": gettext_lazy("Boundary"),
    "population_basis": gettext_lazy("Basis of the population"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AspectLine:
    """In what two figures agree or differ, as a line of a table."""

    name: str
    first: str
    second: str
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """The nearest comparison that is fair."""

    words: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoCities:
    """Two figures side by side."""

    first: Said | None
    second: Said | None
    missing: str = ""
    refusal: tuple[AspectLine, ...] = ()
    reasons: tuple[str, ...] = ()
    nearest: Nearest | None = None
    sentence: str = ""
    notes: tuple[str, ...] = ()
    chart: Chart | None = None
    """Both on one scale, where that is fair."""

    @property
    def rows(self) -> tuple[Said, ...]:
        """The figures that there are."""
        return tuple(each for each in (self.first, self.second) if each is not None)


def two_cities(
    indicator: IndicatorRow, every: Sequence[FigureRow], first_slug: str, second_slug: str, year: int
) -> TwoCities:
    """Put two cities side by side in one year, or refuse and offer the nearest fair comparison.

    Parameters
    ----------
    indicator
        What is compared.
    every
        All its figures of the two cities.
    first_slug, second_slug
        The cities.
    year
        The year that was asked for.
    """
    first, second = (compared_figure(every, each, year) for each in (first_slug, second_slug))
    if first is None or second is None:
        return TwoCities(
            first=said(first) if first else None,
            second=said(second) if second else None,
            missing=_missing(first_slug if first is None else second_slug, every, year),
            nearest=_nearest(every, first, second, first_slug, second_slug, year),
        )
    found = compare(first, second)
    if not found.is_fair:
        return TwoCities(
            first=said(first),
            second=said(second),
            refusal=tuple(
                AspectLine(
                    name=str(ASPECTS[each.name]),
                    first=code_words(each.first) or _("not said"),
                    second=code_words(each.second) or _("not said"),
                    differs=not each.is_agreed,
                )
                for each in found.aspects
            ),
            reasons=tuple(map(phrase_words, found.refusals)),
            nearest=_nearest(every, first, second, first_slug, second_slug, year),
        )
    told, sentence = (said(first), said(second)), _sentence(indicator, found)
    title = f"{indicator_words(indicator.name)}, {year}"
    return TwoCities(
        first=told[0],
        second=told[1],
        sentence=sentence,
        notes=tuple(map(phrase_words, found.notes)),
        chart=dots_chart(told, title=title, description=sentence, id="two-cities", with_table=False)
        if all(each.number for each in told)
        else None,
    )


def _missing(slug: str, every: Sequence[FigureRow], year: int) -> str:
    name = next((each.city_name for each in every if each.city_slug == slug), "") or city_name(slug)
    return _("%(city)s has no published figure for %(year)s.") % {"city": name, "year": year}


def _nearest(
    every: Sequence[FigureRow],
    first: FigureRow | None,
    second: FigureRow | None,
    first_slug: str,
    second_slug: str,
    year: int,
) -> Nearest | None:
    """The same two cities in other years if that is fair; else the first of them with another city."""
    pair = nearest_fair_pair(
        [each for each in every if each.city_slug == first_slug],
        [each for each in every if each.city_slug == second_slug],
        near=year,
    )
    if pair is not None:
        return _offer(pair.first, pair.second)
    for asks in (first, second):
        other = nearest_fair(asks, _candidates(asks)) if asks is not None and asks.value is not None else None
        if asks is not None and other is not None:
            return _offer(asks, other)
    return None


def _candidates(asks: FigureRow) -> list[FigureRow]:
    """Figures of the years that may be compared with one."""
    years = default_limits().years
    return [
        row
        for year in range(asks.year - years, asks.year + years + 1)
        for row in figures_of_indicator(asks.indicator_code, year)
    ]


def _offer(first: FigureRow, second: FigureRow) -> Nearest:
    asked = urlencode(
        {"a": first.city_slug, "b": second.city_slug, "indicator": first.indicator_code, "year": first.year}
    )
    words = _("%(first)s %(first_year)s with %(second)s %(second_year)s") % {
        "first": first.city_name,
        "first_year": first.year,
        "second": second.city_name,
        "second_year": second.year,
    }
    return Nearest(words=words, address=f"{reverse('compare')}?{asked}")


def _sentence(indicator: IndicatorRow, found: Comparison[FigureRow]) -> str:
    difference, first, second = found.difference, found.first, found.second
    if difference is None:
        return ""
    names = {"first": first.city_name, "second": second.city_name}
    if difference.probability_of_sign is None or difference.low is None or difference.high is None:
        return _("The two can be put side by side. Without intervals nobody can say whether they truly differ.")
    nearer, farther = sorted((abs(difference.low), abs(difference.high)))
    size = printed(abs(difference.value), nearer, farther, indicator.unit)
    if difference.probability_of_sign < CLEAR:
        span = printed(difference.value, difference.low, difference.high, indicator.unit)
        return _("There is no clear difference between %(first)s and %(second)s (%(low)s to %(high)s).") % {
            **names,
            "low": span.low,
            "high": span.high,
        }
    said_size = _("%(value)s points") % {"value": size.value} if indicator.unit == "share" else size.with_unit
    if difference.value > 0:
        return _("%(second)s is %(size)s above %(first)s.") % {**names, "size": said_size}
    return _("%(second)s is %(size)s below %(first)s.") % {**names, "size": said_size}
