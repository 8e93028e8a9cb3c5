"""What the page of an indicator says: who may be compared, in what order and how surely, and why others not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from nagara.indicators.phrases import Phrase
from nagara.reports.language import language
from nagara.rounds.comparison import groups
from nagara.rounds.rank import RankSpan, rank_spans
from nagara_web.figures.queries import FigureRow, IndicatorRow
from nagara_web.pages.contexts.dots import dots_chart
from nagara_web.pages.contexts.words import Chart, Said, said
from nagara_web.ui.codes import basis_words, boundary_words, code_words, method_words

__all__ = ["IndicatorFigures", "NotInOrder", "Ranked", "indicator_figures", "phrase_words"]

T = TypeVar("T")
SEED: Final = 20_260_101
MOST_IN_A_CHART: Final = 30
"""More rows than this are read in the table; a picture of them would be longer than a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """One city in the order."""

    figure: Said
    rank: str
    """A number, or a span in words; empty where neither direction is better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotInOrder:
    """One city that is not in the order, and why."""

    figure: Said
    reasons: tuple[str, ...]
    nearest: FigureRow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorFigures:
    """The figures of one indicator and year as its page shows them."""

    answer: str
    ranked: tuple[Ranked, ...]
    not_in_order: tuple[NotInOrder, ...]
    silent: tuple[str, ...]
    """Cities that belong to the question and have no figure at all."""
    chart: Chart | None
    basis: str
    """What the figures in the order have in common."""


def indicator_figures(
    indicator: IndicatorRow, rows: list[FigureRow], year: int, silent: list[str], shown: range
) -> IndicatorFigures:
    """Order the figures that may be compared, and say of each other one why it is not among them.

    Parameters
    ----------
    indicator
        What is measured.
    rows
        Its figures of the year.
    year
        The year.
    silent
        Names of the cities that have no figure.
    shown
        Which lines the page shows, counted through the order, those that are not in it, and the silent.
    """
    found = groups(sorted(rows, key=lambda each: not each.is_own_round))
    is_more_better = True if indicator.is_more_better is None else indicator.is_more_better
    spans = rank_spans(found.largest, seed=SEED, is_more_better=is_more_better)
    both = sorted(zip(found.largest, spans, strict=True), key=lambda each: (each[1].rank, each[0].city_name))
    has_direction = indicator.is_more_better is not None

    def in_words(some: list[tuple[FigureRow, RankSpan]]) -> tuple[Ranked, ...]:
        return tuple(Ranked(figure=said(row), rank=_rank(span) if has_direction else "") for row, span in some)

    reasons = (found.why(each) for each in _part(found.outside, shown, len(both)))
    return IndicatorFigures(
        answer=_answer(len(both), len({row.city_id for row in rows}) + len(silent), len(silent)),
        ranked=in_words(_part(both, shown, 0)),
        not_in_order=tuple(
            NotInOrder(figure=said(each.figure), reasons=tuple(map(phrase_words, each.reasons)), nearest=each.nearest)
            for each in reasons
        ),
        silent=tuple(_part(silent, shown, len(rows))),
        chart=_chart(indicator, in_words(both[: MOST_IN_A_CHART + 1]), year) if shown.start == 0 else None,
        basis=_basis(found.largest[0]) if found.largest else "",
    )


def _part(lines: Sequence[T], shown: range, before: int) -> list[T]:
    """Those of some lines that a page shows, where so many lines stand before them."""
    return list(lines[max(0, shown.start - before) : max(0, shown.stop - before)])


def phrase_words(phrase: Phrase) -> str:
    """A phrase of the library in the reader's language."""
    said = {name: code_words(each) for name, each in phrase.values.items()}
    return language(get_language() or "en").text(phrase.text, **said)


def _rank(span: RankSpan) -> str:
    if span.low == span.high:
        return _("rank %(rank)s") % {"rank": span.low}
    return _("rank %(low)s to %(high)s") % {"low": span.low, "high": span.high}


def _answer(comparable: int, cities: int, silent: int) -> str:
    compared = ngettext(
        "Of %(cities)s city, %(comparable)s can be compared.",
        "Of %(cities)s cities, %(comparable)s can be compared.",
        cities,
    ) % {"cities": cities, "comparable": comparable}
    if not silent:
        return compared
    missing = ngettext("%(count)s did not report.", "%(count)s did not report.", silent) % {"count": silent}
    return f"{compared} {missing}"


def _basis(row: FigureRow) -> str:
    """What the figures in the order have in common, as a list."""
    said = (
        (_("Method"), method_words(row.method)),
        (_("Boundary"), boundary_words(row.boundary)),
        (_("Basis of the population"), basis_words(row.population_basis)),
    )
    return " · ".join(f"{name}: {words}" for name, words in said)


def _chart(indicator: IndicatorRow, ranked: tuple[Ranked, ...], year: int) -> Chart | None:
    if not 2 <= len(ranked) <= MOST_IN_A_CHART:
        return None
    name = language(get_language() or "en").text(indicator.name)
    first, last = ranked[0].figure, ranked[-1].figure
    description = _("From %(first)s in %(first_city)s to %(last)s in %(last_city)s.") % {
        "first": first.text,
        "first_city": first.row.city_name,
        "last": last.text,
        "last_city": last.row.city_name,
    }
    return dots_chart(
        [each.figure for each in ranked],
        title=f"{name}, {year}",
        description=description,
        id=f"order-{indicator.code}",
        with_table=False,
    )
