"""Facts of a place in words, and cities on the map."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from nagara.reports.charts.drawing import Frame
from nagara.reports.charts.point_map import MOST_NAMED, Point, PointMap, draw, is_inside
from nagara.reports.language import language
from nagara_web.places.queries import boundary_of, is_capital

if TYPE_CHECKING:
    from nagara_web.places.queries import City, CityPoint

__all__ = ["Map", "city_facts", "known_words", "map_of", "population_words"]

WITH_FIGURE, WITHOUT_FIGURE = 0, 2
"""Looks of a circle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """Cities on the map, and what it cannot show; the list of cities is its table."""

    drawing: str
    notes: tuple[str, ...]


def city_facts(city: City) -> list[str]:
    """Country, whether it is the capital, and how many people live inside the boundary."""
    facts = [city.country.name]
    if is_capital(city.pk):
        facts.append(_("national capital"))
    people = population_words(city.pk)
    return [*facts, people] if people else facts


def population_words(city_id: int) -> str:
    """The people inside the newest boundary with year and basis; empty if nobody entered them."""
    boundary = boundary_of(city_id)
    if boundary is None or boundary.population_persons is None:
        return ""
    people = language(get_language() or "en").number(boundary.population_persons)
    if not boundary.population_year:
        return _("population %(people)s") % {"people": people}
    return _("population %(people)s (%(year)s, %(basis)s)") % {
        "people": people,
        "year": boundary.population_year,
        "basis": str(boundary.get_population_basis_display()).lower() or _("basis not said"),
    }


def known_words(known: int, count: int) -> str:
    """Of how many cities a figure is published, the same on every page."""
    return ngettext(
        "%(known)s of %(count)s city has published figures.",
        "%(known)s of %(count)s cities have published figures.",
        count,
    ) % {"known": known, "count": count}


def map_of(
    placed: Sequence[CityPoint], with_figures: Set[int], *, id: str, title: str, known: int, count: int
) -> Map | None:  # noqa: A002
    """Draw cities as circles; those with a published figure look different from those without.

    Parameters
    ----------
    placed
        Cities that lie somewhere.
    with_figures
        Numbers of the cities with a published figure.
    id, title
        Of the drawing.
    known, count
        How many cities have a published figure, and how many there are in all; those that have no place on the
        map are said to have none.
    """
    points = tuple(point for point in (_point(each, with_figures) for each in placed) if is_inside(point))
    if not points:
        return None
    notes = []
    if len(points) > MOST_NAMED:
        notes.append(_("So many cities have no room for their names on the map; the list has them."))
    if count > len(points):
        elsewhere = ngettext(
            "%(count)s more city has no place on this map; the list has it.",
            "%(count)s more cities have no place on this map; the list has them.",
            count - len(points),
        )
        notes.append(elsewhere % {"count": count - len(points)})
    frame = Frame(id=id, title=title, description=" ".join((known_words(known, count), *notes)))
    return Map(drawing=draw(PointMap(frame=frame, points=points)), notes=tuple(notes))


def _point(each: CityPoint, with_figures: Set[int]) -> Point:
    return Point(
        name=each.name,
        latitude_deg=each.latitude_deg,
        longitude_deg=each.longitude_deg,
        look=WITH_FIGURE if each.pk in with_figures else WITHOUT_FIGURE,
    )
