"""Facts of a place in words, and cities on the map."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import TYPE_CHECKING

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from nagara.reports.charts.drawing import NARROW, WIDE, Frame
from nagara.reports.charts.point_map import MOST_NAMED, Point, PointMap, draw
from nagara.reports.language import language
from nagara_web.pages.contexts.words import Chart
from nagara_web.places.queries import boundary_of, is_capital

if TYPE_CHECKING:
    from nagara_web.places.queries import City, CityPoint

__all__ = ["city_facts", "map_of", "population_words"]

WITH_FIGURE, WITHOUT_FIGURE = 0, 2
"""Looks of a circle."""


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


def map_of(placed: Sequence[CityPoint], with_figures: Set[int], *, id: str, title: str) -> Chart | None:  # noqa: A002
    """Draw cities as circles; those with a published figure look different from those without."""
    if not placed:
        return None
    points = tuple(
        Point(
            name=each.name,
            latitude_deg=each.latitude_deg,
            longitude_deg=each.longitude_deg,
            look=WITH_FIGURE if each.pk in with_figures else WITHOUT_FIGURE,
        )
        for each in placed
    )
    known = sum(each.pk in with_figures for each in placed)
    description = ngettext(
        "%(known)s of %(count)s city has a published figure.",
        "%(known)s of %(count)s cities have a published figure.",
        len(placed),
    ) % {"known": known, "count": len(placed)}
    if len(placed) > MOST_NAMED:
        description += " " + _("So many cities have no room for their names on the map; the list has them.")
    chart = PointMap(frame=Frame(id=id, title=title, description=description), points=points)
    return Chart(title=title, subtitle="", description=description, wide=draw(chart, WIDE), phone=draw(chart, NARROW))
