"""The first page, and what its words mean."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nagara_web.figures.queries import cities_with_figures
from nagara_web.pages.contexts.newest import newest_lines
from nagara_web.pages.contexts.places import known_words, map_of
from nagara_web.pages.contexts.rounds import round_lines
from nagara_web.places import queries as places

__all__ = ["about", "home"]

NEWEST = 6


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the network knows today: cities with figures, rounds, what is new."""
    count = places.cities().count()
    known = cities_with_figures()
    context = {
        "answer": known_words(len(known), count) if count else _("No city is entered yet."),
        "map": map_of(
            places.city_points(), known, id="map-of-cities", title=_("Cities"), known=len(known), count=count
        ),
        "rounds": round_lines()[:3],
        "newest": newest_lines(NEWEST),
    }
    return render(request, "pages/home.html", context)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What an interval, a missing figure and a fair comparison are."""
    return render(request, "pages/about.html")
