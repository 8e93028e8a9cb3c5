"""The first page, and what its words mean."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from nagara_web.figures.queries import cities_with_figures
from nagara_web.notices.queries import newest_happenings
from nagara_web.pages.contexts.places import map_of
from nagara_web.pages.contexts.rounds import round_lines
from nagara_web.places import queries as places

__all__ = ["about", "home"]

NEWEST = 8


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the network knows today: cities with figures, rounds, what is new."""
    cities = list(places.cities())
    known = cities_with_figures()
    answer = ngettext(
        "%(known)s of %(count)s city has published figures.",
        "%(known)s of %(count)s cities have published figures.",
        len(cities),
    ) % {"known": sum(each.pk in known for each in cities), "count": len(cities)}
    context = {
        "answer": answer if cities else _("No city is entered yet."),
        "map": map_of(cities, known, id="map-of-cities", title=_("Cities")),
        "rounds": round_lines()[:3],
        "newest": newest_happenings(NEWEST),
    }
    return render(request, "pages/home.html", context)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What an interval, a missing figure and a fair comparison are."""
    return render(request, "pages/about.html")
