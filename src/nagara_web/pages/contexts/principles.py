"""Cities by principles as pages show them: cells with a mark and a word, counts that say of how many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from nagara.commitments.principles import LEVELS, Principle, principle_of
from nagara_web.figures.principles import Assessed, assessments_of_city, level_words
from nagara_web.places.queries import City
from nagara_web.rounds.principle_matrix import Counts, PrincipleMatrix, principle_matrix
from nagara_web.ui.notation import notation_words

__all__ = [
    "Cell",
    "CityPrinciples",
    "Legend",
    "PrincipleLine",
    "PrinciplesPage",
    "city_principles",
    "network_principles",
    "principles_page",
]

SILENT = "?"
WITHOUT = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """One level with its sign.

    Parameters
    ----------
    place
        Of the level, from zero; ``None`` where there is no level.
    mark
        The sign where there is none.
    """

    place: int | None
    words: str
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one city says of one principle.

    Parameters
    ----------
    place
        Of its level, from zero; ``None`` if it stands on none.
    figure
        Number of its figure; zero where the city said nothing.
    """

    principle: Principle
    place: int | None
    words: str
    figure: int
    mark: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrincipleLine:
    """One city with its cells."""

    city: City
    cells: tuple[Cell, ...]
    counts: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinciplesPage:
    """Everything that the page of the matrix shows."""

    matrix: PrincipleMatrix
    lines: tuple[PrincipleLine, ...]
    by_principle: tuple[tuple[Principle, Counts], ...]
    by_network: tuple[tuple[str, int, Counts], ...]
    legend: tuple[Legend, ...]
    whole: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class CityPrinciples:
    """What one city says of all principles in its newest year."""

    year: int
    cells: tuple[Cell, ...]
    answered: int


def principles_page(matrix: PrincipleMatrix, shown: range) -> PrinciplesPage:
    """Put some cities and all principles side by side; counts are of everything that is looked at.

    Parameters
    ----------
    matrix
        The assessments.
    shown
        Which cities, by their place.
    """
    names = dict(matrix.networks)
    cities = [matrix.cities[place] for place in shown if place < len(matrix.cities)]
    return PrinciplesPage(
        matrix=matrix,
        lines=tuple(
            PrincipleLine(
                city=city,
                cells=tuple(_cell(each, matrix.cell(city.pk, each.code)) for each in matrix.principles),
                counts=matrix.counts(city_ids=[city.pk]),
            )
            for city in cities
        ),
        by_principle=tuple((each, matrix.counts(codes=[each.code])) for each in matrix.principles),
        by_network=tuple(
            (names[slug], len(ids), matrix.counts(city_ids=ids)) for slug, ids in matrix.members.items() if ids
        ),
        legend=tuple(_legend()),
        whole=matrix.counts(),
    )


def city_principles(city_id: int) -> CityPrinciples | None:
    """What a city says of the principles in the newest year that is published; ``None`` if nothing is."""
    every = assessments_of_city(city_id)
    if not every:
        return None
    year = max(each.year for each in every)
    said = {each.code: each for each in every if each.year == year}
    cells = tuple(_cells(said.values()))
    return CityPrinciples(year=year, cells=cells, answered=sum(each.place is not None for each in cells))


def network_principles(slug: str, today: date) -> PrincipleMatrix | None:
    """The newest assessments of one network; ``None`` if it never asked for them."""
    found = principle_matrix(None, slug, today)
    return found if found is not None and found.members.get(slug) else None


def _cells(said: Iterable[Assessed]) -> Iterator[Cell]:
    for each in sorted(said, key=lambda one: one.code):
        principle = principle_of(each.code)
        if principle is not None:
            yield _cell(principle, each)


def _cell(principle: Principle, said: Assessed | None) -> Cell:
    if said is None:
        return Cell(principle=principle, place=None, mark=SILENT, words=_("not answered"), figure=0)
    if said.level not in LEVELS:
        words = notation_words(said.notation_key) or said.level
        return Cell(principle=principle, place=None, mark=WITHOUT, words=words, figure=said.figure_id)
    return Cell(
        principle=principle,
        place=LEVELS.index(said.level),
        words=level_words(said.level),
        figure=said.figure_id,
        evidence=said.evidence,
    )


def _legend() -> Iterator[Legend]:
    for place, level in enumerate(LEVELS):
        yield Legend(place=place, words=level_words(level))
    yield Legend(place=None, mark=WITHOUT, words=_("a reason in place of a level"))
    yield Legend(place=None, mark=SILENT, words=_("not answered"))
