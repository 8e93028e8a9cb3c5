"""Rounds as everybody may see them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from nagara.reports.language import language
from nagara_web.figures.queries import figures_of_source, indicators, reported_by
from nagara_web.pages.contexts.words import Said, said
from nagara_web.places.queries import member_ids_on
from nagara_web.rounds.queries import papers_of, published_reports_of_round, published_rounds
from nagara_web.rounds.sources import source_slug
from nagara_web.ui.templatetags.ui import in_days

if TYPE_CHECKING:
    from django.core.paginator import Page

    from nagara_web.places.queries import City
    from nagara_web.rounds.queries import Papers, Round

__all__ = ["CityInRound", "RoundFigures", "RoundLine", "round_figures", "round_lines", "window_words"]

COLUMNS = 3
"""Headline figures beside each city."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundLine:
    """One round in a list."""

    round: Round
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CityInRound:
    """One city in a round: its headline figures, or that it has not published."""

    city: City
    named: tuple[tuple[str, Said | None], ...]
    """Its figures, each with the name of its column."""
    is_published: bool
    papers: Papers | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFigures:
    """What a round has brought out."""

    answer: str
    columns: tuple[str, ...]
    cities: tuple[CityInRound, ...]

    @property
    def has_papers(self) -> bool:
        """Whether an annual report of any city can be read."""
        return any(each.papers and each.papers.by_language for each in self.cities)


def round_figures(found: Round, page: Page[City]) -> RoundFigures:
    """Put together what the cities of a round have published, and who has not yet.

    Parameters
    ----------
    found
        The round.
    page
        Those of the members that the page shows.
    """
    source = source_slug(found)
    reported, published = reported_by(source)
    columns = [each for each in indicators() if each.is_headline and (each.code in reported or not reported)][:COLUMNS]
    codes = [each.code for each in columns]
    words = language(get_language() or "en")
    names = {each.code: words.text(each.name) for each in columns}
    by_city: dict[int, dict[str, Said]] = defaultdict(dict)
    for row in figures_of_source(source, codes, [each.pk for each in page]):
        by_city[row.city_id][row.indicator_code] = said(row)
    shown = {each.pk for each in page}
    reports = [each for each in published_reports_of_round(found.pk) if each.city_id in shown]
    papers = {each.report.city_id: each for each in papers_of(reports)}
    cities = tuple(
        CityInRound(
            city=each,
            named=tuple((names[code], by_city[each.pk].get(code)) for code in codes),
            is_published=each.pk in published,
            papers=papers.get(each.pk),
        )
        for each in page
    )
    members = member_ids_on(found.network_id)
    answer = ngettext(
        "%(known)s of %(count)s city has published its report.",
        "%(known)s of %(count)s cities have published their reports.",
        len(members),
    ) % {"known": len(published.intersection(members)), "count": len(members)}
    return RoundFigures(answer=answer, columns=tuple(names.values()), cities=cities)


def round_lines() -> list[RoundLine]:
    """All announced rounds, newest first, each with where its window stands."""
    return [RoundLine(round=each, says=window_words(each.opens_on, each.closes_on)) for each in published_rounds()]


def window_words(opens_on: date, closes_on: date, today: date | None = None) -> str:
    """Where the window of a round stands today, in words."""
    day = today or timezone.localdate()
    if day < opens_on:
        return _("opens %(when)s") % {"when": in_days(opens_on, day)}
    if day <= closes_on:
        return _("closes %(when)s") % {"when": in_days(closes_on, day)}
    return _("closed")
