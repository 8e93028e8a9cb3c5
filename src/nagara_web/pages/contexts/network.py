"""What a network says of itself on its page, and the indicators that a group of cities shares, fairly compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nagara.rounds.comparison import Grouping, groups
from nagara_web.figures import queries as figures
from nagara_web.figures.queries import FigureRow
from nagara_web.figures.words import indicator_words
from nagara_web.networks import queries
from nagara_web.networks.lines import WorkLine, work_lines
from nagara_web.networks.queries import Charter, ChosenIndicator, Group, OfficeLine, WorkCounts, ZeroWasteDefinition
from nagara_web.pages.contexts.indicator import phrase_words
from nagara_web.pages.contexts.word_answers import is_in_words
from nagara_web.pages.contexts.words import Said, said
from nagara_web.places.queries import City

__all__ = ["NetworkSections", "SharedIndicator", "SharedLine", "network_sections", "shared_indicators"]

SHOWN_ITEMS = 4
"""Items of the work plan on the page of the network; the plan has a page of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkSections:
    """What a network agreed on and does, in short."""

    charter: Charter | None
    definition: ZeroWasteDefinition | None
    offices: tuple[OfficeLine, ...]
    work: tuple[WorkLine, ...]
    """The next items that are open."""
    counts: WorkCounts
    indicators: tuple[tuple[ChosenIndicator, str], ...]
    themes: tuple[Group, ...]
    corridors: tuple[Group, ...]
    founded_by: str
    founded_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedLine:
    """The latest published figure of one city."""

    city: City
    figure: Said | None
    reasons: tuple[str, ...]
    """Why it is not among those that may be compared; none where it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedIndicator:
    """One shared indicator with the latest figure of each city: first those that may be compared, then the others."""

    code: str
    name: str
    reason: str
    answer: str
    comparable: tuple[SharedLine, ...]
    others: tuple[SharedLine, ...]


def network_sections(network_id: int, today: date) -> NetworkSections:
    """Put together what stands on the page of a network.

    Parameters
    ----------
    network_id
        Which.
    today
        For what holds, and what is late.
    """
    items = list(queries.work_items(network_id))
    open_ones = [each for each in items if each.state in {"planned", "under-way"}]
    open_ones.sort(key=lambda each: (each.until or date.max, each.pk))
    every = [each for each in queries.groups(network_id) if each.until is None or each.until >= today]
    founding = queries.founding_of(network_id)
    charter = queries.charter_on(network_id, today)
    return NetworkSections(
        charter=charter,
        definition=queries.definition_of(charter) if charter else None,
        offices=tuple(queries.offices(network_id, today)),
        work=tuple(work_lines(open_ones[:SHOWN_ITEMS], today)),
        counts=queries.work_counts(items, today),
        indicators=tuple((each, indicator_words(each.indicator.name)) for each in queries.indicator_set(network_id)),
        themes=tuple(each for each in every if each.kind == Group.Kind.THEME),
        corridors=tuple(each for each in every if each.kind == Group.Kind.CITIES),
        founded_by=founding.by_network.name if founding else "",
        founded_on=founding.on if founding else None,
    )


def shared_indicators(chosen: Sequence[ChosenIndicator], cities: Sequence[City]) -> list[SharedIndicator]:
    """The latest published figure of each city, sorted by what may be compared; nothing is ranked.

    Parameters
    ----------
    chosen
        Indicators that the group shares.
    cities
        Its cities.
    """
    return [_shared(each, cities) for each in chosen]


def _shared(chosen: ChosenIndicator, cities: Sequence[City]) -> SharedIndicator:
    code = chosen.indicator_id
    found = figures.indicator(code)
    latest = _latest(code, [each.slug for each in cities])
    by_city = {each.slug: each for each in cities}
    in_words = found is not None and is_in_words(found)
    grouping = groups(latest.values())
    inside = {each.city_slug for each in grouping.largest} if not in_words else set()
    comparable = [_line(by_city[slug], latest[slug]) for slug in by_city if slug in inside]
    others = []
    for slug, city in by_city.items():
        row = latest.get(slug)
        if row is None:
            others.append(SharedLine(city=city, figure=None, reasons=()))
        elif slug not in inside:
            others.append(_line(city, row, () if in_words else _why(grouping, row)))
    return SharedIndicator(
        code=code,
        name=indicator_words(chosen.indicator.name),
        reason=chosen.reason,
        answer=_answer(len(comparable), len(cities), in_words=in_words),
        comparable=tuple(comparable),
        others=tuple(others),
    )


def _why(grouping: Grouping[FigureRow], row: FigureRow) -> tuple[str, ...]:
    said = tuple(map(phrase_words, grouping.why(row).reasons))
    return said or (_("no other city can be compared with it"),)


def _latest(code: str, slugs: Sequence[str]) -> dict[str, FigureRow]:
    """Of each city the figure of its newest year by which it is compared."""
    rows = figures.figures_of_cities(code, slugs)
    newest: dict[str, int] = {}
    for row in rows:
        newest[row.city_slug] = max(row.year, newest.get(row.city_slug, row.year))
    found = {slug: figures.compared_figure(rows, slug, year) for slug, year in newest.items()}
    return {slug: row for slug, row in found.items() if row is not None}


def _line(city: City, row: FigureRow, reasons: tuple[str, ...] = ()) -> SharedLine:
    return SharedLine(city=city, figure=said(row), reasons=reasons)


def _answer(comparable: int, cities: int, *, in_words: bool) -> str:
    if in_words:
        return _("Cities answer this in words; the answers stand side by side and are not added up.")
    return ngettext(
        "Of %(cities)s city, %(comparable)s can be compared.",
        "Of %(cities)s cities, %(comparable)s can be compared.",
        cities,
    ) % {"cities": cities, "comparable": comparable}
